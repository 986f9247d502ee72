"""A table of violations: every row that goes in comes out."""

from __future__ import annotations

from bizenv import load_rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.readers import open_table
from bizenv.tolerance.dockets import DocketTally, check_docket

BOOK = load_rulebook("cn-tax")
HEAD = "事项编号,终了日期,发现日期,危害后果,罚款下限,罚款上限,备注\n"


def checked(tmp_path, rows):
    path = tmp_path / "v.csv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), "utf-8")
    words = header_words()["violations"]
    table = open_table(path, words)
    parts = list(check_docket(table, BOOK.violations, BOOK.vocabulary, words))
    tally = DocketTally()
    for part in parts:
        tally.add(part)
    return parts, tally


def test_rows_come_out_with_a_verdict_or_with_their_problems(tmp_path):
    rows = [
        "tax-03,2021-03-01,2023-04-17,无,,,x",
        "tax-03,soon,,,,,",
        ",,,,,,",
        "tax-99,,,,,,",
        "tax-03,,,,9,1,",
        "tax-03,2024-03-01",
        "tax-03,2024-03-01,2024-03-02,无,,,",
    ]
    (part,), tally = checked(tmp_path, rows)
    assert part.statuses == [
        "time-barred",
        "unreadable",
        "blank-row",
        "unreadable",
        "unreadable",
        *part.statuses[5:6],
        "undetermined",
    ]
    told = list(part.rows())
    assert [p.code for row in told[1:5] for p in row.problems] == [
        "bad-day",
        "blank-row",
        "unknown-item",
        "facts-contradict",
    ]
    assert "v.csv:3 row 3 终了日期 (ended): got 'soon'" in str(told[1].problems[0])
    assert told[0].verdict.outcome.value == "time-barred"
    assert (tally.rows, tally.count("time-barred", "undetermined")) == (7, 2)
    assert tally.codes["bad-day"] == 1
    assert tally.missing["special-circumstances"] == 1
    assert [note.en for note in tally.notes] == ["Columns that are not read: 备注."]


def test_a_row_that_is_torn_is_told_with_what_tore_it(tmp_path):
    (part,), _ = checked(tmp_path, ["tax-03,2024-03-01,2024-03-02,无,,,,,,more"])
    (row,) = part.rows()
    assert (row.status, len(row.problems)) == ("unreadable", 1)


def test_a_table_without_rows_says_so(tmp_path):
    (part,), tally = checked(tmp_path, [])
    assert (len(part), tally.rows) == (0, 0)
    assert tally.notes[-1].en == "There is no row below the header: nothing was judged."
