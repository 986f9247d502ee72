"""Tables judged as a whole, told by the rows of their files."""

from pathlib import Path

from bizenv import load_rulebook
from bizenv.inspections.whole.papers import Records
from bizenv.inspections.whole.tables import check_whole_table
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.mapping import TableMap
from bizenv.tables.readers import open_table


def test_a_row_is_told_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "检查日期,企业名称,检查机关\n,,\n2026-03-23,甲,县质监局\n2026-06-23,甲,县质监局\n", "utf-8"
    )
    words = header_words()["inspections"]
    rules = load_rulebook("cn-hn-longhui").schedule
    check = check_whole_table(open_table(path, words), rules, words, TableMap(), records=Records())
    (finding,) = check.verdict.findings
    assert (finding.rows, check.numbers(finding.rows), check.verdict.unread) == (
        (1, 2),
        [3, 4],
        (0,),
    )
    assert (check.place(2).row, check.place(2).line) == (4, 4)
    assert list(check.by_row) == [2]
