"""``bizenv calendar``: a year at a glance."""

from __future__ import annotations

import json
from typing import Any


def test_a_year_with_the_quiet_days_of_a_rulebook(run: Any) -> None:
    result = run("calendar", 2026, "--quiet", "cn-jx-qingyuan")
    assert result.exit_code == 0
    assert "合计" in result.stdout
    assert "安静期" in result.stdout


def test_a_year_in_english(run: Any) -> None:
    result = run("calendar", 2024, "--lang", "en")
    assert result.exit_code == 0
    assert "make-up working day" in result.stdout


def test_a_year_as_it_was_published_on_a_day(run: Any) -> None:
    """On 27 January 2020 the Saturday of 1 February became a rest day."""
    kinds = {}
    for day in ("2020-01-26", "2020-01-27"):
        lines = run("calendar", 2020, "--as-of", day, "-f", "jsonl").stdout.splitlines()
        kinds[day] = json.loads(lines[31])["kind"]
    assert kinds == {"2020-01-26": "make-up", "2020-01-27": "holiday"}


def test_a_year_as_csv(run: Any) -> None:
    result = run("calendar", 2024, "--format", "csv")
    assert result.stdout.splitlines()[1] == (
        "2024-01-01,holiday,False,元旦,国办发明电〔2023〕7号,final,"
    )


def test_a_year_that_is_not_published_is_refused_with_what_it_awaits(run: Any) -> None:
    result = run("calendar", 2027, "--as-of", "2026-11-22")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "工作日历 CN 只知道 2007-01-01 至 2026-12-31；"
        "2027-01-01 要等《国务院办公厅关于2027年部分节假日安排的通知》公布\n"
        "加上 --provisional 可看暂定结果\n"
    )


def test_a_year_that_is_not_published_is_shown_when_asked(run: Any) -> None:
    result = run("calendar", 2027, "--as-of", "2026-11-22", "--provisional", "--lang", "en")
    assert result.exit_code == 0
    assert "2027-01-01 to 2027-12-31 are not final" in result.stdout


def test_a_calendar_that_is_not_known_is_refused(run: Any) -> None:
    result = run("calendar", 2026, "--calendar", "XX")
    assert result.exit_code == 2
    assert "'XX'" in result.stderr
