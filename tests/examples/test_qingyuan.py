"""The made-up plan of a district: it regenerates, and a second count agrees row by row.

The second count below reads the file and judges it in plain Python. It shares
no code and no data file with bizenv.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

import bizenv

FOLDER = Path(__file__).parents[2] / "examples" / "qingyuan"
PLAN = FOLDER / "inspections.csv"

# --- the second count ---------------------------------------------------------

EXEMPT_DOMAINS = {
    *("国家安全", "公共安全", "安全生产", "生态环境", "食品安全", "药品安全", "产品质量"),
    "重点污染源",  # a key pollution source is a matter of ecology
}
OTHER_DOMAINS = {
    *("市场秩序", "特种设备", "危险化学品", "消防安全", "建设工程", "公共卫生", "职业健康"),
    *("劳动保障", "税务", "交通运输", "农业农村", "文化旅游", "城市管理", "自然资源", "统计"),
    *("价格", "其他领域", "金融"),
}
MAY_BE_SAFETY = {"特种设备", "危险化学品", "消防安全", "建设工程", "职业健康"}
SAFETY = {"公共安全", "安全生产"}
CAMPAIGNS = {"专项行动", "专项整治"}
EXEMPT_TRIGGERS = {"投诉举报", "案件查处", "上级交办"}
CATCH_ALL = "其他确需检查的情形"
OTHER_TRIGGERS = {
    *("无", "双随机", "双随机抽查", "法定时限内须完成", "整改复查", "专项行动", "专项整治"),
    "数据监测",
}
LEVELS = {"", "市级", "省级"}
NO_INSPECTION = {"服务走访", "调研走访"}
UNKNOWN = {"", "不详", "待定"}


def _day(text: str) -> date | None:
    """The day that a cell names; None where it names none, or two."""
    text = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"4[45]\d\d\d", text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    found = re.fullmatch(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def _unreadable(row: dict[str, str], stray: bool) -> bool:
    domains = set(row["检查领域"].split("、"))
    start, end = _day(row["开始日期"]), _day(row["结束日期"] or row["开始日期"])
    return (
        stray
        or start is None
        or end is None
        or end < start
        or not domains <= EXEMPT_DOMAINS | OTHER_DOMAINS | UNKNOWN
        or row["检查起因"] not in EXEMPT_TRIGGERS | OTHER_TRIGGERS | {CATCH_ALL, ""}
        or row["部署层级"] not in LEVELS
    )


def _outcome(row: dict[str, str], stray: bool) -> str:
    """What the report of the district makes of one row."""
    if not any(row.values()):
        return "blank-row"
    if _unreadable(row, stray):
        return "unreadable"
    if row["入企类型"] in NO_INSPECTION:
        return "not-an-inspection"
    start = _day(row["开始日期"])
    end = _day(row["结束日期"] or row["开始日期"])
    assert start is not None
    assert end is not None
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    if all(day.day > 22 for day in days):
        return "allowed"
    return _on_a_quiet_day(row)


def _on_a_quiet_day(row: dict[str, str]) -> str:
    trigger = row["检查起因"]
    if not trigger and row["检查类型"] == "日常检查":
        trigger = "无"
    domains = set(row["检查领域"].split("、")) - UNKNOWN
    if domains & SAFETY:  # the record says that it is a matter of safety
        domains -= MAY_BE_SAFETY
    if (domains and domains <= EXEMPT_DOMAINS) or trigger in EXEMPT_TRIGGERS:
        return "exempt"
    if domains & MAY_BE_SAFETY:
        return "undetermined"
    if domains & EXEMPT_DOMAINS:  # of several fields, some are not on the list
        return "needs-review" if trigger else "undetermined"
    if not domains or not trigger:
        return "undetermined"
    return "needs-review" if trigger in {CATCH_ALL, *CAMPAIGNS} else "forbidden"


@cache
def second_count() -> list[str]:
    """The outcome of every row, by the count in this file."""
    with PLAN.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    width = len(header)
    return [_outcome(dict(zip(header, row[:width], strict=True)), len(row) > width) for row in rows]


# --- bizenv ---------------------------------------------------------------------


def _bizenv(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bizenv", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@cache
def checked_rows() -> list[dict[str, object]]:
    """Every row as the command tells it in JSON Lines."""
    run = _bizenv("check", str(PLAN), "--rulebook", "cn-jx-qingyuan", "--format", "jsonl")
    assert run.returncode == 1, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    """The file in the repository is what the script writes."""
    target = tmp_path / "again.csv"
    subprocess.run([sys.executable, str(FOLDER / "make_schedule.py"), str(target)], check=True)
    assert target.read_bytes() == PLAN.read_bytes()


def test_the_plan_is_a_month_plan_of_29_agencies() -> None:
    """At least 500 rows, 29 agencies, some visits of several days, a byte order mark."""
    with PLAN.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert PLAN.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(rows) >= 500
    assert len({row["检查机关"] for row in rows} - {""}) == 29
    assert any(row["结束日期"] for row in rows)


def test_every_row_comes_out_with_the_outcome_of_the_second_count() -> None:
    """No row is dropped, and each has the outcome that the count in this file gives."""
    rows = checked_rows()
    assert [row["row"] for row in rows] == list(range(2, len(rows) + 2))
    assert [row["outcome"] for row in rows] == second_count()


def test_the_text_report_counts_the_same_and_fails() -> None:
    """The table of outcomes equals the second count; breaches give exit status 1."""
    run = _bizenv("check", str(PLAN), "--rulebook", "cn-jx-qingyuan", "--lang", "en")
    assert run.returncode == 1
    told = {code: int(n) for code, n in re.findall(r"(?m)\(([a-z-]+)\) +(\d+)$", run.stdout)}
    assert told == Counter(second_count())


def test_all_nine_exemptions_occur() -> None:
    """The report names nine matters; each exempts some row of the plan."""
    clauses: set[str] = set()
    book = bizenv.load_rulebook("cn-jx-qingyuan")
    columns = {"检查领域": "domain", "检查起因": "trigger", "开始日期": "start", "检查类型": "kind"}
    for row in checked_rows():
        if row["outcome"] != "exempt":
            continue
        record = row["record"]
        assert isinstance(record, dict)
        visit = book.inspection({field: record[name] for name, field in columns.items()})
        # A visit of several days may start on a free day: ask on a quiet one.
        quiet = book.inspection({**_facts(visit), "start": "2023-06-15"})
        for finding in book.check(quiet).findings:
            if finding.code == "exempt":
                clauses.add(finding.citation.quote or "")
    assert clauses == {
        *("国家安全", "公共安全", "安全生产", "生态环境", "食品药品安全", "产品质量"),
        *("投诉举报", "案件查处", "上级交办"),
    }


def _facts(visit: bizenv.Inspection) -> dict[str, object]:
    facts = {"domain": visit.domain, "trigger": visit.trigger, "kind": visit.kind}
    return {name: value for name, value in facts.items() if value is not None}


def test_a_frame_says_the_same_as_the_command() -> None:
    """Polars cuts the stray cell of one torn row off; every other row agrees."""
    frame = pl.read_csv(PLAN, infer_schema=False, truncate_ragged_lines=True)
    names = {
        "入企类型": "act",
        "检查类型": "kind",
        "检查领域": "domain",
        "检查起因": "trigger",
        "部署层级": "deploying_level",
        "开始日期": "start",
        "结束日期": "end",
    }
    checked = bizenv.load_rulebook("cn-jx-qingyuan").check_frame(frame.rename(names))
    assert checked.height == len(second_count())
    differ = [
        (row, told, counted)
        for row, (told, counted) in enumerate(
            zip(checked["outcome"], second_count(), strict=True), start=2
        )
        if (told or "unreadable") != counted.replace("blank-row", "unreadable")
    ]
    assert differ == [(243, "undetermined", "unreadable")]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_page_beside_the_plan_tells_the_true_numbers(page: str) -> None:
    """The table of outcomes in the README is the second count."""
    text = (FOLDER / page).read_text("utf-8")
    told = {code: int(n) for code, n in re.findall(r"(?m)^\| `([a-z-]+)` \| (\d+) \|$", text)}
    assert told == Counter(second_count())
    assert f"{len(second_count())} " in text
