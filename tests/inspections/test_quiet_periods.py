"""What a quiet period is: versions, windows, names."""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from bizenv.inspections.quiet_periods import (
    Approval,
    QuietVersion,
    Scope,
    Strictness,
    Window,
)
from bizenv.kernel.legal import Validity
from bizenv.testing import (
    a_citation,
    a_ground,
    a_quiet_period,
    a_quiet_version,
    a_rulebook,
)
from bizenv.testing.strategies import days, quiet_versions


@pytest.mark.parametrize(
    ("validity", "name"),
    [
        (Validity(), "unstated"),
        (Validity(date(2024, 3, 1), date(2024, 3, 1)), "2024-03-01"),
        (Validity(date(2024, 3, 1), date(2024, 3, 31)), "2024-03"),
        (Validity(date(2011, 1, 1), date(2011, 12, 31)), "2011"),
    ],
)
def test_a_version_is_named_by_its_first_day(validity: Validity, name: str) -> None:
    """As the rulebook writes it."""
    version = a_quiet_version(validity=validity)
    assert name == version.name
    assert f"example/quiet-days@{name}" == a_quiet_period(version).rule(version)


def test_windows_stand_in_order_of_gravity() -> None:
    """A visit stands as its gravest day does."""
    assert [
        "NOT_IN_FORCE",
        "OUTSIDE",
        "START_UNSETTLED",
        "DAYS_UNSETTLED",
        "INSIDE_START_UNSTATED",
        "INSIDE",
    ] == [window.name for window in sorted(Window)]
    assert {Window.INSIDE, Window.INSIDE_START_UNSTATED} == {w for w in Window if w.inside}


def test_every_strictness_has_words() -> None:
    """原则上 is worded as such."""
    assert "原则上不得进行" == Strictness.IN_PRINCIPLE.text.zh
    assert all(strictness.text.en for strictness in Strictness)


@settings(max_examples=30, deadline=None)
@given(quiet_versions(), days())
def test_versions_pickle_and_stand_alike(version: QuietVersion, day: date) -> None:
    """A version travels to another process and judges days there as here."""
    copy = pickle.loads(pickle.dumps(version))  # noqa: S301 - our own bytes
    assert version == copy
    assert version.window_on(day) is copy.window_on(day)


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"exemptions": ()}, {"act"}),
        ({}, {"act", "kind", "trigger"}),
        ({"exemptions": (a_ground(domains=["tax"]),)}, {"act", "domain"}),
        ({"exemptions": (a_ground(least_level="city"),)}, {"act", "deploying_level"}),
        ({"exemptions": (a_ground(circumstances=("serious",)),)}, {"act", "serious"}),
        ({"exemptions": (), "approval": Approval(a_citation())}, {"act", "approved"}),
        ({"exemptions": (), "kinds": ["routine"]}, {"act", "kind", "trigger"}),
        (
            {"exemptions": (), "scope": Scope(zones=["development-zone"], classes=["sole-trader"])},
            {"act", "zone", "enterprise_class"},
        ),
        ({"exemptions": (), "scope": Scope(agency_levels=["county"])}, {"act", "agency_level"}),
        ({"exemptions": (), "scope": Scope(circumstances=("major",))}, {"act", "major"}),
    ],
)
def test_a_version_tells_what_it_asks(changes: dict[str, Any], asked: set[str]) -> None:
    """Facts that no version asks about never split the rows of a frame."""
    assert asked == a_rulebook(a_quiet_period(a_quiet_version(**changes))).inspections.asks
