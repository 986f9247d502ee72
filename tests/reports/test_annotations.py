"""Annotations of a CI run: the gravest rows first, and the count of what is not shown."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import openpyxl
import pytest
from attrs import evolve

from bizenv.inspections.schedules import check_table
from bizenv.kernel.text import Text
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.visit_results import VisitResults
from bizenv.reports.words import message_of
from bizenv.tables import batches
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook

COMMAND = re.compile(r"::(error|warning) ([^:]*)::(.*)")


def lines(check: Any, *args: Any, lang: Any = "en") -> list[str]:
    """The annotations of a schedule."""
    return list(annotation_lines(map(VisitResults, check(*args)), lang))


def test_errors_come_before_warnings(check: Any) -> None:
    """Each with its file, its line and the code as title; lawful and blank rows have none."""
    found = [COMMAND.fullmatch(line) for line in lines(check)]
    assert [line and line.groups()[:2] for line in found] == [
        ("error", "file=plan.csv,line=2,title=in-quiet-period"),
        ("error", "file=plan.csv,line=6,title=bad-day"),
        ("error", "file=plan.csv,line=8,title=wrong-cell-count"),
        ("error", "file=plan.csv,line=9,title=in-quiet-period"),
        ("warning", "file=plan.csv,line=5,title=facts-missing"),
    ]


def test_what_an_annotation_says(check: Any) -> None:
    """Who visits whom, why not, by which clause, and when instead; or why it is unreadable."""
    (batch,) = check()
    breach, torn = batch.rows([0, 6])
    zh, en = lines(check, lang="zh"), lines(check)
    assert zh[0] == (
        "::error file=plan.csv,line=2,title=in-quiet-period::区税务局 → 甲公司："
        f"{message_of(breach, 'zh')}依据：《示例办法》第一条。最近的可检查日：2024-03-23"
    )
    assert en[0] == (
        "::error file=plan.csv,line=2,title=in-quiet-period::区税务局 → 甲公司: "
        f"{message_of(breach, 'en')} By: 《示例办法》第一条. Next allowed day: 2024-03-23"
    )
    head = "::error file=plan.csv,line=8,title=wrong-cell-count::"
    assert (zh[2], en[2]) == (head + message_of(torn, "zh"), head + message_of(torn, "en"))
    assert torn.next_allowed is None


def test_signs_that_the_server_would_obey_are_escaped(check: Any) -> None:
    """Percent signs everywhere; colons and commas in the name of the file."""
    text = 'agency,start\n"100%\n::error::局",2024-03-15\n'
    (line,) = lines(check, text, "a,b:c%.csv")
    assert line.startswith(
        "::warning file=a%2Cb%3Ac%25.csv,line=2,title=facts-missing::100%25 ::error::局 → "
    )


@pytest.mark.parametrize("char", ["\n", "\r", "\x1b", "\x9b", "\u2028"])
def test_an_annotation_stays_on_its_line(check: Any, char: str) -> None:
    """No cell begins a line of its own, and none steers a terminal."""
    (line,) = lines(check, f'agency,start\n"a{char}b","x{char}y"\n')
    assert line.isprintable()


@pytest.mark.parametrize(("rows", "shown", "more"), [(9, 9, None), (10, 9, 1), (1_009, 9, 1_000)])
def test_at_most_nine_of_a_level_and_a_count(
    check: Any, rows: int, shown: int, more: int | None
) -> None:
    """A server shows ten and drops the rest; the tenth says how many there are."""
    text = "agency,domain,trigger,start\n"
    text += "甲,税务,无,2024-03-15\n" * rows + "甲,税务,,2024-03-15\n" * rows
    found = lines(check, text)
    counts = Counter(line.split(" ")[0] for line in found if "file=" in line)
    assert counts == {"::error": shown, "::warning": shown}
    rest = [line for line in found if "file=" not in line]
    if more is None:
        assert rest == []
    else:
        said = f"title=bizenv::{more} more are not shown"
        assert rest == [f"::error {said}", f"::warning {said}"]
        assert lines(check, text, lang="zh")[9] == f"::error title=bizenv::另有 {more} 条未列出"


def test_the_count_goes_on_over_batches(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the file is cut."""
    text = "start,domain,trigger\n" + "2024-03-15,税务,无\n" * 20
    whole = lines(check, text)
    monkeypatch.setattr(batches, "BATCH_ROWS", 7)
    assert lines(check, text) == whole
    assert whole[-1] == "::error title=bizenv::11 more are not shown"


def test_a_clean_schedule_has_none(check: Any) -> None:
    """No annotation, no count."""
    assert lines(check, "start\n2024-03-25\n") == []


def test_what_was_seen_of_the_file_is_a_notice(check: Any) -> None:
    """It comes first."""
    (batch,) = check("start,domain,trigger\n2024-03-15,税务,无\n")
    noted = evolve(batch, notes=(Text("表头取自第 3 行。", "The header is in row 3."),))
    told = [VisitResults(noted)]
    zh, en = list(annotation_lines(told, "zh")), list(annotation_lines(told, "en"))
    assert zh[0] == "::notice title=bizenv::表头取自第 3 行。"
    assert en[0] == "::notice title=bizenv::The header is in row 3."
    assert (len(zh), zh[1].split(" ")[0]) == (2, "::error")


def test_a_sheet_has_rows_and_no_lines(tmp_path: Any) -> None:
    """The row stands for the line."""
    book = openpyxl.Workbook()
    for row in ["start"], ["2024-03-25"], ["soon"]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx", {})
    checked = check_table(table, a_rulebook().inspections, {})
    (line,) = annotation_lines(map(VisitResults, checked), "en")
    assert ",line=3,title=bad-day::" in line
