"""Violations in bulk: the scalar judgement, once for each distinct situation.

The rows are encoded column by column and each distinct cell is read once. Rows
whose facts stand alike to every rule are one situation, which is judged once, by
the scalar rule. Nothing of the rule is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from attrs import define, frozen

from bizenv.calendars.periods.units import Unit
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.tables.columns import Codes, Encoded
from bizenv.tables.combinations import Combinations
from bizenv.tolerance.asking import Leaf, Situation
from bizenv.tolerance.corrections import Corrected, CorrectedWithin
from bizenv.tolerance.expressions import Residue, unknowns
from bizenv.tolerance.first_violations import FirstViolation
from bizenv.tolerance.matching import Entry, Matching
from bizenv.tolerance.records import FIELDS, read_field, violation_of
from bizenv.tolerance.relations import (
    answered,
    beside,
    column_of,
    differences,
    due_days,
    ordinals,
    state_of,
)
from bizenv.tolerance.rules import ToleranceRules, check_violation, decided_on
from bizenv.tolerance.time_bars import over
from bizenv.tolerance.values import Violation
from bizenv.tolerance.verdicts import ViolationVerdict
from bizenv.tolerance.versions import applies

__all__ = ["VERDICT_COLUMNS", "Answer", "BulkVerdict", "check_columns"]

VERDICT_COLUMNS = ("outcome", "codes", "matched_item", "clause", "rule", "missing")
"""What a check tells of every row."""
_SEPARATOR = ";"
_Ask: TypeAlias = Callable[[Violation], Hashable]
_DAY_FIELDS = ("occurred", "ended", "discovered", "ordered", "decided")


@frozen
class Unread:
    """A cell that could not be read: the codes of its problems."""

    codes: tuple[str, ...]


@frozen(eq=False)
class Answer:
    """What the rows of one situation are told; ``problems`` where they have no verdict.

    ``decider`` is the place of the ground that decided: among the items that the
    violation is, or among the grounds that any may have.
    """

    verdict: ViolationVerdict | None
    problems: tuple[str, ...] = ()
    decider: tuple[str, int] | None = None


@define(slots=False, eq=False, frozen=True)
class BulkVerdict:
    """The verdicts of many rows: a few distinct answers, and which row has which.

    Shapes: ``codes`` and ``matches`` have one entry a row, a place in ``answers``
    and in ``matchings``.
    """

    answers: Sequence[Answer]
    codes: Codes
    matchings: Sequence[Matching | Unread]
    matches: Codes
    _rules: ToleranceRules
    _values: Mapping[str, Encoded]
    _vocabulary: Vocabulary
    _at: date | None

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def _pairs(self) -> Encoded:
        """The distinct pairs of an answer and a matching."""
        pairs = Combinations(np.zeros(len(self.codes), dtype=np.int32))
        pairs.add(Encoded(self.codes, self.answers))
        pairs.add(Encoded(self.matches, self.matchings))
        distinct, codes = pairs.distinct()
        return Encoded(codes, distinct)

    def column(self, name: str) -> Encoded:
        """One of the :data:`VERDICT_COLUMNS`, encoded."""
        pairs = self._pairs
        return Encoded(pairs.codes, [_CELLS[name](*pair, self._rules) for pair in pairs.values])

    def violation(self, row: int) -> Violation:
        """The violation of one row.

        Raises:
            RecordError: the row cannot be read.
        """
        values = {name: column.values[column.codes[row]] for name, column in self._values.items()}
        return decided_on(violation_of(values, self._vocabulary), self._at)

    def verdict(self, row: int) -> ViolationVerdict:
        """The whole verdict of one row, worked out anew with its own days and words."""
        return check_violation(self.violation(row), self._rules)


def _outcome(answer: Answer, *_: object) -> str | None:
    return answer.verdict.outcome.value if answer.verdict is not None else None


def _codes(answer: Answer, *_: object) -> str:
    return _SEPARATOR.join(answer.verdict.codes if answer.verdict is not None else answer.problems)


def _missing(answer: Answer, *_: object) -> str | None:
    return _SEPARATOR.join(answer.verdict.missing) or None if answer.verdict is not None else None


def _item(answer: Answer, matching: Matching | Unread, _: ToleranceRules) -> str | None:
    if answer.verdict is None or isinstance(matching, Unread):
        return None
    items = {entry.item.id for entry in matching.matched if not entry.item.is_general}
    return next(iter(items)) if len(items) == 1 else None


def _decider(answer: Answer, matching: Matching | Unread, rules: ToleranceRules) -> Entry | None:
    if answer.decider is None or isinstance(matching, Unread):
        return None
    where, place = answer.decider
    return matching.matched[place] if where == "matched" else rules.index.general[place]


def _clause(answer: Answer, matching: Matching | Unread, rules: ToleranceRules) -> str | None:
    entry = _decider(answer, matching, rules)
    if entry is not None:
        return entry.item.citation.short()
    return answer.verdict.clause if answer.verdict is not None else None


def _rule(answer: Answer, matching: Matching | Unread, rules: ToleranceRules) -> str | None:
    entry = _decider(answer, matching, rules)
    return entry.name if entry is not None else None


_CELLS: dict[str, Any] = {
    "outcome": _outcome,
    "codes": _codes,
    "matched_item": _item,
    "clause": _clause,
    "rule": _rule,
    "missing": _missing,
}

# --- reading ----------------------------------------------------------------------------


def read_column(field: str, column: Encoded, vocabulary: Vocabulary) -> Encoded:
    """A column of cells as a column of facts; cells of one meaning become one."""
    known: dict[Any, int] = {}
    places = []
    for value in column.values:
        fact = _read(field, value, vocabulary)
        places.append(known.setdefault((type(fact), fact), len(known)))
    return Encoded(np.array(places, dtype=np.int32).take(column.codes), [fact for _, fact in known])


def _read(field: str, value: Any, vocabulary: Vocabulary) -> Any:
    try:
        return read_field(field, value, vocabulary)
    except RecordError as error:
        return Unread(tuple(problem.code for problem in error.problems))


# --- judging ------------------------------------------------------------------------------


def check_columns(
    columns: Mapping[str, Encoded],
    rows: int,
    rules: ToleranceRules,
    vocabulary: Vocabulary,
    at: date | None = None,
) -> BulkVerdict:
    """Judge the rows of encoded columns, which are named after the fields that they hold."""
    read = {field: read_column(field, column, vocabulary) for field, column in columns.items()}
    table = _Columns(read, rows, rules, at)
    matchings, matches = table.matchings()
    keys = Combinations(np.zeros(rows, dtype=np.int32))
    for column in table.keys(matchings, matches):
        keys.add(column)
    _, codes = keys.distinct()
    first = first_rows(codes, int(codes.max()) + 1 if rows else 0)
    verdict = BulkVerdict([], codes, matchings, matches, rules, read, vocabulary, at)
    answers = [_answer(verdict, row, matchings[matches[row]]) for row in first.tolist()]
    return BulkVerdict(answers, codes, matchings, matches, rules, read, vocabulary, at)


def _answer(table: BulkVerdict, row: int, matching: Matching | Unread) -> Answer:
    """Judge the first row of a situation by the scalar rule."""
    values = [column.values[column.codes[row]] for column in table._values.values()]
    unread = [value for value in (*values, matching) if isinstance(value, Unread)]
    if unread:
        return Answer(None, tuple(dict.fromkeys(code for u in unread for code in u.codes)))
    try:
        verdict = table.verdict(row)
    except RecordError as error:
        return Answer(None, tuple(problem.code for problem in error.problems))
    assert isinstance(matching, Matching)  # noqa: S101 - what is unread was answered
    return Answer(verdict, (), _place_of(verdict, matching, table._rules))


def _place_of(
    verdict: ViolationVerdict, matching: Matching, rules: ToleranceRules
) -> tuple[str, int] | None:
    for where, entries in (("matched", matching.matched), ("general", rules.index.general)):
        for place, entry in enumerate(entries):
            if entry.name == verdict.rule:
                return where, place
    return None


def first_rows(codes: Codes, size: int) -> Codes:
    """The first row of each code.

    >>> first_rows(np.array([1, 0, 1, 0]), 2).tolist()
    [1, 0]
    """
    first = np.zeros(size, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def told(residue: Residue) -> Hashable:
    """What is left of a question, with the facts that would answer it."""
    return residue, tuple(unknown.facts for unknown in unknowns(residue))


class _Columns:
    """The facts of many rows, and how they stand to the rules."""

    def __init__(
        self, read: Mapping[str, Encoded], rows: int, rules: ToleranceRules, at: date | None
    ) -> None:
        self._rows, self._rules = rows, rules
        self._absent = Encoded(np.zeros(rows, dtype=np.int32), [None])
        self._read = dict(read)
        if at is not None:
            given = self._column("decided")
            values = [at if value is None else value for value in given.values]
            self._read["decided"] = Encoded(given.codes, values)
        self._ordinals: dict[str, Codes] = {}
        self._validities = tuple(
            dict.fromkeys(version.validity for each in rules.lists for version in each.versions)
        )
        conditions = [entry.item.conditions for entry in rules.index.entries]
        bar = rules.time_bar
        conditions += [bar.longer_if] if bar and bar.longer_if else []
        self._leaves = tuple(
            dict.fromkeys(leaf for condition in conditions for leaf in condition.leaves())
        )

    def _column(self, field: str) -> Encoded:
        return self._read.get(field, self._absent)

    def _days(self, field: str) -> Codes:
        if field not in self._ordinals:
            self._ordinals[field] = ordinals(self._column(field))
        return self._ordinals[field]

    def matchings(self) -> tuple[list[Matching | Unread], Codes]:
        """The matchings that occur, and which row has which."""
        asked = Combinations(np.zeros(self._rows, dtype=np.int32))
        for field in _IDENTIFYING:
            asked.add(self._column(field))
        distinct, codes = asked.distinct()
        return [self._match(each) for each in distinct], codes

    def _match(self, facts: tuple[Any, ...]) -> Matching | Unread:
        given = {
            f: v for f, v in zip(_IDENTIFYING, facts, strict=True) if not isinstance(v, Unread)
        }
        try:
            return self._rules.index.match(Violation(**given))
        except RecordError as error:
            return Unread(tuple(problem.code for problem in error.problems))

    def keys(self, matchings: Sequence[Matching | Unread], matches: Codes) -> Iterator[Encoded]:
        """Columns that together keep apart all rows that the rules may tell apart."""
        yield answered(Encoded(matches, matchings), (_kind_of,))
        yield from self._unread()
        yield from self._of_days()
        yield from self._of_firsts()
        yield from self._of_answers()
        agencies = {each.agency for each in self._rules.lists if each.agency}
        if agencies:
            yield self._column("agency")

    def _unread(self) -> Iterator[Encoded]:
        """Whether cells cannot be read, and why; whether facts contradict each other."""
        for column in self._read.values():
            if any(isinstance(value, Unread) for value in column.values):
                yield answered(column, (lambda v: v if isinstance(v, Unread) else None,))
        yield differences(self._days("ended"), self._days("occurred"), -1, 1)
        if "fine_most" in self._read:
            amounts = Combinations(np.zeros(self._rows, dtype=np.int32))
            amounts.add(self._column("fine_least"))
            amounts.add(self._column("fine_most"))
            distinct, codes = amounts.distinct()
            yield answered(Encoded(codes, distinct), (_in_order,))

    def _collapsed(
        self,
        columns: Iterable[Encoded],
        fields: Sequence[str],
        ask: _Ask,
    ) -> Encoded:
        """What a question says of rows that stand alike, asked of the first of each kind."""
        kinds = Combinations(np.zeros(self._rows, dtype=np.int32))
        for column in columns:
            kinds.add(column)
        distinct, codes = kinds.distinct()
        firsts = first_rows(codes, len(distinct))
        said = [self._said(row, fields, ask) for row in firsts.tolist()]
        return answered(Encoded(codes, said), (lambda value: value,))

    def _said(self, row: int, fields: Sequence[str], ask: _Ask) -> Hashable:
        given: dict[str, Any] = {}
        facts = {}
        for field in fields:
            column = self._column(field)
            value = column.values[column.codes[row]]
            if value is None or isinstance(value, Unread):
                continue
            if field in FIELDS:
                given[field] = value
            else:
                facts[field] = value
        try:
            return ask(Violation(**given, facts=facts))
        except UsageError:
            return _CONTRADICTION

    # days: to one another, to periods, to the versions of lists

    def _of_days(self) -> Iterator[Encoded]:
        if self._rules.time_bar:
            yield self._collapsed(self._of_bar(), ("ended", "occurred", "discovered"), self._over)
        edges = sorted(set(self._edges()))
        if edges:
            sides = [beside(self._column(field), edges) for field in _DAY_FIELDS]
            yield self._collapsed(sides, _DAY_FIELDS, self._in_force)
        for leaf in self._leaves:
            if isinstance(leaf, Corrected):
                sides = [self._differences(field) for field in leaf.reads[1:-1]]
            elif isinstance(leaf, CorrectedWithin):
                sides = list(self._of_period(leaf))
            else:
                continue
            facts = [state_of(self._days("corrected")), self._column(leaf.reads[-1])]
            yield self._collapsed([*facts, *sides], leaf.reads, self._asking(leaf))

    def _differences(self, field: str) -> Encoded:
        return differences(self._days("corrected"), self._days(field), -1, 2)

    def _asking(self, leaf: Leaf) -> _Ask:
        def ask(violation: Violation) -> Hashable:
            answer = leaf.answer(Situation(violation, None, self._rules.calendar))
            return answer.truth, answer.missing

        return ask

    def _of_bar(self) -> Iterator[Encoded]:
        bar = self._rules.time_bar
        for period in (bar.period, bar.longer) if bar else ():
            for start in ("ended", "occurred") if period else ():
                assert period is not None  # noqa: S101 - asked just before
                last = due_days(self._column(start), period, None)
                yield differences(self._days("discovered"), last, 0, 1)

    def _over(self, violation: Violation) -> Hashable:
        bar = self._rules.time_bar
        periods = (bar.period, bar.longer) if bar else ()
        return tuple(period and told(over(period, violation)) for period in periods)

    def _in_force(self, violation: Violation) -> Hashable:
        """Whether each version applies; and whether it did at the act and at the decision."""
        act, decided = violation.ended or violation.occurred, violation.decided
        return tuple(
            (
                told(applies(validity, violation, "")),
                act and validity.holds_on(act),
                decided and validity.holds_on(decided),
            )
            for validity in self._validities
        )

    def _of_period(self, leaf: CorrectedWithin) -> Iterator[Encoded]:
        corrected, start = self._days("corrected"), self._days(leaf.anchor)
        if leaf.period.unit is Unit.HOUR:
            yield differences(corrected, start, -1, leaf.period.n // 24 + 2)
            return
        last = due_days(self._column(leaf.anchor), leaf.period, self._rules.calendar)
        yield differences(corrected, last, 0, 1)
        yield differences(corrected, start, 0, 1)
        yield column_of((last < 0).astype(np.int8))

    def _edges(self) -> Iterator[date]:
        """The days on which a version begins or ends."""
        for validity in self._validities:
            days = (validity.earliest, validity.latest, validity.until)
            yield from (day for day in days if day is not None)

    # first violations

    def _of_firsts(self) -> Iterator[Encoded]:
        """What a history is held against, where there is one; else whether it is known."""
        history = self._column("history")
        some = np.array([bool(value) for value in history.values], dtype=bool).take(history.codes)
        for leaf in self._leaves:
            if not isinstance(leaf, FirstViolation):
                continue
            sides = [self._column("first"), history]
            for field in sorted(set(leaf.reads) - {"history", "first"}):
                column = self._column(field)
                absent = np.array([value is None for value in column.values]).take(column.codes)
                sides.append(column_of(np.where(some, column.codes.astype(np.int64) + 2, absent)))
            yield self._collapsed(sides, leaf.reads, self._first(leaf))

    def _first(self, leaf: FirstViolation) -> _Ask:
        def ask(violation: Violation) -> Hashable:
            """The answer; where it hangs on the item that asks, all that it hangs on."""
            named = (prior.item or prior.behaviour for prior in violation.history or ())
            if leaf.of_item and any(named):
                return tuple(getattr(violation, field) for field in leaf.reads)
            return self._asking(leaf)(violation)

        return ask

    # everything else, by the answers that conditions give

    def _of_answers(self) -> Iterator[Encoded]:
        """Facts that conditions read alone, by their answers; kinds of harm side by side."""
        special = (Corrected, CorrectedWithin, FirstViolation)
        by_field: dict[str, list[Leaf]] = {}
        for leaf in self._leaves:
            if not isinstance(leaf, special) and len(leaf.reads) == 1:
                by_field.setdefault(leaf.reads[0], []).append(leaf)
        for field, leaves in by_field.items():
            if field in self._read:
                yield answered(self._read[field], [_asking(field, leaf) for leaf in leaves])
        named = {
            name for leaf in self._leaves if isinstance(leaf, special) for name, _ in leaf.named
        }
        yield from (self._read[name] for name in sorted(named) if name in self._read)
        harms = sorted(name for name in self._read if name.startswith("harm-"))
        yield from (self._read[name] for name in ("harm", *harms) if name in self._read)


_CONTRADICTION = "facts-contradict"
_IDENTIFYING = ("item", "behaviour", "norms")


def _kind_of(matching: Matching | Unread) -> Hashable:
    """What the rules can tell of a matching: items that are judged alike are alike."""
    if isinstance(matching, Unread):
        return matching
    keys = {entry.key: place for place, entry in enumerate(matching.matched)}
    matched = tuple(
        (
            entry.item.conditions,
            entry.item.leniency,
            entry.item.confirmed,
            entry.list.agency,
            entry.list.statute,
            entry.version.validity,
            keys[entry.key],
        )
        for entry in matching.matched
    )
    possible = tuple(entry.name for entry in matching.possible)
    return matching.by, matched, possible, bool(matching.offered)


def _in_order(amounts: tuple[Any, Any]) -> Hashable:
    least, most = amounts
    if isinstance(least, Unread) or isinstance(most, Unread) or most is None:
        return None
    return bool((least or 0) <= most)


def _asking(field: str, leaf: Leaf) -> Any:
    """A function of one fact: the answer that a condition gives of it."""

    def ask(value: Any) -> Hashable:
        if isinstance(value, Unread):
            return value
        answer = leaf.answer(Situation(_with(field, value, leaf)))
        return answer.truth, answer.missing

    return ask


def _with(field: str, value: Any, leaf: Leaf) -> Violation:
    """A violation of which one fact is known."""
    if value is None:
        return Violation()
    if field in _FIELDS_OF_ALL:
        given: dict[str, Any] = {field: value}
        return Violation(**given)
    if leaf.fact is None:
        return Violation(quantities={field: value})
    return Violation(facts={field: value})


_FIELDS_OF_ALL = ("minor", "illegal_gain", "cooperated", "harm", "fault", "stage")
