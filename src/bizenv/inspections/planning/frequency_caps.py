"""The frequency rules of a rulebook as caps, and what a plan still has beyond them.

A cap says how many visits a span of the calendar may hold, up to a year. Other
bounds (any twelve months, only if the last visit found nothing) hang on the
days chosen; they are not planned for, but every plan is counted again by the
rules themselves, and what is beyond them is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, frozen

from bizenv.inspections.planning.caps import Cap
from bizenv.inspections.planning.plans import Shortage, Visit, Why
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.counting import VisitCount, count_visits
from bizenv.inspections.whole.frequency import FrequencyRule, VisitedBy
from bizenv.inspections.whole.spans import SpanKind
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["Frequency"]

_YEAR = 12


@frozen(eq=False)
class Frequency:
    """Frequency rules, and the inspections that they count, by row.

    With ``strict``, visits that only perhaps count do count.
    """

    rules: tuple[FrequencyRule, ...]
    vocabulary: Vocabulary
    records: Mapping[int, Inspection]
    strict: bool = False

    def caps(self, visits: Iterable[Visit]) -> Iterator[Cap]:
        """The caps on some visits."""
        visit_of = {row: visit for visit in visits for row in visit.rows}
        for count in self._counts(self.records):
            span, rows = count.version.span, self._rows(count)
            some = {visit_of[row].row: visit_of[row] for row in rows}
            planned = span.kind is SpanKind.CALENDAR and span.months <= _YEAR
            if count.limit is None or not planned or not some:
                continue
            within = None if span.months == _YEAR else (count.first, count.last)
            if within or len(some) > count.limit:
                joint = count.version.joint_once or _alone(count, some)
                name, most = count.group.enterprise or "", count.limit
                yield Cap(name, tuple(sorted(some)), most, _why(count), joint, within)

    def beyond(self, days: Mapping[int, tuple[date, date]]) -> dict[int, tuple[Why, Shortage]]:
        """The rows that are beyond a bound on the days that they have, and why."""
        placed = {
            row: evolve(record, start=days[row][0], end=days[row][1])
            for row, record in self.records.items()
            if row in days
        }
        found: dict[int, tuple[Why, Shortage]] = {}
        for count in self._counts(placed):
            rows = (*count.beyond, *count.perhaps_beyond) if self.strict else count.beyond
            for row in rows:
                found.setdefault(row, (_why(count), self._shortage(count, placed[row])))
        return found

    def _shortage(self, count: VisitCount, record: Inspection) -> Shortage:
        agency = record.agency.id if record.agency else ""
        demand, most = count.high if self.strict else count.low, count.limit or 0
        return Shortage(agency, demand, most, 0, None, count.group.enterprise or "")

    def _rows(self, count: VisitCount) -> tuple[int, ...]:
        return (*count.rows, *count.perhaps) if self.strict else count.rows

    def _counts(self, records: Mapping[int, Inspection]) -> Iterator[VisitCount]:
        """What the rules count, by the rows of the records."""
        numbers, some = list(records), list(records.values())
        for rule in self.rules:
            for count in count_visits(some, rule, self.vocabulary).groups:
                yield _renumbered(count, numbers)


def _alone(count: VisitCount, some: Mapping[int, Visit]) -> bool:
    """Whether visits of one day are one although nobody joins: of one agency, without ids."""
    return count.version.by is VisitedBy.AGENCY and not any(v.id for v in some.values())


def _renumbered(count: VisitCount, numbers: Sequence[int]) -> VisitCount:
    def named(places: tuple[int, ...]) -> tuple[int, ...]:
        return tuple([numbers[place] for place in places])

    return evolve(
        count,
        rows=named(count.rows),
        perhaps=named(count.perhaps),
        beyond=named(count.beyond),
        perhaps_beyond=named(count.perhaps_beyond),
    )


def _why(count: VisitCount) -> Why:
    text = _OVER.filled(bound=count.version.text)
    return Why("over-cap", text, count.rule, count.version.citation.short())


_OVER = Text("频次上限：{bound}。", "The rule allows {bound}.")
