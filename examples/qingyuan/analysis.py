"""What a district's inspection plan looks like by its quiet days: a script to keep.

It reads the plan beside it, checks every row, and prints what an analyst
reports: outcomes by agency, the share of breaches, who breaks the rule most,
what moving those visits would give, and one verdict in full::

    python examples/qingyuan/analysis.py
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

import bizenv
from bizenv.tables.cells import read_day

PLAN = Path(__file__).with_name("inspections.csv")
OUTCOMES = [outcome.value for outcome in bizenv.InspectionOutcome]
FIELDS = {
    "检查机关": "agency",
    "企业编号": "enterprise",
    "企业名称": "enterprise_name",
    "入企类型": "act",
    "检查类型": "kind",
    "检查领域": "domain",
    "检查起因": "trigger",
    "部署层级": "deploying_level",
    "开始日期": "start",
    "结束日期": "end",
}
"""What bizenv calls the plan's columns."""


def load(path: Path) -> pl.DataFrame:
    """The plan with the names of bizenv; every cell is text, so that nothing is guessed.

    A row with a cell too many is kept and the stray cell is cut off;
    ``bizenv check`` tells such rows apart.
    """
    return pl.read_csv(path, infer_schema=False, truncate_ragged_lines=True).rename(FIELDS)


def by_agency(checked: pl.DataFrame) -> pl.DataFrame:
    """Rows by agency and outcome, with the share of breaches among rows with a verdict."""
    judged = checked.filter(pl.col("outcome").is_not_null())
    counts = [(pl.col("outcome") == name).sum().alias(name) for name in OUTCOMES]
    return (
        judged.group_by("agency")
        .agg(pl.len().alias("rows"), *counts)
        .with_columns(breaches_percent=(pl.col("forbidden") * 100 / pl.col("rows")).round(1))
        .sort(["forbidden", "agency"], descending=[True, False])
    )


def quiet_days_of(breaches: pl.DataFrame, book: bizenv.Rulebook) -> tuple[int, int]:
    """For the visits that break the rule: quiet days they take, and days they must wait."""
    window = book.quiet_periods[0].versions[0].window
    taken = waited = 0
    for row in breaches.iter_rows(named=True):
        start = read_day(row["start"])
        end = read_day(row["end"]) if row["end"] else start
        taken += len(window.between(start, end))
        waited += (row["next_allowed"] - start).days
    return taken, waited


def main() -> None:
    """Print the analysis."""
    book = bizenv.load_rulebook("cn-jx-qingyuan")
    checked = book.check_frame(load(PLAN))
    print(f"{checked.height} rows, checked by {book.id} {book.version}")
    print(f"{checked['outcome'].null_count()} of them could not be read")

    agencies = by_agency(checked)
    with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True):
        print("\nRows by agency and outcome")
        print(agencies)

    breaches = checked.filter(pl.col("outcome") == "forbidden")
    judged = agencies["rows"].sum()
    print(f"\nBreaches: {breaches.height} of {judged} rows with a verdict", end=" ")
    print(f"({breaches.height / judged:.1%})")
    print("Most breaches:")
    for name, count in agencies.select("agency", "forbidden").head(3).iter_rows():
        print(f"  {name}: {count}")

    taken, waited = quiet_days_of(breaches, book)
    print("\nIf each of them moved to its next allowed day:")
    print(f"  quiet days given back to enterprises: {taken}")
    print(f"  days that a visit would wait, on average: {waited / breaches.height:.1f}")

    visit = book.inspection(breaches.select(FIELDS.values()).row(0, named=True))
    print("\nThe first breach in full:")
    print(book.check(visit).explain("zh"))


if __name__ == "__main__":
    main()
