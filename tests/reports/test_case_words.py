"""Checked cases in words, and how they weigh."""

from __future__ import annotations

from typing import Any

import pytest

from bizenv.cases.checked_logs import LATER, UNREADABLE
from bizenv.cases.rules import CaseOutcome
from bizenv.cases.values import EventKind
from bizenv.reports.case_words import (
    STATUSES,
    case_text,
    clauses_of,
    code_of,
    level_of,
    message_of,
    problem_text,
    row_words,
    status_text,
    who,
)

EVENTS = ", ".join(kind.text.say("en") for kind in EventKind)
NO_EVENT = (
    f"row 19 环节 (event): got '签收了', expected {EVENTS} [unknown-term] "
    "Hint: did you mean '签收'?"
)


def test_every_status_has_words_in_both_languages() -> None:
    """The outcomes, and the two statuses of cases without a verdict; each is counted once."""
    assert sorted(STATUSES) == sorted([*CaseOutcome, LATER, UNREADABLE])
    assert {status: status_text(status).say("zh") for status in STATUSES} == {
        "overdue": "已经超期",
        "not-closable": "还不能办结",
        "closable": "可以办结",
        "not-to-be-written-off": "还不能销号",
        "may-be-written-off": "可以销号",
        "ended": "已经结束",
        "undetermined": "无法判定",
        "later": "尚未发生",
        "unreadable": "无法读取",
    }
    assert (status_text(LATER).en, status_text(UNREADABLE).en) == ("not begun", "unreadable")


def test_whose_request_it_is_and_who_has_it(case: Any, check_log: Any) -> None:
    """The enterprise asks, the agency acts; either may not be known; none steers a terminal."""
    assert who(case("A2"), "zh") == who(case("A2"), "en") == "乙公司 → 区供电公司"
    assert who(case("A3"), "zh") == "丙公司 → （主办单位不明）"
    ((nobody,),) = [part.cases for part in check_log("case,event,time\n1,登记,2023-06-15\n")]
    assert who(nobody, "zh") == "（未填企业） → （主办单位不明）"
    assert who(nobody, "en") == "(no enterprise) → (no agency)"
    text = "case,enterprise,event,time\n1,\x1b[2J,登记,2023-06-15\n"
    ((strange,),) = [part.cases for part in check_log(text)]
    assert who(strange, "en") == r"\x1b[2J → (no agency)"


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        ((2,), "第 2 行", "row 2"),
        ((2, 5), "第 2、5 行", "rows 2, 5"),
        ((1, 2, 3, 4, 5), "第 1、2、3、4、5 行", "rows 1, 2, 3, 4, 5"),
        ((1, 2, 3, 4, 5, 6), "第 1、2、3、4、5 行等", "rows 1, 2, 3, 4, 5 …"),
    ],
)
def test_rows_in_words(rows: tuple[int, ...], zh: str, en: str) -> None:
    """The first five of more."""
    assert (row_words(rows, "zh"), row_words(rows, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("id", "level", "code"),
    [
        ("A2", "error", "promise-overdue"),
        ("A3", "error", "written-off-too-early"),
        ("A4", "error", "resume-without-pause"),
        ("A5", "note", "promise-due-soon"),
        ("A6", "warning", "promise-undetermined"),
        ("A7", "error", "unknown-term"),
    ],
)
def test_how_a_case_weighs_and_by_which_code(case: Any, id: str, level: str, code: str) -> None:
    """What must be mended comes before what is open, and that before what is due soon."""
    assert (level_of(case(id)), code_of(case(id))) == (level, code)


@pytest.mark.parametrize("id", ["A1", "A8"])
def test_a_sound_case_and_a_later_one_weigh_nothing(case: Any, id: str) -> None:
    assert level_of(case(id)) is None


def test_why_a_case_has_its_outcome(case: Any) -> None:
    """The findings that weigh, then what is wrong with its rows; nothing of a sound case."""
    assert message_of(case("A1"), "zh") == ""
    assert message_of(case("A2"), "zh") == (
        "办结时限：2023-06-25 到期，超期 5 个工作日，还没有完成。"
    )
    assert message_of(case("A2"), "en") == (
        "time to resolve it: due 2023-06-25, 5 working days late, not done."
    )
    assert message_of(case("A4"), "zh") == (
        "办结时限：2023-07-03 到期，已亮黄灯。办结还缺：已经解决或者解释说明。"
        "第 14 行：读到诉求 A4 的“恢复”（2023-06-29），应为在暂停期间 [resume-without-pause]"
    )
    assert message_of(case("A4"), "en") == (
        "time to resolve it: due 2023-07-03; the light is yellow. "
        "For closing it lacks: the matter is settled or explained. "
        "row 14: got 'resumed' of case A4, 2023-06-29, expected it during a pause "
        "[resume-without-pause]"
    )
    assert message_of(case("A7"), "en") == NO_EVENT


def test_several_problems_are_parted(check_log: Any) -> None:
    text = "诉求编号,登记时间,办结时间\n1,soon,later\n"
    ((case,),) = [part.cases for part in check_log(text)]
    zh, en = (problem_text(case.problems[0], lang) for lang in ("zh", "en"))
    assert message_of(case, "zh").startswith(f"{zh}；第 2 行 办结时间 (closed)：读到 'later'，")
    assert message_of(case, "en").startswith(f"{en}; row 2 办结时间 (closed): got 'later', ")


def test_the_clauses_behind_it(case: Any) -> None:
    """Each once; none where nothing was found."""
    assert clauses_of(case("A4")) == ("《示例办法》第八条", "《示例办法》第九条")
    assert clauses_of(case("A1")) == clauses_of(case("A7")) == ()


def test_a_case_in_one_paragraph(case: Any) -> None:
    """Which, whose, how it stands; why, by which clause; what is wrong; what to do."""
    assert case_text(case("A4"), "zh") == (
        "A4　丁公司 → 区人社局（已交办）："
        "办结时限：2023-07-03 到期，已亮黄灯。办结还缺：已经解决或者解释说明。"
        "依据：《示例办法》第八条、《示例办法》第九条。"
        "记录有问题：第 14 行：读到诉求 A4 的“恢复”（2023-06-29），应为在暂停期间 "
        "[resume-without-pause]。"
        "应当办理：办结时限，由区人社局办理，最迟 2023-07-03，未办（《示例办法》第八条）；"
        "补齐：已经解决或者解释说明，未办（《示例办法》第九条）。"
    )
    assert case_text(case("A4"), "en") == (
        "A4 丁公司 → 区人社局 (assigned): "
        "time to resolve it: due 2023-07-03; the light is yellow. "
        "For closing it lacks: the matter is settled or explained. "
        "By: 《示例办法》第八条, 《示例办法》第九条. "
        "The record is at fault: row 14: got 'resumed' of case A4, 2023-06-29, "
        "expected it during a pause [resume-without-pause]. "
        "To be done: time to resolve it, by 区人社局, no later than 2023-07-03, not done "
        "(《示例办法》第八条); see to it that the matter is settled or explained, not done "
        "(《示例办法》第九条)."
    )
    assert case_text(case("A3"), "zh") == (
        "A3　丙公司 → （主办单位不明）（已销号）："
        "办结时限：无法计时，取决于计时起点。"
        "已经销号，但缺：已经回访，满意或者基本满意，或者有规定的理由。"
        "依据：《示例办法》第八条、《示例办法》第十条。"
    )
    assert case_text(case("A7"), "en") == (
        f"A7 庚公司 → 区财政局 (nothing has happened): The record is at fault: {NO_EVENT}."
    )
    assert case_text(case("A1"), "en") == "A1 甲公司 → 区自然资源局 (written off):"
