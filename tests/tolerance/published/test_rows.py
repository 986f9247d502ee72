"""Rows that are items, and rows that are not: none is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable

from bizenv.tolerance.published.lists import PublishedList

Read = Callable[..., PublishedList]


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


def test_a_table_without_rows_is_a_list_without_items(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n一、登记类,,\n")
    assert (book.items, book.recognition.total) == ((), 0)


def test_a_row_of_conditions_alone_is_no_heading(read: Read) -> None:
    book = read("序号,违法行为,适用条件\n,,首次违法\n")
    assert [problem.code for problem in book.problems] == ["no-behaviour"]


def test_without_a_column_of_conditions_a_behaviour_alone_is_an_item(read: Read) -> None:
    book = read("序号,违法行为,备注\n,占道经营，首次被发现,\n一、登记类,,\n,乙,\n")
    assert [(item.behaviour, item.domain) for item in book.items] == [
        ("占道经营", None),
        ("乙", "一、登记类"),
    ]
