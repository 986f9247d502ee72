"""A published list from a file of any kind that is read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bizenv.kernel.errors import TableError, UsageError
from bizenv.rulebooks.published import read_published_list

TABLE = "序号,违法行为,适用条件\n1,甲,首次违法\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.csv", TABLE),
        ("list.tsv", TABLE.replace(",", "\t")),
        ("list.txt", TABLE.replace(",", "\t")),
        ("list.md", "|序号|违法行为|适用条件|\n|---|---|---|\n|1|甲|首次违法|\n"),
        ("list.txt", "一、甲，首次违法\n"),
        ("list.json", '[{"违法行为": "甲", "适用条件": "首次违法"}]'),
        ("list.jsonl", '{"违法行为": "甲", "适用条件": "首次违法"}\n'),
        ("LIST.CSV", TABLE),
    ],
)
def test_the_ending_says_how_a_file_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    [item] = read_published_list(str(tmp_path / name)).items
    assert (item.behaviour, [each.sort for s in item.sentences for each in s.said]) == (
        "甲",
        ["first"],
    )


def test_a_sheet_and_a_leniency_may_be_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("清单").append(["违法行为", "适用条件"])
    book["清单"].append(["甲", "首次违法"])
    first = book.active
    assert first is not None
    first["A1"] = "说明"
    book.save(tmp_path / "list.xlsx")
    [item] = read_published_list(
        tmp_path / "list.xlsx", sheet="清单", leniency="may-not-punish"
    ).items
    assert item.leniency is not None
    assert (item.behaviour, item.leniency.value) == ("甲", "may-not-punish")


def test_what_is_no_list_is_refused(tmp_path: Path) -> None:
    for name, text in (("list.docx", "x"), ("list.txt", "没有编号"), ("list.csv", "a,b\n1,2\n")):
        (tmp_path / name).write_text(text, "utf-8")
        with pytest.raises(TableError):
            read_published_list(tmp_path / name)
    with pytest.raises(UsageError, match="may-not-punish"):
        read_published_list(tmp_path / "list.csv", leniency="perhaps")
    with pytest.raises(OSError, match="none"):
        read_published_list(tmp_path / "none.csv")
