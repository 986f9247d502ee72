"""Visits as a calendar file that phones and mail programs read (iCalendar, RFC 5545).

Each visit has an id that stays when its day changes. Written again over an
earlier file, a visit whose days have changed gets the next sequence number, by
which calendars know the newer of two; one that has not changed stays as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from attrs import evolve, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Event", "calendar_lines", "read_events", "uids"]

_MOST_OCTETS = 75
_LINE_END = "\r\n"
_STAMP = "%Y%m%dT%H%M%SZ"


@frozen
class Event:
    """One visit of a calendar: an id, its days, words, and how often its days have changed."""

    uid: str
    start: date
    end: date
    summary: str = ""
    description: str = ""
    sequence: int = 0
    stamp: str = ""

    def after(self, earlier: Event | None, stamp: str) -> Event:
        """The event as it follows an earlier one of the same id."""
        if earlier is None:
            return evolve(self, stamp=stamp)
        if (self.start, self.end) == (earlier.start, earlier.end):
            return evolve(self, sequence=earlier.sequence, stamp=earlier.stamp)
        return evolve(self, sequence=earlier.sequence + 1, stamp=stamp)


def uids(keys: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """An id for each visit from what it says of itself; equal ones are told apart by their order.

    >>> one, other = uids([("区税务局", "E1"), ("区税务局", "E1")])
    >>> one.endswith("@bizenv"), one == other
    (True, False)
    """
    seen: Counter[str] = Counter()
    for key in keys:
        mark = sha256(repr(key).encode(errors="backslashreplace")).hexdigest()[:32]
        seen[mark] += 1
        yield f"{mark}-{seen[mark]}@bizenv"


def calendar_lines(
    name: str,
    events: Iterable[Event],
    at: datetime,
    version: str,
    earlier: Mapping[str, Event] | None = None,
) -> Iterator[str]:
    """The lines of a calendar file; ``at`` is the time that new and changed events state."""
    stamp = at.astimezone(UTC).strftime(_STAMP)
    yield from _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//bizenv//bizenv {version}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    )
    for event in events:
        yield from _event(event.after((earlier or {}).get(event.uid), stamp))
    yield from _lines("END:VCALENDAR")


def _event(event: Event) -> Iterator[str]:
    """A visit lasts whole days; the day that ends it is the first one that is free again."""
    yield from _lines(
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.stamp}",
        f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.end + timedelta(days=1):%Y%m%d}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{_escaped(event.summary)}",
    )
    if event.description:
        yield from _lines(f"DESCRIPTION:{_escaped(event.description)}")
    yield from _lines("TRANSP:TRANSPARENT", "END:VEVENT")


def _escaped(text: str) -> str:
    """A text as a value: what separates values is escaped, and what steers is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or char.isprintable())
    for sign in "\\;,":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _lines(*lines: str) -> Iterator[str]:
    for line in lines:
        yield _folded(line) + _LINE_END


def _folded(line: str) -> str:
    """A long line as several of at most 75 octets, none of which cuts a character."""
    parts, part, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _MOST_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part += char
        size += octets
    return _LINE_END.join([*parts, part])


def read_events(text: str, name: str) -> dict[str, Event]:
    """The events of an earlier file of ours by id: their days, sequence numbers and stamps.

    Raises:
        UsageError: the file is no calendar.
    """
    if not text.startswith("BEGIN:VCALENDAR"):
        raise UsageError(_NO_CALENDAR.filled(name=repr(name)))
    events: dict[str, Event] = {}
    fields: dict[str, str] = {}
    for line in text.replace("\r\n", "\n").replace("\n ", "").split("\n"):
        key, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            fields = {}
        elif line == "END:VEVENT":
            if event := _read(fields):
                events[event.uid] = event
        else:
            fields[key.partition(";")[0]] = value
    return events


def _read(fields: Mapping[str, str]) -> Event | None:
    """One event; None where it was not written by us."""
    try:
        start, end = (
            datetime.strptime(fields[key], "%Y%m%d").date()  # noqa: DTZ007 - a local day
            for key in ("DTSTART", "DTEND")
        )
        return Event(
            fields["UID"],
            start,
            end - timedelta(days=1),
            sequence=int(fields.get("SEQUENCE", "0")),
            stamp=f"{datetime.strptime(fields['DTSTAMP'], _STAMP):{_STAMP}}",  # noqa: DTZ007
        )
    except (KeyError, ValueError):
        return None


_NO_CALENDAR = Text(
    "{name} 不是日历文件：请换一个文件夹，或把它移走",
    "{name} is no calendar file: choose another folder, or move it away",
)
