"""An index from a table, with the row of every problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.indicators.index_tables import INDEX_HEADERS, read_index_table
from bizenv.indicators.records import table_of
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.text import Text
from bizenv.tables.cells import BadCell
from bizenv.tables.readers import open_table


def test_a_table_is_read_with_chinese_headers(tmp_path: Path) -> None:
    file = tmp_path / "index.csv"
    file.write_text(
        "代码,指标名称,英文名称,上级,方向,计量单位,最优值,最差值,权重,启用,辅助\n"
        "gov,政务服务,services,,,,,,70%,,\n"
        "days,办理时限,,gov,逆向,工作日,1,30,1,2022-01,\n"
        ",,,,,,,,,,\n"
        "people,人口,,,,,,,,,是\n",
        "utf-8",
    )
    index = read_index_table(open_table(file, INDEX_HEADERS), "x")
    assert index.leaves == ("days",)
    assert index["gov"].text == Text("政务服务", "services")
    assert (index["gov"].weight, index["days"].worst, index["days"].since) == (70, 30, "2022-01")
    assert (index["days"].unit, index["days"].sign) == ("工作日", -1)
    assert index["people"].auxiliary


def test_every_problem_is_told_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "index.csv"
    file.write_text(
        "代码,方向,权重,辅助\na,上,1,\nb,正向,多,\n,正向,1,\nc,正向,1,也许\nd,正向,-1,\ne,正向\n",
        "utf-8",
    )
    with pytest.raises(RecordError) as told:
        read_index_table(open_table(file, INDEX_HEADERS), "x")
    found = [
        (each.code, each.place.row, each.place.header or each.place.field)
        for each in told.value.problems
    ]
    assert found == [
        ("unknown-word", 2, "方向"),
        ("bad-value", 3, "权重"),
        ("missing-key", 4, None),
        ("bad-yes-no", 5, "辅助"),
        ("bad-setting", 6, None),
        ("wrong-cell-count", 7, None),
    ]


def test_rows_that_are_no_tree_are_told() -> None:
    with pytest.raises(RecordError) as told:
        read_index_table(table_of([{"代码": "a"}, {"代码": "a"}]), "x")
    assert told.value.say("en") == (
        "got these rows, expected index x: the code 'a' stands more than once [no-tree]"
    )


def test_broken_cells_and_lacking_columns_are_told() -> None:
    broken = BadCell("bad-cell", "#REF!", Text("数值", "a value"))
    with pytest.raises(RecordError, match="#REF!"):
        read_index_table(table_of([{"代码": "a", "权重": broken}]), "x")
    with pytest.raises(TableError, match="missing-column"):
        read_index_table(table_of([{"权重": 1}]), "x")
