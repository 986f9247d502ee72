"""Columns added to a frame: under which names, and as series of the frame's own kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v1 as nw

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tables.columns import Encoded

__all__ = ["added_names", "text_dtype", "text_series"]


def added_names(
    taken: Sequence[str], columns: Sequence[str], known: Sequence[str], prefix: str
) -> dict[str, str]:
    """By verdict column, the name under which it is added to a frame.

    Raises:
        UsageError: a column is none of those known, or a name is taken.
    """
    if unknown := [name for name in columns if name not in known]:
        every = ", ".join(known)
        raise UsageError(
            Text(
                f"columns={unknown[0]!r}：应为其中一些：{every}",
                f"columns={unknown[0]!r}: expected some of {every}",
            )
        )
    names = {column: prefix + column for column in columns}
    if over := sorted(set(names.values()) & set(taken)):
        raise UsageError(
            Text(
                f"数据框已有 {over[0]!r} 列：请用 prefix 给结论列加前缀",
                f"the frame already has a column {over[0]!r}; give the verdict columns a prefix",
            )
        )
    return names


def text_series(frame: nw.DataFrame[Any], name: str, column: Encoded) -> nw.Series[Any]:
    """A column of texts as a series of the kind that a frame has."""
    if frame.implementation.is_polars():
        import polars as pl

        small = pl.Series(name, column.values, dtype=pl.String)
        return nw.from_native(small.gather(pl.Series(column.codes)), series_only=True)
    if frame.implementation.is_pandas_like():
        import pandas as pd

        words = pd.array(list(column.values), dtype=text_dtype())
        series = pd.Series(words.take(column.codes), index=frame.to_native().index, name=name)
        return nw.from_native(series, series_only=True)
    import pyarrow as pa

    told = pa.array(column.values, pa.large_string()).take(pa.array(column.codes))
    texts: nw.Series[Any] = nw.from_native(pa.chunked_array([told]), series_only=True)
    return texts.alias(name)


def text_dtype() -> Any:
    """The type that this pandas gives to text: before pandas 3, "str" makes a word of None."""
    import pandas as pd

    return pd.Series(["text"]).dtype
