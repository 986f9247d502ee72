"""Cases as a workbook for people: a sheet of cases in words, and one of what is wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from bizenv.cases.service_levels import PromiseStage
from bizenv.kernel.text import Lang
from bizenv.reports.case_rows import case_cells, column_names
from bizenv.reports.case_xlsx import HEADERS, write_case_xlsx
from bizenv.rulebooks.vocabulary import case_vocabulary

STAGES = (PromiseStage.RESOLVE, PromiseStage.FOLLOW_UP)


def sheets(check_log: Any, lang: Lang, *args: Any) -> tuple[Any, Any]:
    path = Path("out.xlsx")
    write_case_xlsx(check_log(*args), STAGES, case_vocabulary(), path, lang)
    cases, problems = openpyxl.load_workbook(path).worksheets
    return cases, problems


def values(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def by_name(sheet: Any, row: int) -> dict[str, Any]:
    head, *rows = values(sheet)
    return dict(zip(head, rows[row], strict=True))


def test_every_column_has_a_name_in_both_languages() -> None:
    """But those of clocks, which are named after their stage."""
    assert set(HEADERS) == set(column_names(())) - {"record"}
    assert all(text.en for text in HEADERS.values())


def test_every_case_comes_out_in_words(check_log: Any, case: Any) -> None:
    """Codes are terms, facts are yes, no or not known, days are days."""
    sheet, _ = sheets(check_log, "zh")
    assert sheet.title == "诉求"
    assert [row[0] for row in values(sheet)[1:]] == [f"A{n}" for n in range(1, 9)]
    late = by_name(sheet, 1)
    assert late == {
        "诉求编号": "A2",
        "行": "7;8",
        "诉求类别": "个体性急需性",
        "诉求来源": "12345 热线",
        "紧急程度": None,
        "企业": "乙公司",
        "诉求事项": "用电",
        "主办单位": "区供电公司",
        "协办单位": None,
        "场次": "2",
        "登记的期限": None,
        "情形": None,
        "现承办单位": "区供电公司",
        "登记时间": dt.datetime(2023, 6, 19),
        "结论": "已经超期",
        "代码": "promise-overdue;condition-missing",
        "依据": "《示例办法》第八条",
        "环节": "已交办",
        "是否办结": "否",
        "是否解决": "否",
        "是否满意": "未知",
        "是否销号": "否",
        "最近期限": dt.datetime(2023, 6, 25),
        "办结时限": "红灯",
        "办结到期日": dt.datetime(2023, 6, 25),
        "回访时限": "未开始",
        "回访到期日": None,
        "尚缺的事实": None,
        "说明": case_cells(case("A2"), "zh")["message"],
        "应办事项": case_cells(case("A2"), "zh")["obligations"],
    }
    assert by_name(sheet, 5)["尚缺的事实"] == "是否解决"
    assert by_name(sheet, 0)["是否满意"] == "是"


def test_in_english(check_log: Any) -> None:
    sheet, problems = sheets(check_log, "en")
    assert (sheet.title, problems.title) == ("cases", "problems")
    late = by_name(sheet, 1)
    assert (late["outcome"], late["channel"], late["closed"]) == ("overdue", "12345 hotline", "no")
    assert (late["resolve it: clock"], late["follow up: due day"]) == ("red", None)
    assert by_name(sheet, 5)["missing facts"] == "whether the matter is settled"
    assert values(problems)[0] == ["row", "case", "column", "got", "expected", "hint", "code"]


def test_every_problem_has_its_row(check_log: Any) -> None:
    _, sheet = sheets(check_log, "zh")
    rows = values(sheet)
    assert rows[0] == ["行", "诉求编号", "列", "读到", "应为", "提示", "代码"]
    assert [(row[0], row[1], row[6]) for row in rows[1:]] == [
        (14, "A4", "resume-without-pause"),
        (19, "A7", "unknown-term"),
        (20, "A8", "event-in-future"),
        (21, None, "missing-case"),
        (22, None, "blank-row"),
    ]
    assert rows[2][2:4] == ["环节 (event)", "'签收了'"]
    assert rows[2][5] == "是否为 '签收'？"
    assert rows[4][2:6] == ["诉求编号 (case)", "空白", "诉求编号", None]


def test_cases_are_coloured_by_their_weight(check_log: Any) -> None:
    """Red what must be mended, yellow what is open, grey what is due soon."""
    sheet, problems = sheets(check_log, "zh")
    red, white, yellow, grey = "FFF8CBAD", "FFFFFFFF", "FFFFE699", "FFEDEDED"
    colours = [sheet.cell(row, 1).fill.fgColor.rgb for row in range(2, 10)]
    assert colours == [white, red, red, red, grey, yellow, red, white]
    colours = [problems.cell(row, 1).fill.fgColor.rgb for row in range(2, 7)]
    assert colours == [red, red, grey, red, grey]


def test_nothing_in_it_runs(check_log: Any) -> None:
    text = "诉求编号,企业名称,登记时间\n=1+1,@SUM(A1),=cmd|x\n"
    for sheet in sheets(check_log, "en", text):
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
