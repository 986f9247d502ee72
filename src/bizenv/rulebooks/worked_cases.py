"""Worked cases beside the rules: a record, and what the verdict on it must be (案例)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import field, frozen

from bizenv.cases.values import Time
from bizenv.inspections.whole.papers import PlanEntry

__all__ = ["WorkedCase", "WorkedRequest", "WorkedSchedule", "WorkedVisit"]

Record: TypeAlias = Mapping[str, Any]
"""What is recorded, as it would stand in a row of a table."""


@frozen
class WorkedVisit:
    """An inspection, and what its verdict must be; None is not compared."""

    name: str
    record: Record = field(hash=False)
    outcome: str
    codes: tuple[str, ...] | None = None
    exemptions: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    next_allowed: date | None = None
    line: int | None = None


@frozen
class WorkedSchedule:
    """A schedule, and what its verdict must be; None is not compared.

    ``rows`` are by code the rows of the findings, from 1, and ``beyond`` the
    rows that are too many.
    """

    name: str
    schedule: tuple[Record, ...] = field(hash=False)
    outcome: str
    history: tuple[Record, ...] = field(default=(), hash=False)
    matters: tuple[str, ...] | None = None
    plan: tuple[PlanEntry, ...] | None = None
    through: tuple[date, date] | None = None
    codes: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    rows: Mapping[str, tuple[int, ...]] | None = field(default=None, hash=False)
    beyond: tuple[int, ...] | None = None
    line: int | None = None


@frozen
class WorkedRequest:
    """A request and its events, and what its verdict must be at a time; None is not compared.

    ``record`` is a row with a column for each stage, ``events`` are rows of
    their own for what such a row cannot say. ``clocks`` are the states of
    promises by their ids, ``due`` their due days.
    """

    name: str
    record: Record = field(hash=False)
    events: tuple[Record, ...] = field(hash=False)
    at: Time
    outcome: str
    codes: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None
    missing: tuple[str, ...] | None = None
    clocks: Mapping[str, str] | None = field(default=None, hash=False)
    due: Mapping[str, date] | None = field(default=None, hash=False)
    line: int | None = None


WorkedCase: TypeAlias = WorkedVisit | WorkedSchedule | WorkedRequest
