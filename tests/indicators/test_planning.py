"""Which plan fits which scheme."""

import pytest
from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.aggregators import Aggregator, Arithmetic, Geometric, Harmonic, Sum
from bizenv.indicators.paths import path_to_rank

INDEX = flat_index({"a": 1, "c": 1})
VALUES = [[40, 60], [50, 30], [80, 50]]


@pytest.mark.parametrize(
    ("how", "goal", "whole", "method", "exact"),
    [
        (Arithmetic(), "smallest", {}, "greedy", True),
        (Arithmetic(), "smallest", {"a": 5}, "whole-steps", True),
        (Arithmetic(), "fewest", {}, "fewest", True),
        (Arithmetic(), "fewest", {"a": 5}, "fewest", True),
        (Arithmetic(), "even", {}, "even", True),
        (Sum(), "smallest", {}, "greedy", True),
        (Geometric(), "smallest", {}, "water-filling", True),
        (Geometric(), "fewest", {}, "fewest", True),
        (Geometric(), "even", {}, "even", True),
        (Geometric(), "smallest", {"a": 5}, "search", False),
        (Geometric(70), "smallest", {}, "search", False),
        (Harmonic(), "smallest", {}, "search", False),
        (Harmonic(), "even", {}, "even-search", False),
    ],
)
def test_the_way_is_chosen_by_the_scheme(
    how: Aggregator, goal: str, whole: dict[str, float], method: str, exact: bool
) -> None:
    board = board_of(VALUES, INDEX, FRONTIER.replace(aggregate=how))
    path = path_to_rank(board, "u0", 1, goal=goal, whole=whole)
    assert (path.method, path.exact, path.achieved) == (method, exact, 1)
