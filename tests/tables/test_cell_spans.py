"""Where a cell stands in a line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.tables.cell_spans import cell_spans, lines_of
from bizenv.tables.writers import csv_lines


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_each_delimiter_is_known(delimiter: str) -> None:
    line = delimiter.join(["E1", "2023-06-15", ""])
    assert cell_spans(line + "\r\n", ["E1", "2023-06-15", ""]) == [(0, 2), (3, 13), (14, 14)]


def test_a_line_with_other_cells_has_none() -> None:
    assert cell_spans("E1,2023-06-15", ["E2", "2023-06-15"]) == []
    assert cell_spans('E1,"open', ["E1", "open\nhere"]) == []
    assert cell_spans('a"b",c', ['a"b"', "c"]) in ([], [(0, 4), (5, 6)])


CELLS = st.lists(st.text('aé,;|"x \t', max_size=5), min_size=1, max_size=4)


@settings(max_examples=50)
@given(CELLS)
def test_replacing_a_cell_changes_that_cell_alone(cells: list[str]) -> None:
    """Whatever stands in a line of ours: each span put back gives the line again."""
    (line,) = csv_lines([cells])
    spans = cell_spans(line, cells)
    for place, (start, end) in enumerate(spans):
        new = line[:start] + "2023-06-23" + line[end:]
        found = cell_spans(new, [*cells[:place], "2023-06-23", *cells[place + 1 :]])
        assert found[place] == (start, start + 10)


def test_lines_are_read_by_number_in_the_encoding_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes("机关,日期\r\n区税务局,2023-06-15\r\n".encode("gbk"))
    assert lines_of(file, [2]) == {2: "区税务局,2023-06-15\r\n"}
    assert lines_of(file, []) == {}
