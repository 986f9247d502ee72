"""The repair of a schedule by a rulebook: a frame or records in, the nearest lawful one out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from attrs import evolve, frozen

from bizenv.inspections.planning.frequency_caps import Frequency
from bizenv.inspections.planning.plans import Held, Move, Plan, Unplaced
from bizenv.inspections.planning.repairs import repair_visits
from bizenv.inspections.planning.terms import Capacity, Count, RestDays, Terms
from bizenv.inspections.planning.visits import Fixed, Judge, visits_of_records
from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text
from bizenv.rulebooks.rulebook import Rulebook

if TYPE_CHECKING:
    from bizenv.tables.mapping import TableMap

__all__ = ["RepairedSchedule", "repair"]

ScheduleT = TypeVar("ScheduleT")


@frozen
class RepairedSchedule(Generic[ScheduleT]):
    """A repaired schedule, of the kind that went in, and the plan that says what was changed."""

    schedule: ScheduleT
    plan: Plan

    @property
    def moves(self) -> tuple[Move, ...]:
        """The visits that move, in the order of the rows."""
        return self.plan.moves

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """The visits for which there is no day."""
        return self.plan.unplaced

    @property
    def held(self) -> tuple[Held, ...]:
        """The visits that stay although they are not surely lawful."""
        return self.plan.held

    @property
    def cost(self) -> int:
        """The total distance of all moves in days."""
        return self.plan.cost

    @property
    def bound(self) -> int:
        """What every lawful schedule that places as many visits costs at least."""
        return self.plan.bound

    @property
    def gap(self) -> float:
        """By what share at most a better schedule could cost less; 0.0 where none can."""
        return self.plan.gap

    def explain(self, lang: Lang = "zh") -> str:
        """The plan in words."""
        return self.plan.explain(lang)

    def __str__(self) -> str:
        return self.explain("en")


def repair(
    schedule: ScheduleT,
    book: Rulebook,
    *,
    capacity: Capacity | int | Mapping[str, int] | None = None,
    fixed: Literal["noticed"] | Sequence[bool] | None = None,
    rest_days: RestDays = "move",
    count: Count = "calendar",
    within: tuple[date, date] | None = None,
    across_years: bool = False,
    strict: bool = False,
    visit_days: int | None = None,
    exact: float | None = None,
    mapping: TableMap | None = None,
    prefix: str = "",
    lang: Lang = "zh",
) -> RepairedSchedule[ScheduleT]:
    """The lawful schedule that is nearest to the one given, and the proof of how near it is.

    ``schedule`` is a data frame or a sequence of inspections. ``capacity`` is
    how many visits an agency can make on one day: a number, or one for each
    agency. ``fixed`` says which visits must stay: ``"noticed"`` those that
    enterprises have been notified of, or one truth for each row.
    ``rest_days`` says what becomes of visits on rest days: they ``"move"``, they
    ``"keep"`` their day but no other visit comes there, or rest days are days to
    ``"use"``. Distance is measured in ``"calendar"`` or ``"working"`` days.
    ``within`` bounds where visits may move; one planned outside stays. With
    ``strict``, what is undetermined or needs review moves too. ``visit_days``
    caps the days on which an enterprise is visited in a year, so that agencies
    come together (综合查一次). ``exact`` is how many seconds the solver of the
    extra ``plan`` may look on for the nearest plan under caps; without caps every
    plan is the nearest. ``mapping``, ``prefix`` and ``lang`` are for frames, as in
    :meth:`Rulebook.check_frame`.

    >>> import datetime as dt
    >>> from bizenv import Inspection, load_rulebook, repair
    >>> plan = [Inspection(enterprise=name, agency="区税务局", start=dt.date(2023, 6, 20),
    ...                    kind="routine", domain="tax", trigger="none") for name in ("E1", "E2")]
    >>> done = repair(plan, load_rulebook("cn-jx-qingyuan"), capacity=1)
    >>> [visit.start.isoformat() for visit in done.schedule], done.cost, done.bound
    (['2023-06-25', '2023-06-26'], 11, 11)

    Raises:
        RecordError: a record uses a word that is in no list.
        TableError: no column holds the day, two may, or a header stands twice.
        UnknownDayError: a year has no published calendar, and rest days matter.
        UsageError: an argument cannot be used, or the rulebook has no rules on
            inspections.
    """
    terms = Terms(
        capacity=capacity,
        rest_days=rest_days,
        count=count,
        within=within,
        across_years=across_years,
        strict=strict,
        visit_days=visit_days,
        exact=exact,
    )
    if isinstance(schedule, (list, tuple)):
        return _repair_records(schedule, book, terms, fixed)
    from bizenv.inspections.planning.frames import repair_frame
    from bizenv.rulebooks.vocabulary import header_words
    from bizenv.tables.frames import eager
    from bizenv.tables.mapping import TableMap

    kept, words = _fixed(fixed, len(eager(schedule))), header_words()["inspections"]
    given = mapping or TableMap()
    return RepairedSchedule(
        *repair_frame(
            schedule,
            book.inspections,
            words,
            given,
            terms,
            kept,
            book.frequency_rules,
            prefix=prefix,
            lang=lang,
        )
    )


def _repair_records(
    schedule: Any, book: Rulebook, terms: Terms, fixed: Literal["noticed"] | Sequence[bool] | None
) -> RepairedSchedule[Any]:
    """Repair a list or a tuple of inspections."""
    for place, record in enumerate(schedule):
        if not isinstance(record, Inspection):
            raise UsageError(f"schedule[{place}]={record!r}: expected a bizenv.Inspection")
    rules = book.inspections
    judge, kept = Judge(rules, strict=terms.strict), _fixed(fixed, len(schedule))
    visits = list(visits_of_records(schedule, judge, rules, kept))
    records, frequency = dict(enumerate(schedule)), book.frequency_rules
    caps = Frequency(frequency, book.vocabulary, records, terms.strict) if frequency else None
    plan = repair_visits(visits, rules, terms, frequency=caps)
    new = list(schedule)
    for move in plan.moves:
        for row in move.visit.rows:
            new[row] = evolve(new[row], start=move.start, end=move.end)
    return RepairedSchedule(type(schedule)(new), plan)


def _fixed(fixed: Literal["noticed"] | Sequence[bool] | None, rows: int) -> Fixed:
    """Which visits must stay, as people say it."""
    if fixed is None or isinstance(fixed, str):
        if fixed not in (None, "noticed"):
            raise UsageError(f"fixed={fixed!r}: expected 'noticed', or a truth for each row")
        return Fixed(noticed=fixed == "noticed")
    flags = [flag.item() if hasattr(flag, "item") else flag for flag in fixed]
    if len(flags) != rows or not all(isinstance(flag, bool) for flag in flags):
        raise UsageError(
            Text(
                f"fixed：应为每行一个 True 或 False，共 {rows} 个",
                f"fixed: expected True or False for each of {rows} rows",
            )
        )
    return Fixed(rows=frozenset(row for row, flag in enumerate(flags) if flag))
