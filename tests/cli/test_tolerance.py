"""``bizenv tolerance import``: a list in, a rulebook to confirm, a review table and figures out."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bizenv.rulebooks.shelf import load_rulebook

Run = Callable[..., Any]

LIST = """\
示例市轻微违法行为不予处罚清单（虚构）
序号,违法行为,法律依据,适用条件,备注
1,未按规定公示,《示例条例》第五条,首次被发现，当场改正,
2,占道经营,《示例条例》第六条,占用面积不超过5平方米，资料完备,
3,未备案,,拒不改正的除外,
4,=1+1,,,
,,,首次违法,
"""


@pytest.fixture
def importing(run: Run) -> Run:
    """Import the list above, or another one."""

    def running(*args: object, text: str = LIST, name: str = "list.csv") -> Any:
        Path(name).write_text(text, "utf-8")
        return run("tolerance", "import", name, *args)

    return running


def test_a_rulebook_and_figures_come_out(importing: Run) -> None:
    result = importing("-o", "rules.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == (
        "示例市轻微违法行为不予处罚清单（虚构）：5 项\n"
        "条件句 4 句，完全识别 2 句（50.0%）\n"
        "  已识别，有推定：2 项，2 句\n"
        "  部分识别：1 项，1 句\n"
        "  未识别：2 项，1 句\n"
        "未使用的列：备注\n"
        "list.csv:7 第 7 行 违法行为 (behaviour)：读到空白，应为违法行为 [no-behaviour] "
        "提示：这一行若是上一项的续行，请并入上一项\n"
        "第2项，部分识别：占用面积不超过5平方米，资料完备\n"
        "    资料完备（未能识别的词句）\n"
        "第3项，未识别：拒不改正的除外\n"
        "    拒不改正的除外（含例外或者转折，整句保留原文）\n"
        "第4项，未识别： =1+1\n"
        "    没有写适用条件\n"
        "已写入 rules.yaml\n"
        "请逐项核对 rules.yaml，核对后把 confirmed 改为 yes\n"
    )
    [version] = load_rulebook("rules.yaml").tolerance_lists[0].versions
    assert [item.confirmed for item in version.items] == [False] * 4


def test_figures_in_english_without_any_file(importing: Run) -> None:
    result = importing("--lang", "en", "--limit", "1")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:3] == [
        "sentences of conditions: 4, understood to the last word: 2 (50.0 %)",
        "  read, with assumptions: 2 items, 2 sentences",
    ]
    assert result.stdout.splitlines()[-3:] == [
        "item 2, partly read: 占用面积不超过5平方米，资料完备",
        "    资料完备 (words that are not known)",
        "and 2 more",
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["list.csv"]


def test_a_list_that_is_understood_ends_well(importing: Run) -> None:
    result = importing(text="违法行为,适用条件\n甲,当场改正，不予处罚\n")
    assert result.exit_code == 0
    assert (
        result.stdout
        == "list.csv：1 项\n条件句 1 句，完全识别 1 句（100.0%）\n  已识别：1 项，1 句\n"
    )


def test_a_list_without_any_condition_has_no_share(importing: Run) -> None:
    result = importing(text="违法行为,备注\n甲,乙\n")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == ["list.csv：1 项", "  未识别：1 项，0 句"]


def test_the_review_table_as_csv_is_harmless(importing: Run) -> None:
    assert importing("--review", "review.csv").exit_code == 1
    with Path("review.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["事项"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["识别程度"] for row in rows] == [
        "已识别，有推定",
        "部分识别",
        "未识别",
        "未识别",
        "已识别，有推定",
    ]
    first = rows[0]
    assert (first["行"], first["违反的条款"], first["处理方式"]) == (
        "3",
        "《示例条例》第五条",
        "应当不予处罚",
    )
    assert first["读作"].endswith("；当场改正")
    assert "未写期限" in first["推定"]
    assert (rows[1]["未识别"], rows[3]["违法行为"]) == ("资料完备（未能识别的词句）", "'=1+1")
    assert {row["确认"] for row in rows} == {""}


def test_the_review_table_as_a_workbook_and_as_text(importing: Run) -> None:
    assert importing("--review", "review.xlsx", "--lang", "en").exit_code == 1
    sheet = openpyxl.load_workbook("review.xlsx")["review"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("item", "row", "behaviour")
    assert rows[3][7] == "not read"
    colours = [sheet.cell(row, 1).fill.start_color.rgb for row in (2, 3, 4)]
    assert len(set(colours)) == 3
    assert importing("--review", "review.txt").exit_code == 1
    assert Path("review.txt").read_text("utf-8").splitlines()[1] == (
        "条件句 4 句，完全识别 2 句（50.0%）"
    )


def test_what_the_list_does_not_say_is_said_on_the_command_line(importing: Run) -> None:
    text = "违法行为,适用条件\n甲,首次违法\n"
    asked = ("--leniency", "may-not-punish", "--title", "示例清单", "--agency", "示例局")
    more = ("--number", "1号", "--level", "city", "--from", "2024年1月1日", "--until", "2026-12-31")
    result = importing("-o", "Rules_2024.yaml", *asked, *more, text=text)
    assert result.exit_code == 0
    book = load_rulebook("Rules_2024.yaml")
    [version] = book.tolerance_lists[0].versions
    assert (book.id, book.tolerance_lists[0].agency) == ("rules-2024", "示例局")
    assert (version.validity.name, version.items[0].leniency.value) == (
        "2024-01-01",
        "may-not-punish",
    )


REFUSED = {
    "no-leniency": (
        ("-o", "rules.yaml"),
        "list.csv:2 第 2 行：读到没有写明处理方式的事项",
    ),
    "review": (
        ("--review", "review.pdf"),
        "--review review.pdf：文件名应以 .csv、.xlsx 或 .txt 结尾",
    ),
    "sarif": (("--review", "review.json"), "--review review.json：文件名应以"),
    "same": (("-o", "a.csv", "--review", "a.csv"), "--output 和 --review 都是 a.csv"),
    "list": (("-o", "list.csv"), "list.csv 就是要导入的清单：请换一个文件名"),
    "id": (("-o", "规则.yaml"), "'规则' 不能作规则的 id"),
    "level": (("-o", "a.yaml", "--level", "moon"), "--level 'moon'：应为 "),
    "day": (("-o", "a.yaml", "--from", "soon"), "读到 'soon'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(importing: Run, name: str) -> None:
    asked, message = REFUSED[name]
    result = importing(*asked, text="违法行为,适用条件\n甲,首次违法\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["list.csv"]


def test_files_are_never_overwritten_silently(importing: Run) -> None:
    Path("rules.yaml").write_text("mine")
    result = importing("-o", "rules.yaml")
    assert result.exit_code == 2
    assert result.stderr == "rules.yaml 已存在：请另取文件名，或写 --overwrite\n"
    assert Path("rules.yaml").read_text() == "mine"
    assert importing("-o", "rules.yaml", "--overwrite").exit_code == 1
    assert load_rulebook("rules.yaml").tolerance_lists


def test_a_folder_and_a_missing_file_are_refused(run: Run) -> None:
    Path("folder").mkdir()
    for name, reason in (("folder", "是文件夹，不是文件"), ("none.csv", "没有这个文件")):
        result = run("tolerance", "import", name)
        assert (result.exit_code, result.stderr) == (2, f"{name}：{reason}\n")
