"""A checked table of violations in words: a summary, rows, results for viewers and CI runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from bizenv.inspections.telling import problem_words
from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level, Result
from bizenv.reports.terminal import ruled, visible
from bizenv.tolerance.dockets import BLANK, UNREADABLE, CheckedRow, CheckedRows, DocketTally
from bizenv.tolerance.facts import FACTS
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.telling import duties_words, verdict_words

__all__ = ["LEVELS", "ViolationResults", "message_of", "outcome_text", "row_lines", "summary_lines"]

LEVELS: dict[str, Level] = {
    UNREADABLE: "error",
    ViolationOutcome.UNDETERMINED.value: "warning",
    BLANK: "note",
}
"""By status, how a row weighs for a machine; what is settled does not stand here."""
_REVIEW = frozenset({"items-disagree", "item-unconfirmed"})
_OTHERS = {UNREADABLE: Text("无法读取", "unreadable"), BLANK: Text("空行", "blank row")}
_ORDER = (*(outcome.value for outcome in ViolationOutcome), UNREADABLE, BLANK)
_MOST_FACTS = 20


def outcome_text(status: str) -> Text:
    """The words for a status.

    >>> outcome_text("no-ground").zh
    '没有从宽处理的依据'
    """
    known = {outcome.value: outcome.text for outcome in ViolationOutcome}
    return _OTHERS.get(status) or known[status]


def message_of(row: CheckedRow, lang: Lang) -> str:
    """Why a row has its outcome, or why it has none."""
    if row.verdict is None:
        return problem_words(row.problems, lang)
    return verdict_words(row.verdict, lang)


def summary_lines(tally: DocketTally, file: str, book: str, lang: Lang) -> list[str]:
    """The head of a report: how many rows have which outcome, and which facts are missing."""
    lines = [visible(_TITLE.fill(lang, {"file": file, "book": book})), ""]
    rows = [
        [f"{outcome_text(status).say(lang)} ({status})", f"{tally.statuses[status]:,}"]
        for status in _ORDER
        if tally.statuses[status]
    ]
    rows.append([_ALL.say(lang), f"{tally.rows:,}"])
    lines += ruled([_OUTCOME.say(lang), _ROWS.say(lang)], rows)
    if tally.missing:
        lines += ["", _MISSING.say(lang), *_facts(tally.missing, lang)]
    return [*lines, *(visible(note.say(lang)) for note in tally.notes)]


def _facts(missing: Counter[str], lang: Lang) -> Iterator[str]:
    for name, number in missing.most_common(_MOST_FACTS):
        text = FACTS[name].say(lang) if name in FACTS else name
        yield visible(f"  {text} ({name}): {number:,}")


def row_lines(row: CheckedRow, lang: Lang) -> list[str]:
    """One row: where, what, the outcome, why, by which clause, what is missing, what to do."""
    place = row.place.say(lang)
    if row.verdict is None:
        codes = ";".join(problem.code for problem in row.problems)
        lines = [f"{place}  {outcome_text(row.status).say(lang)}"]
        return [visible(line) for line in (*lines, f"    {message_of(row, lang)} [{codes}]")]
    verdict = row.verdict
    lines = [f"{place}  {verdict.subject.say(lang)}  {verdict.outcome.text.say(lang)}"]
    lines += [f"    {f.message(lang)} [{f.code}]" for f in verdict.findings]
    if verdict.clause:
        lines.append(f"    {_CLAUSE.say(lang)}{verdict.clause}")
    if duties := duties_words(verdict, lang):
        lines.append(f"    {_DUTIES.fill(lang, {'duties': duties})}")
    return [visible(line) for line in lines]


@frozen
class ViolationResults:
    """Rows for viewers: what cannot be read is an error, what is open or disputed a warning."""

    part: CheckedRows

    @property
    def notes(self) -> tuple[Text, ...]:
        """What is worth telling of the whole table."""
        return self.part.notes

    def places(self, *levels: Level) -> Sequence[int]:
        """The rows that weigh so much."""
        return [
            place
            for place, status in enumerate(self.part.statuses)
            if self._level(place, status) in levels and status != BLANK
        ]

    def _level(self, place: int, status: str) -> Level | None:
        verdict = self.part.bulk.answers[self.part.bulk.codes[place]].verdict
        disputed = verdict is not None and not _REVIEW.isdisjoint(verdict.codes)
        return LEVELS.get(status) or ("warning" if disputed else None)

    def results(self, places: Iterable[int], lang: Lang) -> Iterator[Result]:
        """Rows in words."""
        places = list(places)
        for place, row in zip(places, self.part.rows(places), strict=True):
            codes = [p.code for p in row.problems] if row.verdict is None else row.verdict.codes
            level = self._level(place, row.status) or "note"
            key = tuple(row.cells.values())
            clause = None if row.verdict is None else row.verdict.clause
            text = message_of(row, lang)
            yield Result(row.place, level, codes[0], text, key, {"clause": clause})


_TITLE = Text("{file} 按 {book} 判断", "{file} judged by {book}")
_OUTCOME, _ROWS = Text("结论", "outcome"), Text("行数", "rows")
_ALL = Text("合计", "all")
_MISSING = Text("尚缺的事实（行数）：", "Facts that are missing (rows):")
_CLAUSE = Text("依据：", "By: ")
_DUTIES = Text("应当办理：{duties}", "To be done: {duties}")
