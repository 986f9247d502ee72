"""What one version says of one situation."""

from __future__ import annotations

from bizenv.inspections.grounds import read_facts, situation_of
from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.rulings import judge
from bizenv.inspections.values import InspectionOutcome
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_ground, a_quiet_period, a_quiet_version, an_inspection

VOCABULARY = base_vocabulary()


def test_a_version_rules_on_every_window() -> None:
    """The day decides later which ruling is the one."""
    version = a_quiet_version()
    facts = read_facts(situation_of(an_inspection()), VOCABULARY)
    judged = judge(a_quiet_period(version), version, facts, VOCABULARY)
    assert {
        Window.NOT_IN_FORCE: "allowed",
        Window.OUTSIDE: "allowed",
        Window.START_UNSETTLED: "undetermined",
        Window.DAYS_UNSETTLED: "undetermined",
        Window.INSIDE_START_UNSTATED: "forbidden",
        Window.INSIDE: "forbidden",
    } == {window: ruling.outcome for window, ruling in judged.rulings.items()}


def test_two_catch_alls_of_which_one_is_claimed_need_review() -> None:
    """What is open beside what is claimed changes nothing."""
    claimed = a_ground("claimed", triggers=["other-necessary"], catch_all=True)
    open_too = a_ground("open", circumstances=("serious",), catch_all=True)
    version = a_quiet_version(exemptions=(open_too, claimed))
    visit = an_inspection(trigger="other-necessary", kind="special")
    facts = read_facts(situation_of(visit), VOCABULARY)
    judged = judge(a_quiet_period(version), version, facts, VOCABULARY)
    assert InspectionOutcome.NEEDS_REVIEW is judged.rulings[Window.INSIDE].outcome
    assert ("claimed",) == tuple(ground.id for ground in judged.held)
