"""One case of ten events: how it stands, its clocks, its verdict; beside a pandas loop and a peer.

    python benchmarks/cases.py [--json FILE]

The pandas loop is what an analyst writes for the same table: the events of each
case by kind, and pandas' own business days, which are told every rest day of
China. It gives the same due days and the same used days for three promises in
working days, a pause left out. ``businesstimedelta`` knows hours only, and no
make-up days, so it is given three promises in working hours of a plain week.
All answers are compared before anything is measured.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from timing import best_in_turn

import bizenv
from bizenv.cases.clocks import clocks_of
from bizenv.cases.closure import ClosureRule
from bizenv.cases.readings import ClockReading
from bizenv.cases.rules import CaseRules, check_case
from bizenv.cases.service_levels import YellowLight
from bizenv.cases.states import state_of
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event
from bizenv.testing import a_citation
from bizenv.testing.cases import a_promise, case_rules

ZONE = "Asia/Shanghai"
SHANGHAI = ZoneInfo(ZONE)
FIRST = datetime(2023, 6, 15, 9, tzinfo=SHANGHAI)
AT = datetime(2024, 8, 1, 12, tzinfo=SHANGHAI)
CALENDAR = bizenv.work_calendar("CN")
FEW = 10
"""So few that a round ends before the machine turns to something else."""
ROUNDS = 300

COURSE: tuple[tuple[str, int, int, dict[str, Any]], ...] = (
    # kind, days and hours after the first, what else is recorded
    ("received", 0, 0, {}),
    ("accepted", 0, 2, {}),
    ("assigned", 1, 0, {"to": "区住建局"}),
    ("signed", 1, 3, {}),
    ("paused", 4, 0, {"cause": "hearing"}),
    ("resumed", 7, 1, {}),
    ("in-progress", 7, 2, {}),
    ("replied", 8, 0, {}),
    ("resolved", 13, 0, {}),
    ("followed-up", 15, 0, {"grade": "satisfied"}),
)


def cases(n: int) -> list[Case]:
    """Cases that ran alike, each at its own time."""
    return [
        Case(
            f"C{number}",
            kind="individual",
            channel="hotline",
            events=[
                Event(kind, FIRST + timedelta(days=number % 200 + day, hours=hour), **facts)
                for kind, day, hour, facts in COURSE
            ],
        )
        for number in range(n)
    ]


def rules(base: TimeBase, sign: str, reply: str, resolve: str) -> CaseRules:
    """Three promises, two of which a hearing stops, and what closing needs."""
    yellow, cite = YellowLight(0.9), a_citation()
    return case_rules(
        a_promise("sign", sign),
        a_promise("reply", reply, pauses="hearing", yellow=yellow),
        a_promise("resolve", resolve, pauses="hearing", yellow=yellow),
        closure=[
            ClosureRule("reply", "closing", citation=cite),
            ClosureRule("outcome", "closing", citation=cite),
            ClosureRule("follow-up", "writing-off", citation=cite),
        ],
        base=base,
    )


DAYS = {"sign": 1, "reply": 5, "resolve": 15}
BY_DAY = rules(TimeBase(CALENDAR, zone=ZONE), "1 working day", "5 working days", "15 working days")


def clocks(case: Case, by: CaseRules) -> tuple[ClockReading, ...]:
    """How a case stands, and its three clocks."""
    return clocks_of(state_of(case, AT, zone=ZONE), by.service_level, by.base)


def each(some: Sequence[Case], function: Callable[[Case], object]) -> Callable[[], object]:
    """The function, for each of some cases; what it gives is not kept."""

    def run() -> None:
        for case in some:
            function(case)

    return run


# --- a pandas loop ----------------------------------------------------------------


def pandas_beside_clocks() -> dict[str, float]:
    """The same due days and used days by pandas, case by case."""
    import pandas as pd

    first, last = date(2023, 1, 1), date(2024, 12, 31)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    rests = [day for day in every if not CALENDAR.is_working(day)]
    offsets = {
        n: pd.offsets.CustomBusinessDay(n, holidays=rests, weekmask="1111111") for n in range(60)
    }
    some = cases(FEW)
    table = pd.DataFrame(
        [(case.id, event.kind.value, event.time) for case in some for event in case.events],
        columns=["case", "event", "time"],
    )

    def worked(after: Any, until: Any) -> int:
        days = pd.date_range(after.normalize(), until.normalize(), inclusive="right")
        return len(days.difference(pd.DatetimeIndex(rests, tz=ZONE)))

    def loop() -> list[tuple[str, date, int]]:
        found = []
        for id, rows in table.groupby("case", sort=False):
            times = rows.set_index("event")["time"]
            start, since, until = times["assigned"], times["paused"], times["resumed"]
            day = pd.Timedelta(days=1)
            for (stage, n), stop in zip(
                DAYS.items(), ("signed", "replied", "resolved"), strict=True
            ):
                paused = worked(since - day, until - day) if times[stop] > since else 0
                due = (start + offsets[n + paused]).date()
                used = worked(start, times[stop]) - paused
                found.append((f"{id} {stage}", due, used))
        return found

    def ours() -> list[tuple[str, date | None, Any]]:
        readings = ((case.id, reading) for case in some for reading in clocks(case, BY_DAY))
        return [(f"{id} {r.stage.value}", r.due_day, r.used) for id, r in readings]

    assert ours() == loop()
    own, theirs = best_in_turn(20, ours, loop)
    return {"pandas_loop_us": theirs / FEW * 1e6, "pandas_loop_per_clocks": theirs / own}


# --- businesstimedelta ------------------------------------------------------------


def businesstimedelta_beside_clocks() -> dict[str, float]:
    """Three promises in working hours of a week without holidays, which both can hold."""
    peer = import_module("businesstimedelta")
    rule = peer.WorkDayRule(
        start_time=time_of_day(9), end_time=time_of_day(17), working_days=[0, 1, 2, 3, 4]
    )
    week = peer.Rules([rule])
    office = bizenv.Clock(bizenv.Hours({"mon-fri": "09:00-17:00"}, zone=ZONE), None)
    hours = {"sign": 8, "reply": 40, "resolve": 120}
    by_hour = rules(TimeBase(None, office, ZONE), "8个工作小时", "40个工作小时", "120个工作小时")
    some = cases(FEW)

    def worked(after: datetime, until: datetime) -> timedelta:
        span = week.difference(after, until)
        return timedelta(hours=span.hours, seconds=span.seconds)

    def due(start: datetime, time: timedelta) -> datetime:
        seconds = int(time.total_seconds())
        found: datetime = start + peer.BusinessTimeDelta(week, seconds=seconds)
        return found

    def loop() -> list[tuple[datetime, timedelta]]:
        found = []
        for case in some:
            times: dict[str, Any] = {
                event.kind.value: event.time.replace(tzinfo=None)
                for event in case.events
                if isinstance(event.time, datetime)
            }
            start, since, until = times["assigned"], times["paused"], times["resumed"]
            for n, stop in zip(hours.values(), ("signed", "replied", "resolved"), strict=True):
                used, left = worked(start, times[stop]), timedelta(hours=n)
                if times[stop] > since:
                    used -= worked(since, until)
                before = worked(start, since)
                end = due(start, left) if left <= before else due(until, left - before)
                found.append((end.replace(tzinfo=SHANGHAI), used))
        return found

    def ours() -> list[tuple[Any, Any]]:
        return [(r.due, r.used) for case in some for r in clocks(case, by_hour)]

    assert ours() == loop()
    own, theirs = best_in_turn(20, ours, loop)
    return {
        "clocks_in_hours_us": own / FEW * 1e6,
        "businesstimedelta_us": theirs / FEW * 1e6,
        "businesstimedelta_per_clocks": theirs / own,
    }


# --- what is measured -------------------------------------------------------------


def one_case() -> dict[str, float]:
    """Microseconds of one case of ten events."""
    some = cases(FEW)
    unfinished = [Case(c.id, kind=c.kind, channel=c.channel, events=c.events[:7]) for c in some]
    functions = {
        "state_us": each(some, lambda case: state_of(case, AT, zone=ZONE)),
        "state_and_three_clocks_us": each(some, lambda case: clocks(case, BY_DAY)),
        "verdict_us": each(some, lambda case: check_case(case, BY_DAY, AT)),
        "verdict_overdue_us": each(unfinished, lambda case: check_case(case, BY_DAY, AT)),
    }
    best = best_in_turn(ROUNDS, *functions.values())
    return {name: time / FEW * 1e6 for name, time in zip(functions, best, strict=True)}


PEERS = {
    "pandas": pandas_beside_clocks,
    "businesstimedelta": businesstimedelta_beside_clocks,
}


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    figures = one_case()
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
