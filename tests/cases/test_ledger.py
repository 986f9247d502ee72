"""A ledger is its lines; groups add up, order does not matter, nothing is lost."""

from __future__ import annotations

import pickle
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import bizenv
from bizenv.cases.ledger import GROUPINGS, Ledger, ledger
from bizenv.cases.matters import Matter
from bizenv.cases.states import state_of
from bizenv.cases.tallies import Tally
from bizenv.cases.values import Case, Event, EventKind, UnreadEvent
from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import Problem
from bizenv.testing.cases import a_case, an_event, cases

CN = bizenv.work_calendar("CN")
AT = date(2023, 6, 30)
CASES = [
    Case(
        "S1-01",
        session="1",
        lead="区住建局",
        events=[
            an_event("received", 1),
            an_event("replied", 5),
            an_event("resolved", 8),
            an_event("followed-up", 9, grade="satisfied"),
        ],
    ),
    Case(
        "S1-02",
        session="1",
        lead="区税务局",
        enterprise="甲 公司",
        subject="用电 容量",
        events=[an_event("received", 1), an_event("explained", 6)],
    ),
    Case(
        "S2-01",
        session="2",
        lead="区住建局",
        enterprise="甲公司",
        subject="用电容量。",
        events=[an_event("received", 15), an_event("continuing", 16)],
    ),
    Case("S2-02", lead="区住建局", events=[Event("received", date(2023, 5, 31))]),
]


@st.composite
def many(draw: st.DrawFn) -> list[Case]:
    """Some cases with ids of their own."""
    drawn = draw(st.lists(cases(timeless=True, max_events=6), max_size=5))
    sessions = st.sampled_from([None, "1", "2"])
    return [
        evolve(case, id=f"C{number}", session=draw(sessions)) for number, case in enumerate(drawn)
    ]


# --- one district -----------------------------------------------------------------


def test_the_ledger_of_a_district() -> None:
    book = ledger(CASES, AT, calendar=CN, readings={"S1-01": "timely", "S2-02": "late"})
    assert book.say("en") == (
        "received: 4\naccepted: 3\nopen: 2\nclosed: 2\nsolved: 1\nreplied to: 2\nsatisfied: 1\n"
        "overdue: 1\nstage: registered: 1\nstage: continuing: 1\nstage: closed: 2\n"
        "resolution rate: 1/2 = 50.00 %\n"
        "closure rate, of accepted: 2/3 = 66.67 %\n"
        "closure rate, of received: 2/4 = 50.00 %\n"
        "closure rate, of due: 1/2 = 50.00 %\n"
        "on-time rate: 1/2 = 50.00 %\n"
        "reply rate: 2/3 = 66.67 %\n"
        "satisfaction rate: 1/1 = 100.00 %\n"
        "satisfaction rate, once dissatisfied counted in: 1/1 = 100.00 %\n"
        "participation: 1/2 = 50.00 %\n"
        "re-handling rate: 0/2 = 0.00 %\n"
        "working days to close: 2 cases, median 3, 90th percentile 5"
    )
    assert str(book) == book.say("en")
    assert "解决率：1/2 = 50.00 %" in book.say("zh")
    assert "办结用时（工作日）：2 件，中位数 3，90 分位 5" in book.say("zh")


def test_the_lists_of_a_district() -> None:
    book = ledger(CASES, AT, calendar=CN, readings={"S2-01": "late", "S2-02": "late"})
    assert [entry.case for entry in book.overdue] == ["S2-02", "S2-01"]
    assert book.repeated == (Matter("甲 公司", "用电 容量", ("S1-02", "S2-01")),)
    assert [(band.text.en, band.count) for band in book.total.ageing(book.bands)] == [
        ("0-5 working days", 0),
        ("6-15 working days", 1),
        ("16-30 working days", 1),
        ("31 working days and more", 0),
    ]


# --- groups -----------------------------------------------------------------------


def test_sessions_stand_in_the_order_of_their_numbers() -> None:
    sessions = ["10", "2", None, "第 2 场", "第 10 场", "1"]
    cases = [a_case("received", id=str(n), session=s) for n, s in enumerate(sessions)]
    book = ledger(cases, date(2023, 6, 30), by="session")
    assert [group.key for group in book.groups] == [
        ("1",),
        ("2",),
        ("10",),
        ("第 2 场",),
        ("第 10 场",),
        (None,),
    ]


def test_groups_of_several_facts_stand_in_order_and_unknown_is_one_of_them() -> None:
    book = ledger(CASES, AT, by=["session", "month"])
    assert [(group.key, group.tally.received) for group in book.groups] == [
        (("1", "2023-06"), 2),
        (("2", "2023-06"), 1),
        ((None, "2023-05"), 1),
    ]
    assert book.groups[2].say("en") == "not known / 2023-05"
    assert book.groups[2].say("zh") == "不明 / 2023-05"


def test_a_ledger_is_grouped_in_another_way() -> None:
    book = ledger(CASES, AT).grouped("agency")
    assert [(group.key, group.tally.count("closed")) for group in book.groups] == [
        (("区住建局",), 1),
        (("区税务局",), 1),
    ]


@given(many(), st.lists(st.sampled_from(list(GROUPINGS)), unique=True))
def test_the_groups_add_up_to_the_whole(drawn: list[Case], by: list[str]) -> None:
    book = ledger(drawn, date(2023, 6, 20), by, calendar=CN, zone="Asia/Shanghai")
    assert sum((group.tally for group in book.groups), Tally()) == book.total


@given(many(), st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(drawn: list[Case], random: Any) -> None:
    shuffled = random.sample(drawn, len(drawn))
    zone = "Asia/Shanghai"
    assert ledger(shuffled, AT, "session", zone=zone) == ledger(drawn, AT, "session", zone=zone)


@given(many(), st.integers(0, 5))
def test_the_ledger_of_the_whole_is_the_sum_of_those_of_its_parts(
    drawn: list[Case], cut: int
) -> None:
    at = date(2023, 6, 20)
    whole, one, other = (ledger(part, at) for part in (drawn, drawn[:cut], drawn[cut:]))
    assert one + other == whole
    assert (one + other).total == whole.total
    assert len(whole.entries) + len(whole.later) == len(drawn)


def test_ledgers_of_two_times_or_forms_are_not_added() -> None:
    for other in (ledger([], date(2023, 7, 1)), ledger([], AT, "month"), ledger([], AT, bands=[])):
        with pytest.raises(UsageError, match="expected ledgers of one time and one form"):
            ledger([], AT) + other
    with pytest.raises(TypeError):
        ledger([], AT) + 1  # type: ignore[operator]


def test_only_some_cases() -> None:
    book = ledger(CASES, AT, by="session")
    assert [entry.case for entry in book.only(session="1").entries] == ["S1-01", "S1-02"]
    assert [entry.case for entry in book.only(session=None).entries] == ["S2-02"]
    both = book.only(session=["1", None], agency="区住建局")
    assert [entry.case for entry in both.entries] == ["S1-01", "S2-02"]
    assert both.by == ("session",)
    with pytest.raises(UsageError, match="by='town': expected one of session, channel, agency"):
        book.only(town="x")


# --- time -------------------------------------------------------------------------


def test_what_came_later_is_left_aside_and_told() -> None:
    book = ledger(CASES, date(2023, 6, 5))
    assert (book.received, book.later) == (3, ("S2-01",))
    assert book.count("closed") == 0


def test_a_case_of_which_nothing_is_recorded_is_in_the_ledger() -> None:
    """It is not later: nothing says so. Nor is one whose rows cannot be read."""
    row = UnreadEvent(EventKind.RECEIVED, (Problem("bad-time", "'soon'", "a time"),))
    wrong = a_case("followed-up", id="3")
    book = ledger([Case("1"), Case("2", unread=[row]), wrong], AT)
    assert (book.received, book.later) == (3, ())
    assert book.faulty == ("2", "3")
    assert book.count("stage_nothing") == 2


def test_a_state_of_another_time_is_worked_out_again() -> None:
    case = CASES[0]
    for state in (state_of(case), state_of(case, AT), case):
        assert ledger([state], date(2023, 6, 6)).count("closed") == 0
    at = date(2023, 6, 6)
    assert ledger([state_of(case, at)], at) == ledger([case], at)


def test_local_times_need_the_zone_that_the_rulebook_names() -> None:
    case = Case("1", events=[Event("received", datetime(2023, 6, 1, 9))])
    at = datetime(2023, 6, 30, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert ledger([case], at).faulty == ("1",)
    assert ledger([case], at, zone="Asia/Shanghai").faulty == ()


# --- bad arguments ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"by": "agencies"},
            "by='agencies': expected one of session, channel, agency, kind, priority, month",
        ),
        ({"by": ["month", "month"]}, "by=('month', 'month'): expected each name once"),
        ({"bands": [5, 5]}, "bands=(5, 5): expected days, each more than the one before"),
        ({"bands": [-1]}, "bands=(-1,): expected days, each more than the one before"),
    ],
)
def test_arguments_that_cannot_be_used(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        ledger([], AT, **arguments)
    assert str(caught.value) == message


def test_an_id_stands_once() -> None:
    with pytest.raises(UsageError) as caught:
        ledger([Case("1"), Case("2"), Case("1")], AT)
    assert caught.value.say("en") == (
        "1 ids of cases stand more than once: '1'; expected an id for each case"
    )
    assert caught.value.say("zh") == "1 个诉求编号不止一次出现：'1'；每件诉求只应有一个编号"


# --- showing ----------------------------------------------------------------------


def test_a_ledger_as_plain_values() -> None:
    found = ledger(CASES, AT, "session", readings={"S2-02": "late"}).to_dict()
    assert (found["at"], found["by"], found["later"], found["faulty"]) == (
        *("2023-06-30", ["session"], []),
        [],
    )
    assert found["overdue"] == ["S2-02"]
    assert found["repeated"] == [
        {"enterprise": "甲 公司", "subject": "用电 容量", "cases": ["S1-02", "S2-01"]}
    ]
    assert [group["key"] for group in found["groups"]] == [["1"], ["2"], [None]]
    assert found["total"]["counts"]["received"] == 4
    assert ledger(CASES, AT).to_dict()["groups"] == []


def test_a_ledger_as_rows_in_long_form() -> None:
    book = ledger(CASES, AT, "session")
    rows = book.rows("en")
    resolved = [row for row in rows if row["figure"] == "resolution"]
    assert [(row["group"], row["session"], row["value"]) for row in resolved] == [
        ("total", None, "50.00"),
        ("group", "1", "50.00"),
        ("group", "2", None),
        ("group", None, None),
    ]
    assert {row["label"] for row in book.rows()} >= {"解决率"}
    assert [row["group"] for row in ledger([], AT).rows()] == ["total"] * len(ledger([], AT).rows())


def test_a_notebook_shows_both_languages_and_nothing_unescaped() -> None:
    case = a_case("received", "resolved", lead="<b>区住建局</b>")
    shown = ledger([case], AT, "agency")._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;区住建局&lt;/b&gt;" in shown
    assert re.findall(r'<table lang="([\w-]+)">', shown) == ["zh-CN", "en"]
    assert "<th>合计</th><td>1</td><td>1/1 = 100.00 %</td>" in shown
    assert "<th>total</th>" in ledger([], AT)._repr_html_()


def test_a_ledger_travels_between_processes() -> None:
    book = ledger(CASES, AT, "session", calendar=CN)
    again = pickle.loads(pickle.dumps(book))  # noqa: S301 - our own
    assert again == book
    assert again.total == book.total


def test_a_ledger_can_be_written_out_without_cases() -> None:
    book = ledger([], AT)
    assert isinstance(book, Ledger)
    assert book.say("en").startswith("resolution rate: 0/0: not applicable")
    assert book.say("en").endswith("0 cases, median —, 90th percentile —")


def test_what_cannot_be_used_is_refused_in_both_languages() -> None:
    for options, chinese in (
        (
            {"by": "agencies"},
            "by='agencies'：应为 session、channel、agency、kind、priority、month 之一",
        ),
        ({"by": ["month", "month"]}, "by=('month', 'month')：每一项只写一次"),
        ({"bands": [5, 5]}, "bands=(5, 5)：应为天数，从小到大，不重复"),
    ):
        with pytest.raises(UsageError) as caught:
            ledger([], AT, **options)
        assert caught.value.say("zh") == chinese


def test_a_ledger_is_short_to_look_at() -> None:
    assert (
        repr(ledger([], date(2023, 6, 30), "month")) == "<Ledger of 0 cases by month at 2023-06-30>"
    )
    assert repr(ledger([], date(2023, 6, 30))) == "<Ledger of 0 cases at 2023-06-30>"
