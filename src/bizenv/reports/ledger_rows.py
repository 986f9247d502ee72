"""A ledger as rows in long form: JSON Lines, CSV and a workbook, each figure a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bizenv.cases.entries import Entry
from bizenv.cases.ledger import GROUPINGS
from bizenv.cases.matters import Matter
from bizenv.cases.reconcile import Reconciled
from bizenv.kernel.findings import plain
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.reports.case_words import problem_text
from bizenv.reports.ledger_text import LedgerReport
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines

__all__ = ["ledger_jsonl_lines", "ledger_rows", "write_ledger_csv", "write_ledger_xlsx"]

_FIGURE = ("sort", "figure", "label", "value", "numerator", "denominator", "rule", "excluded")
_HEADERS = {
    "group": Text("范围", "group"),
    "sort": Text("种类", "sort"),
    "figure": Text("名称", "figure"),
    "label": Text("指标", "label"),
    "value": Text("数值", "value"),
    "numerator": Text("分子", "numerator"),
    "denominator": Text("分母", "denominator"),
    "rule": Text("口径", "rule"),
    "excluded": Text("未计入", "left out"),
    **GROUPINGS,
}
_WIDTHS = {"figure": 22, "label": 28, "rule": 40}


def column_names(report: LedgerReport) -> tuple[str, ...]:
    """The columns of a row: which cases, which figure, its numbers."""
    return ("group", *report.book.by, *_FIGURE)


def ledger_rows(report: LedgerReport, lang: Lang) -> Iterator[dict[str, Any]]:
    """Every figure of the whole and of each group; then the lists, a row each.

    They are what is overdue, what looks repeated, published figures, and what
    is wrong with rows of the log.
    """
    empty = dict.fromkeys(column_names(report))
    yield from report.book.rows(lang)
    for told in (
        *map(_overdue, report.book.overdue),
        *map(_repeated, report.book.repeated),
        *(_published(each, lang) for each in report.published),
        *(_problem(each, lang) for each in report.problems),
    ):
        yield {**empty, **told}


def _overdue(entry: Entry) -> dict[str, Any]:
    """A case that is open and late: whose, with whom, since when, and how many working days."""
    age = entry.age if isinstance(entry.age, int) else None
    return {
        "group": "case",
        "sort": "overdue",
        "figure": entry.case,
        "label": " → ".join(filter(None, (entry.enterprise, entry.agency))),
        "value": age,
        "rule": plain(entry.received),
    }


def _repeated(matter: Matter) -> dict[str, Any]:
    return {
        "group": "case",
        "sort": "repeated",
        "figure": ";".join(matter.cases),
        "label": matter.enterprise,
        "value": len(matter.cases),
        "rule": matter.subject,
    }


def _published(told: Reconciled, lang: Lang) -> dict[str, Any]:
    return {
        "group": told.follows.value,
        "sort": "published",
        "figure": told.code,
        "label": told.published.label,
        "value": told.published.printed.text,
        "rule": told.words(lang),
    }


def _problem(problem: Problem, lang: Lang) -> dict[str, Any]:
    return {
        "group": "row",
        "sort": "problem" if problem.severity == "error" else problem.severity,
        "figure": problem.code,
        "value": problem.place.row,
        "rule": problem_text(problem, lang),
    }


def write_ledger_csv(report: LedgerReport, path: Path, lang: Lang) -> None:
    """Write every figure as CSV in UTF-8 with a byte order mark."""
    names = column_names(report)
    with csv_file(path) as file:
        file.writelines(csv_lines([names]))
        rows = ledger_rows(report, lang)
        file.writelines(csv_lines([cell(row[name]) for name in names] for row in rows))


def ledger_jsonl_lines(report: LedgerReport, lang: Lang) -> Iterator[str]:
    """Every figure as a line of JSON."""
    for row in ledger_rows(report, lang):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def write_ledger_xlsx(report: LedgerReport, path: Path, lang: Lang) -> None:
    """Write every figure as a row of a workbook; percentages are numbers.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    names = column_names(report)
    columns = [Column(_HEADERS[name].say(lang), _WIDTHS.get(name, 12)) for name in names]
    rows = (
        (_level(row), [_number(row) if name == "value" else row[name] for name in names])
        for row in ledger_rows(report, lang)
    )
    write_workbook([Sheet(_LEDGER.say(lang), columns, rows)], path)


def _level(row: dict[str, Any]) -> str | None:
    """What is red: overdue cases, rows at fault, figures that do not follow."""
    wrong = row["sort"] in ("overdue", "problem") or row["group"] == "no"
    return "error" if wrong else None


def _number(row: dict[str, Any]) -> Any:
    """The value of a rate as a number, which a spreadsheet can sort by."""
    value = row["value"]
    return float(value) if row["sort"] == "rate" and value is not None else value


_LEDGER = Text("台账", "ledger")
