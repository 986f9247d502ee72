"""What a calendar refuses is said in both languages, with the same facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays import refusals
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

TEXTS = {name: each for name, each in vars(refusals).items() if isinstance(each, Text)}


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_both_languages_tell_the_same_facts(name: str) -> None:
    text = TEXTS[name]
    assert text.en is not None
    assert set(re.findall(r"{\w+}", text.zh)) == set(re.findall(r"{\w+}", text.en))


@given(st.integers().filter(bool))
def test_a_whole_number_is_itself(n: int) -> None:
    assert refusals.whole_number(n) == n


def test_nothing_is_refused_as_ambiguous_and_halves_as_no_number() -> None:
    with pytest.raises(UsageError) as caught:
        refusals.whole_number(0)
    assert caught.value.say("zh") == (
        "n=0 有两种意思：当日，或者当日休息时的下一个工作日；请写该日本身，或 next(该日 - 1 天)"
    )
    with pytest.raises(UsageError, match=r"^n=0\.5: expected a whole number of working days$"):
        refusals.whole_number(0.5)
    with pytest.raises(UsageError, match=r"^n=False: expected a whole number of working days$"):
        refusals.whole_number(False)
