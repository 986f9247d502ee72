"""One step of a trace: which join, and how they are told."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.calendars.periods.steps import Step, Treatment
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text

FIRST, NEXT = date(2023, 6, 1), date(2023, 6, 2)
WHY = Text("工作日", "working day")
CITED = Citation(Source("n", "通知", "official"), "第一条")  # type: ignore[arg-type]


@pytest.mark.parametrize("treatment", Treatment)
def test_every_treatment_is_told_in_both_languages(treatment: Treatment) -> None:
    assert treatment.text.en
    assert not treatment.text.zh.isascii()


def test_steps_join_where_one_goes_on_alike() -> None:
    step = Step(FIRST, FIRST, Treatment.COUNTED, WHY, 1)
    assert step.joins(Step(NEXT, NEXT, Treatment.COUNTED, WHY, 2))
    assert not step.joins(Step(NEXT, NEXT, Treatment.SKIPPED, WHY))
    assert not step.joins(Step(NEXT, NEXT, Treatment.COUNTED, WHY, 2, source="notice"))
    assert not step.joins(Step(date(2023, 6, 3), date(2023, 6, 3), Treatment.COUNTED, WHY, 2))
    event = Step(FIRST, FIRST, Treatment.EVENT, WHY)
    assert not event.joins(Step(NEXT, NEXT, Treatment.EVENT, WHY))


def test_a_step_is_one_line_in_either_language() -> None:
    step = Step(FIRST, NEXT, Treatment.COUNTED, WHY, 2, "甲号", CITED, Certainty.PROVISIONAL)
    assert step.line("zh") == (
        "2023-06-01 至 2023-06-02 计入：工作日（至第 2 日，甲号，《通知》第一条，暂定）"
    )
    assert step.line("en") == (
        "2023-06-01 to 2023-06-02 counted: working day "
        "(to day 2, 甲号, 《通知》第一条, provisional)"
    )
    assert step.line("en", told=[CITED]) == (
        "2023-06-01 to 2023-06-02 counted: working day (to day 2, 甲号, provisional)"
    )
    assert Step(FIRST, FIRST, Treatment.EVENT, WHY).line("zh") == "工作日"


def test_a_step_may_be_cut_off() -> None:
    step = Step(FIRST, NEXT, Treatment.COUNTED, WHY, 2)
    assert step.until(NEXT) is step
    assert step.until(FIRST) == Step(FIRST, FIRST, Treatment.COUNTED, WHY)


def test_a_step_as_plain_values() -> None:
    step = Step(FIRST, NEXT, Treatment.COUNTED, WHY, 2, "甲号", CITED)
    assert step.to_dict() == {
        "first": "2023-06-01",
        "last": "2023-06-02",
        "treatment": "counted",
        "why": {"zh": "工作日", "en": "working day"},
        "through": 2,
        "source": "甲号",
        "clause": "《通知》第一条",
        "certainty": "final",
    }
    assert Step(FIRST, FIRST, Treatment.EVENT, WHY).to_dict()["clause"] is None
