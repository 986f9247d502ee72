"""The verdicts of a frame are those of its rows, whatever engine the frame is of."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import polars as pl
import pytest
from engine_frames import ENGINES, duckdb_of, from_arrow
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from visit_rows import bulk_rows, scalar

from bizenv import load_rulebook
from bizenv.inspections.frames import VERDICT_COLUMNS
from bizenv.kernel.errors import TableError
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.tables.engines import is_lazy
from bizenv.testing.strategies import inspection_rows, rulebooks

QINGYUAN = load_rulebook("cn-jx-qingyuan")


def numbered(rows: list[dict[str, Any]], days: Any = pl.String) -> pl.DataFrame:
    """Rows as a frame with a number each, for engines keep no order; all cells texts but days."""
    columns = {
        name: pl.Series([row[name] for row in rows], strict=False, dtype=pl.String)
        if name not in ("start", "end") or days is pl.String
        else pl.Series([row[name] for row in rows], dtype=pl.Date).cast(days)
        for name in rows[0]
    }
    return pl.DataFrame({"number": range(len(rows)), **columns})


def verdicts(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return bulk_rows(frame.sort("number"))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=12, deadline=None)
@given(rulebooks(), st.lists(inspection_rows(as_text=True), min_size=1, max_size=8))
def test_texts_get_the_verdicts_of_their_rows(
    engine: str, book: Rulebook, rows: list[dict[str, Any]]
) -> None:
    """Dirty cells, blanks and words that are in no list, on drawn rulebooks."""
    to, back = ENGINES[engine]
    checked = book.check_frame(to(numbered(rows)))
    assert is_lazy(checked)
    assert [scalar(book, row) for row in rows] == verdicts(back(checked))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=8, deadline=None)
@given(rulebooks(), st.lists(inspection_rows(), min_size=1, max_size=8))
def test_days_get_the_verdicts_of_their_rows(
    engine: str, book: Rulebook, rows: list[dict[str, Any]]
) -> None:
    """Days as dates, and as moments at midnight."""
    to, back = ENGINES[engine]
    expected = [scalar(book, row) for row in rows]
    for kind in (pl.Date, pl.Datetime("us")):
        assert expected == verdicts(back(book.check_frame(to(numbered(rows, kind)))))


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_are_alike_come_out_once_each(engine: str) -> None:
    """Nothing is lost and nothing doubled, blanks among what is alike."""
    to, back = ENGINES[engine]
    frame = pl.DataFrame(
        {
            "start": [date(2023, 6, 15), None, date(2023, 6, 15), None, date(2023, 6, 25)],
            "domain": ["税务", None, "税务", None, None],
            "检查起因": ["无", None, "无", None, None],
            'a "quoted" name': [1, 2, 3, 4, 5],
        }
    ).with_row_index("number")
    checked = back(QINGYUAN.check_frame(to(frame), columns=["outcome", "codes"], prefix="v_"))
    assert [*frame.columns, "v_outcome", "v_codes"] == checked.columns
    assert checked.sort("number")["v_outcome"].to_list() == [
        "forbidden",
        None,
        "forbidden",
        None,
        "allowed",
    ]
    assert [1, 2, 3, 4, 5] == checked.sort("number")['a "quoted" name'].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_frame_without_rows_gets_its_columns(engine: str) -> None:
    to, back = ENGINES[engine]
    frame = pl.DataFrame(schema={"start": pl.Date, "domain": pl.String})
    checked = back(QINGYUAN.check_frame(to(frame)))
    assert ["start", "domain", *VERDICT_COLUMNS] == checked.columns
    assert checked.is_empty()


@pytest.mark.parametrize("engine", ENGINES)
def test_reasons_are_told_on_any_engine(engine: str) -> None:
    to, back = ENGINES[engine]
    frame = pl.DataFrame({"检查日期": ["2023-06-15"], "检查领域": ["税务"], "检查起因": ["无"]})
    kept = back(QINGYUAN.check_frame(to(frame), explain=True, lang="en"))
    expected = QINGYUAN.check_frame(frame, explain=True, lang="en")
    assert expected["message"].to_list() == kept["message"].to_list()
    assert expected["obligations"].to_list() == kept["obligations"].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_an_agency_written_as_a_number_that_lost_digits_has_no_verdict(engine: str) -> None:
    """As in a frame in hand: the column of words is read where its type admits such numbers."""
    to, back = ENGINES[engine]
    frame = pl.DataFrame({"start": ["2023-06-25"], "enterprise": [9.1e17], "number": [0]})
    assert ["lost-digits"] == back(QINGYUAN.check_frame(to(frame)))["codes"].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_frame_without_a_day_is_refused_at_once(engine: str) -> None:
    to, _ = ENGINES[engine]
    with pytest.raises(TableError, match="missing-column"):
        QINGYUAN.check_frame(to(pl.DataFrame({"domain": ["tax"]})))


def test_a_lazy_frame_reads_only_what_is_asked() -> None:
    """A plan is optimised as ever: columns that nobody asks for are not read."""
    frame = pl.LazyFrame({"start": [date(2023, 6, 15)], "domain": ["tax"], "big": ["…"]})
    plan = QINGYUAN.check_frame(frame).select("outcome").explain()
    assert '"big"' not in plan.partition("PROJECT[")[2]


def test_a_relation_outlives_what_it_was_made_of() -> None:
    """The answers stay with the relation when the frames that made it are gone."""
    import gc

    checked = QINGYUAN.check_frame(duckdb_of(pl.DataFrame({"start": ["2023-06-25"]})))
    gc.collect()
    assert ["allowed"] == from_arrow(checked.to_arrow_table())["outcome"].to_list()


# --- Spark ------------------------------------------------------------------


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """Two local workers; they run this Python."""
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if not (shutil.which("java") or "JAVA_HOME" in os.environ):
        pytest.skip("Spark needs Java, and there is none")
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = sql.SparkSession.builder.master("local[2]").appName("bizenv tests")
    settled = {
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.sql.shuffle.partitions": "2",
    }
    for name, value in settled.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def spark_frame(session: Any, frame: pl.DataFrame) -> Any:
    return session.createDataFrame(frame.to_arrow()).repartition(2)


# PySpark 4.3 warns of pandas 3, which has no part in this.
spark_warns = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")


@spark_warns
def test_spark_gives_the_verdicts_of_its_rows(spark: Any) -> None:
    """Dirty rows, many at a time: a plan takes seconds to start."""
    drawn: list[list[dict[str, Any]]] = []

    @settings(max_examples=40, deadline=None, phases=[Phase.generate], database=None)
    @given(st.lists(inspection_rows(as_text=True), min_size=4, max_size=12))
    def draw(rows: list[dict[str, Any]]) -> None:
        drawn.append(rows)

    draw()
    rows = [row for some in drawn for row in some]
    assert len(rows) > 150
    checked = QINGYUAN.check_frame(spark_frame(spark, numbered(rows)))
    assert [scalar(QINGYUAN, row) for row in rows] == verdicts(from_arrow(checked.toArrow()))


@spark_warns
def test_spark_reads_days_and_moments_without_a_zone(spark: Any) -> None:
    frame = pl.DataFrame(
        {"start": [date(2023, 6, 15), date(2023, 6, 25), None], "domain": ["税务"] * 3}
    ).with_columns(number=pl.int_range(3))
    for kind in (pl.Date, pl.Datetime("us")):
        asked = spark_frame(spark, frame.with_columns(pl.col("start").cast(kind)))
        if kind != pl.Date:
            asked = asked.withColumn("start", asked["start"].cast("timestamp_ntz"))
        got = from_arrow(QINGYUAN.check_frame(asked).toArrow()).sort("number")
        expected = ["undetermined", "allowed", None]
        assert expected == got["outcome"].to_list()
        assert [date(2023, 6, 23), None, None] == got["next_allowed"].to_list()


@spark_warns
def test_spark_stays_lazy(spark: Any) -> None:
    """A frame that could not be computed can be asked for its plan."""
    broken = spark.range(3).selectExpr("raise_error('read') as start")
    assert [*VERDICT_COLUMNS] == QINGYUAN.check_frame(broken).columns[1:]


def test_pandas_frames_are_not_lazy() -> None:
    assert not is_lazy(pd.DataFrame({"start": []}))
