"""Caps and joint visits over a million rows, beside a group-by written by hand in polars.

Run ``python benchmarks/whole_schedules.py [rows]``. Both find the same groups
beyond the cap; the figures are the best of three runs, in one process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from bizenv.inspections.whole.frames import check_whole
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.joint_visits import JointRule, JointVersion
from bizenv.inspections.whole.rules import ScheduleRules
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.shelf import load_rulebook

CAP, WITHIN = 2, 7
_DAYS = 365


def schedule(rows: int) -> pl.DataFrame:
    """A made-up schedule of one year: 29 agencies, one enterprise to two visits."""
    chance = np.random.default_rng(7)
    firms = chance.integers(0, max(1, rows // 2), rows)
    agencies = chance.choice(29, rows, p=_weights(29))
    days = np.datetime64("2026-01-01") + chance.integers(0, _DAYS, rows)
    return pl.DataFrame(
        {
            "enterprise": pl.Series([f"91360803MA{n:08d}" for n in firms.tolist()]),
            "agency": pl.Series([f"机关{n:02d}" for n in agencies.tolist()]),
            "start": pl.Series(days).cast(pl.Date),
            "kind": pl.Series(chance.choice(["routine", "special"], rows)),
        }
    )


def _weights(number: int) -> Any:
    raw = 1 / np.arange(1, number + 1)
    return raw / raw.sum()


def rules(book: Rulebook) -> ScheduleRules:
    """At most two visits of one agency a year, and joint visits within a week."""
    cite = Citation(Source("example", "示例", "official"))
    cap = FrequencyVersion(most=CAP, citation=cite)
    joint = JointVersion(days=WITHIN, citation=cite)
    return ScheduleRules(
        frequency=(FrequencyRule("cap", Text("上限"), (cap,)),),
        joint_visits=(JointRule("joint", Text("联合"), (joint,)),),
        vocabulary=book.vocabulary,
        rulebook=book.ref,
        calendar=book.calendar,
    )


def by_hand(frame: pl.DataFrame) -> tuple[int, int]:
    """Groups beyond the cap with their rows, and rows with another agency's within days."""
    numbered = frame.with_row_index("row")
    year = pl.col("start").dt.year()
    groups = numbered.group_by("enterprise", "agency", year.alias("year")).agg(
        "row", pl.col("start").n_unique().alias("visits")
    )
    beyond = groups.filter(pl.col("visits") > CAP)
    line = numbered.sort("enterprise", "start")
    gap = (pl.col("start") - pl.col("start").shift(1)).over("enterprise")
    other = (pl.col("agency") != pl.col("agency").shift(1)).over("enterprise")
    near = line.filter(gap.is_between(pl.duration(days=1), pl.duration(days=WITHIN - 1)) & other)
    return len(beyond), len(near)


def best(run: Callable[[], object], times: int = 3) -> float:
    """The seconds of the fastest of a few runs."""
    seconds = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def main(rows: int) -> None:
    """Measure both, and print the ratio."""
    frame, law = schedule(rows), rules(load_rulebook("cn-jx-qingyuan"))
    verdict = check_whole(frame, law, {})
    codes = [finding.code for finding in verdict.findings]
    groups, near = by_hand(frame)
    assert codes.count("too-many-visits") == groups
    hand = best(lambda: by_hand(frame))
    ours = best(lambda: check_whole(frame, law, {}))
    print(f"{rows:,} rows, {date.today()}: {groups:,} groups beyond the cap, {near:,} rows near")  # noqa: DTZ011
    print(f"merges offered: {codes.count('could-be-joint'):,}")
    print(f"by hand {hand:.3f} s, bizenv {ours:.3f} s: {ours / hand:.2f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
