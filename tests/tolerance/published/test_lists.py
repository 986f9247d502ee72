"""Whole lists: columns as agencies name them, headings, merged cells, prose, labels, bars.

All lists here are made up; their forms are those of published ones.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from condition_words import noted_item

from bizenv.kernel.errors import TableError
from bizenv.rulebooks.published import read_published_list
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.parts import Joined
from bizenv.tolerance.published.sentences import How

Read = Callable[..., PublishedList]


ONE = [["first unbounded"], ["corrected timely"]]


@pytest.mark.parametrize(
    "table",
    [
        "序号,违法行为,适用条件\n1,未公示,1.首次违法；2.及时改正\n",
        "序号\t类别\t事项名称\t法律依据\t适用条件\n1\t登记\t未公示\t《甲条例》第五条\t1.首次违法；2.及时改正\n",
        "序号;违法情形;适用条件;法定依据\n1;未公示;（1）首次违法（2）及时改正;《甲条例》第五条\n",
        "处罚事项名称,适用条件,法规依据\n未公示,①首次违法②及时改正,《甲条例》第五条\n",
        "序号,类别,违法行为,法律条款,依法不予行政处罚情形\n1,甲,未公示,《甲条例》第五条,1.首次违法；2.及时改正\n",
        "示例市轻微违法行为不予处罚清单,,\n序号,处罚事项,不予处罚的情形\n1,未公示,1.首次违法；2.及时改正\n",
        "|序号|违法行为|适用条件|\n| --- | --- | --- |\n|1|未公示|1.首次违法；2.及时改正|\n",
    ],
    ids=["three", "tabs", "semicolons", "unnumbered", "five", "titled", "markdown"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_of_three_to_five_columns_are_read(read: Read, table: str, encoding: str) -> None:
    [item] = read(table.encode(encoding)).items
    assert (item.id, item.behaviour) == ("1", "未公示")
    assert noted_item(item) == ONE


def test_the_same_number_twice_is_told_apart(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n1,甲,首次违法\n1,乙,首次违法\n")
    assert [item.id for item in book.items] == ["1", "1-2"]


def test_the_head_of_the_column_may_ask_for_all(read: Read) -> None:
    book = read("序号,事项名称,适用条件（需同时满足）\n1,甲,1.首次违法。2.及时改正。\n")
    [item] = book.items
    assert (item.joined, item.notes) == (Joined.ALL, ())


def test_which_leniency_may_stand_in_a_column_of_its_own(read: Read) -> None:
    book = read(
        "序号,事项名称,免罚情形,适用条件\n1,甲,轻微不罚,1.违法行为轻微\n2,乙,首违免罚,1.初次违法\n"
        "3,丙,按规定,及时改正，应当从轻处罚\n4,丁,按规定,及时改正\n",
        leniency="may-mitigate",
    )
    assert [item.leniency.value for item in book.items if item.leniency] == [
        "shall-not-punish",
        "may-not-punish",
        "shall-lighten",
        "may-mitigate",
    ]


def test_a_title_that_names_several_kinds_says_none(read: Read) -> None:
    book = read("示例市不予处罚、不予强制清单,\n违法行为,适用条件\n甲,首次违法\n")
    assert [item.leniency for item in book.items] == [None]


def test_columns_that_are_not_read_are_named(read: Read) -> None:
    book = read("序号,违法行为,适用条件,备注\n1,甲,首次违法,无\n")
    assert book.unused == ("备注",)


def test_a_table_without_a_behaviour_is_refused(read: Read) -> None:
    with pytest.raises(TableError) as caught:
        read("序号,适用条件,依据\n1,首次违法,《甲法》第一条\n")
    assert [problem.code for problem in caught.value.problems] == ["missing-column"]


def _book(path: Path, rows: list[list[object]], merged: list[str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_merged_cells_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["示例市免罚清单（不予处罚）", None, None, None, None],
        ["序号", "类别", "违法行为", "法律依据", "适用条件"],
        ["一、登记类", None, None, None, None],
        [1, "登记", "甲", "《甲法》第一条", "首次违法，及时改正"],
        [None, None, None, "《乙法》第二条", None],
        [2, None, "乙", "《甲法》第三条", "首次违\n法，\n及时改正"],
    ]
    merged = ["A1:E1", "A3:E3", "A4:A5", "B4:B6", "C4:C5", "E4:E5"]
    book = read_published_list(_book(tmp_path / "list.xlsx", rows, merged))
    assert book.title == "示例市免罚清单（不予处罚）"
    one, two = book.items
    assert [str(norm) for norm in one.norms] == ["《甲法》第一条", "《乙法》第二条"]
    assert [(item.id, item.domain) for item in book.items] == [("1", "登记"), ("2", "登记")]
    assert noted_item(one) == noted_item(two) == [["first unbounded", "corrected timely"]]
    assert {item.leniency for item in book.items if item.leniency} == {"shall-not-punish"}


def test_a_table_in_a_text_file_is_a_table(read: Read) -> None:
    [item] = read("序号\t违法行为\t适用条件\n1\t甲\t首次违法\n", "list.txt").items
    assert item.behaviour == "甲"


def test_records_of_json_with_lists_in_cells(read: Read) -> None:
    book = read(
        '{"title": "示例清单（不予处罚）", "items": [{"no": 7, "violation": "甲", "conditions": '
        '["首次违法", "及时改正"], "preamble": "有下列情形之一的："}, '
        '{"no": 8, "violation": "乙", "conditions": ["首次违法"]}, '
        '{"no": 9, "violation": "丙", "conditions": []}]}',
        "list.json",
    )
    assert (book.title, [item.id for item in book.items]) == (
        "示例清单（不予处罚）",
        ["7", "8", "9"],
    )
    assert (book.items[0].joined, noted_item(book.items[0])) == (Joined.ANY, ONE)
    assert noted_item(book.items[1]) == [["first unbounded"]]
    assert book.items[2].sentences == ()


def test_records_of_json_need_no_title(read: Read) -> None:
    book = read('[{"违法行为": "甲", "适用条件": "首次违法"}]', "list.json")
    assert (book.title, book.items[0].id) == (None, "1")


def test_how_much_was_understood_is_counted(read: Read) -> None:
    book = read(
        "违法行为,适用条件\n甲,1.当场改正；2.资料完备\n乙,当场改正\n丙,资料完备\n丁,首次违法，资料完备\n"
    )
    told = book.recognition
    assert (told.whole, told.total) == (2, 5)
    assert told.sentences == {How.READ: 2, How.UNREAD: 2, How.PARTLY: 1}
    assert told.items == {How.PARTLY: 2, How.READ: 1, How.UNREAD: 1}
