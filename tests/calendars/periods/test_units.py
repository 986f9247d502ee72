"""Units, rolls and ends: every word in both languages."""

from __future__ import annotations

from enum import StrEnum

import pytest

from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.kernel.text import Text


@pytest.mark.parametrize("member", [*Unit, *Roll, *End])
def test_every_word_exists_in_both_languages(member: StrEnum) -> None:
    text = member.text  # type: ignore[attr-defined]
    assert isinstance(text, Text)
    assert text.en is not None
    assert text.en.isascii()
    assert not text.zh.isascii()


@pytest.mark.parametrize(
    ("unit", "n", "zh", "en"),
    [
        (Unit.WORKING_DAY, 1, "1 个工作日", "1 working day"),
        (Unit.WORKING_DAY, 20, "20 个工作日", "20 working days"),
        (Unit.DAY, 30, "30 日", "30 days"),
        (Unit.MONTH, 1, "1 个月", "1 month"),
        (Unit.YEAR, 2, "2 年", "2 years"),
        (Unit.HOUR, 2, "2 小时", "2 hours"),
        (Unit.WORKING_HOUR, 1, "1 个工作小时", "1 working hour"),
    ],
)
def test_a_count_is_said_as_people_write_it(unit: Unit, n: int, zh: str, en: str) -> None:
    assert (unit.words(n, "zh"), unit.words(n, "en")) == (zh, en)


def test_only_hours_run_from_a_moment() -> None:
    assert [unit for unit in Unit if unit.by_the_hour] == [Unit.HOUR, Unit.WORKING_HOUR]
