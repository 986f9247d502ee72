"""The ledger of an event log, its lines made by distinct courses (批量台账)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import TypeAlias

from bizenv.cases.bulk import JudgedLog
from bizenv.cases.courses import RECORDED_LEAD, Course
from bizenv.cases.due_times import Ending
from bizenv.cases.entries import (
    Days,
    Desk,
    Entry,
    Facts,
    Timeliness,
    ending,
    facts_of,
    receipt,
    timeliness,
)
from bizenv.cases.event_columns import EventColumns
from bizenv.cases.instants import day_of
from bizenv.cases.ledger import Ledger, is_later_case, ledger
from bizenv.cases.readings import last_of_stage
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.values import Event, Time
from bizenv.kernel.truth import Truth

__all__ = ["ledger_of"]


def ledger_of(
    judged: JudgedLog, by: str | Sequence[str] = (), bands: Iterable[int] = (5, 15, 30)
) -> Ledger:
    """The ledger of a log at the time of its judgement, on time by the clock for resolving."""
    columns, at, base = judged.log.columns, judged.at, judged.rules.base
    desk = Desk(base.day(at), base.calendar, zone=base.local)
    told = _timely(judged)
    spans = cache(desk.spans)
    entries: list[Entry] = []
    later: list[str] = []
    for course in judged.courses:
        if is_later_case(course.state):
            later += [columns.ids[number] for number in course.members.tolist()]
        else:
            entries += _lines(course, columns, told, spans)
    one_by_one = ledger(
        [verdict.state for verdict in judged.verdicts.values()],
        at,
        calendar=base.calendar,
        readings={
            v.state.case.id: last_of_stage(v.clocks, PromiseStage.RESOLVE)
            for v in judged.verdicts.values()
        },
        zone=base.local,
    )
    later += one_by_one.later
    return Ledger(at, [*entries, *one_by_one.entries], by, bands, later)


def _timely(judged: JudgedLog) -> list[Timeliness | None]:
    """By case, whether it keeps its time: by the last clock that it has, or as its record says."""
    columns, clocks = judged.log.columns, judged.clock_rows
    last = clocks.last_of(PromiseStage.RESOLVE, len(columns.ids)).tolist()
    told = [*(timeliness(reading) for reading in clocks.readings), None]
    timely = [told[code] for code in last]
    if stated := columns.facts.get("due"):
        for course in judged.courses:
            for number, kept in _by_due(course, judged, stated):
                timely[number] = timely[number] if last[number] >= 0 else kept
    return timely


def _by_due(
    course: Course, judged: JudgedLog, stated: Sequence[Time | None]
) -> Iterator[tuple[int, Timeliness | None]]:
    """Which cases of a course keep the due time that their record states."""
    columns, zone = judged.log.columns, judged.rules.base.local
    end = Ending.of(course.state)
    place = None if end.event is None else course.place(end.event)
    for number in course.members.tolist():
        if (due := stated[number]) is not None:
            row = None if place is None else int(columns.starts[number]) + place
            time = judged.at if row is None else columns.time(row, zone)
            yield number, end.by(due, time, zone)


Spans: TypeAlias = Callable[[Facts, date | None, date | None], tuple[Days | None, Days | None]]


def _lines(
    course: Course, columns: EventColumns, told: Sequence[Timeliness | None], spans: Spans
) -> Iterator[Entry]:
    """The lines of the cases of a course; their facts are few."""
    facts = cache(partial(facts_of, course.state))
    received = _days(course, columns, receipt(course.state))
    ended = _days(course, columns, ending(course.state))
    named = [columns.facts.get(name) for name in _WORDS]
    to = None if course.lead in (None, RECORDED_LEAD) else int(str(course.lead))
    for place, number in enumerate(course.members.tolist()):
        known = facts(told[number])
        end = ended[place] if known.closed is Truth.YES else None
        words = [column[number] if column else None for column in named]
        if to is not None:
            words[_LEAD] = columns.word("to", int(columns.starts[number]) + to)
        elif course.lead is None:
            words[_LEAD] = None
        yield Entry(
            columns.ids[number],
            known,
            received[place],
            end,
            *spans(known, received[place], end),
            *words,
        )


_WORDS = ("session", "channel", "lead", "kind", "priority", "enterprise", "subject")
_LEAD = _WORDS.index("lead")


def _days(course: Course, columns: EventColumns, event: Event | None) -> list[date | None]:
    """For each case of a course, the day of one of its events."""
    if event is None:
        return [None] * len(course.members)
    rows = columns.starts[course.members] + course.place(event)
    return [day_of(number) for number in columns.times.days[rows].tolist()]
