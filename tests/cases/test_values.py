"""Cases and events: what they may hold, and what they refuse."""

from __future__ import annotations

import datetime as dt
import pickle
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given

from bizenv.calendars.periods.period import Period
from bizenv.cases.values import Case, Event, EventKind, Grade, UnreadEvent
from bizenv.kernel.errors import UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.testing.cases import cases

DAY = date(2023, 6, 20)


def test_the_vocabulary_has_every_kind_of_event_and_every_grade_under_the_same_words() -> None:
    """The codes and labels of the data are those of the values, in the same order."""
    events, grades = case_vocabulary()["event"].terms, case_vocabulary()["grade"].terms
    assert [(term.code, term.text) for term in events] == [(k.value, k.text) for k in EventKind]
    assert [(term.code, term.text) for term in grades] == [(g.value, g.text) for g in Grade]


def test_the_two_kinds_of_requests_are_found_by_their_chinese_words() -> None:
    kinds = case_vocabulary()["case_kind"]
    found = [kinds.find(words) for words in ("个体性急需性", "行业性体制性", "共性问题")]
    assert [term.code for term in found if term] == ["individual", "systemic", "systemic"]


def test_no_header_stands_for_two_fields_of_a_case() -> None:
    words = [word for known in header_words()["cases"].values() for word in known]
    assert len(words) == len(set(words))


def test_ranks_follow_the_usual_course() -> None:
    assert EventKind.RECEIVED.rank == 0
    assert EventKind.PAUSED.rank < EventKind.RESUMED.rank < EventKind.REPLIED.rank
    assert EventKind.WRITTEN_OFF.rank < EventKind.RE_HANDLED.rank < EventKind.REOPENED.rank


def test_an_event_knows_a_bare_day_from_a_moment() -> None:
    assert Event("signed", DAY).is_day
    assert not Event("signed", datetime(2023, 6, 20, tzinfo=UTC)).is_day
    assert not Event("signed").is_day


def test_the_place_of_an_event_is_not_part_of_what_it_says() -> None:
    assert Event("signed", DAY, place=Place(row=3)) == Event("signed", DAY)


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (Event("signed"), "Event('signed')"),
        (
            Event("followed-up", DAY, grade="satisfied"),
            "Event('followed-up', datetime.date(2023, 6, 20), grade='satisfied')",
        ),
        (
            Event("extended", period=Period(5, "working_day"), by="局长"),
            "Event('extended', by='局长', period=Period(5, 'working_day'))",
        ),
    ],
)
def test_the_repr_of_an_event_can_be_pasted_back(event: Event, shown: str) -> None:
    assert repr(event) == shown
    names = {"Event": Event, "Period": Period, "datetime": dt}
    assert eval(shown, names) == event  # noqa: S307 - our own


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"by": 3}, "by=3: expected a text that is not blank, or None for not known"),
        ({"by": " "}, "by=' ': expected a text that is not blank, or None for not known"),
        ({"by": "局", "to": ""}, "to='': expected a text that is not blank, or None for not known"),
        (
            {"time": "2023-06-20"},
            "time='2023-06-20': expected a moment (datetime) or a day (date), "
            "or None for not known",
        ),
        (
            {"until": 5},
            "until=5: expected a moment (datetime) or a day (date), or None for not known",
        ),
        ({"period": "5天"}, "period='5天': expected a Period, or None for not known"),
    ],
)
def test_a_fact_of_another_type_is_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as error:
        Event("signed", **facts)
    assert str(error.value) == message


def test_a_time_that_is_no_time_is_refused() -> None:
    """NaT of pandas is a datetime to Python and unlike itself."""
    pandas = pytest.importorskip("pandas")
    with pytest.raises(UsageError, match=r"^time=NaT: expected a moment"):
        Event("signed", pandas.NaT)


def test_an_unknown_kind_or_grade_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^'sign': expected one of 'received', 'accepted'"):
        Event("sign")
    with pytest.raises(UsageError, match=r"^'good': expected one of 'satisfied'"):
        Event("followed-up", grade="good")


def test_a_case_takes_one_co_agency_or_several() -> None:
    assert Case("1", co_agencies="区税务局").co_agencies == ("区税务局",)
    assert Case("1", co_agencies=["甲", "乙"]).co_agencies == ("甲", "乙")
    assert Case("1", co_agencies=()).co_agencies == ()
    assert Case("1").co_agencies is None


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"id": ""}, "id='': expected a text that is not blank"),
        ({"kind": 1}, "kind=1: expected a text that is not blank"),
        ({"co_agencies": 5}, "co_agencies=5: expected names of agencies"),
        ({"co_agencies": ["甲", " "]}, "co_agencies=['甲', ' ']: expected names of agencies"),
        ({"events": Event("signed")}, "events=Event('signed'): expected Event values"),
        ({"events": ["signed"]}, "events=('signed',): expected Event values"),
        ({"unread": [1]}, "unread=(1,): expected UnreadEvent values"),
        ({"problems": [1]}, "problems=(1,): expected Problem values"),
    ],
)
def test_a_case_refuses_facts_of_another_type(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as error:
        Case(**{"id": "1", **facts})
    assert str(error.value) == message


def test_a_case_is_called_by_its_id_and_grows_by_events() -> None:
    case = Case("S1", events=[Event("received")])
    assert str(case) == "S1"
    assert case.plus(Event("signed")).events == (Event("received"), Event("signed"))


@given(cases(timeless=True))
def test_cases_survive_pickling(case: Case) -> None:
    assert pickle.loads(pickle.dumps(case)) == case  # noqa: S301 - our own


def test_what_could_not_be_read_stays_with_the_case() -> None:
    row = UnreadEvent(None, (Problem("bad-time", "'soon'", "a time"),))
    assert Case("1", unread=[row]).unread == (row,)
