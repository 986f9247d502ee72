"""Combinations: which there are, and which each row has, however many columns there be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.tables import combinations
from bizenv.tables.columns import encode
from bizenv.tables.combinations import Combinations

WIDTH = 4
rows_of_cells = st.lists(
    st.lists(st.integers(0, 3), min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=20
)


def combined(rows: list[list[int]]) -> list[tuple[int, ...]]:
    """Rows as they come back from their columns."""
    found = Combinations(np.zeros(len(rows), dtype=np.int32))
    for column in zip(*rows, strict=True):
        found.add(encode(column))
    distinct, codes = found.distinct()
    assert len(distinct) == len(set(distinct))
    return [distinct[code] for code in codes.tolist()]


@given(rows_of_cells)
def test_every_row_has_its_own_combination(rows: list[list[int]]) -> None:
    """Property: what each row held comes back, and no combination is listed twice."""
    assert combined(rows) == [tuple(row) for row in rows]


@pytest.mark.parametrize("largest", [1, 4, 15])
def test_keys_that_grow_too_large_are_numbered_anew(
    largest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the same wherever the key is cut."""
    monkeypatch.setattr(combinations, "_LARGEST_KEY", largest)
    rows = [[a, b, c, 7] for a in range(3) for b in range(3) for c in range(2)]
    assert combined([*rows, *rows]) == [tuple(row) for row in rows] * 2


def test_more_keys_than_small_integers_hold() -> None:
    """Two columns of 70,000 values each have more combinations than 32 bits can number."""
    rows = [[number, -number] for number in range(70_000)]
    assert combined(rows) == [tuple(row) for row in rows]


def test_no_columns_make_one_empty_combination() -> None:
    """Every row has it."""
    distinct, codes = Combinations(np.zeros(2, dtype=np.int32)).distinct()
    assert (distinct, codes.tolist()) == ([()], [0, 0])
