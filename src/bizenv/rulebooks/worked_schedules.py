"""Worked schedules: read from their rows, and held against their verdicts."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.papers import PlanEntry
from bizenv.inspections.whole.rules import check_schedule
from bizenv.inspections.whole.values import ScheduleVerdict
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.worked_cases import WorkedSchedule
from bizenv.rulebooks.worked_requests import Figures

__all__ = ["JudgedSchedule", "judge_schedule", "schedule_figures"]


@frozen(eq=False)
class JudgedSchedule:
    """A worked schedule as it was read, with its verdict."""

    visits: tuple[Inspection, ...]
    history: tuple[Inspection, ...]
    matters: tuple[str, ...] | None
    plan: tuple[PlanEntry, ...] | None
    verdict: ScheduleVerdict


def judge_schedule(book: Rulebook, case: WorkedSchedule) -> JudgedSchedule:
    """Read a worked schedule and judge it.

    Raises:
        RecordError: a row cannot be read.
    """
    visits = tuple(map(book.inspection, case.schedule))
    history = tuple(map(book.inspection, case.history))
    verdict = check_schedule(
        visits,
        book.schedule,
        matters=case.matters,
        plan=case.plan,
        history=history,
        through=case.through,
    )
    return JudgedSchedule(visits, history, case.matters, case.plan, verdict)


def schedule_figures(case: WorkedSchedule, verdict: ScheduleVerdict) -> Figures:
    """By name, what a worked schedule expects and what its verdict says."""
    by_code = {f.code: _from_one(f.code, verdict) for f in verdict.findings}
    figures = {
        "outcome": (case.outcome, verdict.outcome.value),
        "codes": (case.codes, tuple(by_code)),
        "missing": (case.missing, tuple({str(m): 0 for f in verdict.findings for m in f.missing})),
        "beyond": (case.beyond, _numbers(f.worst for f in verdict.breaches)),
    }
    rows = {
        f"rows.{code}": (expected, by_code.get(code, ()))
        for code, expected in (case.rows or {}).items()
    }
    return {**figures, **rows}


def _from_one(code: str, verdict: ScheduleVerdict) -> tuple[int, ...]:
    return _numbers(finding.rows for finding in verdict.findings if finding.code == code)


def _numbers(several: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Rows as a reader counts them, from 1."""
    return tuple(sorted({row + 1 for rows in several for row in rows}))
