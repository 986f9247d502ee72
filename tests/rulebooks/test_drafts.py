"""A published list becomes a draft that the reader of rulebooks takes, every item unconfirmed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bizenv.kernel.errors import TableError
from bizenv.rulebooks.drafts import DraftHead, draft_rulebook
from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.reader import Reading
from bizenv.rulebooks.shelf import load_rulebook, read_file
from bizenv.tolerance.lists import ToleranceItem
from bizenv.tolerance.published.lists import PublishedList

LIST = """\
示例市轻微违法行为不予处罚清单（虚构）
序号,类别,违法行为,法律依据,适用条件,配套监管措施
1,登记,未按规定公示,《示例条例》第五条第一款,首次被发现，当场改正,责令改正；批评教育
2,登记,占道经营,《示例条例》第六条,占用时间不超过2天，资料完备，签署承诺书,
3,登记,未备案,,,
,,,,首次违法,
"""
HEAD = DraftHead(id="draft", checked=date(2024, 5, 6))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PublishedList:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LIST, "utf-8")
    return read_published_list("list.csv")


def _items(text: str) -> tuple[ToleranceItem, ...]:
    Path("draft.yaml").write_text(text, "utf-8")
    reading: Reading = read_file("draft.yaml")
    assert reading.problems == ()
    [version] = load_rulebook("draft.yaml").tolerance_lists[0].versions
    return version.items


def test_a_draft_is_a_rulebook_whose_items_nobody_has_confirmed(book: PublishedList) -> None:
    items = _items(draft_rulebook(book, HEAD))
    assert [item.id for item in items] == ["item-1", "item-2", "item-3"]
    assert not any(item.confirmed for item in items)
    one = items[0]
    assert (one.behaviour and one.behaviour.zh, one.norms, one.domain) == (
        "未按规定公示",
        ("《示例条例》第五条第一款",),
        "登记",
    )
    assert one.text == "首次被发现，当场改正"
    assert one.leniency.value == "shall-not-punish"
    assert one.citation.locator == "第1项"


def test_the_conditions_are_those_that_were_read(book: PublishedList) -> None:
    items = _items(draft_rulebook(book, HEAD))
    for published, item in zip(book.items[:2], items, strict=False):
        assert published.condition is not None
        assert set(published.condition.leaves()) == set(item.conditions.leaves())


def test_what_was_not_understood_is_a_question_and_a_remark(book: PublishedList) -> None:
    text = draft_rulebook(book, HEAD)
    assert "          # - 未识别：资料完备（未能识别的词句）\n" in text
    asked = [leaf.text.zh for leaf in _items(text)[1].conditions.leaves()]
    assert "资料完备" in asked


def test_words_that_no_vocabulary_has_are_given_a_term(book: PublishedList) -> None:
    text = draft_rulebook(book, HEAD)
    assert 'vocabulary: {measured: {measured-0ff1443d: {label: {zh: "占用时间"}}}}' in text
    assert "占用时间不超过 2日" in [leaf.text.zh for leaf in _items(text)[1].conditions.leaves()]


def test_an_item_without_conditions_asks_whether_it_applies(book: PublishedList) -> None:
    [leaf] = _items(draft_rulebook(book, HEAD))[2].conditions.leaves()
    assert leaf.text.zh == "清单未写适用条件，是否适用由人判断"


def test_a_row_that_is_no_item_stands_as_a_remark(book: PublishedList) -> None:
    text = draft_rulebook(book, HEAD)
    [line] = [line for line in text.splitlines() if "未能成为事项" in line]
    assert "list.csv:6 第 6 行 违法行为 (behaviour)：读到空白" in line


def test_the_head_says_what_the_list_does_not(book: PublishedList) -> None:
    head = DraftHead(
        id="draft",
        checked=date(2024, 5, 6),
        title="示例清单",
        level="city",
        agency="示例市执法局",
        number="示例〔2024〕1号",
        first_day=date(2024, 1, 1),
        last_day=date(2026, 12, 31),
        lang="en",
    )
    text = draft_rulebook(book, head)
    [version] = (_items(text), load_rulebook("draft.yaml").tolerance_lists[0].versions)[1]
    assert (version.validity.earliest, version.validity.until) == (
        date(2024, 1, 1),
        date(2026, 12, 31),
    )
    assert version.citation.source.number == "示例〔2024〕1号"
    assert text.startswith("# A draft made by the importer: compare each item")
    assert "# - measures beside it, not converted: 责令改正；批评教育\n" in text


def test_a_list_that_does_not_say_what_it_gives_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("违法行为,适用条件\n甲,首次违法\n乙,不予处罚\n", "utf-8")
    with pytest.raises(TableError) as caught:
        draft_rulebook(read_published_list("list.csv"), HEAD)
    assert str(caught.value) == (
        "list.csv:2 row 2: got an item that does not say what it gives, expected no penalty "
        "(shall or may), a lighter one, a mitigated one, or no compulsory measure [no-leniency] "
        "Hint: say it with --leniency, for example --leniency may-not-punish"
    )
    draft_rulebook(read_published_list("list.csv", leniency="may-lighten"), HEAD)


def test_a_list_without_items_is_refused_with_every_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("违法行为,适用条件\n,首次违法\n", "utf-8")
    with pytest.raises(TableError) as caught:
        draft_rulebook(read_published_list("list.csv"), HEAD)
    assert [problem.code for problem in caught.value.problems] == ["no-behaviour", "no-items"]
