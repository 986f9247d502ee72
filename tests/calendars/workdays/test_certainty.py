"""What a day is and how sure that is, in words."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.calendars.workdays.certainty import CalendarRef, Certainty, DayKind


@pytest.mark.parametrize(
    ("certainty", "zh", "en"),
    [
        (Certainty.FINAL, "确定", "final"),
        (Certainty.PROVISIONAL, "暂定", "provisional"),
        (Certainty.UNKNOWN, "尚未公布", "not published yet"),
    ],
)
def test_certainty_has_words(certainty: Certainty, zh: str, en: str) -> None:
    assert (certainty.text.zh, certainty.text.en) == (zh, en)


@pytest.mark.parametrize(
    ("kind", "zh", "en", "works"),
    [
        (DayKind.WORKING, "工作日", "working day", True),
        (DayKind.MAKE_UP, "调休上班", "make-up working day", True),
        (DayKind.WEEKEND, "周末", "weekend", False),
        (DayKind.HOLIDAY, "放假", "holiday", False),
    ],
)
def test_a_kind_of_day_has_words_and_works_or_not(
    kind: DayKind, zh: str, en: str, works: bool
) -> None:
    assert (kind.text.zh, kind.text.en, kind.works) == (zh, en, works)


def test_a_calendar_is_named_with_its_notice_its_hash_and_the_day_asked() -> None:
    ref = CalendarRef("CN", "国办发明电〔2025〕7号", "1f0c")
    assert str(ref) == "CN 国办发明电〔2025〕7号 (1f0c)"
    asked = CalendarRef("CN", "国办发明电〔2025〕7号", "1f0c", date(2026, 1, 1))
    assert str(asked) == "CN 国办发明电〔2025〕7号 (1f0c) as of 2026-01-01"
    assert asked.say("zh") == "CN 国办发明电〔2025〕7号 (1f0c)，截至 2026-01-01"


def test_a_calendar_without_notices_is_named_by_its_id() -> None:
    assert str(CalendarRef("XX", "", "1f0c")) == "XX (1f0c)"
