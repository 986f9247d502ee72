"""A function of rows on every engine: each row is answered once, as in a frame in hand."""

from __future__ import annotations

from functools import partial
from typing import Any

import narwhals.stable.v1 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from engine_frames import ENGINES, duckdb_of, from_arrow

from bizenv.tables.added_columns import text_series
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.engines import (
    _told_of_batches,
    _told_of_structs,
    answer_rows,
    is_lazy,
    without_rows,
)

WORDS = ["税务", None, "环保", "税务", "", "it's", None]
EXPECTED = ["税务!", "?", "环保!", "税务!", "!", "it's!", "?"]


def shout(part: Any) -> Any:
    """A made-up answer: the word with a mark behind it, and nothing at all."""
    frame = nw.from_native(part, eager_only=True)
    words = frame["word"].to_list()
    column = encode([f"{word}!" if isinstance(word, str) else "?" for word in words])
    nothing = Encoded(column.codes * 0, [None])
    series = [text_series(frame, "said", column), text_series(frame, "nothing", nothing)]
    return frame.with_columns(*series).to_native()


@pytest.mark.parametrize("engine", ENGINES)
def test_each_row_is_answered_once(engine: str) -> None:
    to, back = ENGINES[engine]
    frame = pl.DataFrame({"number": range(7), "word": WORDS, 'a "b"': [1.5, None] * 3 + [2.0]})
    lazy = to(frame)
    assert is_lazy(lazy)
    told = answer_rows(lazy, ["word"], shout)
    assert is_lazy(told)
    rows = back(told).sort("number")
    assert [*frame.columns, "said", "nothing"] == rows.columns
    assert EXPECTED == rows["said"].cast(pl.String).to_list()
    assert [None] * 7 == rows["nothing"].to_list()
    assert [1.5, None, 1.5, None, 1.5, None, 2.0] == rows['a "b"'].to_list()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_frame_without_rows_has_the_columns(engine: str) -> None:
    to, _ = ENGINES[engine]
    empty = without_rows(to(pl.DataFrame({"word": ["税务"], "n": [1]})))
    assert ["word", "n"] == list(nw.from_native(empty, eager_only=True).columns)
    assert 0 == len(empty)


@pytest.mark.parametrize("frame", [pl.DataFrame(), pd.DataFrame(), pa.table({}), {"word": []}, 3])
def test_what_is_in_hand_or_no_frame_is_not_lazy(frame: Any) -> None:
    assert not is_lazy(frame)


def test_few_words_become_an_enumeration_in_duckdb() -> None:
    told = answer_rows(duckdb_of(pl.DataFrame({"word": ["it's", "b"]})), ["word"], shout)
    kinds = dict(zip(told.columns, map(str, told.types), strict=True))
    assert kinds["said"].startswith("ENUM(")
    assert "VARCHAR" == kinds["nothing"]


def test_many_words_stay_texts_in_duckdb() -> None:
    words = pl.DataFrame({"word": [f"word {number}" for number in range(257)]})
    told = answer_rows(duckdb_of(words), ["word"], shout)
    assert "VARCHAR" == str(told.types[1])
    assert set(words["word"] + "!") == set(from_arrow(told.to_arrow_table())["said"])


def test_what_polars_calls_in_its_threads() -> None:
    structs = pl.DataFrame({"word": WORDS}).to_struct("rows")
    told = _told_of_structs(shout, ["said"], structs)
    assert EXPECTED == told.struct.unnest()["said"].to_list()


def test_what_a_spark_worker_calls() -> None:
    """Batches come out one after another, as they come in."""
    batches = pa.table({"word": WORDS}).to_batches(max_chunksize=4)
    told = list(partial(_told_of_batches, shout)(iter(batches)))
    assert [4, 3] == [batch.num_rows for batch in told]
    assert EXPECTED == [word for batch in told for word in batch.column("said").to_pylist()]
