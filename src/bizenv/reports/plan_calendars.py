"""A repaired schedule as calendars, one file an agency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bizenv.inspections.planning.plans import Move, Unplaced
from bizenv.inspections.planning.tables import PlannedRow, PlannedTable, message_of
from bizenv.kernel.text import Lang, Text
from bizenv.reports.icalendar import Event, calendar_lines, read_events, uids
from bizenv.tables.cells import text_of
from bizenv.tables.writers import whole_file

__all__ = ["agency_events", "file_names", "write_calendars"]

_MOST_NAME = 60
_NO_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')


def agency_events(planned: PlannedTable, lang: Lang) -> dict[str, list[Event]]:
    """The visits of each agency that have a day, in the order of the table.

    The id of a visit comes from the agency and its id in the table; where it
    has none, from all cells but those that hold its days.
    """
    placed = [
        (row, row.span)
        for _, row in planned.rows()
        if row.span and not isinstance(row.change, Unplaced)
    ]
    keys = [_key(row, planned) for row, _ in placed]
    events: dict[str, list[Event]] = {}
    for (row, span), uid in zip(placed, uids(keys), strict=True):
        event = Event(uid, *span, _summary(row, lang), _description(row, lang))
        events.setdefault(row.old.words("agency") or "", []).append(event)
    return dict(sorted(events.items()))


def _key(row: PlannedRow, planned: PlannedTable) -> tuple[str, ...]:
    agency = row.old.words("agency") or ""
    if id := row.old.words("id"):
        return (agency, id)
    cells = row.old.cells.items()
    own = (text_of(cell) for name, cell in cells if name in planned.lasting_columns)
    return (agency, "", *own)


def _summary(row: PlannedRow, lang: Lang) -> str:
    enterprise = row.old.words("enterprise_name", "enterprise") or _NO_ENTERPRISE.say(lang)
    matter = row.old.words("matter")
    return _VISIT.fill(lang, {"enterprise": enterprise}) + (f" · {matter}" if matter else "")


def _description(row: PlannedRow, lang: Lang) -> str:
    if not isinstance(row.change, Move):
        return message_of(row, lang) or ""
    day = row.change.visit.start.isoformat()
    return _MOVED.fill(lang, {"day": day}) + (message_of(row, lang) or "")


def file_names(agencies: list[str]) -> dict[str, str]:
    """A file name for each agency, none of them like another on any system.

    >>> file_names(["区税务局", "a/b", "A:B", ""])
    {'区税务局': '区税务局.ics', 'a/b': 'a_b.ics', 'A:B': 'A_B (2).ics', '': '_.ics'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for agency in agencies:
        stem = _NO_NAME.sub("_", agency.strip(". "))[:_MOST_NAME] or "_"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(name.casefold())
        names[agency] = f"{name}.ics"
    return names


def write_calendars(
    planned: PlannedTable,
    folder: Path,
    at: datetime,
    version: str,
    lang: Lang,
    *,
    overwrite: bool = False,
) -> list[Path]:
    """Write a calendar for each agency into a folder, and give the files.

    With ``overwrite`` an earlier calendar is read first, so that sequence
    numbers go on.

    Raises:
        UsageError: a file is there already, or is no calendar.
    """
    folder.mkdir(exist_ok=True)
    events = agency_events(planned, lang)
    files = []
    for agency, name in file_names(list(events)).items():
        path = folder / name
        earlier = _earlier(path) if overwrite else {}
        title = agency or _NO_AGENCY.say(lang)
        with (
            whole_file(path, overwrite=overwrite) as part,
            part.open("w", encoding="utf-8", errors="replace", newline="") as file,
        ):
            file.writelines(calendar_lines(title, events[agency], at, version, earlier))
        files.append(path)
    return files


def _earlier(path: Path) -> Mapping[str, Event]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return read_events(file.read(), path.name)


_VISIT = Text("检查 {enterprise}", "Inspection of {enterprise}")
_NO_ENTERPRISE = Text("（未填企业）", "(no enterprise)")
_NO_AGENCY = Text("（未填机关）", "(no agency)")
_MOVED = Text("原定 {day}。", "Planned for {day}. ")
