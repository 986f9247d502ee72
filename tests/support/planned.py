"""A planned table for the tests of reports: one row of each kind of change."""

from __future__ import annotations

from pathlib import Path

from plans import book

from bizenv.inspections.planning.tables import PlannedTable, plan_table
from bizenv.inspections.planning.terms import Terms
from bizenv.inspections.planning.visits import Fixed
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.mapping import TableMap
from bizenv.tables.readers import open_table

HEAD = "编号,检查机关,企业名称,检查类型,检查领域,检查起因,检查事项,开始日期,结束日期\n"
ROWS = """\
V1,区税务局,"甲,公司",日常检查,无,无,账簿,2024-06-18,2024-06-18
V2,区税务局,乙,日常检查,无,无,,2024-06-25,
V3,区税务局,丙,日常检查,无,无,,soon,
,,,,,,,,
V4,=1+1,丁,,无,无,,2024-06-05,
V5,=1+1,戊,日常检查,无,无,,2024-06-03,2024-06-21
,,,日常检查,无,无,,2024-06-29,
"""
"""Moved, kept, unreadable, blank, stays, no place, moved from a rest day."""


def planned(
    folder: Path, rows: str = ROWS, head: str = HEAD, name: str = "plan.csv"
) -> PlannedTable:
    """The table, written to a file and repaired."""
    file = folder / name
    file.write_text(head + rows, encoding="utf-8")
    words = header_words()["inspections"]
    table = open_table(file, words)
    return plan_table(table, book().inspections, words, TableMap(), Terms(), Fixed())
