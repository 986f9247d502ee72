"""``bizenv check --kind violations``: a table of violations in, verdicts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date

import bizenv
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS
from bizenv.cli.output import Report, write_report
from bizenv.cli.progress import counted, progress
from bizenv.cli.sections import Waiting
from bizenv.kernel.text import Lang, Text
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.sarif import write_sarif
from bizenv.reports.violation_rows import (
    violation_jsonl_lines,
    write_violation_csv,
    write_violation_xlsx,
)
from bizenv.reports.violation_words import ViolationResults, row_lines, summary_lines
from bizenv.rulebooks.mapping import violation_fields
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tolerance.dockets import UNREADABLE, CheckedRows, DocketTally, check_docket
from bizenv.tolerance.frames import field_words
from bizenv.tolerance.outcomes import ViolationOutcome

__all__ = ["check_violations"]


def check_violations(asked: Asked, book: Rulebook, at: date | None) -> int:
    """Check a table of violations, write the report, and give the exit status.

    A row that cannot be read is a finding; with ``--strict`` so is one that is open.
    """
    rules, vocabulary = book.violations, book.vocabulary
    mapping = asked.mapping(violation_fields(rules), vocabulary)
    words = header_words()["violations"]
    table = asked.table(field_words(rules, vocabulary, words), mapping)
    tally = DocketTally()
    checked = check_docket(table, rules, vocabulary, words, mapping, at)
    bar = progress(asked.file, table.rows, asked.lang, streamed=asked.streamed)
    with few_collections(), closing(counted(checked, tally, bar)) as parts:
        report = _report(asked, book, parts, tally, table.headers)
        write_report(report, asked.format, asked.output, asked.lang, overwrite=asked.overwrite)
    bad = (UNREADABLE, ViolationOutcome.UNDETERMINED.value) if asked.strict else (UNREADABLE,)
    return FINDINGS if tally.count(*bad) else CLEAN


def _report(
    asked: Asked,
    book: Rulebook,
    checked: Iterable[CheckedRows],
    tally: DocketTally,
    headers: tuple[str, ...],
) -> Report:
    lang = asked.lang

    def summary() -> list[str]:
        return summary_lines(tally, str(asked.file), str(book.ref), lang)

    def text() -> Iterator[str]:
        with closing(Waiting(lang, asked.limit, _MORE)) as rows:
            for part in checked:
                rows.add(range(len(part)), _blocks(part, lang))
            yield "\n".join(summary()) + "\n\n"
            yield from rows.lines()

    told = map(ViolationResults, checked)
    return Report(
        summary,
        {
            "text": text,
            "github": lambda: (f"{line}\n" for line in annotation_lines(told, lang)),
            "jsonl": lambda: violation_jsonl_lines(checked, lang),
        },
        {
            "csv": lambda path: write_violation_csv(checked, headers, path, lang),
            "xlsx": lambda path: write_violation_xlsx(checked, headers, path, lang),
            "sarif": lambda path: write_sarif(told, book.ref, bizenv.__version__, path, lang),
        },
    )


def _blocks(part: CheckedRows, lang: Lang) -> Callable[[Sequence[int]], Iterator[list[str]]]:
    return lambda places: (row_lines(row, lang) for row in part.rows(places))


_MORE = Text(
    "另有 {count} 行未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more rows are not shown; --limit 0 shows all, --output writes a file.",
)
