"""Rates keep their numbers, and are rounded as people round."""

from __future__ import annotations

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.rates import Rate, rounded, shares
from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.text import Text

RULE = Text("已解决 ÷ 已办结", "solved out of closed")
OPEN = Text("未办结", "not closed")


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    below = draw(st.integers(0, 500))
    reasons = st.lists(st.tuples(st.sampled_from([RULE, OPEN]), st.integers(0, 9)), max_size=3)
    return Rate(draw(st.integers(0, below)), below, RULE, tuple(draw(reasons)))


# --- printed figures --------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "below", "percent"),
    [
        (3112, 3456, "90.05"),  # Fengcheng: solved of closed
        (816, 817, "99.88"),  # Wuhan: replied of accepted
        (814, 817, "99.63"),  # Wuhan: satisfied
        (4077, 4209, "96.86"),  # Ankang: closed of accepted
        (184, 272, "67.65"),  # Qingyuan: resolved of received
        (72, 246, "29.27"),  # Qingyuan: licences
    ],
)
def test_a_published_rate_comes_out_as_it_was_printed(above: int, below: int, percent: str) -> None:
    assert str(Rate(above, below, RULE)) == f"{above}/{below} = {percent} %"


def test_the_shares_of_fengcheng_come_out_as_they_were_printed() -> None:
    kinds = {"complaint": 2954, "report": 480, "help": 139, "suggest": 66, "consult": 17}
    found = [str(rate.percent()) for rate in shares(kinds, RULE).values()]
    assert ["80.80", "13.13", "3.80", "1.81", "0.46"] == found


def test_shares_of_a_stated_total_need_not_add_up_to_all() -> None:
    """Lianyungang prints 83,218 requests, and channels of 83,194."""
    channels = dict(zip("abcdefgh", (50154, 26213, 3759, 2116, 402, 401, 104, 45), strict=True))
    found = [str(rate.percent()) for rate in shares(channels, RULE, 83218).values()]
    assert ["60.27", "31.50", "4.52", "2.54", "0.48", "0.48", "0.12", "0.05"] == found


def test_the_change_of_fengcheng_comes_out_as_it_was_printed() -> None:
    assert rounded(Fraction(3656 - 3697, 3697) * 100) == Decimal("-1.11")


# --- rounding ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(49, 100), 0, "0"),
        (Fraction(-49, 100), 0, "0"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(7), 1, "7.0"),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, decimals: int, shown: str) -> None:
    assert f"{rounded(value, decimals):f}" == shown


@pytest.mark.parametrize("decimals", [-1, 1.0, True, "2"])
def test_decimals_are_a_whole_number(decimals: object) -> None:
    with pytest.raises(UsageError) as caught:
        rounded(Fraction(1), decimals)  # type: ignore[arg-type]
    assert str(caught.value) == f"decimals={decimals!r}: expected 0, 1, 2 or more"


@given(st.fractions(), st.integers(0, 6))
def test_rounding_moves_a_value_by_half_a_place_at_most(value: Fraction, decimals: int) -> None:
    apart = abs(Fraction(rounded(value, decimals)) - value)
    assert apart <= Fraction(1, 2 * 10**decimals)


# --- rates ------------------------------------------------------------------------


def test_over_nothing_a_rate_is_not_applicable() -> None:
    rate = Rate(0, 0, RULE, [(OPEN, 4)])
    assert (rate.value, rate.percent(), rate.applicable, rate.cases) == (None, None, False, 4)
    assert rate.say("zh") == "0/0：不适用"
    assert rate.say("en") == "0/0: not applicable"
    assert rate.to_dict()["percent"] is None


def test_none_of_some_is_zero_and_that_is_something_else() -> None:
    rate = Rate(0, 3, RULE)
    assert (rate.value, rate.applicable, str(rate)) == (0, True, "0/3 = 0.00 %")


def test_a_rate_explains_itself() -> None:
    rate = Rate(1, 2, RULE, [(OPEN, 3)])
    assert rate.explain("zh") == "1/2 = 50.00 %（已解决 ÷ 已办结）\n  未计入 3 件：未办结"
    assert rate.explain("en") == "1/2 = 50.00 % (solved out of closed)\n  left out 3: not closed"
    assert rate.say("en", 0) == "1/2 = 50 %"


def test_a_rate_as_plain_values() -> None:
    assert Rate(2, 3, RULE, [(OPEN, 1)]).to_dict() == {
        "numerator": 2,
        "denominator": 3,
        "percent": "66.67",
        "rule": {"zh": "已解决 ÷ 已办结", "en": "solved out of closed"},
        "excluded": [{"reason": {"zh": "未办结", "en": "not closed"}, "count": 1}],
    }


def test_a_rate_is_neither_true_nor_false() -> None:
    with pytest.raises(NoTruthError, match="has no true or false: write"):
        bool(Rate(0, 1, RULE))


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ((2, 1, RULE), "numerator=2: expected 1 (the denominator) or less"),
        ((-1, 1, RULE), "numerator=-1: expected a whole number, 0 or more"),
        ((1, 1.5, RULE), "denominator=1.5: expected a whole number, 0 or more"),
        ((True, 1, RULE), "numerator=True: expected a whole number, 0 or more"),
        ((0, 1, "rule"), "rule='rule': expected a Text"),
        (
            (0, 1, RULE, [(OPEN, -1)]),
            "excluded=(Text(zh='未办结', en='not closed'), -1): expected a reason and a count",
        ),
    ],
)
def test_a_rate_refuses_to_exist_when_wrong(facts: tuple[object, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Rate(*facts)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_a_reason_stands_once_and_never_with_nobody() -> None:
    rate = Rate(0, 0, RULE, [(OPEN, 1), (RULE, 0), (OPEN, 2)])
    assert rate.excluded == ((OPEN, 3),)


# --- parts ------------------------------------------------------------------------


def test_parts_are_added_by_their_numbers() -> None:
    assert str(Rate(1, 2, RULE) + Rate(9, 10, RULE)) == "10/12 = 83.33 %"


def test_rates_of_two_rules_are_not_added() -> None:
    with pytest.raises(UsageError, match="'solved out of closed' and 'not closed': expected two"):
        Rate(1, 2, RULE) + Rate(1, 2, OPEN)
    with pytest.raises(TypeError):
        Rate(1, 2, RULE) + 1  # type: ignore[operator]


@given(rates(), rates(), rates())
def test_adding_does_not_hang_on_the_order(a: Rate, b: Rate, c: Rate) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert (a + b).cases == a.cases + b.cases


@given(rates())
def test_a_rate_lies_from_nothing_to_all_and_is_none_only_over_nothing(rate: Rate) -> None:
    assert (rate.value is None) == (rate.denominator == 0)
    assert rate.value is None or 0 <= rate.value <= 1
    assert pickle.loads(pickle.dumps(rate)) == rate  # noqa: S301 - our own
