"""The words told of published figures name the same things in both languages."""

from __future__ import annotations

import re

import pytest

from bizenv.cases import figurewords
from bizenv.kernel.text import Text

WORDS = {name: text for name, text in vars(figurewords).items() if isinstance(text, Text)}


@pytest.mark.parametrize("name", WORDS)
def test_both_languages_name_the_same_things(name: str) -> None:
    text = WORDS[name]
    assert text.en is not None
    assert sorted(re.findall(r"\{\w+\}", text.zh)) == sorted(re.findall(r"\{\w+\}", text.en))


def test_english_has_no_full_width_marks_and_chinese_has_no_english() -> None:
    for text in WORDS.values():
        assert not re.search("[，。；：（）\u4e00-\u9fff]", str(text.en))
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text.zh))
