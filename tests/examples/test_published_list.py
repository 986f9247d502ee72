"""The two made-up lists: every item comes out, read as somebody wrote it down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from condition_words import noted, noted_item

from bizenv.rulebooks.drafts import DraftHead, draft_rulebook
from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.shelf import read_file

FOLDER = Path(__file__).parents[2] / "examples" / "published-list"
TABLE = {
    "1": ["first unbounded", "corrected 5 working days from order", "noillegalgain"],
    "2": ["value < 1000 yuan", "? 标签瑕疵不影响安全", "corrected on-spot"],
    "3": [
        "first unbounded",
        "harm none",
        "all(remedied cleared | stated remedied-within-order)",
    ],
    "4": ["area <= 5 m2", "any(corrected at-once | corrected within-order)", "minor"],
    "5": ["first unbounded", "corrected on-spot", "? 没有实际影响使用。不予处罚"],
    "6": ["first 12 months same-type", "nofault none", "corrected timely"],
}


def test_the_table_is_read_as_it_was_meant() -> None:
    book = read_published_list(FOLDER / "table.csv")
    assert {i.id: [said for s in noted_item(i) for said in s] for i in book.items} == TABLE
    domains = [item.domain for item in book.items]
    assert domains[:3] == ["一、市场监管", "一、市场监管", "二、交通运输"]
    assert [str(norm) for norm in book.items[1].norms] == ["《示例食品条例》第七十一条第三款第二项"]
    given = {item.id: item.leniency.value for item in book.items if item.leniency}
    assert given["3"] == "may-not-punish"
    assert set(given.values()) == {"may-not-punish", "shall-not-punish"}


def test_the_prose_is_read_with_its_headings() -> None:
    book = read_published_list(FOLDER / "prose.txt")
    assert [item.id for item in book.items] == [
        "一（一）",
        "一（二）",
        "一（三）",
        "二（一）",
        "二（二）",
    ]
    second = book.items[1].condition
    assert second is not None
    assert noted(second) == (
        "all(corrected timely | harm none | any(exceedance <= 0.1 times | ph >= 5 <= 10))"
    )


def test_both_become_rulebooks_without_a_problem(tmp_path: Path) -> None:
    for name in ("table.csv", "prose.txt"):
        head = DraftHead(id="draft", checked=date(2024, 5, 6))
        file = tmp_path / "draft.yaml"
        file.write_text(draft_rulebook(read_published_list(FOLDER / name), head), "utf-8")
        assert read_file(file).problems == ()
