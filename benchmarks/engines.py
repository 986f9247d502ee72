"""The quiet-period rule on every engine, beside the best code by hand for that engine.

    python benchmarks/engines.py [--rows 1000000] [--spark] [--json FILE]

Each comparison runs in turn in one process and gives the same six verdict columns, which is
checked. The code by hand knows one rule, no unknown words, no versions and no reasons. Rule
engines (zen-engine, rule-engine, business-rules, OpenFisca), where they are installed, give the
bare outcome of fewer rows, and are compared by time a row.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from inspections import EXEMPT_DOMAINS, EXEMPT_TRIGGERS, plain_rule, schedule
from timing import best_in_turn

import bizenv
from bizenv.rulebooks.rulebook import Rulebook

CLAUSE = "《关于落实区人大常委会优化营商环境工作审议意见情况的报告》"
RULE = "cn-jx-qingyuan/quiet-days@unstated"
COLUMNS = ("outcome", "codes", "clause", "rule", "next_allowed", "missing")
CODES = {
    "allowed": "outside-quiet-period",
    "exempt": "exempt",
    "forbidden": "in-quiet-period",
    "undetermined": "facts-missing",
}


# --- by hand ----------------------------------------------------------------


def by_hand_polars(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Six columns as polars expressions."""
    domain, trigger, start = pl.col("domain"), pl.col("trigger"), pl.col("start")
    exempt = domain.is_in(EXEMPT_DOMAINS).fill_null(value=False) | trigger.is_in(
        EXEMPT_TRIGGERS
    ).fill_null(value=False)
    case = (
        pl.when(start.dt.day() > 22)
        .then(0)
        .when(exempt)
        .then(1)
        .when(domain.is_null() & trigger.is_null())
        .then(5)
        .when(domain.is_null())
        .then(3)
        .when(trigger.is_null())
        .then(4)
        .otherwise(2)
        .cast(pl.Int8)
    )

    def word(words: list[str | None]) -> pl.Expr:
        chain: Any = pl.when(pl.col("case") == 0).then(pl.lit(words[0], dtype=pl.String))
        for place in range(1, 5):
            chain = chain.when(pl.col("case") == place).then(pl.lit(words[place], dtype=pl.String))
        told: pl.Expr = chain.otherwise(pl.lit(words[5], dtype=pl.String))
        return told

    outcomes = ["allowed", "exempt", "forbidden", *["undetermined"] * 3]
    barred = pl.col("case") >= 2
    return (
        frame.with_columns(case=case)
        .with_columns(
            outcome=word(list(outcomes)),
            codes=word([CODES[outcome] for outcome in outcomes]),
            clause=pl.lit(CLAUSE),
            rule=pl.lit(RULE),
            next_allowed=pl.when(barred).then(start.dt.replace(day=23)),
            missing=word([None, None, None, "domain", "trigger", "domain;trigger"]),
        )
        .drop("case")
    )


def by_hand_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """Six columns in pandas and numpy."""
    start, no_domain, no_trigger = frame["start"], frame["domain"].isna(), frame["trigger"].isna()
    outside = start.dt.day > 22
    exempt = frame["domain"].isin(EXEMPT_DOMAINS) | frame["trigger"].isin(EXEMPT_TRIGGERS)
    case = np.select(
        [outside, exempt, no_domain & no_trigger, no_domain, no_trigger], [0, 1, 5, 3, 4], 2
    )
    outcomes = ["allowed", "exempt", "forbidden", *["undetermined"] * 3]

    def word(words: list[str | None]) -> pd.Series[str]:
        return pd.Series(pd.array(words, dtype="str").take(case), index=frame.index)

    to_23rd = pd.to_timedelta(23 - start.dt.day, unit="D")
    return frame.assign(
        outcome=word(list(outcomes)),
        codes=word([CODES[outcome] for outcome in outcomes]),
        clause=CLAUSE,
        rule=RULE,
        next_allowed=(start + to_23rd).where(case >= 2),
        missing=word([None, None, None, "domain", "trigger", "domain;trigger"]),
    )


def by_hand_sql() -> str:
    """Six columns in DuckDB's SQL."""
    domains = ", ".join(f"'{name}'" for name in EXEMPT_DOMAINS)
    triggers = ", ".join(f"'{name}'" for name in EXEMPT_TRIGGERS)
    return f"""
    WITH judged AS (
        SELECT *, CASE
            WHEN day(start) > 22 THEN 'allowed'
            WHEN domain IN ({domains}) OR "trigger" IN ({triggers}) THEN 'exempt'
            WHEN domain IS NULL OR "trigger" IS NULL THEN 'undetermined'
            ELSE 'forbidden' END AS outcome
        FROM visits)
    SELECT *,
        CASE outcome WHEN 'allowed' THEN 'outside-quiet-period' WHEN 'exempt' THEN 'exempt'
            WHEN 'forbidden' THEN 'in-quiet-period' ELSE 'facts-missing' END AS codes,
        '{CLAUSE}' AS clause, '{RULE}' AS rule,
        CASE WHEN outcome IN ('forbidden', 'undetermined')
            THEN make_date(year(start), month(start), 23) END AS next_allowed,
        CASE WHEN outcome <> 'undetermined' THEN NULL
            WHEN domain IS NULL AND "trigger" IS NULL THEN 'domain;trigger'
            WHEN domain IS NULL THEN 'domain' ELSE 'trigger' END AS missing
    FROM judged
    """  # noqa: S608 - our own words


# --- side by side -----------------------------------------------------------


def same(expected: pl.DataFrame, got: pl.DataFrame) -> None:
    """Whether both have the same six columns, row by row, in whatever order rows come."""
    keys = ["number", *COLUMNS]
    days = pl.col("next_allowed").cast(pl.Date)
    assert (
        expected.select(keys)
        .sort("number")
        .with_columns(days)
        .equals(got.select(keys).sort("number").with_columns(days))
    )


def engines(book: Rulebook, rows: int, times: int) -> dict[str, float]:
    """Seconds by hand and by bizenv on each engine in memory, and their ratios."""
    frame = schedule(rows).with_row_index("number")
    pandas, arrow, lazy = frame.to_pandas(), frame.to_arrow(), frame.lazy()
    connection = duckdb.connect()
    visits = connection.from_arrow(arrow).project("*")
    connection.register("visits", arrow)
    expected = by_hand_polars(lazy).collect()
    pairs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "polars": (lambda: by_hand_polars(lazy).collect(), lambda: book.check_frame(frame)),
        "polars_lazy": (
            lambda: by_hand_polars(lazy).collect(),
            lambda: book.check_frame(lazy).collect(),
        ),
        "pandas": (lambda: by_hand_pandas(pandas), lambda: book.check_frame(pandas)),
        "duckdb": (
            lambda: connection.sql(by_hand_sql()).to_arrow_table(),
            lambda: book.check_frame(visits).to_arrow_table(),
        ),
        "pyarrow": (lambda: by_hand_polars(lazy).collect(), lambda: book.check_frame(arrow)),
    }
    figures: dict[str, float] = {"rows": rows}
    for name, (by_hand, ours) in pairs.items():
        for told in (by_hand(), ours()):
            got = pl.from_pandas(told) if isinstance(told, pd.DataFrame) else pl.DataFrame(told)
            same(expected, got)
        hand, taken = best_in_turn(times, by_hand, ours)
        figures |= {f"{name}_by_hand_s": hand, f"{name}_s": taken, f"{name}_ratio": taken / hand}
    few = pandas.head(20_000)
    row_by_row, ours_few = best_in_turn(
        3,
        lambda: few.apply(lambda r: plain_rule(r["start"], r["domain"], r["trigger"]), axis=1),
        lambda: book.check_frame(pandas),
    )
    figures["pandas_apply_per_row_ratio"] = (row_by_row / len(few)) / (ours_few / rows)
    return figures


def spark(book: Rulebook, rows: int) -> dict[str, float]:
    """Seconds of Spark's local mode with two workers, once warm, on a table of its own."""
    session = (
        importlib.import_module("pyspark.sql")
        .SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    frame = schedule(rows)
    table = session.createDataFrame(frame.to_arrow()).repartition(4).cache()
    table.count()
    checked = book.check_frame(table)
    forbidden = checked.where("outcome = 'forbidden'").count()
    by_hand = by_hand_polars(frame.lazy()).collect()
    assert forbidden == (by_hand["outcome"] == "forbidden").sum()
    noop = checked.write.format("noop").mode("overwrite")
    (taken,) = best_in_turn(2, noop.save)
    session.stop()
    return {"spark_rows": rows, "spark_s": taken}


# --- rule engines -----------------------------------------------------------


def zen_engine(rows: list[dict[str, Any]]) -> Callable[[], list[Any]]:
    """A decision of GoRules' zen-engine: one function node's expression, compiled once."""
    zen = importlib.import_module("zen")
    domains, triggers = json.dumps(EXEMPT_DOMAINS), json.dumps(EXEMPT_TRIGGERS)
    rule = (
        f"day > 22 ? 'allowed' : domain in {domains} or trigger in {triggers} ? 'exempt'"
        " : domain == null or trigger == null ? 'undetermined' : 'forbidden'"
    )
    compiled = zen.compile_expression(rule)
    return lambda: [compiled.evaluate(row) for row in rows]


def rule_engine(rows: list[dict[str, Any]]) -> Callable[[], list[Any]]:
    """An expression of rule-engine."""
    engine = importlib.import_module("rule_engine")
    domains, triggers = json.dumps(EXEMPT_DOMAINS), json.dumps(EXEMPT_TRIGGERS)
    rule = engine.Rule(
        f'day > 22 ? "allowed" : ((domain in {domains} or trigger in {triggers}) ? "exempt"'
        ' : ((domain == null or trigger == null) ? "undetermined" : "forbidden"))'
    )
    return lambda: [rule.evaluate(row) for row in rows]


FIELD = {"zen-engine": zen_engine, "rule-engine": rule_engine}


def rule_engines(book: Rulebook, rows: int) -> dict[str, float]:
    """Microseconds a row for the bare outcome, beside bizenv's frame and its outcome alone."""
    frame = schedule(rows)
    expected = by_hand_polars(frame.lazy()).collect()["outcome"].to_list()
    given = [
        {"day": row["start"].day, "domain": row["domain"], "trigger": row["trigger"]}
        for row in frame.to_dicts()
    ]
    figures = {"rule_engine_rows": float(rows)}
    (ours,) = best_in_turn(3, lambda: book.check_frame(frame))
    figures["bizenv_frame_us_per_row"] = ours / rows * 1e6
    for name, build in FIELD.items():
        try:
            run = build(given)
        except ImportError:
            print(f"{name} is not installed")
            continue
        assert run() == expected, name
        figures[f"{name}_us_per_row"] = best_in_turn(3, run)[0] / rows * 1e6
    return figures


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    book = bizenv.load_rulebook("cn-jx-qingyuan")
    figures = engines(book, asked.rows, asked.times)
    figures |= rule_engines(book, min(asked.rows, 20_000))
    if asked.spark:
        figures |= spark(book, asked.rows)
    print(
        f"bizenv {bizenv.__version__}, Python {platform.python_version()}, polars "
        f"{pl.__version__}, pandas {pd.__version__}, DuckDB {duckdb.__version__}, "
        f"{platform.machine()}, {sys.platform}"
    )
    for name, figure in figures.items():
        print(f"{name:<32}{figure:>14,.3f}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
