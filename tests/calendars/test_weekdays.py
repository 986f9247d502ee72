"""The days of the week stand in the order in which Python counts them."""

from __future__ import annotations

from datetime import date, timedelta

from bizenv.calendars.weekdays import WEEKDAY_TEXTS, WEEKDAYS

MONDAY = date(2024, 1, 1)


def test_codes_and_words_follow_the_week_from_monday() -> None:
    for number in range(7):
        day = MONDAY + timedelta(days=number)
        assert day.weekday() == number
        assert WEEKDAYS[number] == f"{day:%a}".lower()
        assert WEEKDAY_TEXTS[number].en == f"{day:%A}"
        assert WEEKDAY_TEXTS[number].zh == "周" + "一二三四五六日"[number]
