"""What each rate counts and what it leaves out, case by case."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.entries import Answer, Desk, Facts, Timeliness
from bizenv.cases.indicators import COUNTS, INDICATORS, count_of, indicator, rate_of
from bizenv.cases.stages import Stage
from bizenv.cases.states import state_of
from bizenv.kernel.errors import UsageError
from bizenv.kernel.truth import Truth
from bizenv.testing.cases import a_case, cases

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
CLOSED: dict[str, Any] = {
    "stage": Stage.CLOSED,
    "accepted": YES,
    "closed": YES,
    "solved": YES,
    "written_off": NO,
    "replied": YES,
    "answer": Answer.SATISFIED,
    "ever": Answer.SATISFIED,
    "answered": YES,
    "rehandled": NO,
    "faulty": False,
    "reading": Timeliness.TIMELY,
}


def told(name: str, **changes: Any) -> str:
    """``1/1``, ``0/1``, or why the case is left out."""
    rate = rate_of(indicator(name), {Facts(**{**CLOSED, **changes}): 1})
    assert rate.cases == 1
    if rate.excluded:
        return str(rate.excluded[0][0].en)
    return f"{rate.numerator}/{rate.denominator}"


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("resolution", {}, "1/1"),
        ("resolution", {"solved": NO}, "0/1"),
        ("resolution", {"solved": UNKNOWN}, "closed, not known whether solved"),
        ("resolution", {"closed": NO}, "not closed"),
        ("resolution", {"closed": UNKNOWN}, "not known whether closed"),
        ("closure_of_received", {}, "1/1"),
        ("closure_of_received", {"accepted": NO, "closed": NO}, "0/1"),
        ("closure_of_received", {"stage": Stage.WITHDRAWN, "closed": NO}, "0/1"),
        ("closure_of_received", {"closed": UNKNOWN}, "not known whether closed"),
        ("closure_of_accepted", {}, "1/1"),
        ("closure_of_accepted", {"closed": NO, "stage": Stage.WORKING}, "0/1"),
        ("closure_of_accepted", {"closed": UNKNOWN}, "not known whether closed"),
        ("closure_of_accepted", {"accepted": NO}, "not accepted"),
        ("closure_of_accepted", {"accepted": UNKNOWN}, "not known whether accepted"),
        ("closure_of_accepted", {"stage": Stage.WITHDRAWN}, "withdrawn or merged"),
        ("closure_of_accepted", {"stage": Stage.MERGED}, "withdrawn or merged"),
        ("closure_of_due", {}, "1/1"),
        ("closure_of_due", {"reading": Timeliness.LATE}, "1/1"),
        ("closure_of_due", {"reading": Timeliness.LATE, "closed": NO}, "0/1"),
        ("closure_of_due", {"reading": Timeliness.PENDING}, "not due yet"),
        ("closure_of_due", {"reading": None}, "no clock"),
        ("closure_of_due", {"closed": UNKNOWN}, "not known whether closed"),
        ("on_time", {}, "1/1"),
        ("on_time", {"reading": Timeliness.LATE}, "0/1"),
        ("on_time", {"reading": Timeliness.PENDING}, "not due yet"),
        ("on_time", {"reading": None}, "no clock"),
        ("reply", {}, "1/1"),
        ("reply", {"replied": NO}, "0/1"),
        ("reply", {"replied": UNKNOWN}, "not known whether replied to"),
        ("reply", {"accepted": NO}, "not accepted"),
        ("satisfaction", {}, "1/1"),
        ("satisfaction", {"answer": Answer.DISSATISFIED}, "0/1"),
        ("satisfaction", {"answer": Answer.UNREACHED}, "followed up without a valid answer"),
        ("satisfaction", {"answer": Answer.NONE}, "not followed up"),
        (
            "satisfaction",
            {"answer": Answer.DOUBTFUL},
            "at fault, answer to the follow-up not known",
        ),
        ("never_dissatisfied", {}, "1/1"),
        ("never_dissatisfied", {"ever": Answer.DISSATISFIED}, "0/1"),
        ("never_dissatisfied", {"ever": Answer.NONE}, "not followed up"),
        ("participation", {}, "1/1"),
        ("participation", {"answer": Answer.DISSATISFIED}, "1/1"),
        ("participation", {"answer": Answer.UNREACHED}, "0/1"),
        ("participation", {"answer": Answer.NONE}, "0/1"),
        (
            "participation",
            {"answer": Answer.DOUBTFUL},
            "at fault, answer to the follow-up not known",
        ),
        ("participation", {"closed": NO}, "not closed"),
        ("rehandling", {}, "0/1"),
        ("rehandling", {"rehandled": YES}, "1/1"),
        ("rehandling", {"rehandled": UNKNOWN}, "not known whether re-handled"),
        ("rehandling", {"answered": NO}, "never answered or closed"),
        ("rehandling", {"answered": UNKNOWN}, "not known whether ever answered or closed"),
    ],
)
def test_a_rate_counts_a_case_or_says_why_not(
    name: str, changes: dict[str, Any], expected: str
) -> None:
    assert told(name, **changes) == expected


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("received", {}, 1),
        ("accepted", {"accepted": UNKNOWN}, 0),
        ("closed", {}, 1),
        ("closed", {"closed": UNKNOWN}, 0),
        ("solved", {"solved": NO}, 0),
        ("replied", {}, 1),
        ("satisfied", {}, 1),
        ("dissatisfied", {}, 0),
        ("dissatisfied", {"answer": Answer.DISSATISFIED}, 1),
        ("written_off", {"written_off": YES}, 1),
        ("rehandled", {}, 0),
        ("open", {}, 0),
        ("open", {"stage": Stage.WORKING}, 1),
        ("overdue", {"stage": Stage.WORKING, "reading": Timeliness.LATE}, 1),
        ("overdue", {"reading": Timeliness.LATE}, 0),
        ("faulty", {"faulty": True}, 1),
        ("stage_closed", {}, 1),
        ("stage_written_off", {}, 0),
    ],
)
def test_what_is_counted(name: str, changes: dict[str, Any], expected: int) -> None:
    assert count_of(name, {Facts(**{**CLOSED, **changes}): 1}) == expected


def test_unknown_names_are_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="'solving': expected one of resolution, closure_of_acc"):
        indicator("solving")
    with pytest.raises(UsageError, match="'gone': expected one of received, accepted, open"):
        count_of("gone", {})


def test_every_indicator_and_count_has_words_in_both_languages() -> None:
    for each in INDICATORS:
        assert each.label.en
        assert each.rule.en
        assert "÷" in each.rule.zh
    assert all(label.en for label in COUNTS.values())


@given(st.lists(cases(timeless=True), max_size=4), st.sampled_from([None, *Timeliness]))
def test_every_case_is_below_the_line_or_left_out(
    drawn: list[Any], reading: Timeliness | None
) -> None:
    desk = Desk(date(2023, 6, 30), readings=lambda _: reading)
    facts = Counter(desk.facts(state_of(case)) for case in drawn)
    for each in INDICATORS:
        rate = rate_of(each, facts)
        assert rate.cases == len(drawn)
        assert (rate.value is None) == (rate.denominator == 0)
    assert sum(count_of(name, facts) for name in COUNTS if name.startswith("stage_")) == len(drawn)


def test_what_is_solved_or_satisfied_stays_so_in_the_counts_of_a_real_case() -> None:
    facts = {Desk(date(2023, 6, 30)).facts(state_of(a_case("received", "resolved"))): 3}
    assert [count_of(name, facts) for name in ("received", "solved", "satisfied")] == [3, 3, 0]
