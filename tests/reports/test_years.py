"""A year at a glance says of each day what the notices and the rulebook say."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from bizenv.calendars.days.sets import MonthDays, Unsettled
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.inspections.quiet_periods import QuietPeriod, Window
from bizenv.kernel.text import Text
from bizenv.reports.years import (
    YearDay,
    csv_text,
    json_lines,
    quiet_on,
    year_days,
    year_lines,
)
from bizenv.testing import a_quiet_version

CN = work_calendar("CN")
IN_2026 = work_calendar("CN", as_of=date(2026, 11, 22))


def quiet(*versions: object) -> tuple[QuietPeriod, ...]:
    return (QuietPeriod("quiet-days", Text("安静期", "quiet period"), versions),)  # type: ignore[arg-type]


DAYS_1_TO_22 = quiet(a_quiet_version(window=MonthDays(1, 22)))
DAY_20_OPEN = quiet(
    a_quiet_version(window=Unsettled(MonthDays(20, 20), Text("文件未写明", "left open")))
)


def marks(days: tuple[YearDay, ...], month: int) -> list[str]:
    return [day.mark for day in days if day.day.month == month]


def test_each_day_has_the_mark_of_its_kind() -> None:
    """January 2026: New Year's Day to the 3rd off, Sunday the 4th worked."""
    plain = marks(year_days(2026, IN_2026), 1)
    assert plain[:11] == ["H ", "H ", "H ", "W ", ". ", ". ", ". ", ". ", ". ", "- ", "- "]


def test_quiet_days_are_marked_on_every_kind_of_day() -> None:
    quiet_marks = marks(year_days(2026, IN_2026, DAYS_1_TO_22), 1)
    assert quiet_marks[:5] == ["Hq", "Hq", "Hq", "Wq", ".q"]
    assert quiet_marks[20:24] == [".q", ".q", ". ", "- "]


def test_the_last_days_of_the_last_notified_year_are_marked_as_not_final() -> None:
    assert marks(year_days(2026, IN_2026), 12)[27:] == [". ", ".?", ".?", ".?"]


def test_a_day_of_which_a_rulebook_does_not_say_whether_it_is_quiet_is_marked() -> None:
    days = year_days(2025, CN, DAY_20_OPEN)
    assert marks(days, 1)[18:21] == ["- ", ".?", ". "]
    assert not days[19].open
    assert days[19].to_dict()["quiet"] == "unknown"


def test_of_several_quiet_periods_the_gravest_speaks() -> None:
    both = (*DAY_20_OPEN, *DAYS_1_TO_22)
    assert quiet_on(both, date(2025, 1, 20)).inside
    assert quiet_on(DAY_20_OPEN, date(2025, 1, 20)) is Window.DAYS_UNSETTLED
    assert quiet_on((), date(2025, 1, 20)) is Window.NOT_IN_FORCE


def test_the_working_days_of_each_year_are_those_of_the_notices() -> None:
    """Counted by hand in the notices: 52 weeks less holidays plus make-up days."""
    counts = {y: sum(d.workday.kind.works for d in year_days(y, CN)) for y in (2024, 2025, 2026)}
    assert counts == {2024: 251, 2025: 248, 2026: 248}


def test_the_year_in_chinese() -> None:
    lines = list(year_lines(year_days(2026, IN_2026, DAYS_1_TO_22), IN_2026, "zh"))
    assert lines[0].split()[-2:] == ["工作日", "可检查"]
    assert lines[1].startswith(" 1 月  Hq Hq Hq Wq .q")
    assert lines[1].split()[-2:] == ["21", "6"]
    assert lines[13].split() == ["合计", "248", "72"]
    assert "q 安静期（“可检查”指不在安静期的工作日）" in lines[15]
    assert "春节：2026-02-15 – 2026-02-23，共 9 天" in lines
    assert (
        "调休上班：2026-01-04、2026-02-14、2026-02-28、2026-05-09、2026-09-20、2026-10-10" in lines
    )
    assert lines[-2] == (
        "2026-12-29 至 2026-12-31 尚未最终确定：等待《国务院办公厅关于2027年部分节假日安排的通知》"
    )
    assert lines[-1].startswith("依据：工作日历 CN 国办发明电〔2025〕7号 (")


def test_a_year_that_is_final_awaits_nothing() -> None:
    lines = list(year_lines(year_days(2024, CN), CN, "en"))
    assert lines[0].split()[-1] == "working"
    assert lines[13].split() == ["all", "251"]
    assert not any("await" in line for line in lines)
    assert ". working day  - weekend  H holiday  W make-up working day" in lines[15]
    assert "q quiet" not in lines[15]


def test_a_year_without_notice_says_which_one_it_awaits() -> None:
    lines = list(year_lines(year_days(2027, IN_2026), IN_2026, "en"))
    assert lines[-2] == (
        "2027-01-01 to 2027-12-31 are not final: "
        "they await the State Council's holiday notice for 2027"
    )


def test_holidays_are_told_in_runs_of_days_and_in_the_language() -> None:
    """New Year 2023 reached back into December 2022; 2022's own was three days in January."""
    lines = list(year_lines(year_days(2022, CN), CN, "en"))
    assert [line for line in lines if line.startswith("New Year's Day")] == [
        "New Year's Day: 2022-01-01 – 2022-01-03, days off: 3",
        "New Year's Day: 2022-12-31, days off: 1",
    ]
    lines = list(year_lines(year_days(2020, CN), CN, "en"))
    assert "National Day and Mid-Autumn Festival: 2020-10-01 – 2020-10-08, days off: 8" in lines


def test_a_holiday_of_one_day_and_one_without_a_name() -> None:
    own = WorkCalendar("XX", [_notice()])
    lines = list(year_lines(year_days(2027, own), own, "en"))
    assert "holiday: 2027-01-01, days off: 1" in lines
    assert not any("make-up working days:" in line for line in lines)


def test_a_year_without_any_holiday_has_no_line_of_them() -> None:
    from bizenv.calendars.workdays.notices import Notice

    own = WorkCalendar("XX", [Notice(2027, [], [])])
    lines = list(year_lines(year_days(2027, own), own, "en"))
    assert not any("days off" in line for line in lines)


def _notice() -> object:
    from bizenv.calendars.workdays.notices import Notice

    return Notice(2027, [date(2027, 1, 1)], [])  # type: ignore[arg-type]


def test_the_year_as_a_table_has_a_row_a_day() -> None:
    text = csv_text(year_days(2024, CN, DAYS_1_TO_22))
    assert text.startswith("\ufeffday,kind,working,holiday,notice,certainty,quiet\r\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 366
    assert rows[274] == {
        "day": "2024-10-01",
        "kind": "holiday",
        "working": "False",
        "holiday": "国庆节",
        "notice": "国办发明电〔2023〕7号",
        "certainty": "final",
        "quiet": "yes",
    }


@pytest.mark.parametrize("quiet", [None, DAYS_1_TO_22])
def test_the_year_as_json_lines(quiet: tuple[QuietPeriod, ...] | None) -> None:
    lines = [json.loads(line) for line in json_lines(year_days(2025, CN, quiet))]
    assert len(lines) == 365
    assert lines[25]["day"] == "2025-01-26"
    assert (lines[25]["kind"], lines[25]["working"]) == ("make-up", True)
    assert lines[25]["quiet"] == (None if quiet is None else "no")
