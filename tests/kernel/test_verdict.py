"""A verdict shows its working, in two languages and as plain values; it is never a boolean."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from enum import StrEnum
from typing import Any

import attrs
import pytest
from attrs import frozen

from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import (
    Check,
    Finding,
    MissingFact,
    Obligation,
    RulebookRef,
    Severity,
    Timing,
    Verdict,
)


class Light(StrEnum):
    """The outcome of a made-up topic."""

    RED = "red-light"
    GREEN = "green-light"

    @property
    def text(self) -> Text:
        return Text("红灯", "red light") if self is Light.RED else Text("绿灯", "green light")


@frozen(kw_only=True)
class LightVerdict(Verdict[Light]):
    """A verdict that adds nothing of its own."""

    @property
    def subject(self) -> Text:
        return Text("路口", "crossing")


CLAUSE = Citation(Source("n", "通知", "official"), "第三条")  # type: ignore[arg-type] # converted
REF = RulebookRef("cn-x", "2", "ab" * 32)
BREACH = Finding(
    "in-quiet-period",
    Severity.BREACH,
    Text("在{window}内", "within {window}"),
    CLAUSE,
    {"window": Text("1 至 22 日", "days 1 to 22"), "day": date(2023, 6, 1)},
)
NOTE = Finding("start-unstated", "note", Text("未写明", "not stated"), CLAUSE)  # type: ignore[arg-type]
DOMAIN = MissingFact("domain", Text("检查领域", "domain"))
DUTY = Obligation(
    "file",
    Text("备案", "file for the record"),
    CLAUSE,
    by=Text("检查机关", "the agency"),
    to=Text("司法局", "the justice bureau"),
    timing=Timing("before", "start", 3, "working_days"),
    due=date(2023, 6, 12),
    done=Truth.YES,
)
PART = Check(
    Text("检查领域", "domain"),
    Truth.NO,
    read=Text("税务", "tax"),
    expected=Text("安全生产", "work safety"),
    fact="domain",
)
ASKED = Check(Text("例外", "exemption"), Truth.NO, citation=CLAUSE, parts=(PART,))
VERDICT = LightVerdict(
    outcome=Light.RED,
    rulebook=REF,
    findings=(BREACH, NOTE, BREACH),
    obligations=(DUTY,),
    missing=(DOMAIN,),
    checks=(ASKED,),
)
BARE = LightVerdict(outcome=Light.GREEN, rulebook=REF)


def test_a_verdict_is_neither_true_nor_false() -> None:
    with pytest.raises(NoTruthError) as caught:
        bool(VERDICT)
    assert str(caught.value) == (
        "a verdict is neither true nor false: write `verdict.outcome == 'red-light'` "
        "or look at verdict.findings"
    )


def test_a_verdict_tells_codes_once_and_breaches_apart() -> None:
    assert VERDICT.codes == ("in-quiet-period", "start-unstated")
    assert VERDICT.breaches == (BREACH, BREACH)


def test_a_verdict_explains_itself_in_chinese() -> None:
    assert (
        VERDICT.explain("zh")
        == """\
结论：红灯。路口
- 在1 至 22 日内 [in-quiet-period]
  依据：《通知》（官方文本）第三条
- 未写明 [start-unstated]
  依据：《通知》（官方文本）第三条
- 在1 至 22 日内 [in-quiet-period]
  依据：《通知》（官方文本）第三条
尚不清楚：检查领域
应当办理：
- 备案，由检查机关办理，向司法局提出，时限：检查开始前 3 个工作日，\
最迟 2023-06-12，已办 (《通知》第三条)
逐项核对：
  [否] 例外
    [否] 检查领域：实际 税务；要求 安全生产
规则库：cn-x 2 (sha256:abababababab)"""
    )


def test_a_verdict_explains_itself_in_english_without_what_was_asked() -> None:
    assert (
        VERDICT.explain("en", checks=False)
        == """\
Verdict: red light. crossing
- within days 1 to 22 [in-quiet-period]
  By: 《通知》 (official text) 第三条
- not stated [start-unstated]
  By: 《通知》 (official text) 第三条
- within days 1 to 22 [in-quiet-period]
  By: 《通知》 (official text) 第三条
Not known: domain
To be done:
- file for the record, by the agency, to the justice bureau, 3 working days before the start, \
no later than 2023-06-12, done (《通知》第三条)
Rulebook: cn-x 2 (sha256:abababababab)"""
    )


def test_a_bare_verdict_explains_its_outcome_and_rulebook() -> None:
    assert BARE.explain("en") == (
        "Verdict: green light. crossing\nRulebook: cn-x 2 (sha256:abababababab)"
    )


def test_the_language_must_be_known() -> None:
    with pytest.raises(UsageError, match=r"^lang='fr': expected 'zh' or 'en'$"):
        VERDICT.explain("fr")  # type: ignore[arg-type]


def test_a_verdict_becomes_plain_values_for_json() -> None:
    told = json.loads(json.dumps(VERDICT.to_dict()))
    assert told["format"] == "bizenv.verdict/1"
    assert told["outcome"] == "red-light"
    assert told["subject"] == {"zh": "路口", "en": "crossing"}
    assert told["missing"] == ["domain"]
    assert told["rulebook"] == {"id": "cn-x", "version": "2", "sha256": "ab" * 32}
    assert told["findings"][0] == {
        "code": "in-quiet-period",
        "severity": "breach",
        "zh": "在1 至 22 日内",
        "en": "within days 1 to 22",
        "clause": "《通知》第三条",
        "source": "n",
        "attestation": "official",
        "facts": {"window": {"zh": "1 至 22 日", "en": "days 1 to 22"}, "day": "2023-06-01"},
    }
    assert told["obligations"] == [
        {
            "code": "file",
            "zh": DUTY.message("zh"),
            "en": DUTY.message("en"),
            "due": "2023-06-12",
            "note": None,
            "done": "yes",
            "done_on": None,
            "late": "unknown",
            "clause": "《通知》第三条",
        }
    ]
    assert told["checks"][0]["clause"] == "《通知》第三条"
    assert told["checks"][0]["parts"][0] == {
        "asked": {"zh": "检查领域", "en": "domain"},
        "fact": "domain",
        "truth": "no",
        "read": {"zh": "税务", "en": "tax"},
        "expected": {"zh": "安全生产", "en": "work safety"},
        "clause": None,
        "parts": [],
    }


def test_a_notebook_shows_both_languages_escaped() -> None:
    verdict = attrs.evolve(BARE, findings=(attrs.evolve(NOTE, text=Text("<b>", "<i>")),))
    html = verdict._repr_html_()
    assert html.startswith('<div class="bizenv-verdict"><pre lang="zh-CN">结论：绿灯')
    assert '<pre lang="en">Verdict: green light' in html
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize("value", [VERDICT, BREACH, DUTY, ASKED, REF, DUTY.timing])
def test_values_are_frozen_and_survive_pickling(value: Any) -> None:
    twin = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert twin == value
    assert copy.deepcopy(value) == value
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, attrs.fields(type(value))[0].name, None)
