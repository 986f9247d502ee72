"""What may vary is stated, and drawn from a seed."""

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.aggregators import Arithmetic, Geometric
from bizenv.indicators.missing import Fill, Reweight
from bizenv.indicators.normalisers import Frontier, MinMax
from bizenv.indicators.variations import (
    Aggregations,
    DropOne,
    MeasurementError,
    MissingPolicies,
    Normalisations,
    Weighings,
    Weights,
)
from bizenv.indicators.weighers import Equal, Given
from bizenv.kernel.errors import UsageError

BOARD = board_of([[10, 20], [30, 40]], flat_index({"a": 1, "b": 3}))
RNG = np.random.default_rng


def test_factors_of_weights_lie_within_the_spread() -> None:
    factors = Weights(0.25).draw(RNG(1), 500, BOARD.plan)
    assert factors.shape == (500, 3)
    assert 0.75 <= factors.min() < 0.76
    assert 1.24 < factors.max() <= 1.25


@pytest.mark.parametrize("spread", [0, -0.1, 1.5])
def test_a_spread_is_a_share_above_zero(spread: float) -> None:
    with pytest.raises(UsageError) as caught:
        Weights(spread)
    assert str(caught.value) == f"spread={float(spread)!r}: expected a share above 0, at most 1"


@pytest.mark.parametrize(
    ("alternatives", "setting"),
    [
        (Normalisations([Frontier(), MinMax()]), "normalise"),
        (Aggregations([Arithmetic(), Geometric(1)]), "aggregate"),
        (Weighings([Given(), Equal("flat")]), "weigh"),
        (MissingPolicies([Fill(0), Reweight(0.5)]), "missing"),
    ],
)
def test_every_option_is_drawn_and_changes_its_setting(alternatives: object, setting: str) -> None:
    drawn = alternatives.draw(RNG(1), 50, BOARD.plan)  # type: ignore[attr-defined]
    assert set(drawn) == {0.0, 1.0}
    for number, option in enumerate(alternatives.options):  # type: ignore[attr-defined]
        changed = alternatives.chosen(FRONTIER, number)  # type: ignore[attr-defined]
        assert getattr(changed, setting) == getattr(FRONTIER.replace(**{setting: option}), setting)


def test_written_goalposts_hold_for_their_own_method_only() -> None:
    scheme = FRONTIER.replace(normalise=MinMax(), goalposts={"a": (0, 9), "b": (0, 9)})
    options = Normalisations([MinMax(), MinMax(high=10)])
    assert options.chosen(scheme, 0).goalposts == scheme.goalposts
    assert options.chosen(scheme, 1).goalposts == {}


def test_one_option_is_refused() -> None:
    with pytest.raises(UsageError, match="expected two or more, else nothing varies"):
        Normalisations([MinMax()])


def test_each_indicator_may_be_left_out() -> None:
    assert set(DropOne().draw(RNG(1), 50, BOARD.plan)) == {0.0, 1.0}
    assert set(DropOne(["b", "a"]).columns(BOARD.plan)) == {0.0, 1.0}


@pytest.mark.parametrize("nodes", [["a", "x"], ["a", "nobody"]])
def test_an_unknown_node_cannot_be_left_out(nodes: list[str]) -> None:
    with pytest.raises(UsageError, match=f"DropOne: no indicator '{nodes[1]}'"):
        DropOne(nodes).columns(BOARD.plan)


def test_one_node_alone_cannot_be_left_out() -> None:
    with pytest.raises(UsageError, match="DropOne: expected two or more nodes"):
        DropOne(["a"]).columns(BOARD.plan)


def test_errors_are_a_share_of_the_value_or_of_the_spread() -> None:
    raw = np.array([[10.0, 20.0], [30.0, np.nan]])
    by_value = MeasurementError(0.1).deviations(raw, BOARD.plan)
    assert by_value[0].tolist() == [1.0, 2.0]
    by_spread = MeasurementError({"a": 0.1}, of="spread").deviations(raw, BOARD.plan)
    assert by_spread.tolist() == [[1.0, 0.0], [1.0, 0.0]]  # 10 is the deviation of 10 and 30


@pytest.mark.parametrize("share", [0, -1, {}, {"a": 0}])
def test_an_error_needs_a_share(share: object) -> None:
    with pytest.raises(UsageError, match="expected shares above 0"):
        MeasurementError(share)  # type: ignore[arg-type]


def test_an_error_of_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(UsageError, match="MeasurementError: no indicator 'z'"):
        MeasurementError({"z": 0.1}).draw(RNG(1), 1, BOARD.plan)
    assert len(MeasurementError({"a": 0.1}).draw(RNG(1), 4, BOARD.plan)) == 4
