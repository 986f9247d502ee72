"""Strategies of violations and conditions construct valid values."""

from __future__ import annotations

from hypothesis import given, settings

from bizenv.testing.violations import conditions, prior_violations, violations
from bizenv.tolerance.conditions import Condition


@given(violations(items=["a", "b"]))
@settings(max_examples=25)
def test_the_days_of_a_violation_go_together(violation):
    assert violation.occurred <= violation.ended
    assert violation.occurred <= violation.discovered
    assert violation.item in ("a", "b")


@given(conditions(), prior_violations())
@settings(max_examples=25)
def test_conditions_have_words_and_priors_every_fact(condition, prior):
    assert isinstance(condition, Condition)
    assert condition.text.zh
    assert None not in (prior.item, prior.occurred, prior.penalised)
