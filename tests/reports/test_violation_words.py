"""Violations in words: how rows weigh, and what a summary says."""

from __future__ import annotations

from bizenv import load_rulebook
from bizenv.reports.violation_words import (
    ViolationResults,
    outcome_text,
    row_lines,
    summary_lines,
)
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.readers import open_table
from bizenv.tolerance.dockets import DocketTally, check_docket


def part_of(tmp_path, text, book=None):
    book = book or load_rulebook("cn-tax")
    path = tmp_path / "v.csv"
    path.write_text(text, "utf-8")
    words = header_words()["violations"]
    (part,) = check_docket(open_table(path, words), book.violations, book.vocabulary, words)
    return part


def test_rows_weigh_by_what_somebody_has_to_do(tmp_path):
    part = part_of(tmp_path, "item,discovered\ntax-03,soon\ntax-03,2024-01-01\n,\n")
    results = ViolationResults(part)
    assert (results.places("error"), results.places("warning"), results.places("note")) == (
        [0],
        [1],
        [],
    )
    told = list(results.results([0, 1], "en"))
    assert [(each.level, each.code) for each in told] == [
        ("error", "bad-day"),
        ("warning", "facts-missing"),
    ]
    assert results.notes == part.notes


def test_what_is_disputed_is_a_warning_though_it_is_settled(tmp_path):
    text = """format: bizenv.rulebook/1
id: x
version: "1"
label: {zh: 示例}
jurisdiction: {level: city}
checked: 2026-11-28
sources: {s: {title: 清单, attestation: mirror}}
tolerance_lists:
  - id: l
    label: {zh: 清单}
    versions:
      - from: 2024-01-01
        until: open
        cite: {source: s}
        items:
          - id: a
            behaviour: {zh: 甲}
            leniency: may-not-punish
            confirmed: no
            conditions: {minor: yes}
"""
    book = read_rulebook(text, "x.yaml").rulebook
    part = part_of(tmp_path, "item,minor,ended,decided\na,yes,2024-03-01,2024-04-01\n", book)
    assert ViolationResults(part).places("warning") == [0]
    (result,) = ViolationResults(part).results([0], "en")
    assert (result.level, result.properties["clause"]) == ("warning", "《清单》")


def test_a_summary_counts_rows_and_missing_facts(tmp_path):
    part = part_of(tmp_path, "item,special-circumstances\ntax-03,\n")
    tally = DocketTally()
    tally.add(part)
    lines = summary_lines(tally, "v.csv", "book", "zh")
    assert lines[0] == "v.csv 按 book 判断"
    assert any("无法判定 (undetermined)" in line for line in lines)
    assert "  special-circumstances (special-circumstances): 1" in lines
    assert outcome_text("unreadable").en == "unreadable"


def test_a_row_is_told_in_lines(tmp_path):
    part = part_of(tmp_path, "item,discovered\ntax-03,soon\ntax-03,\n")
    bad, open_ = part.rows()
    assert row_lines(bad, "en")[1].endswith("[bad-day]")
    assert row_lines(open_, "zh")[0].endswith("无法判定")
