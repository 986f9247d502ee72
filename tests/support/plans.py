"""Small schedules for the tests of repairs: days 1 to 22 are quiet for routine inspections."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from bizenv import Inspection, Rulebook, repair
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.kernel.text import Text
from bizenv.rulebooks.repairs import RepairedSchedule
from bizenv.testing import a_citation, a_quiet_period, a_rulebook, an_inspection


def book(**frequency: Any) -> Rulebook:
    """A rulebook; with ``frequency``, the facts of one frequency rule."""
    plain = a_rulebook(a_quiet_period(kinds=["routine"], exemptions=()))
    if not frequency:
        return plain
    version = FrequencyVersion(citation=a_citation("第三条"), **frequency)
    rule = FrequencyRule("cap", Text("上限", "cap"), (version,), rulebook="example")
    return evolve(plain, frequency_rules=(rule,))


def visit(day: str, agency: str = "A", enterprise: str = "E1", **facts: Any) -> Inspection:
    """A routine visit on a day of June 2024 or another: ``05`` or ``2024-07-05``."""
    start = date.fromisoformat(day if "-" in day else f"2024-06-{day}")
    return an_inspection(start=start, agency=agency, enterprise=enterprise, **facts)


def days(schedule: Any) -> list[str]:
    """The first days of visits in June as ``24``, other days whole."""
    said = [each.start.isoformat() for each in schedule]
    return [day.removeprefix("2024-06-") for day in said]


def repaired(*visits: Inspection, rules: Rulebook | None = None, **terms: Any) -> Any:
    """The repair of a few visits."""
    done: RepairedSchedule[list[Inspection]] = repair(list(visits), rules or book(), **terms)
    return done


def least_capped(visits: list[Inspection], capacity: int, most: int) -> int | None:
    """The least distance of all plans on the open days of June; None where there is none."""
    found = None
    for plan in product((24, 25, 26, 27, 28), repeat=len(visits)):
        used: defaultdict[tuple[str, int], int] = defaultdict(int)
        met: defaultdict[str, set[int]] = defaultdict(set)
        for each, day in zip(visits, plan, strict=True):
            assert each.agency
            assert each.enterprise
            used[each.agency.id, day] += 1
            met[each.enterprise.id].add(day)
        if max(used.values()) <= capacity and max(map(len, met.values())) <= most:
            cost = sum(abs(v.start.day - day) for v, day in zip(visits, plan, strict=True))
            found = cost if found is None else min(found, cost)
    return found


CAPPED_VISITS = st.lists(
    st.builds(
        visit,
        st.sampled_from(["24", "25", "26", "27", "28"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["E1", "E2"]),
    ),
    min_size=2,
    max_size=5,
)
