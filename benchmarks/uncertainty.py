"""Many futures of a board of 100 units and 535 indicators, and all its paths.

Beside the futures of weights and normalisations stand the ten lines of numpy
that an analyst writes for them. The ranks of both are compared before anything
is measured. Run with ``--json FILE`` to keep the figures.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
from timing import best_in_turn

from bizenv.indicators.aggregators import Arithmetic, Geometric
from bizenv.indicators.futures import Futures
from bizenv.indicators.normalisers import MinMax, ZScore
from bizenv.indicators.observations import Observations
from bizenv.indicators.path_tables import paths_to_ranks
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.uncertainty import uncertainty
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.variations import (
    Aggregations,
    DropOne,
    MeasurementError,
    Normalisations,
    Weights,
)

UNITS, LEAVES, RUNS = 100, 535, 1000
RNG = np.random.default_rng(0)
INDEX = Index("x", [Indicator(code=f"i{n}", weight=1 + n % 3) for n in range(LEAVES)])
VALUES = RNG.normal(50, 10, (1, UNITS, LEAVES))
SEEN = Observations([f"u{n}" for n in range(UNITS)], INDEX.leaves, ["2022"], VALUES)
SCHEME = Scheme(normalise=MinMax())
METHODS = Normalisations([MinMax(), ZScore(ddof=1), Percentile()])
FEW = [Weights(0.25), METHODS]
ALL = [*FEW, Aggregations([Arithmetic(), Geometric(1)]), DropOne(), MeasurementError(0.02)]


def by_numpy(draws: dict[str, npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    """The scores of the futures, written for this one case."""
    x = VALUES[0]
    places = x.argsort(0).argsort(0) + 1
    leaves = [
        100 * (x - x.min(0)) / (x.max(0) - x.min(0)),
        (x - x.mean(0)) / x.std(0, ddof=1),
        100 * places / UNITS,
    ]
    weights = (1 + np.arange(LEAVES) % 3) * draws["weights"][:, :LEAVES]
    weights /= weights.sum(axis=1, keepdims=True)
    scores = np.empty((len(weights), UNITS))
    for method, scored in enumerate(leaves):
        mine = draws["normalisation"] == method
        scores[mine] = weights[mine] @ scored.T
    return scores


def main() -> None:
    """Compare, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    futures = Futures.of(SEEN, INDEX, SCHEME, FEW)
    draws = dict(futures.draw(RUNS, 1))
    assert np.abs(futures.totals(draws) - by_numpy(draws)).max() < 1e-4

    def drawn_and_ranked() -> object:
        rng = np.random.default_rng(1)
        again = {
            "weights": 1 + 0.25 * (2 * rng.random((RUNS, LEAVES + 1)) - 1),
            "normalisation": rng.integers(3, size=RUNS).astype(float),
        }
        return (-np.round(by_numpy(again), 4)).argsort(axis=1).argsort(axis=1)

    board = score(SEEN, INDEX, SCHEME)
    worst = board.units[int(board.order[66])]
    names = {
        f"{RUNS} futures, weights and normalisations": lambda: (
            uncertainty(SEEN, INDEX, SCHEME, FEW, runs=RUNS, seed=1).ranks
        ),
        "the same in ten lines of numpy": drawn_and_ranked,
        f"{RUNS} futures, everything varies": lambda: (
            uncertainty(SEEN, INDEX, SCHEME, ALL, runs=RUNS, seed=1).ranks
        ),
        "all 4,950 paths": lambda: paths_to_ranks(board),
        "one path, re-scored": lambda: path_to_rank(board, worst, 30),
    }
    times = dict(zip(names, best_in_turn(3, *names.values()), strict=True))
    for name, seconds in times.items():
        print(f"{name:45} {seconds:8.3f} s")
    first, second = list(times.values())[:2]
    print(f"futures against numpy: {first / second:.1f} times")
    if arguments.json:
        arguments.json.write_text(json.dumps(times, indent=1), "utf-8")


if __name__ == "__main__":
    main()
