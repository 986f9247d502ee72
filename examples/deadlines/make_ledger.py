"""Write ``ledger.csv``: four months of made-up requests that enterprises handed in.

Nothing in the file is real. Chance (with a fixed seed) decides who asks whom
for what, and when the answer comes. Running the script again writes the same
bytes::

    python examples/deadlines/make_ledger.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20_261_124
ROWS = 160
FIRST, TODAY = date(2026, 8, 3), date(2026, 11, 20)
"""The first day on which something came in, and the day the ledger was drawn up."""
HEADERS = ("编号", "承办单位", "企业名称", "诉求类别", "收到日期", "承诺时限", "答复日期")
AGENCIES = ("县市场监管局", "县人社局", "县税务局", "县住建局", "县自然资源局", "县城管局")
PROMISES = {
    "咨询": ("2个工作日", 2),
    "求助": ("5个工作日", 7),
    "投诉": ("15个工作日", 20),
    "疑难事项": ("30个工作日", 42),
    "信访": ("60日", 60),
}
"""By kind of request: the time that is promised, and about how many days that is."""
FORGOTTEN = 0.07
"""How many are never answered."""
FRIDAY = 5
NO_DAY = (57, 121)
"""Rows whose day of receipt nobody wrote down."""


def rows() -> Iterator[tuple[object, ...]]:
    """The rows of the ledger, in the order in which they came in.

    ``Random.random`` is the one method whose sequence Python promises to keep.
    """
    chance = Random(SEED).random  # noqa: S311 - an example needs no secrecy
    span = (TODAY - FIRST).days
    received = sorted(FIRST + timedelta(days=int(chance() * (span + 1))) for _ in range(ROWS))
    for number, day in enumerate(received, 1):
        agency = AGENCIES[int(chance() * len(AGENCIES))]
        firm = f"示例企业{int(chance() * 60) + 1:03}号"
        kind = list(PROMISES)[int(chance() * len(PROMISES))]
        promise, usual = PROMISES[kind]
        answered = day + timedelta(days=1 + int(usual * 1.2 * chance() ** 0.7))
        if answered.isoweekday() > FRIDAY:
            answered += timedelta(days=8 - answered.isoweekday())
        forgotten = chance() < FORGOTTEN
        yield (
            f"SQ{number:03}",
            agency,
            firm,
            kind,
            "" if number in NO_DAY else day.isoformat(),
            promise,
            "" if forgotten or answered > TODAY else answered.isoformat(),
        )


def main() -> None:
    """Write the file beside this script, or where the first argument says."""
    path = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).with_name("ledger.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS)
        writer.writerows(rows())


if __name__ == "__main__":
    main()
