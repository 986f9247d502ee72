"""A log of cases, checked: every case and every row that goes in comes out.

A case comes out with its verdict and with everything that is wrong with its
rows, a row that names no case with its problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import Factory, define, evolve, frozen

from bizenv.cases import faults
from bizenv.cases.logs import CaseLog
from bizenv.cases.ordering import up_to
from bizenv.cases.readings import ClockState
from bizenv.cases.rules import CaseOutcome, CaseRules, CaseVerdict, check_case
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.stages import Stage
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.findings import Finding, MissingFact
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Table
from bizenv.tables.headers import listed

__all__ = [
    "LATER",
    "UNREADABLE",
    "CaseTally",
    "CheckedCase",
    "CheckedPart",
    "check_log",
    "log_notes",
]

LATER, UNREADABLE = "later", "unreadable"
"""The statuses of cases that have no verdict: nothing had happened yet, or nothing can be used."""
TOO_EARLY = frozenset({"closed-too-early", "written-off-too-early"})
_PART_CASES = 1_000


@frozen(eq=False)
class CheckedCase:
    """One case: what is recorded, what the rules say of it, what is wrong with its rows.

    ``later`` are events that were left aside, because they came after the time
    that is asked about. ``problems`` are in the order of the rows.
    """

    case: Case
    verdict: CaseVerdict
    problems: tuple[Problem, ...] = ()
    later: tuple[Event, ...] = ()

    @property
    def status(self) -> str:
        """The outcome's code, ``later`` or ``unreadable``."""
        state = self.verdict.state
        if state.stage is not Stage.NOTHING:
            return self.verdict.outcome.value
        return LATER if self.later and not (state.faults or self.case.unread) else UNREADABLE

    @property
    def judged(self) -> bool:
        """Whether anything had happened that could be judged."""
        return self.verdict.state.stage is not Stage.NOTHING

    @property
    def place(self) -> Place:
        """Where it first stands in its file."""
        return self.case.place or Place()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that tell of it, as a spreadsheet counts them."""
        places = (self.case.place, *(event.place for event in self.case.events))
        found = {place.row for place in places if place is not None}
        found |= {problem.place.row for problem in self.problems}
        return tuple(sorted(row for row in found if row is not None))

    @property
    def agency(self) -> str | None:
        """The agency in charge."""
        return self.verdict.state.lead

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find; what is wrong with the record stands in the problems."""
        if not self.judged:
            return ()
        wrong = {problem.code for problem in self.problems}
        return tuple(each for each in self.verdict.findings if each.code not in wrong)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What is to be done next."""
        return self.verdict.obligations if self.judged else ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of findings and problems, each once."""
        found = [finding.code for finding in self.findings]
        return tuple(dict.fromkeys([*found, *(problem.code for problem in self.problems)]))

    # --- what wants attention -----------------------------------------------------

    @property
    def overdue(self) -> bool:
        """Whether a promise is broken, and what was promised is still to be done."""
        return self.status == CaseOutcome.OVERDUE.value

    @property
    def undetermined(self) -> bool:
        """Whether a fact is missing that could change the answer."""
        return self.status == CaseOutcome.UNDETERMINED.value

    @property
    def too_early(self) -> bool:
        """Whether it was closed or written off although something was lacking."""
        return any(each.code in TOO_EARLY for each in self.findings)

    @property
    def misplaced(self) -> bool:
        """Whether an event of it cannot follow; one that is only later was left aside."""
        return bool(self.verdict.state.faults)

    @property
    def at_fault(self) -> bool:
        """Whether anything is wrong with its rows."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def failing(self) -> bool:
        """Whether somebody has to mend the case or its record."""
        return self.overdue or self.too_early or self.at_fault

    @property
    def due_soon(self) -> bool:
        """Whether a light is yellow."""
        return any(clock.state is ClockState.YELLOW for clock in self.verdict.clocks)


@frozen(eq=False)
class CheckedPart:
    """Some cases of a log; the last part has the rows that name no case, too."""

    cases: tuple[CheckedCase, ...]
    rows: tuple[Problem, ...] = ()
    notes: tuple[Text, ...] = ()

    def __len__(self) -> int:
        return len(self.cases)


def check_log(
    log: CaseLog,
    rules: CaseRules,
    at: Time,
    *,
    looking_back: bool = False,
    notes: tuple[Text, ...] = (),
) -> Iterator[CheckedPart]:
    """Check the cases of a log, some at a time, as they stood at a time.

    Events that are later than ``at`` are faults; ``looking_back`` leaves them
    aside, and tells them as notes.

    >>> from datetime import date
    >>> from bizenv.testing.cases import a_case, a_promise, case_rules
    >>> rules = case_rules(a_promise("reply", "3 working days"))
    >>> log = CaseLog((a_case("received", "assigned"),))
    >>> [part] = check_log(log, rules, date(2023, 6, 25))
    >>> part.cases[0].status, part.cases[0].codes
    ('overdue', ('promise-overdue',))

    Raises:
        UsageError: ``at`` is a local time, and the rules name no zone.
    """
    firsts = range(0, max(len(log.cases), 1), _PART_CASES)
    for first in firsts:
        some = log.cases[first : first + _PART_CASES]
        checked = tuple(_checked(case, rules, at, looking_back=looking_back) for case in some)
        yield CheckedPart(checked, log.problems if first == firsts[-1] else (), notes)


def _checked(case: Case, rules: CaseRules, at: Time, *, looking_back: bool) -> CheckedCase:
    known = up_to(case, at, rules.base.zone) if looking_back else case
    later: tuple[Event, ...] = ()
    if known is not case:
        kept = set(map(id, known.events))
        later = tuple(event for event in case.events if id(event) not in kept)
    verdict = check_case(known, rules, at)
    problems = [fault.problem for fault in verdict.state.faults]
    problems += (problem for row in case.unread for problem in row.problems)
    problems += case.problems
    problems += (_noted(event, case.id, at) for event in later)
    problems.sort(key=lambda problem: problem.place.row or 0)
    return CheckedCase(case, verdict, tuple(problems), later)


def _noted(event: Event, case: str, at: Time) -> Problem:
    return evolve(faults.in_future(event, case, at).problem, severity="note")


def log_notes(table: Table, log: CaseLog) -> tuple[Text, ...]:
    """What is worth telling of a log before its cases."""
    notes = list(table.notes)
    if above := table.skipped:
        notes.append(_HEADER.filled(row=above + 1, above=above))
    if log.unused:
        notes.append(_UNUSED.filled(names=listed(log.unused)))
    if log.puzzling:
        notes.append(_PUZZLING.filled(words=listed(log.puzzling)))
    if not (log.cases or log.problems):
        notes.append(_EMPTY)
    return tuple(notes)


_HEADER = Text(
    "表头取自第 {row} 行，它上面的 {above} 行没有当作事件。",
    "The header is in row {row}; what stands above it is no event.",
)
_UNUSED = Text(
    "没有用到的列：{names}；应当用到的，可用 --map 文件指明。",
    "Columns that were not read: {names}; name those that should be in a --map file.",
)
_PUZZLING = Text(
    "状态列中有看不懂的词：{words}；可用 --map 文件说明（status）。",
    "The column of states has words that are not known: {words}; a --map file may say what they "
    "stand for (status).",
)
_EMPTY = Text(
    "表头下面没有数据行，没有诉求可以判断。",
    "There is no row below the header: nothing was checked.",
)


@define
class CaseTally:
    """What a checked log counts: cases by status, and by agency in charge and status.

    ``clocks`` counts readings by stage and state, ``missing`` cases by the
    facts that leave them undetermined, ``problems`` what is wrong with rows by
    code. ``failing`` counts cases that somebody has to mend: overdue ones,
    those that are closed or written off too early, those whose record is at
    fault (``faulty``). ``faulty_rows`` are the rows at fault, ``caseless`` those
    of them that name no case; ``later`` counts events that were left aside.
    """

    statuses: Counter[str] = Factory(Counter)
    agencies: Counter[tuple[str, str]] = Factory(Counter)
    clocks: Counter[tuple[PromiseStage, ClockState]] = Factory(Counter)
    missing: Counter[MissingFact] = Factory(Counter)
    problems: Counter[str] = Factory(Counter)
    failing: int = 0
    undetermined: int = 0
    faulty: int = 0
    too_early: int = 0
    faulty_rows: int = 0
    caseless: int = 0
    later: int = 0
    notes: tuple[Text, ...] = ()

    @property
    def cases(self) -> int:
        """How many cases there were."""
        return self.statuses.total()

    def add(self, part: CheckedPart) -> None:
        """Count one more part."""
        self.notes = part.notes
        for checked in part.cases:
            self._count(checked)
        caseless = len(_rows_at_fault(part.rows))
        self.caseless += caseless
        self.faulty_rows += caseless
        self.problems.update(problem.code for problem in part.rows)

    def _count(self, checked: CheckedCase) -> None:
        status = checked.status
        self.statuses[status] += 1
        self.agencies[checked.agency or "", status] += 1
        self.failing += checked.failing
        self.undetermined += checked.undetermined
        self.faulty += checked.at_fault
        self.faulty_rows += len(_rows_at_fault(checked.problems))
        self.too_early += checked.too_early
        self.later += len(checked.later)
        self.problems.update(problem.code for problem in checked.problems)
        if checked.judged:
            self.clocks.update((clock.stage, clock.state) for clock in checked.verdict.clocks)
            self.missing.update(checked.verdict.missing)


def _rows_at_fault(problems: Iterable[Problem]) -> set[int | None]:
    return {problem.place.row for problem in problems if problem.severity == "error"}
