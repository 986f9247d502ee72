"""Rows of violations for machines: nothing lost, formulas harmless."""

from __future__ import annotations

import csv
import json

from bizenv import load_rulebook
from bizenv.reports.violation_rows import ADDED, violation_jsonl_lines, write_violation_csv
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.readers import open_table
from bizenv.tolerance.dockets import check_docket

BOOK = load_rulebook("cn-tax")


def checked(tmp_path, text):
    path = tmp_path / "v.csv"
    path.write_text(text, "utf-8")
    words = header_words()["violations"]
    table = open_table(path, words)
    return table.headers, check_docket(table, BOOK.violations, BOOK.vocabulary, words)


def test_a_column_of_the_input_is_never_hidden_and_formulas_are_harmless(tmp_path):
    headers, parts = checked(tmp_path, "item,outcome\ntax-03,=1+1\n")
    write_violation_csv(parts, headers, tmp_path / "out.csv", "zh")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["outcome"] == "'=1+1"
    assert row["bizenv_outcome"] == "undetermined"
    assert {f"bizenv_{ADDED[0]}", *ADDED[1:]} <= set(row)


def test_a_row_without_a_verdict_says_why(tmp_path):
    _, parts = checked(tmp_path, "item,discovered\ntax-03,soon\n")
    (line,) = violation_jsonl_lines(parts, "en")
    told = json.loads(line)
    assert (told["outcome"], told["codes"], told["settling"]) == ("unreadable", "bad-day", [])
    assert told["message"].startswith("discovered: got 'soon'")
