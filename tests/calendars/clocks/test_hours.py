"""Weekly hours as a value: what they say, how they are written down, make-up days."""

from __future__ import annotations

import pickle
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.clocks.hours import Hours, round_the_clock
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang

SHANGHAI = "Asia/Shanghai"
DAY = ((9 * 3600, 17 * 3600),)
OFFICE = Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, SHANGHAI)
MIXED = Hours({"mon-thu": "09:00-17:00", "fri,sun": "09:00-13:00", "make-up": []}, SHANGHAI)


def test_a_weekday_that_is_not_named_is_closed() -> None:
    assert Hours({"tue": "09:00-17:00"}, SHANGHAI).week == ((), DAY, (), (), (), (), ())


def test_hours_are_equal_however_they_are_spelt() -> None:
    spelt = Hours({"mon,tue-thu": ("9:00-17:00",), "fri": ["09:00–17:00"]}, ZoneInfo(SHANGHAI))  # type: ignore[arg-type] # a zone itself is read too
    assert spelt == Hours({"mon-fri": "09:00-17:00"}, SHANGHAI)
    assert hash(spelt) == hash(Hours({"mon-fri": "09:00-17:00"}, SHANGHAI))
    assert spelt != Hours({"mon-fri": "09:00-17:00"}, "Asia/Urumqi")


@pytest.mark.parametrize("hours", [OFFICE, MIXED, round_the_clock("UTC")])
def test_the_repr_can_be_pasted_back_and_a_pickle_gives_the_same(hours: Hours) -> None:
    assert eval(repr(hours)) == hours  # noqa: S307 - our own repr
    assert pickle.loads(pickle.dumps(hours)) == hours  # noqa: S301 - our own bytes


def test_the_repr_joins_days_with_the_same_hours() -> None:
    assert repr(MIXED) == (
        "Hours({'mon-thu': ['09:00-17:00'], 'fri': ['09:00-13:00'], 'sun': ['09:00-13:00'], "
        "'make-up': []}, zone='Asia/Shanghai')"
    )


@pytest.mark.parametrize(
    ("hours", "lang", "words"),
    [
        (OFFICE, "zh", "周一至周五 09:00–12:00、14:00–17:30（Asia/Shanghai）"),
        (OFFICE, "en", "Monday to Friday 09:00–12:00, 14:00–17:30 (Asia/Shanghai)"),
        (
            Hours({"mon": "09:00-17:00", "make-up": "09:00-12:00"}, SHANGHAI),
            "zh",
            "周一 09:00–17:00；调休上班 09:00–12:00（Asia/Shanghai）",
        ),
        (
            MIXED,
            "en",
            "Monday to Thursday 09:00–17:00; Friday 09:00–13:00; Sunday 09:00–13:00 "
            "(Asia/Shanghai)",
        ),
    ],
)
def test_hours_are_described_in_both_languages(hours: Hours, lang: Lang, words: str) -> None:
    assert hours.describe(lang) == words


def test_a_week_without_any_hours_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        Hours({"mon": [], "make-up": "09:00-17:00"}, SHANGHAI)
    week = "{'mon': [], 'make-up': '09:00-17:00'}"
    assert str(caught.value) == (
        f"week={week}: expected hours on at least one day of the week, "
        "for example {'mon-fri': '09:00-17:00'}"
    )
    assert caught.value.say("zh") == (
        f"week={week}：没有任何办公时间，至少要有一天，例如 {{'mon-fri': '09:00-17:00'}}"
    )


def test_make_up_days_have_the_hours_given_for_them() -> None:
    given = Hours({"mon-fri": "09:00-17:00", "make-up": "09:00-12:00"}, SHANGHAI)
    assert given.for_make_up() == ((9 * 3600, 12 * 3600),)
    assert MIXED.for_make_up() == ()


def test_make_up_days_else_have_the_hours_that_all_weekdays_have() -> None:
    saturday_too = Hours({"mon-fri": "09:00-17:00", "sat": "09:00-12:00"}, SHANGHAI)
    assert saturday_too.for_make_up() == DAY
    assert saturday_too.for_make_up(["sun"]) is None  # then Saturday is a weekday like the others


def test_make_up_hours_cannot_be_known_where_the_weekdays_differ() -> None:
    assert Hours({"mon-thu": "09:00-17:00"}, SHANGHAI).for_make_up() is None


def test_round_the_clock_is_every_hour_of_the_week() -> None:
    assert round_the_clock(SHANGHAI) == Hours({"mon-sun": "00:00-24:00"}, SHANGHAI)
    assert round_the_clock(SHANGHAI).is_continuous
    assert not Hours({"mon-sat": "00:00-24:00"}, SHANGHAI).is_continuous
    assert not Hours({"mon-sun": "00:00-23:59"}, SHANGHAI).is_continuous
