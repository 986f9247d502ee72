"""A checked log as results for viewers and CI runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from bizenv.cases.checked_logs import CheckedCase, CheckedPart
from bizenv.inspections.telling import first_due
from bizenv.kernel.findings import plain
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.reports.case_words import case_text, clauses_of, code_of, level_of, problem_text
from bizenv.reports.results import Level, Result

__all__ = ["CaseResults"]

_Thing: TypeAlias = CheckedCase | Problem


@frozen
class CaseResults:
    """The cases of a part, and the rows that name none; blank rows are not told."""

    part: CheckedPart

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is worth telling of the whole log."""
        return self.part.notes

    @property
    def _things(self) -> Sequence[_Thing]:
        return (*self.part.cases, *self.part.rows)

    def places(self, *levels: Level) -> Sequence[int]:
        """The cases and rows that weigh so much."""
        return [n for n, thing in enumerate(self._things) if _level(thing) in levels]

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Cases and rows in words."""
        things = self._things
        return (_result(things[place], lang) for place in places)


def _level(thing: _Thing) -> Level | None:
    if isinstance(thing, CheckedCase):
        return level_of(thing)
    return "error" if thing.severity == "error" else None


def _result(thing: _Thing, lang: Lang) -> Result:
    if isinstance(thing, Problem):
        words = problem_text(thing, lang)
        return Result(thing.place, "error", thing.code, words, (thing.words("en"),))
    properties = {
        "case": thing.case.id,
        "rows": list(thing.rows),
        "outcome": thing.status,
        "stage": thing.verdict.state.stage.value,
        "clause": ";".join(clauses_of(thing)),
        "nextDue": plain(first_due(thing.obligations)),
        "obligations": [duty.to_dict() for duty in thing.obligations],
    }
    level, key = level_of(thing) or "note", (thing.case.id, *thing.codes)
    return Result(thing.place, level, code_of(thing), case_text(thing, lang), key, properties)
