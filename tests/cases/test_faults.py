"""What is said of an event that was not applied."""

from __future__ import annotations

from datetime import date, datetime

from bizenv.cases.faults import in_future, said, when
from bizenv.cases.values import Event
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text


def test_times_are_told_as_they_are_known() -> None:
    assert when(date(2023, 6, 20)).zh == "2023-06-20"
    assert when(datetime(2023, 6, 20, 14, 30)).zh == "2023-06-20 14:30"
    assert when(datetime(2023, 6, 20, 14, 30, 5)).en == "2023-06-20 14:30:05"
    assert when(None) == Text("时间不明", "at an unknown time")


def test_an_event_is_told_with_its_case_and_time() -> None:
    assert said(Event("followed-up"), "工单 7") == Text(
        "诉求 工单 7 的“回访”（时间不明）", "'followed up' of case 工单 7, at an unknown time"
    )


def test_a_fault_is_told_with_its_place_and_its_times() -> None:
    place = Place("log.csv", row=4)
    event = Event("extended", datetime(2023, 7, 13, 9), place=place)
    fault = in_future(event, "C1", datetime(2023, 7, 12, 17, 30))
    assert (fault.code, fault.event) == ("event-in-future", event)
    assert fault.problem.say("en") == (
        "log.csv row 4: got 'extended' of case C1, 2023-07-13 09:00, "
        "expected nothing later than 2023-07-12 17:30 [event-in-future]"
    )


def test_a_fault_without_place_is_told_without_one() -> None:
    fault = in_future(Event("signed", date(2023, 6, 21)), "C1", date(2023, 6, 20))
    assert fault.problem.say("zh") == (
        "读到诉求 C1 的“签收”（2023-06-21），应为不晚于 2023-06-20 [event-in-future]"
    )
