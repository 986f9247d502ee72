"""From rank 37 to rank 30: what it takes, what is feasible, and how sure the rank is.

The counties are made up, see ``make_counties.py``::

    python examples/indicators/rise.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import make_counties

from bizenv.indicators.limits import ClassQuantile
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.rivals import Sampled
from bizenv.indicators.rules import score
from bizenv.indicators.uncertainty import uncertainty
from bizenv.indicators.variations import DropOne, Weights
from bizenv.rulebooks.scoring import load_scheme

HERO = make_counties.HERO
SCHEME = Path(__file__).with_name("scheme.yaml")


def main() -> None:
    """Print what the county would have to do."""
    index, seen = make_counties.index(), make_counties.observations()
    scheme = load_scheme(SCHEME)
    board = score(seen, index, scheme)
    for goal in ("smallest", "fewest"):
        path = path_to_rank(board, HERO, 30, goal=goal)
        print(f"{goal}: {len(path.steps)} indicators, {path.cost:.0f} points of them, ", end="")
        print(f"rank {path.rank:.0f} -> {path.achieved:.0f}")
    print(f"  first: {path.steps[0].say('en')}")
    likely = path_to_rank(board, HERO, 30, rivals=Sampled(share=0.8, seed=1))
    print(f"in {likely.share:.0%} of the futures of the others: {likely.cost:.0f} points")
    feasible = path_to_rank(board, HERO, 30, limits=[ClassQuantile(0.75)])
    print(f"as good as the best quarter of its class everywhere: rank {feasible.achieved:.0f}")
    sure = uncertainty(seen, index, scheme, [Weights(0.25), DropOne()], runs=1000, seed=1)
    print(sure.of(HERO).say("en"))


if __name__ == "__main__":
    main()
