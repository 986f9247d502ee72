"""``bizenv ledger``: an event log in, its figures out; do published figures follow?"""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest

HEAD = "诉求编号,企业名称,诉求事项,诉求来源,场次,主办单位,环节,时间,满意度\n"
LOG = HEAD + (
    "A,甲公司,用地,恳谈会,2,区自然资源局,登记,2023-06-01,\n"
    "A,,,,,,交办,2023-06-01,\n"
    "A,,,,,,解决,2023-06-06,\n"
    "A,,,,,,回访,2023-06-08,满意\n"
    "B,乙公司,用电,12345,10,区供电公司,登记,2023-06-01,\n"
    "B,,,,,,交办,2023-06-19,\n"
    "C,丙公司,用水,12345,10,区水利局,登记,2023-06-28,\n"
    "C,,,,,,恢复,2023-06-29,\n"
)
AT = ("--at", "2023-06-30")


def value(result: Any, figure: str, group: str = "total") -> Any:
    """The value of a figure, of a report as JSON Lines."""
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return next(r["value"] for r in rows if (r["figure"], r["group"]) == (figure, group))


# --- figures ----------------------------------------------------------------


def test_a_ledger_in_chinese(talks: Any) -> None:
    """The on-time rate comes from the rulebook's clock for resolving."""
    result = talks("ledger", LOG, *AT, "--by", "session")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[0].startswith("log.csv　截至 2023-06-30 的台账，按 talks 1 (sha256:")
    assert lines[1] == "记录中有问题 1 处，能读到的都已计入；bizenv check --kind cases 逐条列出。"
    assert (
        "按时办结率               50.00 %        1/2  按时办结 ÷ 应办结              未到期 1"
        in lines
    )
    sessions = [line.split()[0] for line in lines[lines.index("") :] if line[:2].strip().isdigit()]
    assert sessions == ["2", "10"]
    assert "  B　乙公司 → 区供电公司　已交办　登记 2023-06-01　已 20 个工作日" in lines


def test_a_ledger_without_a_rulebook_has_working_days_and_no_clocks(talks: Any, run: Any) -> None:
    """By China's working days; nothing is late, because nothing was promised."""
    talks("ledger", LOG, *AT)
    lines = run("ledger", "log.csv", *AT, "--lang", "en").stdout.splitlines()
    assert lines[0] == "log.csv, ledger as of 2023-06-30"
    assert any("closed in time out of due" in line and "no clock 3" in line for line in lines)
    assert "working days to close: 1 cases, median 3, 90th percentile 3" in lines
    assert not [line for line in lines if line.startswith("Open after")]


def test_groups_of_several_facts(talks: Any) -> None:
    """Spaces and repetitions do not matter."""
    text = talks("ledger", LOG, *AT, "--by", "channel, agency,channel", "--lang", "en").stdout
    heads = [line.split("  ")[0] for line in text.splitlines()]
    at = heads.index("channel / agency")
    assert heads[at + 2 : at + 6] == [
        "12345 hotline / 区供电公司",
        "12345 hotline / 区水利局",
        "government–enterprise talk / 区自然资源局",
        "all",
    ]


def test_what_came_later_is_left_aside(talks: Any) -> None:
    result = talks("ledger", LOG, "--at", "2023-06-05", "-f", "jsonl")
    assert (value(result, "received"), value(result, "closed")) == (2, 0)


def test_without_a_time_the_ledger_is_of_now(talks: Any) -> None:
    """Every case that is open is late by then."""
    assert value(talks("ledger", LOG, "-f", "jsonl"), "overdue") == 1


def test_an_event_that_cannot_follow_is_told_and_one_that_is_later_is_not(talks: Any) -> None:
    rows = [
        json.loads(line) for line in talks("ledger", LOG, *AT, "-f", "jsonl").stdout.splitlines()
    ]
    told = [row for row in rows if row["sort"] == "problem"]
    assert [(row["figure"], row["value"]) for row in told] == [("resume-without-pause", 9)]
    early = talks("ledger", LOG, "--at", "2023-06-05", "-f", "jsonl").stdout
    assert '"sort": "problem"' not in early


# --- files ------------------------------------------------------------------


def test_every_format(talks: Any) -> None:
    """Each file is what it says; the terminal gets the ledger as text."""
    text = talks("ledger", LOG, *AT).stdout
    for name in "a.txt", "a.jsonl", "a.csv", "a.xlsx":
        result = talks("ledger", LOG, *AT, "-o", name)
        assert (result.exit_code, result.stdout) == (0, f"{text}\n已写入 {name}\n")
    assert Path("a.txt").read_text("utf-8") == text
    assert Path("a.jsonl").read_text("utf-8") == talks("ledger", LOG, *AT, "-f", "jsonl").stdout
    assert Path("a.csv").read_bytes() == talks("ledger", LOG, *AT, "-f", "csv").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(Path("a.csv").read_text("utf-8-sig"))))
    assert (rows[0]["figure"], rows[0]["value"]) == ("received", "3")
    assert openpyxl.load_workbook("a.xlsx").active["B2"].value == "count"


# --- published figures ------------------------------------------------------


def figures(*lines: str) -> None:
    Path("figures.yaml").write_text(
        "figures:\n" + "".join(f"  - {{{line}}}\n" for line in lines), "utf-8"
    )


FOLLOWS = 'name: 诉求, printed: "3", count: received'
DIFFERS = 'name: 办结, printed: "2", count: closed'
OPEN = 'name: 率, printed: "98.3 %"'


@pytest.mark.parametrize(
    ("lines", "status"),
    [([FOLLOWS], 0), ([FOLLOWS, OPEN], 0), ([FOLLOWS, DIFFERS], 1)],
    ids=["follows", "cannot be told", "does not"],
)
def test_the_exit_status(talks: Any, lines: list[str], status: int) -> None:
    """1 where a figure does not follow, in every format."""
    figures(*lines)
    for format in "text", "jsonl", "csv":
        result = talks("ledger", LOG, *AT, "--published", "figures.yaml", "-f", format)
        assert result.exit_code == status


def test_each_figure_is_told(talks: Any) -> None:
    """Whether it follows, of the cases that it is told of."""
    figures(
        FOLLOWS,
        DIFFERS,
        'name: 满意率, printed: "100 %", rate: satisfaction, only: {session: [1, 2]}',
        'name: 热线, printed: "2", count: received, only: {channel: 热线}',
    )
    lines = talks("ledger", LOG, *AT, "--published", "figures.yaml").stdout.splitlines()
    assert lines[lines.index("公布的数字：") :] == [
        "公布的数字：",
        "  [一致] 诉求：公布 3，台账为 3，一致 [figure-follows]",
        "  [不符] 办结：公布 2，台账为 1，少 1 [count-differs]",
        "  [一致] 满意率：公布 100 %，与 1/1 = 100.00 % 一致 [figure-follows]",
        "  [一致] 热线：公布 2，台账为 2，一致 [figure-follows]",
    ]


# --- what cannot be used ----------------------------------------------------


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        (
            ["--by", "agencies"],
            "--by 'agencies'：应为 session、channel、agency、kind、priority、month 之一",
            "--by 'agencies': expected one of session, channel, agency, kind, priority, month",
        ),
        (
            ["-o", "a.sarif"],
            "--output a.sarif：文件名的结尾看不出格式，请写 --format，"
            "为 text, jsonl, csv, xlsx 之一",
            "--output a.sarif: the ending names no format; write --format, one of text, jsonl, "
            "csv, xlsx",
        ),
        (
            ["--published", "figures.yaml", "-o", "figures.yaml", "-f", "text", "--overwrite"],
            "figures.yaml 就是 --published 文件：请换一个文件名",
            "figures.yaml is the --published file: choose another name",
        ),
        (
            ["--published", "gone.yaml"],
            "gone.yaml：没有这个文件",
            "gone.yaml: no such file",
        ),
        (
            ["-r", "cn-jx-duchang"],
            "规则库 'cn-jx-duchang' 没有关于诉求的规则",
            "the rulebook 'cn-jx-duchang' has no rules on requests",
        ),
        (
            ["--published", "bad.yaml"],
            "bad.yaml:2:24 figures[0].printed：读到 'many'，应为照公布写的数字，如 '98.3 %' "
            "[bad-figure]",
            "bad.yaml:2:24 figures[0].printed: got 'many', expected a number as printed, such as "
            "'98.3 %' [bad-figure]",
        ),
    ],
)
def test_what_cannot_be_used_is_told_and_ends_with_2(
    run: Any, args: list[str], zh: str, en: str
) -> None:
    Path("log.csv").write_text(LOG, "utf-8")
    Path("bad.yaml").write_text("figures:\n  - {name: x, printed: many}\n", "utf-8")
    figures(FOLLOWS)
    before = sorted(os.listdir())  # noqa: PTH208 - the working folder
    for lang, said in ("zh", zh), ("en", en):
        result = run("ledger", "log.csv", *AT, *args, "--lang", lang)
        assert (result.exit_code, result.stderr, result.stdout) == (2, f"{said}\n", "")
    assert sorted(os.listdir()) == before  # noqa: PTH208 - the same


def test_a_map_and_an_assumption(run: Any) -> None:
    """As for ``bizenv check``."""
    Path("map.yaml").write_text("fields:\n  case: {column: 号}\n", "utf-8")
    Path("log.csv").write_text("号,登记时间\n1,2023-06-01\n", "utf-8")
    result = run(
        *("ledger", "log.csv", *AT, "--map", "map.yaml", "--assume", "channel=热线"),
        *("--by", "channel", "-f", "jsonl"),
    )
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert {row["channel"] for row in rows if row["group"] == "group"} == {"hotline"}
