"""What one version says of one situation."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.hearings import Hearing, Questions
from bizenv.inspections.quiet_periods import Approval, QuietVersion, Window
from bizenv.inspections.rulings import Ruling, outcome_in, rule
from bizenv.inspections.situations import read_facts, situation_of
from bizenv.inspections.values import Inspection, InspectionOutcome
from bizenv.inspections.wording import Wording
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_citation, a_ground, a_quiet_period, a_quiet_version, an_inspection
from bizenv.testing.strategies import inspections, quiet_versions

VOCABULARY = base_vocabulary()


def heard(version: QuietVersion, visit: Inspection) -> Hearing:
    """What a version asks of a visit, answered."""
    return Questions(version, VOCABULARY).hear(read_facts(situation_of(visit), VOCABULARY))


def ruled(hearing: Hearing, window: Window) -> Ruling:
    """The ruling in one window."""
    period = a_quiet_period(hearing.version)
    wording = Wording.of(period, hearing.version, window, VOCABULARY["act"])
    return rule(window, hearing, wording)


def test_a_version_rules_on_every_window() -> None:
    """The day decides which ruling is the one."""
    hearing = heard(a_quiet_version(), an_inspection())
    assert {
        Window.NOT_IN_FORCE: "allowed",
        Window.OUTSIDE: "allowed",
        Window.START_UNSETTLED: "undetermined",
        Window.DAYS_UNSETTLED: "undetermined",
        Window.INSIDE_START_UNSTATED: "forbidden",
        Window.INSIDE: "forbidden",
    } == {window: ruled(hearing, window).outcome for window in Window}


def test_a_late_approval_is_told_beside_what_it_does_not_excuse() -> None:
    """Forbidden or under review; outside the window, exempt or unasked it is no matter."""
    catch_all = a_ground("other", triggers=["other-necessary"], catch_all=True)
    version = a_quiet_version(approval=Approval(a_citation()), exemptions=(a_ground(), catch_all))

    def codes(version: QuietVersion, window: Window, trigger: str) -> list[str]:
        visit = an_inspection(start=date(2024, 3, 7), trigger=trigger, approved=date(2024, 4, 4))
        return [finding.code for finding in ruled(heard(version, visit), window).findings]

    assert ["in-quiet-period", "approved-late"] == codes(version, Window.INSIDE, "none")
    assert ["catch-all-claimed", "approved-late"] == codes(
        version, Window.INSIDE, "other-necessary"
    )
    assert ["exempt"] == codes(version, Window.INSIDE, "complaint")
    assert ["outside-quiet-period"] == codes(version, Window.OUTSIDE, "none")
    assert ["in-quiet-period"] == codes(a_quiet_version(), Window.INSIDE, "none")


def test_two_catch_alls_of_which_one_is_claimed_need_review() -> None:
    """What is open beside what is claimed changes nothing."""
    claimed = a_ground("claimed", triggers=["other-necessary"], catch_all=True)
    open_too = a_ground("open", circumstances=("serious",), catch_all=True)
    version = a_quiet_version(exemptions=(open_too, claimed))
    hearing = heard(version, an_inspection(trigger="other-necessary", kind="special"))
    assert InspectionOutcome.NEEDS_REVIEW is ruled(hearing, Window.INSIDE).outcome
    assert ("claimed",) == tuple(ground.id for ground in hearing.held)


@settings(max_examples=100, deadline=None)
@given(quiet_versions(), inspections(), st.sampled_from(Window))
def test_the_outcome_without_words_is_that_of_the_ruling(
    version: QuietVersion, visit: Inspection, window: Window
) -> None:
    """It only leaves the findings out."""
    hearing = heard(version, visit)
    assert outcome_in(window, hearing) is ruled(hearing, window).outcome
