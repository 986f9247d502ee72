"""A verdict shows its working, in two languages and as plain values; it is never a boolean."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import NotADayError, NoTruthError, UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Lang, Text
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
    plain,
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
            "done": "yes",
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


@pytest.mark.parametrize(
    ("severity", "zh", "en"),
    [
        (Severity.BREACH, "违反", "breach"),
        (Severity.REVIEW, "待审", "review"),
        (Severity.UNKNOWN, "待定", "undecided"),
        (Severity.NOTE, "说明", "note"),
    ],
)
def test_every_severity_has_words(severity: Severity, zh: str, en: str) -> None:
    assert (severity.text.zh, severity.text.en) == (zh, en)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Finding("x", Severity.NOTE, Text("说"), None),  # type: ignore[arg-type]
            "citation=None: expected a Citation",
        ),
        (
            lambda: Obligation("x", Text("说"), "第三条"),  # type: ignore[arg-type]
            "citation='第三条': expected a Citation",
        ),
        (
            lambda: Finding("x", "bad", Text("说"), CLAUSE),  # type: ignore[arg-type]
            "'bad': expected one of 'breach', 'review', 'unknown', 'note'",
        ),
        (
            lambda: Finding("", "note", Text("说"), CLAUSE),  # type: ignore[arg-type]
            "code='': expected a text that is not blank",
        ),
        (
            lambda: Obligation("x", "说", CLAUSE),  # type: ignore[arg-type]
            "text='说': expected a Text",
        ),
    ],
)
def test_no_finding_or_obligation_without_its_parts(build: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        build()
    assert str(caught.value) == message


def test_a_finding_cannot_even_be_called_without_a_citation() -> None:
    with pytest.raises(TypeError):
        Finding("x", Severity.NOTE, Text("说"))  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Obligation("x", Text("说"))  # type: ignore[call-arg]


def test_an_obligation_is_due_on_a_day_and_not_at_a_datetime() -> None:
    with pytest.raises(NotADayError, match=r"^due=datetime\."):
        Obligation("x", Text("说"), CLAUSE, due=datetime(2023, 6, 1, tzinfo=UTC))


def test_the_facts_of_a_finding_are_a_copy_that_nobody_can_change() -> None:
    facts = {"n": 22}
    finding = Finding("x", Severity.NOTE, Text("{n}"), CLAUSE, facts)
    facts["n"] = 23
    assert finding.message("zh") == "22"
    with pytest.raises(TypeError):
        finding.facts["n"] = 24  # type: ignore[index]


@pytest.mark.parametrize("value", [VERDICT, BREACH, DUTY, ASKED, REF, DUTY.timing])
def test_values_are_frozen_and_survive_pickling(value: Any) -> None:
    twin = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert twin == value
    assert copy.deepcopy(value) == value
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, attrs.fields(type(value))[0].name, None)


def test_a_missing_fact_is_its_name_and_keeps_its_label() -> None:
    assert "domain" in VERDICT.missing
    for twin in (copy.copy(DOMAIN), copy.deepcopy(DOMAIN), pickle.loads(pickle.dumps(DOMAIN))):  # noqa: S301
        assert (twin, type(twin)) == ("domain", MissingFact)
        assert twin.text == Text("检查领域", "domain")


@pytest.mark.parametrize(
    ("timing", "zh", "en"),
    [
        (
            Timing("before", "start", 3, "working_days"),
            "检查开始前 3 个工作日",
            "3 working days before the start",
        ),
        (Timing("after", "end", 1, "days"), "检查结束后 1 日", "1 day after the end"),
        (Timing("after", "end", 2, "months"), "检查结束后 2 个月", "2 months after the end"),
        (Timing("before", "start"), "检查开始前", "before the start"),
        (Timing("at", "start"), "检查开始时", "at the start"),
        (Timing("after", "end", 0, "hours"), "检查结束后 0 小时", "0 hours after the end"),
    ],
)
def test_a_timing_in_words(timing: Timing, zh: str, en: str) -> None:
    assert (timing.text.zh, timing.text.en) == (zh, en)


@pytest.mark.parametrize(
    ("timing", "written"),
    [
        (Timing("before", "start", 3, "working_days"), "3 working days before start"),
        (Timing("after", "end", 1, "working_hours"), "1 working hour after end"),
        (Timing("after", "end", 1, "months"), "1 month after end"),
        (Timing("at", "start"), "at start"),
    ],
)
def test_a_timing_as_a_rulebook_writes_it(timing: Timing, written: str) -> None:
    assert str(timing) == written


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            ("during", "start"),
            "relation='during': expected one of 'before', 'after', 'at'",
        ),
        (("before", "noon"), "anchor='noon': expected one of 'start', 'end'"),
        (
            ("before", "start", 3),
            "Timing(relation='before', anchor='start', count=3, unit=None): "
            "expected a count and a unit, or neither",
        ),
        (
            ("before", "start", 3, "weeks"),
            "unit='weeks': expected one of 'working_days', 'days', 'months', 'years', "
            "'hours', 'working_hours'",
        ),
        (
            ("at", "start", 3, "days"),
            "Timing(relation='at', anchor='start', count=3, unit='days'): "
            "expected a count of 0 or more, before or after",
        ),
        (
            ("after", "end", -1, "days"),
            "Timing(relation='after', anchor='end', count=-1, unit='days'): "
            "expected a count of 0 or more, before or after",
        ),
    ],
)
def test_a_timing_that_says_nothing_cannot_be_built(parts: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Timing(*parts)
    assert str(caught.value) == message


def test_an_obligation_says_only_what_it_knows() -> None:
    duty = Obligation("scan", Text("扫码入企", "scan to enter"), CLAUSE)
    assert (duty.message("zh"), duty.message("en")) == ("扫码入企", "scan to enter")


@pytest.mark.parametrize(
    ("truth", "lang", "line"),
    [(Truth.YES, "zh", "[是] 问"), (Truth.UNKNOWN, "en", "[unknown] asked")],
)
def test_a_check_without_a_reading_is_one_short_line(truth: Truth, lang: Lang, line: str) -> None:
    assert Check(Text("问", "asked"), truth).lines(lang) == [line]


plains = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(plains)
def test_plain_values_stay_what_they_are(value: Any) -> None:
    assert plain(value) == value


def test_plain_turns_every_value_of_ours_into_json() -> None:
    value = {1: (date(2023, 6, 1), {"b", "a"}), "o": Light.RED, "t": Text("说"), "u": Truth.NO}
    assert plain(value) == {
        "1": ["2023-06-01", ["a", "b"]],
        "o": "red-light",
        "t": {"zh": "说", "en": None},
        "u": "no",
    }
