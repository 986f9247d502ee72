"""Lists that are no tables: numbered prose, labelled lines, cells and bars."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from condition_words import noted_item

from bizenv.kernel.errors import TableError
from bizenv.tolerance.published.lists import PublishedList

Read = Callable[..., PublishedList]


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
    assert [noted_item(item) for item in book.items] == [
        [common, ["first unbounded", "corrected within-order"]],
        [common, ["first unbounded"]],
        [["first unbounded", "corrected on-spot"]],
        [["corrected on-spot"]],
        [["corrected next-day"]],
    ]


def test_headings_close_when_wider_ones_open(read: Read) -> None:
    book = read(
        "一、下列行为，及时改正的，不予处罚：\n（一）下列情形，危害后果轻微的：\n1.甲，首次被发现\n"
        "（二）下列情形，没有违法所得的：\n\n1.乙，首次被发现\n二、下列行为，可以不予处罚：\n1.丙，首次被发现\n"
        "以下行为，可以从轻处罚：\n丁\n（一）戊，首次被发现；\n己\n庚\n",
        "list.txt",
    )
    assert [(item.behaviour, noted_item(item)[:-1]) for item in book.items] == [
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


def test_lines_of_labels_and_texts(read: Read) -> None:
    book = read(
        "示例指引\n1.处罚事项名称：随地吐痰\n适用条件：首次被发现，\n当场改正，不予处罚\n法规依据：《甲办法》第三十条第一款\n"
        "2.处罚事项名称：乱挂\n适用条件：首次违法，不予处罚\n",
        "list.txt",
    )
    one, two = book.items
    assert (one.behaviour, str(one.norms[0])) == ("随地吐痰", "《甲办法》第三十条第一款")
    assert noted_item(one) == [["first unbounded", "corrected on-spot"]]
    assert two.behaviour == "乱挂"


def test_labels_that_stand_twice_are_both_kept(read: Read) -> None:
    book = read(
        "说明\n\n违法行为：占道\n\n适用条件：首次违法，\n\n适用条件：当场改正\n适用条件一：无\n",
        "list.txt",
    )
    [item] = book.items
    assert book.title == "说明"
    assert item.conditions == "首次违法，当场改正适用条件一：无"


def test_a_table_of_which_only_cells_and_bars_are_left(read: Read) -> None:
    book = read(
        "示例区不予处罚清单\n序号 |\n处罚事项 |\n不予处罚的情形 |\n罚则 |\n1 |\n未着装 |\n"
        "首次发现，当场纠正 |\n《甲条例》第四十九条第（三）项 |\n2 |\n未悬挂 |\n首次发现 |\n"
        "《乙办法》第三十三条 |\n",
        "list.txt",
    )
    assert [(item.id, item.behaviour) for item in book.items] == [("1", "未着装"), ("2", "未悬挂")]
    assert book.items[0].place.line == 6
    assert noted_item(book.items[0]) == [["first unbounded", "corrected on-spot"]]


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


def test_a_heading_ends_where_an_item_of_its_own_level_follows(read: Read) -> None:
    book = read("一、以下行为，及时改正的，不予处罚：\n二、甲，首次被发现\n", "list.txt")
    [item] = book.items
    assert noted_item(item) == [["first unbounded"]]


def test_a_figure_with_below_is_no_heading(read: Read) -> None:
    book = read("一、甲，超标倍数在0.1倍以下，或者5≤pH≤10的；\n二、乙，首次被发现\n", "list.txt")
    assert [item.behaviour for item in book.items] == ["甲", "乙"]


def test_items_below_headings_are_named_by_both_numbers(read: Read) -> None:
    book = read(
        "一、下列行为：\n（一）甲，首次被发现\n二、下列行为：\n（一）乙，首次被发现\n", "list.txt"
    )
    assert [item.id for item in book.items] == ["一（一）", "二（一）"]
