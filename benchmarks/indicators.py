"""How fast scores are made, beside ten lines of numpy and two libraries.

Needs nothing but bizenv. scikit-criteria and pymcdm stand beside it where they
are installed (``pip install scikit-criteria pymcdm``)::

    python benchmarks/indicators.py
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from timing import best_in_turn

from bizenv.indicators.engine import aggregate, fit, normalise, plan
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import Ranking, Tiers, ranks
from bizenv.indicators.rules import score, score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Positions
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Entropy, Equal

SHIFT = 0.1
Array = np.ndarray[Any, np.dtype[np.float64]]


def made_up(periods: int, units: int, missing: float = 0.0) -> tuple[Index, Observations]:
    """A made-up index of 18 headings over 535 indicators, every third a cost."""
    heads = [Indicator(code=f"h{n}", weight=1) for n in range(18)]
    leaves = [
        Indicator(
            code=f"i{n}",
            parent=f"h{n * 18 // 535}",
            direction="lower" if n % 3 == 2 else "higher",
            weight=1,
        )
        for n in range(535)
    ]
    index = Index("made-up", [*heads, *leaves])
    chance = np.random.default_rng(7)
    values = chance.random((periods, units, 535))
    values[chance.random(values.shape) < missing] = np.nan
    names = [f"u{n}" for n in range(units)]
    months = [f"{2020 + n // 12}-{n % 12 + 1:02}" for n in range(periods)]
    classes = {name: "abc"[n % 3] for n, name in enumerate(names)}
    return index, Observations(names, index.leaves, months, values, classes)


def ten_lines(x: Array, costs: Array) -> Array:
    """Min-max, entropy weights, weighted sum and rank, as one writes them by hand."""
    low, high = x.min(axis=0), x.max(axis=0)
    y = (x - low) / (high - low)
    y = 100 * np.where(costs, 1 - y, y)
    p = (y + SHIFT) / (y + SHIFT).sum(axis=0)
    entropy = -(p * np.log(p)).sum(axis=0) / np.log(len(p))
    weights = (1 - entropy) / (1 - entropy).sum()
    total = y @ weights
    order = np.argsort(-total)
    found = np.empty(len(total))
    found[order] = np.arange(1, len(total) + 1)
    return found


def panel_by_hand(x: Array, heads: Array, classes: Positions) -> Array:
    """Months, headings, ranks within classes, with gaps, as one writes them by hand."""
    low, high = np.nanmin(x[0], axis=0), np.nanmax(x[0], axis=0)
    y = np.clip((x - low) / (high - low), 0, 1)
    there = ~np.isnan(y)
    groups = (np.where(there, y, 0) @ heads) / (there @ heads)
    total = groups.mean(axis=-1)
    found = np.empty(total.shape)
    for each in np.unique(classes):
        mine = classes == each
        found[:, mine] = (-total[:, mine]).argsort(axis=-1).argsort(axis=-1) + 1
    return found


def with_scikit_criteria(x: Array, costs: Array) -> Callable[[], object] | None:
    """The same pipeline in scikit-criteria, costs inverted by hand; None without it."""
    if find_spec("skcriteria") is None:
        return None
    import skcriteria as skc
    from skcriteria.agg import simple
    from skcriteria.preprocessing import scalers, weighters

    turned = np.where(costs, 1 - x, x)
    matrix = skc.mkdm(turned, [max] * x.shape[1])

    def run() -> object:
        scaled = scalers.MinMaxScaler(target="matrix").transform(matrix)
        weighed = weighters.EntropyWeighter().transform(scaled)
        return simple.WeightedSumModel().evaluate(weighed)

    return run


def with_pymcdm(x: Array, costs: Array) -> Callable[[], object] | None:
    """The same in pymcdm, whose entropy refuses zeros, so a shift is added; None without it."""
    if find_spec("pymcdm") is None:
        return None
    from pymcdm.helpers import rrankdata
    from pymcdm.normalizations import minmax_normalization
    from pymcdm.weights import entropy_weights

    types = np.where(costs, -1, 1)

    def run() -> object:
        y = np.stack(
            [
                minmax_normalization(column, cost=kind < 0)
                for column, kind in zip(x.T, types, strict=True)
            ],
            axis=1,
        )
        return rrankdata(y @ entropy_weights(y + SHIFT))

    return run


def bulk(rounds: int) -> list[dict[str, Any]]:
    """2,800 units by 535 indicators: min-max, entropy, weighted sum, rank."""
    index, seen = made_up(1, 2800)
    leaves = [index[code] for code in index.leaves]
    flat = Index("flat", [Indicator(code=i.code, direction=i.direction) for i in leaves])
    scheme = Scheme(
        normalise=MinMax(),
        weigh=Entropy("scores", shift=SHIFT),
        ranking=Ranking(decimals=None),  # as the ten lines do
    )
    x, costs = seen.values[0], np.arange(535) % 3 == 2
    ours = score(seen, flat, scheme).ranks
    assert np.array_equal(ours, ten_lines(x, costs)), "the ranks differ"
    rivals = {
        "ten lines of numpy": lambda: ten_lines(x, costs),
        "scikit-criteria": with_scikit_criteria(x, costs),
        "pymcdm": with_pymcdm(x, costs),
    }
    there = {name: run for name, run in rivals.items() if run is not None}
    best = best_in_turn(rounds, lambda: score(seen, flat, scheme).ranks, *there.values())
    return _rows("2,800 x 535: min-max, entropy, sum, rank", best, list(there))


def panel(rounds: int) -> list[dict[str, Any]]:
    """28 months by 100 counties by 535 indicators, one value in twenty missing."""
    index, seen = made_up(28, 100, missing=0.05)
    scheme = Scheme(
        normalise=MinMax(), missing=Reweight(0.5), tiers=Tiers.by_share([0.25, 0.5, 0.75])
    )
    heads = np.zeros((535, 18))
    heads[np.arange(535), np.arange(535) * 18 // 535] = 1

    def ours() -> object:
        made = score_all(seen, index, scheme)
        return made.class_ranks, made.tiers

    best = best_in_turn(rounds, ours, lambda: panel_by_hand(seen.values, heads, seen.class_of))
    return _rows("28 x 100 x 535: headings, class ranks, tiers", best, ["numpy by hand"])


def replications(rounds: int) -> list[dict[str, Any]]:
    """1,000 draws of weights over 100 counties, the tree climbed in each."""
    index, seen = made_up(1, 100)
    made = plan(index, Scheme(normalise=MinMax(), weigh=Equal("level")))
    x = seen.values[0]
    fitted = fit(made, x)
    leaves = normalise(made, fitted, x)
    chance = np.random.default_rng(7)
    draws = made.tree.within_parents(
        fitted.shares * chance.uniform(0.75, 1.25, (1000, len(fitted.shares)))
    )

    def ours() -> object:
        parts = [aggregate(made, leaves, draws[n : n + 50])[..., -1] for n in range(0, 1000, 50)]
        return ranks(np.concatenate(parts))

    def by_hand() -> object:
        total = leaves @ made.tree.effective(draws)[:, :535].T
        return (-total).argsort(axis=0).argsort(axis=0)

    best = best_in_turn(rounds, ours, by_hand)
    return _rows("1,000 draws of weights, 100 x 535", best, ["one matrix product"])


def _rows(what: str, best: list[float], rivals: list[str]) -> list[dict[str, Any]]:
    ours, *others = best
    found = [{"what": what, "who": "bizenv", "seconds": ours, "ratio": 1.0}]
    found += [
        {"what": what, "who": who, "seconds": seconds, "ratio": ours / seconds}
        for who, seconds in zip(rivals, others, strict=True)
    ]
    return found


def main() -> None:
    """Print a table; ``ratio`` is bizenv's time by the other's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    rows = [row for run in (bulk, panel, replications) for row in run(asked.rounds)]
    for name in ("skcriteria", "pymcdm"):
        if find_spec(name) is None:
            print(f"{name} is not installed and left out")
    for row in rows:
        print(f"{row['what']:48} {row['who']:20} {row['seconds']:8.3f} s {row['ratio']:7.2f}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
