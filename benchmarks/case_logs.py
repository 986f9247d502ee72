"""A log of 600,000 events: the clocks and the ledger of 100,000 cases; beside a pandas script.

    python benchmarks/case_logs.py [--cases N] [--json FILE]

The pandas script is what an analyst writes for the same log: a pivot of the
events of each case, and numpy's business days, which are told every rest day of
China. It gives the due day of three promises, whether each was kept, and the
on-time rate by agency and month. It knows no pause, no second round, no fault
of a record and no clause. Its figures are compared with ours before anything is
measured. The peak memory is that of the whole process, libraries and log too.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
from timing import best_in_turn

import bizenv
from bizenv.cases.frames import JudgedFrame, judge_frame
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing.cases import a_promise, case_rules

EVENTS = ("received", "accepted", "assigned", "signed", "replied", "resolved")
DAYS = {"signed": 1, "replied": 3, "resolved": 15}
RULES = case_rules(
    a_promise("sign", "1 working day"),
    a_promise("reply", "3 working days"),
    a_promise("resolve", "15 working days"),
)
AT = datetime(2024, 1, 31, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
ROUNDS = 3


def log(cases: int) -> pd.DataFrame:
    """Six events a case at working pace, in no order; the same at every run."""
    rng = random.Random(1)
    rows = []
    for number in range(cases):
        time = datetime(2023, 1, 3, 9) + timedelta(minutes=rng.randrange(400_000))  # noqa: DTZ001
        agency, kind = rng.choice("ABCDEFGHIJ"), rng.choice(("individual", "systemic"))
        for event in EVENTS:
            rows.append((f"C{number}", event, time, agency, kind))
            time += timedelta(minutes=1 + rng.randrange(3_000))
    rng.shuffle(rows)
    return pd.DataFrame(rows, columns=["case", "event", "time", "lead", "kind"])


def judged(frame: Any) -> JudgedFrame[Any]:
    """The log, read and ready to be asked."""
    return judge_frame(frame, RULES, case_vocabulary(), header_words()["cases"], AT)


def ours(frame: Any) -> tuple[Any, bizenv.Ledger]:
    """Every clock of every case, and the ledger by agency and month."""
    found = judged(frame)
    return found.clocks(), found.ledger(by=["agency", "month"])


def by_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """The due days, whether each was kept, and the on-time rate by agency and month."""
    calendar = bizenv.work_calendar("CN")
    span = pd.date_range("2023-01-01", "2024-12-31")
    rests = [day.date() for day in span if not calendar.is_working(day.date())]
    week = np.busdaycalendar("1111111", holidays=rests)
    wide = frame.pivot(index="case", columns="event", values="time")
    wide["agency"] = frame.groupby("case")["lead"].first()
    start = wide["assigned"].to_numpy().astype("datetime64[D]")
    for event, days in DAYS.items():
        due = np.busday_offset(start, days, roll="backward", busdaycal=week)
        wide[f"{event}_due"] = due.astype("datetime64[s]")
        wide[f"{event}_kept"] = wide[event].to_numpy().astype("datetime64[D]") <= due
    wide["month"] = wide["received"].dt.strftime("%Y-%m")
    rates = wide.groupby(["agency", "month"])["resolved_kept"].agg(["sum", "count"])
    wide.attrs["rates"] = rates
    return wide


def compare(frame: pd.DataFrame) -> None:
    """Both give the same due days and the same on-time rates."""
    clocks, book = ours(frame)
    wide = by_pandas(frame)
    resolve = clocks[clocks["stage"] == "resolve"].set_index("case")
    assert (resolve["due_day"] == wide["resolved_due"].reindex(resolve.index)).all()
    assert ((resolve["state"] == "met") == wide["resolved_kept"].reindex(resolve.index)).all()
    for group in book.groups:
        kept, of = wide.attrs["rates"].loc[group.key]
        rate = group.tally.rate("on_time")
        assert (rate.numerator, rate.denominator) == (kept, of)


def measure(cases: int) -> dict[str, float]:
    """Seconds of each, the ratio, and the peak memory."""
    frame = log(cases)
    compare(frame)
    polars = pl.from_pandas(frame)
    runs: dict[str, Callable[[], object]] = {
        "clocks_and_ledger_pandas_s": lambda: ours(frame),
        "clocks_and_ledger_polars_s": lambda: ours(polars),
        "verdicts_polars_s": lambda: judged(polars).cases(),
        "pandas_script_s": lambda: by_pandas(frame),
    }
    figures = dict(zip(runs, best_in_turn(ROUNDS, *runs.values()), strict=True))
    figures["to_pandas_script"] = figures["clocks_and_ledger_pandas_s"] / figures["pandas_script_s"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return figures | {"peak_mib": peak / 1024}


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = measure(arguments.cases)
    print(f"Python {platform.python_version()}, {platform.machine()}: {arguments.cases:,} cases")
    for name, figure in figures.items():
        print(f"{name:34} {figure:12,.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
