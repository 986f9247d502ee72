"""How the facts of rows stand to the rules, in columns (逐列比较).

Two rows whose facts stand alike to every rule are judged alike, whatever their
days are. So days become bounded differences and sides of boundaries, measured
values become the answers that conditions give of them, and so on. Nothing is
judged here: a column only has to keep apart what the rules may tell apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.kernel.errors import UnknownDayError
from bizenv.tables.columns import Codes, Encoded, gather

__all__ = ["answered", "beside", "column_of", "differences", "due_days", "ordinals", "state_of"]

_UNKNOWN, _FALSE = -1, -2
"""Stand for a day that is not known, and for one that has not come."""


def ordinals(column: Encoded) -> Codes:
    """The days of a column as numbers; what is no day has a number of its own."""
    return gather(column, _ordinal, np.int64)


def _ordinal(value: Any) -> int:
    if isinstance(value, date):
        return value.toordinal()
    return _FALSE if value is False else _UNKNOWN


def column_of(codes: Codes) -> Encoded:
    """Small numbers as a column."""
    distinct, places = np.unique(codes, return_inverse=True)
    return Encoded(places.reshape(-1).astype(np.int32), distinct.tolist())


def differences(days: Codes, others: Codes, least: int, most: int) -> Encoded:
    """How many days lie between, cut off at both ends; what is no day keeps its number.

    >>> differences(np.array([5, 5, 5, -1]), np.array([5, 9, 1, 5]), -1, 2).decode()
    [0, -1, 2, 99]
    """
    apart = np.clip(days - others, least, most)
    known = (days >= 0) & (others >= 0)
    states = 100 + 10 * np.minimum(days, 0) + np.minimum(others, 0)
    states = np.where(days < 0, 100 + days, np.where(others < 0, 110 + others, states))
    return column_of(np.where(known, apart, states))


def state_of(days: Codes) -> Encoded:
    """Whether there is a day, none is known, or it has not come."""
    return column_of(np.minimum(days, 0))


def beside(column: Encoded, boundaries: Sequence[date]) -> Encoded:
    """On which side of some boundaries the days of a column lie."""
    edges = np.array([day.toordinal() for day in boundaries], dtype=np.int64)
    days = ordinals(column)
    sides = np.searchsorted(edges, days, "left") + np.searchsorted(edges, days, "right")
    return column_of(np.where(days < 0, days, sides))


def due_days(column: Encoded, period: Period, calendar: WorkCalendar | None) -> Codes:
    """The last day of a period from each day of a column; none where no notice settles it."""

    def due(value: Any) -> int:
        if not isinstance(value, date):
            return _ordinal(value)
        try:
            return period.deadline(value, calendar).day.toordinal()
        except UnknownDayError:
            return _UNKNOWN

    return gather(column, due, np.int64)


def answered(column: Encoded, answers: Iterable[Callable[[Any], Hashable]]) -> Encoded:
    """What some questions say of each value, in place of the value."""
    asked = tuple(answers)
    known: dict[Hashable, int] = {}
    places = [
        known.setdefault(tuple(ask(value) for ask in asked), len(known)) for value in column.values
    ]
    return Encoded(np.array(places, dtype=np.int32).take(column.codes), list(known))
