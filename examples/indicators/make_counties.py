"""Make up a province: 100 counties in three classes, 535 indicators, 24 months.

Nothing is real but the names of the 18 first-level indicators, which the
national evaluation has published. The counties have numbers for names; chance
(with a fixed seed) decides what each of them reports. One county, 示例区, rises
from rank 68 to rank 37 and is then tied first in its class, as a real district
once reported of itself.

The script writes ``index.csv`` and ``observations.csv`` (about 9 MB, a row for
each county and month) into a folder; running it again gives the same bytes::

    python examples/indicators/make_counties.py /tmp/province

In Python, :func:`index` and :func:`observations` give the same without files.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bizenv.indicators.observations import Observations
from bizenv.indicators.values import Index, Indicator
from bizenv.kernel.text import Text

SEED = 20_230_629
COUNTIES, INDICATORS, MONTHS = 100, 535, 24
HERO, TWIN = "示例区", "第 037 县"
FIRST_LEVEL = {
    "starting": ("开办企业", "starting a business"),
    "labour": ("劳动力市场监管", "labour market regulation"),
    "permits": ("办理建筑许可", "construction permits"),
    "procurement": ("政府采购", "government procurement"),
    "bidding": ("招标投标", "bidding"),
    "electricity": ("获得电力", "getting electricity"),
    "water-gas": ("获得用水用气", "getting water and gas"),
    "property": ("登记财产", "registering property"),
    "credit": ("获得信贷", "getting credit"),
    "minority": ("保护中小投资者", "protecting minority investors"),
    "ip": ("知识产权创造、保护和运用", "intellectual property"),
    "trade": ("跨境贸易", "trading across borders"),
    "taxes": ("纳税", "paying taxes"),
    "contracts": ("执行合同", "enforcing contracts"),
    "insolvency": ("办理破产", "resolving insolvency"),
    "market": ("市场监管", "market regulation"),
    "services": ("政务服务", "government services"),
    "innovation": ("包容普惠创新", "inclusive innovation"),
}
Array = npt.NDArray[np.float64]


def index() -> Index:
    """The index: 18 first-level indicators over 535 monitored ones, every third a cost."""
    heads = [
        Indicator(code=code, name=Text(*names), weight=5 + place % 3)
        for place, (code, names) in enumerate(FIRST_LEVEL.items())
    ]
    return Index("province", [*heads, *map(_indicator, range(INDICATORS))], "示例省营商环境")


def _indicator(number: int) -> Indicator:
    codes = list(FIRST_LEVEL)
    head = codes[number * len(codes) // INDICATORS]
    cost = number % 3 == 2
    zh, en = FIRST_LEVEL[head]
    return Indicator(
        code=f"{head}-{number + 1:03}",
        name=Text(f"{zh} {number + 1:03}", f"{en} {number + 1:03}"),
        parent=head,
        direction="lower" if cost else "higher",
        unit="工作日" if cost else "%",
        best=0.0 if cost else 100.0,
        worst=20.0 if cost else 0.0,
        weight=1,
    )


def observations() -> Observations:
    """What every county reported in every month; about one value in fifty is missing."""
    names, classes = _counties()
    chance = np.random.Generator(np.random.PCG64(SEED))
    targets = _targets(names, chance)
    strength = 16 * (chance.random((COUNTIES, INDICATORS)) - 0.5)
    strength[names.index(HERO), ::45] -= 24  # what the county is weak at
    noise = 4 * (chance.random((MONTHS, COUNTIES, INDICATORS)) - 0.5)
    weights = _weights()
    points = strength + noise
    points += (targets - points @ weights)[..., None]
    values = np.where(np.arange(INDICATORS) % 3 == 2, 20 - points / 5, points).round(3)
    missing = chance.random(values.shape) < 0.02
    missing[-1, [names.index(HERO), names.index(TWIN)]] = False
    values[missing] = np.nan
    months = [f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(MONTHS)]
    return Observations(names, index().leaves, months, values, classes)


def _counties() -> tuple[list[str], dict[str, str]]:
    """The counties in the order of their first month, and their classes."""
    names = [HERO if place == 68 else f"第 {place:03} 县" for place in range(1, COUNTIES + 1)]
    kinds = ["一类县", "二类县"] * 18 + ["三类县", "一类县", "二类县"] * 22
    kinds = kinds[: COUNTIES - 1]
    kinds.insert(67, "三类县")
    return names, dict(zip(names, kinds, strict=True))


def _targets(names: list[str], chance: np.random.Generator) -> Array:
    """The score that each county is to have in each month: ``(months, counties)``."""
    level = 84 - 0.3 * np.arange(COUNTIES)
    wobble = 0.1 * (chance.random((MONTHS, COUNTIES)) - 0.5)
    wobble[[0, -1]] = 0
    targets = level + wobble + 0.02 * np.arange(MONTHS)[:, None]
    hero, twin = names.index(HERO), names.index(TWIN)
    risen = (1 - np.cos(np.pi * np.arange(MONTHS) / (MONTHS - 1))) / 2
    targets[:, hero] += risen * (level[twin] - level[hero])
    targets[-1] = targets[-1].round(2)  # in the middle of what is rounded to two decimals
    return np.asarray(targets)


def _weights() -> Array:
    """What every monitored indicator weighs in the whole."""
    heads = np.array([5.0 + place % 3 for place in range(len(FIRST_LEVEL))])
    of = np.arange(INDICATORS) * len(FIRST_LEVEL) // INDICATORS
    return np.asarray((heads / heads.sum())[of] / np.bincount(of)[of])


def write(folder: Path, months: int = MONTHS) -> None:
    """Write ``index.csv``, and ``observations.csv`` of the last months."""
    made, seen = index(), observations()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "index.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["代码", "指标名称", "英文名称", "上级", "方向", "计量单位", "最优值", "最差值", "权重"]
        )
        for each in made:
            ends = (each.best, each.worst)
            words = (each.text.zh, each.text.say("en"), each.parent or "")
            direction = "逆向" if each.sign < 0 else "正向"
            cells = ["" if end is None else f"{end:g}" for end in (*ends, each.weight)]
            rows.writerow([each.code, *words, direction, each.unit or "", *cells])
    with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["县区", "类别", "月份", *seen.indicators])
        for month in range(len(seen.periods) - months, len(seen.periods)):
            for place, county in enumerate(seen.units):
                cells = ["…" if v != v else f"{v:g}" for v in seen.values[month, place].tolist()]
                rows.writerow([county, seen.classes[county], seen.periods[month], *cells])


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "province"))
