"""How a situation stands to a frequency rule."""

from datetime import date

from bizenv.inspections.situations import situation_of
from bizenv.inspections.values import Enterprise, Inspection
from bizenv.inspections.whole.frequency import FrequencyVersion, Raise
from bizenv.inspections.whole.standings import Standing, Standings
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_citation, a_ground

VERSION = FrequencyVersion(
    most=2,
    not_counted=(a_ground(),),
    raises=(Raise(4, a_ground("poor", triggers=None, credits=["grade-d"])),),
    citation=a_citation(),
)


def standing(**facts: object) -> Standing:
    visit = Inspection(start=date(2026, 3, 3), **facts)  # type: ignore[arg-type]
    return Standings(VERSION, base_vocabulary()).of(situation_of(visit))


def test_only_the_facts_that_could_settle_it_are_missing() -> None:
    found = standing()
    assert (found.counts, found.low, found.high) == (Truth.UNKNOWN, 2, 4)
    assert found.missing == ("credit", "trigger")
    assert standing(trigger="none", enterprise=Enterprise("E1", credit="grade-a")).missing == ()
    assert standing(trigger="complaint").counts is Truth.NO
