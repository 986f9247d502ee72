"""How weekly hours are written, and what is refused."""

from __future__ import annotations

import zoneinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from bizenv.calendars.clocks.hourwords import read_week, read_zone, span_words
from bizenv.kernel.errors import UsageError

NINE, NOON, FIVE = 9 * 3600, 12 * 3600, 17 * 3600


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("mon", {"mon"}),
        ("mon-fri", {"mon", "tue", "wed", "thu", "fri"}),
        ("sat-mon", {"sat", "sun", "mon"}),  # over the end of the week
        ("tue-tue", {"tue"}),
        ("mon, wed,fri", {"mon", "wed", "fri"}),
        ("make-up", {"make-up"}),
        ("sat,make-up", {"sat", "make-up"}),
    ],
)
def test_a_key_names_days_spans_of_days_and_make_up_days(key: str, days: set[str]) -> None:
    assert read_week({key: "09:00-12:00"}) == dict.fromkeys(days, ((NINE, NOON),))


@pytest.mark.parametrize(
    ("texts", "spans"),
    [
        ("09:00-17:00", ((NINE, FIVE),)),
        (["09:00-17:00"], ((NINE, FIVE),)),
        ("9:00–17:00", ((NINE, FIVE),)),  # with a dash, and without the leading zero
        (" 09:00 - 17:00 ", ((NINE, FIVE),)),
        ("00:00-24:00", ((0, 86_400),)),
        ("08:30:15-09:00", ((30_615, NINE),)),
        (["12:00-17:00", "09:00-12:00"], ((NINE, NOON), (NOON, FIVE))),  # touching, any order
        ([], ()),
    ],
)
def test_segments_are_read_to_the_second_and_put_in_order(texts: Any, spans: Any) -> None:
    assert read_week({"mon": texts}) == {"mon": spans}


@pytest.mark.parametrize(
    ("week", "zh", "en"),
    [
        (
            {"mon": "09:00-09:00"},
            "week['mon']：'09:00-09:00' 长度为零",
            "week['mon']: '09:00-09:00' has no length",
        ),
        (
            {"mon": "22:00-06:00"},
            "week['mon']：'22:00-06:00' 跨过了午夜：请在当天写 '22:00-24:00'，"
            "在次日写 '00:00-06:00'",
            "week['mon']: '22:00-06:00' runs past midnight; write '22:00-24:00' on this day "
            "and '00:00-06:00' on the next",
        ),
        (
            {"mon": ["09:00-12:00", "11:59-17:00"]},
            "week['mon']：'09:00-12:00' 与 '11:59-17:00' 重叠",
            "week['mon']: '09:00-12:00' and '11:59-17:00' overlap",
        ),
        (
            {"mon-fri": "09:00-17:00", "fri": "09:00-13:00"},
            "week：'fri' 写了两次",
            "week: 'fri' is given hours twice",
        ),
        (
            {"monday": "09:00-17:00"},
            "week：'monday' 不是星期，可写 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', "
            "'make-up' 或 'mon-fri'",
            "week: 'monday': expected weekdays out of 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', "
            "'sun', 'make-up', or a span such as 'mon-fri'",
        ),
        (
            ["09:00-17:00"],
            "week=['09:00-17:00']：要写成星期到时段的对应，例如 {'mon-fri': ['09:00-12:00']}",
            "week=['09:00-17:00']: expected hours by weekday, "
            "for example {'mon-fri': ['09:00-12:00']}",
        ),
    ],
)
def test_hours_that_cannot_be_used_are_refused_in_both_languages(
    week: Any, zh: str, en: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_week(week)
    assert caught.value.say("zh") == zh
    assert caught.value.say("en") == str(caught.value) == en


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9-17",
        "09:00",
        "09:60-17:00",
        "24:00-24:00",
        "09:00-24:01",
        "25:00-26:00",
        "９:00-17:00",
    ],
)
def test_a_text_that_is_no_segment_is_shown(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_week({"mon": text})
    expected = f"week['mon']: {text!r}: expected a segment such as '09:00-12:00'"
    assert str(caught.value) == expected


@pytest.mark.parametrize("value", [None, 9, [9], [None]])
def test_a_value_that_is_no_text_is_shown(value: Any) -> None:
    with pytest.raises(UsageError, match=r"^week\['mon'\]: .*: expected a segment such as"):
        read_week({"mon": value})


@pytest.mark.parametrize("key", ["", "mon-", "-fri", "mon-xyz", "mon,", "Mon", None, 1])
def test_a_key_that_names_no_day_is_shown(key: Any) -> None:
    with pytest.raises(UsageError) as caught:
        read_week({key: "09:00-17:00"})
    assert str(caught.value).startswith(f"week: {key!r}: expected weekdays out of 'mon', ")


def minutes() -> SearchStrategy[str]:
    """A time of the day, midnight at its end included."""
    return st.integers(0, 1440).map(lambda n: f"{n // 60:02}:{n % 60:02}")


VALUES = (
    st.none()
    | st.integers()
    | st.text(alphabet="0123456789:-– ,", max_size=12)
    | st.builds("{}-{}".format, minutes(), minutes())
)
KEYS = st.sampled_from(["mon", "mon-fri", "sat,sun", "make-up", "fri-mon"]) | st.text() | st.none()


@given(st.dictionaries(KEYS, VALUES | st.lists(VALUES, max_size=3), max_size=3))
def test_any_week_is_read_or_refused_and_what_is_read_is_in_order(week: Any) -> None:
    """What is refused is shown; what is read has segments of some length, apart."""
    try:
        read = read_week(week)
    except UsageError as error:
        read, told = {}, str(error)
    else:
        told = "week"
    assert told.startswith("week")
    for spans in read.values():
        marks = [mark for span in spans for mark in span]
        assert marks == sorted(marks)
        assert all(0 <= start < end <= 86_400 for start, end in spans)
        assert read_week({"mon": span_words(spans)}) == {"mon": spans}


@given(st.text())
def test_any_zone_is_known_or_refused(name: str) -> None:
    try:
        told = read_zone(name)
    except UsageError as error:
        told = str(error)
    refusal = f"zone={name!r}: expected the name of a time zone, for example "
    assert told == name or told.startswith(refusal)


def test_a_zone_is_a_name_or_the_zone_itself() -> None:
    assert read_zone("Asia/Shanghai") == "Asia/Shanghai"
    assert read_zone(zoneinfo.ZoneInfo("Europe/Berlin")) == "Europe/Berlin"


@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Asia/Shangai", "Asia/Shanghai"),
        ("Europe/Berln", "Europe/Berlin"),
        ("Asia", "Asia/Shanghai"),  # a folder of zones
        ("../etc/passwd", "Asia/Shanghai"),
        ("", "Asia/Shanghai"),
        ("\0", "Asia/Shanghai"),
        (8, "Asia/Shanghai"),
        (None, "Asia/Shanghai"),
    ],
)
def test_a_zone_that_is_not_known_is_refused_with_the_nearest(zone: Any, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_zone(zone)
    assert str(caught.value).startswith(f"zone={zone!r}: expected the name of a time zone, for ")
    if near != "Asia/Shanghai" or zone == "Asia/Shangai":
        assert str(caught.value).endswith(f"for example {near!r}")
        assert caught.value.say("zh") == f"zone={zone!r}：不是已知时区，例如可写 {near!r}"


def test_a_machine_without_time_zone_data_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class NoZone:
        def __init__(self, key: str) -> None:
            raise zoneinfo.ZoneInfoNotFoundError(key)

    monkeypatch.setattr(zoneinfo, "available_timezones", set)
    monkeypatch.setattr(zoneinfo, "ZoneInfo", NoZone)
    with pytest.raises(UsageError) as caught:
        read_zone("Asia/Shanghai")
    assert str(caught.value) == (
        "zone='Asia/Shanghai': this machine has no time-zone data (usual on Windows); "
        "run pip install tzdata"
    )
    assert caught.value.say("zh") == (
        "zone='Asia/Shanghai'：本机没有时区数据（Windows 常见），请运行 pip install tzdata"
    )


def test_segments_are_written_as_they_are_read() -> None:
    assert span_words(((NINE, NOON), (50_415, 86_400))) == ["09:00-12:00", "14:00:15-24:00"]
