"""The judgement of a violation: time-barred, spared, lightened, or no ground for either.

:func:`check_violation` asks the time bar first, then every item that the violation
is and every article that any violation may have. The most lenient ground that
holds gives the outcome; a ground that is open matters only where it would give a
more lenient one.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import evolve, field, frozen

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import Check
from bizenv.kernel.legal import Citation
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import RulebookRef
from bizenv.kernel.vocabulary import normal
from bizenv.tolerance import telling
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.expressions import Residue, Unknown, every, residue_of
from bizenv.tolerance.facts import missing_fact
from bizenv.tolerance.lists import TimeBar, ToleranceList
from bizenv.tolerance.matching import By, Entry, Index, Matching
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.settling import Diagram, Settling, State, diagram_of
from bizenv.tolerance.time_bars import bar_check, bar_residue
from bizenv.tolerance.values import FineRange, Violation
from bizenv.tolerance.verdicts import Ruling, ViolationVerdict
from bizenv.tolerance.versions import applies
from bizenv.tolerance.words import Leniency

__all__ = ["ToleranceRules", "check_violation", "decided_on"]


def _lists(value: Iterable[ToleranceList]) -> tuple[ToleranceList, ...]:
    return tuple(value)


@frozen(kw_only=True, slots=False)
class ToleranceRules:
    """The rules on violations of one rulebook: its lists, and the time bar.

    ``citation`` is the document itself, for what no clause of its own says.
    """

    lists: tuple[ToleranceList, ...] = field(converter=_lists)
    time_bar: TimeBar | None = None
    calendar: WorkCalendar | None = None
    citation: Citation = field(validator=instance(Citation))
    rulebook: RulebookRef = field(validator=instance(RulebookRef))

    @cached_property
    def index(self) -> Index:
        """The items, found by id, words and norms."""
        return Index(self.lists)

    @cached_property
    def fact_words(self) -> Mapping[str, tuple[str, ...]]:
        """The named facts that the lists and the time bar ask for, and the words for each."""
        conditions = [entry.item.conditions for entry in self.index.entries]
        if self.time_bar and self.time_bar.longer_if:
            conditions.append(self.time_bar.longer_if)
        found: dict[str, dict[str, None]] = {}
        for leaf in (leaf for condition in conditions for leaf in condition.leaves()):
            for name, words in leaf.named:
                found.setdefault(name, {}).update(dict.fromkeys(words))
        for name in telling.DONE_FACTS:
            found.setdefault(name, {})
        return {name: tuple(words) for name, words in found.items()}


@frozen
class _Asked:
    """One entry and what is left of whether it holds."""

    entry: Entry
    residue: Residue

    @property
    def truth(self) -> Truth:
        """Whether it holds, by what is known."""
        return self.residue if isinstance(self.residue, Truth) else Truth.UNKNOWN


@frozen
class _Hearing:
    """A violation before the rules."""

    violation: Violation
    rules: ToleranceRules
    general: Situation = field(init=False)

    def __attrs_post_init__(self) -> None:
        situation = Situation(self.violation, None, self.rules.calendar)
        object.__setattr__(self, "general", situation)

    def situation(self, entry: Entry | None = None) -> Situation:
        """The violation as a case of one item."""
        if entry is None or entry.item.is_general:
            return self.general
        return evolve(self.general, item=entry.item.id)

    def asked(self, entry: Entry, by: By) -> _Asked:
        """What is left of whether an entry holds."""
        version = entry.version
        in_force = applies(version.validity, self.violation, entry.rule)
        if in_force is Truth.NO:
            return _Asked(entry, Truth.NO)
        conditions = residue_of(entry.item.conditions, self.situation(entry))
        return _Asked(entry, every((self._of_agency(entry, by), in_force, conditions)))

    def _of_agency(self, entry: Entry, by: By) -> Residue:
        """Whether the list is that of the agency; whoever names the item has said so."""
        agency, ours = entry.list.agency, self.violation.agency
        if agency is None or by is By.ITEM or entry.item.is_general:
            return Truth.YES
        if ours is None:
            return Unknown(("agency", agency), facts=(missing_fact("agency"),))
        names = sorted((normal(agency), normal(ours)), key=len)
        return Truth.of(names[1].endswith(names[0]))


@frozen
class _Working:
    """What was asked of one violation, for who wants to see it."""

    hearing: _Hearing
    barred: Residue
    grounds: tuple[_Asked, ...]
    diagram: Diagram | None

    def checks(self) -> tuple[Check, ...]:
        """Everything that was asked: the time bar first, then item by item."""
        return _checks(self.hearing, self.barred, self.grounds)

    def asked(self) -> tuple[Ruling, ...]:
        """The ruling of every ground that was asked."""
        return tuple(_ruling(each, self.hearing) for each in self.grounds)

    def settlings(self) -> tuple[Settling, ...]:
        """What may settle it."""
        return tuple(self.diagram.settlings()) if self.diagram else ()


def check_violation(violation: Violation, rules: ToleranceRules) -> ViolationVerdict:
    """Judge a violation by the rules of a rulebook.

    Raises:
        RecordError: it names an item that no list has.
    """
    hearing = _Hearing(violation, rules)
    matching = rules.index.match(violation)
    barred = bar_residue(rules.time_bar, hearing.situation()) if rules.time_bar else Truth.NO
    mine = tuple([hearing.asked(entry, matching.by) for entry in matching.matched])
    general = tuple([hearing.asked(entry, matching.by) for entry in rules.index.general])
    asked = (*mine, *general)
    may_be = _may_be(hearing, matching) if barred is not Truth.YES else {}
    outcome, diagram = _outcome(barred, asked, may_be)
    held = _held(asked) if outcome is not ViolationOutcome.TIME_BARRED else ()
    deciding = next((each for each in held if _gives(each) is outcome), None)
    open_now = outcome is ViolationOutcome.UNDETERMINED
    missing = diagram.missing if open_now and diagram else ()
    findings = telling.findings(
        telling.Told(
            violation=violation,
            outcome=outcome,
            bar=rules.time_bar,
            citation=rules.citation,
            matching=matching,
            held=tuple(each.entry for each in held),
            failed=tuple(_ruling(each, hearing) for each in mine if each.truth is Truth.NO),
            open=tuple(each.entry for each in asked if _matters(each, held)),
            missing=missing,
        )
    )
    return ViolationVerdict(
        outcome=outcome,
        rulebook=rules.rulebook,
        findings=findings,
        obligations=telling.obligations(
            tuple(each.entry for each in held), outcome, violation, rules.calendar
        ),
        missing=missing,
        record=violation,
        by=matching.by,
        rulings=tuple(_ruling(each, hearing) for each in (*mine, *_live(general))),
        offered=matching.offered,
        measures=_measures(asked),
        fine=_fine(deciding, violation, rules),
        rule=deciding.entry.name if deciding else None,
        clause=_clause(deciding, outcome, rules),
        working=_Working(hearing, barred, asked, diagram if open_now else None),
    )


def _gives(asked: _Asked) -> ViolationOutcome | None:
    return ViolationOutcome.of(asked.entry.item.leniency)


def _counts(asked: _Asked) -> bool:
    """Whether it is about the penalty; compulsory measures stand beside it."""
    return asked.entry.item.leniency is not Leniency.NO_COMPULSORY_MEASURE


def _may_be(hearing: _Hearing, matching: Matching) -> dict[Hashable, State]:
    """The states of the items that it may be; items that are judged alike are one.

    That it is none of them is one of the possibilities.
    """
    if not matching.possible:
        return {}
    by_item: dict[Hashable, list[_Asked]] = {}
    for entry in matching.possible:
        by_item.setdefault(entry.key, []).append(hearing.asked(entry, matching.by))
    states = {_state(asked): None for asked in by_item.values()}
    return dict(enumerate(dict.fromkeys([(), *states])))


def _state(asked: Iterable[_Asked]) -> State:
    """What may come out of some grounds, the most lenient first."""
    entries = [
        (outcome, each.residue)
        for each in asked
        if each.residue is not Truth.NO and (outcome := _gives(each))
    ]
    return tuple(sorted(entries, key=lambda entry: _RANKS[entry[0]]))


_RANKS = {outcome: rank for rank, outcome in enumerate(ViolationOutcome)}


def _outcome(
    barred: Residue, asked: tuple[_Asked, ...], may_be: dict[Hashable, State]
) -> tuple[ViolationOutcome, Diagram | None]:
    """What comes out; where that hangs on facts, the diagram that says on which."""
    if barred is Truth.YES:
        return ViolationOutcome.TIME_BARRED, None
    state = ((ViolationOutcome.TIME_BARRED, barred), *_state(asked))
    if not may_be and all(isinstance(residue, Truth) for _, residue in state):
        best = next((out for out, residue in state if residue is Truth.YES), None)
        return best or ViolationOutcome.NO_GROUND, None
    diagram = diagram_of(state, may_be, (missing_fact("item"),))
    return diagram.settled or ViolationOutcome.UNDETERMINED, diagram


def _held(asked: Iterable[_Asked]) -> tuple[_Asked, ...]:
    """The grounds that hold, the most lenient first; what is equal stays in its order."""
    held = [each for each in asked if each.truth is Truth.YES]
    return tuple(sorted(held, key=lambda each: each.entry.item.leniency.rank))


def _matters(asked: _Asked, held: tuple[_Asked, ...]) -> bool:
    """Whether a ground is open that would give more than those that hold."""
    best = held[0].entry.item.leniency.rank if held else len(Leniency)
    open_ = asked.truth is Truth.UNKNOWN and _counts(asked)
    return open_ and asked.entry.item.leniency.rank < best


def _measures(asked: Iterable[_Asked]) -> Truth:
    """Whether compulsory measures may be omitted: by a ground of its own."""
    truths = [each.truth for each in asked if not _counts(each)]
    if Truth.YES in truths:
        return Truth.YES
    return Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.NO


def _fine(deciding: _Asked | None, violation: Violation, rules: ToleranceRules) -> FineRange | None:
    """The lowest part of the range, where the penalty is lightened and a rule says how far."""
    if deciding is None or not deciding.entry.item.leniency.lightens:
        return None
    given = violation.fine or deciding.entry.item.fine
    own = deciding.entry.list.lowest_share
    share = own or next((each.lowest_share for each in rules.lists if each.lowest_share), None)
    return given.lightened(share[0]) if given and share else None


def _clause(
    deciding: _Asked | None, outcome: ViolationOutcome, rules: ToleranceRules
) -> str | None:
    if deciding is not None:
        return deciding.entry.item.citation.short()
    barred = outcome is ViolationOutcome.TIME_BARRED and rules.time_bar
    return rules.time_bar.citation.short() if barred and rules.time_bar else None


# --- the working ----------------------------------------------------------------------------


def _ruling(asked: _Asked, hearing: _Hearing) -> Ruling:
    if asked.truth is not Truth.NO:
        return Ruling(asked.entry, asked.truth)
    check = asked.entry.item.conditions.check(hearing.situation(asked.entry))
    failed = tuple(part.asked for part in _failing(check))
    return Ruling(asked.entry, asked.truth, failed or (telling.NOT_IN_FORCE,))


def _failing(check: Check) -> list[Check]:
    """The smallest parts that keep a condition out."""
    if check.truth is not Truth.NO:
        return []
    within = [found for part in check.parts for found in _failing(part)]
    return within or [check]


def _checks(hearing: _Hearing, barred: Residue, asked: tuple[_Asked, ...]) -> tuple[Check, ...]:
    """Everything that was asked: the time bar first, then item by item."""
    checks = []
    if bar := hearing.rules.time_bar:
        truth = barred if isinstance(barred, Truth) else Truth.UNKNOWN
        checks.append(bar_check(bar, hearing.situation(), truth))
    for each in asked:
        item, version = each.entry.item, each.entry.version
        rule = each.entry.rule
        in_force = applies(version.validity, hearing.violation, rule)
        force = in_force if isinstance(in_force, Truth) else Truth.UNKNOWN
        parts = (
            Check(telling.IN_FORCE.filled(rule=rule), force),
            item.conditions.check(hearing.situation(each.entry)),
        )
        words = telling.ASKED.filled(item=item.label, leniency=item.leniency.text)
        checks.append(Check(words, each.truth, None, None, item.citation, parts))
    return tuple(checks)


def _live(asked: Iterable[_Asked]) -> Iterable[_Asked]:
    return (each for each in asked if each.truth is not Truth.NO)


def decided_on(violation: Violation, day: date | None) -> Violation:
    """The violation as one that is decided on a day, where it does not say when."""
    if day is None or violation.decided is not None:
        return violation
    return evolve(violation, decided=day)
