"""Event logs in data frames: one row a case, or one row a clock, comes out; and ledgers.

The bulk path asks the scalar rules of distinct courses, so the answers are
those of :func:`bizenv.cases.rules.check_case`, case by case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bizenv.cases.bulk import JudgedCases, judge_cases
from bizenv.cases.bulk_ledger import ledger_of
from bizenv.cases.instants import Instants, Sort
from bizenv.cases.ledger import Ledger
from bizenv.cases.log_columns import LogColumns, read_log
from bizenv.cases.ordering import as_zone
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseRules
from bizenv.cases.values import Time
from bizenv.kernel.problems import Problem
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.columns import Encoded
from bizenv.tables.frames import eager
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap

if TYPE_CHECKING:
    import narwhals.stable.v1 as nw

__all__ = ["CASE_COLUMNS", "CLOCK_COLUMNS", "case_frame", "clock_frame", "frame_ledger"]

FrameT = TypeVar("FrameT")

CASE_COLUMNS = (
    *("outcome", "codes", "clause", "missing", "stage"),
    *("closed", "solved", "satisfied", "written_off", "agency", "received", "due"),
)
"""What is told of each case, besides its id and its facts."""
CLOCK_COLUMNS = (
    *("case", "stage", "promise", "rule", "state", "cycle", "start", "stop", "due_day", "due"),
    *("unit", "used", "remaining", "lateness", "certainty", "calendar", "missing"),
)
"""What is told of each clock; amounts are days, or seconds where the unit is of hours."""


def case_frame(
    frame: FrameT,
    rules: CaseRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    at: Time,
    mapping: TableMap | None = None,
) -> FrameT:
    """Judge every case of an event log: a frame of the same kind, one row a case.

    Cases stand in the order in which they first appear. A row of the log that
    names no case comes last, with its problem as its code.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
        UsageError: the frame is lazy, or a column's name is no text.
    """
    wrapped = eager(frame)
    log = _read(wrapped, rules, vocabulary, words, mapping)
    judged = judge_cases(log.columns, log.odd, rules, at)
    columns = {"case": list(judged.ids)}
    columns |= {name: _told(column) for name, column in judged.facts.items() if name != "lead"}
    columns |= _answers(judged)
    return _frame(_with_problems(columns, log.problems), wrapped)  # type: ignore[no-any-return]


def _read(
    frame: nw.DataFrame[Any],
    rules: CaseRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    mapping: TableMap | None,
) -> LogColumns:
    base = rules.base
    return read_log(frame, vocabulary, words, as_zone(base.zone), base.local, mapping or TableMap())


def _told(column: Sequence[Any]) -> list[Any]:
    """A fact of cases as cells; several names are joined."""
    return ["、".join(value) if isinstance(value, tuple) else value for value in column]


def _answers(judged: JudgedCases) -> dict[str, Any]:
    answers = judged.answers
    distinct = {
        "outcome": [answer.outcome.value for answer in answers.values],
        "codes": [";".join(answer.codes) for answer in answers.values],
        "clause": [answer.clause for answer in answers.values],
        "missing": [";".join(answer.missing) or None for answer in answers.values],
        "stage": [answer.stage.value for answer in answers.values],
        "closed": [answer.closed.value for answer in answers.values],
        "solved": [answer.solved.value for answer in answers.values],
        "satisfied": [answer.satisfied.value for answer in answers.values],
        "written_off": [answer.written_off.value for answer in answers.values],
    }
    columns: dict[str, Any] = {
        name: Encoded(answers.codes, values).decode() for name, values in distinct.items()
    }
    columns["agency"] = list(judged.leads)
    return columns | {"received": _days(judged.received), "due": _days(judged.due)}


def _days(times: Instants) -> Any:
    days = times.days.astype("datetime64[D]")
    days[times.sorts == Sort.ABSENT] = np.datetime64("NaT")
    return days


def _with_problems(columns: dict[str, Any], problems: Sequence[Problem]) -> dict[str, Any]:
    """The rows of cases, and below them a row for each row of the log that names no case."""
    if not problems:
        return columns
    more = len(problems)
    codes = [*columns["codes"], *(problem.code for problem in problems)]
    return {name: _longer(column, more) for name, column in columns.items()} | {"codes": codes}


def _longer(column: Any, more: int) -> Any:
    if isinstance(column, list):
        return [*column, *[None] * more]
    return np.concatenate((column, np.full(more, np.datetime64("NaT"), dtype=column.dtype)))


def _frame(columns: dict[str, Any], like: nw.DataFrame[Any]) -> Any:
    import narwhals.stable.v1 as nw

    return nw.from_dict(columns, backend=like.implementation).to_native()


# --- clocks ---------------------------------------------------------------------------


def clock_frame(
    frame: FrameT,
    rules: CaseRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    at: Time,
    mapping: TableMap | None = None,
) -> FrameT:
    """Read every clock of every case of an event log: a frame of the same kind, one row a clock.

    ``start`` and ``stop`` are days; ``due`` is the last moment in time, in UTC.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
        UsageError: the frame is lazy, or a column's name is no text.
    """
    wrapped = eager(frame)
    log = _read(wrapped, rules, vocabulary, words, mapping)
    judged = judge_cases(log.columns, log.odd, rules, at)
    clocks, ids = judged.clocks, np.array([*judged.ids, None], dtype=object)
    distinct = [reading.to_dict() for reading in clocks.readings.values]
    told: dict[str, Any] = {"case": ids[clocks.cases].tolist()}
    for name in CLOCK_COLUMNS[1:]:
        if name in ("start", "stop"):
            told[name] = _days(clocks.starts if name == "start" else clocks.stops)
        elif name in ("due_day", "due"):
            told[name] = _dues(clocks.readings, name)
        else:
            values = [_cell(each[name]) for each in distinct]
            told[name] = Encoded(clocks.readings.codes, values).decode()
    return _frame(told, wrapped)  # type: ignore[no-any-return]


def _cell(value: Any) -> Any:
    return (";".join(value) or None) if isinstance(value, list) else value


def _dues(readings: Encoded, name: str) -> Any:
    if name == "due_day":
        days = [reading.due_day for reading in readings.values]
        return np.array(days, dtype="datetime64[D]")[readings.codes]
    moments = [_utc(reading) for reading in readings.values]
    return np.array(moments, dtype="datetime64[us]")[readings.codes]


def _utc(reading: ClockReading) -> Any:
    due = reading.due
    return None if due is None else due.astimezone(UTC).replace(tzinfo=None)


# --- ledgers --------------------------------------------------------------------------


def frame_ledger(
    frame: Any,
    rules: CaseRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    at: Time,
    by: str | Sequence[str] = (),
    mapping: TableMap | None = None,
    bands: Sequence[int] = (5, 15, 30),
) -> Ledger:
    """The ledger of an event log in a data frame, its on-time rate by the clock for resolving.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
        UsageError: the frame is lazy, a column's name is no text, or an argument
            cannot be used.
    """
    wrapped = eager(frame)
    log = _read(wrapped, rules, vocabulary, words, mapping)
    return ledger_of(log, rules, at, by, bands)
