"""A small board that several tests look at: two months, four units, two headings."""

from __future__ import annotations

from bizenv.indicators.boards import Panel
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Frontier
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import Ranking, Tiers
from bizenv.indicators.rules import score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.text import Text

INDEX = Index(
    "demo",
    [
        Indicator(code="gov", name=Text("政务", "government"), weight=7),
        Indicator(code="rate", parent="gov", weight=1, best=100, worst=0),
        Indicator(
            code="days", parent="gov", weight=1, direction="lower", best=0, worst=10, unit="d"
        ),
        Indicator(code="eco", weight=3, best=100, worst=0),
    ],
)
SCHEME = Scheme(
    normalise=Frontier(),
    missing=Reweight(0.5),
    ranking=Ranking(decimals=1),
    tiers=Tiers.by_share([0.5]),
)
VALUES = {
    "2022-01": {"<甲>": (60, 4, 50), "乙": (80, 2, 100), "丙": (60, 4, 50), "丁": (None,) * 3},
    "2022-02": {"<甲>": (90, 1, 90), "乙": (80, 2, 100), "丙": (60, None, 50), "丁": (10, 9, 0)},
}  # fmt: skip
CLASSES = {"<甲>": "一类", "乙": "二类", "丙": "一类", "丁": None}


def panel(scheme: Scheme = SCHEME) -> Panel:
    rows = [
        {"unit": unit, "period": period, **dict(zip(("rate", "days", "eco"), row, strict=True))}
        for period, units in VALUES.items()
        for unit, row in units.items()
    ]
    return score_all(Observations.from_rows(rows, classes=CLASSES), INDEX, scheme)
