"""Working time by a clock beside plain Python that gives the same answer.

    python benchmarks/clocks.py [--json FILE]

The plain ways walk from day to day, or from minute to minute, over the same
calendar. Libraries for working time are measured too where they are installed;
none of them knows make-up days, so they are given a week without any.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from zoneinfo import ZoneInfo

from timing import best_in_turn

import bizenv
from bizenv.calendars.clocks.moments import Pause
from bizenv.calendars.clocks.rotas import segment_table

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEGMENTS = ((time_of_day(9), time_of_day(12)), (time_of_day(14), time_of_day(17, 30)))
HOURS = bizenv.Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai")
CALENDAR = bizenv.work_calendar("CN")
CLOCK = bizenv.Clock(HOURS, CALENDAR)

START = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
END = START + timedelta(days=30)
TARGET = timedelta(hours=40)
PAUSES: list[Pause] = [
    (START + timedelta(days=day), START + timedelta(days=day, hours=5)) for day in range(1, 6)
]


def repeated(times: int, function: Callable[[], object]) -> Callable[[], object]:
    """The function, so many times."""
    return lambda: [function() for _ in range(times)]


def microseconds(times: int, function: Callable[[], object]) -> float:
    """Microseconds of one call: the best of several rounds."""
    return best_in_turn(7, repeated(times, function))[0] / times * 1e6


# --- plain Python -----------------------------------------------------------------


def by_days(start: datetime, end: datetime) -> timedelta:
    """Working time, a day at a time: the usual loop, without pauses."""
    total, day = timedelta(0), start.date()
    while day <= end.date():
        if CALENDAR.is_working(day):
            for opening, closing in SEGMENTS:
                since = max(start, datetime.combine(day, opening, SHANGHAI))
                until = min(end, datetime.combine(day, closing, SHANGHAI))
                total += max(until - since, timedelta(0))
        day += timedelta(days=1)
    return total


def by_minutes(start: datetime, target: timedelta, pauses: list[Pause]) -> datetime:
    """When a target is met, a minute at a time."""
    minute, moment = timedelta(minutes=1), start
    while target:
        clock = moment.time()
        if (
            any(opening <= clock < closing for opening, closing in SEGMENTS)
            and CALENDAR.is_working(moment.date())
            and not any(since <= moment < (until or moment) for since, until in pauses)
        ):
            target -= minute
        moment += minute
    return moment


# --- what is measured -------------------------------------------------------------


def clock_beside_loops() -> dict[str, float]:
    """Microseconds of each question, and how many times as long a loop takes."""
    assert CLOCK.elapsed(START, END) == by_days(START, END)
    assert CLOCK.due(START, TARGET, PAUSES) == by_minutes(START, TARGET, PAUSES)
    elapsed = microseconds(2_000, lambda: CLOCK.elapsed(START, END))
    due = microseconds(2_000, lambda: CLOCK.due(START, TARGET, PAUSES))
    days = microseconds(200, lambda: by_days(START, END))
    minutes = microseconds(3, lambda: by_minutes(START, TARGET, PAUSES))
    return {
        "elapsed_30_days_us": elapsed,
        "elapsed_five_pauses_us": microseconds(2_000, lambda: CLOCK.elapsed(START, END, PAUSES)),
        "due_us": microseconds(2_000, lambda: CLOCK.due(START, TARGET)),
        "due_five_pauses_us": due,
        "elapsed_by_days_us": days,
        "due_by_minutes_us": minutes,
        "by_days_per_elapsed": days / elapsed,
        "by_minutes_per_due": minutes / due,
    }


def tables() -> dict[str, float]:
    """Milliseconds to lay out all the years that are known, and 22 years of New York."""
    first, last = CALENDAR.first, CALENDAR.known_through
    assert first is not None
    assert last is not None
    new_york = bizenv.Hours({"mon-fri": "09:00-17:00"}, zone="America/New_York")

    def shanghai() -> None:
        segment_table.cache_clear()
        segment_table(HOURS, CALENDAR, first, last, "raise")

    def other() -> None:
        segment_table.cache_clear()
        segment_table(new_york, None, date(2019, 1, 1), date(2040, 12, 31), "raise")

    own, theirs = best_in_turn(7, shanghai, other)
    return {"table_known_years_ms": own * 1e3, "table_22_years_with_changes_ms": theirs * 1e3}


def businesstimedelta_beside_clock() -> dict[str, float]:
    """One segment a day and no holidays, which both can hold."""
    peer = import_module("businesstimedelta")
    nine_to_five = peer.WorkDayRule(
        start_time=time_of_day(9), end_time=time_of_day(17), working_days=[0, 1, 2, 3, 4]
    )
    plain = bizenv.Clock(bizenv.Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), None)
    start, end = START.replace(tzinfo=None), END.replace(tzinfo=None)
    theirs = nine_to_five.difference(start, end)
    ours = plain.elapsed(START, END)
    assert timedelta(hours=theirs.hours, seconds=theirs.seconds) == ours
    own = microseconds(2_000, lambda: plain.elapsed(START, END))
    other = microseconds(50, lambda: nine_to_five.difference(start, end))
    return {"businesstimedelta_us": other, "businesstimedelta_per_elapsed": other / own}


def business_duration_beside_clock() -> dict[str, float]:
    """The same, in hours."""
    peer = import_module("business_duration")
    plain = bizenv.Clock(bizenv.Hours({"mon-fri": "09:00-17:00"}, zone="Asia/Shanghai"), None)
    start, end = START.replace(tzinfo=None), END.replace(tzinfo=None)

    def theirs() -> float:
        found: float = peer.businessDuration(
            start, end, time_of_day(9), time_of_day(17), unit="hour"
        )
        return found

    assert timedelta(hours=theirs()) == plain.elapsed(START, END)
    own = microseconds(2_000, lambda: plain.elapsed(START, END))
    other = microseconds(20, theirs)
    return {"business_duration_us": other, "business_duration_per_elapsed": other / own}


PEERS = {
    "businesstimedelta": businesstimedelta_beside_clock,
    "business_duration": business_duration_beside_clock,
}


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = clock_beside_loops() | tables()
    for name, measure in PEERS.items():
        if find_spec(name):
            figures |= measure()
        else:
            print(f"{name} is not installed, so it is left out")
    print(f"Python {platform.python_version()}, {platform.machine()}")
    for name, figure in figures.items():
        print(f"{name:34} {figure:12,.1f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
