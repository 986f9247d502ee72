"""Whole lists: columns as agencies name them, headings, merged cells, prose, labels, bars.

All lists here are made up; their forms are those of published ones.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from condition_words import noted, noted_sentence

from bizenv.kernel.errors import TableError
from bizenv.rulebooks.published import read_published_list
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.items import PublishedItem
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.parts import Joined
from bizenv.tolerance.published.sentences import How

Read = Callable[..., PublishedList]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read the text of a file as a list."""

    def reading(text: str | bytes, name: str = "list.csv", **asked: Any) -> PublishedList:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_published_list(file, **asked)

    return reading


def said(item: PublishedItem) -> list[list[str]]:
    return [noted_sentence(sentence) for sentence in item.sentences]


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
    assert said(item) == ONE


def test_headings_repeated_headers_and_blank_rows_are_no_items(read: Read) -> None:
    book = read(
        "示例清单,,\n序号,违法行为,适用条件\n一、登记类,,\n1,甲,首次违法\n,,\n序号,违法行为,适用条件\n"
        "2,乙,首次违法\n二、广告类,二、广告类,二、广告类\n3,丙,首次违法\n"
    )
    assert book.title == "示例清单"
    assert [(item.id, item.behaviour, item.domain) for item in book.items] == [
        ("1", "甲", "一、登记类"),
        ("2", "乙", "一、登记类"),
        ("3", "丙", "二、广告类"),
    ]


def test_a_category_written_once_holds_for_the_rows_below(read: Read) -> None:
    """Word tables saved as CSV leave merged cells blank."""
    book = read(
        "序号,类别,违法行为,适用条件\n1,登记,甲,首次违法\n2,,乙,首次违法\n3,广告,丙,首次违法\n"
    )
    assert [item.domain for item in book.items] == ["登记", "登记", "广告"]


def test_a_row_without_a_behaviour_is_kept_with_its_problem(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n1,甲,首次违法\n2,,及时改正\n")
    assert [item.behaviour for item in book.items] == ["甲", ""]
    [problem] = book.problems
    assert problem.say("zh").split("list.csv")[1] == (
        ":3 第 3 行 违法行为 (behaviour)：读到空白，应为违法行为 [no-behaviour] "
        "提示：这一行若是上一项的续行，请并入上一项"
    )


def test_a_torn_row_is_kept_with_its_problem(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n1,甲,首次违法,多,余\n2,乙,首次违法\n")
    assert [problem.code for problem in book.problems] == ["wrong-cell-count"]
    assert len(book.items) == 2


def test_the_same_number_twice_is_told_apart(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n1,甲,首次违法\n1,乙,首次违法\n")
    assert [item.id for item in book.items] == ["1", "1-2"]


def test_the_head_of_the_column_may_ask_for_all(read: Read) -> None:
    book = read("序号,事项名称,适用条件（需同时满足）\n1,甲,1.首次违法。2.及时改正。\n")
    [item] = book.items
    assert (item.joined, item.notes) == (Joined.ALL, ())


def test_parts_joined_by_nothing_are_all_needed_and_that_is_told(read: Read) -> None:
    [item] = read("违法行为,适用条件\n甲,1.首次违法。2.及时改正。\n").items
    assert item.notes == (notes.JOINED,)
    assert item.condition is not None
    assert noted(item.condition) == "all(first unbounded | corrected timely)"


OPPOSED = [
    "（一）违法行为轻微并及时纠正，没有造成危害后果的；（二）初次违法且危害后果轻微并及时改正的。",
    "1.首次发现，当场纠正，危害后果轻微的 2.当事人有证据足以证明没有主观过错的",
    "1.首次违法，及时改正；2.违法行为在二年内未被发现；3.其他依法不予处罚的情形",
]


@pytest.mark.parametrize("cell", OPPOSED, ids=range(len(OPPOSED)))
def test_parts_that_look_like_alternatives_are_not_joined_silently(read: Read, cell: str) -> None:
    [item] = read(f"违法行为,适用条件\n甲,{cell}\n").items
    assert (item.how, item.notes) == (How.PARTLY, (notes.OPPOSED,))
    assert item.condition is not None
    assert noted(item.condition).startswith("stated sentence-")


def test_alternatives_that_the_list_names_are_alternatives(read: Read) -> None:
    [item] = read(
        "违法行为,适用条件\n甲,有下列情形之一的：（一）违法行为轻微；（二）初次违法，并符合下列条件："
        "1.危害后果轻微；2.及时改正。\n"
    ).items
    assert item.condition is not None
    assert noted(item.condition) == (
        "any(minor | all(first unbounded | harm minor | corrected timely))"
    )


def test_words_above_the_parts_are_conditions_too(read: Read) -> None:
    [item] = read(
        "违法行为,适用条件\n甲,首次违法，且符合下列条件的：1.及时改正；2.签署承诺书\n"
    ).items
    assert said(item) == [["first unbounded"], ["corrected timely"], ["committed tolerance-letter"]]


def test_words_above_the_parts_are_never_lost(read: Read) -> None:
    [item] = read("违法行为,适用条件\n甲,资料完备：1.及时改正；2.首次违法\n").items
    assert said(item) == [["? 资料完备"], ["corrected timely"], ["first unbounded"]]


def test_behaviour_and_conditions_in_one_cell_are_divided(read: Read) -> None:
    book = read(
        "序号,免罚事项名称,实施依据\n"
        "1,建设项目未依法备案，首次被发现，经责令改正后5个工作日内完成备案的,《甲法》第十六条\n"
        "2,未依法报批，处于初期建设阶段，资料完备，检查发现后立即停止建设或恢复原状的,《甲法》第二十四条\n"
        "3,未按规定公示的,《乙法》第一条\n"
    )
    one, two, three = book.items
    assert (one.behaviour, one.conditions) == (
        "建设项目未依法备案",
        "首次被发现，经责令改正后5个工作日内完成备案的",
    )
    assert said(one) == [["first unbounded", "corrected 5 working days from order"]]
    assert notes.CUT in one.assumed
    assert (two.behaviour, two.how) == ("未依法报批", How.PARTLY)
    assert two.sentences[0].unread == ("资料完备",)
    assert (three.behaviour, three.sentences, three.how) == ("未按规定公示的", (), How.UNREAD)


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
    assert said(one) == said(two) == [["first unbounded", "corrected timely"]]
    assert {item.leniency for item in book.items if item.leniency} == {"shall-not-punish"}


PROSE = """\
示例市城市管理轻微违法行为免罚清单
为优化营商环境，制定本清单。
一、下列轻微违法行为及时纠正，没有造成危害后果的，不予行政处罚：
（一）违反《甲条例》第十三条第二款，施工单位未按照要求公示，首次被发现，责令限期改正后
及时改正的；
（二）违反《甲条例》第十四条第（三）项的规定，未设置铭牌，首次被发现的。
二、下列违法行为，可以不予行政处罚：
1.违反《乙条例》第二十八条，占用道路洗车，首次被发现，当场改正的
2.违反《丙法》第十六条第一款第五项的下列情形：
（1）探测器损坏，当场整改的；
（2）喷头损坏，次日完成整改的。
本清单自2024年1月1日起施行。
"""


def test_numbered_prose_with_headings_that_hold_conditions(read: Read) -> None:
    book = read(PROSE, "list.txt")
    assert book.title == "示例市城市管理轻微违法行为免罚清单"
    assert book.others == ("为优化营商环境，制定本清单。", "本清单自2024年1月1日起施行。")
    assert [
        (i.behaviour, str(i.norms[0]), i.leniency and i.leniency.value) for i in book.items
    ] == [
        ("施工单位未按照要求公示", "《甲条例》第十三条第二款", "shall-not-punish"),
        ("未设置铭牌", "《甲条例》第十四条第三项", "shall-not-punish"),
        ("占用道路洗车", "《乙条例》第二十八条", "may-not-punish"),
        ("探测器损坏", "《丙法》第十六条第一款第五项", "may-not-punish"),
        ("喷头损坏", "《丙法》第十六条第一款第五项", "may-not-punish"),
    ]
    common = ["corrected timely", "harm none"]
    assert [said(item) for item in book.items] == [
        [common, ["first unbounded", "corrected within-order"]],
        [common, ["first unbounded"]],
        [["first unbounded", "corrected on-spot"]],
        [["corrected on-spot"]],
        [["corrected next-day"]],
    ]


def test_lines_of_labels_and_texts(read: Read) -> None:
    book = read(
        "示例指引\n1.处罚事项名称：随地吐痰\n适用条件：首次被发现，\n当场改正，不予处罚\n法规依据：《甲办法》第三十条第一款\n"
        "2.处罚事项名称：乱挂\n适用条件：首次违法，不予处罚\n",
        "list.txt",
    )
    one, two = book.items
    assert (one.behaviour, str(one.norms[0])) == ("随地吐痰", "《甲办法》第三十条第一款")
    assert said(one) == [["first unbounded", "corrected on-spot"]]
    assert two.behaviour == "乱挂"


def test_a_table_of_which_only_cells_and_bars_are_left(read: Read) -> None:
    book = read(
        "示例区不予处罚清单\n序号 |\n处罚事项 |\n不予处罚的情形 |\n罚则 |\n1 |\n未着装 |\n"
        "首次发现，当场纠正 |\n《甲条例》第四十九条第（三）项 |\n2 |\n未悬挂 |\n首次发现 |\n"
        "《乙办法》第三十三条 |\n",
        "list.txt",
    )
    assert [(item.id, item.behaviour) for item in book.items] == [("1", "未着装"), ("2", "未悬挂")]
    assert book.items[0].place.line == 6
    assert said(book.items[0]) == [["first unbounded", "corrected on-spot"]]


UNEVEN = [
    "序号|处罚事项|不予处罚的情形|1|甲|首次|2|乙",
    "序号|处罚事项|不予处罚的情形|3|甲|首次|",
    "序号|处罚事项|不予处罚的情形||||",
    "序号|甲|处罚事项|乙|不予处罚的情形|丙|丁",
    "序号|处罚事项|处罚事项|适用条件|1|甲|乙|丙",
    "a|b|c|d|e|f|g",
]


@pytest.mark.parametrize("text", UNEVEN)
def test_bars_that_do_not_come_out_even_are_no_table(read: Read, text: str) -> None:
    with pytest.raises(TableError) as caught:
        read(text, "list.txt")
    assert [problem.code for problem in caught.value.problems] == ["no-items"]


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
    assert (book.items[0].joined, said(book.items[0])) == (Joined.ANY, ONE)
    assert said(book.items[1]) == [["first unbounded"]]
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


def test_a_clause_that_is_blank_divides_nothing(read: Read) -> None:
    [item] = read("序号,违法行为\n1,占道经营，，首次被发现\n").items
    assert (item.behaviour, item.conditions) == ("占道经营", "首次被发现")


def test_a_table_without_rows_is_a_list_without_items(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n一、登记类,,\n")
    assert (book.items, book.recognition.total) == ((), 0)


def test_a_row_of_conditions_alone_is_no_heading(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n,,首次违法\n")
    assert [problem.code for problem in book.problems] == ["no-behaviour"]


def test_labels_that_stand_twice_are_both_kept(read: Read) -> None:
    book = read(
        "说明\n\n违法行为：占道\n\n适用条件：首次违法，\n\n适用条件：当场改正\n适用条件一：无\n",
        "list.txt",
    )
    [item] = book.items
    assert book.title == "说明"
    assert item.conditions == "首次违法，当场改正适用条件一：无"


def test_headings_close_when_wider_ones_open(read: Read) -> None:
    book = read(
        "一、下列行为，及时改正的，不予处罚：\n（一）下列情形，危害后果轻微的：\n1.甲，首次被发现\n"
        "（二）下列情形，没有违法所得的：\n\n1.乙，首次被发现\n二、下列行为，可以不予处罚：\n1.丙，首次被发现\n"
        "以下行为，可以从轻处罚：\n丁\n（一）戊，首次被发现；\n己\n庚\n",
        "list.txt",
    )
    assert [(item.behaviour, said(item)[:-1]) for item in book.items] == [
        ("甲", [["corrected timely"], ["harm minor"]]),
        ("乙", [["corrected timely"], ["noillegalgain"]]),
        ("丙", []),
        ("戊", []),
    ]
    assert [item.leniency.value for item in book.items if item.leniency][2:] == [
        "may-not-punish",
        "may-lighten",
    ]
    assert book.others == ("己", "庚")
    assert book.title == "丁"
