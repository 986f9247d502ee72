"""What one version asks, with its answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.grounds import meets
from bizenv.inspections.hearings import Questions
from bizenv.inspections.quiet_periods import QuietVersion
from bizenv.inspections.situations import Facts, read_facts, situation_of
from bizenv.inspections.values import Inspection
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_ground, a_quiet_version, an_inspection
from bizenv.testing.strategies import inspections, quiet_versions

VOCABULARY = base_vocabulary()


def facts_of(visit: Inspection) -> Facts:
    """The facts of a visit."""
    return read_facts(situation_of(visit), VOCABULARY)


def test_grounds_are_answered_in_the_order_of_the_document() -> None:
    """Those that ask about the same facts are kept as one, which no reader sees."""
    exemptions = (
        a_ground("first", domains=["tax"]),
        a_ground("second", triggers=["complaint"]),
        a_ground("third", domains=["labour"]),
        a_ground("fourth", domains=["tax"], triggers=["complaint"]),
    )
    questions = Questions(a_quiet_version(exemptions=exemptions), VOCABULARY)
    hearing = questions.hear(facts_of(an_inspection(domain="labour", trigger="complaint")))
    assert ["first", "second", "third", "fourth"] == [
        check.asked.zh for check in hearing.exempt.parts
    ]
    assert ("second", "third") == tuple(ground.id for ground in hearing.held)
    assert Truth.YES is hearing.exempt.truth


def test_only_questions_that_asked_something_are_shown() -> None:
    """Without scope, exemptions, approval and catch-alls the act alone is asked."""
    hearing = Questions(a_quiet_version(exemptions=()), VOCABULARY).hear(Facts())
    assert (hearing.regulated,) == hearing.checks
    assert (Truth.YES, Truth.NO, Truth.NO, Truth.NO) == (
        hearing.scope.truth,
        hearing.exempt.truth,
        hearing.approved.truth,
        hearing.claimed.truth,
    )


@settings(max_examples=100, deadline=None)
@given(quiet_versions(), st.lists(inspections(), max_size=5))
def test_answers_that_were_kept_are_those_given_afresh(
    version: QuietVersion, visits: list[Inspection]
) -> None:
    """Every ground answers as if it were asked for the first time."""
    questions = Questions(version, VOCABULARY)
    exemptions = [ground for ground in version.exemptions if not ground.catch_all]
    for visit in (*visits, *visits):
        facts = facts_of(visit)
        hearing = questions.hear(facts)
        if max(len(visit.domain or ()), len(visit.trigger or ())) < 2:  # of one matter
            assert hearing.exempt.parts == tuple(meets(g, facts, VOCABULARY) for g in exemptions)
        assert hearing.checks == Questions(version, VOCABULARY).hear(facts).checks
