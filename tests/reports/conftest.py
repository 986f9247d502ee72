"""A schedule with a row, and an event log with a case of every kind, checked by made-up rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bizenv.cases import checked_logs
from bizenv.cases.checked_logs import CheckedCase, CheckedPart
from bizenv.cases.closure import ClosureRule
from bizenv.cases.logs import CaseLog, cases_from_events
from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import YellowLight
from bizenv.inspections.schedules import CheckedBatch, check_table
from bizenv.kernel.text import Text
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.readers import open_table
from bizenv.testing import a_citation, a_rulebook
from bizenv.testing.cases import a_promise, case_rules

PLAN = """\
序号,检查机关,企业名称,检查日期,结束日期,检查领域,检查起因
001,区税务局,甲公司,2024-03-15,,税务,无
002,区税务局,甲公司,2024/3/25,,税务,无
003,区应急局,乙公司,45366,,税务,投诉举报
004,区应急局,乙公司,2024-03-15,,税务,
005,,,soon,,xx,
,,,,,,
007,区税务局,丙
008,区税务局,丁公司,2024-03-21,2024-03-24,税务,无
"""

Check = Callable[..., list[CheckedBatch]]


@pytest.fixture
def book() -> Rulebook:
    """A rulebook by which days 1 to 22 are quiet, and complaints exempt."""
    return a_rulebook()


@pytest.fixture
def check(tmp_path: Path, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check the text of a schedule; without a text, one with a row of every kind."""
    monkeypatch.chdir(tmp_path)

    def checked(text: str = PLAN, name: str = "plan.csv") -> list[CheckedBatch]:
        path = Path(name)
        path.write_text(text, "utf-8")
        words = header_words()["inspections"]
        return list(check_table(open_table(path, words), book.inspections, words))

    return checked


@pytest.fixture
def headers() -> tuple[str, ...]:
    """The headers of the schedule with a row of every kind."""
    return tuple(PLAN.split("\n", maxsplit=1)[0].split(","))


# --- event logs -------------------------------------------------------------

LOG = """\
诉求编号,企业名称,诉求事项,诉求类别,诉求来源,场次,主办单位,协办单位,环节,时间,满意度
A1,甲公司,用地,个体性,恳谈会,1,区自然资源局,区住建局、区税务局,登记,2023-06-01,
A1,,,,,,,,交办,2023-06-01,
A1,,,,,,,,解决,2023-06-06 10:00,
A1,,,,,,,,回访,2023-06-08,满意
A1,,,,,,,,销号,2023-06-09,
A2,乙公司,用电,个体性,12345,2,区供电公司,,登记,2023-06-19,
A2,,,,,,,,交办,2023-06-19,
A3,丙公司,融资,行业性,恳谈会,1,,,登记,2023-06-01,
A3,,,,,,,,解释,2023-06-05,
A3,,,,,,,,销号,2023-06-06,
A4,丁公司,用工,个体性,恳谈会,2,区人社局,,登记,2023-06-28,
A4,,,,,,,,交办,2023-06-28,
A4,,,,,,,,恢复,2023-06-29,
A5,戊公司,用水,个体性,恳谈会,2,区水利局,,登记,2023-06-28,
A5,,,,,,,,交办,2023-06-28,
A6,己公司,用气,个体性,恳谈会,2,区住建局,,办结,2023-06-28,
A6,,,,,,,,回访,2023-06-29,满意
A7,庚公司,补贴,个体性,恳谈会,2,区财政局,,签收了,2023-06-28,
A8,辛公司,道路,个体性,恳谈会,3,区交通局,,登记,2023-07-05,
,壬公司,,,,,,,登记,2023-06-28,
,,,,,,,,,,
"""
"""A1 is sound; A2 is late, A3 written off too early, A4 at fault, A5 due soon, A6 open to
doubt, A7 unreadable, A8 later; then a row without a case, and a blank one."""

CheckLog = Callable[..., list[CheckedPart]]


@pytest.fixture
def rules() -> CaseRules:
    """Three working days from the assignment, yellow from the first on; two needs."""
    return case_rules(
        a_promise("resolve", "3 working days", yellow=YellowLight(0.6)),
        a_promise("follow-up", "5 working days"),
        closure=[
            ClosureRule("outcome", "closing", kinds="individual", citation=a_citation("第九条")),
            ClosureRule("follow-up", "writing-off", citation=a_citation("第十条")),
        ],
    )


@pytest.fixture
def read_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CaseLog]:
    """Read the text of an event log; without a text, one with a case of every kind."""
    monkeypatch.chdir(tmp_path)

    def reading(text: str = LOG, name: str = "log.csv") -> CaseLog:
        Path(name).write_text(text, "utf-8")
        words = header_words()["cases"]
        table = open_table(Path(name), words)
        return cases_from_events(table, case_vocabulary(), words, zone="Asia/Shanghai")

    return reading


@pytest.fixture
def check_log(read_log: Callable[..., CaseLog], rules: CaseRules) -> CheckLog:
    """Check the text of an event log as of 30 June 2023, or another day of that June."""

    def checked(text: str = LOG, day: int = 30, notes: tuple[Text, ...] = ()) -> list[CheckedPart]:
        at = date(2023, 6, day)
        return list(
            checked_logs.check_log(read_log(text), rules, at, looking_back=True, notes=notes)
        )

    return checked


@pytest.fixture
def case(check_log: CheckLog) -> Callable[[str], CheckedCase]:
    """One case of the log with a case of every kind, by its id."""
    (part,) = check_log()
    by_id = {each.case.id: each for each in part.cases}
    return by_id.__getitem__
