"""Observations are one array with names; what does not fit is refused."""

from __future__ import annotations

import numpy as np
import pytest

from bizenv.indicators.observations import Observations
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.errors import RecordError, UsageError


def made(**changes: object) -> Observations:
    given: dict[str, object] = {
        "units": ["甲", "乙"],
        "indicators": ["a", "n"],
        "periods": ["2022-01", "2022-02"],
        "values": np.arange(8.0).reshape(2, 2, 2),
        "classes": {"甲": "一类县", "乙": None},
    }
    return Observations(**{**given, **changes})  # type: ignore[arg-type] # as given


def test_units_have_classes_or_none() -> None:
    seen = made()
    assert seen.class_names == ("一类县",)
    assert seen.class_of.tolist() == [0, -1]
    assert seen.with_classes({"乙": "b", "甲": "a"}).class_of.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"values": np.zeros((1, 2, 2))}, "values of shape (1, 2, 2): expected (2, 2, 2)"),
        ({"values": np.full((2, 2, 2), np.inf)},
         "values: expected finite numbers, or NaN where one is missing"),
        ({"units": ["甲", "甲"]}, "units: expected each once"),
        ({"periods": ["2022-02", "2022-01"]},
         "periods=('2022-02', '2022-01'): expected them in order"),
        ({"periods": ["2022", "2022-02"]}, "the periods from 2022 to 2022-02 are of different "
         "kinds: expected all years, all quarters, all months or all days"),
        ({"units": [], "values": np.zeros((2, 0, 2))},
         "values of shape (2, 0, 2): expected a period, a unit and an indicator"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as told:
        made(**changes)
    assert str(told.value) == message


def test_names_are_found_or_refused() -> None:
    seen = made()
    assert (seen.unit_position("乙"), seen.period_position("2022年2月")) == (1, 1)
    with pytest.raises(UsageError, match="there is no unit '丙'"):
        seen.unit_position("丙")
    with pytest.raises(UsageError) as told:
        seen.period_position("2023-01")
    assert told.value.say("zh") == "2023-01：没有这一期的数据，只有 2022-01 至 2022-02"


def test_values_are_taken_in_the_order_of_the_index_and_divided() -> None:
    index = Index(
        "x",
        [
            Indicator(code="b"),
            Indicator(code="a", per="n", since="2022-02"),
            Indicator(code="n", auxiliary=True),
        ],
    )
    raw = made().raw(index)
    np.testing.assert_allclose(raw[..., 0], np.nan)
    np.testing.assert_allclose(raw[..., 1], [[np.nan, np.nan], [4 / 5, 6 / 7]])
    assert made().values[0, 0, 0] == 0  # what was observed is left as it was
    with pytest.raises(UsageError, match="observations: no indicator 'n'"):
        made().raw(Index("x", [Indicator(code="a")]))
    with pytest.raises(UsageError, match="observations: no indicator 'a'"):
        made().raw(Index("x", [Indicator(code="a"), Indicator(code="n", parent="a")]))


def test_values_are_not_copied_where_nothing_changes_them() -> None:
    index = Index("x", [Indicator(code="a"), Indicator(code="n")])
    assert made().raw(index) is made().values or np.array_equal(made().raw(index), made().values)


def test_a_divisor_that_is_not_above_zero_makes_no_value() -> None:
    index = Index("x", [Indicator(code="a", per="n"), Indicator(code="n", auxiliary=True)])
    values = np.array([[[1.0, 0.0], [1.0, np.nan]]])
    seen = Observations(["甲", "乙"], ["a", "n"], ["2022"], values)
    assert np.isnan(seen.raw(index)).all()


def test_rows_are_long_or_wide_and_may_name_classes() -> None:
    long = [
        {"unit": "甲", "indicator": "a", "period": "2022", "value": 1, "class": "x"},
        {"unit": "乙", "indicator": "a", "period": 2022, "value": None},
    ]
    seen = Observations.from_rows(long, classes={"乙": "y"})
    assert dict(seen.classes) == {"甲": "x", "乙": "y"}
    np.testing.assert_array_equal(seen.values, [[[1], [np.nan]]])
    wide = Observations.from_wide([{"unit": "甲", "a": 1, "b": "2"}], period="2022-12")
    assert (wide.indicators, wide.periods) == (("a", "b"), ("2022-12",))
    assert Observations.from_rows([{"unit": "甲", "a": 1}]).periods == ("-",)


def test_rows_that_say_two_values_are_refused() -> None:
    rows = [{"unit": "甲", "indicator": "a", "value": value} for value in (1, 1)]
    with pytest.raises(RecordError) as told:
        Observations.from_rows(rows)
    assert str(told.value) == (
        "row 2: got a of 甲 again, expected one value for each unit, indicator and period "
        "[value-twice]"
    )
