r"""Notices and calendars from files of your own, YAML or JSON, with every problem told.

>>> text = "year: 2027\noff: {元旦: [2027-01-01/2027-01-03]}\nwork: [2027-01-10]"
>>> notice, problems = read_notice(text, "2027.yaml")
>>> sorted(notice.work), problems
([datetime.date(2027, 1, 10)], ())
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve
from pydantic import BaseModel

from bizenv.calendars.schema import (
    CalendarModel,
    FestivalModel,
    LocalModel,
    NoticeModel,
    Span,
)
from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.festivals import Festival, left_out
from bizenv.calendars.workdays.notices import LocalDays, Notice, days_of
from bizenv.kernel.errors import CalendarError, UsageError
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.rulebooks.nodes import Path as Keys
from bizenv.rulebooks.nodes import Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.shapes import mend_keys, validate

__all__ = ["load_calendar", "load_notice", "read_calendar", "read_notice"]

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=BaseModel)
Problems = tuple[Problem, ...]

_WEEKEND = ("sat", "sun")
_KEY = Text("写明 {key}", "the key {key}")
_NO_KEY = Text("没有 {key}", "no {key}")
_WITHIN = Text("{first} 至 {last} 之内的日子", "days from {first} to {last}")
_WHOLE_YEAR = Text("全年的放假安排：{missing}", "the whole year: {missing}")
_ONE_HOLIDAY = Text(
    "{day} 只列在一个假期之下（前面已列在{other}）",
    "{day} to stand under one holiday (it stood under {other} before)",
)
_ONE_OF_THEM = Text("{day} 放假、上班二者之一", "{day} to be off or worked, one of the two")
_OF_YEAR = Text("{year} 年的通知", "the notice for {year}")
_A_REST_DAY = Text("周末的日子（{day} 是平日）", "a rest day of the week ({day} is none)")
_ONCE = Text("每年一份通知", "one notice a year")
_SUPERSEDE = Text("修改原通知的，写 supersedes", "if it changes the other one, say supersedes")
_NO_GAP = Text("先有 {year} 年的通知", "the notice for {year} before it")
_AN_ID = Text("日历中另一份通知的 id", "the id of another notice of the calendar")
_EACH_ONCE = Text("每个 id 一次", "each id once")
_A_FESTIVAL = Text(
    "first 不晚于 last，least 不多于其间的天数",
    "first not after last, and least no more than the days between them",
)
_A_NOTICE = Text("一份放假通知", "a holiday notice")
_A_CALENDAR = Text("一份工作日历", "a calendar")
_ADD_NOTICE = Text(
    "用 load_notice 或者 --notice 加到日历上，或者写进日历的 notices",
    "add it to a calendar with load_notice or --notice, or write it under notices of one",
)
_SEEN = Text("years 所列年份的日子", "a day of the years in years")
_REFUSED = Text("能合成日历的通知：{reason}", "notices that make a calendar: {reason}")
_THE_WHOLE = Text("这份日历", "this calendar")


def load_notice(path: str | Path) -> Notice:
    """Read a notice from a file.

    Raises:
        CalendarError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    return _loaded(path, read_notice)


def load_calendar(path: str | Path) -> WorkCalendar:
    """Read a calendar from a file.

    Raises:
        CalendarError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    return _loaded(path, read_calendar)


def _loaded(path: str | Path, read: Callable[[str, str], tuple[T | None, Problems]]) -> T:
    file = Path(path)
    text, unreadable = read_text(file)
    found, problems = (None, tuple(unreadable)) if unreadable else read(text, str(file))
    if found is None:
        raise CalendarError(problems)
    return found


def read_notice(text: str, file: str) -> tuple[Notice | None, Problems]:
    """A notice from the text of its file, unless there are problems, and the problems."""
    tree, model = _model(text, file, NoticeModel)
    if model is None:
        return None, _in_order(tree)
    _check_notice(tree, model, (), _WEEKEND)
    return (None if tree.problems else _notice(model)), _in_order(tree)


def read_calendar(text: str, file: str) -> tuple[WorkCalendar | None, Problems]:
    """A calendar from the text of its file, unless there are problems, and the problems."""
    tree, model = _model(text, file, CalendarModel)
    if _is_notice(tree.value):
        tree.problems[:] = []
        tree.wrong("not-a-calendar", (), _A_NOTICE, _A_CALENDAR, _ADD_NOTICE)
        return None, _in_order(tree)
    if model is None:
        return None, _in_order(tree)
    base = work_calendar(model.extends) if model.extends else WorkCalendar(file)
    _require(tree, model.id, ("id",))
    for number, notice in _numbered(model.notices):
        _check_notice(tree, notice, ("notices", number), model.weekend or base.weekend)
    for number, local in _numbered(model.local):
        _check_local(tree, local, ("local", number))
    _check_together(tree, model, base)
    if not tree.problems:  # else what is missing may be what could not be read
        _check_whole(tree, model, base)
    calendar = None if tree.problems else _calendar(tree, model, base)
    return calendar, _in_order(tree)


def _is_notice(value: Any) -> bool:
    """Whether what should be a calendar is a notice, as it stands in a file of its own."""
    return isinstance(value, dict) and "year" in value and "notices" not in value


def _model(text: str, file: str, kind: type[ModelT]) -> tuple[Tree, ModelT | None]:
    if file.lower().endswith(".json"):
        text = text.replace("\t", " ")  # JSON may be indented with tabs, YAML may not
    tree = read_tree(text, file)
    _drop_nulls(tree.value)
    mend_keys(tree, kind)
    model = validate(tree, kind, {})[0] if tree.value is not None else None
    return tree, model


def _drop_nulls(node: Any) -> None:
    """Leave out what JSON says is null: a key without a value is a key left out."""
    if isinstance(node, dict):
        for key in [key for key, value in node.items() if value == "null"]:
            del node[key]
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _drop_nulls(each)


def _in_order(tree: Tree) -> Problems:
    unique = dict.fromkeys(tree.problems)
    return tuple(sorted(unique, key=lambda p: (p.place.line or 0, p.place.column or 0, p.code)))


# --- checking ---------------------------------------------------------------


def _require(tree: Tree, value: object, path: Keys) -> None:
    if value is None and not tree.told_within(path) and not _told_at(tree, path):
        name = repr(path[-1])
        tree.wrong("missing-key", path, _NO_KEY.filled(key=name), _KEY.filled(key=name))


def _told_at(tree: Tree, path: Keys) -> bool:
    """Whether the key is there after all, and what it holds was told."""
    node = tree.value
    for part in path:
        node = node.get(part) if isinstance(node, dict) else _item(node, part)
    return node is not None


def _item(node: Any, part: str | int) -> Any:
    return node[part] if isinstance(node, list) and isinstance(part, int) else None


def _check_notice(
    tree: Tree, model: NoticeModel, path: Keys, weekend: Sequence[str | None]
) -> None:
    _require(tree, model.year, (*path, "year"))
    off = {day for _, span in _off(model, path) for day in _days(span)}
    _check_names(tree, model, path)
    for where, span in _work(model, path):
        _check_worked(tree, where, span, off)
        plain = [day for day in _days(span) if WEEKDAYS[day.weekday()] not in weekend]
        if plain and model.supersedes is None and None not in weekend:
            tree.wrong("not-a-rest-day", where, _said(span), _A_REST_DAY.filled(day=plain[0]))
    if model.year is None:
        return
    first, last = days_of(model.year)
    for where, span in (*_off(model, path), *_work(model, path)):
        if not first <= span[0] <= span[1] <= last:
            tree.wrong("outside-year", where, _said(span), _WITHIN.filled(first=first, last=last))


def _check_names(tree: Tree, model: NoticeModel, path: Keys) -> None:
    """No day stands under two holidays."""
    named: dict[date, str] = {}
    for name, spans in model.off.items():
        for where, span in _spans(spans, (*path, "off", name)):
            twice = [day for day in _days(span) if named.setdefault(day, name) != name]
            if twice:
                expected = _ONE_HOLIDAY.filled(day=twice[0], other=named[twice[0]])
                tree.wrong("two-holidays", where, _said(span), expected)


def _check_whole(tree: Tree, model: CalendarModel, base: WorkCalendar) -> None:
    """A notice for a year gives every holiday off, or it is not all of it."""
    fixed = base.fixed if model.fixed is None else [each for each in model.fixed if each]
    weekend = base.weekend if model.weekend is None else model.weekend
    festivals = _festivals(tree, model, base)
    for number, notice in _numbered(model.notices):
        path: Keys = ("notices", number)
        if notice.year is None or notice.supersedes:
            continue
        off = {day: name for name, spans in notice.off.items() for day in _all(spans)}
        missing = left_out(notice.year, off, _all(notice.work), weekend, fixed, festivals)
        if missing is not None:
            expected = _WHOLE_YEAR.filled(missing=missing)
            where = (*path, "off") if notice.off else path
            tree.wrong("incomplete-notice", where, _OF_YEAR.filled(year=notice.year), expected)


def _festivals(tree: Tree, model: CalendarModel, base: WorkCalendar) -> list[Festival]:
    """The festivals of a calendar, its own or those that it takes over."""
    if model.festivals is None:
        return list(base.festivals)
    found = []
    for number, each in _numbered(model.festivals):
        try:
            found.append(_festival(each))
        except UsageError:
            tree.wrong("bad-festival", ("festivals", number), each.label.zh, _A_FESTIVAL)
    return found


def _festival(model: FestivalModel) -> Festival:
    said = {"least": model.least, "since": model.since}
    given = {key: number for key, number in said.items() if number is not None}
    return Festival(model.label.build(), model.first, model.last, **given)


def _check_worked(tree: Tree, where: Keys, span: Span, off: set[date]) -> None:
    if both := sorted(off.intersection(_days(span))):
        tree.wrong("off-and-worked", where, _said(span), _ONE_OF_THEM.filled(day=both[0]))


def _check_local(tree: Tree, model: LocalModel, path: Keys) -> None:
    off = {day for span in model.off if span for day in _days(span)}
    for where, span in _spans(model.work, (*path, "work")):
        _check_worked(tree, where, span, off)
    if model.years is None:
        return
    for key, spans in (("off", model.off), ("work", model.work)):
        for where, span in _spans(spans, (*path, key)):
            if not {span[0].year, span[1].year} <= set(model.years):
                tree.wrong("outside-year", where, _said(span), _SEEN)


def _check_together(tree: Tree, model: CalendarModel, base: WorkCalendar) -> None:
    """Hold the notices against each other and against those that are taken over."""
    notices = [*_numbered(model.notices)]
    seen = {notice.id for notice in base.notices}
    ids = seen | {_id(notice) for _, notice in notices}
    arranged = {notice.year for notice in base.notices}
    years = arranged | {each.year for _, each in notices if each.year and not each.supersedes}
    for number, notice in notices:
        path: Keys = ("notices", number)
        if notice.supersedes is not None and notice.supersedes not in ids:
            tree.wrong("unknown-notice", (*path, "supersedes"), repr(notice.supersedes), _AN_ID)
        if notice.supersedes is None and notice.year in arranged:
            tree.wrong("year-twice", (*path, "year"), str(notice.year), _ONCE, _SUPERSEDE)
        elif _id(notice) in seen:
            tree.wrong("duplicate-id", (*path, "id"), repr(_id(notice)), _EACH_ONCE)
        if notice.supersedes is None and notice.year is not None:
            _check_gap(tree, notice.year, years, (*path, "year"))
            arranged.add(notice.year)
        seen.add(_id(notice))


def _id(notice: NoticeModel) -> str:
    """The id that the notice will have; see Notice."""
    if notice.id or not notice.supersedes:
        return notice.id or str(notice.year)
    named = [*_all_off(notice), *_all(notice.work)]
    eve = min(named, default=date(notice.year or 1, 1, 1)) - timedelta(days=1)
    return f"{notice.supersedes}-{notice.published or notice.issued or eve}"


def _check_gap(tree: Tree, year: int, years: set[int], path: Keys) -> None:
    if year - 1 not in years and year > min(years):
        tree.wrong("year-gap", path, str(year), _NO_GAP.filled(year=year - 1))


# --- building ---------------------------------------------------------------


def _calendar(tree: Tree, model: CalendarModel, base: WorkCalendar) -> WorkCalendar | None:
    notices = [_notice(notice) for _, notice in _numbered(model.notices)]
    local = [_local(each) for _, each in _numbered(model.local)]
    given: dict[str, Any] = {
        "id": model.id,
        "weekend": model.weekend,
        "awaits": model.awaits and model.awaits.build(),
        "fixed": model.fixed,
        "festivals": None if model.festivals is None else _festivals(tree, model, base),
        "reach_back": model.reach_back,
        "notices": [*base.notices, *notices],
        "local": [*base.local, *local],
    }
    try:
        return evolve(base, **{key: each for key, each in given.items() if each is not None})
    except UsageError as error:
        reason = Text(error.say("zh"), error.say("en"))
        tree.wrong("bad-calendar", (), _THE_WHOLE, _REFUSED.filled(reason=reason))
        return None


def _notice(model: NoticeModel) -> Notice:
    off = {name: _all(spans) for name, spans in model.off.items()}
    about = model.model_dump(exclude={"format", "off", "work", "id"})
    return Notice(off=off, work=_all(model.work), id=model.id or "", **about)


def _local(model: LocalModel) -> LocalDays:
    return LocalDays(
        model.label.build(),
        _all(model.off),
        _all(model.work),
        statutory=model.statutory,
        source=model.title,
        years=None if model.years is None else [year for year in model.years if year],
        published=model.published,
    )


# --- days -------------------------------------------------------------------


def _numbered(parts: Sequence[T | None]) -> Iterator[tuple[int, T]]:
    """The parts that could be read, with their places."""
    return ((number, part) for number, part in enumerate(parts) if part is not None)


def _spans(spans: Sequence[Span | None], path: Keys) -> list[tuple[Keys, Span]]:
    return [((*path, number), span) for number, span in _numbered(spans)]


def _off(model: NoticeModel, path: Keys) -> list[tuple[Keys, Span]]:
    return [
        each for name, spans in model.off.items() for each in _spans(spans, (*path, "off", name))
    ]


def _work(model: NoticeModel, path: Keys) -> list[tuple[Keys, Span]]:
    return _spans(model.work, (*path, "work"))


def _days(span: Span) -> list[date]:
    return [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]


def _all(spans: Sequence[Span | None]) -> list[date]:
    return [day for span in spans if span for day in _days(span)]


def _all_off(model: NoticeModel) -> list[date]:
    return [day for spans in model.off.values() for day in _all(spans)]


def _said(span: Span) -> str:
    return repr(f"{span[0]}" if span[0] == span[1] else f"{span[0]}/{span[1]}")
