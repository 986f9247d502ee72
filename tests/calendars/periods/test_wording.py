"""Every text of the deadlines exists in both languages, with the same places."""

from __future__ import annotations

import re
from datetime import date
from types import ModuleType

import pytest

from bizenv.calendars.periods import durations, reckoning, steps, traces, wording
from bizenv.kernel.text import Text


def texts(module: ModuleType) -> list[Text]:
    """The texts of a module, and those in its mappings."""
    values = list(vars(module).values())
    mapped = [text for value in values if type(value) is dict for text in value.values()]
    return [text for text in (*values, *mapped) if isinstance(text, Text)]


def places(text: str) -> list[str]:
    """The names in braces."""
    return sorted(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("module", [durations, reckoning, steps, traces, wording])
def test_every_text_says_the_same_in_both_languages(module: ModuleType) -> None:
    found = texts(module)
    assert found
    for text in found:
        assert text.en is not None
        assert set(places(text.zh)) == set(places(text.en)), text
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"'[^']*'", "", text.en)), text


@pytest.mark.parametrize(
    ("last", "zh", "en"),
    [
        (date(2023, 6, 1), "2023-06-01", "2023-06-01"),
        (date(2023, 6, 3), "2023-06-01 至 2023-06-03", "2023-06-01 to 2023-06-03"),
    ],
)
def test_a_span_of_days_in_words(last: date, zh: str, en: str) -> None:
    assert wording.span_text(date(2023, 6, 1), last) == Text(zh, en)
