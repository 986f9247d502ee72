"""Frequency rules as values: bounds that make sense, and their words."""

from typing import Any

import pytest

from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.spans import LICENCE_TERM
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.testing import a_citation


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        ({"most": 1}, "同一机关每年最多 1 次", "at most 1 visit by one agency in a calendar year"),
        (
            {"most": 4, "by": "all"},
            "各机关合计每年最多 4 次",
            "at most 4 visits by all agencies together in a calendar year",
        ),
        (
            {"least": 1, "by": "level"},
            "同一层级每年至少 1 次",
            "at least 1 visit by one level in a calendar year",
        ),
        (
            {"least": 1, "most": 2, "per": "matter"},
            "同一机关同一事项每年 1 至 2 次",
            "1 to 2 visits by one agency about one matter in a calendar year",
        ),
        (
            {"most": 2, "per": "licence", "span": LICENCE_TERM},
            "同一机关同一许可证许可证有效期内最多 2 次",
            "at most 2 visits by one agency about one licence in the term of the licence",
        ),
    ],
)
def test_a_bound_is_told_in_words(facts: dict[str, Any], zh: str, en: str) -> None:
    text = FrequencyVersion(citation=a_citation(), **facts).text
    assert (text.zh, text.en) == (zh, en)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({}, "expected a bound"),
        ({"most": -1}, "expected 0 to 1000"),
        ({"least": 3, "most": 2}, "least=3 is more than most=2"),
        ({"most": 1, "span": LICENCE_TERM}, "expected 'licence' with a licence's term"),
    ],
)
def test_a_bound_that_contradicts_itself_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        FrequencyVersion(citation=a_citation(), **facts)


def test_a_rule_names_its_versions() -> None:
    version = FrequencyVersion(citation=a_citation(), most=1)
    rule = FrequencyRule("cap", Text("上限"), (version,), rulebook="cn-x")
    assert (rule.rule(version), version.name) == ("cn-x/cap@unstated", "unstated")
