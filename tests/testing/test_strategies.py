"""What bizenv gives to other people's tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from drawn import meet
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.calendars.days.sets import DaySet
from bizenv.inspections.quiet_periods import QuietPeriod, QuietVersion
from bizenv.inspections.values import Inspection
from bizenv.kernel.legal import Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.testing import strategies

KINDS = [DaySet, QuietPeriod, QuietVersion, Inspection, Citation, Source, Validity, Text]


@pytest.mark.parametrize("kind", KINDS)
def test_hypothesis_knows_our_types_by_itself(kind: type) -> None:
    """``from_type`` works without an import of ours, by the entry point."""

    @settings(max_examples=5, deadline=None)
    @given(st.from_type(kind))
    def drawn(value: object) -> None:
        assert isinstance(value, kind)

    drawn()


def test_learning_of_our_types_loads_neither_pydantic_nor_frames() -> None:
    """Importing Hypothesis where bizenv is installed stays cheap."""
    code = (
        "import sys, hypothesis; "
        "print([m for m in ('pydantic', 'narwhals', 'numpy', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("name", strategies.__all__)
def test_every_strategy_draws(name: str) -> None:
    """Each name is a strategy that builds valid values."""

    @settings(max_examples=5, deadline=None)
    @given(getattr(strategies, name)())
    def drawn(value: object) -> None:
        assert value is not None

    drawn()


@settings(max_examples=30, deadline=None)
@given(strategies.day_sets(), strategies.days())
def test_settled_sets_of_days_answer_every_day(days: DaySet, day: date) -> None:
    """With ``settled`` no day is open."""
    assert days.covers(day) in (True, False)


@pytest.mark.parametrize(
    "odd",
    [
        lambda visit: visit.start.month != visit.end.month,
        lambda visit: visit.start.year != visit.end.year,
        lambda visit: visit.domain is None and visit.trigger is None,
        lambda visit: visit.domain == {"none"},
        lambda visit: visit.kind == "none",
        lambda visit: visit.domain is not None and len(visit.domain) > 1,
        lambda visit: visit.enterprise is None and visit.agency is None,
        lambda visit: visit.enterprise_class is not None and visit.zone is None,
        lambda visit: isinstance(visit.approved, date),
        lambda visit: dict(visit.circumstances).get("serious") is False,
    ],
)
def test_the_odd_inspections_are_drawn(odd: Callable[[Inspection], bool]) -> None:
    """Who tests with these strategies meets them."""
    meet(strategies.inspections(), odd)


# Hypothesis notes each value with the call that made it, and a quiet period is large.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize(
    "odd",
    [
        lambda period: len(period.versions) == 3,
        lambda period: any(
            earlier.validity.until == later.validity.earliest - timedelta(days=1)
            for earlier, later in zip(period.versions, period.versions[1:], strict=False)
        ),
        lambda period: not period.versions[0].validity.stated,
        lambda period: any(ground.catch_all for v in period.versions for ground in v.exemptions),
        lambda period: any(v.approval and v.not_inspections for v in period.versions),
    ],
)
def test_the_odd_quiet_periods_are_drawn(odd: Callable[[QuietPeriod], bool]) -> None:
    """Several versions, with and without a gap; no stated first day; every kind of excuse."""
    meet(strategies.quiet_periods(), odd)


@settings(max_examples=30, deadline=None)
@given(strategies.rulebooks())
def test_versions_of_drawn_rulebooks_share_no_day(book: Rulebook) -> None:
    """They are law as the linter would have it."""
    for period in book.quiet_periods:
        for earlier, later in zip(period.versions, period.versions[1:], strict=False):
            assert earlier.validity.overlap(later.validity) is None
