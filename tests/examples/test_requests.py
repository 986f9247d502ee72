"""The made-up log of a district's talks: it regenerates, and a second count agrees.

The second count below reads the file and counts in plain Python, by the days of
``tests/data/cn_workdays.json``. It shares no code and no data file with bizenv.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bizenv.cli.app import app

FOLDER = Path(__file__).parents[2] / "examples" / "requests"
LOG = FOLDER / "events.csv"
LAST = date(2023, 6, 29)
DIRTY = {"S02-05", "S04-06", "S06-10", "S06-11", "S09-04", "S09-16", "S11-13", "S13-11", "S05-13"}
"""The requests with a slip that bizenv tells, or whose last row has lost its id."""

# --- the second count ---------------------------------------------------------


@cache
def works() -> Any:
    """Whether a day of 2023 is worked."""
    given = json.loads((FOLDER.parents[1] / "tests/data/cn_workdays.json").read_text("utf-8"))

    def days(spans: list[str]) -> set[date]:
        found = set()
        for span in spans:
            first, _, last = span.partition("/")
            day, end = date.fromisoformat(first), date.fromisoformat(last or first)
            while day <= end:
                found.add(day)
                day += timedelta(days=1)
        return found

    off = days([span for year in ("2023", "2024") for span in given["years"][year]["off"]])
    work = days([span for year in ("2023", "2024") for span in given["years"][year]["work"]])
    return lambda day: day in work or (day.weekday() < 5 and day not in off)


def due(start: date, working_days: int) -> date:
    """The day so many working days after another."""
    while working_days:
        start += timedelta(days=1)
        working_days -= works()(start)
    return start


def _day(text: str) -> date:
    text = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"4\d{4}\.\d+", text):
        return date(1899, 12, 30) + timedelta(days=int(float(text)))
    year, month, day = map(int, re.findall(r"\d+", text)[:3])
    return date(year, month, day)


@cache
def requests() -> dict[str, list[dict[str, str]]]:
    """The rows of each request without a slip, in the order of the file."""
    found = defaultdict(list)
    with LOG.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["诉求编号"]].append(row)
    return {id: rows for id, rows in found.items() if id not in DIRTY | {""}}


def cycle(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What happened since a request was last handled anew."""
    starts = [n for n, row in enumerate(rows) if row["环节"] in ("退回重办", "重新打开")]
    return rows[starts[-1] :] if starts else rows


@cache
def reported(*args: str) -> list[dict[str, Any]]:
    """What a command reports as JSON Lines."""
    options = [*args, "--rulebook", str(FOLDER / "rulebook.yaml"), "--at", str(LAST)]
    result = CliRunner().invoke(app, [*options, "--format", "jsonl"])
    return [json.loads(line) for line in result.stdout.splitlines()]


@cache
def cases() -> dict[str, dict[str, Any]]:
    rows = reported("check", str(LOG), "--kind", "cases")
    return {row["case"]: row for row in rows if row["record"] == "case"}


# --- the file -----------------------------------------------------------------


def test_running_the_script_again_gives_the_same_bytes(tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    script = str(FOLDER / "make_log.py")
    subprocess.run([sys.executable, script, str(again)], check=True, timeout=60)
    assert again.read_bytes() == LOG.read_bytes()


def test_the_log_has_what_its_page_says() -> None:
    """272 requests of sixteen talks; everything that may happen to one happens to some."""
    with LOG.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_726
    assert len({row["诉求编号"] for row in rows} - {""}) == 272
    assert {row["场次"] for row in rows} - {""} == {str(n) for n in range(1, 17)}
    events = Counter(row["环节"] for row in rows)
    assert all(
        events[each] for each in ("暂停", "延期", "改派", "退回重办", "重新打开", "课题立项")
    )
    assert Counter(row["满意度"] for row in rows)["不满意"] > 20


def test_nothing_of_it_is_lost() -> None:
    """Each row is told by its case, or as one that names none."""
    told = [row for line in reported("check", str(LOG), "--kind", "cases") for row in line["rows"]]
    assert sorted(told) == list(range(2, 1_728))


def test_every_slip_is_told_and_no_other_row() -> None:
    """But the two that can be read all the same."""
    problems = [
        (problem["row"], problem["code"])
        for line in reported("check", str(LOG), "--kind", "cases")
        for problem in line["problems"]
    ]
    assert sorted(problems) == [
        (148, "unknown-term"),
        (386, "bad-time"),
        (552, "missing-case"),
        (641, "event-in-future"),
        (646, "before-received"),
        (944, "unknown-term"),
        (1_013, "duplicate-event"),
        (1_228, "conflicting-fact"),
        (1_302, "blank-row"),
        (1_427, "resume-without-pause"),
        (1_429, "missing-time"),
    ]


# --- the verdicts -------------------------------------------------------------


@pytest.mark.parametrize("id", ["S01-01", "S16-17"])
def test_the_second_count_has_the_first_and_the_last_request(id: str) -> None:
    assert id in requests()


def test_the_four_facts_of_every_sound_request() -> None:
    """Closed, solved, satisfied and written off, as its last cycle tells."""
    for id, rows in requests().items():
        last = cycle(rows)
        events = {row["环节"] for row in last}
        grades = [row["满意度"] for row in last if row["满意度"] not in ("", "未接通")]
        expected = {
            "closed": "yes" if events & {"解决", "解释说明"} else "no",
            "solved": "yes" if "解决" in events else "no",
            "satisfied": {"不满意": "no", "": "unknown"}.get((grades or [""])[-1], "yes"),
            "written_off": "yes" if "销号" in events else "no",
        }
        assert {name: cases()[id][name] for name in expected} == expected, id


def test_when_every_request_was_to_be_signed_for_and_whether_it_was() -> None:
    """One working day after the first assignment; a bare day is in time on the due day."""
    for id, rows in requests().items():
        assigned = next(row for row in rows if row["环节"] == "交办")
        signed = next((row for row in rows if row["环节"] == "签收"), None)
        if "退回重办" in {row["环节"] for row in rows}:
            continue  # handling again assigns anew: the clock goes on
        day = due(_day(assigned["时间"]), 1)
        clock = next(c for c in cases()[id]["clocks"] if c["stage"] == "sign")
        assert clock["due_day"] == day.isoformat(), id
        late = _day(signed["时间"]) > day if signed else day < LAST
        open_state = ("red" if late else "green") if not signed else None
        assert clock["state"] == (open_state or ("missed" if late else "met")), id


def test_when_a_plain_request_was_to_be_resolved_and_whether_it_was() -> None:
    """Fifteen working days after the talk, where it was not paused, extended or handled again."""
    seen = Counter[str]()
    for id, rows in requests().items():
        events = [row["环节"] for row in rows]
        if rows[0]["诉求类别"] != "个体性急需性" or {"暂停", "延期", "退回重办", "重新打开"} & {
            *events
        }:
            continue
        day = due(_day(rows[0]["时间"]), 15)
        done = next((row for row in rows if row["环节"] in ("解决", "解释说明")), None)
        clock = next(c for c in cases()[id]["clocks"] if c["stage"] == "resolve")
        assert clock["due_day"] == day.isoformat(), id
        if done:
            expected = "met" if _day(done["时间"]) <= day else "missed"
        else:
            expected = "red" if day < LAST else clock["state"]
            assert clock["state"] in ("red", "yellow", "green")
        assert clock["state"] == expected, id
        seen[expected] += 1
    assert seen["met"] > 100
    assert min(seen["missed"], seen["red"]) > 5


# --- the ledger ---------------------------------------------------------------


def test_the_figures_of_the_ledger() -> None:
    """Counted again over the sound requests; those with a slip are told apart."""
    rows = reported("ledger", str(LOG), "--by", "session")
    total = {row["figure"]: row for row in rows if row["group"] == "total"}
    plain = [cases()[id] for id in requests()]
    slips = [case for id, case in cases().items() if id in DIRTY]
    assert len(plain) + len(slips) == total["received"]["value"] == 272
    for figure in ("closed", "solved", "written_off"):
        again = sum("yes" == case[figure] for case in slips) + sum(
            bool({row["环节"] for row in cycle(rows)} & _MAKERS[figure])
            for rows in requests().values()
        )
        assert total[figure]["value"] == again, figure
    groups = Counter(rows[0]["场次"] for rows in requests().values())
    groups.update(case["session"] for case in slips)
    assert groups == {str(n): 17 for n in range(1, 17)}
    sessions = [
        row["session"] for row in rows if (row["group"], row["figure"]) == ("group", "received")
    ]
    assert sessions == [str(n) for n in range(1, 17)]


_MAKERS = {"closed": {"解决", "解释说明"}, "solved": {"解决"}, "written_off": {"销号"}}


def test_the_median_of_the_working_days_to_close() -> None:
    """Over the sound requests that were closed, from the talk to the closing in the last cycle."""
    rows = reported("ledger", str(LOG))
    told = {row["figure"]: row["value"] for row in rows if row["sort"] == "working_days"}
    days = []
    for rows_of in requests().values():
        last = [row for row in cycle(rows_of) if row["环节"] in ("解决", "解释说明")]
        if last:
            start, end = _day(rows_of[0]["时间"]), _day(last[0]["时间"])
            span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
            days.append(sum(map(works(), span)))
    days.sort()
    assert abs(told["percentile_50"] - days[(len(days) - 1) // 2]) <= 1  # a few more have a slip
    assert told["percentile_90"] in days[int(len(days) * 0.85) : int(len(days) * 0.95)]


# --- the pages ----------------------------------------------------------------


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_page_has_the_outcomes_as_they_are(page: str) -> None:
    table = re.findall(r"(?m)^\| `([a-z-]+)` \| (\d+) \|$", (FOLDER / page).read_text("utf-8"))
    counted = Counter(case["outcome"] for case in cases().values())
    assert {outcome: int(number) for outcome, number in table} == counted


def test_the_bulletin_follows_as_the_page_says() -> None:
    """Five figures follow, two do not, one cannot be told."""
    args = ("ledger", str(LOG), "--published", str(FOLDER / "figures.yaml"))
    told = Counter(row["group"] for row in reported(*args) if row["sort"] == "published")
    assert told == {"yes": 5, "no": 2, "unknown": 1}


def test_the_late_signatures_that_the_page_tells_of() -> None:
    late = [
        datetime.fromisoformat(clock["start"]).date()
        for case in cases().values()
        for clock in case["clocks"]
        if (clock["stage"], clock["state"]) == ("sign", "missed")
    ]
    assert len(late) == 63
    assert sum(day in (date(2023, 4, 21), date(2023, 5, 5)) for day in late) == 34


def test_the_rulebook_of_the_example_is_sound() -> None:
    for command in "lint", "test":
        result = CliRunner().invoke(app, ["rulebook", command, str(FOLDER / "rulebook.yaml")])
        assert result.exit_code == 0, result.stdout
