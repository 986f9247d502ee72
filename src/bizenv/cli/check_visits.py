"""``bizenv check`` of inspections: a schedule in, verdicts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from attrs import frozen

import bizenv
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS
from bizenv.cli.output import Report, write_report
from bizenv.cli.progress import counted, progress
from bizenv.cli.sections import VisitSections
from bizenv.inspections.schedules import UNREADABLE, CheckedBatch, Tally, check_table
from bizenv.inspections.whole.papers import Records
from bizenv.inspections.whole.tables import (
    WholeCheck,
    check_whole_table,
    plan_entries,
    read_table,
)
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.results import Told
from bizenv.reports.rows import jsonl_lines, write_csv
from bizenv.reports.sarif import write_sarif
from bizenv.reports.text import summary_lines
from bizenv.reports.visit_results import VisitResults
from bizenv.reports.whole_results import whole_json, whole_summary, whole_text, with_whole
from bizenv.reports.words import statuses_of
from bizenv.reports.xlsx import write_xlsx
from bizenv.rulebooks.mapping import VISIT_FIELDS
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.mapping import TableMap
from bizenv.tables.readers import open_table

__all__ = ["Beside", "check_visits"]


@frozen
class Beside:
    """What the office keeps beside the schedule, as named on the command line."""

    matters: Path | None = None
    plan: Path | None = None
    history: Path | None = None
    through: tuple[date, date] | None = None

    @property
    def given(self) -> bool:
        """Whether anything was named."""
        return self != Beside()


def check_visits(asked: Asked, book: Rulebook, beside: Beside) -> int:
    """Check a schedule against a rulebook, write the report, and give the exit status."""
    mapping = asked.mapping(VISIT_FIELDS, book.vocabulary)
    words = header_words()["inspections"]
    whole = _whole(asked, book, mapping, beside) if book.schedule.any else None
    table = asked.table(words, mapping)
    tally = Tally()
    checked = check_table(table, book.inspections, words, mapping)
    bar = progress(asked.file, table.rows, asked.lang, streamed=asked.streamed)
    with few_collections(), closing(counted(checked, tally, bar)) as parts:
        report = _report(asked, book, parts, tally, table.headers, whole)
        write_report(report, asked.format, asked.output, asked.lang, overwrite=asked.overwrite)
    failed = whole is not None and whole.verdict.failed(strict=asked.strict)
    return FINDINGS if failed or _failed(tally, strict=asked.strict) else CLEAN


def _whole(asked: Asked, book: Rulebook, mapping: TableMap, beside: Beside) -> WholeCheck:
    """The schedule judged as a whole, which takes a look at the table of its own."""
    words, rules = header_words()["inspections"], book.schedule
    plan = None
    if beside.plan:
        plan = list(plan_entries(open_table(beside.plan, words), words))
    history = None
    if beside.history:
        earlier = open_table(beside.history, words)
        history = read_table(earlier, rules, words, TableMap())
    with few_collections():
        return check_whole_table(
            asked.table(words, mapping),
            rules,
            words,
            mapping,
            records=Records(_matters(beside.matters), plan),
            history=history,
            through=beside.through,
        )


def _matters(file: Path | None) -> list[str] | None:
    """The published matters, one a line."""
    if file is None:
        return None
    lines = file.read_text("utf-8-sig", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _failed(tally: Tally, *, strict: bool) -> bool:
    if strict and tally.missed:
        return True
    bad = statuses_of("error", "warning") if strict else statuses_of("error")
    return tally.count(*bad) > 0


def _report(
    asked: Asked,
    book: Rulebook,
    checked: Iterable[CheckedBatch],
    tally: Tally,
    headers: tuple[str, ...],
    whole: WholeCheck | None,
) -> Report:
    lang = asked.lang

    def summary() -> list[str]:
        lines = summary_lines(tally, str(asked.file), str(book.ref), lang)
        return [*lines, *(whole_summary(whole, lang) if whole else ())]

    def text() -> Iterator[str]:
        wanted = statuses_of("error", "warning") if asked.strict else statuses_of("error")
        with closing(VisitSections(lang, asked.limit, wanted - {UNREADABLE})) as sections:
            for batch in checked:
                sections.add(batch)
            yield "\n".join(summary()) + "\n\n"
            told_rows = False
            for line in sections.lines():
                yield line
                told_rows = True
        if whole:
            yield "\n" if told_rows else ""
            yield from whole_text(whole, lang, asked.limit, strict=asked.strict)

    def jsonl() -> Iterator[str]:
        yield from jsonl_lines(checked, lang)
        yield from whole_json(whole) if whole else ()

    told: Iterable[Told] = map(VisitResults, checked)
    if whole:
        told = with_whole(told, whole)
    return Report(
        summary,
        {
            "text": text,
            "github": lambda: (f"{line}\n" for line in annotation_lines(told, lang)),
            "jsonl": jsonl,
        },
        {
            "csv": lambda path: write_csv(checked, headers, path, lang, whole),
            "xlsx": lambda path: write_xlsx(checked, headers, path, lang, whole),
            "sarif": lambda path: write_sarif(told, book.ref, bizenv.__version__, path, lang),
        },
    )
