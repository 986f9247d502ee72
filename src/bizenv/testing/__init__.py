"""For other people's tests: builders, assertions, and Hypothesis strategies.

Builders and assertions work without Hypothesis; the strategies are in
:mod:`bizenv.testing.strategies`, :mod:`bizenv.testing.calendars`,
:mod:`bizenv.testing.cases` and :mod:`bizenv.testing.indicators`. Each name is
loaded when it is first used, so that Hypothesis, which looks in here by itself,
stays cheap to import.

>>> from datetime import date
>>> from bizenv.testing import a_rulebook, an_inspection, assert_allowed
>>> assert_allowed(a_rulebook().check(an_inspection(start=date(2024, 5, 23))))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bizenv.testing.builders import (
        a_citation,
        a_ground,
        a_quiet_period,
        a_quiet_version,
        a_rulebook,
        a_source,
        an_inspection,
        assert_allowed,
        assert_breach,
    )
    from bizenv.testing.cases import a_case, an_event

__all__ = [
    "a_case",
    "a_citation",
    "a_ground",
    "a_quiet_period",
    "a_quiet_version",
    "a_rulebook",
    "a_source",
    "an_event",
    "an_inspection",
    "assert_allowed",
    "assert_breach",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'bizenv.testing' has no attribute {name!r}")
    from bizenv.testing import builders, cases

    return getattr(cases if name in cases.__all__ else builders, name)
