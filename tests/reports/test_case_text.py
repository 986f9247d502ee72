"""A checked log as text: the summary, a case that wants attention, what cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

from bizenv.cases.checked_logs import CaseTally
from bizenv.kernel.text import Lang, Text
from bizenv.reports.case_text import CaseFaults, case_lines, case_summary_lines
from bizenv.reports.text import fault_line

AT = date(2023, 6, 30)


def summary(check_log: Any, lang: Lang, *args: Any, **kwargs: Any) -> list[str]:
    tally = CaseTally()
    for part in check_log(*args, **kwargs):
        tally.add(part)
    return case_summary_lines(tally, "log.csv", "example 1", AT, lang)


# --- the summary ------------------------------------------------------------


def test_the_whole_summary_in_chinese(check_log: Any) -> None:
    """Cases by outcome, by agency in charge, clocks, what is at fault, what is missing."""
    assert summary(check_log, "zh", notes=(Text("注", "note"),)) == [
        "log.csv　按 example 1 检查，截至 2023-06-30",
        "注",
        "",
        "结论                       件数",
        "-------------------------  ----",
        "已经超期 (overdue)            1",
        "还不能办结 (not-closable)     2",
        "已经结束 (ended)              2",
        "无法判定 (undetermined)       1",
        "尚未发生 (later)              1",
        "无法读取 (unreadable)         1",
        "合计                          8",
        "",
        "现承办单位    已经超期  还不能办结  已经结束  无法判定  尚未发生  无法读取",
        "------------  --------  ----------  --------  --------  --------  --------",
        "区供电公司           1           0         0         0         0         0",
        "（不明）             0           0         1         0         0         0",
        "区交通局             0           0         0         0         1         0",
        "区人社局             0           1         0         0         0         0",
        "区住建局             0           0         0         1         0         0",
        "区水利局             0           1         0         0         0         0",
        "区自然资源局         0           0         1         0         0         0",
        "区财政局             0           0         0         0         0         1",
        "",
        "时限  黄灯  红灯  按期完成  已终止  待定",
        "----  ----  ----  --------  ------  ----",
        "办结     2     1         1       0     2",
        "回访     0     0         2       1     0",
        "",
        "条件不齐就已办结或销号的诉求：1 件。",
        "记录有问题的诉求：2 件。",
        "无法读取或无法采用的行：3 行。",
        "不属于任何诉求的行：1 行。",
        "晚于截止时间、没有计入的事件：1 个。",
        "无法判定的诉求缺少：是否解决 outcome（1 件）；--strict 列出这些诉求。",
    ]


def test_the_whole_summary_in_english(check_log: Any) -> None:
    assert summary(check_log, "en")[:12] == [
        "log.csv, checked by example 1, as of 2023-06-30",
        "",
        "outcome                                  cases",
        "---------------------------------------  -----",
        "overdue (overdue)                            1",
        "it may not be closed yet (not-closable)      2",
        "ended (ended)                                2",
        "undetermined (undetermined)                  1",
        "not begun (later)                            1",
        "unreadable (unreadable)                      1",
        "all                                          8",
        "",
    ]
    assert summary(check_log, "en")[12].split("  ") == [
        *("agency in charge", "overdue", "not closable", "ended", "undetermined", "later"),
        "unreadable",
    ]
    assert summary(check_log, "en")[23:] == [
        "clock       yellow  red  met  cancelled  undetermined",
        "----------  ------  ---  ---  ---------  ------------",
        "resolve it       2    1    1          0             2",
        "follow up        0    0    2          1             0",
        "",
        "Cases that were closed or written off although something was lacking: 1.",
        "Cases whose record is at fault: 2.",
        "Rows that cannot be read or used: 3.",
        "Rows that name no case: 1.",
        "Events that came later and were left aside: 1.",
        "Cases that are undetermined lack: outcome (1); --strict shows them.",
    ]


def test_a_summary_without_anything_to_tell(check_log: Any) -> None:
    """No clock has started, nothing is at fault: those parts are left out."""
    text = "诉求编号,诉求类别,登记时间\n1,个体性,2023-06-15\n"
    assert summary(check_log, "en", text) == [
        "log.csv, checked by example 1, as of 2023-06-30",
        "",
        "outcome                                  cases",
        "---------------------------------------  -----",
        "it may not be closed yet (not-closable)      1",
        "all                                          1",
        "",
        "agency in charge  not closable",
        "----------------  ------------",
        "(not known)                  1",
    ]


def test_a_log_without_cases(check_log: Any) -> None:
    assert summary(check_log, "zh", "诉求编号,登记时间\n")[1:] == [
        "",
        "结论  件数",
        "----  ----",
        "合计     0",
    ]


def test_very_many_agencies_are_counted() -> None:
    """Forty are shown."""
    tally = CaseTally()
    for number in range(42):
        tally.statuses["ended"] += 1
        tally.agencies[f"局{number:02}", "ended"] = 1
    for lang, said in ("zh", "另有 2 个单位未列出"), ("en", "2 more agencies not shown"):
        lines = case_summary_lines(tally, "log.csv", "x", AT, lang)  # type: ignore[arg-type]
        assert (lines[-2][:3], lines[-1]) == ("局39", said)


def test_nothing_of_a_log_steers_the_terminal(check_log: Any) -> None:
    text = "诉求编号,主办单位,登记时间,\x1b[2J\n1\x07,\x1b[2J局,2023-06-15,x\n"
    lines = summary(check_log, "zh", text)
    ((case,),) = [part.cases for part in check_log(text)]
    assert any(line.startswith(r"\x1b[2J局") for line in lines)
    lines += case_lines(case, "zh")
    assert all(line.replace("　", "").isprintable() for line in lines)


# --- cases ------------------------------------------------------------------


def test_a_case_that_is_late(case: Any) -> None:
    """Which, where, whose, how it stands; why, by which clause; what to do, by when."""
    assert case_lines(case("A2"), "zh") == [
        "A2　第 7、8 行　乙公司 → 区供电公司　已交办　已经超期",
        "    办结时限：2023-06-25 到期，超期 5 个工作日，还没有完成。依据：《示例办法》第八条 "
        "[promise-overdue]",
        "    应当办理：",
        "    - 办结时限，由区供电公司办理，最迟 2023-06-25，已经超期，未办（《示例办法》第八条）",
        "    - 补齐：已经解决或者解释说明，未办（《示例办法》第九条）",
    ]
    assert case_lines(case("A2"), "en") == [
        "A2  rows 7, 8  乙公司 → 区供电公司  assigned  overdue",
        "    time to resolve it: due 2023-06-25, 5 working days late, not done. "
        "By: 《示例办法》第八条 [promise-overdue]",
        "    to be done:",
        "    - time to resolve it, by 区供电公司, no later than 2023-06-25, overdue, not done "
        "(《示例办法》第八条)",
        "    - see to it that the matter is settled or explained, not done (《示例办法》第九条)",
    ]


def test_a_case_that_was_written_off_too_early(case: Any) -> None:
    """Nothing is to be done any more, and what was lacking is told."""
    assert case_lines(case("A3"), "zh") == [
        "A3　第 9、10、11 行　丙公司 → （主办单位不明）　已销号　已经结束",
        "    办结时限：无法计时，取决于计时起点。依据：《示例办法》第八条 [promise-undetermined]",
        "    已经销号，但缺：已经回访，满意或者基本满意，或者有规定的理由。"
        "依据：《示例办法》第十条 [written-off-too-early]",
    ]


def test_a_case_with_an_event_that_cannot_follow(case: Any) -> None:
    """With its row."""
    assert case_lines(case("A4"), "en")[3] == (
        "    row 14: got 'resumed' of case A4, 2023-06-29, expected it during a pause "
        "[resume-without-pause]"
    )


def test_an_undetermined_case_says_what_is_not_known(case: Any) -> None:
    assert case_lines(case("A6"), "zh")[-1] == "    尚不清楚：是否解决"
    assert case_lines(case("A6"), "en")[-1] == "    not known: whether the matter is settled"


def test_a_case_nothing_of_which_can_be_read(case: Any) -> None:
    lines = case_lines(case("A7"), "zh")
    assert lines[0] == "A7　第 19 行　庚公司 → 区财政局　尚无事件　无法读取"
    assert lines[1].startswith("    第 19 行 环节 (event)：读到 '签收了'，应为事件：")
    assert len(lines) == 2


# --- what cannot be read ----------------------------------------------------


def test_equal_problems_are_told_once_with_their_rows(check_log: Any) -> None:
    """Those of most rows first; what cannot follow, and what is a note, stands elsewhere."""
    text = "诉求编号,环节,时间\n" + "".join(
        f"{case},{event},{time}\n"
        for case, event, time in (
            *((f"C{n}", "登记", "soon") for n in range(6)),
            ("D", "恢复", "2023-06-15"),
            ("D", "登记", "2023-07-15"),
            ("", "登记", "2023-06-15"),
            ("", "", ""),
        )
    )
    faults = CaseFaults()
    for part in check_log(text):
        faults.add(part)
    assert [fault_line(fault, "zh") for fault in faults.most_common()] == [
        "6 行（第 2、3、4、5、6 行等）：时间 (time)：读到 'soon'，应为时间，如 2023-06-20 14:30、"
        "2023年6月20日14时30分，或日期 [bad-time]",
        "第 10 行：诉求编号 (case)：读到空白，应为诉求编号 [missing-case]",
    ]
