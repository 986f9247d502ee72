"""Items: behaviour and conditions, the parts of a cell, what they say together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from condition_words import noted, noted_item

from bizenv.tolerance.published import notes
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.sentences import How

Read = Callable[..., PublishedList]


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


def test_parts_joined_by_nothing_are_all_needed_and_that_is_told(read: Read) -> None:
    [item] = read("违法行为,适用条件\n甲,1.首次违法。2.及时改正。\n").items
    assert item.notes == (notes.JOINED,)
    assert item.condition is not None
    assert noted(item.condition) == "all(first unbounded | corrected timely)"


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
    assert noted_item(item) == [
        ["first unbounded"],
        ["corrected timely"],
        ["committed tolerance-letter"],
    ]


def test_words_above_the_parts_are_never_lost(read: Read) -> None:
    [item] = read("违法行为,适用条件\n甲,资料完备：1.及时改正；2.首次违法\n").items
    assert noted_item(item) == [["? 资料完备"], ["corrected timely"], ["first unbounded"]]


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
    assert noted_item(one) == [["first unbounded", "corrected 5 working days from order"]]
    assert notes.CUT in one.assumed
    assert (two.behaviour, two.how) == ("未依法报批", How.PARTLY)
    assert two.sentences[0].unread == ("资料完备",)
    assert (three.behaviour, three.sentences, three.how) == ("未按规定公示的", (), How.UNREAD)


def test_a_clause_that_is_blank_divides_nothing(read: Read) -> None:
    [item] = read("序号,违法行为\n1,占道经营，，首次被发现\n").items
    assert (item.behaviour, item.conditions) == ("占道经营", "首次被发现")
