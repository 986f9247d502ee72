"""The terms that a rulebook adds: where they may stand, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Term
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.nodes import Tree, read_tree
from bizenv.rulebooks.reader import Reading, read_rulebook
from bizenv.rulebooks.terms import read_terms
from bizenv.rulebooks.vocabulary import base_vocabulary

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
AXES = (
    "one of act, kind, domain, trigger, level, enterprise_class, zone, credit, circumstance, "
    "case_kind, channel, priority, case_circumstance, event, grade, refusal_ground, pause_cause, "
    "harm_kind, project_stage, approval_kind, protected_zone, remedy, commitment, exclusion, "
    "measured"
)
OWN = "sources:\n  notice-2022"


def edited(*edits: tuple[str, str]) -> str:
    text = RULES
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def own_terms(text: str) -> tuple[str, str]:
    return OWN, f"vocabulary:\n{text}\n{OWN}"


def read(text: str) -> Reading:
    return read_rulebook(text, "rules.yaml")


def messages(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def spot(text: str, at: str) -> str:
    """Line and column of the only place where these words stand."""
    assert text.count(at) == 1, at
    before = text[: text.index(at)]
    return f"rules.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(
    ("terms", "at", "message"),
    [
        (
            "  domain:\n    tobacco: {label: {zh: 烟草}, alias: [烟]}",
            "alias:",
            "vocabulary.domain.tobacco.alias: got the key 'alias', expected one of label, "
            "aliases, broader, may_be, settles, rank [unknown-key] Hint: did you mean 'aliases'?",
        ),
        (
            "  domain:\n    tax-two: {label: {zh: 税务}}",
            "tax-two:",
            "vocabulary.domain.tax-two: got domain: '税务' means 'tax' and 'tax-two', expected a "
            "term of its own [term-twice]",
        ),
        (
            "  domain:\n    nothing: {label: {zh: 无}}",
            "nothing:",
            "vocabulary.domain.nothing: got domain: '无' cannot spell the term 'nothing', "
            "expected a term of its own [term-twice]",
        ),
        (
            "  domain:\n    tobacco: {label: {zh: 烟草}, broader: [taxx]}",
            "taxx",
            "vocabulary.domain.tobacco.broader[0]: got 'taxx', expected a domain of the "
            "vocabulary, such as 'national-security' [unknown-term] Hint: did you mean 'tax'?",
        ),
        (
            "  kind:\n    spot: {label: {zh: 抽查}, settles: {triger: none}}",
            "triger:",
            f"vocabulary.kind.spot.settles.triger: got the axis 'triger', expected {AXES} "
            "[unknown-axis] Hint: did you mean 'trigger'?",
        ),
        (
            "  kind:\n    spot: {label: {zh: 抽查}, settles: {trigger: zzz}}",
            "zzz",
            "vocabulary.kind.spot.settles.trigger: got 'zzz', expected a trigger of the "
            "vocabulary, such as 'complaint' [unknown-term]",
        ),
        (
            "  circumstance:\n    reason: {label: {zh: 缘由}}",
            "reason:",
            "vocabulary.circumstance.reason: got 'reason', expected a name that no field of a "
            "record has [term-twice]",
        ),
        (
            "  domain:\n    Tobacco: {label: {zh: 烟草}}",
            "Tobacco:",
            "vocabulary.domain.Tobacco: got 'Tobacco', expected an id of small letters, digits "
            "and single hyphens [bad-id] Hint: write 'tobacco'",
        ),
    ],
)
def test_a_wrong_term_of_its_own_is_told(terms: str, at: str, message: str) -> None:
    text = edited(own_terms(terms))
    assert messages(read(text)) == [f"{spot(text, at)} {message}"]


def test_a_rule_on_a_term_that_is_written_badly_is_not_blamed() -> None:
    text = edited(
        own_terms("  domain:\n    tobacco: {label: {en: tobacco}}"),
        ("{id: complaint, triggers: [complaint]", "{id: complaint, domains: [tobacco]"),
    )
    assert messages(read(text)) == [
        f"{spot(text, 'label: {en: tobacco}')} vocabulary.domain.tobacco.label.zh: got no 'zh', "
        "expected the key 'zh' [missing-label] Hint: give the Chinese words: zh: …"
    ]


def test_terms_of_its_own_may_stand_in_rules_and_cases() -> None:
    terms = (
        "  domain:\n    tobacco: {label: {zh: 烟草}, aliases: [卷烟], broader: [market-order]}\n"
        "  kind:\n    spot: {label: {zh: 抽查}, settles: {trigger: none, domain: tobacco}}"
    )
    reading = read(
        edited(
            own_terms(terms),
            ("triggers: [complaint], cite", "domains: [tobacco], cite"),
            ("trigger: complaint}", "domain: 卷烟}"),
        )
    )
    assert messages(reading) == []
    assert reading.rulebook is not None
    assert run_cases(reading.rulebook).passed


@pytest.mark.parametrize("value", [None, "words", ["x"], {"vocabulary": ["x"]}, {}])
def test_without_terms_of_its_own_the_shipped_ones_stand(value: object) -> None:
    assert read_terms(Tree("x.yaml", value), {}) == base_vocabulary()


def test_what_is_no_term_is_left_to_the_validation() -> None:
    tree = read_tree("vocabulary:\n  domain: [x]\n  zone: {Bad Code: x, park: x}\n", "x.yaml")
    words = read_terms(tree, {})
    assert tree.problems == []
    assert words["domain"] == base_vocabulary()["domain"]
    assert words["zone"].get("park") == Term("park", Text("park"))
    assert words["zone"].get("Bad Code") is None


@pytest.mark.parametrize("axis", ["event", "grade"])
def test_a_closed_axis_takes_no_terms_of_its_own(axis: str) -> None:
    reading = read(edited(own_terms(f"  {axis}:\n    extra: {{label: {{zh: 另}}}}")))
    assert [problem.code for problem in reading.problems] == ["closed-axis"]
