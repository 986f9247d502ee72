"""Windows: each covers some day, leaves some day free, and names days that there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bizenv.calendars.days.sets import (
    Complement,
    Dates,
    DaySet,
    Intersection,
    MonthDays,
    Recurrence,
    Union,
    Unsettled,
)
from bizenv.calendars.days.tables import days_from
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.lint_parts import Spot
from bizenv.rulebooks.nodes import Tree

__all__ = ["days_to_try", "described", "leaves", "window_has_sense"]

_FIRST_YEAR, _CYCLE_YEARS = 2001, 28  # in 28 years every weekday meets every date
_IN_EVERY_MONTH = 28


def days_to_try(window: DaySet) -> Iterator[date]:
    """Days enough to know what a window can answer: every kind of day, and days it names.

    >>> sum(1 for _ in days_to_try(MonthDays(1, 22)))
    10227
    """
    parts = list(leaves(window))
    year = max(_FIRST_YEAR, *(leaf.start.year for leaf in parts if isinstance(leaf, Recurrence)), 0)
    yield from days_from(date(year, 1, 1), date(year + _CYCLE_YEARS - 1, 12, 31))
    for leaf in parts:
        if isinstance(leaf, Dates):
            yield from leaf.days


def leaves(window: DaySet) -> Iterator[DaySet]:
    """The simple sets that a window is made of."""
    if isinstance(window, (Union, Intersection)):
        yield from leaves(window.left)
        yield from leaves(window.right)
    elif isinstance(window, (Complement, Unsettled)):
        yield from leaves(window.days)
    else:
        yield window


def described(days: DaySet) -> Text:
    """A set of days in words."""
    return Text(days.describe("zh"), days.describe("en"))


def window_has_sense(tree: Tree, spot: Spot) -> None:
    """The window covers some day and not every day."""
    path, window = (*spot.path, "window"), spot.version.window
    truths = set(map(window.truth, days_to_try(window)))
    if truths == {Truth.NO}:
        tree.wrong("empty-window", path, described(window), _SOME_DAY)
    elif truths == {Truth.YES}:
        tree.wrong("endless-window", path, described(window), _SOME_DAY_FREE)
    for leaf in leaves(window):
        if isinstance(leaf, MonthDays) and leaf.first > _IN_EVERY_MONTH:
            code, got = "day-not-in-every-month", described(leaf)
            tree.wrong(code, path, got, _OF_EVERY_MONTH, _SHORT_MONTHS, severity="warning")


_SOME_DAY = Text("至少包括一天的安静期", "a window that covers some day")
_SOME_DAY_FREE = Text("留出日子可以检查的安静期", "a window that leaves some day free")
_OF_EVERY_MONTH = Text("每个月都有的日子", "days that every month has")
_SHORT_MONTHS = Text("较短的月份没有这一天", "in shorter months there is no such day")
