"""The shipped calendars against other people's calendars and the notices' own sentences."""

from __future__ import annotations

import importlib.util
import json
import re
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import chinese_calendar
import holidays
import pytest

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.certainty import Certainty, DayKind
from bizenv.calendars.workdays.notices import Notice, read_days
from bizenv.rulebooks.calendars import load_calendar, load_notice

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "bizenv" / "data" / "calendars"
SENTENCES = ROOT / "tests" / "calendars" / "notices.txt"
FACTS = ROOT / "tests" / "data" / "cn_workdays.json"
CN, GX = work_calendar("CN"), work_calendar("CN-GX")
DAYS = [date(2007, 1, 1) + timedelta(days=n) for n in range(7305)]


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """By year, the days off and worked, as they stood at the end."""
    years: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))["years"]
    return years


@pytest.fixture(scope="module")
def update() -> ModuleType:
    """The script that writes the notices."""
    spec = importlib.util.spec_from_file_location("cn_notices", ROOT / "updates" / "cn_notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- other people's calendars ---------------------------------------------------------


def test_the_days_are_the_twenty_years() -> None:
    assert (DAYS[0], DAYS[-1]) == (CN.first, CN.known_through)


def test_working_days_are_those_of_holidays() -> None:
    """A library of many countries, whose data came another way."""
    other = holidays.country_holidays("CN", years=range(2006, 2028), language="zh_CN")
    assert [day for day in DAYS if CN.is_working(day) != other.is_working_day(day)] == []


def test_working_days_are_those_of_chinesecalendar() -> None:
    """A library of China alone."""
    wrong = [day for day in DAYS if CN.is_working(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


SAME = {"农历除夕": "春节", "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利纪念日"}


def test_festivals_have_the_names_that_holidays_gives_them() -> None:
    """On the day of the festival itself; days in lieu have no name of their own there."""
    other = holidays.country_holidays("CN", years=range(2007, 2027), language="zh_CN")
    compared = 0
    for day in DAYS:
        names = [name for name in other.get_list(day) if "休" not in name and "补" not in name]
        for name in names:
            if "延长" not in name:
                compared += 1
                assert SAME.get(name, name) in (CN.day(day).name or "").split("、"), day
    assert compared == 10 + 17 * 11 + 2 * 13 + 1  # 2007, 2008 to 2024, 2025 and 2026, 3 Sept 2015


def test_every_day_is_as_the_facts_have_it(facts: dict[str, Any]) -> None:
    off = {day for year in facts.values() for day in read_days(year["off"])}
    work = {day for year in facts.values() for day in read_days(year["work"])}
    for day in DAYS:
        works = day in work or (day.weekday() < 5 and day not in off)
        assert CN.is_working(day) is works, day
        assert (CN.day(day).kind is DayKind.HOLIDAY) is (day in off), day


# --- the notices' own sentences -------------------------------------------------------

TEXTS = dict(re.findall(r"(?ms)^# (\S+)\n(.*?)(?=^# |\Z)", SENTENCES.read_text("utf-8")))
NOTICES = {notice.id: notice for notice in CN.notices}
NAMED = {"2015-victory-day": "抗战胜利纪念日", "2019-labour-day": "劳动节"}


def test_there_are_the_sentences_of_every_notice() -> None:
    assert list(TEXTS) == sorted(NOTICES)


@pytest.mark.parametrize("id", sorted(NOTICES))
def test_a_shipped_notice_says_what_its_sentences_say(id: str) -> None:
    """Days off with their names, and days worked, read from the published words."""
    shipped = NOTICES[id]
    earlier = NOTICES[shipped.supersedes] if shipped.supersedes else None
    read = Notice.from_text(TEXTS[id], shipped.year, holiday=NAMED.get(id, ""), supersedes=earlier)
    assert (read.off, read.work) == (shipped.off, shipped.work)
    assert read.supersedes == shipped.supersedes


# --- the files ------------------------------------------------------------------------


def test_writing_the_notices_again_changes_nothing(
    update: ModuleType, facts: dict[str, Any]
) -> None:
    written = update.render({"years": facts})
    kept = {path.name: path.read_text("utf-8") for path in (SHIPPED / "cn").iterdir()}
    assert written == kept


@pytest.mark.parametrize("path", sorted((SHIPPED / "cn").glob("2*.json")), ids=lambda p: p.stem)
def test_a_shipped_notice_can_be_read_as_a_file_of_your_own(path: Path) -> None:
    assert load_notice(path) == NOTICES[path.stem]


def test_the_calendar_of_a_region_can_be_read_as_a_file_of_your_own() -> None:
    assert load_calendar(SHIPPED / "cn-gx" / "calendar.json") == GX


def test_the_head_of_the_calendar_can_be_read_as_a_file_of_your_own() -> None:
    head = load_calendar(SHIPPED / "cn" / "calendar.json")
    assert (head.awaits, head.fixed, head.weekend) == (CN.awaits, CN.fixed, CN.weekend)


def test_every_notice_has_its_number_its_day_and_its_address() -> None:
    for notice in CN.notices:
        assert re.fullmatch(r"国办?发明电〔\d{4}〕\d+号", notice.number or ""), notice.id
        assert notice.issued is not None
        assert notice.published is not None
        assert notice.issued <= notice.published, notice.id
        assert (notice.url or "").startswith(("http://www.gov.cn/", "https://www.gov.cn/"))


def test_a_first_notice_is_out_before_its_year_begins() -> None:
    for notice in CN.notices:
        if notice.supersedes is None:
            assert notice.known_by < date(notice.year, 1, 1), notice.id


# --- Guangxi --------------------------------------------------------------------------


def test_the_days_of_guangxi_are_those_of_its_notices() -> None:
    """Where it differs from the rest of the country: the days and what they are."""
    differ = [day for day in DAYS[2557:] if GX.is_working(day) != CN.is_working(day)]
    off = [day.isoformat() for day in differ if not GX.is_working(day)]
    assert off == [
        *("2014-04-02", "2014-04-03"),
        *("2015-04-20", "2015-04-21"),
        *("2016-04-08", "2016-04-11"),
        *("2017-03-30", "2017-03-31", "2017-04-01"),
        *("2018-04-18", "2018-04-19", "2018-04-20"),
        *("2019-04-04", "2019-04-08"),
        *("2021-04-14", "2021-04-15", "2021-04-16"),
        *("2022-04-02", "2022-04-06"),
        *("2023-04-21", "2023-04-23"),
        *("2024-04-11", "2024-04-12"),
        *("2025-03-31", "2025-04-01"),
        *("2026-04-17", "2026-04-20"),
    ]
    worked = [day.isoformat() for day in differ if GX.is_working(day)]
    assert worked == ["2017-04-08", "2018-04-15", "2021-04-18"]


def test_each_year_of_guangxi_names_its_document_and_how_it_was_seen() -> None:
    assert [local.years for local in GX.local] == [(year,) for year in range(2014, 2027)]
    for local in GX.local:
        assert local.statutory
        assert local.source is not None
        assert local.source.endswith(("（转载的原文）", "（据报道）"))
        assert f"{local.years[0]}年" in local.source if local.years else False


def test_guangxi_is_unknown_before_its_festival_was_a_holiday() -> None:
    assert GX.certainty(date(2013, 4, 12)) is Certainty.UNKNOWN
