"""A new day is written as the old one was, and can be read again."""

from datetime import date, datetime
from typing import Any

import pytest

from bizenv.inspections.planning.rewriting import day_cell
from bizenv.tables.cells import read_day
from bizenv.tables.mapping import FieldMap, TableMap

NEW = date(2023, 6, 23)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023-06-15", "2023-06-23"),
        ("2023/6/15", "2023-06-23"),
        ("2023年6月15日", "2023-06-23"),
        ("20230615", "20230623"),
        (" 20230615 ", "20230623"),
        (date(2023, 6, 15), NEW),
        (datetime(2023, 6, 15), datetime(2023, 6, 23)),
        (20230615, 20230623),
        (45092, 45100),
        (45092.0, 45100.0),
        (None, NEW),
    ],
)
def test_the_cell_is_of_the_kind_that_it_was(old: Any, new: Any) -> None:
    cell = day_cell(old, NEW, "start", TableMap())
    assert (cell, type(cell)) == (new, type(new))
    assert read_day(cell) == NEW


def test_a_format_of_the_map_is_kept() -> None:
    mapping = TableMap({"start": FieldMap(format=["%d/%m/%Y", "%Y-%m-%d"])})
    assert day_cell("15/06/2023", NEW, "start", mapping) == "23/06/2023"


def test_of_two_formats_that_read_a_day_differently_the_plain_one_is_written() -> None:
    """06/07 is two days, so it is written in the way that is read as one."""
    mapping = TableMap({"start": FieldMap(format=["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d"])})
    assert day_cell("15/06/2023", date(2023, 7, 6), "start", mapping) == "2023-07-06"


def test_a_time_that_is_dropped_stays() -> None:
    mapping = TableMap({"start": FieldMap(time="drop")})
    old = datetime(2023, 6, 15, 9, 30)
    assert day_cell(old, NEW, "start", mapping) == datetime(2023, 6, 23, 9, 30)
    assert day_cell(old, NEW, "start", TableMap()) == datetime(2023, 6, 23)
