"""In which order events are taken, whatever the order of the rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.ordering import Slot, as_zone, in_order, is_later, local_day, up_to
from bizenv.cases.values import Case, Event, Time
from bizenv.kernel.errors import UsageError
from bizenv.testing.cases import cases

CHINA = ZoneInfo("Asia/Shanghai")
DAY = date(2023, 6, 20)


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2023, 6, day, hour, minute, tzinfo=CHINA)


def order(*events: Event, zone: ZoneInfo | None = CHINA) -> list[str]:
    return [slot.event.kind.value for slot in in_order(events, zone).slots]


def test_moments_go_by_time_whatever_their_zone() -> None:
    """02:30 in UTC is 10:30 in China."""
    early = Event("replied", datetime(2023, 6, 20, 2, 30, tzinfo=UTC))
    assert order(Event("signed", at(11)), early) == ["replied", "signed"]


def test_at_one_instant_the_usual_order_holds() -> None:
    assert order(*(Event(k, at(9)) for k in ("signed", "received", "assigned"))) == [
        *("received", "assigned", "signed")
    ]


def test_a_bare_day_comes_before_what_usually_comes_later_on_that_day() -> None:
    events = Event("received", DAY), Event("accepted", at(9)), Event("assigned", at(10))
    assert order(*events) == ["received", "accepted", "assigned"]


def test_a_bare_day_comes_at_the_end_of_its_day_where_nothing_later_follows() -> None:
    events = Event("followed-up", DAY), Event("replied", at(16)), Event("written-off", at(8, 0, 21))
    assert order(*events) == ["replied", "followed-up", "written-off"]


def test_a_bare_day_comes_after_a_moment_of_the_same_kind() -> None:
    events = [Event("replied", DAY), Event("replied", at(16))]
    assert [slot.event.is_day for slot in in_order(events, CHINA).slots] == [False, True]


def test_a_bare_day_of_an_earlier_day_comes_first_even_if_its_kind_is_late() -> None:
    assert order(Event("written-off", date(2023, 6, 19)), Event("received", at(0, 1))) == [
        *("written-off", "received")
    ]


def test_the_day_of_a_moment_is_that_of_the_zone() -> None:
    """17:00 of the 19th in UTC is 01:00 of the 20th in China."""
    moment = Event("signed", datetime(2023, 6, 19, 17, tzinfo=UTC))
    assert order(Event("received", DAY), moment) == ["received", "signed"]
    assert order(Event("received", DAY), moment, zone=None) == ["signed", "received"]


def test_what_has_no_time_comes_last() -> None:
    assert order(Event("accepted"), Event("signed", at(9)), Event("received")) == [
        *("signed", "received", "accepted")
    ]


def test_a_local_time_takes_the_zone_that_is_named() -> None:
    local = Event("signed", datetime(2023, 6, 20, 9))
    assert in_order([local], CHINA).slots[0].event.time == at(9)
    line = in_order([local], None)
    assert (line.slots, line.adrift) == ([], [local])


def test_the_same_event_twice_is_taken_once() -> None:
    """The one that was entered first is taken; an entry without time comes last."""
    late = Event("signed", at(9), by="甲", recorded=at(12))
    early = Event("signed", at(9), by="甲", recorded=DAY)
    never = Event("signed", at(9), by="甲")
    line = in_order([late, never, early], CHINA)
    assert [slot.event.recorded for slot in line.slots] == [DAY]
    assert [(a.recorded, b.recorded) for a, b in line.twins] == [(at(12), DAY), (None, DAY)]


def test_the_entry_in_local_time_is_that_of_the_zone_or_of_utc() -> None:
    """08:30 in China comes before 09:00 in China, and after it where it is read as UTC."""
    local = Event("signed", DAY, recorded=datetime(2023, 6, 20, 8, 30))
    aware = Event("signed", DAY, recorded=at(9))
    assert in_order([aware, local], CHINA).slots[0].event is local
    assert in_order([local, aware], None).slots[0].event is aware


def test_events_that_say_different_things_are_both_taken() -> None:
    assert len(in_order([Event("signed", DAY, by="甲"), Event("signed", DAY)], None).slots) == 2


def test_the_same_words_on_two_days_are_two_events() -> None:
    same = [Event("replied", DAY), Event("replied", date(2023, 6, 21)), Event("signed", DAY)]
    assert order(*same, same[0], zone=None) == ["signed", "replied", "replied"]


def test_the_first_moment_of_1970_is_a_moment() -> None:
    first = Event("received", datetime(1970, 1, 1, tzinfo=UTC))
    assert order(Event("signed", at(9)), first, zone=None) == ["received", "signed"]


@given(cases(timeless=True), st.randoms())
def test_the_order_of_rows_never_matters(case: Case, random: object) -> None:
    mixed = list(case.events)
    random.shuffle(mixed)  # type: ignore[attr-defined] # a random.Random
    one, other = in_order(case.events, CHINA), in_order(mixed, CHINA)
    assert [slot.event for slot in one.slots] == [slot.event for slot in other.slots]


@given(cases(timeless=True))
def test_every_event_has_one_place_or_a_reason(case: Case) -> None:
    line = in_order(case.events, None)
    assert len(line.slots) + len(line.twins) + len(line.adrift) == len(case.events)


def test_slots_meet_at_one_instant_or_on_one_day() -> None:
    nine = Slot(Event("signed"), timedelta(hours=9), DAY)
    ten = Slot(Event("signed"), timedelta(hours=10), DAY)
    bare = Slot(Event("signed"), None, DAY)
    next_day = Slot(Event("signed"), None, date(2023, 6, 21))
    assert nine.meets(nine)
    assert not nine.meets(ten)
    assert nine.meets(bare)
    assert bare.meets(ten)
    assert not bare.meets(next_day)


# --- as of a time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "asked", "later"),
    [
        (at(9), at(9), False),
        (at(9, 1), at(9), True),
        (at(9), DAY, False),
        (at(23, 59), DAY, False),
        (at(0, 0, 21), DAY, True),
        (DAY, at(0), False),
        (date(2023, 6, 21), at(23, 59), True),
        (None, date(1990, 1, 1), False),
        (datetime(2023, 6, 20, 10), at(9), True),
        (at(10), datetime(2023, 6, 20, 9), True),
    ],
)
def test_what_is_later_than_a_time(time: Time | None, asked: Time, later: bool) -> None:
    assert is_later(Event("signed", time), asked, CHINA) is later


def test_a_local_time_without_zone_is_not_known_to_be_later() -> None:
    assert not is_later(Event("signed", datetime(2023, 6, 20, 10)), at(9), None)


def test_asking_for_a_local_time_needs_a_zone() -> None:
    with pytest.raises(UsageError) as error:
        is_later(Event("signed", at(9)), datetime(2023, 6, 20), None)
    assert error.value.say("zh") == (
        "at=datetime.datetime(2023, 6, 20, 0, 0)：没有时区；请写 zone=，例如 zone='Asia/Shanghai'"
    )


def test_a_case_is_cut_at_a_time() -> None:
    case = Case("1", events=[Event("received", at(9)), Event("signed", at(10))])
    assert up_to(case, at(9), "Asia/Shanghai").events == (Event("received", at(9)),)


def test_zones_are_named_or_given() -> None:
    assert as_zone(CHINA) is CHINA
    assert as_zone("Asia/Shanghai") == CHINA
    with pytest.raises(UsageError, match="Mars"):
        as_zone("Mars/Olympus")


def test_a_local_day_is_written_or_of_the_zone() -> None:
    moment = datetime(2023, 6, 19, 20, tzinfo=timezone(timedelta(hours=0)))
    assert local_day(moment, CHINA) == DAY
    assert local_day(moment, None) == date(2023, 6, 19)
    assert local_day(DAY, CHINA) == DAY
