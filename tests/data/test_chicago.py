"""Chicago's sanitation requests, 2000 to 2014: the ledger against a plain count of pandas.

The plain count knows requests only by their columns: it is closed if it has a
day of completion; a request that stands in several rows was opened on the first
of its days and closed on the first of its completions.
"""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.notices import Notice
from bizenv.cases.ledger import Group, Ledger, ledger
from bizenv.cases.logs import CaseLog, cases_from_events
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.mapping import FieldMap, TableMap

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "chicago311_sanitation.csv.gz"
pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason=f"the Chicago data are not part of the project; looked for {DATA}"
)

LAST_DAY = date(2015, 1, 1)
YEARS = range(2000, 2016)
FOURTH_OF_JULY = [date(year, 7, 4) for year in YEARS]
CALENDAR = WorkCalendar(
    "US", [Notice(day.year, {"Independence Day": [day]}, []) for day in FOURTH_OF_JULY]
)
BANDS = (5, 15, 30, 250)
COLUMNS = {
    "case": "request",
    "received": "created",
    "closed": "completed",
    "lead": "ward",
    "subject": "nature",
}


@pytest.fixture(scope="module")
def log() -> CaseLog:
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 74_401
    mapping = TableMap({name: FieldMap(column=column) for name, column in COLUMNS.items()})
    return cases_from_events(rows, case_vocabulary(), header_words()["cases"], mapping=mapping)


@pytest.fixture(scope="module")
def book(log: CaseLog) -> Ledger:
    return ledger(log.cases, LAST_DAY, by="agency", calendar=CALENDAR, bands=BANDS)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """One row a request, by pandas, with working days by numpy."""
    rows = pd.read_csv(DATA, dtype=str)
    one = rows.groupby("request").agg({"created": "min", "completed": "min", "ward": "first"})
    opened = one["created"].to_numpy("datetime64[D]")
    closed = one["completed"].to_numpy("datetime64[D]")
    return one.assign(
        month=one["created"].str[:7],
        closed=~np.isnat(closed),
        days=_working_days(opened, np.where(np.isnat(closed), opened, closed)),
        age=_working_days(opened, np.full(len(one), np.datetime64(LAST_DAY))),
    )


def _working_days(start: Any, end: Any) -> Any:
    """From the day after the start to the end, Monday to Friday but for the Fourth of July."""
    day = np.timedelta64(1, "D")
    return np.busday_count(start + day, end + day, holidays=FOURTH_OF_JULY)


def test_nothing_is_lost_and_what_stands_twice_is_told(log: CaseLog, book: Ledger) -> None:
    """74,401 rows are 74,026 requests; 375 rows tell once more of one of them."""
    events = sum(len(case.events) for case in log.cases)
    assert (len(log.cases), book.received) == (74_026, 74_026)
    assert events == 74_401 + 74_076
    assert sum(len(case.unread) for case in log.cases) == 0
    assert log.all_problems == ()
    rows = pd.read_csv(DATA, dtype=str)
    closings = rows.groupby("request")["completed"].nunique()
    assert set(book.faulty) == set(closings[closings > 1].index)


def test_the_whole_ledger_is_that_of_the_plain_count(book: Ledger, table: pd.DataFrame) -> None:
    closed = table[table["closed"]]
    assert book.received == len(table)
    assert (book.count("closed"), book.count("open")) == (len(closed), len(table) - len(closed))
    rate = book.rate("closure_of_received")
    assert (rate.numerator, rate.denominator) == (len(closed), len(table))
    time = book.total.working_time
    assert dict(time.counts) == closed["days"].value_counts().to_dict()
    assert time.median == np.quantile(closed["days"], 0.5, method="inverted_cdf")
    assert time.percentile(90) == np.quantile(closed["days"], 0.9, method="inverted_cdf")


@pytest.mark.parametrize("by", ["agency", "month"])
def test_every_ward_and_every_month_is_that_of_the_plain_count(
    book: Ledger, table: pd.DataFrame, by: str
) -> None:
    """Requests, closed, closure rate, all working times, ages of open ones by band."""
    groups = {group.key[0]: group for group in book.grouped(by).groups}
    column = {"agency": "ward", "month": "month"}[by]
    counted = dict(iter(table.groupby(table[column].fillna("?"))))
    assert {key or "?" for key in groups} == set(counted)
    for key, group in groups.items():
        assert _figures(group) == _plain_figures(counted[key or "?"]), key


def _figures(group: Group) -> dict[str, Any]:
    tally = group.tally
    rate = tally.rate("closure_of_received")
    return {
        "received": tally.received,
        "rate": (rate.numerator, rate.denominator),
        "days": dict(tally.working_time.counts),
        "ages": [band.count for band in tally.ageing(BANDS)],
    }


def _plain_figures(rows: pd.DataFrame) -> dict[str, Any]:
    is_open = rows[~rows["closed"]]
    edges = [-1, *BANDS, 10**6]
    return {
        "received": len(rows),
        "rate": (int(rows["closed"].sum()), len(rows)),
        "days": rows[rows["closed"]]["days"].value_counts().to_dict(),
        "ages": np.histogram(is_open["age"], [edge + 0.5 for edge in edges])[0].tolist(),
    }
