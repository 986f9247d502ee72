"""From rows and records to visits: what bars each, and what must stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from bizenv.inspections.memos import Memo
from bizenv.inspections.planning.plans import Visit, Why
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch
from bizenv.inspections.situations import SITUATION, Situation, situation_of
from bizenv.inspections.telling import grave
from bizenv.inspections.values import Enterprise, Inspection, InspectionOutcome
from bizenv.kernel.text import Text
from bizenv.tables.cells import text_of

__all__ = ["Fixed", "Judge", "visits_of_batch", "visits_of_records"]

_APPROVED = SITUATION.index("approved")
_MOST = 10_000


class Judge:
    """What the rules say of visits, for a repair: what bars one, and whether it may move.

    With ``strict``, what is undetermined or needs review has to move as what
    is forbidden has.
    """

    def __init__(self, rules: InspectionRules, *, strict: bool = False) -> None:
        self._rules, self._strict = rules, strict
        self._bars = Memo[Situation, tuple[int, ...]](rules.bars, most=_MOST)

    def on(self, visit: Visit, situation: Situation, opinion: Opinion) -> Visit:
        """The visit with what the rules say of it.

        An approval is given for the days of a visit: a visit that rests on one
        stays, and none is moved into a quiet period because it has one.
        """
        unapproved = _without_approval(situation)
        bars = self._bars[unapproved]
        outcome = opinion.outcome
        if outcome.lawful:
            rests = self._rests_on_approval(situation, unapproved, visit)
            return evolve(visit, bars=bars, fixed=visit.fixed or (_APPROVAL if rests else None))
        why = _why(opinion)
        if outcome is InspectionOutcome.FORBIDDEN or self._strict:
            return evolve(visit, bars=bars, barred=why)
        return evolve(visit, bars=bars, barred=why, fixed=visit.fixed or _OPEN)

    def _rests_on_approval(self, situation: Situation, unapproved: Situation, visit: Visit) -> bool:
        """Whether a lawful visit would not be lawful without its approval."""
        if situation == unapproved:
            return False
        windows = self._rules.windows(visit.start, visit.end)
        return not self._rules.opinion(unapproved, windows).outcome.lawful


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
        noticed = _is_done(record.noticed)
        visit = Visit(
            row,
            record.agency.id if record.agency else "",
            _name(record.enterprise),
            record.start,
            record.end,
            fixed=fixed.why(row, noticed=noticed),
            noticed=noticed,
            key=(repr(record),),
        )
        windows, situation = rules.windows(record.start, record.end), situation_of(record)
        yield judge.on(visit, situation, rules.opinion(situation, windows))


def visits_of_batch(
    checked: CheckedBatch, judge: Judge, fixed: Fixed, first: int = 0
) -> Iterator[Visit]:
    """The rows of a checked batch that have a verdict, numbered from ``first``."""
    verdict = checked.verdict
    agencies, ids, names = map(checked.words, ("agency", "enterprise", "enterprise_name"))
    noticed = checked.mapping.encode(checked.batch, checked.columns, "noticed")
    done = noticed.decode() if noticed else [None] * len(checked)
    columns = list(checked.batch.columns.values())
    for place, status in enumerate(checked.statuses):
        answer = verdict.answers[verdict.codes[place]]
        if status in _UNREAD or answer.opinion is None:
            continue
        told = _is_done(checked.reader.read("noticed", done[place]))
        start, end = verdict.span(place)
        visit = Visit(
            first + place,
            agencies[place],
            ids[place] or names[place],
            start,
            end,
            fixed=fixed.why(first + place, noticed=told),
            noticed=told,
            key=tuple([text_of(column[place]) for column in columns]),
        )
        yield judge.on(visit, answer.situation, answer.opinion)


_UNREAD = frozenset([UNREADABLE, BLANK])


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
_OPEN = Why(
    "still-open",
    Text("尚待确定或审核，不改期。", "It is undetermined or needs review, and stays."),
)
