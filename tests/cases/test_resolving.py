"""Whether a case keeps its time, as its clock for resolving reads it."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.cases.ledger import ledger
from bizenv.cases.resolving import resolve_clock
from bizenv.cases.states import state_of
from bizenv.testing.cases import a_case, a_promise, case_rules

RULES = case_rules(
    a_promise("reply", "1 working day"),
    a_promise("resolve", "3 working days", kinds="individual", reopening="new-cycle"),
)
# assigned on Friday 16 June 2023, to be resolved by the 21st


@pytest.mark.parametrize(
    ("kinds", "day", "state"),
    [
        (["received"], 30, "not-started"),
        (["received", "assigned"], 21, "green"),
        (["received", "assigned"], 25, "red"),
        (["received", "assigned", "resolved"], 25, "met"),
        (["received", "assigned", "resolved", "re-handled"], 30, "red"),  # since the 18th
    ],
)
def test_the_clock_for_resolving_is_read_of_the_last_cycle(
    kinds: list[str], day: int, state: str
) -> None:
    case = a_case(*kinds, kind="individual")
    found = resolve_clock(RULES)(state_of(case, date(2023, 6, day)))
    assert found is not None
    assert (found.stage.value, found.state.value) == ("resolve", state)


def test_a_case_of_which_nothing_is_promised_has_no_clock() -> None:
    case = a_case("received", "assigned", kind="systemic")
    assert resolve_clock(RULES)(state_of(case, date(2023, 6, 30))) is None


def test_the_on_time_rate_of_a_ledger_comes_from_it() -> None:
    """One in time, one late; not due yet and without a clock are left out."""
    cases = [
        a_case("received", "assigned", "resolved", id="1", kind="individual"),
        a_case("received", "assigned", id="2", kind="individual"),
        a_case("received", id="3", kind="individual"),
        a_case("received", "assigned", id="4", kind="systemic"),
    ]
    book = ledger(cases, date(2023, 6, 25), readings=resolve_clock(RULES))
    assert str(book.rate("on_time")) == "1/2 = 50.00 %"
    assert [(why.en, n) for why, n in book.rate("on_time").excluded] == [
        ("not due yet", 1),
        ("no clock", 1),
    ]
