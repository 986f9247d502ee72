"""How far an indicator can be moved."""

import numpy as np
import pytest
from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.limits import BestGain, ClassQuantile, UpTo
from bizenv.indicators.missing import Reweight
from bizenv.indicators.observations import Observations
from bizenv.indicators.rules import score
from bizenv.kernel.errors import UsageError

INDEX = flat_index({"a": 1, "c": 1})


def test_a_quantile_of_the_class_in_the_direction_of_the_indicator() -> None:
    values = [[0, 0], [10, 10], [20, 20], [30, 30], [40, 40], [99, 99]]
    board = board_of(values, INDEX, classes=["p"] * 5 + ["q"])
    assert ClassQuantile(0.75).values(board, 0).tolist() == [30, 10]
    alone = board_of(values, INDEX)
    assert ClassQuantile(1).values(alone, 0).tolist() == [99, 0]


def test_what_nobody_has_is_no_limit() -> None:
    board = board_of([[1, np.nan], [2, np.nan]], INDEX, FRONTIER.replace(missing=Reweight(0)))
    assert np.isnan(ClassQuantile().values(board, 0)[1])


def test_the_best_gain_of_the_class_on_top() -> None:
    values = np.array([[[10, 50], [10, 60], [0, 90]], [[12, 50], [15, 40], [90, 0]]], dtype=float)
    classes = {"u0": "p", "u1": "p", "u2": "q"}
    seen = Observations(["u0", "u1", "u2"], ["a", "c"], ["2022-01", "2022-02"], values, classes)
    board = score(seen, INDEX, FRONTIER)
    assert BestGain(1).values(board, 0).tolist() == [17, 30]
    with pytest.raises(UsageError, match=r"BestGain\(2\): there are 2 periods up to 2022-02"):
        BestGain(2).values(board, 0)


def test_given_limits() -> None:
    board = board_of([[1, 2], [3, 4]], INDEX)
    found = UpTo({"c": 1.5}).values(board, 0)
    assert np.isnan(found[0])
    assert found[1] == 1.5
    with pytest.raises(UsageError, match="UpTo: no indicator 'z'"):
        UpTo({"z": 1}).values(board, 0)
