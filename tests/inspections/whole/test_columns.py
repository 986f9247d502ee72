"""Schedules as columns: cells read once, in one batch or in many."""

from datetime import date

import pytest

from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.columns import (
    BLANK,
    PLACEHOLDER,
    TRUE,
    Gatherer,
    VisitColumns,
    columns_of,
)
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tables.columns import encode


def gathered(*batches: dict[str, list[object]], torn: tuple[int, ...] = ()) -> VisitColumns:
    gatherer = Gatherer(CellReader(base_vocabulary()))
    for batch in batches:
        rows = len(next(iter(batch.values())))
        gatherer.add({name: encode(cells) for name, cells in batch.items()}, rows, torn)
    return gatherer.done()


def test_batches_are_joined_and_a_value_keeps_its_number() -> None:
    columns = gathered(
        {"start": ["2026-01-05"], "enterprise": ["E1"]},
        {"start": ["2026-01-06", "2026-01-05"], "enterprise": ["E2", "E1"]},
    )
    assert columns.fact("enterprise").decode() == ["E1", "E2", "E1"]
    assert columns.fact("start").decode()[1] == date(2026, 1, 6)
    assert (columns.rows, columns.given, columns.unread) == (3, 3, ())


def test_torn_and_unreadable_rows_are_left_out() -> None:
    columns = gathered({"start": ["2026-01-05", "soon", "2026-01-07"]}, torn=(0,))
    assert (columns.unread, columns.rows) == ((0, 1), 1)
    assert gathered().rows == 0


@pytest.mark.parametrize(
    ("ids", "names", "firms"),
    [
        (["E1", "E2"], ["甲", "乙"], ["E1", "E2"]),
        (["E1", ""], ["甲", "乙"], ["E1", "乙"]),
        (["E1", "nan"], ["甲", "E1"], ["E1", "E1"]),
        (None, ["甲", "乙"], ["甲", "乙"]),
    ],
)
def test_an_enterprise_goes_by_its_id_and_else_by_its_name(
    ids: list[object] | None, names: list[object], firms: list[str]
) -> None:
    cells: dict[str, list[object]] = {"start": ["2026-01-05"] * 2, "enterprise_name": names}
    assert gathered(cells | ({"enterprise": ids} if ids else {})).fact("enterprise").decode() == (
        firms
    )


def test_officers_are_several_names() -> None:
    columns = gathered({"start": ["2026-01-05"] * 2, "officers": ["甲、乙", "A"]})
    assert columns.fact("officers").decode() == [("甲", "乙"), ("A",)]


def test_rows_name_their_enterprise_truly_or_not() -> None:
    day = date(2026, 1, 5)
    columns = columns_of(
        [Inspection(start=day, enterprise=e) for e in (None, "0", "E1")]  # type: ignore[arg-type]
    )
    assert columns.identities.tolist() == [BLANK, PLACEHOLDER, TRUE]
