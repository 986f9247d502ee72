"""On what terms a schedule is repaired: capacity, rest days, how distance is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias, get_args

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day

__all__ = ["Capacity", "Count", "RestDays", "Terms", "as_capacity"]

RestDays: TypeAlias = Literal["move", "keep", "use"]
"""Visits on rest days move to working days, stay but get no company, or rest days are as others."""

Count: TypeAlias = Literal["calendar", "working"]
"""The days by which a distance is counted."""


def _places(_: Any, __: Any, value: Any) -> None:
    if value is not None and not _is_number(value):
        raise UsageError(f"capacity={value!r}: expected a whole number of visits a day, 0 or more")


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


@frozen
class Capacity:
    """How many visits an agency can make on one day; None means no limit.

    ``of`` names agencies that differ from the rest.

    >>> Capacity(6, {"区税务局": 3}).on_a_day("区税务局"), Capacity(6).on_a_day("区应急局")
    (3, 6)
    """

    each: int | None = field(default=None, validator=_places)
    of: Mapping[str, int] = field(factory=dict, hash=False)

    @of.validator
    def _of_agencies(self, _: object, of: Mapping[Any, Any]) -> None:
        for agency, places in of.items():
            if not isinstance(agency, str) or not _is_number(places):
                raise UsageError(
                    f"capacity of {agency!r}={places!r}: expected an agency and a whole number "
                    "of visits a day, 0 or more"
                )

    def on_a_day(self, agency: str) -> int | None:
        """How many visits this agency can make on one day."""
        return self.of.get(agency, self.each)


def as_capacity(given: Capacity | int | Mapping[str, int] | None) -> Capacity:
    """A capacity as people give it: for every agency, by agency, or none."""
    if isinstance(given, Capacity):
        return given
    return Capacity(of=given) if isinstance(given, Mapping) else Capacity(given)


def _one_of(*known: str) -> Callable[[Any, Any, Any], None]:
    def check(_: object, attribute: Any, value: object) -> None:
        if value not in known:
            words = " or ".join(map(repr, known))
            raise UsageError(f"{attribute.name}={value!r}: expected {words}")

    return check


def _days(value: tuple[date, date] | None) -> tuple[date, date] | None:
    if value is None:
        return None
    first, last = value
    return as_day(first, "within"), as_day(last, "within")


@frozen(kw_only=True)
class Terms:
    """The terms of a repair.

    ``within`` are the first and the last day between which visits may move;
    those planned outside stay. Without ``across_years`` a visit stays in the
    year in which it is planned. With ``strict``, what is undetermined or needs
    review moves to a day that is surely allowed; else it stays. ``visit_days``
    caps the days on which an enterprise is visited in a year, by whichever
    agencies; visits on one day are joined. ``exact`` is how many seconds the
    solver may look on for the nearest plan under caps, with proof; without caps
    every plan is the nearest.

    >>> Terms(rest_days="keep").count
    'calendar'
    """

    capacity: Capacity = field(default=None, converter=as_capacity)
    rest_days: RestDays = field(default="move", validator=_one_of(*get_args(RestDays)))
    count: Count = field(default="calendar", validator=_one_of(*get_args(Count)))
    within: tuple[date, date] | None = field(default=None, converter=_days)
    across_years: bool = False
    strict: bool = False
    visit_days: int | None = field(default=None)

    exact: float | None = field(default=None)

    @exact.validator
    def _some_time(self, _: object, seconds: object) -> None:
        number = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
        if seconds is not None and not (number and seconds > 0):  # type: ignore[operator] # one
            raise UsageError(f"exact={seconds!r}: expected a number of seconds above 0")

    @visit_days.validator
    def _one_or_more(self, _: object, most: int | None) -> None:
        if most is not None and (not _is_number(most) or most == 0):
            raise UsageError(f"visit_days={most!r}: expected a whole number of days, 1 or more")

    @within.validator
    def _in_order(self, _: object, within: tuple[date, date] | None) -> None:
        if within is not None and within[1] < within[0]:
            first, last = (day.isoformat() for day in within)
            raise UsageError(f"within={first}, {last}: expected the first day before the last")
