"""A ledger as text: what is counted, what is divided by what, groups, lists, published figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.ledger import ledger
from bizenv.cases.published import Count, Ratio
from bizenv.cases.reconcile import reconcile
from bizenv.cases.resolving import resolve_clock
from bizenv.cases.rules import CaseRules
from bizenv.cases.values import Event
from bizenv.kernel.text import Text
from bizenv.reports.ledger_text import LedgerReport, ledger_lines
from bizenv.rulebooks.vocabulary import case_vocabulary

Report = Callable[..., LedgerReport]


@pytest.fixture
def report(read_log: Any, rules: CaseRules) -> Report:
    """The ledger of the log with a case of every kind, one of which stands there twice."""

    def reporting(*by: str, text: str | None = None, **changes: Any) -> LedgerReport:
        log = read_log(text) if text else read_log()
        cases = list(log.cases)
        if text is None:
            cases.append(evolve(cases[1], id="A9", events=[Event("received", date(2023, 6, 29))]))
        book = ledger(
            cases,
            date(2023, 6, 30),
            by,
            calendar=work_calendar("CN"),
            readings=resolve_clock(rules),
            zone="Asia/Shanghai",
        )
        given = {"rulebook": "example 1", "problems": log.all_problems, **changes}
        return LedgerReport(book, case_vocabulary(), "log.csv", **given)

    return reporting


def lines(report: LedgerReport, lang: Any = "zh", limit: int = 20) -> list[str]:
    return list(ledger_lines(report, lang, limit))


def section(found: list[str], first: str) -> list[str]:
    """The lines from one that begins so up to the next blank one."""
    start = next(n for n, line in enumerate(found) if line.startswith(first))
    rest = found[start:]
    return rest[: rest.index("")] if "" in rest else rest


# --- figures ----------------------------------------------------------------


def test_the_head_says_of_what_and_as_of_when(report: Report) -> None:
    """With what is worth telling of the log, what is wrong with it, and what is left aside."""
    notes = (Text("注", "note"),)
    assert section(lines(report(notes=notes)), "log.csv") == [
        "log.csv　截至 2023-06-30 的台账，按 example 1 计时",
        "注",
        "记录中有问题 2 处，能读到的都已计入；bizenv check --kind cases 逐条列出。",
        "截至当时尚无任何事件、没有计入的诉求：1 件。",
    ]
    assert section(lines(report(notes=notes, rulebook=None), "en"), "log.csv") == [
        "log.csv, ledger as of 2023-06-30",
        "note",
        "Problems of the record: 2; what can be read is counted, and bizenv check --kind cases "
        "lists them.",
        "Cases of which nothing had happened yet, in no figure: 1.",
    ]
    assert section(lines(report(notes=notes), "en"), "log.csv")[0] == (
        "log.csv, ledger as of 2023-06-30, timed by example 1"
    )


def test_what_is_counted(report: Report) -> None:
    """Only what occurs, in its own order."""
    assert section(lines(report()), "数量") == [
        "数量            件数",
        "--------------  ----",
        "已登记             8",
        "已受理             6",
        "在办               4",
        "已办结             3",
        "已解决             1",
        "已答复             1",
        "满意               2",
        "已销号             2",
        "超期未结           1",
        "记录有误           2",
        "环节：尚无事件     1",
        "环节：已登记       1",
        "环节：已交办       3",
        "环节：已办结       1",
        "环节：已销号       2",
    ]


def test_each_rate_has_its_numbers_its_rule_and_what_is_left_out(report: Report) -> None:
    """Over nothing it is not applicable."""
    found = section(lines(report()), "比率")
    assert found[:4] == [
        "比率                      百分比  分子/分母  口径                           未计入",
        "----------------------  --------  ---------  -----------------------------  "
        "------------------------------------------------",
        "解决率                   50.00 %        1/2  已解决 ÷ 已办结                "
        "已办结，是否解决不明 1、是否办结不明 1、未办结 4",
        "办结率（按受理）         50.00 %        3/6  已办结 ÷ 已受理                "
        "是否受理不明 1、未受理 1",
    ]
    assert len(found) == 12
    untimed = lines(report(text="诉求编号,登记时间\n1,2023-06-15\n"), "en")
    assert (
        "on-time rate                                     not applicable      0/0  "
        "closed in time out of due                                      not due yet 1"
    ) in untimed


def test_working_days_and_ages(report: Report) -> None:
    assert section(lines(report()), "办结用时") == [
        "办结用时（工作日）：2 件，中位数 2，90 分位 3",
        "  未计入：登记或办结的日期不明 1",
        "在办时长：0-5 个工作日 3、6-15 个工作日 1",
    ]
    assert section(lines(report(), "en"), "working days") == [
        "working days to close: 2 cases, median 2, 90th percentile 3",
        "  left out: the day of receipt or of closing is not known 1",
        "open cases by age: 0-5 working days 3, 6-15 working days 1",
    ]
    closed = lines(report(text="诉求编号,办结时间\n1,2023-06-15\n"), "en")
    assert section(closed, "working days") == [
        "working days to close: 0 cases, median —, 90th percentile —",
        "  left out: the day of receipt or of closing is not known 1",
    ]
    sound = lines(report(text="诉求编号,登记时间,办结时间\n1,2023-06-14,2023-06-15\n"), "en")
    assert section(sound, "working days") == [
        "working days to close: 1 cases, median 1, 90th percentile 1"
    ]


# --- groups -----------------------------------------------------------------


def test_groups_are_named_by_their_terms_and_the_whole_comes_last(report: Report) -> None:
    assert section(lines(report("session", "channel")), "场次") == [
        "场次 / 渠道     已登记  在办  已办结  超期未结         解决率      按时办结率          "
        "满意率  用时中位数  90 分位",
        "--------------  ------  ----  ------  --------  -------------  --------------  "
        "--------------  ----------  -------",
        "1 / 政企恳谈会       2     0       2         0  50.00 % (1/2)  100.00 % (1/1)  "
        "100.00 % (1/1)           2        3",
        "2 / 12345 热线       2     2       0         1   不适用 (0/0)    0.00 % (0/1)    "
        "不适用 (0/0)           —        —",
        "2 / 政企恳谈会       4     2       1         0   不适用 (0/0)    不适用 (0/0)  "
        "100.00 % (1/1)           —        —",
        "合计                 8     4       3         1  50.00 % (1/2)   50.00 % (1/2)  "
        "100.00 % (2/2)           2        3",
    ]


def test_what_is_not_known_is_a_group(report: Report) -> None:
    """In words, of terms and of names."""
    found = section(lines(report("priority", "agency"), "en"), "priority")
    assert [line.split("  ")[0] for line in found] == [
        "priority / agency",
        "------------------------",
        "not known / 区人社局",
        "not known / 区住建局",
        "not known / 区供电公司",
        "not known / 区水利局",
        "not known / 区自然资源局",
        "not known / 区财政局",
        "not known / not known",
        "all",
    ]


def test_nothing_is_grouped_where_nothing_was_asked_for(report: Report) -> None:
    assert not [line for line in lines(report()) if line.startswith("合计")]


# --- lists ------------------------------------------------------------------


def test_what_is_overdue_and_what_looks_repeated(report: Report) -> None:
    assert section(lines(report()), "超期未结（") == [
        "超期未结（1 件）：",
        "  A2　乙公司 → 区供电公司　已交办　登记 2023-06-19　已 8 个工作日",
    ]
    assert section(lines(report(), "en"), "Open after") == [
        "Open after the due time (1):",
        "  A2  乙公司 → 区供电公司  assigned  received 2023-06-19  working days since: 8",
    ]
    assert section(lines(report()), "疑似重复") == [
        "疑似重复诉求（1 组，须人工判断）：",
        "  乙公司：用电（A2、A9）",
    ]
    assert section(lines(report(), "en"), "Matters") == [
        "Matters that look repeated (1; a person decides):",
        "  乙公司: 用电 (A2, A9)",
    ]


def test_an_overdue_case_of_which_little_is_known(report: Report) -> None:
    text = "诉求编号,交办时间\n1,2023-06-01\n2,2023-06-01\n3,2023-06-01\n"
    assert section(lines(report(text=text), "zh", 2), "超期未结（") == [
        "超期未结（3 件）：",
        "  1　（未填企业） → （主办单位不明）　已交办　登记 不明　已 不明 个工作日",
        "  2　（未填企业） → （主办单位不明）　已交办　登记 不明　已 不明 个工作日",
        "  另有 1 项未显示；--limit 0 显示全部，--output 写入文件。",
    ]
    assert section(lines(report(text=text), "en", 2), "Open after")[1:] == [
        "  1  (no enterprise) → (no agency)  assigned  received not known  "
        "working days since: not known",
        "  2  (no enterprise) → (no agency)  assigned  received not known  "
        "working days since: not known",
        "  1 more are not shown; --limit 0 shows all, --output writes a file.",
    ]
    assert len(section(lines(report(text=text), "zh", 0), "超期未结（")) == 4


def test_published_figures_come_last(report: Report) -> None:
    """Each with whether it follows, and why."""
    figures = [
        Count("办结", "3", of="closed"),
        Count("诉求", "9", of="received"),
        Ratio("x", "98.3 %"),
    ]
    told = reconcile(report().book, figures)
    assert section(lines(report(published=told)), "公布") == [
        "公布的数字：",
        "  [一致] 办结：公布 3，台账为 3，一致 [figure-follows]",
        "  [不符] 诉求：公布 9，台账为 8，少 1 [count-differs]",
        "  [不能断定] x：公布 98.3 %，没有说明分母，台账中也没有能得出此数的；分母至少为 58 "
        "[figure-untold]",
    ]
    assert section(lines(report(published=told), "en"), "Published") == [
        "Published figures:",
        "  [follows] 办结: printed 3, the rows give 3 [figure-follows]",
        "  [does not follow] 诉求: printed 9, but the rows give 8, less by 1 [count-differs]",
        "  [cannot be told] x: printed 98.3 %, not stated out of what, and nothing of the rows "
        "gives it; it takes 58 or more [figure-untold]",
    ]


def test_nothing_of_a_log_steers_the_terminal(report: Report) -> None:
    text = "诉求编号,主办单位,企业名称,交办时间\n1\x07,\x1b[2J局,\x9b甲,2023-06-01\n"
    found = lines(report("agency", text=text))
    assert all(line.replace("　", "").isprintable() for line in found)
    assert any(r"\x1b[2J局" in line for line in found)


def test_a_ledger_of_nothing(report: Report) -> None:
    """Every rate is there, and not applicable."""
    found = lines(report("agency", text="诉求编号,登记时间\n"), "en")
    assert section(found, "count") == ["count  cases", "-----  -----"]
    assert len(section(found, "rate")) == 12
    assert section(found, "agency")[-1].startswith("all     ")
