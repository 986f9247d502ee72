"""Working days beside every library that can count the Chinese ones, in the same run.

    python benchmarks/calendars.py [--rows 1000000] [--json FILE]

``holidays`` and ``chinesecalendar`` know the notices. numpy, polars and pandas
take a list of rest days; a make-up Sunday can be told to them only by a week of
seven working days and a list of *every* rest day, which is what they get here.
Before anything is measured the answers are compared. A library that is not
installed is left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve, frozen
from timing import best_in_turn

import bizenv
from bizenv.calendars.bulk.table_arrays import arrays_of

CALENDAR = bizenv.work_calendar("CN")
ONE_DAY = timedelta(days=1)
DAYS = 20
TWENTY = repeat(DAYS)
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
REST_DAYS = [
    day
    for day in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    if not CALENDAR.is_working(day)
]
SPREAD = 6_900
"""Start days lie so many days after the first, so that every answer is known."""
PANDAS_ROWS = 5_000
"""What is not vectorised is measured on fewer rows and scaled."""
SLOW_COUNTS = 40


@frozen
class Peer:
    """One way to get the answers of a question: its name, and how fast it is.

    ``share`` is the part of the question that ``run`` does.
    """

    name: str
    run: Callable[[], object]
    share: float = 1.0


@frozen
class Question:
    """A question and the ways to answer it, bizenv's first; ``unit`` makes seconds readable."""

    name: str
    unit: str
    scale: float
    peers: Sequence[Peer]


def library(name: str) -> Any:
    """A library, or None where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def each(function: Callable[..., object], *columns: Iterable[Any]) -> Callable[[], object]:
    """A function called for each row."""
    return lambda: list(map(function, *columns))


# --- one day at a time --------------------------------------------------------------


def some_days(number: int, seed: int) -> list[date]:
    """Working days of twenty years, from which every library counts alike."""
    offsets = np.random.default_rng(seed).integers(0, SPREAD, number * 2)
    days = (FIRST + timedelta(days=int(offset)) for offset in offsets)
    return [day for day in days if CALENDAR.is_working(day)][:number]


def one_at_a_time() -> Iterator[Question]:
    """Is it a working day, the twentieth working day after it, and a count of a year."""
    many, days, few = some_days(20_000, 1), some_days(2_000, 2), some_days(SLOW_COUNTS, 3)
    later = [day + timedelta(days=365) for day in many]
    year_on = [day + timedelta(days=365) for day in few]
    counts = list(map(CALENDAR.count, few, year_on))
    flags, due = list(map(CALENDAR.is_working, days)), [CALENDAR.add(d, DAYS) for d in days]
    working = [Peer("bizenv", each(CALENDAR.is_working, many))]
    adding = [Peer("bizenv", each(CALENDAR.add, many, TWENTY))]
    counting = [Peer("bizenv", each(CALENDAR.count, many, later))]
    if (holidays := library("holidays")) is not None:
        china = holidays.country_holidays("CN", years=range(2007, 2027))
        assert list(map(china.is_working_day, days)) == flags
        assert [china.get_nth_working_day(day, DAYS) for day in days] == due
        between = china.get_working_days_count
        assert [between(a + ONE_DAY, b) for a, b in zip(few, year_on, strict=True)] == counts
        nth = china.get_nth_working_day
        working.append(Peer("holidays", each(china.is_working_day, days), 1 / 10))
        adding.append(Peer("holidays", each(nth, days, TWENTY), 1 / 10))
        share = SLOW_COUNTS / len(many)
        counting.append(
            Peer("holidays", each(lambda a, b: between(a + ONE_DAY, b), few, year_on), share)
        )
    if (chinese := library("chinese_calendar")) is not None:
        assert list(map(chinese.is_workday, days)) == flags
        assert [chinese.find_workday(DAYS, day) for day in few] == [
            CALENDAR.add(day, DAYS) for day in few
        ]

        def listed(a: date, b: date) -> int:
            return len(chinese.get_workdays(a + ONE_DAY, b))

        assert list(map(listed, few, year_on)) == counts
        share = SLOW_COUNTS / len(many)
        working.append(Peer("chinesecalendar", each(chinese.is_workday, days), 1 / 10))
        adding.append(Peer("chinesecalendar", each(chinese.find_workday, TWENTY, few), share))
        counting.append(Peer("chinesecalendar", each(listed, few, year_on), share))
    micro = 1e6 / len(many)
    yield Question("is_working, one day", "us", micro, working)
    yield Question(f"add {DAYS}, one day", "us", micro, adding)
    yield Question("count over a year, one pair", "us", micro, counting)


def tables() -> Iterator[Question]:
    """The table of all known years, made anew from the notices; the first answer needs it."""

    def build() -> object:
        return evolve(CALENDAR).table

    yield Question("table of twenty years", "ms", 1e3, [Peer("bizenv", build)])


# --- whole columns ------------------------------------------------------------------


def numpy_days() -> np.busdaycalendar:
    """The Chinese calendar as numpy can hold it."""
    return np.busdaycalendar("1111111", np.array(REST_DAYS, "datetime64[D]"))


def whole_columns(rows: int) -> Iterator[Question]:
    """Additions, counts and working days of so many rows."""
    rng = np.random.default_rng(20_230_620)
    start = np.datetime64(FIRST) + rng.integers(0, SPREAD, rows)
    end = np.datetime64(FIRST) + rng.integers(0, SPREAD, rows)
    numbers = rng.integers(1, 60, rows)
    start, end = np.minimum(start, end), np.maximum(start, end)
    arrays_of(CALENDAR)  # made once, as the table is
    due, each_due = bizenv.add_working_days(start, DAYS), bizenv.add_working_days(start, numbers)
    counts, flags = bizenv.count_working_days(start, end), bizenv.is_working_day(start)
    ours = {
        "add": lambda: bizenv.add_working_days(start, DAYS),
        "add each": lambda: bizenv.add_working_days(start, numbers),
        "count": lambda: bizenv.count_working_days(start, end),
        "is working": lambda: bizenv.is_working_day(start),
    }
    peers = {name: [Peer("bizenv", run)] for name, run in ours.items()}
    chinese = numpy_days()
    theirs: dict[str, Callable[[], Any]] = {
        "add": lambda: np.busday_offset(start, DAYS, roll="backward", busdaycal=chinese),
        "add each": lambda: np.busday_offset(start, numbers, roll="backward", busdaycal=chinese),
        "count": lambda: np.busday_count(start + 1, end + 1, busdaycal=chinese),
        "is working": lambda: np.is_busday(start, busdaycal=chinese),
    }
    answers = {"add": due, "add each": each_due, "count": counts, "is working": flags}
    for name, run in theirs.items():
        assert np.array_equal(run(), answers[name])
        peers[name].append(Peer("numpy", run))
    add_polars(peers, answers, start, end, numbers)
    add_pandas(peers, start)
    days = start.tolist()
    peers["add"].append(Peer("bizenv, pure Python", each(CALENDAR.add, days, TWENTY)))
    titles = {
        "add": f"add {DAYS}",
        "add each": "add a number of its own",
        "count": "count",
        "is working": "is_working_day",
    }
    for name, title in titles.items():
        yield Question(f"{title}, {rows:,} rows", "ms", 1e3, peers[name])


def add_polars(
    peers: dict[str, list[Peer]], answers: dict[str, Any], start: Any, end: Any, numbers: Any
) -> None:
    """The same with polars, and bizenv on a polars series."""
    if (pl := library("polars")) is None:
        return
    frame = pl.DataFrame({"start": start, "end": end, "n": numbers})
    week, rest = [True] * 7, REST_DAYS
    first, last = pl.col("start"), pl.col("end")

    def ask(expression: Any) -> Callable[[], Any]:
        return lambda: frame.select(expression).to_series()

    def add(n: Any) -> Any:
        return first.dt.add_business_days(n, week_mask=week, holidays=rest, roll="backward")

    day_after = [column.dt.offset_by("1d") for column in (first, last)]
    theirs = {
        "add": ask(add(DAYS)),
        "add each": ask(add(pl.col("n"))),
        "count": ask(pl.business_day_count(*day_after, week_mask=week, holidays=rest)),
        "is working": ask(first.dt.is_business_day(week_mask=week, holidays=rest)),
    }
    for name, run in theirs.items():
        assert np.array_equal(run().to_numpy(), answers[name])
        peers[name].append(Peer("polars", run))
    series = frame["start"]
    peers["add"].append(
        Peer("bizenv, polars series", lambda: bizenv.add_working_days(series, DAYS))
    )


def add_pandas(peers: dict[str, list[Peer]], start: Any) -> None:
    """The same with pandas, row by row as it does it, and bizenv on a pandas series."""
    if (pd := library("pandas")) is None:
        return
    step = DAYS * pd.offsets.CustomBusinessDay(weekmask="1111111", holidays=REST_DAYS)
    rows = min(PANDAS_ROWS, len(start))
    few, series = pd.Series(start[:rows]), pd.Series(start)

    def run() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says itself that it is slow
            return few + step

    expected = bizenv.add_working_days(few, DAYS)
    assert (run() == expected).all()
    peers["add"].append(Peer("pandas", run, rows / len(start)))
    peers["add"].append(
        Peer("bizenv, pandas series", lambda: bizenv.add_working_days(series, DAYS))
    )


# --- the report ---------------------------------------------------------------------


def measured(question: Question) -> dict[str, float]:
    """The time of each way to answer a question, in the question's unit."""
    times = best_in_turn(5, *(peer.run for peer in question.peers))
    return {
        peer.name: seconds / peer.share * question.scale
        for peer, seconds in zip(question.peers, times, strict=True)
    }


def versions() -> str:
    """What is compared, and what is not there to compare."""
    words = [f"Python {platform.python_version()}", f"bizenv {bizenv.__version__}"]
    for name in ("numpy", "polars", "pandas", "holidays", "chinesecalendar"):
        try:
            words.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            words.append(f"{name} is not installed, so it is left out")
    return ", ".join(words)


def main() -> None:
    """Compare, measure and print; write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    print(versions())
    figures: dict[str, dict[str, float]] = {}
    for question in (*one_at_a_time(), *tables(), *whole_columns(asked.rows)):
        times = figures[f"{question.name} [{question.unit}]"] = measured(question)
        print(f"\n{question.name}")
        for name, figure in times.items():
            ratio = figure / times["bizenv"]
            print(f"  {name:<24}{figure:>12,.2f} {question.unit}{ratio:>12,.1f} times bizenv")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
