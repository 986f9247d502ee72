"""What must be done around many visits, and by which day.

Each distinct visit is asked once: duties, days, and what the record says of
their being done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.duties import obligation_of
from bizenv.inspections.quiet_periods import Duty
from bizenv.inspections.rules import Opinion
from bizenv.inspections.values import Inspection
from bizenv.kernel.obligations import Obligation
from bizenv.tables.columns import Codes, Encoded
from bizenv.tables.combinations import Combinations

__all__ = ["obligations"]


def obligations(
    opinions: Sequence[Opinion | None],
    codes: Codes,
    facts: Mapping[str, Encoded],
    calendar: WorkCalendar,
) -> Encoded:
    """For each row what must be done, as a tuple of obligations.

    ``facts`` holds the columns of ``start`` and ``end`` and those that show
    what was done, each read.

    Shapes: ``codes`` has one entry a row, a place in ``opinions``; so has the answer.
    """
    groups, group_of = _groups(opinions)
    group = group_of[codes]
    told: list[tuple[Obligation, ...]] = [()]
    places = np.zeros(len(codes), dtype=np.int64)
    for number, duties in enumerate(groups[1:], 1):
        rows = np.flatnonzero(group == number)
        fields = [name for name in facts if name in _asked(duties)]
        visits, which = _visits({name: facts[name] for name in fields}, rows)
        places[rows] = len(told) + which
        told += [_obligations(duties, visit, calendar) for visit in visits]
    return Encoded(places, told)


def _groups(opinions: Sequence[Opinion | None]) -> tuple[list[tuple[Duty, ...]], Codes]:
    """The distinct lists of duties, the empty one first, and which each answer has."""
    known: dict[tuple[Duty, ...], int] = {(): 0}
    groups = [
        known.setdefault(opinion.duties if opinion else (), len(known)) for opinion in opinions
    ]
    return list(known), np.array(groups, dtype=np.int64)


def _asked(duties: tuple[Duty, ...]) -> set[str]:
    """The facts by which these duties are told: the days, and what shows that they were done."""
    return {"start", "end"} | {duty.evidence for duty in duties if duty.evidence}


def _visits(facts: Mapping[str, Encoded], rows: Codes) -> tuple[list[dict[str, Any]], Codes]:
    """The distinct visits of some rows, and which each of the rows has."""
    visits = Combinations(np.zeros(len(rows), dtype=np.int32))
    for column in facts.values():
        visits.add(Encoded(column.codes[rows], column.values))
    distinct, which = visits.distinct()
    return [dict(zip(facts, each, strict=True)) for each in distinct], which


def _obligations(
    duties: tuple[Duty, ...], visit: Mapping[str, Any], calendar: WorkCalendar
) -> tuple[Obligation, ...]:
    known = {name: fact for name, fact in visit.items() if fact is not None}
    return tuple([obligation_of(duty, Inspection(**known), calendar) for duty in duties])
