"""What a case needs before it is closed, and before it is written off."""

from __future__ import annotations

from typing import Any

import pytest

from bizenv.cases.closure import ClosureRule, Need, Step, missing_facts, needs_of
from bizenv.cases.states import state_of
from bizenv.cases.values import Case, Event, UnreadEvent
from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import Problem
from bizenv.kernel.truth import Truth
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, an_event

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def rule(need: str, before: str = "closing", **changes: Any) -> ClosureRule:
    return ClosureRule(need, before, **{"citation": a_citation(), **changes})


def met(need: str, case: Case, **changes: Any) -> Truth:
    check = rule(need, **changes).check(state_of(case))
    assert check is not None
    return check.truth


@pytest.mark.parametrize(
    ("need", "kinds", "expected"),
    [
        ("reply", ["received"], NO),
        ("reply", ["received", "replied"], YES),
        ("reply", ["received", "replied", "re-handled"], NO),  # only the last cycle counts
        ("outcome", ["received", "replied"], NO),
        ("outcome", ["received", "resolved"], YES),
        ("outcome", ["received", "explained"], YES),
        ("outcome", ["received", "closed"], UNKNOWN),  # closed is not solved
        ("measure", ["received", "explained"], NO),
        ("measure", ["received", "study-opened"], YES),
        ("measure", ["received", "resolved"], YES),
    ],
)
def test_what_is_needed_is_there_or_not_or_not_known(
    need: str, kinds: list[str], expected: Truth
) -> None:
    assert met(need, a_case(*kinds)) is expected


@pytest.mark.parametrize(
    ("grades", "changes", "expected"),
    [
        ([], {}, NO),
        (["satisfied"], {}, YES),
        (["basically-satisfied"], {}, YES),
        (["dissatisfied"], {}, NO),
        (["dissatisfied", "satisfied"], {}, YES),
        (["satisfied", "dissatisfied"], {}, NO),
        (["satisfied", "unreachable"], {}, YES),
        ([None], {}, UNKNOWN),
        (["unreachable"], {}, NO),
        (["unreachable", "unreachable"], {"tries": 3}, NO),
        (["unreachable", "unreachable", "unreachable"], {"tries": 3}, YES),
    ],
)
def test_the_enterprise_was_asked_and_is_at_least_basically_satisfied(
    grades: list[str | None], changes: dict[str, Any], expected: Truth
) -> None:
    asked = [an_event("followed-up", 20 + n, grade=grade) for n, grade in enumerate(grades)]
    assert met("follow-up", a_case("received", "closed").plus(*asked), **changes) is expected


@pytest.mark.parametrize(
    ("grades", "changes", "expected"),
    [
        ([], {}, NO),
        (["satisfied"], {}, YES),
        (["dissatisfied"], {}, YES),  # asked, whatever it answered
        (["unreachable"], {}, NO),
        (["unreachable", "unreachable"], {"tries": 2}, YES),
        ([None], {}, UNKNOWN),  # perhaps nobody was reached
    ],
)
def test_the_enterprise_was_asked_what_it_thinks(
    grades: list[str | None], changes: dict[str, Any], expected: Truth
) -> None:
    asked = [an_event("followed-up", 20 + n, grade=grade) for n, grade in enumerate(grades)]
    assert met("asked", a_case("received", "closed").plus(*asked), **changes) is expected


@pytest.mark.parametrize("grade", ["dissatisfied", "unreachable", None])
def test_a_reason_that_the_rule_admits_stands_in_for_satisfaction(grade: str | None) -> None:
    asked = an_event("followed-up", 20, grade=grade, cause="no-legal-basis")
    case = a_case("received", "explained").plus(asked)
    assert met("follow-up", case, reasons="no-legal-basis") is YES


@pytest.mark.parametrize(
    ("by", "signers", "expected"),
    [
        ("局长", None, YES),
        ("局长", ["局长", "副局长"], YES),
        ("科员", ["局长"], NO),
        (None, ["局长"], UNKNOWN),
        (None, None, UNKNOWN),
    ],
)
def test_the_closing_is_signed_by_somebody_in_charge(
    by: str | None, signers: list[str] | None, expected: Truth
) -> None:
    case = a_case("received").plus(an_event("closed", 20, by=by))
    assert met("signature", case, signers=signers) is expected


def test_what_is_not_closed_is_not_signed() -> None:
    assert met("signature", a_case("received")) is NO


def test_a_need_of_other_kinds_is_not_asked() -> None:
    state = state_of(a_case("received", kind="individual"))
    assert rule("measure", kinds="systemic").check(state) is None


def test_while_the_kind_is_not_known_the_need_is_open_unless_it_is_met() -> None:
    asked = rule("measure", kinds="systemic")
    check = asked.check(state_of(a_case("received")))
    assert check is not None
    assert (check.truth, check.fact) == (UNKNOWN, "kind")
    done = asked.check(state_of(a_case("received", "study-opened")))
    assert done is not None
    assert (done.truth, done.fact) == (YES, None)


def test_an_event_that_could_not_be_placed_leaves_the_need_open() -> None:
    """A reply that stands before the registration may be a slip of the date."""
    case = Case("C1", events=[an_event("received", 15), an_event("replied", 14)])
    check = rule("reply").check(state_of(case))
    assert check is not None
    assert (check.truth, check.fact) == (UNKNOWN, "events")
    row = UnreadEvent(None, (Problem("bad-time", "'soon'", "a time"),))
    assert met("reply", a_case("received", unread=[row])) is UNKNOWN


@pytest.mark.parametrize(
    ("need", "event", "fact"),
    [
        ("outcome", Event("closed"), "outcome"),
        ("signature", Event("closed"), "by"),
        ("follow-up", Event("followed-up"), "grade"),
        ("asked", Event("followed-up"), "grade"),
    ],
)
def test_an_open_need_names_the_fact_that_would_settle_it(
    need: str, event: Event, fact: str
) -> None:
    case = a_case("received", "replied").plus(event)
    check = needs_of(state_of(case), [rule(need)], Step.CLOSING)
    assert check.truth is UNKNOWN
    assert missing_facts(check) == (fact,)


def test_writing_off_needs_what_closing_needs_besides() -> None:
    rules = [rule("reply"), rule("follow-up", "writing-off")]
    state = state_of(a_case("received", "replied", "closed"))
    closing, writing_off = (needs_of(state, rules, step) for step in Step)
    assert (closing.truth, writing_off.truth) == (YES, NO)
    assert [part.truth for part in writing_off.parts] == [YES, NO]
    assert writing_off.lines("en") == [
        "[no] everything that writing off needs",
        "  [yes] everything that closing needs",
        "    [yes] a reply was given",
        "  [no] followed up: satisfied, basically satisfied, or a reason that the rule admits",
    ]


def test_without_rules_nothing_is_needed() -> None:
    assert needs_of(state_of(a_case("received")), [], Step.CLOSING).truth is YES


@pytest.mark.parametrize(
    ("need", "changes", "message"),
    [
        ("reply", {"signers": "局长"}, "signers: expected them for a signature only"),
        ("reply", {"reasons": "x"}, "reasons, tries: expected them for asked or follow-up only"),
        ("reply", {"tries": 3}, "reasons, tries: expected them for asked or follow-up only"),
        ("follow-up", {"tries": 0}, "tries=0: expected a whole number of 1 or more"),
    ],
)
def test_an_option_without_meaning_is_refused(
    need: str, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as told:
        rule(need, **changes)
    assert str(told.value) == message


def test_every_need_and_step_has_words_in_both_languages() -> None:
    assert all(each.text.zh and each.text.en for each in (*Need, *Step))
