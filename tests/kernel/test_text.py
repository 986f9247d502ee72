"""Words in two languages: chosen by argument, filled with facts."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text, check_lang, inset, say

QUIET = Text("企业安静期", "enterprise quiet period")
filled = st.text(min_size=1).filter(str.strip)


@pytest.mark.parametrize(("lang", "words"), [("zh", QUIET.zh), ("en", QUIET.en)])
def test_a_text_is_said_in_the_language_asked(lang: Lang, words: str) -> None:
    assert QUIET.say(lang) == words


def test_chinese_stands_in_where_english_is_not_known() -> None:
    assert Text("企业安静期").say("en") == "企业安静期"


@pytest.mark.parametrize("lang", ["fr", "ZH", "", None])
def test_a_language_that_is_none_is_refused(lang: Any) -> None:
    with pytest.raises(UsageError) as caught:
        check_lang(lang)
    assert str(caught.value) == f"lang={lang!r}: expected 'zh' or 'en'"


@pytest.mark.parametrize(("zh", "en"), [("", None), (" ", None), ("是", ""), (3, None)])
def test_a_text_without_words_cannot_be_built(zh: Any, en: Any) -> None:
    with pytest.raises(UsageError, match="expected a text that is not blank"):
        Text(zh, en)


def test_places_in_braces_are_filled_in_the_language() -> None:
    text = Text("{rule}从{day}起施行", "The {rule} holds from {day}")
    facts = {"rule": QUIET, "day": date(2023, 6, 29)}
    assert text.fill("zh", facts) == "企业安静期从2023-06-29起施行"
    assert text.fill("en", facts) == "The enterprise quiet period holds from 2023-06-29"


def test_braces_within_a_fact_are_not_filled_again() -> None:
    assert Text("{a}").fill("zh", {"a": "{b}"}) == "{b}"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("x", "x", "x"),
        (QUIET, "企业安静期", "enterprise quiet period"),
        (date(2023, 6, 1), "2023-06-01", "2023-06-01"),
        ([1, 2], "1、2", "1, 2"),
        ({"b", "a"}, "a、b", "a, b"),
        ((QUIET, (1, date(2023, 6, 1))), "企业安静期、1、2023-06-01", None),
        (22, "22", "22"),
        ((), "", ""),
    ],
)
def test_any_fact_can_be_said(value: Any, zh: str, en: str | None) -> None:
    assert say(value, "zh") == zh
    assert en is None or say(value, "en") == en


@given(filled, st.none() | filled)
def test_a_text_keeps_its_words_through_repr_and_pickle(zh: str, en: str | None) -> None:
    text = Text(zh, en)
    assert eval(repr(text)) == text  # noqa: S307 - our own repr
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own bytes


def test_a_text_is_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        QUIET.zh = "安静日"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("区住建局", "由区住建局办理"),
        ("PWDx", "由 PWDx 办理"),
        ("12345热线", "由 12345热线办理"),
        ("热线12345", "由热线12345 办理"),
    ],
)
def test_latin_letters_and_digits_have_a_space_beside_them(name: str, told: str) -> None:
    assert Text("由{by}办理").filled(by=inset(Text(name))).zh == told


def test_the_english_of_an_inset_name_is_as_it_was() -> None:
    assert inset(Text("PWD", "the PWD")).en == "the PWD"
