"""Moments, spans of time and pauses as whole microseconds (时刻与暂停).

A moment needs its time zone. Two datetimes of one zone are compared by Python
as wall clocks, which is wrong where the clocks change, so here every moment
becomes a number first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any

from bizenv.calendars.clocks.segments import (
    EPOCH,
    FIRST_DAY,
    LAST_DAY,
    NEVER,
    SECOND,
    Break,
)
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Pause", "as_moment", "as_span", "merged", "micros", "without"]

Pause = tuple[datetime, datetime | None]
"""From one moment to another; None for the end of a pause that goes on."""

_DAY = 86_400 * SECOND
_FIRST = (FIRST_DAY.toordinal() - EPOCH.toordinal()) * _DAY
_LAST = (LAST_DAY.toordinal() - EPOCH.toordinal() + 1) * _DAY - 1
_REFUSED = (TypeError, ValueError, AttributeError)


def micros(at: datetime, name: str, zone: str) -> int:
    """A moment as microseconds since 1970.

    Raises:
        UsageError: it is no moment, has no time zone, or lies outside the years.
    """
    try:
        return _micros(at)
    except _REFUSED:
        raise _no_moment(at, name, zone) from None


def _micros(at: datetime) -> int:
    gap = at - EPOCH
    micros = gap.days * _DAY + gap.seconds * SECOND + gap.microseconds
    if not _FIRST <= micros <= _LAST:
        raise ValueError(at)
    return micros


def _no_moment(at: object, name: str, zone: str) -> UsageError:
    if not isinstance(at, datetime) or at != at:  # NaT alone differs from itself
        zh, en = "要写带时区的时刻（datetime）", "expected a moment (datetime) with its time zone"
    elif at.utcoffset() is None:
        advice = f"{name}.replace(tzinfo=ZoneInfo({zone!r}))"
        zh = f"没有时区；如果是当地时间，请写 {advice}"
        en = f"expected a time zone; if this is local time, write {advice}"
    else:
        zh = f"要在 {FIRST_DAY} 至 {LAST_DAY} 之间"
        en = f"expected a moment between {FIRST_DAY} and {LAST_DAY}"
    return UsageError(Text(f"{name}={at!r}：{zh}", f"{name}={at!r}: {en}"))


def as_moment(at: int, zone: tzinfo) -> datetime:
    """Microseconds since 1970 as a moment, written in a zone."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(zone)


def as_span(value: object, name: str) -> int:
    """A span of time that is more than nothing, as microseconds.

    Raises:
        UsageError: it is no span, negative, or zero, which has two meanings.
    """
    if not isinstance(value, timedelta):
        raise UsageError(
            Text(
                f"{name}={value!r}：要写时长，例如 timedelta(hours=2)",
                f"{name}={value!r}: expected a span of time such as timedelta(hours=2)",
            )
        )
    if value > timedelta(0):
        return value // timedelta(microseconds=1)
    if value == timedelta(0):
        raise UsageError(
            Text(
                f"{name}={value!r} 有两种含义：起点本身，或者下一次开始办公；请写大于零的时长",
                f"{name}={value!r} has two meanings: the start itself, or the next opening; "
                "expected more than zero",
            )
        )
    raise UsageError(
        Text(f"{name}={value!r}：要写大于零的时长", f"{name}={value!r}: expected more than zero")
    )


def merged(pauses: Iterable[Pause], zone: str) -> list[Break]:
    """The pauses in order, those that overlap or touch joined into one.

    Raises:
        UsageError: a pause is no pair of moments, or ends before it begins.
    """
    listed = _listed(pauses)
    if not listed:
        return []
    breaks = sorted(_read(listed, zone))
    if all(until < since for (_, until), (since, _) in pairwise(breaks)):
        return breaks  # as they usually come
    joined = breaks[:1]
    for since, until in breaks[1:]:
        if since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        else:
            joined.append((since, until))
    return joined


def _listed(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    try:
        return tuple(pauses)
    except TypeError:
        raise UsageError(_NO_PAUSES.filled(got=repr(pauses))) from None


_NO_PAUSES = Text(
    "pauses={got}：要写若干（开始, 结束），没有暂停的写 ()",
    "pauses={got}: expected pairs of moments (start, end), or () for no pause",
)


def _read(pauses: tuple[Pause, ...], zone: str) -> list[Break]:
    """The pauses as numbers; written out, because a clock with pauses is mostly this."""
    read: list[Break] = []
    try:
        for a, b in pauses:
            gap = a - EPOCH
            since = gap.days * _DAY + gap.seconds * SECOND + gap.microseconds
            last = until = since
            if b is None:
                until = NEVER
            else:
                gap = b - EPOCH
                last = until = gap.days * _DAY + gap.seconds * SECOND + gap.microseconds
            if not _FIRST <= since <= last <= _LAST:
                raise ValueError(a)
            read.append((since, until))
    except _REFUSED:
        return [_carefully(n, pause, zone) for n, pause in enumerate(pauses)]
    return read


def _carefully(n: int, pause: Any, zone: str) -> Break:
    name = f"pauses[{n}]"
    if not isinstance(pause, (tuple, list)) or len(pause) != 2:
        raise UsageError(
            Text(
                f"{name}={pause!r}：要写（开始, 结束），尚未结束的写 None",
                f"{name}={pause!r}: expected (start, end), with None for an end that is open",
            )
        )
    since = micros(pause[0], f"{name}[0]", zone)
    until = NEVER if pause[1] is None else micros(pause[1], f"{name}[1]", zone)
    if until < since:
        raise UsageError(
            Text(
                f"{name}：结束 {pause[1]} 早于开始 {pause[0]}",
                f"{name}: ends at {pause[1]}, before it begins at {pause[0]}",
            )
        )
    return since, until


def without(breaks: Iterable[Break], start: int, end: int) -> list[Break]:
    """What is left between two moments when the pauses are cut out."""
    left: list[Break] = []
    for since, until in breaks:
        if start < min(since, end):
            left.append((start, min(since, end)))
        start = max(start, until)
    if start < end:
        left.append((start, end))
    return left
