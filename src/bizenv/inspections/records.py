"""From a row to an inspection: cells read as facts, dirty ones told apart.

A row is a mapping from field names (``start``, ``trigger`` …) to whatever its
cells hold. Terms may be written as codes, labels or other spellings, in
Chinese or English. ``双随机、一公开`` is one word although it holds a separator:
the whole cell is tried before it is split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from bizenv.inspections.situations import AXIS_OF, unknown_term
from bizenv.inspections.values import LONGEST_VISIT, Agency, Enterprise, Inspection
from bizenv.kernel.errors import RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import NONE, Axis, Term, Vocabulary, is_none
from bizenv.tables.cells import (
    MOST_EXACT,
    BadCell,
    blank,
    is_placeholder,
    read_day,
    read_words,
    read_yes_no,
    shown,
    text_of,
)

__all__ = ["FIELDS", "inspection_from_row", "lost_digits", "placed", "read_field"]


_SEVERAL = frozenset({"domain", "trigger", "enterprise_class", "zone", "credit"})
TEXTS = (
    *("id", "enterprise", "enterprise_name", "agency", "matter", "reason"),
    *("licence", "officers"),
)
"""The fields whose words are kept as they are; of several columns for one the first is taken."""
_IDS = ("id", "enterprise", "licence")
DAYS = ("start", "end")
DONE = ("filed", "noticed", "approved", "scanned")
"""The fields that show what was done: a day, yes or no."""
DAY_FIELDS = (*DAYS, *DONE)
"""The fields whose cells may hold days."""

FIELDS = (*TEXTS, *DAYS, *AXIS_OF, *DONE)
"""The fields of a row; circumstances of the vocabulary are fields too."""


def _read_terms(
    field: str, value: object, vocabulary: Vocabulary, *, hints: bool
) -> tuple[str, ...]:
    axis = vocabulary[AXIS_OF[field]]
    whole = text_of(value) if isinstance(value, str) else None
    words = (whole,) if whole and axis.find(whole) else read_words(value)
    codes: list[str] = []
    problems: list[Problem] = []
    for word in words:
        if is_none(word):
            codes.append(NONE)
        elif terms := _terms(axis, word):
            codes.extend(term.code for term in terms)
        else:
            hint = vocabulary.hint(axis, word) if hints else None
            problems.append(unknown_term(axis, field, shown(word), hint))
    if not words:
        problems.append(unknown_term(axis, field, shown(value)))
    if not problems and len(codes) > 1 and (field not in _SEVERAL or NONE in codes):
        expected = _ONE_TERM if field not in _SEVERAL else _NONE_OR_TERMS
        problems.append(Problem("too-many-terms", shown(value), expected, Place(field=field)))
    if problems:
        raise RecordError(tuple(problems))
    return tuple(sorted(set(codes)))


def _terms(axis: Axis, word: str) -> Sequence[Term]:
    """The term of a word, or of each of its parts; none unless every part is one.

    A line break, a plus sign or "and" may also stand within a term, as in 文化和旅游.
    """
    if term := axis.find(word):
        return (term,)
    parts = [axis.find(part) for part in _JOINED.split(word) if part.strip()]
    return [term for term in parts if term] if all(parts) else ()


_JOINED = re.compile(r"[\r\n+\uff0b&和与及]")
_ONE_TERM = Text("一个词", "one term")
_NONE_OR_TERMS = Text("只填“无”，或只填其他词", "'none' alone, or terms")
_DAY_OR_YES_OR_NO = Text("日期、“是”或“否”", "a day, yes or no")


def _read_text(field: str, value: object) -> str:
    """The words of a cell; a number that has lost digits is no id."""
    if field in _IDS and lost_digits(value):
        problem = Problem("lost-digits", shown(value), _EVERY_DIGIT, Place(field=field), _AS_TEXT)
        raise RecordError((problem,))
    return text_of(value)


def lost_digits(value: object) -> bool:
    """Whether a number is so large that a spreadsheet no longer keeps its last digits.

    >>> lost_digits(913303000000000012.0), lost_digits(913303000000000012), lost_digits(12.0)
    (True, False, False)
    """
    return isinstance(value, float) and abs(value) > MOST_EXACT


_EVERY_DIGIT = Text("完整的编号", "every digit of the number")
_AS_TEXT = Text(
    "数字太长，表格丢了末尾几位：请把这一列存为文本，再重新填写",
    "the spreadsheet has lost the last digits: store the column as text, and enter them again",
)


def _read_day(field: str, value: object) -> date:
    """The day in a cell; one that only stands for a blank is none."""
    day = read_day(value, field)
    if is_placeholder(day):
        problem = Problem(_PLACEHOLDER, shown(value), _A_TRUE_DAY, Place(field=field), _NO_DAY_HINT)
        raise RecordError((problem,))
    return day


_PLACEHOLDER = "placeholder-day"
_A_TRUE_DAY = Text("真实的日期，不是代替空白的日期", "a true day, not one that stands for a blank")
_NO_DAY_HINT = Text(
    '请留空，或在 --map 文件的 values 中写这一天: ""',
    'leave it blank, or write the day with "" under values in a --map file',
)


def _read_done(field: str, value: object) -> Any:
    """A day on which it was done, or yes, or no."""
    try:
        return read_yes_no(value, field)
    except RecordError:
        try:
            return _read_day(field, value)
        except RecordError as error:
            got = error.problems[0]
            if got.code == _PLACEHOLDER:
                raise
            raise RecordError(
                (Problem(got.code, got.got, _DAY_OR_YES_OR_NO, got.place, got.hint),)
            ) from None


def read_field(field: str, value: object, vocabulary: Vocabulary, *, hints: bool = True) -> Any:
    """Read one cell as the value of one field; None where it says nothing.

    Without ``hints`` the problems of a cell do not say which known word is near:
    looking for it takes long, and most problems of a large table are only counted.

    Raises:
        RecordError: the cell cannot be read as this field.
    """
    if isinstance(value, BadCell):
        raise RecordError((value.problem(field),))
    if getattr(value, "shape", None) and hasattr(value, "tolist"):  # an array of numpy
        value = value.tolist()
    if blank(value):
        return None
    if field in TEXTS:
        return _read_text(field, value)
    if field in DAYS:
        return _read_day(field, value)
    if field in DONE:
        return _read_done(field, value)
    if field in AXIS_OF:
        codes = _read_terms(field, value, vocabulary, hints=hints)
        return frozenset(codes) if field in _SEVERAL else codes[0]
    return read_yes_no(value, field)


def collect(
    fields: Iterable[str], read: Callable[[str], Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """Read several fields, keeping every problem."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in fields:
        try:
            values[field] = read(field)
        except RecordError as error:
            problems.extend(error.problems)
    return values, problems


def inspection_from_row(
    row: Mapping[str, object],
    vocabulary: Vocabulary,
    headers: Mapping[str, str] | None = None,
) -> Inspection:
    """Build an inspection from a row.

    ``headers`` says under which header each field was found, for the messages.

    >>> from bizenv.kernel.vocabulary import Vocabulary
    >>> visit = inspection_from_row({"start": "2023年6月15日", "enterprise": "E1"}, Vocabulary(()))
    >>> visit.start
    datetime.date(2023, 6, 15)

    Raises:
        RecordError: every cell that cannot be read, with its field.
    """
    circumstances = vocabulary["circumstance"].codes if "circumstance" in vocabulary else ()
    if strays := [name for name in row if name not in FIELDS and name not in circumstances]:
        names = ", ".join(FIELDS)
        expected = Text(f"字段：{'、'.join(FIELDS)}", f"a field: {names}")
        raise RecordError(tuple(Problem("unknown-field", shown(name), expected) for name in strays))
    values, problems = collect(row, lambda field: read_field(field, row[field], vocabulary))
    problems.extend(day_problems(values, problems))
    if problems:
        raise RecordError(tuple(placed(problem, Place(), headers or {}) for problem in problems))
    return _inspection(values)


def placed(problem: Problem, place: Place, headers: Mapping[str, str]) -> Problem:
    """A problem of a row at its place; a header that is no field's name is told too."""
    field = problem.place.field
    header = headers.get(field) if field else None
    header = problem.place.header if header in (None, field) else header
    return evolve(problem, place=evolve(place, field=field, header=header))


def day_problems(values: Mapping[str, Any], told: Iterable[Problem]) -> list[Problem]:
    """What is wrong with the days of a row beside the problems of its cells."""
    if any(problem.place.field == "start" for problem in told):
        return []
    return span_problems(values.get("start"), values.get("end"))


def span_problems(start: date | None, end: date | None) -> list[Problem]:
    """What is wrong with the days of a visit: none, or an end before the start."""
    if start is None:
        return [Problem("missing-day", _NO_DAY, _THE_DAY, Place(field="start"))]
    if end is None or 0 <= (end - start).days < LONGEST_VISIT:
        return []
    got = Text(f"{start} 至 {end}", f"{start} to {end}")
    return [Problem("bad-span", got, _SPAN, Place(field="end"))]


_NO_DAY, _THE_DAY = Text("空白", "no day"), Text("检查日期", "the day of the visit")
_SPAN = Text(
    "结束日期不早于开始日期，且相差不超过十年",
    "an end that is not before the start, and at most ten years after it",
)


def _inspection(values: Mapping[str, Any]) -> Inspection:
    """An inspection from fields that were read and fit together."""
    get = values.get
    name = get("enterprise_name")
    id = get("enterprise") or name
    enterprise = None
    about = [get(fact) for fact in ("enterprise_class", "zone", "credit")]
    if id or any(about):
        enterprise = Enterprise(id or "", name, *about)
    agency = None
    if get("agency") or get("agency_level"):
        agency = Agency(get("agency") or "", get("agency_level"))
    return Inspection(
        id=get("id"),
        enterprise=enterprise,
        agency=agency,
        start=values["start"],
        end=get("end") or values["start"],
        act=get("act") or "inspection",
        kind=get("kind"),
        matter=get("matter"),
        domain=get("domain"),
        trigger=get("trigger"),
        deploying_level=get("deploying_level"),
        reason=get("reason"),
        filed=get("filed"),
        noticed=get("noticed"),
        approved=get("approved"),
        scanned=get("scanned"),
        officers=read_words(get("officers") or "") or None,
        licence=get("licence"),
        circumstances={k: v for k, v in values.items() if k not in FIELDS and v is not None},
    )
