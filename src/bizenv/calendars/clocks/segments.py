"""Open hours as moments on one line: the reason why a clock answers at once.

Local hours become spans of coordinated time (UTC), in order, with the time
worked up to the end of each. One binary search then answers *how much was
worked by then*, another *when so much is worked*. Everything is in whole
microseconds, so nothing is lost to rounding.

Where the clocks change, an opening or a closing that comes twice is the first of
the two, and one that is left out is told by the clock as it ran before (fold = 0
of PEP 495, as RFC 5545 reads local times). So hours that come twice within a
segment are worked twice, and a gap shortens a segment, to nothing if need be. A
day that a zone leaves out altogether is not worked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bizenv.calendars.clocks.hourwords import Spans

__all__ = [
    "EPOCH",
    "FIRST_DAY",
    "LAST_DAY",
    "NEVER",
    "SECOND",
    "BeyondError",
    "Break",
    "Continuous",
    "Segments",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9998, 12, 31)
"""The days that clocks reach, a year short of what ``date`` holds, for the zones' sake."""
SECOND = 1_000_000
NEVER = 1 << 80
"""Later than any moment: where an open pause ends."""

_DAY = 86_400
_STEP = 3 * _DAY  # no two changes of the clocks on record are less than six days apart
_EPOCH_DAY = EPOCH.toordinal()

Break = tuple[int, int]
"""A pause: from one moment to another; pauses in a row are in order and apart."""


class BeyondError(Exception):
    """The answer lies outside the days that a table holds."""


class Continuous:
    """A clock that never stops, between two moments.

    >>> Continuous(0, 100).due(10, 50, [(20, 30)])
    70
    """

    __slots__ = ("base", "edge")

    def __init__(self, base: int, edge: int) -> None:
        self.base, self.edge = base, edge

    def worked(self, at: int) -> int:
        """The time worked from the beginning of the table up to a moment."""
        return at - self.base

    def when(self, total: int) -> int:
        """The first moment by which so much is worked; ``NEVER`` if the table ends first."""
        at = self.base + total
        return at if at <= self.edge else NEVER

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What is worked from one moment to another, in order."""
        if start < end:
            yield start, end

    def holds(self, start: int, end: int) -> bool:
        """Whether the table reaches from one moment to another."""
        return self.base <= start and end <= self.edge

    def elapsed(self, start: int, end: int, breaks: Sequence[Break]) -> int:
        """The time worked between two moments in order, the pauses left out."""
        if not self.holds(start, end):
            raise BeyondError
        worked = self.worked
        total = worked(end) - worked(start)
        for since, until in breaks:
            if since < end and until > start:
                total -= worked(min(end, until))
                total += worked(max(start, since))
        return total

    def due(self, start: int, target: int, breaks: Sequence[Break]) -> int | None:
        """When the target is met; None if an open pause comes first.

        Each pause that begins before the target is met puts it off by the time
        that would have been worked in it.
        """
        if not self.holds(start, start):
            raise BeyondError
        worked, edge = self.worked, self.edge
        total = worked(start) + target
        for since, until in breaks:
            if until <= start:
                continue
            done = worked(max(start, since))
            if done >= total or since > edge:
                break
            if until > edge:
                if until == NEVER:
                    return None
                raise BeyondError
            total += worked(until) - done
        found = self.when(total)
        if found == NEVER:
            raise BeyondError
        return found


class Segments(Continuous):
    """The open hours of the local days from ``first`` to ``last``.

    >>> nine_to_five = ((9 * 3600, 17 * 3600),)
    >>> day = date(2026, 3, 2)
    >>> table = Segments(day, day, ZoneInfo("Asia/Shanghai"), lambda day: nine_to_five)
    >>> table.worked(table.edge) // SECOND // 3600
    8
    """

    __slots__ = ("_ends", "_starts", "_upto")

    def __init__(
        self, first: date, last: date, zone: ZoneInfo, hours_of: Callable[[date], Spans]
    ) -> None:
        start, end = first.toordinal() - _EPOCH_DAY, last.toordinal() - _EPOCH_DAY + 1
        hours = [hours_of(date.fromordinal(n + _EPOCH_DAY)) for n in range(start, end)]
        stretches = list(_stretches(start * _DAY, end * _DAY, zone))
        super().__init__(stretches[0][0] * SECOND, stretches[-1][1] * SECOND)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._upto: list[int] = []
        wall = _Wall(stretches)
        for number, spans in enumerate(hours):
            if spans:
                self._lay((start + number) * _DAY, spans, wall)
        total = 0
        for opening, closing in zip(self._starts, self._ends, strict=True):
            total += closing - opening
            self._upto.append(total)

    def _lay(self, midnight: int, spans: Spans, wall: _Wall) -> None:
        """Add the hours of a day, which begins at a second of local time."""
        low, high = wall.utc(midnight), wall.utc(midnight + _DAY)
        if high - low == _DAY:  # the clocks do not change
            for opening, closing in spans:
                self._append((low + opening) * SECOND, (low + closing) * SECOND)
            return
        for opening, closing in spans:
            first = max(wall.utc(midnight + opening), low)
            last = min(wall.utc(midnight + closing), high)
            self._append(first * SECOND, last * SECOND)

    def _append(self, opening: int, closing: int) -> None:
        """Add a stretch of open hours, what is there already left out."""
        opening = max(opening, self._ends[-1]) if self._ends else opening
        if opening >= closing:
            return
        if self._ends and self._ends[-1] == opening:
            self._ends[-1] = closing
        else:
            self._starts.append(opening)
            self._ends.append(closing)

    def worked(self, at: int) -> int:
        """The time worked from the beginning of the table up to a moment."""
        k = bisect_right(self._starts, at)
        if not k:
            return 0
        left, upto = self._ends[k - 1] - at, self._upto[k - 1]
        return upto - left if left > 0 else upto

    def when(self, total: int) -> int:
        """The first moment by which so much is worked; ``NEVER`` if the table ends first."""
        k = bisect_left(self._upto, total)
        return self._ends[k] - self._upto[k] + total if k < len(self._upto) else NEVER

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What is worked from one moment to another, in order."""
        if start >= end:
            return
        for k in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield max(self._starts[k], start), min(self._ends[k], end)


class _Wall:
    """The clock on the office's wall: which second of UTC a local one is.

    >>> berlin = ZoneInfo("Europe/Berlin")
    >>> wall = _Wall(list(_stretches(0, 86_400 * 365, berlin)))
    >>> wall.utc(9 * 3600) // 3600
    8
    """

    __slots__ = ("_offsets", "_since", "_until")

    def __init__(self, stretches: Sequence[tuple[int, int, int]]) -> None:
        self._since = [since + offset for since, _, offset in stretches]
        self._until = [until + offset for _, until, offset in stretches]
        self._offsets = [offset for _, _, offset in stretches]

    def utc(self, local: int) -> int:
        """The first second of UTC at which the wall shows a local one.

        A local second that is left out is read by the offset that held before.
        """
        k = min(bisect_right(self._until, local), len(self._offsets) - 1)
        left_out = k > 0 and local < self._since[k]
        return local - self._offsets[k - left_out]


def _offset(second: int, zone: ZoneInfo) -> int:
    """How far local time is ahead of UTC at a moment, in seconds."""
    ahead = (EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset()
    assert ahead is not None  # noqa: S101 - a ZoneInfo always has an offset
    return ahead.days * _DAY + ahead.seconds


def _stretches(low: int, high: int, zone: ZoneInfo) -> Iterator[tuple[int, int, int]]:
    """From, until and offset of each stretch between changes of the clocks.

    ``low`` and ``high`` are local; the stretches hold every moment at which
    local time lies between them. The offset is asked at every step, and the
    second of a change is found by halving.
    """
    since, before = low - _STEP, _offset(low - _STEP, zone)
    for at in range(low, high + 2 * _STEP, _STEP):
        after = _offset(at, zone)
        if after != before:
            change = _change(at - _STEP, at, zone)
            yield from _within(since, change, before, low, high)
            since, before = change, after
    yield from _within(since, high + _STEP, before, low, high)


def _within(
    since: int, until: int, offset: int, low: int, high: int
) -> Iterator[tuple[int, int, int]]:
    """The stretch, cut to where its local time lies between two bounds."""
    since, until = max(since, low - offset), min(until, high - offset)
    if since < until:
        yield since, until, offset


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """The second between two moments at which the offset changes."""
    before = _offset(low, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high
