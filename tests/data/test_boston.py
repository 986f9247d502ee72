"""Boston's requests, 2015 to 2024: every flag of the city against the library and a plain count."""

from __future__ import annotations

import csv
import gzip
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from bizenv.cases.ledger import Ledger, ledger
from bizenv.cases.logs import cases_from_events
from bizenv.rulebooks.mapping import CASE_FIELDS, read_mapping
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "boston311_sample_2015_2024.csv.gz"
MAP = ROOT / "examples" / "boston" / "map.yaml"
LAST_DAY = date(2025, 1, 8)
UNFLAGGED = "101001856894"
"""The one request without a flag: due on 28 August 2016, closed on 13 September."""

pytestmark = pytest.mark.skipif(
    not DATA.is_file(), reason=f"the Boston data are not part of the project; looked for {DATA}"
)


@pytest.fixture(scope="module")
def book() -> Ledger:
    """The ledger of all requests by department."""
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words, vocabulary = header_words()["cases"], case_vocabulary()
    mapping = read_mapping(MAP, vocabulary, CASE_FIELDS)
    log = cases_from_events(rows, vocabulary, words, zone="America/New_York", mapping=mapping)
    assert log.all_problems == ()
    return ledger(log.cases, LAST_DAY, by="agency", zone="America/New_York")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The table by pandas, its times without a zone."""
    rows = pd.read_csv(DATA, dtype=str, index_col="case_id")
    for name in ("open_dt", "sla_target_dt", "closed_dt"):
        rows[name] = pd.to_datetime(rows[name])
    return rows


def test_every_row_is_a_case_and_none_is_at_fault(book: Ledger, table: pd.DataFrame) -> None:
    assert (book.received, book.faulty, book.later) == (4_995, (), ())
    assert {entry.case for entry in book.entries} == set(table.index)


def test_every_flag_of_a_request_with_a_target_is_reproduced(
    book: Ledger, table: pd.DataFrame
) -> None:
    """4,283 of 4,283. The others: 711 flags without a target, and one target without a flag."""
    words = {"timely": "ONTIME", "late": "OVERDUE"}
    ours = {
        entry.case: words[entry.facts.reading]
        for entry in book.entries
        if entry.facts.reading is not None
    }
    flags = table["on_time"].dropna()
    both = flags[flags.index.isin(ours)]
    assert len(both) == 4_283
    assert both.to_dict() == {id: ours[id] for id in both.index}

    untargeted = table[table["sla_target_dt"].isna()]
    assert set(flags.index) - set(ours) == set(untargeted.index)
    assert (len(untargeted), set(untargeted["on_time"])) == (711, {"ONTIME"})
    assert {id: ours[id] for id in set(ours) - set(flags.index)} == {UNFLAGGED: "OVERDUE"}


def test_the_rates_are_those_of_a_plain_count(book: Ledger, table: pd.DataFrame) -> None:
    """By department, and over all: 3,809 of 4,284."""
    due = table.dropna(subset="sla_target_dt")
    due = due.assign(kept=due["closed_dt"] <= due["sla_target_dt"])
    counted = due.groupby("subject")["kept"].agg(["sum", "size"])
    for group in book.groups:
        rate, (name,) = group.tally.rate("on_time"), group.key
        above, below = counted.loc[name] if name in counted.index else (0, 0)
        assert (rate.numerator, rate.denominator) == (above, below), name
    assert str(book.rate("on_time")) == "3809/4284 = 88.91 %"
    assert str(book.rate("closure_of_received")) == "4995/4995 = 100.00 %"
