"""Builders with sensible defaults, and assertions; they work without Hypothesis.

>>> book = a_rulebook(a_quiet_period(window=MonthDays(1, 10)))
>>> assert_allowed(book.check(an_inspection(start=date(2024, 5, 11))))
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bizenv.calendars.days.sets import MonthDays
from bizenv.inspections.quiet_periods import Ground, QuietPeriod, QuietVersion
from bizenv.inspections.values import Inspection
from bizenv.kernel.legal import Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef, Verdict
from bizenv.rulebooks.rulebook import Jurisdiction, Rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary

__all__ = [
    "a_citation",
    "a_ground",
    "a_quiet_period",
    "a_quiet_version",
    "a_rulebook",
    "a_source",
    "an_inspection",
    "assert_allowed",
    "assert_breach",
]


def a_source(id: str = "example-2024", **changes: Any) -> Source:
    """A made-up document.

    >>> a_source().name("en")
    '《示例办法》 (2024-01-01, official text)'
    """
    given = {"title": "示例办法", "attestation": "official", "issued": date(2024, 1, 1)}
    return Source(id=id, **{**given, **changes})


def a_citation(locator: str | None = "第一条", **changes: Any) -> Citation:
    """A spot in a made-up document."""
    return Citation(**{"source": a_source(), "locator": locator, **changes})


def a_ground(id: str = "complaint", **changes: Any) -> Ground:
    """An exemption; for a complaint, where nothing else is said."""
    given: dict[str, Any] = {"text": Text(id, id), "citation": a_citation("第二条")}
    conditions = {"acts", "kinds", "domains", "triggers", "least_level", "circumstances"}
    if not conditions & set(changes):
        given["triggers"] = ["complaint"]
    return Ground(id=id, **{**given, **changes})


def a_quiet_version(**changes: Any) -> QuietVersion:
    """A version of a quiet period: days 1 to 22, in force from 2024 on, complaints exempt."""
    given: dict[str, Any] = {
        "validity": Validity(date(2024, 1, 1), date(2024, 1, 1)),
        "window": MonthDays(1, 22),
        "citation": a_citation(),
        "exemptions": (a_ground(),),
    }
    return QuietVersion(**{**given, **changes})


def a_quiet_period(
    *versions: QuietVersion, id: str = "quiet-days", rulebook: str = "example", **changes: Any
) -> QuietPeriod:
    """A quiet period of these versions, or of one version with these changes."""
    return QuietPeriod(
        id=id,
        text=Text("企业安静期", "enterprise quiet period"),
        versions=versions or (a_quiet_version(**changes),),
        rulebook=rulebook,
    )


def a_rulebook(*quiet_periods: QuietPeriod, id: str = "example") -> Rulebook:
    """A rulebook of these quiet periods, or of one with days 1 to 22.

    >>> a_rulebook().id
    'example'
    """
    return Rulebook(
        ref=RulebookRef(id, "1", "0" * 64),
        text=Text("示例县", "Example County"),
        jurisdiction=Jurisdiction("county"),
        checked=date(2024, 1, 1),
        sources=(a_source(),),
        vocabulary=base_vocabulary(),
        quiet_periods=quiet_periods or (a_quiet_period(),),
    )


def an_inspection(**changes: Any) -> Inspection:
    """A routine inspection of one day in a field that nothing exempts.

    >>> an_inspection(domain="tax").start
    datetime.date(2024, 3, 15)
    """
    given: dict[str, Any] = {
        "start": date(2024, 3, 15),
        "enterprise": "E1",
        "agency": "县示例局",
        "kind": "routine",
        "domain": "none",
        "trigger": "none",
    }
    return Inspection(**{**given, **changes})


def assert_allowed(verdict: Verdict[Any]) -> None:
    """Fail with the whole explanation unless the visit may take place as planned."""
    if not verdict.outcome.lawful:
        raise AssertionError(f"expected a lawful outcome\n{verdict.explain('en')}")


def assert_breach(verdict: Verdict[Any], codes: Iterable[str] = ("in-quiet-period",)) -> None:
    """Fail with the whole explanation unless the verdict has these breaches and no other."""
    found = {finding.code for finding in verdict.breaches}
    if found != set(codes):
        message = f"expected the breaches {sorted(codes)}, got {sorted(found)}"
        raise AssertionError(f"{message}\n{verdict.explain('en')}")
