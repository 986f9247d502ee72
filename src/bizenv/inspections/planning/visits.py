"""From rows and records to visits: what bars each, and what must stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from bizenv.inspections.memos import Memo
from bizenv.inspections.planning.plans import Visit, Why
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.schedules import CheckedBatch
from bizenv.inspections.situations import SITUATION, Situation, situation_of
from bizenv.inspections.telling import grave
from bizenv.inspections.values import Enterprise, Inspection, InspectionOutcome
from bizenv.kernel.text import Text
from bizenv.tables.columns import Encoded

__all__ = ["Fixed", "Judge", "Standing", "joined", "visits_of_batch", "visits_of_records"]

_APPROVED = SITUATION.index("approved")
_MOST = 10_000


@frozen
class Standing:
    """How like visits stand: what bars them, why they may not take place, why they stay.

    ``unapproved`` is their situation without the approval that they have, if any.
    """

    bars: tuple[int, ...]
    barred: Why | None
    stays: Why | None
    unapproved: Situation | None


class Judge:
    """What the rules say of visits, for a repair.

    With ``strict``, what is undetermined or needs review has to move as what
    is forbidden has.
    """

    def __init__(self, rules: InspectionRules, *, strict: bool = False) -> None:
        self._rules, self._strict = rules, strict
        self._bars = Memo[Situation, tuple[int, ...]](rules.bars, most=_MOST)

    def standing(self, situation: Situation, opinion: Opinion) -> Standing:
        """How a visit stands of which the rules have this opinion.

        None is moved into a quiet period because it has an approval: that is
        given for the days of the visit.
        """
        unapproved, outcome = _without_approval(situation), opinion.outcome
        bars = self._bars[unapproved]
        if outcome.lawful:
            return Standing(bars, None, None, None if unapproved == situation else unapproved)
        must_move = self._strict or outcome is InspectionOutcome.FORBIDDEN
        return Standing(bars, _why(opinion), None if must_move else _OPEN, None)

    def stays(self, standing: Standing, start: date, end: date) -> Why | None:
        """Why a visit has to stay, whatever was asked: it is open, or rests on its approval."""
        if standing.unapproved is None:
            return standing.stays
        windows = self._rules.windows(start, end)
        without = self._rules.opinion(standing.unapproved, windows)
        return None if without.outcome.lawful else _APPROVAL


def _without_approval(situation: Situation) -> Situation:
    if situation[_APPROVED] is not True:
        return situation
    return (*situation[:_APPROVED], False, *situation[_APPROVED + 1 :])


def _why(opinion: Opinion) -> Why:
    """The finding that makes a visit unlawful, with its clause."""
    finding = grave(opinion.findings)[0]
    text = Text(finding.message("zh"), finding.message("en"))
    return Why(finding.code, text, opinion.rule, opinion.clause)


def visits_of_records(
    records: Sequence[Inspection], judge: Judge, rules: InspectionRules, fixed: Fixed
) -> Iterator[Visit]:
    """Records as visits.

    Raises:
        RecordError: a record uses a word that is in no list.
    """
    for row, record in enumerate(records):
        noticed, situation = _is_done(record.noticed), situation_of(record)
        opinion = rules.opinion(situation, rules.windows(record.start, record.end))
        standing = judge.standing(situation, opinion)
        yield Visit(
            row,
            record.agency.id if record.agency else "",
            _name(record.enterprise),
            record.start,
            record.end,
            standing.bars,
            standing.barred,
            fixed.why(row, noticed=noticed) or judge.stays(standing, record.start, record.end),
            noticed,
            (repr(record),),
            record.id or "",
        )


def visits_of_batch(
    checked: CheckedBatch, judge: Judge, fixed: Fixed, first: int = 0
) -> Iterator[Visit]:
    """The rows of a checked batch that have a verdict, numbered from ``first``."""
    verdict = checked.verdict
    standings = [
        judge.standing(answer.situation, answer.opinion) if answer.opinion else None
        for answer in verdict.answers
    ]
    fields = ("agency", "enterprise", "enterprise_name", "id")
    agencies, ids, names, own = map(checked.words, fields)
    noticed = _noticed(checked)
    keys = zip(*(map(str, column) for column in checked.batch.columns.values()), strict=True)
    for place, (key, code) in enumerate(zip(keys, verdict.codes.tolist(), strict=True)):
        standing = standings[code]
        if standing is None or place in checked.batch.torn:
            continue
        told = noticed[place]
        start, end = verdict.span(place)
        yield Visit(
            first + place,
            agencies[place],
            ids[place] or names[place],
            start,
            end,
            standing.bars,
            standing.barred,
            fixed.why(first + place, noticed=told) or judge.stays(standing, start, end),
            told,
            key,
            own[place],
        )


def joined(visits: Iterable[Visit]) -> list[Visit]:
    """The visits with rows of one visit made one: same agency, enterprise, days and id."""
    found: dict[tuple[object, ...], list[Visit]] = {}
    for visit in visits:
        whose = visit.id or visit.row
        key = (visit.agency, visit.enterprise, visit.start, visit.end, whose)
        found.setdefault(key, []).append(visit)
    return [some[0] if len(some) == 1 else _one_of(some) for some in found.values()]


def _one_of(some: Sequence[Visit]) -> Visit:
    """One visit of several rows: it stands as the strictest of them."""
    return evolve(
        some[0],
        rows=tuple(visit.row for visit in some),
        bars=tuple(sorted({bar for visit in some for bar in visit.bars})),
        barred=next((visit.barred for visit in some if visit.barred), None),
        fixed=next((visit.fixed for visit in some if visit.fixed), None),
        noticed=any(visit.noticed for visit in some),
        key=min(visit.key for visit in some),
    )


def _noticed(checked: CheckedBatch) -> list[bool]:
    """Of each row, whether the enterprise was notified."""
    column = checked.mapping.encode(checked.batch, checked.columns, "noticed")
    if column is None:
        return [False] * len(checked)
    facts = [_is_done(checked.reader.read("noticed", value)) for value in column.values]
    return Encoded(column.codes, facts).decode()


@frozen
class Fixed:
    """Which visits must stay: those that were ``noticed``, or those of some ``rows``."""

    noticed: bool = False
    rows: frozenset[int] = frozenset()

    def why(self, row: int, *, noticed: bool) -> Why | None:
        """Why a visit must stay; None where it may move."""
        if noticed and self.noticed:
            return _NOTICED
        return _ASKED if row in self.rows else None


def _name(enterprise: Enterprise | None) -> str:
    return enterprise.id or enterprise.name or "" if enterprise else ""


def _is_done(fact: object) -> bool:
    """Whether a record shows that something was done: yes, or a day."""
    return fact is True or isinstance(fact, date)


_NOTICED = Why("already-notified", Text("已经通知企业。", "The enterprise has been notified."))
_ASKED = Why("kept-as-asked", Text("按要求不改期。", "It was asked to stay."))
_APPROVAL = Why(
    "approved-for-its-day", Text("批准只对原定日期有效。", "Its approval holds for its days.")
)
STILL_OPEN = "still-open"
"""Why a visit stays of which the rules do not surely say that it may not take place."""
_OPEN = Why(
    STILL_OPEN,
    Text("尚待确定或审核，不改期。", "It is undetermined or needs review, and stays."),
)
