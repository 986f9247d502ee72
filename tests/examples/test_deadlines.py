"""The made-up ledger: it regenerates, and a second count agrees row by row.

The second count steps from day to day with ``chinesecalendar``; it shares no
code and no data file with bizenv.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar
import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "deadlines"
LEDGER = FOLDER / "ledger.csv"
TODAY = date(2026, 11, 20)
ONE_DAY = timedelta(days=1)
PUBLISHED, FINAL = date(2026, 12, 31), date(2026, 12, 28)


def run(script: str, *arguments: str) -> str:
    """What a script of the folder prints, with warnings as errors."""
    command = [sys.executable, "-X", "utf8", "-W", "error", str(FOLDER / script), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@cache
def printed() -> str:
    """What the analysis prints."""
    return run("overdue.py")


# --- the second count ------------------------------------------------------------------


def due_of(received: date, promise: str) -> date | None:
    """The last day to answer; None where no notice says so."""
    found = re.fullmatch(r"(\d+)(个工作日|日)", promise)
    assert found is not None
    left, day = int(found[1]), received
    if found[2] == "日":
        return received + timedelta(days=left)
    while left and day < PUBLISHED:
        day += ONE_DAY
        left -= chinese_calendar.is_workday(day)
    return None if left else day


def working_days_after(start: date, end: date) -> int:
    """The working days of (start, end]."""
    days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
    return sum(map(chinese_calendar.is_workday, days))


def state_of(due: date | None, answered: date | None) -> str:
    """In time, late, open or overdue; a due date beyond the notices lies after today."""
    broken = due is not None and due < (answered or TODAY)
    if answered is None:
        return "overdue" if broken else "open"
    return "late" if broken else "in time"


@cache
def counted() -> tuple[dict[str, str], ...]:
    """The rows of the ledger with due date and state by the second count."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["state"], row["due"] = "no day", ""
        if row["收到日期"]:
            due = due_of(date.fromisoformat(row["收到日期"]), row["承诺时限"])
            answered = date.fromisoformat(row["答复日期"]) if row["答复日期"] else None
            row["due"], row["state"] = str(due or ""), state_of(due, answered)
    return tuple(rows)


# --- tests -----------------------------------------------------------------------------


def test_the_ledger_regenerates_byte_for_byte(tmp_path: Path) -> None:
    run("make_ledger.py", str(tmp_path / "again.csv"))
    assert (tmp_path / "again.csv").read_bytes() == LEDGER.read_bytes()


def test_the_states_are_those_of_the_second_count() -> None:
    """Of all rows, and every state occurs."""
    states = Counter(row["state"] for row in counted())
    assert set(states) == {"in time", "late", "open", "overdue", "no day"}
    assert printed().startswith(f"{len(counted())} requests, as of 2026-11-20\n")
    shown = re.findall(r"(?m)^  (in time|late|open|overdue|no day) +(\d+)$", printed())
    assert {name: int(number) for name, number in shown} == states


@pytest.mark.parametrize(("title", "column"), [("office", "承办单位"), ("promise", "承诺时限")])
def test_each_table_adds_up_as_the_second_count_does(title: str, column: str) -> None:
    """States and the share of broken promises among those with a due date."""
    part = printed().partition(f"By {title}\n")[2].partition("└")[0]
    lines = [
        re.findall(r"[\w.]+", line) for line in re.findall(r"(?m)^│ \d*\w*[\u4e00-\u9fff].*$", part)
    ]
    shown = {name: cells for name, *cells in lines}
    names = {row[column] for row in counted()}
    assert set(shown) == names
    for name in names:
        states = Counter(row["state"] for row in counted() if row[column] == name)
        numbers = [states[each] for each in ("in time", "late", "open", "overdue", "no day")]
        broken = 100 * (numbers[1] + numbers[3]) / sum(numbers[:4])
        assert list(map(int, shown[name][:-1])) == [sum(numbers), *numbers]
        assert float(shown[name][-1]) == pytest.approx(broken, abs=0.051)


def test_the_longest_overdue_are_told_with_their_working_days() -> None:
    """The five that are longest overdue, the worst first."""
    overdue = [row for row in counted() if row["state"] == "overdue"]
    late = {
        row["编号"]: working_days_after(date.fromisoformat(row["due"]), TODAY) for row in overdue
    }
    worst = sorted(late, key=lambda number: (-late[number], number))[:5]
    part = printed().partition("Overdue longest, in working days\n")[2].partition("└")[0]
    shown = re.findall(r"(?m)^│ (SQ\d+) .* (\d+) +│$", part)
    assert shown == [(id, str(late[id])) for id in worst]


def test_due_dates_that_may_still_move_are_told() -> None:
    """Provisional from 29 December on, 2027 among them; calendar days are sure."""
    part = printed().partition("The next holiday notice may move these:\n")[2]
    shown = dict(re.findall(r"(?m)^  (SQ\d+) .* \((\w+)\)$", part))
    by_notices = [
        row for row in counted() if row["state"] == "open" and row["承诺时限"].endswith("个工作日")
    ]
    expected = {
        row["编号"]: "provisional"
        for row in by_notices
        if not row["due"] or date.fromisoformat(row["due"]) > FINAL
    }
    assert shown == expected
    assert len(shown) > 1


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_pages_show_the_states_as_they_are(page: str) -> None:
    """The table of each page has the numbers that the script prints."""
    rows = re.findall(r"(?m)^\| ([a-z ]+) \| (\d+) \|", (FOLDER / page).read_text("utf-8"))
    assert rows == re.findall(r"(?m)^  (in time|late|open|overdue|no day) +(\d+)$", printed())
