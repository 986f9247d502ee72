"""What every version of a rule on whole schedules asks."""

from bizenv.inspections.quiet_periods import Condition, Scope
from bizenv.inspections.whole.scoped import ScopedVersion
from bizenv.testing import a_citation, a_ground


def test_a_version_asks_for_its_reach_and_for_what_it_leaves_out() -> None:
    version = ScopedVersion(
        citation=a_citation(),
        kinds=frozenset({"routine"}),
        domains=frozenset({"tax"}),
        scope=Scope(agency_levels=["city"]),
        not_counted=(a_ground(),),
    )
    assert [condition.fact for condition in version.covers] == [
        "act",
        "kind",
        "agency_level",
        "domain",
    ]
    assert version.conditions[-1] == Condition("trigger", frozenset({"complaint"}))
    assert version.name == "unstated"
