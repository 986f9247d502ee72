"""``bizenv deadline``: when a promise is due, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def test_the_day_and_how_sure_it_is(run: Any) -> None:
    result = run("deadline", "2023-06-20", "15个工作日")
    assert (result.exit_code, result.stdout) == (
        0,
        "2023-07-12 24:00 届满（确定）：自 2023-06-20 起 15 个工作日\n",
    )


def test_every_day_is_explained(run: Any) -> None:
    """25 June 2023 was a working Sunday."""
    result = run("deadline", "2023-06-21", "2 working days", "--explain", "--lang", "en")
    lines = result.stdout.splitlines()
    assert lines[0] == "ends 2023-06-26 24:00 (final): 2 working days from 2023-06-21"
    assert any(line.startswith("- 2023-06-25 ") and "make-up" in line for line in lines)
    assert lines[-1].startswith("Calendar: CN ")


@pytest.mark.parametrize(
    ("args", "ends"),
    [
        (("2023年4月27日", "五个工作日"), "2023-05-08 24:00"),
        (("2023/8/1", "60日", "--law", "民法典"), "2023-10-07 24:00"),
        (("2023-08-01", "60日"), "2023-09-30 24:00"),
        (("2023-08-01", "60日", "--roll", "next_working_day"), "2023-10-07 24:00"),
        (("2023-06-20", "5日", "--law", "行政许可法"), "2023-06-28 24:00"),
        (("2023-06-20T16:00", "2小时"), "2023-06-20 18:00"),
        (("2023-06-20T16:00", "3小时", "--zone", "Europe/Berlin"), "2023-06-20 19:00"),
        (("2023-06-20T10:00+02:00", "5小时"), "2023-06-20 21:00 届满（确定）：自 2023-06-20 16:00"),
        (("2024-12-31", "5个月", "--law", "税收征管法实施细则"), "2025-06-03 24:00"),
        (("2020-01-22", "5个工作日", "--as-of", "2020-01-26"), "2020-02-04 24:00"),
        (("2020-01-22", "5个工作日"), "2020-02-06 24:00"),
    ],
)
def test_days_moments_laws_zones_and_what_was_published(
    run: Any, args: tuple[str, ...], ends: str
) -> None:
    assert run("deadline", *args).stdout.startswith(ends)


def test_counting_back_tells_the_latest_day_to_act(run: Any) -> None:
    """Saturday 6 May 2023 was worked: the 6th, the 5th and the 4th."""
    result = run("deadline", "2023-05-08", "3个工作日", "--before")
    assert result.stdout == "最迟 2023-05-04 24:00（确定）：2023-05-08 之前 3 个工作日\n"


def test_working_hours_run_in_office_hours(run: Any) -> None:
    """16:00 to 17:30 is an hour and a half; 9:00 to 11:30 the rest of four."""
    hours = ("--hours", "mon-thu=09:00-12:00,14:00-17:30", "--hours", "fri,make-up=09:00-12:00")
    result = run("deadline", "2023-06-20T16:00", "4工作小时", *hours)
    assert result.stdout.startswith("2023-06-21 11:30")


def test_json_has_the_trace(run: Any) -> None:
    result = run("deadline", "2023-06-20", "1个工作日", "--format", "json")
    told = json.loads(result.stdout)
    assert (told["day"], told["certainty"], told["n"]) == ("2023-06-21", "final", 1)


def test_a_calendar_file_of_ones_own(run: Any) -> None:
    off = "{元旦: [2027-01-01/2027-01-03], 劳动节: [2027-05-01/2027-05-02], "
    off += "春节: [2027-02-05/2027-02-08], 清明节: [2027-04-05], 端午节: [2027-06-09], "
    off += "中秋节: [2027-09-15], 国庆节: [2027-10-01/2027-10-03]}"
    notice = f"{{year: 2027, published: 2026-11-30, off: {off}, work: []}}"
    Path("own.yaml").write_text(f"id: CN-2027\nextends: CN\nnotices:\n  - {notice}\n", "utf-8")
    result = run("deadline", "2026-12-30", "3个工作日", "--calendar", "own.yaml")
    assert result.stdout.startswith("2027-01-05 24:00 届满（确定）"), result.stderr


def test_what_is_not_published_is_refused_with_what_it_awaits(run: Any) -> None:
    args = ("deadline", "2026-12-20", "15个工作日", "--as-of", "2026-11-22")
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "工作日历 CN 只知道 2007-01-01 至 2026-12-31；"
        "2027-01-01 要等《国务院办公厅关于2027年部分节假日安排的通知》公布\n"
        "加上 --provisional 可看暂定结果\n"
    )
    asked = run(*args, "--provisional")
    assert asked.stdout == "2027-01-11 24:00 届满（暂定）：自 2026-12-20 起 15 个工作日\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("2023-02-30", "5日"), "起算日 '2023-02-30'：应为 2023-06-20，或带时刻的"),
        (("2023-06-20", "5"), "期限 '5'：没有单位"),
        (
            ("2023-06-20T16:00", "5日", "--before"),
            "起算日 '2023-06-20T16:00'：5 日按日计算，请去掉时刻",
        ),
        (("2023-06-20", "2小时"), "起算日 '2023-06-20'：2 小时从一个时刻起算，请写明时刻"),
        (("2023-06-20T16:00", "4工作小时", "--hours", "mon-fri"), "--hours 'mon-fri'：应写作"),
        (
            ("2023-06-20T16:00", "4工作小时", "--hours", "mon=9:00-12:00", "--hours", "mon=1-2"),
            "每组日子只写一次",
        ),
        (
            ("2023-06-20T14:30", "2个工作小时"),
            "2 个工作小时需要办公时间，请加上 --hours，例如 --hours mon-fri=09:00-12:00",
        ),
        (("2023-06-20T14:30", "2小时", "--before"), "--before：2 小时以小时计，不能倒推到某一日\n"),
        (
            ("2023-06-20", "15个工作日", "--hours", "mon-fri=09:00-17:00"),
            "--hours 对 15 个工作日没有作用：它不按办公时间计算，也不在停止业务时截止\n",
        ),
        (
            ("2026-12-30", "3个工作日", "--notice", "2027.txt"),
            "2027.txt：没有这个文件",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(run: Any, args: tuple[str, ...], said: str) -> None:
    result = run("deadline", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


NOTICE = """\
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共8天。2月14日（周日）上班。
三、清明节：4月5日（周一）放假，与周末连休。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）上班。
"""
LATE = ("deadline", "2026-12-30", "3个工作日")


def test_a_notice_in_its_own_words_is_added(run: Any) -> None:
    Path("2027.txt").write_text(NOTICE, "utf-8")
    result = run(*LATE, "--notice", "2027.txt", "--notice-year", "2027")
    assert result.stdout.startswith("2027-01-05 24:00 届满（确定）"), result.stderr
    unsaid = run(*LATE, "--notice", "2027.txt", "--lang", "en")
    assert (unsaid.exit_code, unsaid.stdout) == (2, "")
    assert unsaid.stderr == (
        "--notice 2027.txt: the words of a notice need their year: give --notice-year, for "
        "example --notice-year 2027\n"
    )


def test_a_notice_in_a_data_file_is_added(run: Any) -> None:
    off = "{元旦: [2027-01-01], 春节: [2027-02-05/2027-02-08], 清明节: [2027-04-05], "
    off += "劳动节: [2027-05-01], 端午节: [2027-06-09], 中秋节: [2027-09-15], 国庆节: [2027-10-01]}"
    Path("2027.yaml").write_text(f"year: 2027\noff: {off}\n", "utf-8")
    assert run(*LATE, "--notice", "2027.yaml").stdout.startswith("2027-01-05 24:00 届满（确定）")
    year = run("calendar", "2027", "--notice", "2027.yaml", "--format", "csv")
    assert (year.exit_code, len(year.stdout.splitlines())) == (0, 366)


def test_a_notice_that_cannot_be_read_is_told(run: Any) -> None:
    Path("2027.txt").write_text("元旦：1月1日放假，共4天。", "utf-8")
    result = run(*LATE, "--notice", "2027.txt", "--notice-year", "2027")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "count-mismatch" in result.stderr
    Path("2027.txt").write_bytes(b"\x00\x01\xff")
    assert run(*LATE, "--notice", "2027.txt", "--notice-year", "2027").exit_code == 2


def test_office_hours_end_a_day_where_the_law_says_so(run: Any) -> None:
    hours = ("--hours", "mon-fri=09:00-12:00,14:00-17:30")
    args = ("deadline", "2023-06-20", "15日", "--law", "行政许可法", *hours)
    assert run(*args).stdout.startswith("2023-07-12 17:30 届满")
    assert run(*args, "--before").stdout.startswith("最迟 2023-05-30 17:30")


@pytest.mark.parametrize("start", ["2023-06-20T00:00", "2023-06-20 00:00"])
def test_hours_run_from_midnight_too(run: Any, start: str) -> None:
    """For days it is the day itself, as in a table."""
    assert run("deadline", start, "2 hours", "--lang", "en").stdout.startswith(
        "ends 2023-06-20 02:00"
    )
    days = [run("deadline", each, "2 days").stdout for each in (start, "2023-06-20")]
    assert days[0] == days[1]
