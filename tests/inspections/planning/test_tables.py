"""A table repaired: every row comes out, with its new day and the old one."""

from pathlib import Path
from typing import Any

import pytest
from plans import book

from bizenv.inspections.planning.tables import PlannedTable, added_cells, plan_table
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.planning.visits import Fixed
from bizenv.kernel.errors import TableError
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table

HEAD = "编号,检查机关,企业编号,检查类型,检查领域,检查起因,开始日期,结束日期,通知日期\n"


def planned(
    folder: Path,
    rows: str,
    mapping: TableMap | None = None,
    head: str = HEAD,
    fixed: Fixed | None = None,
    rules: Any = None,
    **terms: Any,
) -> PlannedTable:
    file = folder / "plan.csv"
    file.write_text(head + rows, encoding="utf-8")
    words, rules = header_words()["inspections"], rules or book()
    return plan_table(
        open_table(file, words),
        rules.inspections,
        words,
        mapping or TableMap(),
        Terms(**terms),
        fixed or Fixed(),
        rules.frequency_rules,
    )


ROWS = """\
V1,A,E1,日常检查,无,无,2024-06-18,2024-06-18,
V2,A,E2,日常检查,无,无,2024-06-25,,
V3,A,E3,日常检查,无,无,soon,,
,,,,,,,,
V4,A,E4,,无,无,2024-06-05,,
V5,A,E5,日常检查,无,无,2024/6/3,2024/6/21,2024-05-01
"""


def test_every_row_comes_out_with_what_becomes_of_it(tmp_path: Path) -> None:
    done = planned(tmp_path, ROWS)
    rows = dict(done.rows())
    assert [row.status for row in rows.values()] == [
        *("moved", "kept", "unreadable", "blank-row", "stays", "no-place")
    ]
    assert [row.cells["开始日期"] for row in rows.values()] == [
        *("2024-06-24", "2024-06-25", "soon", "", "2024-06-05", "2024/6/3")
    ]
    assert rows[0].cells["结束日期"] == "2024-06-24"
    assert rows[1].cells["结束日期"] == ""
    assert [row.span is None for row in rows.values()] == [False, False, True, True, False, False]
    assert (done.plan.rows, done.plan.unread, done.plan.visits) == (6, 2, 4)


def test_rows_that_are_kept_may_be_passed_over(tmp_path: Path) -> None:
    assert [number for number, _ in planned(tmp_path, ROWS).rows(kept=False)] == [0, 2, 3, 4, 5]


def test_the_added_cells_say_the_old_day_and_why(tmp_path: Path) -> None:
    rows = dict(planned(tmp_path, ROWS).rows())
    moved = added_cells(rows[0], "en")
    assert (str(moved["original_start"]), moved["displacement"]) == ("2024-06-18", 6)
    assert (moved["forced_by"], moved["clause"]) == ("in-quiet-period", "《示例办法》第一条")
    assert added_cells(rows[1], "en") == dict.fromkeys(moved) | {"plan": "kept"}
    assert added_cells(rows[2], "en")["message"].startswith("开始日期 (start): got 'soon'")
    assert added_cells(rows[4], "en")["message"].endswith(
        "It is undetermined or needs review, and stays."
    )
    assert added_cells(rows[5], "zh")["message"].endswith("或放宽日期范围。")


def test_a_longer_visit_moves_with_both_its_days(tmp_path: Path) -> None:
    done = planned(tmp_path, "V1,A,E1,日常检查,无,无,2024/6/18,20240620,\n")
    ((_, row),) = done.rows()
    assert (row.cells["开始日期"], row.cells["结束日期"]) == ("2024-06-24", "20240626")


def test_visits_that_were_notified_stay_where_asked(tmp_path: Path) -> None:
    row = "V5,A,E5,日常检查,无,无,2024-06-05,,2024-05-01\n"
    done = planned(tmp_path, row, fixed=Fixed(noticed=True))
    assert [row.status for _, row in done.rows()] == ["stays"]


def test_a_row_with_too_many_cells_stays_unread(tmp_path: Path) -> None:
    done = planned(tmp_path, "V1,A,E1,日常检查,无,无,2024-06-18,,,x\n")
    assert (done.plan.visits, done.plan.unread) == (0, 1)


def test_frequency_rules_count_the_rows_of_a_table(tmp_path: Path) -> None:
    rules = book(most=1, by="all", joint_once=True)
    rows = "V1,A,E1,日常检查,无,无,2024-06-24,,\nV2,B,E1,日常检查,无,无,2024-06-26,,\n"
    done = planned(tmp_path, rows, rules=rules)
    assert [row.cells["开始日期"] for _, row in done.rows()] == ["2024-06-24"] * 2


def test_days_are_written_in_the_format_of_the_map(tmp_path: Path) -> None:
    mapping = TableMap({"start": FieldMap(column="when", format="%d.%m.%Y")})
    head = "when,检查类型,检查领域,检查起因\n"
    done = planned(tmp_path, "18.06.2024,日常检查,无,无\n", mapping, head)
    assert [row.cells["when"] for _, row in done.rows()] == ["24.06.2024"]
    assert done.day_columns == ("when",)


def test_the_columns_that_last_are_not_those_of_days_nor_our_own(tmp_path: Path) -> None:
    head = HEAD.rstrip("\n") + ",plan,bizenv_plan\n"
    done = planned(tmp_path, "V1,A,E1,日常检查,无,无,2024-06-18,,,kept,kept\n", head=head)
    assert done.lasting_columns == frozenset(HEAD.strip().split(",")) - {"开始日期", "结束日期"}


def test_a_table_without_a_column_for_the_day_is_refused(tmp_path: Path) -> None:
    """A blank that means a day is not enough: there is no cell for the new one."""
    mapping = TableMap({"start": FieldMap(blank="2024-06-18")})
    with pytest.raises(TableError, match="start"):
        planned(tmp_path, "A\n", mapping, "检查机关\n")
