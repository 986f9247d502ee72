"""What an analyst does with a year of boards: rank, why, who moved, where one lags.

The counties are made up, see ``make_counties.py``::

    python examples/indicators/story.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import make_counties

from bizenv.indicators.laggards import laggards
from bizenv.indicators.movement import movement
from bizenv.indicators.rules import score_all
from bizenv.rulebooks.scoring import load_scheme

HERO = make_counties.HERO
SCHEME = Path(__file__).with_name("scheme.yaml")


def main() -> None:
    """Print the story of one county."""
    index, seen = make_counties.index(), make_counties.observations()
    panel = score_all(seen, index, load_scheme(SCHEME))
    first, last = panel["2021-01"], panel["2022-12"]
    place = seen.units.index(HERO)
    for board in (first, last):
        facts = (board.ranks[place], board.class_ranks[place], board.tiers[place])
        rank, in_class, tier = (int(fact) for fact in facts)
        score = board.totals[place]
        print(f"{board.period}: {score:.2f}, rank {rank}, in class {in_class}, tier {tier}")
    print(f"beats {last.beats(HERO):.0%} of the counties")
    print(movement(last, first)[HERO].say("en"))
    print("weakest first-level indicators, by points lost:")
    lines = [line for line in last.explain(HERO).lines if line.depth == 1]
    lost = {
        line.text.say("en"): (line.effective or 0) * (100 - (line.score or 0)) for line in lines
    }
    for name in sorted(lost, key=lost.__getitem__, reverse=True)[:3]:
        print(f"  {name}: {lost[name]:.2f}")
    behind = laggards(panel, bottom=3, periods=3, unit=HERO)
    print(f"{len(behind)} indicators among the last three of its class for three months")
    for each in behind[:2]:
        print(f"  {each.say('en')}")


if __name__ == "__main__":
    main()
