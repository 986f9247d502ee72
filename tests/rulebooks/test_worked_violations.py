"""Worked violations: read from their records, and held against their verdicts."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bizenv import Violation, load_rulebook
from bizenv.kernel.errors import RecordError
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.worked_cases import WorkedViolation
from bizenv.rulebooks.worked_violations import (
    decision_day,
    named_violation,
    read_violation,
    violation_figures,
)

BOOK = load_rulebook("cn-tax")
FACTS = BOOK.violations.fact_words


def worked(record, history=None, at=None, **options):
    return WorkedViolation("one", record, history, at, "no-ground", **options)


def test_keys_are_fields_headers_or_the_words_of_facts():
    record = {"违法行为": "甲", "受他人胁迫或者诱骗实施违法行为": "是", "corrected": "no"}
    violation = named_violation(worked(record, ()), BOOK.vocabulary, FACTS)
    assert violation == Violation(
        behaviour="甲", corrected=False, history=[], facts={"coerced": True}
    )


def test_what_cannot_be_read_is_told_by_its_key():
    read = read_violation({"终了日期": "soon", "colour": "red"}, None, BOOK.vocabulary, FACTS)
    assert [(path, problem.code) for path, problem in read.problems] == [
        (("violation", "colour"), "unknown-field"),
        (("violation", "终了日期"), "bad-day"),
    ]
    with pytest.raises(RecordError):
        named_violation(worked({"harm": "some"}), BOOK.vocabulary, FACTS)
    twice = read_violation(
        {"ended": "2024-01-01", "违法事实": "a", "案由": "b", "发现日期": "x", "立案日期": "y"},
        None,
        BOOK.vocabulary,
        FACTS,
    )
    assert twice.violation is None


def test_the_day_of_the_decision_may_be_a_moment():
    assert decision_day(worked({}, at=datetime(2024, 5, 6, 8))) == date(2024, 5, 6)
    assert decision_day(worked({}, at=date(2024, 5, 6))) == date(2024, 5, 6)
    assert decision_day(worked({})) is None


def test_due_days_are_compared_by_duty():
    verdict = BOOK.check(Violation(item="tax-01"))
    case = worked({}, due={"educate": date(2024, 5, 6)})
    assert violation_figures(case, verdict)["due"] == (("educate 2024-05-06",), ("educate —",))
    assert violation_figures(worked({}), verdict)["due"] == (None, ())


@pytest.mark.parametrize("id", ["cn-penalties", "cn-tax"])
def test_the_shipped_cases_pass_and_leave_nothing_unproved(id):
    assert run_cases(load_rulebook(id)).passed
