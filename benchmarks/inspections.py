"""The quiet-period judgement beside the plainest code that gives the same answer.

    python benchmarks/inspections.py [--rows 1000000] [--json FILE]

One verdict beside a plain Python function, varied ones, a frame beside a hand-written polars
or pandas expression, a CSV file from the command line, and the import.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
from attrs import evolve
from timing import best_in_turn

import bizenv
from bizenv.inspections.rules import InspectionRules, check_inspection, outcome_of
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary

EXEMPT_DOMAINS = [
    "national-security",
    "public-safety",
    "work-safety",
    "eco-environment",
    "food-drug-safety",
    "product-quality",
]
EXEMPT_TRIGGERS = ["complaint", "case-investigation", "superior-assigned"]
DOMAINS = ["tax", "labour", "transport", "market-order", "work-safety", "product-quality", None]
TRIGGERS = ["none", "double-random", "complaint", "case-investigation", "media-exposure", None]
DOMAIN_ODDS = [4, 4, 4, 4, 2, 2, 1]
TRIGGER_ODDS = [4, 8, 2, 1, 1, 1]


def plain_rule(day: date, domain: str, trigger: str) -> str:
    """The rule as the shortest Python says it: no unknowns, no reasons, no versions."""
    if day.day > 22:
        return "allowed"
    if domain in EXEMPT_DOMAINS or trigger in EXEMPT_TRIGGERS:
        return "exempt"
    return "forbidden"


def one_verdict(book: Rulebook) -> dict[str, float]:
    """Microseconds for one visit: full verdict, outcome alone, plain rule."""
    day = date(2024, 5, 15)
    visit = bizenv.Inspection(
        start=day, enterprise="E1", agency="A", domain="tax", trigger="double-random"
    )
    rules, times = book.inspections, 20_000
    full, alone, plain = best_in_turn(
        5,
        lambda: [book.check(visit) for _ in range(times)],
        lambda: [outcome_of(visit, rules) for _ in range(times)],
        lambda: [plain_rule(day, "tax", "double-random") for _ in range(times)],
    )
    explain = best_in_turn(3, lambda: [book.check(visit).explain("zh") for _ in range(500)])[0]
    return {
        "verdict_warm_us": full / times * 1e6,
        "outcome_warm_us": alone / times * 1e6,
        "plain_python_us": plain / times * 1e6,
        "verdict_warm_per_plain": full / plain,
        "outcome_warm_per_plain": alone / plain,
        "verdict_and_explanation_us": explain / 500 * 1e6,
    }


VARIED = 5_000


def varied_visits(seed: int) -> list[bizenv.Inspection]:
    """Made-up visits over every word of the vocabulary, one fact in five not known."""
    chooser, vocabulary = random.Random(seed), base_vocabulary()
    words = {axis: [*vocabulary[axis].codes, "none"] for axis in vocabulary.names}

    def one(axis: str) -> str | None:
        return chooser.choice(words[axis]) if chooser.random() < 0.8 else None

    def visit() -> bizenv.Inspection:
        start = date(2023, 7, 1) + timedelta(days=chooser.randrange(1096))
        names = chooser.sample(vocabulary["circumstance"].codes, chooser.choice([0, 0, 1, 2]))
        return bizenv.Inspection(
            start=start,
            end=start + timedelta(days=chooser.choice([0, 0, 0, 1, 4])),
            enterprise=bizenv.Enterprise("E1", classes=one("enterprise_class"), zones=one("zone")),
            agency=bizenv.Agency("A", level=one("level")),
            act="inspection" if chooser.random() < 0.8 else chooser.choice(words["act"][:-1]),
            kind=one("kind"),
            domain=one("domain"),
            trigger=one("trigger"),
            deploying_level=one("level"),
            approved=chooser.choice([None, True, False]),
            circumstances={name: chooser.random() < 0.5 for name in names},
        )

    return [visit() for _ in range(VARIED)]


def varied_verdicts(book: Rulebook) -> dict[str, float]:
    """Microseconds for a visit of a varied stream, and MiB that the rules then keep.

    *Cold* is the very first visit, *first* the mean of the first stream,
    *mixed* that of later streams of other visits.
    """
    streams = [varied_visits(seed) for seed in range(4)]

    def rules() -> InspectionRules:
        return evolve(book.inspections)

    def seconds(judge: Callable[[bizenv.Inspection, InspectionRules], object]) -> list[float]:
        fresh = rules()
        start = time.perf_counter()
        judge(streams[0][0], fresh)
        times = [time.perf_counter() - start]
        for stream in streams:
            start = time.perf_counter()
            for visit in stream:
                judge(visit, fresh)
            times.append((time.perf_counter() - start) / VARIED)
        return times

    full = [min(runs) for runs in zip(*(seconds(check_inspection) for _ in range(3)), strict=True)]
    alone = [min(runs) for runs in zip(*(seconds(outcome_of) for _ in range(3)), strict=True)]
    tracemalloc.start()
    kept = rules()
    for stream in streams:
        for visit in stream:
            check_inspection(visit, kept)
    gc.collect()
    mib = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    return {
        "verdict_cold_us": full[0] * 1e6,
        "verdict_first_us": full[1] * 1e6,
        "verdict_mixed_us": min(full[2:]) * 1e6,
        "outcome_cold_us": alone[0] * 1e6,
        "outcome_first_us": alone[1] * 1e6,
        "outcome_mixed_us": min(alone[2:]) * 1e6,
        "rules_keep_mib": mib,
    }


def schedule(rows: int) -> pl.DataFrame:
    """Made-up visits of three years: a day, a field, a trigger, some of them blank."""
    rng = np.random.default_rng(20240515)
    days = np.datetime64("2023-07-01") + rng.integers(0, 1096, rows)
    chooser = random.Random(7)
    return pl.DataFrame(
        {
            "enterprise": rng.integers(0, 9_032, rows).astype(str),
            "start": days.astype("datetime64[D]"),
            "domain": chooser.choices(DOMAINS, DOMAIN_ODDS, k=rows),
            "trigger": chooser.choices(TRIGGERS, TRIGGER_ODDS, k=rows),
        }
    )


def by_hand_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """The same outcome column as a polars expression."""
    domain, trigger = pl.col("domain"), pl.col("trigger")
    exempt = domain.is_in(EXEMPT_DOMAINS).fill_null(value=False) | trigger.is_in(
        EXEMPT_TRIGGERS
    ).fill_null(value=False)
    return frame.with_columns(
        outcome=pl.when(pl.col("start").dt.day() > 22)
        .then(pl.lit("allowed"))
        .when(exempt)
        .then(pl.lit("exempt"))
        .when(domain.is_null() | trigger.is_null())
        .then(pl.lit("undetermined"))
        .otherwise(pl.lit("forbidden"))
    )


def by_hand_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """The same outcome column in pandas and numpy."""
    outcome = np.select(
        [
            frame["start"].dt.day > 22,
            frame["domain"].isin(EXEMPT_DOMAINS) | frame["trigger"].isin(EXEMPT_TRIGGERS),
            frame["domain"].isna() | frame["trigger"].isna(),
        ],
        ["allowed", "exempt", "undetermined"],
        "forbidden",
    )
    return frame.assign(outcome=outcome)


def frames(book: Rulebook, rows: int) -> dict[str, float]:
    """Seconds for a frame: the outcome column, all columns, and by hand."""
    polars = schedule(rows)
    pandas = polars.to_pandas()
    same = by_hand_polars(polars)["outcome"].to_list()
    assert same == book.check_frame(polars)["outcome"].to_list()
    assert same == book.check_frame(pandas)["outcome"].tolist()
    figures: dict[str, float] = {"rows": rows}
    polars_hand, polars_outcome, polars_all = best_in_turn(
        9,
        lambda: by_hand_polars(polars),
        lambda: book.check_frame(polars, columns=["outcome"]),
        lambda: book.check_frame(polars),
    )
    pandas_hand, pandas_outcome, pandas_all = best_in_turn(
        5,
        lambda: by_hand_pandas(pandas),
        lambda: book.check_frame(pandas, columns=["outcome"]),
        lambda: book.check_frame(pandas),
    )
    figures |= {
        "polars_by_hand_s": polars_hand,
        "polars_outcome_s": polars_outcome,
        "polars_all_columns_s": polars_all,
        "polars_outcome_per_hand": polars_outcome / polars_hand,
        "pandas_by_hand_s": pandas_hand,
        "pandas_outcome_s": pandas_outcome,
        "pandas_all_columns_s": pandas_all,
        "pandas_outcome_per_hand": pandas_outcome / pandas_hand,
    }
    return figures


_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def command_line(rows: int) -> dict[str, float]:
    """Seconds and MiB of ``bizenv check`` on a CSV file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "schedule.csv"
        frame = schedule(rows).with_columns(agency=pl.lit("区税务局"))
        frame.write_csv(path)
        command = [sys.executable, "-m", "bizenv", "check", str(path), "-r", "cn-jx-qingyuan"]
        # A small process starts the command, so that the peak is not this one's.
        told = subprocess.run(
            [sys.executable, "-c", _MEASURE, *command], capture_output=True, text=True, check=True
        ).stdout.split()
        taken, peak = float(told[0]), float(told[1]) / 1024
        return {"csv_rows": rows, "csv_check_s": taken, "csv_check_peak_mib": peak}


def imports() -> dict[str, float]:
    """Milliseconds of CPU that the import takes over a bare interpreter."""

    def cpu(code: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    codes = (
        "pass",
        "import bizenv",
        "from bizenv import Inspection",
        "import bizenv; bizenv.load_rulebook('cn-jx-qingyuan')",
    )
    bare, front, value, book = (min(cpu(code) for _ in range(7)) * 1000 for code in codes)
    return {
        "import_ms": front - bare,
        "import_inspection_ms": value - bare,
        "import_and_load_rulebook_ms": book - bare,
    }


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    book = bizenv.load_rulebook("cn-jx-qingyuan")
    figures: dict[str, float] = {}
    figures |= imports()
    figures |= one_verdict(book)
    figures |= varied_verdicts(book)
    figures |= frames(book, asked.rows)
    figures |= command_line(asked.rows)
    print(
        f"bizenv {bizenv.__version__}, Python {platform.python_version()}, "
        f"polars {pl.__version__}, pandas {pd.__version__}, {platform.machine()}"
    )
    for name, figure in figures.items():
        print(f"{name:<32}{figure:>14,.3f}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
