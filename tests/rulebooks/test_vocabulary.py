"""The shipped vocabulary: whole, consistent, and read as any file is."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

import pytest

from bizenv.inspections.records import FIELDS
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Term
from bizenv.rulebooks import vocabulary
from bizenv.rulebooks.vocabulary import (
    AxisModel,
    TermModel,
    base_vocabulary,
    duty_terms,
    header_words,
    vocabulary_hash,
)

VOCABULARY = base_vocabulary()
TERMS = [(axis, term) for axis in VOCABULARY.axes for term in axis.terms]


def test_the_axes_are_those_of_the_records() -> None:
    assert set(VOCABULARY.names) == {
        *("act", "kind", "domain", "trigger", "level", "enterprise_class", "zone", "credit"),
        "circumstance",
        *("case_kind", "channel", "priority", "event", "grade", "refusal_ground", "pause_cause"),
    }


@pytest.mark.parametrize("words", ["投诉举报", "Complaint or Report", "群众举报", "complaint"])
def test_a_complaint_is_found_by_any_of_its_spellings(words: str) -> None:
    found = VOCABULARY["trigger"].find(words)
    assert found is not None
    assert found.code == "complaint"


@pytest.mark.parametrize(("domain", "broader"), [("food-safety", "food-drug-safety")])
def test_a_narrow_domain_falls_under_a_wide_one(domain: str, broader: str) -> None:
    assert VOCABULARY["domain"].expand([domain]) == {domain, broader}


def test_every_reference_between_terms_leads_somewhere() -> None:
    for axis, term in TERMS:
        assert set(term.broader) <= set(axis.codes), term.code
        for other, code in term.settles.items():
            assert code in ("none", *VOCABULARY[other].codes), term.code


def test_every_term_has_words_in_both_languages() -> None:
    assert [term.code for _, term in TERMS if not term.text.en] == []


def test_levels_are_ranked_from_township_to_central() -> None:
    ranks = {term.code: term.rank for term in VOCABULARY["level"].terms}
    assert ranks == {"central": 5, "province": 4, "city": 3, "county": 2, "township": 1}


def test_no_circumstance_has_the_name_of_a_field() -> None:
    assert set(VOCABULARY["circumstance"].codes).isdisjoint(FIELDS)


def test_every_duty_is_shown_by_a_field_that_a_record_has() -> None:
    duties = duty_terms()
    assert "file" in duties
    assert {duty.evidence for duty in duties.values() if duty.evidence} <= set(FIELDS)


def test_headers_lead_to_fields_and_no_header_to_two() -> None:
    words = header_words()["inspections"]
    assert set(words) <= {*FIELDS, *VOCABULARY["circumstance"].codes}
    spellings = [word for each in words.values() for word in each]
    assert len(spellings) == len(set(spellings))


def test_the_hash_is_that_of_terms_and_duties() -> None:
    folder = files("bizenv") / "data" / "vocabulary"
    names = ("inspections", "cases", "duties")
    every = "".join((folder / f"{name}.yaml").read_text("utf-8") for name in names)
    assert vocabulary_hash() == sha256(every.encode()).hexdigest()


def test_a_model_becomes_a_term_and_an_axis() -> None:
    model = TermModel.model_validate(
        {
            "label": {"zh": "烟草", "en": "tobacco"},
            "aliases": ["卷烟"],
            "broader": ["market-order"],
            "settles": {"kind": "case"},
            "rank": "3",
        }
    )
    term = Term(
        "tobacco", Text("烟草", "tobacco"), ("卷烟",), ("market-order",), {"kind": "case"}, 3
    )
    assert model.build("tobacco") == term
    axis = AxisModel(label=model.label, terms={"tobacco": model}).build("goods")
    assert (axis.name, axis.terms) == ("goods", (term,))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("kind: {label: {zh: 种类}, term: {}}", ["unknown-key", "too-few"]),
        ("kind: {label: {zh: 种类}, terms: {a: {label: {zh: 甲}, zzz: 1}}}", ["unknown-key"]),
    ],
)
def test_a_broken_vocabulary_is_refused_with_its_problems(
    text: str, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped files are read like any other."""
    monkeypatch.setattr(vocabulary, "_text", lambda _: text)
    with pytest.raises(RulebookError) as caught:
        base_vocabulary.__wrapped__()
    assert [problem.code for problem in caught.value.problems] == codes
