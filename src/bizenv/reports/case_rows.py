"""A checked log as rows for machines: JSON Lines and CSV.

There is a row a case, in the order in which cases first appear, and after them
a row for every problem of the log. Nothing that went in is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from bizenv.cases.checked_logs import UNREADABLE, CheckedCase, CheckedPart
from bizenv.cases.records import CASE_FACTS, EVENT_FACTS
from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.values import Event, EventKind
from bizenv.inspections.telling import duties_words, first_due
from bizenv.kernel.findings import plain
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang
from bizenv.reports.case_words import clauses_of, message_of, problem_text
from bizenv.tables.writers import cell, csv_file, csv_lines, json_cell

__all__ = [
    "FOUR_FACTS",
    "case_cells",
    "case_jsonl_lines",
    "clock_names",
    "column_names",
    "promised_stages",
    "write_case_csv",
]

FOUR_FACTS: Final = ("closed", "solved", "satisfied", "written_off")
_RECORD: Final = ("record", "case", "rows", *CASE_FACTS, "agency", "received")
_BEFORE: Final = ("outcome", "codes", "clause", "stage", *FOUR_FACTS, "next_due")
_BEHIND: Final = ("missing", "message", "obligations")


def promised_stages(rules: CaseRules) -> tuple[PromiseStage, ...]:
    """The stages of which a rulebook promises anything, in its order."""
    return tuple(dict.fromkeys(promise.stage for promise in rules.service_level.promises))


def clock_names(stage: PromiseStage) -> tuple[str, str]:
    """The columns of a clock: its state, and its due day.

    >>> clock_names(PromiseStage.FOLLOW_UP)
    ('follow_up', 'follow_up_due')
    """
    name = stage.value.replace("-", "_")
    return name, f"{name}_due"


def column_names(stages: Iterable[PromiseStage]) -> tuple[str, ...]:
    """The columns of a row: what is recorded, what the rules say, what each clock reads."""
    clocks = (name for stage in stages for name in clock_names(stage))
    return (*_RECORD, *_BEFORE, *clocks, *_BEHIND)


def case_cells(case: CheckedCase, lang: Lang) -> dict[str, Any]:
    """The cells of a case; of a clock that ran more than once, those of the last time."""
    facts = {name: getattr(case.case, name) for name in CASE_FACTS}
    cells = {"record": "case", "case": case.case.id, "rows": ";".join(map(str, case.rows))}
    return {
        **cells,
        **facts,
        "co_agencies": ";".join(case.case.co_agencies or ()) or None,
        "circumstances": ";".join(case.case.circumstances or ()) or None,
        "agency": case.agency,
        **_verdict_cells(case),
        "outcome": case.status,
        "codes": ";".join(case.codes),
        "message": message_of(case, lang) or None,
        "obligations": duties_words(case.obligations, lang),
    }


def _verdict_cells(case: CheckedCase) -> dict[str, Any]:
    """How a case stands; nothing where there is nothing to judge."""
    if not case.judged:
        return {}
    verdict, state = case.verdict, case.verdict.state
    received = state.first(EventKind.RECEIVED)
    cells: dict[str, Any] = {
        "received": received.time if received else None,
        "clause": ";".join(clauses_of(case)) or None,
        "stage": state.stage.value,
        **{name: getattr(state, name).value for name in FOUR_FACTS},
        "next_due": first_due(verdict.obligations),
        "missing": ";".join(verdict.missing) or None,
    }
    for clock in verdict.clocks:
        name, due = clock_names(clock.stage)
        cells |= {name: clock.state.value, due: clock.due_day}
    return cells


def _problem_cells(problem: Problem, case: str | None, lang: Lang) -> dict[str, Any]:
    return {
        "record": "problem",
        "case": case,
        "rows": problem.place.row,
        "outcome": None if case else _row_status(problem),
        "codes": problem.code,
        "message": problem_text(problem, lang),
    }


def _row_status(problem: Problem) -> str:
    """What became of a row that names no case."""
    return UNREADABLE if problem.severity == "error" else problem.code


# --- CSV --------------------------------------------------------------------


def write_case_csv(
    checked: Iterable[CheckedPart], stages: Iterable[PromiseStage], path: Path, lang: Lang
) -> None:
    """Write a row a case, then a row a problem, in UTF-8 with a byte order mark."""
    names = column_names(stages)

    def lines(rows: Iterable[dict[str, Any]]) -> list[str]:
        return csv_lines([cell(row.get(name)) for name in names] for row in rows)

    problems: list[dict[str, Any]] = []
    with csv_file(path) as file:
        file.writelines(csv_lines([names]))
        for part in checked:
            file.writelines(lines(case_cells(case, lang) for case in part.cases))
            problems += _problems(part, lang)
        file.writelines(lines(problems))


def _problems(part: CheckedPart, lang: Lang) -> Iterator[dict[str, Any]]:
    for case in part.cases:
        yield from (_problem_cells(each, case.case.id, lang) for each in case.problems)
    yield from (_problem_cells(each, None, lang) for each in part.rows)


# --- JSON Lines -------------------------------------------------------------


def json_case(case: CheckedCase, lang: Lang) -> dict[str, Any]:
    """A case as a JSON object: what is recorded, what the rules say, what each clock reads."""
    cells = case_cells(case, lang)
    clocks = case.verdict.clocks if case.judged else ()
    names = (*_RECORD, *_BEFORE, *_BEHIND)
    return {
        "file": case.place.file,
        "line": case.place.line,
        "row": case.place.row,
        **{name: plain(cells.get(name)) for name in names},
        "rows": list(case.rows),
        "co_agencies": list(case.case.co_agencies or ()),
        "circumstances": plain(case.case.circumstances),
        "findings": [finding.to_dict() for finding in case.findings],
        "clocks": [clock.to_dict() for clock in clocks],
        "obligations": [duty.to_dict() for duty in case.obligations],
        "problems": [problem.to_dict(lang) for problem in case.problems],
        "events": [_json_event(event) for event in case.case.events],
    }


def _json_event(event: Event) -> dict[str, Any]:
    """An event with what is known of it."""
    facts = {name: getattr(event, name) for name in ("time", *EVENT_FACTS)}
    known = {name: json_cell(value) for name, value in facts.items() if value is not None}
    return {"event": event.kind.value, **known, "row": event.place.row if event.place else None}


def json_problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    """A row that names no case as a JSON object."""
    place, cells = problem.place, _problem_cells(problem, None, lang)
    return {
        "file": place.file,
        "line": place.line,
        "row": place.row,
        **cells,
        "rows": [place.row],
        "problems": [problem.to_dict(lang)],
    }


def case_jsonl_lines(checked: Iterable[CheckedPart], lang: Lang) -> Iterator[str]:
    """Every case as a line of JSON, then every row that names none."""
    for part in checked:
        for row in (
            *(json_case(case, lang) for case in part.cases),
            *(json_problem(problem, lang) for problem in part.rows),
        ):
            yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
