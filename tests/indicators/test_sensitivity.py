"""First-order and total indices, against cases whose indices are known."""

from __future__ import annotations

import numpy as np
import pytest
from counties import FRONTIER, flat_index, nested_index, seen_of

from bizenv.indicators.aggregators import Arithmetic, Minimum
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.sensitivity import sensitivity
from bizenv.indicators.variations import (
    Aggregations,
    Alternatives,
    DropOne,
    MeasurementError,
    Normalisations,
    Weights,
)
from bizenv.kernel.errors import UsageError

INDEX = flat_index({"a": 1, "b": 1})
SEEN = seen_of([[90, 10], [60, 61], [10, 90], [50, 50]], INDEX.leaves)
SCALES = Normalisations([Frontier(), Frontier(high=50)])
HOW = Aggregations([Arithmetic(), Minimum()])


def test_a_known_model_has_its_known_indices() -> None:
    # u0 scores 50 or 10 on the first scale and half of that on the second:
    # f = s * h with s in {1, 1/2}, h in {50, 10}, each as likely.
    scales, methods = np.array([1, 0.5]), np.array([50.0, 10.0])
    table = np.outer(scales, methods)
    whole = table.var()
    found = sensitivity(SEEN, INDEX, FRONTIER, [SCALES, HOW], runs=4000, seed=1, of="score")
    by_kind = {each.kind: each for each in found.factors("u0")}
    for kind, axis in (("normalisation", 1), ("aggregation", 0)):
        first = table.mean(axis=axis).var() / whole
        total = 1 - table.mean(axis=1 - axis).var() / whole
        assert by_kind[kind].first == pytest.approx(first, abs=0.04)
        assert by_kind[kind].total == pytest.approx(total, abs=0.04)
        low, high = by_kind[kind].first_interval or (0, 0)
        assert low - 0.02 <= first <= high + 0.02


def test_a_choice_without_effect_has_no_share() -> None:
    # u3 has 50 on both indicators: weights and the way of aggregation change nothing.
    vary: list[Alternatives | Weights] = [SCALES, HOW, Weights(0.5)]
    found = sensitivity(SEEN, INDEX, FRONTIER, vary, runs=64, seed=1, of="score")
    by_kind = {each.kind: each for each in found.factors("u3")}
    assert by_kind["aggregation"].total == by_kind["weights"].total == 0.0
    assert by_kind["normalisation"].total == pytest.approx(1, abs=0.15)


def test_ranks_that_never_change_have_no_indices() -> None:
    seen = seen_of([[90, 90], [10, 10]], INDEX.leaves)
    found = sensitivity(seen, INDEX, FRONTIER, [HOW, Weights(0.5)], runs=8, seed=1)
    each = found.factors("u0")[0]
    assert (each.first, each.first_interval, each.total, each.total_interval) == (None,) * 4
    assert each.say("en") == "aggregation: first order -, total -"
    assert each.to_dict()["first_low"] is None


def test_rows_have_all_units_together_first() -> None:
    found = sensitivity(SEEN, INDEX, FRONTIER, [HOW, Weights(0.5)], runs=32, seed=1)
    rows = found.to_rows()
    assert [row["unit"] for row in rows[:4]] == [None, None, "u0", "u0"]
    assert len(rows) == 2 * 5
    assert found.first_interval.shape == (2, 2, 5)
    lines = found.explain("zh").split("\n")
    assert len(lines) == 2
    assert lines[0].startswith(("合成方法：一阶 ", "权重：一阶 "))


def test_a_seed_reproduces() -> None:
    vary = [DropOne(), MeasurementError(0.1), Weights(0.5)]
    index = nested_index({"h": {"a": 1, "b": 1}, "k": {"d": 1}})
    seen = seen_of([[9, 50, 20], [40, 30, 10], [44, 20, 20]], index.leaves)
    one, two = (sensitivity(seen, index, FRONTIER, vary, runs=16, seed=5) for _ in range(2))
    assert np.array_equal(one.first, two.first, equal_nan=True)
    assert np.array_equal(one.total_interval, two.total_interval, equal_nan=True)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"vary": [HOW]}, "one alone explains everything"),
        ({"of": "tier"}, "expected 'rank' or 'score'"),
        ({"confidence": 1}, "expected a share between 0 and 1, and two or more"),
        ({"resamples": 1}, "expected a share between 0 and 1, and two or more"),
        ({"runs": 0}, "expected a whole number from 1"),
    ],
)
def test_wrong_arguments_are_refused(changes: dict[str, object], message: str) -> None:
    arguments = {"vary": [HOW, SCALES], "runs": 8, "seed": 1} | changes
    with pytest.raises(UsageError, match=message):
        sensitivity(SEEN, INDEX, FRONTIER, **arguments)  # type: ignore[arg-type]
