"""Mean scores: of a class, of a city pair by population, and what they refuse."""

from __future__ import annotations

import pytest

from bizenv.indicators.averages import average
from bizenv.indicators.missing import Reweight
from bizenv.indicators.point_tables import AsScored
from bizenv.indicators.rules import score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import observed

INDEX = Index("x", [Indicator(code="s", weight=1), Indicator(code="people", auxiliary=True)])
SEEN = observed(
    Beijing={"s": 78.2, "people": 21.5},
    Shanghai={"s": 77.7, "people": 24.9},
    other={"s": None, "people": None},
)
BOARD = score(SEEN, INDEX, Scheme(normalise=AsScored(), missing=Reweight(0.5)))


def test_a_country_is_its_two_cities_by_population() -> None:
    cities = ["Beijing", "Shanghai"]
    expected = (78.2 * 21.5 + 77.7 * 24.9) / (21.5 + 24.9)
    assert average(BOARD, cities, weights="people") == pytest.approx(expected)
    assert average(BOARD, cities, "s", {"Beijing": 55, "Shanghai": 45}) == pytest.approx(77.975)
    assert average(BOARD, cities) == pytest.approx(77.95)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "average: 'other' has no score in -"),
        ({"units": ["Beijing"], "weights": {}}, "average: 'Beijing' has no weight in -"),
        ({"units": ["Beijing"], "weights": {"Beijing": -1}},
         "average: 'Beijing' has no weight in -"),
        ({"units": ["Beijing"], "weights": {"Beijing": 0}},
         "average: the weights add up to 0, expected more"),
    ],
)  # fmt: skip
def test_a_mean_that_means_nothing_is_refused(asked: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as told:
        average(BOARD, **asked)  # type: ignore[arg-type] # as given
    assert str(told.value) == message
