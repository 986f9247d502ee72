"""Formulas: cells of a workbook that hold an error, or a formula that nobody computed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from bizenv.tables import formulas
from bizenv.tables.formulas import bad_cells, column_number, counts_from_1904

BOOK = (
    '<workbook xmlns:r="x"><sheets><sheet name="六月&amp;七月" sheetId="1" r:id="a"/>'
    '<sheet name="八月" sheetId="2" r:id="b"/></sheets></workbook>'
)
LINKS = (
    '<Relationships><Relationship Id="a" Target="worksheets/one.xml"/>'
    '<Relationship Id="b" Target="/xl/worksheets/two.xml"/></Relationships>'
)


def archive(
    folder: Path, rows: str, *, book: str = BOOK, links: str = LINKS, other: str = ""
) -> Path:
    """An archive with the parts of a workbook of two sheets, the second with these rows."""
    path = folder / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.xml", book)
        parts.writestr("xl/_rels/workbook.xml.rels", links)
        parts.writestr("xl/worksheets/one.xml", f"<sheetData>{other}</sheetData>")
        parts.writestr("xl/worksheets/two.xml", f"<sheetData>{rows}</sheetData>")
    return path


def texts(path: Path, sheet: str = "八月") -> dict[tuple[int, int], str]:
    """By place, what each bad cell says."""
    return {place: str(cell) for place, cell in bad_cells(path, sheet).items()}


@pytest.mark.parametrize(
    ("settings", "holds"),
    [
        ('<workbookPr date1904="1"/>', True),
        ("<x:workbookPr codeName='a' date1904='true' />", True),
        ('<workbookPr date1904="0"/>', False),
        ('<workbookPr date1904="false"/>', False),
        ('<workbookPr codeName="date1904"/>', False),
        ("<workbookPr/>", False),
    ],
)
def test_which_workbooks_count_from_1904(tmp_path: Path, settings: str, holds: bool) -> None:
    """Those whose settings say so, with or without a prefix."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("xl/workbook.xml", f"<workbook>{settings}</workbook>")
    assert counts_from_1904(path) is holds


def test_what_is_no_archive_of_a_workbook_does_not_count_from_1904(tmp_path: Path) -> None:
    """A workbook of the older kind, and an archive of something else."""
    old, other = tmp_path / "a.xls", tmp_path / "a.zip"
    old.write_bytes(b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("a.txt", "date1904")
    assert [counts_from_1904(path) for path in (old, other)] == [False, False]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]
)
def test_every_error_of_a_spreadsheet_is_found(tmp_path: Path, error: str) -> None:
    """As openpyxl writes it."""
    book = openpyxl.Workbook()
    book.active.append(["start", error])
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert texts(path, "Sheet") == {(0, 1): error}


def test_a_formula_without_a_result_is_found(tmp_path: Path) -> None:
    """Openpyxl computes nothing, so no formula has a result; its text is shown."""
    book = openpyxl.Workbook()
    book.active["C4"] = '=IF(A1<>"",A1&"x",1)'
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert texts(path, "Sheet") == {(3, 2): '=IF(A1<>"",A1&"x",1)'}
    (bad,) = bad_cells(path, "Sheet").values()
    assert bad.problem("start").say("en") == (
        'start: got the formula =IF(A1<>"",A1&"x",1) without a result, expected a value '
        "[bad-cell] Hint: mend the formula, let Excel or WPS compute it, and save the workbook"
    )
    assert bad.problem("start").say("zh") == (
        'start：读到没有算出结果的公式 =IF(A1<>"",A1&"x",1)，应为一个值 [bad-cell] '
        "提示：请在 Excel 或 WPS 中改正公式，重新计算并保存"
    )


def test_a_formula_with_a_result_is_no_trouble(tmp_path: Path) -> None:
    """A number, a text, a truth."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for row, value in enumerate((7, "x", True, 0)):
            sheet.write_formula(row, 0, "=B1", None, value)
        sheet.write_formula(4, 0, "=B1", None, "#REF!")
    assert texts(path, "表") == {(4, 0): "#REF!"}


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', {(1, 1): "#REF!"}),
        ("<c t='e' r='B2'><f>1/0</f><v>#REF!</v></c>", {(1, 1): "#REF!"}),
        ('<x:c r="B2" t="e"><x:v>#REF!</x:v></x:c>', {(1, 1): "#REF!"}),
        ('<c r="B2" t="e"/>', {}),
        ('<c r="B2" t="e"><f>A1</f></c>', {(1, 1): "#N/A"}),
        ('<c r="B2"><f>A1</f></c>', {(1, 1): "=A1"}),
        ('<c r="B2"><f>A1</f><v/></c>', {(1, 1): "=A1"}),
        ('<c r="B2"><f>A1</f><v></v></c>', {(1, 1): "=A1"}),
        ('<c r="B2"><f t="shared" si="0"/></c>', {(1, 1): "="}),
        ('<c r="B2" t="n"><f>A1</f><v>0</v></c>', {}),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', {}),
        ('<c r="B2" s="3"/>', {}),
        ('<c r="B2" t="inlineStr"><is><t>t="e" &lt;f></t></is></c>', {}),
        ('<c t="e"><v>#REF!</v></c>', {(1, 0): "#REF!"}),
        ('<c/><c><v>1</v></c><c t="e"><v>#REF!</v></c>', {(1, 2): "#REF!"}),
        ('<c r = "C2"/><c t="e"><v>#REF!</v></c>', {(1, 3): "#REF!"}),
    ],
)
def test_a_cell_as_programs_write_it(
    tmp_path: Path, cell: str, found: dict[tuple[int, int], str]
) -> None:
    """With and without name, prefix, content; an empty text is a result."""
    path = archive(tmp_path, f'<row r="1"><c r="A1"><v>1</v></c></row><row>{cell}</row>')
    assert texts(path) == found


def test_the_sheet_that_is_read_is_looked_at(tmp_path: Path) -> None:
    """Errors of another sheet are none of this one; names may hold signs of XML."""
    path = archive(tmp_path, "", other='<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    assert texts(path, "六月&七月") == {(0, 0): "#REF!"}
    assert texts(path, "八月") == {}


@pytest.mark.parametrize(
    ("book", "links"),
    [
        (BOOK.replace("八月", "九月"), LINKS),
        (BOOK, LINKS.replace("two", "three")),
        (BOOK, "<Relationships/>"),
    ],
)
def test_a_sheet_that_is_not_found_has_none(tmp_path: Path, book: str, links: str) -> None:
    """The reader of workbooks says what is wrong with such a file."""
    cell = '<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'
    assert texts(archive(tmp_path, cell, book=book, links=links)) == {}


def test_an_archive_of_something_else_has_none(tmp_path: Path) -> None:
    """So has a file that is no archive, such as a workbook of the older kind."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("x", "y")
    assert texts(path) == {}
    path.write_bytes(b"\xd0\xcf\x11\xe0 no archive")
    assert texts(path) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(block=st.integers(1, 400), places=st.sets(st.integers(0, 59), max_size=8))
def test_however_a_sheet_is_cut_every_bad_cell_is_found(
    tmp_path: Path, block: int, places: set[int]
) -> None:
    """Property: blocks may end anywhere, within a cell too."""
    cells = [
        f'<c r="{get_column_letter(n % 6 + 1)}{n // 6 + 1}" t="{"e" if n in places else "n"}">'
        f"<v>{'#REF!' if n in places else n}</v></c>"
        for n in range(60)
    ]
    rows = [f'<row r="{n + 1}">{"".join(cells[6 * n : 6 * n + 6])}</row>' for n in range(10)]
    path = archive(tmp_path, "".join(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formulas, "_BLOCK", block)
        assert texts(path) == {(n // 6, n % 6): "#REF!" for n in places}


@pytest.mark.parametrize("number", [1, 26, 27, 52, 53, 702, 703, 16_384])
def test_the_number_of_a_column(number: int) -> None:
    """As openpyxl counts them."""
    assert column_number(get_column_letter(number).encode()) == number
