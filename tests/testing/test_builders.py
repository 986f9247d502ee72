"""Builders and assertions work without Hypothesis."""

from __future__ import annotations

from datetime import date

import pytest

import bizenv.testing
from bizenv.testing import (
    a_quiet_period,
    a_quiet_version,
    a_rulebook,
    an_inspection,
    assert_allowed,
    assert_breach,
)


def test_assertions_show_the_whole_explanation() -> None:
    """Who reads a red test sees why."""
    forbidden = a_rulebook().check(an_inspection())
    allowed = a_rulebook().check(an_inspection(start=date(2024, 3, 23)))
    assert_allowed(allowed)
    assert_breach(forbidden)
    with pytest.raises(AssertionError, match=r"(?s)expected a lawful outcome.*in-quiet-period"):
        assert_allowed(forbidden)
    with pytest.raises(AssertionError, match=r"expected the breaches \['in-quiet-period'\], got"):
        assert_breach(allowed)


def test_a_period_takes_versions_or_changes() -> None:
    """One version with changes is the short form."""
    version = a_quiet_version(kinds=frozenset({"routine"}))
    assert a_quiet_period(version) == a_quiet_period(kinds=frozenset({"routine"}))


def test_a_name_that_is_not_there_is_told() -> None:
    """A slip of the pen is an AttributeError."""
    with pytest.raises(AttributeError, match=r"no attribute .a_rulebok."):
        bizenv.testing.a_rulebok  # noqa: B018 - that is the point
