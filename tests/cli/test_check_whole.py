"""``bizenv check`` of a schedule as a whole, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

PLAN = (
    "检查日期,企业名称,检查机关,检查领域,检查起因,是否出示通知书,法律法规是否另有规定\n"
    "2026-03-24,甲公司,区统计局,统计,无,是,否\n"
    "2026-03-25,甲公司,区人社局,劳动保障,无,是,否\n"
    "2026-12-23,甲公司,区统计局,统计,无,,否\n"
)
BOOK = ("-r", "cn-economic-inspections", "--lang", "en")


@pytest.fixture
def whole(run: Any) -> Any:
    """Check a plan by the provisions of 1999."""

    def checking(*more: object, plan: str = PLAN, book: tuple[str, ...] = BOOK) -> Any:
        Path("plan.csv").write_text(plan, "utf-8")
        return run("check", "plan.csv", *book, *more)

    return checking


def test_the_text_tells_breaches_and_reviews(whole: Any) -> None:
    result = whole()
    assert result.exit_code == 1
    assert "Breaches 1, to review 1, open 1, notes 0" in result.stdout
    assert "[too-many-visits]\n" in result.stdout
    assert "[could-be-joint]" in result.stdout
    assert "[papers-open]" not in result.stdout


def test_strictly_what_is_open_is_told_too(whole: Any) -> None:
    assert "[papers-open]" in whole("--strict").stdout


def test_the_limit_is_kept(whole: Any) -> None:
    said = whole("--limit", "1", "--strict").stdout
    assert "2 more findings not shown" in said
    assert "[could-be-joint]" not in said


def test_a_clean_schedule_is_clean(whole: Any) -> None:
    result = whole(plan="\n".join(PLAN.splitlines()[:2]))
    assert (result.exit_code, "The schedule as a whole:\n" in result.stdout) == (0, False)


def test_open_questions_fail_only_strictly(whole: Any) -> None:
    head, _, _, last = PLAN.splitlines()
    assert whole(plan=f"{head}\n{last}\n").exit_code == 0
    assert whole("--strict", plan=f"{head}\n{last}\n").exit_code == 1


def test_csv_and_workbooks_have_the_findings_beside_the_rows(whole: Any) -> None:
    assert whole("-o", "out.csv").exit_code == 1
    rows = Path("out.csv").read_text("utf-8-sig").splitlines()
    assert rows[0].endswith("due,schedule_codes,schedule_findings")
    assert ",could-be-joint," in rows[1]
    assert ",too-many-visits;papers-open," in rows[3]
    whole("-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["checked", "whole schedule"]
    assert [cell.value for cell in book["checked"][4]][-2] == "too-many-visits;papers-open"
    assert [row[1].value for row in book["whole schedule"]] == [
        "code",
        "too-many-visits",
        "could-be-joint",
        "papers-open",
    ]


def test_json_lines_have_a_line_for_each_finding(whole: Any) -> None:
    lines = [json.loads(line) for line in whole("-f", "jsonl").stdout.splitlines()]
    told = [line["schedule_finding"] for line in lines if "schedule_finding" in line]
    assert [(f["code"], f["rows"], f["worst"]) for f in told] == [
        ("too-many-visits", [2, 4], [4]),
        ("could-be-joint", [2, 3], []),
        ("papers-open", [4], []),
    ]


def test_sarif_and_ci_are_told_each_finding(whole: Any) -> None:
    (run,) = json.loads(whole("-f", "sarif").stdout)["runs"]
    results = {each["ruleId"]: each for each in run["results"]}
    assert {code: each["level"] for code, each in results.items()} == {
        "too-many-visits": "error",
        "could-be-joint": "warning",
        "papers-open": "warning",
    }
    where = results["too-many-visits"]["locations"][0]["physicalLocation"]["region"]
    assert where == {"startLine": 4}
    assert results["too-many-visits"]["properties"]["rows"] == [2, 4]
    assert "::error file=plan.csv,line=4,title=too-many-visits::" in whole("-f", "github").stdout


def test_a_finding_without_rows_stands_at_the_first(whole: Any) -> None:
    said = whole("-f", "github", book=("-r", "cn-hb-daye", "--lang", "en")).stdout
    assert "::warning file=plan.csv,line=2,title=joint-rate-low::the joint-visit rate" in said


def test_list_plan_and_history_are_read(whole: Any) -> None:
    Path("matters.txt").write_text("有限空间\n\n", "utf-8")
    Path("year.csv").write_text("检查机关,检查事项\n市应急局,有限空间\n", "utf-8")
    plan = (
        "检查日期,企业名称,检查机关,检查事项,检查起因,执法人员,是否持证\n"
        '2026-03-24,甲,市应急局,有限空间,无,"甲、乙",是\n'
    )
    book = ("-r", "cn-jx-jiujiang")
    beside = ("--matters", "matters.txt", "--plan", "year.csv")
    assert whole(*beside, "--strict", plan=plan, book=book).exit_code == 0
    assert whole("--strict", plan=plan, book=book).exit_code == 1
    Path("old.csv").write_text(PLAN, "utf-8")
    one = "\n".join([PLAN.splitlines()[0], "2026-06-24,甲公司,区统计局,统计,无,是,否"])
    assert whole("--history", "old.csv", plan=one).exit_code == 1
    assert whole("--through", "2026-01-01/2026-12-31", plan=one).exit_code == 0


@pytest.mark.parametrize(
    ("more", "book", "said"),
    [
        (("--through", "2026"), BOOK, "--through: got '2026', expected FIRST/LAST"),
        (("--through", "2026-02-01/2026-01-01"), BOOK, "expected FIRST/LAST"),
        (
            ("--matters", "m.txt"),
            ("-r", "cn-jx-qingyuan", "--lang", "en"),
            "go with rules on whole schedules, and cn-jx-qingyuan has none",
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    whole: Any, more: tuple[str, ...], book: tuple[str, ...], said: str
) -> None:
    result = whole(*more, book=book)
    assert (result.exit_code, said in result.stderr) == (2, True)
