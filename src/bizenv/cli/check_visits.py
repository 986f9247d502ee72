"""``bizenv check`` of inspections: a schedule in, verdicts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

import bizenv
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS
from bizenv.cli.output import Report, write_report
from bizenv.cli.progress import counted, progress
from bizenv.cli.sections import VisitSections
from bizenv.inspections.schedules import UNREADABLE, CheckedBatch, Tally, check_table
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.rows import jsonl_lines, write_csv
from bizenv.reports.sarif import write_sarif
from bizenv.reports.text import summary_lines
from bizenv.reports.visit_results import VisitResults
from bizenv.reports.words import statuses_of
from bizenv.reports.xlsx import write_xlsx
from bizenv.rulebooks.mapping import VISIT_FIELDS
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import header_words

__all__ = ["check_visits"]


def check_visits(asked: Asked, book: Rulebook) -> int:
    """Check a schedule against a rulebook, write the report, and give the exit status."""
    mapping = asked.mapping(VISIT_FIELDS, book.vocabulary)
    words = header_words()["inspections"]
    table = asked.table(words, mapping)
    tally = Tally()
    checked = check_table(table, book.inspections, words, mapping)
    bar = progress(asked.file, table.rows, asked.lang, streamed=asked.streamed)
    with few_collections(), closing(counted(checked, tally, bar)) as parts:
        report = _report(asked, book, parts, tally, table.headers)
        write_report(report, asked.format, asked.output, asked.lang, overwrite=asked.overwrite)
    return FINDINGS if _failed(tally, strict=asked.strict) else CLEAN


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
) -> Report:
    lang = asked.lang

    def summary() -> list[str]:
        return summary_lines(tally, str(asked.file), str(book.ref), lang)

    def text() -> Iterator[str]:
        wanted = statuses_of("error", "warning") if asked.strict else statuses_of("error")
        with closing(VisitSections(lang, asked.limit, wanted - {UNREADABLE})) as sections:
            for batch in checked:
                sections.add(batch)
            yield "\n".join(summary()) + "\n\n"
            yield from sections.lines()

    told = map(VisitResults, checked)
    return Report(
        summary,
        {
            "text": text,
            "github": lambda: (f"{line}\n" for line in annotation_lines(told, lang)),
            "jsonl": lambda: jsonl_lines(checked, lang),
        },
        {
            "csv": lambda path: write_csv(checked, headers, path, lang),
            "xlsx": lambda path: write_xlsx(checked, headers, path, lang),
            "sarif": lambda path: write_sarif(told, book.ref, bizenv.__version__, path, lang),
        },
    )
