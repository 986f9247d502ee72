"""Holiday notices read from their own Chinese sentences (放假通知的文字).

>>> read = read_sentences("元旦：1月1日（周四）至3日放假调休，共3天。1月4日（周日）上班。", 2026)
>>> len(read.off), sorted(read.work), read.problems
(3, [datetime.date(2026, 1, 4)], ())

The notices have used the same few formulas since 2006. They are read strictly:
a weekday in brackets must be the weekday of its date, 共N天 must be the number
of days, and words that are not understood are told, never passed over. Only
prose that names no day (各地区、各部门要妥善安排好值班…) and advice that arranges
nothing (鼓励…) are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from bizenv.calendars.workdays.datewords import DAY, MOST_DAYS, WEEKDAYS, Dates, Words, real_day
from bizenv.calendars.workdays.formulas import (
    ADVICE,
    ARRANGES,
    ARRANGES_ALL_THE_SAME,
    FILLER,
    HEADING,
    LEADS,
    NUMBER,
    SENTENCE,
    SIGNED,
    TITLE,
    UNDOES,
    count_of,
    end_of_item,
    name_of,
    next_formula,
)
from bizenv.calendars.workdays.notices import days_of
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Sentences", "read_sentences"]


@frozen
class Sentences:
    """What a notice's text says: days off by day, days worked, number, date, problems."""

    off: Mapping[date, str]
    work: frozenset[date]
    number: str | None = None
    issued: date | None = None
    problems: tuple[Problem, ...] = ()


_WEEKEND = (5, 6)
_MOST_LETTERS = 20_000


def read_sentences(
    text: str, year: int, holiday: str = "", ends: Mapping[str, date] | None = None
) -> Sentences:
    """Read the text of a notice for a year.

    ``holiday`` names the days of a text that has no headings. ``ends`` has the
    last day off of each holiday as arranged before, for a text that extends one.
    """
    words = Words(text)
    if len(words.clean) > _MOST_LETTERS:
        return Sentences({}, frozenset(), problems=(_too_long(words),))
    reader, length = _Reader(words, year, ends or {}), len(words.clean)
    reader.check_title()
    headings = list(HEADING.finditer(words.clean))
    reader.check_years(headings)
    if not headings:
        reader.read(0, length, holiday, strict=False)
        return reader.finish()
    reader.look_over(0, headings[0].start())
    stops = [*(heading.start() for heading in headings[1:]), length]
    for heading, stop in zip(headings, stops, strict=True):
        body = end_of_item(words.clean, heading.end(), stop)
        reader.read(heading.end(), body, name_of(heading), strict=True)
        reader.look_over(body, stop)
    return reader.finish()


class _Reader:
    """The reading of one text: what it has said so far, and what was wrong with it."""

    def __init__(self, words: Words, year: int, ends: Mapping[str, date]) -> None:
        self.words, self.year, self.ends = words, year, ends
        self.off: dict[date, str] = {}
        self.work: set[date] = set()
        self.spots: dict[date, tuple[int, int]] = {}
        self.claims: list[tuple[str, date, int, int]] = []
        self.problems: list[Problem] = []

    def read(self, start: int, end: int, holiday: str, *, strict: bool) -> None:
        """Read one item; only outside a strict one may words lead up to a day."""
        dates = Dates(self.words, self.year, self.problems)
        for first, last in self._sentences(start, end):
            sentence = self.words.clean[first:last]
            if re.search(DAY, sentence):
                self._read_sentence(first, last, holiday, dates, strict)
            elif ARRANGES.search(sentence) if strict else UNDOES.search(sentence):
                self._unread(first, last)

    def check_title(self) -> None:
        """A notice for another year is not read as one for this."""
        for title in TITLE.finditer(self.words.clean):
            if int(title[1]) != self.year:
                self._wrong("other-year", *title.span(), _OF_YEAR.filled(year=self.year))

    def check_years(self, headings: Iterable[re.Match[str]]) -> None:
        """A heading may name the year, and it must be this one."""
        for heading in headings:
            if heading["of"] and int(heading["of"]) != self.year:
                self._wrong("other-year", *heading.span(), _OF_YEAR.filled(year=self.year))

    def look_over(self, start: int, end: int) -> None:
        """Tell an arrangement that stands outside every item."""
        for first, last in self._sentences(start, end):
            if next_formula(self.words.clean, first, last):
                self._unread(first, last)

    def _sentences(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences that may arrange something: neither advice nor the signature."""
        for found in SENTENCE.finditer(self.words.clean, start, end):
            if ADVICE.match(found[0]):
                self._check_advice(found)
            elif not SIGNED.match(found[0]):
                yield found.span()

    def _check_advice(self, sentence: re.Match[str]) -> None:
        """Advice arranges nothing; where it names a day and seems to, nobody can tell."""
        if re.search(DAY, sentence[0]) and ARRANGES_ALL_THE_SAME.search(sentence[0]):
            self._wrong("unread-words", *sentence.span(), _ADVISED)

    def _read_sentence(
        self, start: int, end: int, holiday: str, dates: Dates, strict: bool
    ) -> None:
        at = start
        while step := next_formula(self.words.clean, at, end):
            kind, found = step
            prose = not strict and at == start
            if not prose or not LEADS.fullmatch(self.words.clean, at, found.start()):
                self._unread(at, found.start())
            self._take(kind, found, holiday, dates)
            at = found.end()
        self._unread(at, end)

    def _unread(self, start: int, end: int) -> None:
        """Tell words that are not understood, unless they only join what is."""
        clean = self.words.clean
        while start < end and (filler := FILLER.match(clean, start, end)):
            start = filler.end()
        if start < end:
            self._wrong("unread-words", start, end, _READABLE)

    def _take(self, kind: str, found: re.Match[str], holiday: str, dates: Dates) -> None:
        days = dates.read(*found.span("days"))
        start, end = found.span()
        if kind == "off":
            self._check_count(found, days)
            self._give_off(days, holiday, dates, found)
        elif kind == "extended":
            self._extend(days, found)
        elif kind == "worked":
            self._make_up(days, found)
        elif kind == "moved":
            self.claims += [("named", day, start, end) for day in days]
            self.claims += [("off", day, start, end) for day in dates.read(*found.span("to"))]
        else:
            self.claims += [("off" if kind == "rest" else "worked", d, start, end) for d in days]

    def _give_off(
        self, days: tuple[date, ...], holiday: str, dates: Dates, found: re.Match[str]
    ) -> None:
        for day in days:
            if (other := self.off.setdefault(day, holiday)) != holiday:
                expected = _UNDER_ONE.filled(day=day, other=other)
                self._wrong("self-contradiction", *found.span(), expected)
            self.spots.setdefault(day, found.span())
        if days and dates.anchor is None:
            dates.anchor = days[0]

    def _check_count(self, found: re.Match[str], days: tuple[date, ...]) -> None:
        said = found["count"]
        if said and days and count_of(said) != len(days):
            listed = self.words.quote(*found.span("days"))
            plural = "s" if len(days) > 1 else ""
            expected = Text(f"{len(days)} 天（{listed}）", f"{len(days)} day{plural} ({listed})")
            self._wrong("count-mismatch", *found.span("said"), expected)

    def _make_up(self, days: tuple[date, ...], found: re.Match[str]) -> None:
        for day in days:
            self.work.add(day)
            self.spots[day] = found.span()
            if day.weekday() not in _WEEKEND:
                name = WEEKDAYS[day.weekday()]
                expected = Text(
                    f"星期六或星期日（{day} 是{name.zh}）",
                    f"a Saturday or Sunday ({day} is {name.say('en')})",
                )
                self._wrong("not-a-rest-day", *found.span(), expected, _RESUMES)

    def _extend(self, days: tuple[date, ...], found: re.Match[str]) -> None:
        holiday = found["holiday"]
        before = self.ends.get(holiday)
        if before is None:
            self._wrong("unknown-extension", *found.span(), _BEFORE, _GIVE_BEFORE)
            return
        for day in days:
            added = (day - before).days
            if not 1 <= added <= MOST_DAYS:
                self._wrong("bad-span", *found.span(), _LATER.filled(before=before))
                continue
            for each in (before + timedelta(days=n + 1) for n in range(added)):
                self.off[each] = holiday
                self.spots[each] = found.span()

    def finish(self) -> Sentences:
        """Hold what was said against the rest, and give it all."""
        for kind, day, start, end in self.claims:
            self._check_claim(kind, day, start, end)
        for day, span in sorted(self.spots.items()):
            self._check_day(day, *span)
        if not self.off and not self.work and not self.problems:
            self._wrong("no-days", 0, len(self.words.clean), _READABLE)
        text = self.words.clean
        number, signed = NUMBER.search(text), SIGNED.search(text)
        return Sentences(
            self.off,
            frozenset(self.work),
            number[0] if number else None,
            real_day(*map(int, signed.groups())) if signed else None,
            tuple(sorted(dict.fromkeys(self.problems), key=_where)),
        )

    def _check_day(self, day: date, start: int, end: int) -> None:
        first, last = days_of(self.year)
        if day in self.off and day in self.work:
            self._wrong("off-and-worked", start, end, _EITHER.filled(day=day))
        if not first <= day <= last:
            self._wrong("outside-year", start, end, _WITHIN.filled(first=first, last=last))

    def _check_claim(self, kind: str, day: date, start: int, end: int) -> None:
        if kind == "worked" and day in self.off:
            expected = _NOT_OFF
        elif kind == "off" and day not in self.off:
            expected = _AMONG_OFF
        elif kind == "named" and day not in self.off and day not in self.work:
            expected = _EITHER
        else:
            return
        self._wrong("self-contradiction", start, end, expected.filled(day=day))

    def _wrong(
        self, code: str, start: int, end: int, expected: Text, hint: Text | None = None
    ) -> None:
        self.problems.append(self.words.problem(code, start, end, expected, hint))


_READABLE = Text(
    "能读懂的句式，如“1月1日至3日放假调休，共3天。1月4日（星期日）上班。”",
    "a formula such as 1月1日至3日放假调休，共3天。1月4日（星期日）上班。",
)
_ADVISED = Text(
    "建议与放假、上班的安排分成两句", "advice and arrangements in sentences of their own"
)
_OF_YEAR = Text("{year} 年的通知", "the notice for {year}")
_EITHER = Text("{day} 放假、上班二者之一", "{day} to be off or worked, one of the two")
_NOT_OFF = Text("{day} 不在放假之列", "{day} not to be among the days off")
_UNDER_ONE = Text(
    "{day} 只列在一个假期之下（前面已列在{other}）",
    "{day} to stand under one holiday (it stood under {other} before)",
)
_AMONG_OFF = Text("{day} 在放假之列", "{day} to be among the days off")
_WITHIN = Text("{first} 至 {last} 之内的日子", "a day from {first} to {last}")
_RESUMES = Text("恢复上班的日子写作“起上班”", "where work only resumes, the formula is 起上班")
_BEFORE = Text("已知原来放到哪一天的假期", "a holiday whose last day off is known")
_LATER = Text(f"{{before}} 之后不超过 {MOST_DAYS} 天", f"at most {MOST_DAYS} days after {{before}}")
_GIVE_BEFORE = Text("用 supersedes= 给出原通知", "give the earlier notice with supersedes=")


def _too_long(words: Words) -> Problem:
    got = Text(f"{len(words.clean)} 个字", f"{len(words.clean)} letters")
    expected = Text(f"最多 {_MOST_LETTERS} 个字", f"at most {_MOST_LETTERS} letters")
    return Problem("file-too-large", got, expected, words.place(0))


def _where(problem: Problem) -> tuple[int, int]:
    return problem.place.line or 0, problem.place.column or 0
