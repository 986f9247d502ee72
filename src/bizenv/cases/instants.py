"""Columns of times as arrays: moments, bare days, and what is neither (时间列).

A column of timestamps is read by arithmetic, any other one cell by cell, and
both as :mod:`bizenv.cases.times` reads a cell: local midnight is the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
from attrs import frozen

from bizenv.cases.values import Time

__all__ = ["Instants", "Sort", "from_moments", "from_times"]

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"

_DAY = 86_400_000_000
_BLOCK = 900_000_000
"""A quarter of an hour: no zone changes its clocks within one."""
_PART = 24
"""So many of them are a quarter of a day: no zone changes its clocks and back within one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)


class Sort(IntEnum):
    """What a cell of a column of times holds."""

    ABSENT = 0
    DAY = 1
    MOMENT = 2
    ODD = 3
    """It cannot be read, or is a local time of which no zone is known."""


_A_DAY, _MOMENT = int(Sort.DAY), int(Sort.MOMENT)


@frozen(eq=False)
class Instants:
    """A column of times.

    Shapes: each array has one entry a row. ``micros`` are microseconds since
    1970 in UTC, of moments; ``days`` are local days since 1970.
    """

    sorts: Array
    micros: Array
    days: Array

    def __len__(self) -> int:
        return len(self.sorts)

    def take(self, rows: Array) -> Instants:
        """Some rows of the column."""
        return Instants(self.sorts[rows], self.micros[rows], self.days[rows])

    def time(self, row: int, zone: tzinfo) -> Time | None:
        """The time of one row, a moment in the zone."""
        sort = int(self.sorts[row])
        if sort == _MOMENT:
            return (_EPOCH + timedelta(microseconds=int(self.micros[row]))).astimezone(zone)
        return day_of(int(self.days[row])) if sort == _A_DAY else None


def day_number(day: date) -> int:
    """A day as a number of days since 1970."""
    return day.toordinal() - _FIRST_DAY


def day_of(number: int) -> date:
    """The day that so many days after 1970-01-01."""
    return date.fromordinal(_FIRST_DAY + number)


def micros_of(moment: datetime) -> int:
    """A moment as microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def from_times(times: Iterable[Any], local: tzinfo) -> Instants:
    """A column of values that were read: times, None, or problems.

    >>> column = from_times([date(1970, 1, 3), None, "soon"], UTC)
    >>> column.sorts.tolist(), column.days.tolist()
    ([1, 0, 3], [2, 0, 0])
    """
    rows = [_cell(time) for time in times]
    sorts, micros, days = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    moments = sorts == Sort.MOMENT
    days = np.where(moments, _local_days(micros, local), days)
    return Instants(sorts.astype(np.int8), micros, days)


def _cell(time: Any) -> tuple[int, int, int]:
    if time is None:
        return Sort.ABSENT, 0, 0
    if isinstance(time, datetime):
        return (Sort.MOMENT, micros_of(time), 0) if time.tzinfo else (Sort.ODD, 0, 0)
    return (Sort.DAY, 0, day_number(time)) if isinstance(time, date) else (Sort.ODD, 0, 0)


def from_moments(micros: Array, absent: Array, zone: tzinfo | None, local: tzinfo) -> Instants:
    """A column of timestamps that are local times of a zone; midnight is the day.

    Without a zone a local time cannot be placed. ``absent`` marks blank rows.
    """
    days, rest = np.divmod(np.where(absent, 0, micros), _DAY)
    sorts = np.where(rest == 0, Sort.DAY, Sort.ODD if zone is None else Sort.MOMENT)
    sorts = np.where(absent, Sort.ABSENT, sorts).astype(np.int8)
    moments = sorts == Sort.MOMENT
    if zone is not None:
        placed = np.where(moments, micros - _offsets(micros, _offset_at(zone)), 0)
        days = np.where(moments, _local_days(placed, local), days)
        return Instants(sorts, placed, days)
    return Instants(sorts, np.zeros(len(days), dtype=np.int64), days)


def from_utc(micros: Array, absent: Array, local: tzinfo) -> Instants:
    """A column of timestamps that carry their zone: all of them are moments."""
    placed = np.where(absent, 0, micros)
    sorts = np.where(absent, Sort.ABSENT, Sort.MOMENT).astype(np.int8)
    return Instants(sorts, placed, np.where(absent, 0, _local_days(placed, local)))


def _local_days(micros: Array, local: tzinfo) -> Array:
    days: Array = np.floor_divide(micros + _offsets(micros, _offset_from(local)), _DAY)
    return days


def _offsets(micros: Array, offset: Callable[[int], int]) -> Array:
    """What a zone adds to each moment.

    It is asked at both ends of a quarter of a day, and within it, once for each
    quarter of an hour, only where these differ.
    """
    blocks, places = np.unique(np.floor_divide(micros, _BLOCK), return_inverse=True)
    parts, of = np.unique(np.floor_divide(blocks, _PART), return_inverse=True)
    first, after = (_asked((parts + n) * _PART, offset) for n in (0, 1))
    known = first[of.reshape(-1)]
    changing = np.flatnonzero((first != after)[of.reshape(-1)])
    known[changing] = _asked(blocks[changing], offset)
    return known[places.reshape(-1)]


def _asked(blocks: Array, offset: Callable[[int], int]) -> Array:
    return np.array([offset(block * _BLOCK) for block in blocks.tolist()], dtype=np.int64)


def _offset_from(zone: tzinfo) -> Callable[[int], int]:
    """The offset of a zone at a moment in UTC."""

    def offset(micros: int) -> int:
        try:
            at = (_EPOCH + micros * _MICROSECOND).astimezone(zone)
        except OverflowError:  # a year that Python's dates do not have
            return 0
        return (at.utcoffset() or timedelta()) // _MICROSECOND

    return offset


def _offset_at(zone: tzinfo) -> Callable[[int], int]:
    """The offset of a zone at a local time; of a repeated hour the first is meant."""

    def offset(micros: int) -> int:
        try:
            at = _EPOCH.replace(tzinfo=zone) + micros * _MICROSECOND
        except OverflowError:
            return 0
        return (at.utcoffset() or timedelta()) // _MICROSECOND

    return offset
