"""A ledger as rows in long form: figures of the whole and of groups, lists, problems."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.ledger import ledger
from bizenv.cases.published import Count
from bizenv.cases.reconcile import reconcile
from bizenv.cases.resolving import resolve_clock
from bizenv.cases.rules import CaseRules
from bizenv.reports.ledger_rows import (
    ledger_jsonl_lines,
    ledger_rows,
    write_ledger_csv,
    write_ledger_xlsx,
)
from bizenv.reports.ledger_text import LedgerReport
from bizenv.rulebooks.vocabulary import case_vocabulary

OUT = Path("out")


@pytest.fixture
def report(read_log: Any, rules: CaseRules) -> LedgerReport:
    """The ledger of the log with a case of every kind, by channel, and two published figures."""
    log = read_log()
    cases = [*log.cases, evolve(log.cases[1], id="A9")]
    book = ledger(
        cases,
        date(2023, 6, 30),
        ["channel"],
        calendar=work_calendar("CN"),
        readings=resolve_clock(rules),
        zone="Asia/Shanghai",
    )
    told = reconcile(book, [Count("办结", "3", of="closed"), Count("诉求", "9", of="received")])
    vocabulary = case_vocabulary()
    return LedgerReport(book, vocabulary, "log.csv", None, (), told, log.all_problems)


def test_every_figure_of_the_ledger_is_a_row_and_so_is_each_line_of_a_list(
    report: LedgerReport,
) -> None:
    """First what the ledger itself gives, in its order."""
    rows = list(ledger_rows(report, "zh"))
    figures = report.book.rows("zh")
    assert rows[: len(figures)] == figures
    lists = [{k: v for k, v in row.items() if v is not None} for row in rows[len(figures) :]]
    assert lists[:5] == [
        {
            "group": "case",
            "sort": "overdue",
            "figure": "A2",
            "label": "乙公司 → 区供电公司",
            "value": 8,
            "rule": "2023-06-19",
        },
        {
            "group": "case",
            "sort": "overdue",
            "figure": "A9",
            "label": "乙公司 → 区供电公司",
            "value": 8,
            "rule": "2023-06-19",
        },
        {
            "group": "case",
            "sort": "repeated",
            "figure": "A2;A9",
            "label": "乙公司",
            "value": 2,
            "rule": "用电",
        },
        {
            "group": "yes",
            "sort": "published",
            "figure": "figure-follows",
            "label": "办结",
            "value": "3",
            "rule": "公布 3，台账为 3，一致",
        },
        {
            "group": "no",
            "sort": "published",
            "figure": "count-differs",
            "label": "诉求",
            "value": "9",
            "rule": "公布 9，台账为 8，少 1",
        },
    ]
    assert [(row["group"], row["sort"], row["figure"], row["value"]) for row in lists[5:]] == [
        ("row", "problem", "unknown-term", 19),
        ("row", "problem", "missing-case", 21),
        ("row", "note", "blank-row", 22),
    ]
    assert lists[6]["rule"] == "第 21 行 诉求编号 (case)：读到空白，应为诉求编号 [missing-case]"


def test_every_row_has_the_same_columns(report: LedgerReport) -> None:
    names = [
        *("group", "channel", "sort", "figure", "label", "value"),
        *("numerator", "denominator", "rule", "excluded"),
    ]
    assert {tuple(row) for row in ledger_rows(report, "en")} == {tuple(names)}


def test_an_overdue_case_whose_age_is_not_known(report: LedgerReport) -> None:
    """Without a calendar no working days are counted; the cell is blank."""
    entries = [evolve(entry, age=None) for entry in report.book.entries]
    rows = ledger_rows(evolve(report, book=evolve(report.book, entries=entries)), "zh")
    assert {row["value"] for row in rows if row["sort"] == "overdue"} == {None}


def test_as_csv(report: LedgerReport) -> None:
    write_ledger_csv(report, OUT, "zh")
    with OUT.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(list(ledger_rows(report, "zh")))
    rates = [row for row in rows if (row["group"], row["figure"]) == ("total", "resolution")]
    assert rates == [
        {
            "group": "total",
            "channel": "",
            "sort": "rate",
            "figure": "resolution",
            "label": "解决率",
            "value": "50.00",
            "numerator": "1",
            "denominator": "2",
            "rule": "已解决 ÷ 已办结",
            "excluded": "6",
        }
    ]


def test_as_json_lines(report: LedgerReport) -> None:
    rows = [json.loads(line) for line in ledger_jsonl_lines(report, "en")]
    assert rows == list(ledger_rows(report, "en"))


@pytest.mark.parametrize(
    ("lang", "title", "head"),
    [
        (
            "zh",
            "台账",
            ["范围", "渠道", "种类", "名称", "指标", "数值", "分子", "分母", "口径", "未计入"],
        ),
        (
            "en",
            "ledger",
            [
                *("group", "channel", "sort", "figure", "label", "value"),
                *("numerator", "denominator", "rule", "left out"),
            ],
        ),
    ],
)
def test_as_a_workbook(report: LedgerReport, lang: Any, title: str, head: list[str]) -> None:
    """Percentages are numbers; what is late, at fault or does not follow is red."""
    write_ledger_xlsx(report, Path("out.xlsx"), lang)
    (sheet,) = openpyxl.load_workbook("out.xlsx").worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (sheet.title, rows[0]) == (title, head)
    by_figure = {row[3]: row for row in reversed(rows[1:])}
    assert by_figure["resolution"][5] == 50
    assert by_figure["received"][5] == 8
    red = {
        sheet.cell(number, 4).value
        for number in range(2, sheet.max_row + 1)
        if sheet.cell(number, 4).fill.fgColor.rgb == "FFF8CBAD"
    }
    assert red == {"A2", "A9", "count-differs", "unknown-term", "missing-case"}
