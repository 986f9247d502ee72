"""A city's own flags, counted again: which requests were closed in time.

The table has a flag for each request, ``ONTIME`` or ``OVERDUE``. The script
reads the table as cases, counts by the due time that each request states, and
lists where the flag and the count part::

    python examples/boston/recount.py boston311.csv.gz
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from bizenv.cases.entries import Entry, Timeliness
from bizenv.cases.ledger import Ledger, ledger
from bizenv.cases.logs import cases_from_events
from bizenv.rulebooks.mapping import CASE_FIELDS, read_mapping
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words

MAP = Path(__file__).with_name("map.yaml")
ZONE = "America/New_York"
LAST_DAY = date(2025, 1, 8)
"""The day on which the last request of the table was closed."""
FLAGS = {Timeliness.TIMELY: "ONTIME", Timeliness.LATE: "OVERDUE", None: "no target"}


def load(path: Path) -> list[dict[str, str]]:
    """The rows of the table, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recount(rows: list[dict[str, str]]) -> Ledger:
    """The ledger of the requests, by department."""
    vocabulary = case_vocabulary()
    mapping = read_mapping(MAP, vocabulary, CASE_FIELDS)
    log = cases_from_events(rows, vocabulary, header_words()["cases"], zone=ZONE, mapping=mapping)
    for problem in log.all_problems:
        print(problem.say("en"))
    return ledger(log.cases, LAST_DAY, by="agency", zone=ZONE)


def compared(rows: list[dict[str, str]], book: Ledger) -> list[tuple[str, str, Entry]]:
    """Of each request the flag of the city, our count, and its line."""
    flags = {row["case_id"]: row["on_time"] or "no flag" for row in rows}
    return [
        (flags[entry.case], FLAGS.get(entry.facts.reading, "pending"), entry)
        for entry in book.entries
    ]


def main(path: Path) -> None:
    """Print the report."""
    if not path.is_file():
        print(f"{path} is not there, so nothing is counted")
        return
    rows = load(path)
    book = recount(rows)
    pairs = compared(rows, book)
    print(f"{book.received:,} requests; the city's flag, our count, requests")
    for (flag, ours), count in sorted(Counter((flag, ours) for flag, ours, _ in pairs).items()):
        print(f"  {flag:<8} {ours:<10} {count:>5,}")

    flagged = Counter(flag for flag, _, _ in pairs)
    print(f"\nIn time, as flagged  {flagged['ONTIME']:,}/{flagged.total() - flagged['no flag']:,}")
    print(book.rate("on_time").explain("en"))

    print("\nBy department: in time by our count")
    for group in book.groups:
        print(f"  {group.say('en'):<34} {group.tally.rate('on_time')}")

    parted = [(flag, ours, entry) for flag, ours, entry in pairs if flag != ours]
    print("\nFlagged without a target, by type")
    types = Counter(entry.subject for _, ours, entry in parted if ours == "no target")
    for name, count in sorted(types.items(), key=lambda pair: (-pair[1], str(pair[0]))):
        print(f"  {count:>4} {name}")
    print("\nEvery other request whose flag and count part")
    for flag, ours, entry in parted:
        if ours != "no target":
            print(f"  {entry.case} {entry.subject}: {flag}, by our count {ours}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "boston311.csv.gz"))
