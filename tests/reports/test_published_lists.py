"""The table by which an officer confirms an import, and the figures above it."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from bizenv.reports.published_lists import (
    recognition_lines,
    review_lines,
    review_rows,
    write_review_csv,
    write_review_xlsx,
)
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tolerance.published.lists import PublishedList, list_from_records

RECORDS: list[dict[str, object]] = [
    {
        "序号": 1,
        "违法行为": "甲",
        "适用条件": "1.当场改正；2.资料完备",
        "依据": "《甲法》第一条",
        "备注": 1,
    },
    {"序号": 2, "违法行为": "乙", "适用条件": "首次违法，资料完备，不予处罚"},
    {"序号": 3, "违法行为": "丙"},
    {"序号": 4, "适用条件": "首次违法"},
]


@pytest.fixture
def book() -> PublishedList:
    return list_from_records(RECORDS, header_words()["lists"], title="示例清单")


def test_a_row_a_sentence_says_what_was_read_and_what_was_not(book: PublishedList) -> None:
    rows = list(review_rows(book, "zh"))
    assert [(row["item"], row["how"], row["weight"]) for row in rows] == [
        ("1", "已识别", None),
        ("1", "未识别", "error"),
        ("2", "部分识别", "warning"),
        ("3", "未识别", "error"),
        ("4", "已识别，有推定", None),
    ]
    one, other = rows[:2]
    assert (one["read"], one["unread"], one["joined"]) == ("当场改正", None, "未写明")
    assert one["assumed"] == "各项之间未写是否须同时满足，按须同时满足理解"
    assert (other["read"], other["assumed"]) == (None, None)
    assert other["unread"] == "资料完备（未能识别的词句）"
    assert (rows[2]["leniency"], rows[3]["unread"]) == ("应当不予处罚", "没有写适用条件")
    assert {row["confirmed"] for row in rows} == {None}


def test_an_item_without_a_behaviour_says_why(book: PublishedList) -> None:
    lines = list(recognition_lines(book, "en"))
    assert lines[-1].startswith("row 4 违法行为 (behaviour): got a blank, expected the behaviour")
    assert "columns not used: 备注" in lines


def test_the_lines_name_what_was_not_read_up_to_a_limit(book: PublishedList) -> None:
    lines = list(review_lines(book, "en", limit=1))
    assert lines == [
        "item 1, not read: 资料完备",
        "    资料完备 (words that are not known)",
        "and 2 more",
    ]
    assert len(list(review_lines(book, "en"))) == 6


def test_the_table_is_written_as_csv_and_as_a_workbook(book: PublishedList, tmp_path: Path) -> None:
    write_review_csv(book, tmp_path / "review.csv", "en")
    with (tmp_path / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][-1] == "confirmed"
    assert len(rows) == 6
    write_review_xlsx(book, tmp_path / "review.xlsx", "zh")
    sheet = openpyxl.load_workbook(tmp_path / "review.xlsx")["核对表"]
    assert [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)][1:2] == [
        ["1", 1, "甲", "《甲法》第一条", "", "未写明", "当场改正", "已识别", "当场改正",
         "各项之间未写是否须同时满足，按须同时满足理解", "", ""]
    ]  # fmt: skip
