"""Working days and deadlines of whole columns (批量计算工作日与期限).

>>> import numpy as np
>>> received = np.array(["2023-04-27", "2023-06-20", "NaT"], dtype="datetime64[D]")
>>> add_working_days(received, 5)
array(['2023-05-08', '2023-06-28',        'NaT'], dtype='datetime64[D]')
>>> from bizenv.calendars.periods.laws import law_profile
>>> deadline([date(2023, 8, 1)], law_profile("民法典").period("60日"))
[datetime.date(2023, 10, 7)]

A column is a NumPy array, a pandas or polars series, a PyArrow array or a list
of days. The answer is a column of the same kind and type, with its name and its
index; a row without a day stays without an answer.

``on_unknown`` says what happens to a row whose answer hangs on a day that no
notice arranges: ``"raise"`` refuses the column and names the first such row,
``"provisional"`` answers by weekends and fixed holidays, ``"null"`` leaves the
row empty. With ``certainty=True`` the answer comes with a second column that
says of each row whether it is final or provisional; a row left empty is unknown.
``Answers.guessed`` says which provisional answers are guesses.

The answers are those of the scalar methods: looked up in the arrays that these
use, or asked of them once for each distinct row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Generic, Literal, NamedTuple, TypeVar, get_args, overload

import numpy as np
from attrs import frozen

from bizenv.calendars.bulk.column_kinds import Array, Kind, kind_of
from bizenv.calendars.bulk.columns import day_of_cell, read_days, read_numbers
from bizenv.calendars.bulk.questions import (
    SURE,
    Due,
    InBulk,
    NthWorkingDay,
    Question,
    WorkingDay,
    WorkingDaysBetween,
    ask,
    read_periods,
)
from bizenv.calendars.bulk.table_arrays import LookedUp, arrays_of
from bizenv.calendars.workdays.calendar import WorkCalendar, as_calendar, work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Answers", "add_working_days", "count_working_days", "deadline", "is_working_day"]

ColumnT = TypeVar("ColumnT")

_EPOCH = date(1970, 1, 1).toordinal()


class _Pair(NamedTuple, Generic[ColumnT]):
    values: ColumnT
    certainty: Any


class Answers(_Pair[ColumnT]):
    """The answers of a column, and how sure each is: two columns, ready to attach.

    ``certainty`` is ``final`` or ``provisional``, ``unknown`` for a row left
    empty, and nothing where the row has no day. ``guessed`` tells the provisional
    answers apart: whether one hangs on a day that no notice arranges.

    >>> answers = add_working_days([date(2026, 12, 25), date(2026, 12, 31), None], 2,
    ...     on_unknown="provisional", certainty=True)
    >>> due, sure = answers
    >>> sure, answers.guessed
    (['provisional', 'provisional', None], [False, True, None])
    """

    guessed: Any = None


# --- the four questions -----------------------------------------------------------


@overload
def add_working_days(
    column: ColumnT,
    n: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: Literal[False] = False,
) -> ColumnT: ...
@overload
def add_working_days(
    column: ColumnT,
    n: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: Literal[True],
) -> Answers[ColumnT]: ...
def add_working_days(
    column: Any,
    n: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: bool = False,
) -> Any:
    """For each day the n-th working day after it, or before it for a negative n.

    ``n`` is one number or a column of them. The calendar is that of mainland
    China unless another, or the id of a shipped one, is given.

    >>> add_working_days([date(2023, 6, 20), date(2023, 6, 26)], [15, -1])
    [datetime.date(2023, 7, 12), datetime.date(2023, 6, 25)]

    Raises:
        UnknownDayError: an answer hangs on a day that no notice arranges.
        UsageError: a number is 0 or not whole; the message names the row.
        NotADayError: a cell is no day; the message names the row.
    """
    calendar = _checked(calendar, on_unknown)
    days, numbers = read_days(column, "column"), read_numbers(n)
    _same_rows(days.kind, kind_of(n), "n")
    rows = _Rows((days.days, numbers.numbers), _either(days.absent, numbers.absent), days.kind)
    found = arrays_of(calendar).nth(*rows.keys)
    question = NthWorkingDay(calendar, numbers.given)
    return rows.given(found, question, on_unknown, _days, certainty)


def count_working_days(
    a: Any,
    b: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: bool = False,
) -> Any:
    """For each row how many working days lie after ``a`` up to ``b``, negative where b comes first.

    Both are columns, or one of them is a day for all rows.

    >>> count_working_days([date(2023, 6, 20), None], date(2023, 7, 12))
    [15, None]

    Raises:
        UnknownDayError: an answer hangs on a day that no notice arranges.
        NotADayError: a cell is no day; the message names the row.
    """
    calendar = _checked(calendar, on_unknown)
    (first, absent, kind), (last, absent_too, other) = _days_of(a, "a"), _days_of(b, "b")
    kind = kind or other
    if kind is None:
        raise UsageError(_NO_COLUMN)
    _same_rows(kind, other, "b")
    rows = _Rows((first, last), _either(absent, absent_too), kind)
    found = arrays_of(calendar).between(*rows.keys)
    return rows.given(found, WorkingDaysBetween(calendar), on_unknown, _numbers, certainty)


def is_working_day(
    column: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: bool = False,
) -> Any:
    """For each day whether it is a working day.

    >>> is_working_day([date(2023, 6, 25), date(2023, 6, 26), None])
    [True, True, None]

    Raises:
        UnknownDayError: no notice arranges a day.
        NotADayError: a cell is no day; the message names the row.
    """
    calendar = _checked(calendar, on_unknown)
    days = read_days(column, "column")
    rows = _Rows((days.days,), days.absent, days.kind)
    found = arrays_of(calendar).works(days.days)
    return rows.given(found, WorkingDay(calendar), on_unknown, _flags, certainty)


@overload
def deadline(
    column: ColumnT,
    period: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: Literal[False] = False,
) -> ColumnT: ...
@overload
def deadline(
    column: ColumnT,
    period: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: Literal[True],
) -> Answers[ColumnT]: ...
def deadline(
    column: Any,
    period: Any,
    calendar: WorkCalendar | str | None = None,
    on_unknown: InBulk = "raise",
    *,
    certainty: bool = False,
) -> Any:
    """For each day the last day of the period that starts on it.

    ``period`` is a :class:`~bizenv.calendars.periods.period.Period`, a text that
    ``Period.parse`` reads, or a column of either.

    >>> deadline([date(2026, 4, 30), date(2026, 4, 30), None], ["3个工作日", "3日", "3日"])
    [datetime.date(2026, 5, 8), datetime.date(2026, 5, 3), None]

    Raises:
        UnknownDayError: an answer hangs on a day that no notice arranges.
        UsageError: a period cannot be read, or is counted in hours.
        NotADayError: a cell is no day; the message names the row.
    """
    calendar = _checked(calendar, on_unknown)
    days, periods = read_days(column, "column"), read_periods(period)
    _same_rows(days.kind, kind_of(period), "period")
    rows = _Rows((days.days, periods.codes), _either(days.absent, periods.absent), days.kind)
    nothing = np.zeros(len(days), dtype=np.int64)
    found = LookedUp(nothing, nothing.astype(bool), lambda: nothing.astype(np.uint8))
    return rows.given(found, Due(periods.periods, calendar), on_unknown, _days, certainty)


# --- rows -------------------------------------------------------------------------


@frozen(eq=False)
class _Rows:
    """The rows of a question: their keys, which have none, and the kind of the answer.

    Shapes: a key has one entry a row, or is one number for all rows; ``absent``
    has one entry a row.
    """

    keys: tuple[Array, ...]
    absent: Array | None
    kind: Kind

    def given(
        self,
        found: LookedUp,
        question: Question,
        on_unknown: InBulk,
        give: Callable[[Kind, Array, Array], Any],
        certainty: bool,
    ) -> Any:
        """The answers in the kind of the question: what was looked up, and the rest asked."""
        values, sure = found.values, found.sure() if certainty else None
        missing = np.zeros(len(values), dtype=bool) if self.absent is None else self.absent.copy()
        rest = np.flatnonzero(~(found.known | missing))
        if len(rest):
            keys = [np.broadcast_to(key, len(values)) for key in self.keys]
            asked = ask(question, keys, rest, on_unknown)
            values[rest], missing[rest] = asked.values, asked.missing
            if sure is not None:
                sure[rest] = asked.sure
        given = give(self.kind, values, missing)
        if sure is None:
            return given
        guessed = (sure == _UNKNOWN) & ~missing
        sure[guessed] = _PROVISIONAL
        if self.absent is not None:
            sure[self.absent] = len(SURE)
        answers = Answers(given, self.kind.give_words((*_SURE_WORDS, None), sure))
        answers.guessed = self.kind.give_flags(guessed, missing)
        return answers


def _days(kind: Kind, values: Array, missing: Array) -> Any:
    days = values.view("M8[D]")
    days[missing] = np.datetime64("NaT")
    return kind.give_days(days)


def _numbers(kind: Kind, values: Array, missing: Array) -> Any:
    return kind.give_numbers(values, missing)


def _flags(kind: Kind, values: Array, missing: Array) -> Any:
    return kind.give_flags(values.astype(bool), missing)


# --- arguments ----------------------------------------------------------------------


def _checked(calendar: WorkCalendar | str | None, on_unknown: str) -> WorkCalendar:
    """The calendar, mainland China's unless one is given; and a choice that there is."""
    if on_unknown not in get_args(InBulk):
        raise UsageError(_BAD_CHOICE.filled(got=repr(on_unknown), known=get_args(InBulk)))
    return as_calendar(calendar) or work_calendar("CN")


def _either(a: Array | None, b: Array | None) -> Array | None:
    """Rows absent in one column or the other."""
    return a if b is None else b if a is None else a | b


def _days_of(value: Any, name: str) -> tuple[Array, Array | None, Kind | None]:
    """The days of a column, which are absent, and its kind; or one day for all rows."""
    if isinstance(value, (date, np.datetime64)):
        return np.array(day_of_cell(value, name).toordinal() - _EPOCH), None, None
    column = read_days(value, name)
    return column.days, column.absent, column.kind


def _same_rows(kind: Kind, other: Kind | None, name: str) -> None:
    """Refuse a second column that has other rows than the first."""
    if other is None:
        return
    rows, others = len(kind.native), len(other.native)
    if rows != others:
        raise UsageError(_OTHER_LENGTH.filled(name=name, rows=rows, others=others))
    labelled = kind.index is not None and other.index is not None
    if labelled and not kind.index.equals(other.index):
        raise UsageError(_OTHER_INDEX.filled(name=name))


_UNKNOWN, _PROVISIONAL = SURE.index(Certainty.UNKNOWN), SURE.index(Certainty.PROVISIONAL)
_SURE_WORDS = tuple(certainty.value for certainty in SURE)
_BAD_CHOICE = Text(
    "on_unknown={got}：应为 {known} 之一", "on_unknown={got}: expected one of {known}"
)
_NO_COLUMN = Text(
    "a 和 b 都不是列：两个单独的日期请用 WorkCalendar.count",
    "neither a nor b is a column: for two single days call WorkCalendar.count",
)
_OTHER_LENGTH = Text(
    "{name} 有 {others} 行，日期列有 {rows} 行：两者应一样多",
    "{name} has {others} rows and the days have {rows}: expected as many",
)
_OTHER_INDEX = Text(
    "{name} 与日期列的索引不同：请先按索引对齐，或传入不带索引的数组",
    "{name} and the days have different indexes: align them first, or pass an array without one",
)
