"""Notices and calendars from files: what is read, and what is told of what is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.calendars.workdays.festivals import Festival
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.kernel.errors import CalendarError
from bizenv.kernel.text import Text
from bizenv.rulebooks.calendars import load_calendar, load_notice, read_calendar, read_notice

NEXT_YEAR = """\
format: bizenv.notice/1
year: 2027
number: 国办发明电〔2026〕9号
issued: 2026-11-05
published: 2026-11-06
title: 放假通知
url: https://www.gov.cn/next
off:
  元旦: [2027-01-01/2027-01-03]
  清明节: [2027-04-05]
work: [2027-01-10, 2027-04-10/2027-04-11]
"""
NOTICE = Notice(
    2027,
    {
        "元旦": [date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)],
        "清明节": [date(2027, 4, 5)],
    },
    [date(2027, 1, 10), date(2027, 4, 10), date(2027, 4, 11)],
    number="国办发明电〔2026〕9号",
    issued=date(2026, 11, 5),
    published=date(2026, 11, 6),
    title="放假通知",
    url="https://www.gov.cn/next",
)
REGION = """\
format: bizenv.calendar/1
id: my-region
extends: cn
awaits: {zh: "{year} 年的放假通知", en: "the notices for {year}"}
notices:
  - year: 2027
    off:
      元旦: [2027-01-01]
      春节: [2027-02-05/2027-02-08]
      清明节: [2027-04-05]
      端午节: [2027-06-09]
      中秋节: [2027-09-15]
      国庆节: [2027-10-01]
local:
  - label: {zh: 庙会, en: fair}
    statutory: yes
    years: [2026, 2027]
    off: [2026-03-03, 2027-03-03/2027-03-04]
    work: [2027-03-06]
    title: 关于庙会放假的通知
    published: 2026-02-01
  - {label: {zh: 停止办公}, statutory: no, off: [2026-08-03]}
"""


# --- what is read -----------------------------------------------------------------------


def test_a_notice_is_read_from_yaml(tmp_path: Path) -> None:
    path = tmp_path / "2027.yaml"
    path.write_text(NEXT_YEAR, "utf-8")
    assert load_notice(path) == NOTICE
    assert load_notice(str(path)) == NOTICE


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_a_notice_is_read_from_json(tmp_path: Path, indent: int | str | None) -> None:
    """With null for what is not known, and indented as you like."""
    record = {
        "year": 2027,
        "number": None,
        "off": {"元旦": ["2027-01-01"]},
        "work": ["2027-01-03"],
    }
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(record, indent=indent), "utf-8")
    assert load_notice(path) == Notice(2027, {"元旦": [date(2027, 1, 1)]}, [date(2027, 1, 3)])


def test_a_tab_before_anything_else_is_a_blank_in_json() -> None:
    """YAML refuses it, JSON does not."""
    text = '\t{"year": 2027}'
    assert read_notice(text, "2027.JSON")[0] == Notice(2027, [])
    assert [problem.code for problem in read_notice(text, "2027.yaml")[1]] == ["bad-yaml"]


def test_a_calendar_of_your_own_takes_over_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    path.write_text(REGION, "utf-8")
    region = load_calendar(path)
    assert region.id == "my-region"
    assert region.notices[:-1] == work_calendar("CN").notices
    off = {
        "元旦": [date(2027, 1, 1)],
        "春节": [date(2027, 2, day) for day in (5, 6, 7, 8)],
        "清明节": [date(2027, 4, 5)],
        "端午节": [date(2027, 6, 9)],
        "中秋节": [date(2027, 9, 15)],
        "国庆节": [date(2027, 10, 1)],
    }
    assert region.notices[-1] == Notice(2027, off)
    assert region.local == (
        LocalDays(
            Text("庙会", "fair"),
            [date(2026, 3, 3), date(2027, 3, 3), date(2027, 3, 4)],
            [date(2027, 3, 6)],
            statutory=True,
            source="关于庙会放假的通知",
            years=[2026, 2027],
            published=date(2026, 2, 1),
        ),
        LocalDays(Text("停止办公"), [date(2026, 8, 3)], statutory=False),
    )
    assert (region.first, region.known_through) == (date(2026, 1, 1), date(2027, 12, 31))
    assert region.add(date(2027, 3, 2), 1) == date(2027, 3, 5)


def test_a_calendar_may_stand_on_its_own() -> None:
    text = """\
id: XX
weekend: [fri, sat]
fixed: ["12-02", "2027-01-04"]
fixed_by: the law
reach_back: 1
notices:
  - {year: 2026, off: {New Year: [2026-01-01], Day: [2026-12-02]}, work: [2026-01-02]}
  - {year: 2026, id: later, supersedes: "2026", issued: 2026-02-01, work: [2026-01-01]}
"""
    calendar, problems = read_calendar(text, "own.yaml")
    assert problems == ()
    assert calendar == WorkCalendar(
        "XX",
        [
            Notice(
                2026,
                {"New Year": [date(2026, 1, 1)], "Day": [date(2026, 12, 2)]},
                [date(2026, 1, 2)],
            ),
            Notice(
                2026,
                [],
                [date(2026, 1, 1)],
                id="later",
                supersedes="2026",
                issued=date(2026, 2, 1),
            ),
        ],
        weekend=["fri", "sat"],
        fixed=[(12, 2), (1, 4, 2027)],
        reach_back=1,
    )


# --- what is told -------------------------------------------------------------------------


def of_notice(text: str) -> list[str]:
    """The problems of a notice's file."""
    notice, problems = read_notice(text, "n.yaml")
    assert (notice is None) is bool(problems)
    return [problem.say("en") for problem in problems]


def of_calendar(text: str) -> list[str]:
    """The problems of a calendar's file."""
    calendar, problems = read_calendar(text, "c.yaml")
    assert (calendar is None) is bool(problems)
    return [problem.say("en") for problem in problems]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "yeer: 2027\noff: {元旦: [2027-01-01]}",
            [
                "n.yaml:1:1 yeer: got the key 'yeer', expected one of format, year, id, number, "
                "issued, published, supersedes, title, url, off, work [unknown-key] "
                "Hint: did you mean 'year'?"
            ],
        ),
        (
            "off: {元旦: [2027-01-01]}",
            ["n.yaml:1:1 year: got no 'year', expected the key 'year' [missing-key]"],
        ),
        (
            "year: 27",
            ["n.yaml:1:7 year: got '27', expected a year from 1949 to 2099 [bad-number]"],
        ),
        (
            "year: next",
            ["n.yaml:1:7 year: got 'next', expected a whole number [bad-number]"],
        ),
        (
            "year: 2027\noff: {元旦: [2027-1-1, 2027-02-30]}",
            [
                "n.yaml:2:12 off.元旦[0]: got '2027-1-1', expected a day written YYYY-MM-DD, with "
                "two digits each for month and day [bad-date] Hint: write 2027-01-01",
                "n.yaml:2:22 off.元旦[1]: got '2027-02-30', expected a day that the calendar has "
                "[bad-date]",
            ],
        ),
        (
            "year: 2027\nwork: [2027-01-03/2027-01-02, 2027-01-01/2028-01-02]",
            [
                "n.yaml:2:8 work[0]: got '2027-01-03/2027-01-02', expected the first day before "
                "the last [bad-span]",
                "n.yaml:2:31 work[1]: got '2027-01-01/2028-01-02', expected at most 366 days "
                "[bad-span]",
            ],
        ),
        (
            "year: 2027\noff: {元旦: [2026-11-30, 2028-01-01]}",
            [
                "n.yaml:2:12 off.元旦[0]: got '2026-11-30', expected days from 2026-12-01 to "
                "2027-12-31 [outside-year]",
                "n.yaml:2:24 off.元旦[1]: got '2028-01-01', expected days from 2026-12-01 to "
                "2027-12-31 [outside-year]",
            ],
        ),
        (
            "year: 2027\noff: {元旦: [2027-01-01/2027-01-03]}\nwork: [2027-01-02/2027-01-03]",
            [
                "n.yaml:3:8 work[0]: got '2027-01-02/2027-01-03', expected 2027-01-02 to be off or "
                "worked, one of the two [off-and-worked]",
            ],
        ),
        (
            "year: 2027\nwork: [2027-01-04]",
            [
                "n.yaml:2:8 work[0]: got '2027-01-04', expected a rest day of the week "
                "(2027-01-04 is none) [not-a-rest-day]",
            ],
        ),
        (
            "format: bizenv.notice/2\nyear: 2027",
            [
                "n.yaml:1:9 format: got 'bizenv.notice/2', expected 'bizenv.notice/1' "
                "[unknown-word] Hint: did you mean 'bizenv.notice/1'?"
            ],
        ),
        ("", ["n.yaml:1:1: got a file without content, expected a mapping [empty-file]"]),
        ("- 2027", ["n.yaml:1:1: got ['2027'], expected a mapping [wrong-type]"]),
    ],
)
def test_what_is_wrong_with_a_notice_is_told_in_its_place(text: str, problems: list[str]) -> None:
    assert of_notice(text) == problems


def test_a_later_notice_may_make_a_weekday_working_again() -> None:
    """A day that the first notice gave off."""
    assert of_notice("year: 2027\nsupersedes: '2027'\nwork: [2027-01-04]") == []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "notices: [{year: 2027}]",
            ["c.yaml:1:1 id: got no 'id', expected the key 'id' [missing-key]"],
        ),
        (
            "id: [x]",
            ["c.yaml:1:5 id: got ['x'], expected a text [wrong-type]"],
        ),
        (
            "id: x\nextends: CN-GZ",
            [
                "c.yaml:2:10 extends: got 'CN-GZ', expected a shipped calendar: CN, CN-GX "
                "[unknown-calendar] Hint: did you mean 'CN-GX'?"
            ],
        ),
        (
            "id: x\nextends: France",
            [
                "c.yaml:2:10 extends: got 'France', expected a shipped calendar: CN, CN-GX "
                "[unknown-calendar]"
            ],
        ),
        (
            "id: x\nweekend: [sat, sunday]\nnotices: [{year: 2027, work: [2027-01-04]}]",
            [
                "c.yaml:2:16 weekend[1]: got 'sunday', expected 'mon', 'tue', 'wed', 'thu', 'fri', "
                "'sat' or 'sun' [unknown-word] Hint: did you mean 'sun'?"
            ],
        ),
        (
            "id: x\nreach_back: 32",
            ["c.yaml:2:13 reach_back: got '32', expected a whole number from 0 to 31 [bad-number]"],
        ),
        (
            "id: x\nfixed: ['02-30', '1-1', '2025-02-29', '2025-05-02']",
            [
                "c.yaml:2:9 fixed[0]: got '02-30', expected a month and day written MM-DD, such as "
                "10-01, or the first such holiday, such as 2025-05-02 [bad-date]",
                "c.yaml:2:18 fixed[1]: got '1-1', expected a month and day written MM-DD, such as "
                "10-01, or the first such holiday, such as 2025-05-02 [bad-date]",
                "c.yaml:2:25 fixed[2]: got '2025-02-29', expected a month and day written MM-DD, "
                "such as 10-01, or the first such holiday, such as 2025-05-02 [bad-date]",
            ],
        ),
        (
            "id: x\nextends: CN\nnotices: [{year: 2026}, {year: 2028}]",
            [
                "c.yaml:3:18 notices[0].year: got 2026, expected one notice a year [year-twice] "
                "Hint: if it changes the other one, say supersedes",
                "c.yaml:3:32 notices[1].year: got 2028, expected the notice for 2027 before it "
                "[year-gap]",
            ],
        ),
        (
            "id: x\nnotices: [{year: 2026}, {year: 2026, supersedes: '2026', id: '2026'}, "
            "{year: 2026, id: y, supersedes: z}, {year: 2027, id: y}]",
            [
                "c.yaml:2:62 notices[1].id: got '2026', expected each id once [duplicate-id]",
                "c.yaml:2:103 notices[2].supersedes: got 'z', expected the id of another notice of "
                "the calendar [unknown-notice]",
                "c.yaml:2:124 notices[3].id: got 'y', expected each id once [duplicate-id]",
            ],
        ),
        (
            "id: x\nnotices: [{off: {元旦: [2027-01-01]}}]",
            ["c.yaml:2:11 notices[0].year: got no 'year', expected the key 'year' [missing-key]"],
        ),
        (
            "id: x\nlocal: [{label: {zh: 节}, statutory: maybe}, {statutory: yes}]",
            [
                "c.yaml:2:37 local[0].statutory: got 'maybe', expected 'yes' or 'no' [bad-yes-no]",
                "c.yaml:2:45 local[1].label: got no 'label', expected the key 'label' "
                "[missing-label] Hint: give it words, such as label: {zh: …}",
            ],
        ),
        (
            "id: x\nlocal: [{label: {zh: 节}, statutory: yes, years: [2026], off: [2027-01-01], "
            "work: [2027-01-01]}]",
            [
                "c.yaml:2:63 local[0].off[0]: got '2027-01-01', expected a day of the years in "
                "years [outside-year]",
                "c.yaml:2:83 local[0].work[0]: got '2027-01-01', expected 2027-01-01 to be off or "
                "worked, one of the two [off-and-worked]",
                "c.yaml:2:83 local[0].work[0]: got '2027-01-01', expected a day of the years in "
                "years [outside-year]",
            ],
        ),
        (
            "id: x\nextends: CN\nnotices: [{year: 2027, off: {元旦: [2027-01-01]}}]",
            [
                "c.yaml:3:29 notices[0].off: got the notice for 2027, expected the whole year: "
                "the fixed holidays 2027-10-01 are not off; no days are off for Spring Festival, "
                "Tomb-Sweeping Day, Dragon Boat Festival, Mid-Autumn Festival, or too few "
                "[incomplete-notice]"
            ],
        ),
        (
            "id: x\nfixed: ['03-01', '2027-03-02']\nnotices: [{year: 2026, supersedes: '2026', "
            "issued: 2026-02-01}, {year: 2026, work: [2026-03-01]}]",
            [
                "c.yaml:3:65 notices[1]: got the notice for 2026, expected the whole year: "
                "the fixed holidays 2026-03-01 are not off [incomplete-notice]"
            ],
        ),
        (
            "id: x\nnotices: [{year: 2026, off: {节: [2025-12-28]}}]",
            [
                "c.yaml:1:1: got this calendar, expected notices that make a calendar: notice "
                "'2026' names 2025-12-28, but only the last 3 days of a year are left open for "
                "the next notice: if it does, give reach_back=4 [bad-calendar]"
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_calendar_is_told_in_its_place(text: str, problems: list[str]) -> None:
    assert of_calendar(text) == problems


def test_problems_are_told_in_chinese_too() -> None:
    text = "year: 2027\noff: {元旦: [2027-01-02]}\nwork: [2027-01-02, 2027-01-04, 2028-01-01]"
    problems = read_notice(text, "n.yaml")[1]
    assert [problem.say("zh") for problem in problems] == [
        "n.yaml:3:8 work[0]：读到 '2027-01-02'，应为 2027-01-02 放假、上班二者之一 "
        "[off-and-worked]",
        "n.yaml:3:20 work[1]：读到 '2027-01-04'，应为周末的日子（2027-01-04 是平日） "
        "[not-a-rest-day]",
        "n.yaml:3:32 work[2]：读到 '2028-01-01'，应为 2026-12-01 至 2027-12-31 之内的日子 "
        "[outside-year]",
    ]


def test_loading_tells_every_problem_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("id: x\nextends: CM\nfixed: ['13-01']", "utf-8")
    with pytest.raises(CalendarError) as caught:
        load_calendar(path)
    assert [problem.code for problem in caught.value.problems] == ["unknown-calendar", "bad-date"]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "n.yaml"
    path.write_bytes(b"year: \xff")
    with pytest.raises(CalendarError) as caught:
        load_notice(path)
    assert [problem.code for problem in caught.value.problems] == ["bad-encoding"]


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_notice(tmp_path / "none.yaml")


@given(st.text(alphabet="yearof:wk27-01/[]{}, \n'\"元", max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    for read in (read_notice, read_calendar):
        found, problems = read(text, "x.yaml")
        assert (found is None) is bool(problems)


PARTS = ["year: 2027", "year: [2027]", "off: {a: [2027-01-01]}", "off: {a: 2027-01-01}", "off: []"]
PARTS += ["work: [2027-01-02]", "work: [{}]", "id: x", "extends: CN", "local: [{}]", "years: 1"]
PARTS += ["notices: [{year: 2027}, x]", "notices: {}", "awaits: {en: x}", "weekend: []", "fixed: x"]


@given(st.lists(st.sampled_from(PARTS), max_size=5))
def test_any_keys_are_read_or_told(parts: list[str]) -> None:
    test_any_text_is_read_or_told.hypothesis.inner_test("\n".join(parts))  # type: ignore[attr-defined]


def test_a_day_of_a_notice_stands_under_one_holiday() -> None:
    text = "year: 2027\noff: {中秋节: [2027-09-15], 国庆节: [2027-09-15]}"
    assert of_notice(text) == [
        "n.yaml:2:32 off.国庆节[0]: got '2027-09-15', expected 2027-09-15 to stand under one "
        "holiday (it stood under 中秋节 before) [two-holidays]"
    ]


FESTIVAL = """\
id: XX
festivals: [{label: {zh: 庙会, en: fair}, first: 03-01, last: 03-05, least: 2, since: 2026}]
notices: [{year: 2026, off: {"": [2026-03-01/2026-03-02]}}]
"""


def test_a_calendar_of_one_s_own_has_festivals_too() -> None:
    calendar, problems = read_calendar(FESTIVAL.replace('"": ', "庙会: "), "own.yaml")
    assert problems == ()
    assert calendar is not None
    assert calendar.festivals == (Festival(Text("庙会", "fair"), (3, 1), (3, 5), 2, 2026),)
    short = FESTIVAL.replace('"": ', "假: ").replace("/2026-03-02", "")
    assert [problem.say("zh") for problem in read_calendar(short, "own.yaml")[1]] == [
        "own.yaml:3:29 notices[0].off：读到 2026 年的通知，应为全年的放假安排："
        "庙会没有放假，或者天数太少 [incomplete-notice]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "first: 03-01",
            "first: 2026-03-01",
            "own.yaml:2:48 festivals[0].first: got '2026-03-01', expected a month and day written "
            "MM-DD, such as 10-01 [bad-date]",
        ),
        (
            "least: 2",
            "least: 6",
            "own.yaml:2:13 festivals[0]: got 庙会, expected first not after last, and least no "
            "more than the days between them [bad-festival]",
        ),
    ],
)
def test_a_festival_that_cannot_be_is_told(old: str, new: str, problem: str) -> None:
    text = FESTIVAL.replace('"": ', "庙会: ").replace(old, new)
    assert [each.say("en") for each in read_calendar(text, "own.yaml")[1]] == [problem]


def test_a_notice_where_a_calendar_was_expected_is_told_once() -> None:
    calendar, problems = read_calendar("format: bizenv.notice/1\nyear: 2027\noff: {}", "n.yaml")
    assert calendar is None
    assert [problem.say("zh") for problem in problems] == [
        "n.yaml:1:1：读到一份放假通知，应为一份工作日历 [not-a-calendar] "
        "提示：用 load_notice 或者 --notice 加到日历上，或者写进日历的 notices"
    ]
