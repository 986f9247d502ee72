"""The ledger of an event log, its lines made by distinct courses (批量台账)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import TypeAlias

import numpy as np

from bizenv.cases.bulk_clocks import ClockRows, clock_rows
from bizenv.cases.clocks import clocks_of
from bizenv.cases.courses import RECORDED_LEAD, Course, courses_of
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
from bizenv.cases.log_columns import LogColumns
from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import PromiseStage, ServiceLevel
from bizenv.cases.values import Event, Time
from bizenv.kernel.truth import Truth

__all__ = ["ledger_of"]


def ledger_of(
    log: LogColumns,
    rules: CaseRules,
    at: Time,
    by: str | Sequence[str] = (),
    bands: Iterable[int] = (5, 15, 30),
) -> Ledger:
    """The ledger of a log at a time, its on-time rate by the clock for resolving."""
    base, level = rules.base, _resolving(rules.service_level)
    desk = Desk(base.day(at), base.calendar, zone=base.local)
    courses = list(courses_of(log.columns, at, base, level, ()))
    clocks = clock_rows(courses, log.columns, at, base, level)
    entries: list[Entry] = []
    later: list[str] = []
    told = _timely(clocks, len(log.columns.ids))
    spans = cache(desk.spans)
    for course in courses:
        if is_later_case(course.state):
            later += [log.columns.ids[number] for number in course.members.tolist()]
        else:
            entries += _lines(course, log.columns, told, spans)
    one_by_one = ledger(
        log.odd.values(),
        at,
        calendar=base.calendar,
        readings=lambda state: next(reversed(clocks_of(state, level, base)), None),
        zone=base.local,
    )
    later += one_by_one.later
    return Ledger(at, [*entries, *one_by_one.entries], by, bands, later)


def _resolving(level: ServiceLevel) -> ServiceLevel:
    """The promises by which it is told whether a case was closed in time."""
    return ServiceLevel(p for p in level.promises if p.stage is PromiseStage.RESOLVE)


def _timely(clocks: ClockRows, cases: int) -> list[Timeliness | None]:
    """By case, whether it keeps its time, by the last clock that it has."""
    last = np.full(cases, -1, dtype=np.int64)
    last[clocks.cases] = clocks.codes  # of several the last one stays
    told = [*(timeliness(reading) for reading in clocks.readings), None]
    return [told[code] for code in last.tolist()]


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
