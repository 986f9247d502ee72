"""Made-up schedules for benchmarks: agencies and enterprises of very unequal size, one year."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

from attrs import evolve

from bizenv import Inspection, Rulebook, work_calendar
from bizenv.calendars.days.sets import MonthDays
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion, VisitedBy
from bizenv.kernel.text import Text
from bizenv.testing import a_citation, a_quiet_period, a_rulebook

__all__ = ["a_book", "a_schedule", "capacities"]

YEAR = 2026
_WORKING = work_calendar("CN").between(date(YEAR, 1, 1), date(YEAR, 12, 31))
_MOST_OF_A_PAIR = 2
"""Visits of one agency to one enterprise: as many as fit two days at one a day."""


def a_book(*, capped: bool = False) -> Rulebook:
    """Days 1 to 22 are quiet for routine inspections; nothing else is barred.

    With ``capped``, an enterprise has routine inspections on two days a year at
    most; those of one day are one joint visit.
    """
    book = a_rulebook(a_quiet_period(window=MonthDays(1, 22), kinds=["routine"], exemptions=()))
    version = FrequencyVersion(
        citation=a_citation(),
        most=2,
        by=VisitedBy.ALL,
        kinds=frozenset({"routine"}),
        joint_once=True,
    )
    rule = FrequencyRule("two-days", Text("一年两天", "two days a year"), (version,))
    return evolve(book, frequency_rules=(rule,) if capped else ())


def a_schedule(
    visits: int = 5_000, enterprises: int = 2_000, agencies: int = 29, seed: int = 7
) -> list[Inspection]:
    """So many visits of a day on working days, three fifths of them routine.

    >>> len(a_schedule(10, 4, 2))
    10
    """
    chance = random.Random(seed)
    who = [f"agency {number:02}" for number in range(agencies)]
    weights = [1 / (1 + number) for number in range(agencies)]
    sizes = [chance.gammavariate(3, 1) for _ in range(enterprises)]
    pairs: Counter[tuple[str, str]] = Counter()
    made: list[Inspection] = []
    while len(made) < visits:
        agency = chance.choices(who, weights)[0]
        enterprise = f"E{chance.choices(range(enterprises), sizes)[0]:05}"
        if pairs[agency, enterprise] < _MOST_OF_A_PAIR:
            pairs[agency, enterprise] += 1
            made.append(
                Inspection(
                    id=f"V{len(made):06}",
                    agency=agency,
                    enterprise=enterprise,
                    start=chance.choice(_WORKING),
                    kind="routine" if chance.random() < 0.6 else "case",
                    trigger="none",
                    domain="none",
                )
            )
    return made


def capacities(schedule: list[Inspection], slack: float = 1.25) -> dict[str, int]:
    """For each agency a capacity that leaves so much room: of routine days, and of all days."""
    routine_days = sum(day.day > 22 for day in _WORKING)
    found = {}
    for name in sorted({visit.agency.id for visit in schedule if visit.agency}):
        own = [visit for visit in schedule if visit.agency and visit.agency.id == name]
        routine = sum(visit.kind == "routine" for visit in own)
        load = max(routine / routine_days, len(own) / len(_WORKING))
        found[name] = max(1, -int(-slack * load // 1))
    return found
