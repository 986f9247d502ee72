"""What worked requests prove of a charter, and what they leave unproved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bizenv import load_rulebook
from bizenv.cases.values import Case, Event
from bizenv.rulebooks.charter_coverage import charter_coverage
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.rulebook import Rulebook

RULES = Path(__file__).with_name("charter.yaml").read_text("utf-8")
RULE = "cn-test/requests@2023-01-01"


def book() -> Rulebook:
    found = read_rulebook(RULES, "rules.yaml").rulebook
    assert found is not None
    return found


def june(day: int) -> date:
    return date(2023, 6, day)


def case(*events: Event, **facts: str) -> Case:
    line = (Event("received", june(20)), Event("assigned", june(20)), *events)
    return Case("C1", events=line, **{"priority": "normal", **facts})


def test_every_promise_is_to_be_met_and_missed_and_every_need_met_and_lacking() -> None:
    promises, needs = charter_coverage(book(), ())
    assert (str(promises), str(needs)) == ("promise 0/6", "closure 0/6")
    assert promises.missed == tuple(
        f"{RULE}/{id} {way}" for id in ("contact", "reply", "urgent-reply") for way in _WAYS
    )
    assert f"{RULE}/signature before closing (systemic) lacking" in needs.missed


_WAYS = ("met", "missed")


def test_a_promise_that_is_overdue_is_missed() -> None:
    verdicts = [book().check(case(), at=june(27))]
    promises, _ = charter_coverage(book(), verdicts)
    assert f"{RULE}/reply missed" in promises.reached
    assert f"{RULE}/urgent-reply missed" not in promises.reached


def test_a_need_is_reached_by_its_answer() -> None:
    replied = case(Event("replied", june(21)), kind="systemic")
    verdicts = [book().check(replied, at=june(22))]
    promises, needs = charter_coverage(book(), verdicts)
    assert promises.reached == {f"{RULE}/reply met"}
    assert needs.reached == {
        f"{RULE}/reply before closing met",
        f"{RULE}/signature before closing (systemic) lacking",
        f"{RULE}/follow-up before writing-off lacking",
    }


def test_an_answer_that_is_not_known_proves_nothing() -> None:
    """The kind is missing, so whether the signature is needed is open."""
    _, needs = charter_coverage(book(), [book().check(case(), at=june(21))])
    assert not [name for name in needs.reached if "signature" in name]


def test_a_charter_that_promises_nothing_is_asked_for_its_needs_alone() -> None:
    (needs,) = charter_coverage(load_rulebook("cn-jx-qingyuan"), ())
    assert str(needs) == "closure 0/6"


def test_a_rulebook_without_charters_has_nothing_to_prove() -> None:
    assert charter_coverage(load_rulebook("cn-ha-nanyang"), ()) == ()
