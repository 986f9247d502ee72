"""What is promised of which case."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.units import Unit
from bizenv.cases.service_levels import (
    ExtensionRule,
    Promise,
    PromiseStage,
    Reopening,
    ServiceLevel,
    YellowLight,
    case_fact,
)
from bizenv.cases.values import Case
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Validity
from bizenv.kernel.truth import Truth
from bizenv.testing import a_citation
from bizenv.testing.cases import a_promise

DAY = Period(1, "working_day")
HOUR = Period(1, "working_hour")


def test_the_first_promise_that_applies_holds_at_each_stage() -> None:
    urgent = a_promise(id="urgent", priorities=["urgent", "emergency"])
    level = ServiceLevel([a_promise("sign"), urgent, a_promise()])
    chosen = level.choose(Case("C1", priority="urgent"))
    assert [(each.stage.value, each.promise and each.promise.id) for each in chosen] == [
        ("sign", "sign"),
        ("reply", "urgent"),
    ]
    plain = level.choose(Case("C1", priority="plain"))[1]
    assert plain.promise is not None
    assert plain.promise.id == "reply"


def test_a_fact_that_is_not_known_leaves_the_choice_open() -> None:
    """Each fact is named once, and only those that may matter."""
    level = ServiceLevel(
        [
            a_promise(id="a", kinds="systemic", channels="hotline"),
            a_promise(id="b", kinds="individual"),
            a_promise(),
        ]
    )
    (choice,) = level.choose(Case("C1", channel="visit"))
    assert (choice.promise, choice.missing) == (None, ("kind",))
    (choice,) = level.choose(Case("C1"))
    assert choice.missing == ("kind", "channel")


def test_a_fact_that_cannot_change_the_choice_is_not_asked_for() -> None:
    level = ServiceLevel([a_promise(), a_promise(id="later", kinds="systemic")])
    (choice,) = level.choose(Case("C1"))
    assert choice.promise is not None
    assert choice.missing == ()
    ruled_out = a_promise(id="b", channels="hotline", priorities="urgent")
    level = ServiceLevel([a_promise(id="a", kinds="systemic"), ruled_out, a_promise()])
    (choice,) = level.choose(Case("C1", channel="visit"))
    assert choice.missing == ("kind",)


def test_a_stage_of_which_nothing_is_promised_is_left_out() -> None:
    level = ServiceLevel([a_promise(kinds="systemic")])
    assert level.choose(Case("C1", kind="individual")) == ()


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2022, 12, 31), Truth.NO),
        (date(2023, 1, 1), Truth.YES),
        (date(2023, 12, 31), Truth.YES),
        (date(2024, 1, 1), Truth.NO),
        (None, Truth.UNKNOWN),
    ],
)
def test_a_promise_holds_of_requests_received_while_it_is_in_force(
    received: date | None, expected: Truth
) -> None:
    first = date(2023, 1, 1)
    promise = a_promise(validity=Validity(first, first, date(2023, 12, 31)))
    assert promise.applies(Case("C1"), received) is expected
    facts = promise.open_facts(Case("C1"), received)
    assert facts == (("received",) if received is None else ())


def test_months_and_years_are_told_in_days() -> None:
    assert a_promise(period="3 months").counted_in is Unit.DAY
    assert a_promise(period="2小时").counted_in is Unit.HOUR


def test_a_share_is_taken_as_it_is_written() -> None:
    assert YellowLight("0.07").share == Fraction(7, 100)
    assert YellowLight(before=DAY).share is None


@pytest.mark.parametrize("given_", [{}, {"share": 0.9, "before": DAY}])
def test_a_yellow_light_has_one_threshold(given_: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as told:
        YellowLight(**given_)
    said = "a yellow light has a share of the time or a time before: one of them"
    assert str(told.value) == said


@pytest.mark.parametrize(
    ("share", "message"),
    [
        (0, "share=0: expected more than 0, and 1 at most"),
        (1.5, "share=3/2: expected more than 0, and 1 at most"),
        ("soon", "share='soon': expected a share of the time, such as 0.9"),
    ],
)
def test_a_share_is_a_part_of_the_whole(share: Any, message: str) -> None:
    with pytest.raises(UsageError) as told:
        YellowLight(share)
    assert str(told.value) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"times": 0}, "times=0: expected a whole number of 1 or more"),
        ({"times": True}, "times=True: expected a whole number of 1 or more"),
        ({"ask_before": HOUR}, "ask_before=Period(1, 'working_hour'): expected days"),
    ],
)
def test_an_extension_rule_that_means_nothing_is_refused(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError) as told:
        ExtensionRule(**changes, citation=a_citation())
    assert str(told.value) == message


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"starts_on": []}, "starts_on: expected at least one kind of event"),
        (
            {"starts_on": "replied"},
            "[<EventKind.REPLIED: 'replied'>]: expected to start the promise or to meet it",
        ),
        (
            {"yellow": YellowLight(before=HOUR)},
            "yellow=Period(1, 'working_hour'): expected the unit of Period(3, 'working_day')",
        ),
        (
            {"extension": ExtensionRule(by=HOUR, citation=a_citation())},
            "extension=Period(1, 'working_hour'): expected the unit of Period(3, 'working_day')",
        ),
        (
            {"extension": ExtensionRule(in_all=HOUR, citation=a_citation())},
            "extension=Period(1, 'working_hour'): expected the unit of Period(3, 'working_day')",
        ),
        (
            {"extension": ExtensionRule(in_all=a_promise().period, citation=a_citation())},
            "in_all=Period(3, 'working_day'): expected more than Period(3, 'working_day')",
        ),
        (
            {"restarts_after": "hearing"},
            "restarts_after=['hearing']: expected causes that pause it",
        ),
        ({"kinds": [""]}, "['']: expected codes, or None for any"),
    ],
)
def test_a_promise_that_means_nothing_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as told:
        a_promise(**changes)
    assert str(told.value) == message


def test_the_longest_that_a_promise_may_take_is_counted_as_the_promise_is() -> None:
    period = Period(30, "day", roll="next_working_day")
    most = ExtensionRule(in_all=Period(90, "day"), citation=a_citation())
    assert a_promise(period=period, extension=most).longest == Period(
        90, "day", roll="next_working_day"
    )
    each = ExtensionRule(by=Period(30, "day"), citation=a_citation())
    assert a_promise(period=period, extension=each).longest is None
    assert a_promise().longest is None


def test_each_promise_has_an_id_of_its_own() -> None:
    with pytest.raises(UsageError) as told:
        ServiceLevel([a_promise(), a_promise()])
    assert str(told.value) == "promises ['reply']: expected each id once"


def test_every_stage_policy_and_fact_has_words_in_both_languages() -> None:
    names = ("kind", "grade", "calendar")
    texts = [each.text for each in (*PromiseStage, *Reopening, *map(case_fact, names))]
    assert all(text.zh and text.en for text in texts)


KINDS = st.sampled_from([None, "individual", "systemic"])


@given(st.lists(KINDS, max_size=4), KINDS)
def test_what_is_chosen_of_unknown_facts_holds_whatever_they_turn_out_to_be(
    asked: list[str | None], kind: str | None
) -> None:
    """A choice made without the kind is the choice for every kind."""
    promises: list[Promise] = [a_promise(id=str(n), kinds=k) for n, k in enumerate(asked)]
    level = ServiceLevel(promises)
    unknown = level.choose(Case("C1"))
    known = level.choose(Case("C1", kind=kind or "other"))
    if unknown and unknown[0].promise is not None:
        assert known == unknown
    if not unknown:
        assert not known


def test_each_charter_promises_for_itself() -> None:
    """What a district promises at a stage takes nothing from what its province promises there."""
    level = ServiceLevel(
        [
            a_promise(id="district", rule="cn-x/talks@2023"),
            a_promise(id="district-later", rule="cn-x/talks@2024"),
            a_promise(id="province", rule="cn-y/requests@2020"),
        ]
    )
    chosen = [choice.promise.id for choice in level.choose(Case("1")) if choice.promise]
    assert chosen == ["district", "province"]
    assert level.promises[0].charter == "cn-x/talks"


def test_a_promise_that_holds_only_if_something_is_so() -> None:
    promise = a_promise(only_if=["complex", "longer-by-statute"])
    assert promise.applies(Case("1", circumstances=["complex", "other"])) is Truth.YES
    assert promise.applies(Case("1", circumstances=[])) is Truth.NO
    assert promise.applies(Case("1")) is Truth.UNKNOWN
    (choice,) = ServiceLevel([promise, a_promise(id="any")]).choose(Case("1"))
    assert (choice.promise, choice.missing) == (None, ("circumstances",))


def test_what_starts_a_promise_is_not_deemed_by_it() -> None:
    with pytest.raises(UsageError, match="deems='received': expected what does not start it"):
        a_promise("accept", deems="received")
