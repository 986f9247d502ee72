"""A rulebook as text: whose it is, what it rests on, what it says, what is not known."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from bizenv.calendars.days.sets import MonthDays
from bizenv.inspections.quiet_periods import (
    Approval,
    Duty,
    QuietPeriod,
    Scope,
    Situation,
    Strictness,
)
from bizenv.kernel.legal import Gap, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef, Timing
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary
from bizenv.reports.rulebooks import case_lines, list_lines, rulebook_lines
from bizenv.rulebooks.cases import CaseReport, CaseResult
from bizenv.rulebooks.coverage import Coverage
from bizenv.rulebooks.worked_cases import WorkedVisit
from bizenv.testing import (
    a_citation,
    a_ground,
    a_quiet_period,
    a_quiet_version,
    a_rulebook,
    a_source,
)


def an_axis(name: str, *terms: tuple[str, str, str]) -> Axis:
    """An axis of terms, each a code and its words in both languages."""
    return Axis(name, Text(name), tuple(Term(code, Text(zh, en)) for code, zh, en in terms))


WORDS = Vocabulary(
    (
        an_axis("act", ("inspection", "行政检查", "inspection"), ("drill", "演练", "drill")),
        an_axis("kind", ("routine", "日常检查", "routine inspection")),
        an_axis("level", ("county", "县级", "county"), ("city", "市级", "city")),
        an_axis(
            "enterprise_class",
            ("sole-trader", "个体工商户", "sole trader"),
            ("key-polluter", "重点排污单位", "key polluter"),
        ),
        an_axis("zone", ("development-zone", "开发区", "development zone")),
        an_axis(
            "circumstance",
            ("phased-in", "已纳入名单", "on the list"),
            ("serious", "情节严重", "serious"),
        ),
    )
)
FILING = Duty(
    "file",
    Text("备案", "file"),
    (Situation.OUTSIDE, Situation.APPROVED),
    a_citation("第六条"),
    by=Text("检查机关", "the agency"),
    to=Text("司法局", "the justice bureau"),
    timing=Timing("before", "start", 3, "working_days"),
)
REPORT = Duty("report", Text("报告", "report"), (Situation.EXEMPT, Situation.REVIEW), a_citation())
FULL = a_quiet_version(
    window=MonthDays(1, 15),
    strictness=Strictness.ABSOLUTE,
    acts=frozenset({"inspection", "drill"}),
    kinds=["routine"],
    scope=Scope(
        classes=["sole-trader"],
        zones=["development-zone"],
        exclude_classes=["key-polluter"],
        agency_levels=["county"],
        circumstances=("phased-in",),
    ),
    not_inspections=(a_ground("service", text=Text("上门服务", "service visit")),),
    exemptions=(
        a_ground(
            text=Text("投诉举报", "complaint"), least_level="city", circumstances=("serious",)
        ),
        a_ground("other", text=Text("其他", "other"), catch_all=True),
    ),
    approval=Approval(a_citation("第五条"), by=Text("县政府", "the county government")),
    duties=(FILING, REPORT),
)
OPEN = a_quiet_version(
    validity=Validity(None, None, dt.date(2023, 12, 31)),
    window=MonthDays(1, 10),
    exemptions=(),
    approval=Approval(a_citation("第五条")),
)
BOOK = evolve(
    a_rulebook(
        QuietPeriod(
            "quiet-days",
            Text("企业安静期", "enterprise quiet period"),
            (OPEN, FULL),
            (Gap(dt.date(2024, 1, 1), dt.date(2024, 2, 1), Text("未见文件", "no document seen")),),
            "example",
        )
    ),
    vocabulary=WORDS,
    sources=(
        a_source(),
        a_source("two", title="通知", url="https://example.gov.cn/1", issued=None),
    ),
    unseen=(Text("原文", "the text"),),
)


def test_rulebooks_one_a_line() -> None:
    """Ids, places and the days of the last version, in columns that stand below each other."""
    two = evolve(
        a_rulebook(a_quiet_period(), a_quiet_period(id="more", window=MonthDays(25, 26))),
        ref=RulebookRef("a-longer-id", "1", "0" * 64),
        text=Text("另一个示例县"),  # has no English
    )
    assert list(list_lines([BOOK, two], "zh")) == [
        "example      示例县        每月 1–15 日",
        "a-longer-id  另一个示例县  每月 1–22 日；每月 25–26 日",
    ]
    assert list(list_lines([BOOK, two], "en")) == [
        "example      Example County  days 1–15 of every month",
        "a-longer-id  另一个示例县    days 1–22 of every month; days 25–26 of every month",
    ]


def test_a_rulebook_in_full_in_chinese() -> None:
    """Every part that it has, each on a line of its own."""
    assert list(rulebook_lines(BOOK, "zh")) == [
        "示例县  (example 1 (sha256:000000000000))",
        "核对日期：2024-01-01",
        "依据：",
        "  - 《示例办法》（2024-01-01，官方文本）",
        "  - 《通知》（官方文本） https://example.gov.cn/1",
        "企业安静期 (quiet-days)",
        "  施行日期未载明 – 2023-12-31：每月 1–10 日",
        "    不得进行：行政检查",
        "    依据：《示例办法》（2024-01-01，官方文本）第一条",
        "    经批准可查：《示例办法》第五条",
        "  2024-01-01 – 现行：每月 1–15 日",
        "    一律不得进行：演练、行政检查",
        "    依据：《示例办法》（2024-01-01，官方文本）第一条",
        "    只限检查类型：日常检查",
        "    只限机关层级：县级",
        "    只限企业：个体工商户",
        "    只限园区：开发区",
        "    不适用于：重点排污单位",
        "    前提：已纳入名单",
        "    不算检查：上门服务 (service)",
        "    例外：投诉举报 + 市级及以上部署 + 情节严重 (complaint)",
        "    兜底（须审核）：其他 (other)",
        "    经批准可查：由县政府批准，《示例办法》第五条",
        "    应办：备案，由检查机关办理，向司法局提出，时限：检查开始前 3 个工作日"
        "（安静期外、经批准时）",
        "    应办：报告（例外可查时、主张兜底情形时）",
        "  2024-01-01 – 2024-02-01：没有规则（未见文件）",
        "未见到、因而没有写入：",
        "  - 原文",
    ]


def test_a_rulebook_in_full_in_english() -> None:
    """The same in English, with English commas."""
    assert list(rulebook_lines(BOOK, "en")) == [
        "Example County  (example 1 (sha256:000000000000))",
        "checked on 2024-01-01",
        "sources:",
        "  - 《示例办法》 (2024-01-01, official text)",
        "  - 《通知》 (official text) https://example.gov.cn/1",
        "enterprise quiet period (quiet-days)",
        "  first day not stated – 2023-12-31: days 1–10 of every month",
        "    forbidden: inspection",
        "    by: 《示例办法》 (2024-01-01, official text) 第一条",
        "    allowed with approval: 《示例办法》第五条",
        "  2024-01-01 – open: days 1–15 of every month",
        "    forbidden: drill, inspection",
        "    by: 《示例办法》 (2024-01-01, official text) 第一条",
        "    only kinds: routine inspection",
        "    only agencies of level: county",
        "    only enterprises: sole trader",
        "    only in: development zone",
        "    not for: key polluter",
        "    only where: on the list",
        "    no inspection: service visit (service)",
        "    exempt: complaint + deployed at city level or higher + serious (complaint)",
        "    catch-all (needs review): other (other)",
        "    allowed with approval: by the county government, 《示例办法》第五条",
        "    to be done: file, by the agency, to the justice bureau, "
        "3 working days before the start "
        "(outside the window, when approved)",
        "    to be done: report (when exempt, when a catch-all is claimed)",
        "  2024-01-01 – 2024-02-01: no rule (no document seen)",
        "not seen, and therefore left out:",
        "  - the text",
    ]


def test_a_rulebook_of_which_everything_was_seen() -> None:
    """Nothing is left out then."""
    assert list(rulebook_lines(a_rulebook(), "zh"))[-1] == "    例外：complaint (complaint)"


def a_case(name: str, line: int) -> WorkedVisit:
    """A case of a rulebook."""
    return WorkedVisit(name, {"start": "2024-03-15"}, "forbidden", line=line)


DIFFERENCES = (Text("结论：应为不得检查", "outcome: expected forbidden"), "codes: x")  # type: ignore[arg-type]
REPORTED = CaseReport(
    "example",
    (
        CaseResult(a_case("first quiet day", 30), ()),
        CaseResult(a_case("last quiet day", 33), DIFFERENCES),
    ),
    (
        Coverage("version", frozenset({"a"}), frozenset({"a"})),
        Coverage("exemption", frozenset({"b", "c", "d"}), frozenset({"c"})),
    ),
)


def test_the_cases_of_a_rulebook() -> None:
    """What failed with its line, how many passed, and what no case reaches."""
    assert list(case_lines(REPORTED, "zh")) == [
        "  ✗ 33: last quiet day",
        "      结论：应为不得检查",
        "      codes: x",
        "example: 用例通过 1/2",
        "  版本 1/1",
        "  例外 1/3  未覆盖：b、d",
    ]
    assert list(case_lines(REPORTED, "en"))[1:] == [
        "      outcome: expected forbidden",
        "      codes: x",
        "example: cases passed 1/2",
        "  version 1/1",
        "  exemption 1/3  not covered: b, d",
    ]
