"""What an inspection is, and what it refuses to be."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from bizenv import Agency, Enterprise, Inspection, InspectionOutcome
from bizenv.inspections.values import LONGEST_VISIT
from bizenv.kernel.errors import NotADayError, NoTruthError, RecordError, UsageError
from bizenv.testing import a_rulebook, an_inspection

DAY = date(2024, 3, 15)


def test_an_inspection_lasts_one_day_unless_it_says_more() -> None:
    """The end is the start where it is not given."""
    assert DAY == Inspection(start=DAY).end
    assert 4 == Inspection(start=DAY, end=date(2024, 3, 18)).days


def test_texts_become_parties() -> None:
    """An enterprise and an agency may be given by their ids."""
    visit = Inspection(start=DAY, enterprise="E1", agency="区税务局")
    assert (Enterprise("E1"), Agency("区税务局")) == (visit.enterprise, visit.agency)
    assert "2024-03-15 区税务局 → E1" == visit.subject.zh
    named = Inspection(start=DAY, end=date(2024, 3, 16), enterprise=Enterprise("E1", "甲公司"))
    assert "2024-03-15–2024-03-16 甲公司" == named.subject.en


@pytest.mark.parametrize("moment", [datetime(2024, 3, 15, 8), "2024-03-15", 20240315, None])
def test_a_moment_or_a_text_is_no_day(moment: object) -> None:
    """A datetime where a day belongs is refused, and so is everything else."""
    with pytest.raises(NotADayError, match="start="):
        Inspection(start=moment)  # type: ignore[arg-type] # that is the point
    with pytest.raises(NotADayError, match="end="):
        Inspection(start=DAY, end=moment or datetime(2024, 3, 16))  # type: ignore[arg-type]
    with pytest.raises(NotADayError):
        Inspection(start=DAY, filed=datetime(2024, 3, 1))


def test_an_end_before_the_start_is_refused() -> None:
    """The message shows both days."""
    with pytest.raises(UsageError, match="end=2024-03-14 lies before start=2024-03-15"):
        Inspection(start=DAY, end=date(2024, 3, 14))


def test_a_visit_of_more_than_ten_years_is_refused() -> None:
    """It is a slip of the year; the longest visit just fits."""
    last = date.fromordinal(DAY.toordinal() + LONGEST_VISIT - 1)
    assert LONGEST_VISIT == Inspection(start=DAY, end=last).days
    with pytest.raises(UsageError, match="3660 days after start=2024-03-15"):
        Inspection(start=DAY, end=date.fromordinal(last.toordinal() + 1))


@pytest.mark.parametrize("codes", ["", (), [" "], ["tax", ""]])
def test_an_empty_code_is_refused(codes: object) -> None:
    """Not known is None, and known to be none is 'none'; an empty text is neither."""
    with pytest.raises(UsageError, match="write None for not known"):
        Inspection(start=DAY, domain=codes)  # type: ignore[arg-type] # that is the point


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"enterprise": 5}, "enterprise=5: expected an Enterprise or its id"),
        ({"agency": 5}, "agency=5: expected an Agency or its id"),
        ({"enterprise": ""}, "enterprise='': expected an Enterprise or its id"),
        ({"agency": " "}, "agency=' ': expected an Agency or its id"),
        ({"id": 3}, "id=3: expected a text that is not blank"),
        ({"matter": 5}, "matter=5: expected a text that is not blank"),
        ({"reason": [1]}, "reason=[1]: expected a text that is not blank"),
        ({"reason": " "}, "reason=' ': expected a text that is not blank"),
        (
            {"circumstances": {5: True}},
            "circumstances={5: True}: expected names that are not blank",
        ),
        ({"act": None}, "act=None: expected one code"),
        ({"kind": 5}, "kind=5: expected one code, or None for not known"),
        ({"kind": " "}, "kind=' ': expected one code, or None for not known"),
        (
            {"deploying_level": ["city"]},
            "deploying_level=['city']: expected one code, or None for not known",
        ),
        (
            {"circumstances": {"serious": "yes"}},
            "circumstances['serious']='yes': expected True, False or None",
        ),
        (
            {"domain": 5},
            "got 5, expected one code or several; write None for not known and 'none' for "
            "known to be none",
        ),
    ],
)
def test_a_fact_of_another_type_is_refused(wrong: dict[str, Any], message: str) -> None:
    """It would fail later, and farther from where it was written."""
    with pytest.raises(UsageError) as caught:
        Inspection(start=DAY, **wrong)
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Inspection(start=DAY, trigger=["none", "complaint"]), "trigger"),
        (lambda: Inspection(start=DAY, domain=["无", "complaint"]), "domain"),
        (lambda: Enterprise("E1", classes=["none", "complaint"]), "enterprise_class"),
        (lambda: Enterprise("E1", zones=["none", "complaint"]), "zone"),
    ],
)
def test_none_stands_alone(make: Callable[[], object], field: str) -> None:
    """Known to be none, and something beside it: tables refuse it in the same words."""
    with pytest.raises(RecordError) as caught:
        make()
    (problem,) = caught.value.problems
    assert ("too-many-terms", field) == (problem.code, problem.place.field)
    assert "expected 'none' alone, or terms [too-many-terms]" in str(caught.value)
    assert "应为只填“无”，或只填其他词 [too-many-terms]" in caught.value.say("zh")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Enterprise(5), "id=5: expected a text that is not blank"),  # type: ignore[arg-type]
        (lambda: Enterprise("E1", name=3), "name=3: expected a text that is not blank"),  # type: ignore[arg-type]
        (lambda: Enterprise("E1", name=""), "name='': expected a text that is not blank"),
        (lambda: Enterprise(""), "id='': expected a text that is not blank"),
        (lambda: Enterprise(" ", zones="none"), "id=' ': expected a text that is not blank"),
        (lambda: Agency(5), "id=5: expected a text that is not blank"),  # type: ignore[arg-type]
        (lambda: Agency(""), "id='': expected a text that is not blank"),
    ],
)
def test_a_party_without_an_id_in_words_is_refused(
    make: Callable[[], object], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        make()
    assert message == str(caught.value)


def test_an_id_may_be_blank_where_something_else_is_known() -> None:
    """A table may tell the class of an enterprise, or the level of an agency, and no more."""
    assert "" == str(Enterprise("", classes="sole-trader")) == str(Agency("", level="county"))
    assert "示例公司" == str(Enterprise("", "示例公司"))


def test_the_level_of_an_agency_is_one_code() -> None:
    """Anything else fails where it is written."""
    with pytest.raises(UsageError, match="level=5: expected one code"):
        Agency("A", 5)  # type: ignore[arg-type] # that is the point


def test_one_code_or_several() -> None:
    """A field of law may be one or many."""
    assert frozenset({"tax"}) == an_inspection(domain="tax").domain
    assert frozenset({"tax", "labour"}) == an_inspection(domain=["tax", "labour"]).domain


@given(st.dictionaries(st.sampled_from(["serious", "major"]), st.none() | st.booleans()))
def test_circumstances_keep_what_is_known(given_flags: dict[str, bool | None]) -> None:
    """A circumstance that is None is not known and is not kept."""
    known = {name: flag for name, flag in given_flags.items() if flag is not None}
    assert known == dict(an_inspection(circumstances=given_flags).circumstances)


def test_values_are_frozen_and_hashable_and_paste_back() -> None:
    """A value cannot change, and its repr makes it again."""
    visit = an_inspection(domain="tax", circumstances={"serious": True})
    with pytest.raises(FrozenInstanceError):
        visit.start = date(2024, 3, 16)  # type: ignore[misc] # that is the point
    names = {"Inspection": Inspection, "Enterprise": Enterprise, "Agency": Agency}
    again = eval(repr(visit), {**names, "datetime": dt})  # noqa: S307 - our own repr
    assert visit == again
    assert hash(visit) == hash(again)
    assert visit == pickle.loads(pickle.dumps(visit))  # noqa: S301 - our own bytes


def test_every_outcome_has_words_and_three_are_lawful() -> None:
    """Chinese and English for each; what may go ahead is lawful."""
    assert all(outcome.text.zh and outcome.text.en for outcome in InspectionOutcome)
    lawful = {outcome.value for outcome in InspectionOutcome if outcome.lawful}
    assert {"allowed", "exempt", "not-an-inspection"} == lawful


def test_a_verdict_is_neither_true_nor_false() -> None:
    """Asked for its truth, it says what to write instead."""
    verdict = a_rulebook().check(an_inspection())
    with pytest.raises(NoTruthError) as caught:
        bool(verdict)
    assert (
        "a verdict is neither true nor false: write `verdict.outcome == 'forbidden'` "
        "or look at verdict.findings"
    ) == str(caught.value)


def test_a_verdict_as_plain_values() -> None:
    """Everything that JSON needs, the rulebook's hash among it."""
    told = a_rulebook().check(an_inspection()).to_dict()
    assert "bizenv.verdict/1" == told["format"]
    assert ("forbidden", "2024-03-23", ["2024-03-15"]) == (
        told["outcome"],
        told["next_allowed"],
        told["quiet_days"],
    )
    assert {"id": "example", "version": "1", "sha256": "0" * 64} == told["rulebook"]


def test_html_is_escaped() -> None:
    """A name cannot smuggle a script into a notebook."""
    verdict = a_rulebook().check(an_inspection(enterprise="<script>"))
    html = verdict._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'lang="zh-CN"' in html


@pytest.mark.parametrize("officers", ["", " ", [], ["甲", " "]])
def test_officers_have_names(officers: Any) -> None:
    with pytest.raises(UsageError, match="expected names, or None for not known"):
        an_inspection(officers=officers)
