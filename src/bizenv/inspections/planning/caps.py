"""Caps: visits of one enterprise that may fall on a few days only (频次上限).

Visits on one day are one joint visit (综合查一次) where the rule says so; then
a cap is kept by merging, and nothing has to be cancelled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from bizenv.inspections.planning.plans import Shortage, Visit, Why
from bizenv.kernel.text import Text

__all__ = ["Cap", "Chosen", "enterprise_caps"]


@frozen
class Cap:
    """Rows that may fall on at most so many days, or be so many where none are joined.

    >>> Cap("E1", (0, 1, 2), 2, Why("over-cap", Text("至多两天", "two days"))).joint
    True
    """

    enterprise: str
    rows: tuple[int, ...]
    most: int
    why: Why
    joint: bool = True
    within: tuple[date, date] | None = None
    """The days that the visits may not leave, where the cap is of less than a year."""


@frozen
class Chosen:
    """The days on which a capped visit may take place, and the rule that says so.

    ``shortage`` says why it is too many, where it has none.
    """

    days: tuple[int, ...]
    why: Why
    shortage: Shortage | None = None

    @property
    def too_many(self) -> bool:
        """Whether the cap leaves it no day, whichever they are."""
        return self.shortage is not None and not self.days


def enterprise_caps(visits: Iterable[Visit], most: int) -> Sequence[Cap]:
    """A cap for each enterprise and year: so many days with visits, of whichever agencies.

    A visit of which the enterprise is not known has no cap.
    """
    rows: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for visit in visits:
        if visit.enterprise:
            rows[visit.enterprise, visit.start.year].append(visit.row)
    why = Why("over-cap", _CAP.filled(most=most))
    return [
        Cap(enterprise, tuple(sorted(found)), most, why)
        for (enterprise, _), found in sorted(rows.items())
        if len(found) > most
    ]


_CAP = Text(
    "对同一企业一年至多安排 {most} 个检查日，同日检查合并为一次。",
    "An enterprise has at most {most} days with visits a year; visits of one day are joined.",
)
