"""Answers for rows, on frames of engines that work later or elsewhere.

A polars ``LazyFrame``, a Dask frame and a Spark frame stay lazy: nothing is read
until the engine runs, and then part by part, each part once. A DuckDB relation
and an Ibis table are asked for their distinct rows, in the columns on which the
answer depends and no others; the answers go back as a small table that is joined.
So the meaning is written once, for eager frames, and every engine gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

__all__ = ["LAZY", "Answers", "answer_rows", "is_lazy", "without_rows"]

Answers: TypeAlias = Callable[[Any], Any]
"""From an eager frame (pandas, polars, PyArrow) to the same with the answers after its columns."""

LAZY = "polars LazyFrame, Dask, PySpark, DuckDB, Ibis"
"""The engines whose frames are answered as they are, for messages."""


def is_lazy(frame: Any) -> bool:
    """Whether a frame belongs to an engine that works later or elsewhere.

    >>> import polars as pl
    >>> is_lazy(pl.LazyFrame({"a": [1]})), is_lazy(pl.DataFrame({"a": [1]}))
    (True, False)
    """
    return _engine_of(frame) is not None


def without_rows(frame: Any) -> Any:
    """An eager frame (pandas, polars, PyArrow) with the columns of a lazy one, and no rows."""
    return _engine_of(frame).empty(frame)


def answer_rows(frame: Any, asked: Sequence[str], answers: Answers) -> Any:
    """A lazy frame with a column for each answer.

    ``asked`` are the columns on which the answers depend.
    """
    return _engine_of(frame).answered(frame, asked, answers)


def _added(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The names of the columns that the answers have brought."""
    return list(after[len(before) :])


class _Polars:
    """A polars LazyFrame: an expression of the columns asked, so that plans are optimised."""

    @staticmethod
    def empty(frame: Any) -> Any:
        return frame.collect_schema().to_frame()

    @classmethod
    def answered(cls, frame: Any, asked: Sequence[str], answers: Answers) -> Any:
        import polars as pl

        told = answers(cls.empty(frame).select(asked))
        added = _added(asked, told.columns)

        kind = pl.Struct({name: told.schema[name] for name in added})
        told_of = partial(_told_of_structs, answers, added)
        each = pl.struct(asked).map_batches(told_of, return_dtype=kind, is_elementwise=True)
        return frame.with_columns(each.alias(_TOLD)).unnest(_TOLD)


def _told_of_structs(answers: Answers, added: Sequence[str], rows: Any) -> Any:
    """The answers of a polars series of structs, as structs; polars calls it in its own threads."""
    return answers(rows.struct.unnest()).select(added).to_struct(_TOLD)


_TOLD = "bizenv answers"


class _Dask:
    """A Dask frame: each partition is a pandas frame."""

    @staticmethod
    def empty(frame: Any) -> Any:
        return frame._meta

    @staticmethod
    def answered(frame: Any, _: Sequence[str], answers: Answers) -> Any:
        return frame.map_partitions(answers, meta=answers(frame._meta))


class _Spark:
    """A Spark frame: each worker judges the batches of its partitions as Arrow tables."""

    @staticmethod
    def empty(frame: Any) -> Any:
        return frame.limit(0).toArrow()

    @classmethod
    def answered(cls, frame: Any, _: Sequence[str], answers: Answers) -> Any:
        from pyspark.sql.pandas.types import from_arrow_schema
        from pyspark.sql.types import StructType

        empty = cls.empty(frame)
        told = answers(empty)
        added = _added(empty.column_names, told.column_names)
        fields = [from_arrow_schema(told.select([name]).schema)[0] for name in added]
        told_of = partial(_told_of_batches, answers)
        return frame.mapInArrow(told_of, StructType([*frame.schema.fields, *fields]))


def _told_of_batches(answers: Answers, batches: Iterator[Any]) -> Iterator[Any]:
    """The batches of a partition with their answers; a Spark worker calls it."""
    import pyarrow as pa

    for batch in batches:
        yield from answers(pa.Table.from_batches([batch])).combine_chunks().to_batches()


class _DuckDB:
    """A DuckDB relation: its distinct rows are judged, and joined back by its own hash join."""

    @staticmethod
    def empty(frame: Any) -> Any:
        return frame.limit(0).to_arrow_table()

    @staticmethod
    def answered(frame: Any, asked: Sequence[str], answers: Answers) -> Any:
        columns = [_quoted(name) for name in asked]
        told = answers(frame.project(", ".join(columns)).distinct().to_arrow_table())
        added = _added(asked, told.column_names)
        few = ", ".join([*columns, *(_as_enum(name, told) for name in added)])
        same = " AND ".join(f"few.{name} IS NOT DISTINCT FROM visits.{name}" for name in columns)
        shown = ", ".join(["visits.*", *(f"few.{_quoted(name)}" for name in added)])
        return frame.query(
            "visits",
            f"WITH few AS (SELECT {few} FROM told) "  # noqa: S608 - names and words are quoted
            f"SELECT {shown} FROM visits LEFT JOIN few ON {same}",
        )


def _as_enum(name: str, told: Any) -> str:
    """A column of answers, as an enumeration where it has few words: twice as fast to join."""
    import pyarrow as pa

    column = told[name]
    words = column.unique().drop_null().to_pylist() if pa.types.is_large_string(column.type) else ()
    if not 0 < len(words) <= _FEW_WORDS:
        return _quoted(name)
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"CAST({_quoted(name)} AS ENUM ({listed})) AS {_quoted(name)}"


_FEW_WORDS = 256


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Ibis:
    """An Ibis table, on whatever backend it stands: the same by its own join."""

    @staticmethod
    def empty(frame: Any) -> Any:
        return frame.schema().to_pyarrow().empty_table()

    @staticmethod
    def answered(frame: Any, asked: Sequence[str], answers: Answers) -> Any:
        import ibis

        told = answers(frame.select(*asked).distinct().to_pyarrow())
        table = ibis.memtable(told)
        same = [frame[name].identical_to(table[name]) for name in asked]
        added = [table[name] for name in _added(asked, told.column_names)]
        return frame.left_join(table, same).select(*(frame[n] for n in frame.columns), *added)


_ENGINE_BY_TYPE: dict[tuple[str, str], Any] = {
    ("polars", "LazyFrame"): _Polars,
    ("dask", "DataFrame"): _Dask,
    ("pyspark", "DataFrame"): _Spark,
    ("duckdb", "DuckDBPyRelation"): _DuckDB,
    ("_duckdb", "DuckDBPyRelation"): _DuckDB,
    ("ibis", "Table"): _Ibis,
}


def _engine_of(frame: Any) -> Any:
    """How to ask the engine of a frame; None where it is eager, or of no engine known here."""
    for kind in type(frame).__mro__:
        engine = _ENGINE_BY_TYPE.get((kind.__module__.partition(".")[0], kind.__name__))
        if engine is not None:
            return engine
    return None
