"""Event logs in data frames: one row a case, or one row a clock, comes out; and ledgers.

The bulk path asks the scalar rules of distinct courses, so the answers are
those of :func:`bizenv.cases.rules.check_case`, case by case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from attrs import frozen

from bizenv.cases.bulk import JudgedLog
from bizenv.cases.bulk_ledger import ledger_of
from bizenv.cases.instants import Instants, Sort
from bizenv.cases.ledger import Ledger
from bizenv.cases.log_columns import read_log
from bizenv.cases.ordering import as_zone
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseRules
from bizenv.cases.values import Time
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.columns import Encoded
from bizenv.tables.frames import eager
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import TableMap

if TYPE_CHECKING:
    import narwhals.stable.v1 as nw

__all__ = ["CASE_COLUMNS", "CLOCK_COLUMNS", "JudgedFrame", "judge_frame"]

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


@frozen(eq=False, repr=False)
class JudgedFrame(Generic[FrameT]):
    """An event log in a data frame, judged at a time: its cases, its clocks, its ledger.

    Every frame that is asked for is of the kind that was given.
    """

    judged: JudgedLog
    like: nw.DataFrame[Any]

    def __repr__(self) -> str:
        cases, rules = len(self.judged.ids), self.judged.rules
        return f"<JudgedFrame of {cases:,} cases by {rules.rulebook} at {self.judged.at}>"

    def cases(self) -> FrameT:
        """A row for each case, in the order in which the cases first appear.

        A row of the log that names no case comes last, with its problem as its
        code.
        """
        judged, problems = self.judged, self.judged.log.problems
        columns: dict[str, Any] = {"case": list(judged.ids)}
        facts = {name: column for name, column in judged.facts.items() if name != "lead"}
        columns |= {_HEADS.get(name, name): _cells(column) for name, column in facts.items()}
        columns |= _answers(judged)
        if problems:
            columns = {name: _longer(column, len(problems)) for name, column in columns.items()}
            columns["codes"][len(judged.ids) :] = [problem.code for problem in problems]
        return self._frame(columns, _CASE_TYPES)

    def clocks(self) -> FrameT:
        """A row for each clock of each case, those of one case in the order of the promises.

        ``start``, ``stop`` and ``due_day`` are days, ``due`` the last moment in
        time, in UTC.
        """
        return self._frame(_clock_columns(self.judged), _CLOCK_TYPES)

    def ledger(self, by: str | Sequence[str] = (), bands: Iterable[int] = (5, 15, 30)) -> Ledger:
        """The ledger of the cases; see :func:`bizenv.cases.ledger.ledger`.

        Raises:
            UsageError: a grouping is not known, or the bands cannot be used.
        """
        return ledger_of(self.judged, by, bands)

    def _frame(self, columns: dict[str, Any], types: Mapping[str, str]) -> FrameT:
        import narwhals.stable.v1 as nw

        kinds: dict[str, Any] = {
            # pandas has days only with pyarrow, which not everybody has
            "day": nw.Datetime("s") if self.like.implementation.is_pandas_like() else nw.Date,
            "moment": nw.Datetime("us"),
            "amount": nw.Float64,
            "number": nw.Int64,
        }
        schema = {name: kinds.get(types.get(name, ""), nw.String) for name in columns}
        made = nw.from_dict(columns, schema, backend=self.like.implementation)
        frame: FrameT = made.to_native()
        return frame


_HEADS = {"due": "stated_due"}
"""A fact whose name would be taken for what is worked out."""
_CASE_TYPES = {"received": "day", "due": "day"}
_CLOCK_TYPES = {
    "cycle": "number",
    "start": "day",
    "stop": "day",
    "due_day": "day",
    "due": "moment",
    "used": "amount",
    "remaining": "amount",
    "lateness": "amount",
}
"""What the columns hold that hold no words."""


def judge_frame(
    frame: FrameT,
    rules: CaseRules,
    vocabulary: Vocabulary,
    words: HeaderWords,
    at: Time,
    mapping: TableMap | None = None,
) -> JudgedFrame[FrameT]:
    """Judge every case of an event log by the rules of a rulebook, as it stood at a time.

    The log has one row an event, or one row a case; its columns are found by
    their names. Bare days as ``at`` mean their end.

    Raises:
        TableError: no column holds the case, none an event, or two may hold the
            same field.
        UsageError: the frame is lazy, or a column's name is no text.
    """
    wrapped, base = eager(frame), rules.base
    zone = as_zone(base.zone)
    log = read_log(wrapped, vocabulary, words, zone, base.local, mapping or TableMap())
    return JudgedFrame(JudgedLog(log, rules, at), wrapped)


# --- columns --------------------------------------------------------------------------


def _cells(column: Sequence[Any]) -> list[Any]:
    """A fact of cases as cells; several names are joined, times are texts."""
    return [_cell(value) for value in column]


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return "、".join(value)
    return value.isoformat() if isinstance(value, date) else value


def _answers(judged: JudgedLog) -> dict[str, Any]:
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
    told = {name: Encoded(answers.codes, values).decode() for name, values in distinct.items()}
    days = {"received": _days(judged.received), "due": _days(judged.due)}
    return {**told, "agency": judged.leads, **days}


def _days(times: Instants) -> Any:
    days = times.days.astype("datetime64[D]")
    days[times.sorts == Sort.ABSENT] = np.datetime64("NaT")
    return days


def _longer(column: Any, more: int) -> Any:
    if isinstance(column, list):
        return [*column, *[None] * more]
    return np.concatenate((column, np.full(more, np.datetime64("NaT"), dtype=column.dtype)))


def _clock_columns(judged: JudgedLog) -> dict[str, Any]:
    clocks, readings = judged.clocks, judged.clocks.readings
    distinct = [reading.to_dict() for reading in readings.values]
    given: dict[str, Any] = {
        "case": [judged.ids[number] for number in clocks.cases.tolist()],
        "start": _days(clocks.starts),
        "stop": _days(clocks.stops),
        "due_day": _gathered(readings, lambda reading: reading.due_day, "datetime64[D]"),
        "due": _gathered(readings, _utc, "datetime64[us]"),
    }
    for name in CLOCK_COLUMNS:
        if name not in given:
            cells = [_clock_cell(name, each[name]) for each in distinct]
            given[name] = Encoded(readings.codes, cells).decode()
    return {name: given[name] for name in CLOCK_COLUMNS}


def _clock_cell(name: str, value: Any) -> Any:
    if name == "missing":
        return ";".join(value) or None
    return float(value) if value is not None and _CLOCK_TYPES.get(name) == "amount" else value


def _gathered(readings: Encoded, of: Callable[[ClockReading], Any], dtype: str) -> Any:
    return np.array([of(reading) for reading in readings.values], dtype=dtype)[readings.codes]


def _utc(reading: ClockReading) -> Any:
    due = reading.due
    return None if due is None else due.astimezone(UTC).replace(tzinfo=None)
