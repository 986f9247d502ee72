"""Which promises to enterprises are kept, late, open and overdue: a script to keep.

It reads the ledger beside it, works out by which day each request was to be
answered, and prints what an analyst reports: how many are late and by how many
working days, by office and by promise, the open ones that wait longest, and
which due dates the next holiday notice may still move::

    python examples/deadlines/overdue.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

import bizenv

LEDGER = Path(__file__).with_name("ledger.csv")
TODAY = date(2026, 11, 20)
"""The day on which the ledger was drawn up."""
FIELDS = {
    "编号": "id",
    "承办单位": "office",
    "企业名称": "firm",
    "诉求类别": "kind",
    "收到日期": "received",
    "承诺时限": "promise",
    "答复日期": "answered",
}
STATES = ["in time", "late", "open", "overdue", "no day"]
"""Answered in time or late, open with time left or without, and not to be said."""


def load(path: Path) -> pl.DataFrame:
    """The ledger with short names; its two columns of days are read as days."""
    frame = pl.read_csv(path, infer_schema=False).rename(FIELDS)
    return frame.with_columns(pl.col("received", "answered").str.to_date())


def with_due_dates(ledger: pl.DataFrame) -> pl.DataFrame:
    """The ledger with ``due``, the last day to answer, and how sure that is.

    The promise of each row is read as it stands: ``5个工作日`` are working days,
    ``60日`` are days of the calendar.
    """
    due, sure = bizenv.deadline(
        ledger["received"], ledger["promise"], on_unknown="provisional", certainty=True
    )
    return ledger.with_columns(due=due, sure=sure)


def with_states(ledger: pl.DataFrame, today: date) -> pl.DataFrame:
    """The ledger with the state of each promise and the working days it is late."""
    ended = ledger["answered"].fill_null(today)
    late = bizenv.count_working_days(ledger["due"].clip(upper_bound=ended), ended)
    is_late, is_open = pl.col("due") < ended, pl.col("answered").is_null()
    state = (
        pl.when(pl.col("due").is_null())
        .then(pl.lit("no day"))
        .when(is_late & is_open)
        .then(pl.lit("overdue"))
        .when(is_late)
        .then(pl.lit("late"))
        .when(is_open)
        .then(pl.lit("open"))
        .otherwise(pl.lit("in time"))
    )
    return ledger.with_columns(state=state, late=late)


def summary(ledger: pl.DataFrame, by: str) -> pl.DataFrame:
    """States by office or by promise, and the share broken of the promises with a due date."""
    counts = [(pl.col("state") == name).sum().alias(name) for name in STATES]
    due = pl.col("state").filter(pl.col("state") != "no day")
    broken = due.is_in(["late", "overdue"]).mean() * 100
    return (
        ledger.group_by(by)
        .agg(pl.len().alias("rows"), *counts, broken.round(1).alias("broken, %"))
        .sort(["broken, %", by], descending=[True, False])
    )


def main() -> None:
    """Print the report."""
    ledger = with_states(with_due_dates(load(LEDGER)), TODAY)
    print(f"{ledger.height} requests, as of {TODAY}")
    for name in STATES:
        print(f"  {name:<8}{(ledger['state'] == name).sum():>5}")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True):
        for by in ("office", "promise"):
            print(f"\nBy {by}")
            print(summary(ledger, by))
        overdue = ledger.filter(pl.col("state") == "overdue").sort(
            ["late", "id"], descending=[True, False]
        )
        print("\nOverdue longest, in working days")
        print(overdue.select("id", "office", "promise", "received", "due", "late").head(5))

    open_ones = ledger.filter(pl.col("state") == "open")
    print("\nHow sure the due dates of the open ones are")
    for sure in ("final", "provisional"):
        print(f"  {sure:<12}{(open_ones['sure'] == sure).sum():>5}")
    unsure = open_ones.filter(pl.col("sure") != "final").sort("due", "id")
    print("The next holiday notice may move these:")
    for row in unsure.iter_rows(named=True):
        print(f"  {row['id']}  {row['received']} + {row['promise']}: {row['due']} ({row['sure']})")


if __name__ == "__main__":
    main()
