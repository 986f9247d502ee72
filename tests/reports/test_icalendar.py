"""Calendar files as RFC 5545 wants them: folded, escaped, with ids and numbers that last."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import UsageError
from bizenv.reports.icalendar import Event, calendar_lines, read_events, uids

AT = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
DAY = date(2024, 6, 24)


def written(*events: Event, earlier: dict[str, Event] | None = None, name: str = "区税务局") -> str:
    return "".join(calendar_lines(name, events, AT, "1.0", earlier))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_visit_is_an_event_of_whole_days() -> None:
    assert unfolded(written(Event("a@bizenv", DAY, date(2024, 6, 26), "检查 甲", "原定"))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//bizenv//bizenv 1.0//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:区税务局",
        "BEGIN:VEVENT",
        "UID:a@bizenv",
        "DTSTAMP:20261128T080000Z",
        "DTSTART;VALUE=DATE:20240624",
        "DTEND;VALUE=DATE:20240627",
        "SEQUENCE:0",
        "SUMMARY:检查 甲",
        "DESCRIPTION:原定",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_time_is_told_in_coordinated_time() -> None:
    east = AT.astimezone(timezone(timedelta(hours=8)))
    assert "DTSTAMP:20261128T080000Z" in "".join(
        calendar_lines("A", [Event("a", DAY, DAY)], east, "1.0")
    )


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_no_line_is_longer_than_75_octets_and_no_words_steer_the_file(words: str) -> None:
    text = written(Event("a", DAY, DAY, words, words), name=words)
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert sum(line.startswith("SUMMARY:") for line in unfolded(text)) == 1
    assert unfolded(text).count("BEGIN:VEVENT") == 1


def test_what_separates_values_is_escaped() -> None:
    text = written(Event("a", DAY, DAY, "a;b,c\\d\r\nEND:VEVENT\x07"))
    assert "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT" in unfolded(text)


def test_a_new_day_gets_the_next_number_and_the_same_day_changes_nothing() -> None:
    moved, kept, new = (Event(uid, DAY, DAY) for uid in ("moved", "kept", "new"))
    before = {
        "moved": Event("moved", date(2024, 6, 25), DAY, sequence=4, stamp="20250101T000000Z"),
        "kept": Event("kept", DAY, DAY, sequence=2, stamp="20250101T000000Z"),
    }
    found = read_events(written(moved, kept, new, earlier=before), "x.ics")
    assert {uid: (e.sequence, e.stamp) for uid, e in found.items()} == {
        "moved": (5, "20261128T080000Z"),
        "kept": (2, "20250101T000000Z"),
        "new": (0, "20261128T080000Z"),
    }
    assert found["moved"].start == found["moved"].end == DAY


def test_what_another_program_wrote_is_passed_over() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTART:20240624T090000\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:y\r\nDTSTART;VALUE=DATE:20240624\r\nDTEND;VALUE=DATE:20240625\r\n"
        "DTSTAMP:injected\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert read_events(text, "x.ics") == {}


def test_a_file_that_is_no_calendar_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'x\.ics' is no calendar file"):
        read_events("hello", "x.ics")


def test_ids_last_and_equal_visits_are_told_apart() -> None:
    keys = [("A", "V1"), ("A", "V1"), ("B", "V1")]
    assert list(uids(keys)) == list(uids(keys))
    assert len(set(uids(keys))) == 3
