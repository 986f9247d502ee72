"""Closed lists of terms: found by any spelling, refused with the nearest known word."""

from __future__ import annotations

import pickle
from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary, nearest, normal

COMPLAINT = Term("complaint", Text("投诉举报", "Complaint or report"), aliases=("群众举报",))
CASE = Term("case-investigation", Text("案件查处"), settles={"kind": "case"})
TRIGGERS = Axis("trigger", Text("检查起因", "trigger"), (COMPLAINT, CASE))
LEVELS = Axis(
    "level", Text("层级"), (Term("city", Text("市级"), rank=3), Term("county", Text("县级")))
)
FOOD = Axis(
    "domain",
    Text("领域", "domain"),
    (
        Term("food-drug-safety", Text("食品药品安全")),
        Term("food-safety", Text("食品安全"), broader=("food-drug-safety",)),
        Term("dairy", Text("乳制品"), broader=("food-safety", "agriculture")),
        Term("agriculture", Text("农业"), broader=("dairy",)),
    ),
)
WORDS = Vocabulary((TRIGGERS, LEVELS))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("complaint", "complaint"),
        ("COMPLAINT", "complaint"),
        ("投诉举报", "complaint"),
        (" 群众 举报 ", "complaint"),
        ("complaint or report", "complaint"),
        ("Ｃase_Investigation", "case-investigation"),
        ("案件查处", "case-investigation"),
        ("投诉", None),
        ("", None),
        ("none", None),
        ("无", None),
    ],
)
def test_a_term_is_found_by_code_label_or_alias(words: str, code: str | None) -> None:
    found = TRIGGERS.find(words)
    assert (found.code if found else None) == code


@given(st.sampled_from([COMPLAINT, CASE]), st.data())
def test_case_width_spaces_and_hyphens_do_not_matter(term: Term, data: st.DataObject) -> None:
    spelling = data.draw(st.sampled_from([term.code, term.text.zh, *term.aliases]))
    noise = st.sampled_from(["", " ", "\u3000", "-", "_", "\t"])
    written = "".join(data.draw(noise) + char.upper() for char in spelling)
    assert TRIGGERS.find(written) is term


def test_get_takes_the_exact_code_only() -> None:
    assert TRIGGERS.get("complaint") is COMPLAINT
    assert TRIGGERS.get("Complaint") is None


@pytest.mark.parametrize(
    ("word", "hint"),
    [("complaimt", "complaint"), ("群众举抱", "群众举报"), ("zzzz", None), ("", None)],
)
def test_the_nearest_spelling_is_suggested(word: str, hint: str | None) -> None:
    assert TRIGGERS.suggest(word) == hint


@given(
    st.text("abcd检查", max_size=8),
    st.lists(st.text("abcd检查", min_size=1, max_size=8), max_size=6),
)
def test_the_nearest_word_is_the_one_that_all_comparisons_find(word: str, known: list[str]) -> None:
    """Property: telling far words apart by their letters alone loses no near one."""
    close = get_close_matches(word, dict.fromkeys(known), n=1, cutoff=0.6)
    assert nearest(word, known) == (close[0] if close else None)


@pytest.mark.parametrize(
    ("word", "zh", "en"),
    [
        ("市级", "'市级' 是“层级”的用词", "'市级' is a word for 层级"),
        ("群众举抱", "是否为 '群众举报'？", "did you mean '群众举报'?"),
    ],
)
def test_a_word_of_another_axis_is_told_as_such(word: str, zh: str, en: str) -> None:
    """It stands in the wrong place; any other word gets the nearest that is known."""
    hint = WORDS.hint(TRIGGERS, word)
    assert hint is not None
    assert (hint.zh, hint.say("en")) == (zh, en)


def test_a_word_that_is_known_nowhere_has_no_hint() -> None:
    assert WORDS.hint(TRIGGERS, "zzzz") is None


@pytest.mark.parametrize(("word", "code"), [("群众举抱", "complaint"), ("zzzz", None)])
def test_the_code_of_the_nearest_spelling(word: str, code: str | None) -> None:
    """Where only codes may stand, the code is suggested whatever spelling is near."""
    assert TRIGGERS.suggest_code(word) == code


def test_nothing_is_near_when_nothing_is_known() -> None:
    assert nearest("complaint", []) is None


def test_the_normal_form_is_narrow_lower_case_and_closed_up() -> None:
    assert normal(" Food_Drug－Safety\u3000") == "fooddrugsafety"


@pytest.mark.parametrize(
    ("codes", "expanded"),
    [
        ([], set()),
        (["food-drug-safety"], {"food-drug-safety"}),
        (["food-safety"], {"food-safety", "food-drug-safety"}),
        (["dairy"], {"dairy", "food-safety", "food-drug-safety", "agriculture"}),
        (["none", "food-safety"], {"none", "food-safety", "food-drug-safety"}),
    ],
)
def test_a_code_brings_every_broader_code_even_round_a_circle(
    codes: list[str], expanded: set[str]
) -> None:
    assert FOOD.expand(codes) == expanded


@given(st.lists(st.sampled_from(FOOD.codes)))
def test_expanding_twice_adds_nothing(codes: list[str]) -> None:
    assert FOOD.expand(FOOD.expand(codes)) == FOOD.expand(codes) >= set(codes)


def test_a_label_is_said_or_the_code_where_there_is_no_term() -> None:
    assert TRIGGERS.label("complaint", "zh") == "投诉举报"
    assert TRIGGERS.label("gossip", "en") == "gossip"


def test_a_rank_orders_terms_and_is_nought_without_one() -> None:
    assert [LEVELS.rank(code) for code in ("city", "county", "none")] == [3, 0, 0]


def test_one_spelling_means_one_term() -> None:
    with pytest.raises(UsageError) as caught:
        TRIGGERS.plus([Term("petition", Text("信访"), aliases=("群众举报",))])
    assert str(caught.value) == "trigger: '群众举报' means 'complaint' and 'petition'"
    assert caught.value.say("zh") == (
        f"{TRIGGERS.text.zh}：'群众举报' 既表示 'complaint'，又表示 'petition'"
    )


def test_a_code_stands_once() -> None:
    with pytest.raises(UsageError) as caught:
        TRIGGERS.plus([COMPLAINT])
    assert str(caught.value) == "trigger: the code 'complaint' stands twice"
    assert caught.value.say("zh") == f"{TRIGGERS.text.zh}：词码 'complaint' 重复"


@pytest.mark.parametrize("words", ["None", "无", " - ", "NO-NE"])
def test_no_term_is_spelled_like_none_or_like_nothing(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        TRIGGERS.plus([Term("gossip", Text("传闻"), aliases=(words,))])
    assert str(caught.value) == f"trigger: {words!r} cannot spell the term 'gossip'"


def test_a_vocabulary_is_looked_up_by_axis() -> None:
    assert WORDS.names == ("trigger", "level")
    assert WORDS["level"] is LEVELS
    assert ("trigger" in WORDS, "colour" in WORDS) == (True, False)


def test_a_vocabulary_grows_without_changing_the_old_one() -> None:
    more = WORDS.plus({"trigger": [Term("petition", Text("信访"))]})
    assert more["trigger"].codes == ("complaint", "case-investigation", "petition")
    assert more["level"] == LEVELS
    assert WORDS["trigger"].get("petition") is None


def test_what_a_term_settles_is_a_copy_that_nobody_can_change() -> None:
    settles = {"kind": "case"}
    term = Term("x", Text("某"), settles=settles)
    settles["kind"] = "routine"
    assert dict(term.settles) == {"kind": "case"}
    with pytest.raises(TypeError):
        term.settles["kind"] = "special"  # type: ignore[index]


def test_a_vocabulary_survives_pickling() -> None:
    twin = pickle.loads(pickle.dumps(WORDS))  # noqa: S301 - our own bytes
    assert twin == WORDS
    assert twin["trigger"].find("群众举报") == COMPLAINT
    assert hash(CASE) == hash(pickle.loads(pickle.dumps(CASE)))  # noqa: S301 - our own bytes
