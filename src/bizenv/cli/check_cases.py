"""``bizenv check --kind cases``: an event log in, verdicts on cases out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

from attrs import frozen

import bizenv
from bizenv.cases.checked_logs import CaseTally, CheckedPart, check_log, log_notes
from bizenv.cases.logs import CaseLog, cases_from_events
from bizenv.cases.rules import CaseRules
from bizenv.cases.values import Time
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS
from bizenv.cli.moments import moment_of
from bizenv.cli.output import Report, write_report
from bizenv.cli.progress import counted, progress
from bizenv.cli.sections import CaseSections
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.case_results import CaseResults
from bizenv.reports.case_rows import case_jsonl_lines, promised_stages, write_case_csv
from bizenv.reports.case_text import case_summary_lines
from bizenv.reports.case_xlsx import write_case_xlsx
from bizenv.reports.sarif import write_sarif
from bizenv.rulebooks.mapping import CASE_FIELDS
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import header_words

__all__ = ["check_cases", "read_log"]


def check_cases(asked: Asked, book: Rulebook, at: str | None) -> int:
    """Check an event log against a rulebook, write the report, and give the exit status."""
    rules = book.requests
    when = moment_of(at, rules.base.local)
    tally = CaseTally()
    with few_collections():
        log, notes = read_log(asked, book.vocabulary, rules.base.zone)
        checked = check_log(log, rules, when, looking_back=at is not None, notes=notes)
        bar = progress(asked.file, len(log.cases), asked.lang, streamed=asked.streamed)
        with closing(counted(checked, tally, bar)) as parts:
            report = _Reporting(asked, rules, book.vocabulary, when, tally).of(parts)
            write_report(report, asked.format, asked.output, asked.lang, overwrite=asked.overwrite)
    failed = tally.failing or tally.caseless or (asked.strict and tally.undetermined)
    return FINDINGS if failed else CLEAN


def read_log(
    asked: Asked, vocabulary: Vocabulary, zone: str | None
) -> tuple[CaseLog, tuple[Text, ...]]:
    """The cases of the log, and what is worth telling of it as a whole."""
    mapping = asked.mapping(CASE_FIELDS, vocabulary)
    words = header_words()["cases"]
    table = asked.table(words, mapping)
    log = cases_from_events(table, vocabulary, words, zone=zone, mapping=mapping)
    return log, log_notes(table, log)


@frozen(eq=False)
class _Reporting:
    """How a checked log is reported."""

    asked: Asked
    rules: CaseRules
    vocabulary: Vocabulary
    at: Time
    tally: CaseTally

    def summary(self) -> list[str]:
        """The head of the report, whole once every part has gone by."""
        file, book = str(self.asked.file), str(self.rules.rulebook)
        return case_summary_lines(self.tally, file, book, self.at, self.asked.lang)

    def text(self, checked: Iterable[CheckedPart]) -> Iterator[str]:
        """The summary and the sections below it."""
        asked = self.asked
        with closing(CaseSections(asked.lang, asked.limit, strict=asked.strict)) as sections:
            for part in checked:
                sections.add(part)
            yield "\n".join(self.summary()) + "\n\n"
            yield from sections.lines()

    def of(self, checked: Iterable[CheckedPart]) -> Report:
        """The report in every format."""
        lang, stages, told = self.asked.lang, promised_stages(self.rules), map(CaseResults, checked)
        ref, version, vocabulary = self.rules.rulebook, bizenv.__version__, self.vocabulary
        return Report(
            self.summary,
            {
                "text": lambda: self.text(checked),
                "github": lambda: (f"{line}\n" for line in annotation_lines(told, lang)),
                "jsonl": lambda: case_jsonl_lines(checked, lang),
            },
            {
                "csv": lambda path: write_case_csv(checked, stages, path, lang),
                "xlsx": lambda path: write_case_xlsx(checked, stages, vocabulary, path, lang),
                "sarif": lambda path: write_sarif(told, ref, version, path, lang),
            },
        )
