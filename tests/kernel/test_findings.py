"""A finding says why, with a code, a citation and the facts used; a check what was asked."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import UsageError
from bizenv.kernel.findings import Check, Finding, MissingFact, Severity, plain
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

CLAUSE = Citation(Source("n", "通知", "official"), "第三条")  # type: ignore[arg-type] # converted
DOMAIN = MissingFact("domain", Text("检查领域", "domain"))


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


def test_a_finding_cannot_even_be_called_without_a_citation() -> None:
    with pytest.raises(TypeError):
        Finding("x", Severity.NOTE, Text("说"))  # type: ignore[call-arg]


def test_the_facts_of_a_finding_are_a_copy_that_nobody_can_change() -> None:
    facts = {"n": 22}
    finding = Finding("x", Severity.NOTE, Text("{n}"), CLAUSE, facts)
    facts["n"] = 23
    assert finding.message("zh") == "22"
    with pytest.raises(TypeError):
        finding.facts["n"] = 24  # type: ignore[index]


def test_a_missing_fact_is_its_name_and_keeps_its_label() -> None:
    assert DOMAIN == "domain"
    for twin in (copy.copy(DOMAIN), copy.deepcopy(DOMAIN), pickle.loads(pickle.dumps(DOMAIN))):  # noqa: S301
        assert (twin, type(twin)) == ("domain", MissingFact)
        assert twin.text == Text("检查领域", "domain")


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
    value = {1: (date(2023, 6, 1), {"b", "a"}), "o": Severity.NOTE, "t": Text("说"), "u": Truth.NO}
    assert plain(value) == {
        "1": ["2023-06-01", ["a", "b"]],
        "o": "note",
        "t": {"zh": "说", "en": None},
        "u": "no",
    }


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Finding("x", Severity.NOTE, Text("说"), None),  # type: ignore[arg-type]
            "citation=None: expected a Citation",
        ),
        (
            lambda: Finding("x", "bad", Text("说"), CLAUSE),  # type: ignore[arg-type]
            "'bad': expected one of 'breach', 'review', 'unknown', 'note'",
        ),
        (
            lambda: Finding("", "note", Text("说"), CLAUSE),  # type: ignore[arg-type]
            "code='': expected a text that is not blank",
        ),
    ],
)
def test_no_finding_without_its_parts(build: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        build()
    assert str(caught.value) == message
