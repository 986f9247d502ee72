"""The texts that are drawn are lists, and are read as such."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import TableError
from bizenv.rulebooks.vocabulary import header_words
from bizenv.testing.published_lists import list_cells, list_sentences, list_tables
from bizenv.tolerance.published.lists import list_from_records, list_from_text
from bizenv.tolerance.published.parts import Joined, split_conditions
from bizenv.tolerance.published.plain import flat
from bizenv.tolerance.published.sentences import How, read_sentence

WORDS = header_words()["lists"]


@given(list_sentences())
@settings(max_examples=50)
def test_drawn_sentences_are_understood_to_the_last_word(sentence: str) -> None:
    read = read_sentence(sentence)
    assert read.how.whole
    sorts = [each.sort for each in read.said]
    assert len(sorts) == len(set(sorts))


@given(list_sentences(), st.sampled_from(["未", "不", "非", "拒不", "除", "未能", "不能"]))
@settings(max_examples=50)
def test_a_sentence_that_is_denied_is_never_read_as_if_it_were_not(sentence: str, no: str) -> None:
    """Its first condition may not be among what was read."""
    whole = read_sentence(sentence)
    denied = read_sentence(no + sentence)
    assert whole.said[0] not in denied.said
    assert denied.unread


@given(list_sentences(), st.data())
@settings(max_examples=50)
def test_breaks_and_width_change_nothing(sentence: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sentence)))
    wide = sentence.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    for other in (f"{sentence[:at]}\n{sentence[at:]}", wide, f"{sentence}的。"):
        assert read_sentence(other).said == read_sentence(sentence).said


@given(list_cells())
@settings(max_examples=30)
def test_drawn_cells_say_how_their_parts_are_joined(cell: str) -> None:
    parts = split_conditions(cell)
    assert (parts.joined is Joined.UNSTATED) is (len(parts.parts) == 1)
    assert all(read_sentence(part.text).how.whole for part in parts.parts)


@given(list_tables())
@settings(max_examples=25)
def test_no_item_of_a_drawn_list_is_lost(table: str) -> None:
    rows = [line.split(",") for line in table.splitlines()]
    book = list_from_records([dict(zip(rows[0], row, strict=True)) for row in rows[1:]], WORDS)
    assert [item.id for item in book.items] == [row[0] for row in rows[1:]]
    assert {item.how for item in book.items} <= {How.READ, How.ASSUMED, How.PARTLY}


LETTERS = "首次违法改正且或者，；。（）1.一、未不\n 5日内的除外两年责令"


@given(st.text(LETTERS, max_size=40))
@settings(max_examples=50)
def test_whatever_is_written_is_read_or_stays(text: str) -> None:
    """Words that were not understood are words of the sentence, and are never dropped."""
    read = read_sentence(text)
    plain = flat(text)
    assert all(set(flat(words)) <= set(plain) for words in read.unread)
    assert read.said or read.unread or not plain.strip("，；。的,;.、 （）()")


@given(st.text(max_size=80))
@settings(max_examples=50)
def test_any_text_is_a_list_or_is_refused_as_none(text: str) -> None:
    try:
        book = list_from_text(text, WORDS, file="list.txt")
    except TableError as error:
        said = str(error)
    else:
        ids = [item.id for item in book.items]
        said = "list.txt" if len(ids) == len(set(ids)) else "the same id twice"
    assert said.startswith("list.txt")
