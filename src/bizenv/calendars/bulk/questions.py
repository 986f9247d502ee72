"""Questions of many rows, each distinct one put to the scalar rule once (逐个不同情形求解).

What cannot be looked up in the calendar's arrays is asked here, one distinct
row at a time, of the same function that answers for a single day. So the bulk
answer cannot differ from the scalar one.

>>> distinct([np.array([7, 3, 7])])[0]
[(3,), (7,)]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Protocol

import attrs
import numpy as np
from attrs import frozen

from bizenv.calendars.bulk.column_kinds import Array, kind_of
from bizenv.calendars.bulk.columns import absent_cell, at_row
from bizenv.calendars.periods.period import End, Period
from bizenv.calendars.workdays.calendar import OnUnknown, WorkCalendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import BizenvError, UnknownDayError, UsageError
from bizenv.kernel.text import Text

__all__ = [
    "SURE",
    "Asked",
    "Due",
    "InBulk",
    "NthWorkingDay",
    "PeriodColumn",
    "Question",
    "WorkingDay",
    "WorkingDaysBetween",
    "ask",
    "distinct",
    "read_periods",
]

InBulk = Literal["raise", "provisional", "null"]
"""What to do with rows whose answer hangs on an unknown day: refuse them all,
answer by weekends and fixed holidays, or leave them empty."""

SURE = tuple(Certainty)
"""Certainties by their codes, the surest first."""

_EPOCH = date(1970, 1, 1).toordinal()
_WIDE = 200_000
"""Keys spread over more than this, and more than the rows, are told apart by sorting."""


def _day(number: int) -> date:
    return date.fromordinal(number + _EPOCH)


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


# --- questions ------------------------------------------------------------------


class Question(Protocol):
    """What is asked of each row, by the row's key: days since 1970, and numbers."""

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        """The answer of the scalar rule, and how sure its least sure day is.

        What is asked here hangs on a day beyond the calendar's table, unless it
        is a deadline, so an answer to it is a guess.
        """
        ...

    def facts(self, key: Sequence[int]) -> Text:
        """The key in words, for a message."""
        ...


@frozen
class NthWorkingDay:
    """The n-th working day after a day; ``given`` is an n that no array can hold."""

    calendar: WorkCalendar
    given: int | None = None

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        """The answer of ``calendar.add``."""
        found = self.calendar.add(_day(key[0]), self.given or key[1], on_unknown)
        return _number(found), Certainty.UNKNOWN

    def facts(self, key: Sequence[int]) -> Text:
        """The day and the number."""
        return _DAY_AND_NUMBER.filled(day=_day(key[0]), n=self.given or key[1])


@frozen
class WorkingDaysBetween:
    """How many working days lie after one day up to another."""

    calendar: WorkCalendar

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        """The answer of ``calendar.count``."""
        first, last = map(_day, key)
        return self.calendar.count(first, last, on_unknown), Certainty.UNKNOWN

    def facts(self, key: Sequence[int]) -> Text:
        """Both days."""
        return _TWO_DAYS.filled(a=_day(key[0]), b=_day(key[1]))


@frozen
class WorkingDay:
    """Whether a day is a working day."""

    calendar: WorkCalendar

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        """The answer of ``calendar.is_working``."""
        return self.calendar.is_working(_day(key[0]), on_unknown), Certainty.UNKNOWN

    def facts(self, key: Sequence[int]) -> Text:
        """The day."""
        return _ONE_DAY.filled(day=_day(key[0]))


@frozen
class Due:
    """The last day of one of several periods."""

    periods: tuple[Period, ...]
    calendar: WorkCalendar

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        """The answer of ``period.deadline``."""
        deadline = self.periods[key[1]].deadline(_day(key[0]), self.calendar, on_unknown)
        sure = Certainty.UNKNOWN if deadline.guessed else deadline.certainty
        return _number(deadline.day), sure

    def facts(self, key: Sequence[int]) -> Text:
        """The day and the period."""
        return _DAY_AND_PERIOD.filled(day=_day(key[0]), period=self.periods[key[1]].text)


@frozen(eq=False)
class PeriodColumn:
    """A few distinct periods, and which row has which; one code for all where there is one.

    Shapes: ``codes`` and ``absent`` have one entry a row, or ``codes`` is one number.
    """

    periods: tuple[Period, ...]
    codes: Array
    absent: Array | None = None


def read_periods(value: Any) -> PeriodColumn:
    """Read a period, its text, or a column of either.

    Raises:
        UsageError: it cannot be read, or counts hours; of a column the message
            names the first such row.
    """
    kind = kind_of(value)
    if kind is None:
        return PeriodColumn((_period(value),), np.array(0))
    cells = [None if absent_cell(cell) else cell for cell in kind.to_numpy().tolist()]
    known: dict[Any, int] = {None: -1}
    periods: list[Period] = []
    for row, cell in enumerate(cells):
        if not isinstance(cell, (str, Period, type(None))) or cell not in known:
            periods.append(_period_at(row, cell))
            known[cell] = len(periods) - 1
    codes = np.array([known[cell] for cell in cells], dtype=np.int64)
    return PeriodColumn(tuple(periods), codes, codes < 0)


def _period(value: object) -> Period:
    period = Period.parse(value) if isinstance(value, str) else value
    if not isinstance(period, Period):
        raise UsageError(_NO_PERIOD.filled(value=repr(value)))
    if period.unit.by_the_hour:
        raise UsageError(_HOURS.filled(period=period.text))
    # A column has days and no hours, so no office hours are needed to end one.
    return attrs.evolve(period, end=End.MIDNIGHT) if period.end is End.CLOSE else period


def _period_at(row: int, value: object) -> Period:
    try:
        return _period(value)
    except UsageError as error:
        raise UsageError(at_row(row, error.args[0])) from None


# --- asking ---------------------------------------------------------------------


@frozen(eq=False)
class Asked:
    """The answers of some rows: values, certainties by code, and which have none."""

    values: Array
    sure: Array
    missing: Array


def ask(question: Question, keys: Sequence[Array], rows: Array, on_unknown: InBulk) -> Asked:
    """Put a question for some rows of the keys, once for each distinct one.

    Raises:
        UnknownDayError: a row has no answer, and may not stay empty.
        UsageError: a row asks what no calendar can answer.
    """
    found, codes = distinct([key[rows] for key in keys])
    mode: OnUnknown = "provisional" if on_unknown == "provisional" else "raise"
    answers: list[tuple[int, Certainty]] = []
    errors: dict[int, BizenvError] = {}
    for place, key in enumerate(found):
        try:
            answers.append(question.answer(key, mode))
        except BizenvError as error:
            answers.append((0, Certainty.UNKNOWN))
            errors[place] = error
    grave = _grave(errors, codes, on_unknown)
    if grave is not None:
        failing = int(np.isin(codes, list(errors)).sum())
        row = int(rows[np.argmax(codes == grave)])
        facts = question.facts(found[grave])
        raise _refusal(errors[grave], facts, row, failing, len(keys[0]))
    values = np.array([value for value, _ in answers], dtype=np.int64)
    sure = np.array([SURE.index(certainty) for _, certainty in answers], dtype=np.uint8)
    missing = np.isin(np.arange(len(found)), list(errors))
    return Asked(values.take(codes), sure.take(codes), missing.take(codes))


def _grave(errors: dict[int, BizenvError], codes: Array, on_unknown: InBulk) -> int | None:
    """Which error, that of the first row to have one, means that there is no answer at all.

    What cannot be asked goes before what is not known, which may be left empty.
    """
    unusable = [p for p, error in errors.items() if not isinstance(error, UnknownDayError)]
    grave = unusable or ([] if on_unknown == "null" else list(errors))
    return int(codes[np.argmax(np.isin(codes, grave))]) if grave else None


def _refusal(
    error: BizenvError, facts: Text, row: int, failing: int, rows: int
) -> UnknownDayError | UsageError:
    reason = error.args[0]
    if not isinstance(error, UnknownDayError):
        return UsageError(at_row(row, _WITH_FACTS.filled(facts=facts, reason=reason)))
    told = {"row": row, "failing": failing, "rows": rows, "facts": facts, "reason": reason}
    return UnknownDayError(_NOT_KNOWN.filled(**told))


def distinct(keys: Sequence[Array]) -> tuple[list[tuple[int, ...]], Array]:
    """The distinct keys in order, and for each row which of them it has.

    Shapes: every array of ``keys`` has one entry a row.
    """
    columns = [_numbered(key) for key in keys]
    sizes = [len(values) for values, _ in columns]
    varying = [places for values, places in columns if len(values) > 1]
    if len(varying) > 1:
        joint, places = _numbered(np.ravel_multi_index([each for _, each in columns], sizes))
    else:
        joint = np.arange(max(sizes))
        places = varying[0] if varying else columns[0][1]
    parts = np.unravel_index(joint, sizes)
    found = [values[part].tolist() for (values, _), part in zip(columns, parts, strict=True)]
    return list(zip(*found, strict=True)), places


def _numbered(key: Array) -> tuple[Array, Array]:
    """The distinct numbers of a key in order, and the place of each row's among them."""
    low, high = int(key.min()), int(key.max())
    if low == high:
        return np.array([low]), np.zeros(len(key), dtype=np.int64)
    if high - low >= max(_WIDE, len(key)):
        values, places = np.unique(key, return_inverse=True)
        return values, places.reshape(-1)
    seen = np.zeros(high - low + 1, dtype=bool)
    offsets = key - low
    seen[offsets] = True
    values = np.flatnonzero(seen)
    place_of = np.zeros(len(seen), dtype=np.int64)
    place_of[values] = np.arange(len(values))
    return values + low, place_of.take(offsets)


# --- words ----------------------------------------------------------------------

_ONE_DAY = Text("{day}", "{day}")
_TWO_DAYS = Text("{a} 至 {b}", "{a} to {b}")
_DAY_AND_NUMBER = Text("{day}，n={n}", "{day}, n={n}")
_DAY_AND_PERIOD = Text("{day} 起 {period}", "{period} from {day}")
_NO_PERIOD = Text(
    "period={value}：应为 Period、期限的文字（如 '5个工作日'），或者它们的列",
    "period={value}: expected a Period, a text such as '5 working days', or a column of them",
)
_HOURS = Text(
    "期限 {period}：以小时计的期限从一个时刻起算，不能从日期列起算",
    "the period of {period}: hours run from a moment, and a column of days has none",
)
_WITH_FACTS = Text("{facts}：{reason}", "{facts}: {reason}")
_NOT_KNOWN = Text(
    "{rows} 行中有 {failing} 行没有结果，第一个是第 {row} 行（从 0 数起），{facts}：{reason}；"
    '可用 on_unknown="null" 把这些行留空',
    "no answer for {failing} of {rows} rows, the first is row {row} (counted from 0), {facts}: "
    '{reason}; with on_unknown="null" such rows stay empty',
)
