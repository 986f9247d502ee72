"""San Francisco's inspections of 2014 repaired: figures found by four other solvers.

Routine inspections go to working days from the 23rd on, others to working days,
by the Chinese calendar. The figures are those of OR-tools, HiGHS, scipy and
networkx on the same rows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from bizenv import Rulebook, repair
from bizenv.kernel.legal import Validity
from bizenv.testing import a_citation, a_quiet_period, a_rulebook, a_source

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "sf_inspections.csv.gz"
pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason=f"the data are not part of the project; looked for {DATA}"
)

ROWS, ROUTINE, ROUTINE_DAYS = 11_192, 6_664, 74


@pytest.fixture(scope="module")
def plan() -> pd.DataFrame:
    frame = pd.read_csv(DATA)
    frame = frame[frame["date"].str.startswith("2014")].reset_index(drop=True)
    routine = frame["type"].str.startswith("Routine")
    frame["kind"] = routine.map({True: "routine", False: "special"})
    assert (len(frame), routine.sum()) == (ROWS, ROUTINE)
    return frame[["business_id", "date", "kind"]]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    since = date(2010, 1, 1)
    return a_rulebook(
        a_quiet_period(
            kinds=["routine"],
            exemptions=(),
            validity=Validity(since, since),
            citation=a_citation(source=a_source(issued=since)),
        )
    )


@pytest.mark.parametrize(
    ("load", "capacity", "distance", "moves"),
    [(None, None, 34_490, 5_289), (1.25, 113, 73_412, 6_084), (2.0, 181, 37_637, 5_352)],
)
def test_the_nearest_schedule_is_as_near_as_four_solvers_found(
    plan: pd.DataFrame,
    book: Rulebook,
    load: float | None,
    capacity: int | None,
    distance: int,
    moves: int,
) -> None:
    """The capacity is the load: routine visits by open routine days, rounded up."""
    if load is not None:
        assert capacity == -int(-load * ROUTINE / ROUTINE_DAYS // 1)
    done = repair(plan, book, capacity=capacity)
    assert (done.cost, done.bound, len(done.moves)) == (distance, distance, moves)
    assert done.plan.lawful
