"""A checked schedule as results for viewers and CI runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level, Result
from bizenv.reports.words import LEVELS, code_of, row_text, statuses_of

__all__ = ["VisitResults"]


@frozen
class VisitResults:
    """The rows of a batch: breaches and unreadable rows are errors, open questions warnings.

    Lawful rows around which something is still to be done are notes.
    """

    batch: CheckedBatch

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is worth telling of the whole table."""
        return self.batch.notes

    def places(self, *levels: Level) -> Sequence[int]:
        """The rows that weigh so much."""
        found = self.batch.positions(statuses_of(*levels) - statuses_of("note"))
        return sorted({*found, *self.batch.still_to_do}) if "note" in levels else found

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Rows in words."""
        return (_result(row, lang) for row in self.batch.rows(places))


def _result(row: CheckedRow, lang: Lang) -> Result:
    properties = {
        "outcome": row.status,
        "clause": row.opinion.clause if row.opinion else None,
        "rule": row.opinion.rule if row.opinion else None,
        "nextAllowed": row.next_allowed.isoformat() if row.next_allowed else None,
        "obligations": [duty.to_dict() for duty in row.obligations],
    }
    level, key = LEVELS.get(row.status, "note"), tuple(row.cells.values())
    return Result(row.place, level, code_of(row), row_text(row, lang), key, properties)
