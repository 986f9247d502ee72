"""Encodings: by the mark, else by what the bytes allow; a byte that fits none is told."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bizenv.tables.encodings import encoding_of
from bizenv.tables.readers import open_table

Helper = Callable[..., Any]

CHINESE = "检查日期,检查机关\n2023-06-15,区市场监管局\n"
ROW = {"检查日期": "2023-06-15", "检查机关": "区市场监管局"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str, write: Helper, read: Helper
) -> None:
    """The same rows come from UTF-8 with and without mark, UTF-16 and GB18030."""
    assert read(write(tmp_path, "a.csv", CHINESE, encoding)) == [ROW]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_both_orders_of_utf_16(
    tmp_path: Path, mark: bytes, encoding: str, write: Helper, read: Helper
) -> None:
    """The mark says which byte comes first."""
    path = write(tmp_path, "a.csv", mark + CHINESE.encode(encoding))
    assert (encoding_of(path).codec, read(path)) == ("utf-16", [ROW])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path: Path, encoding: str, write: Helper, read: Helper) -> None:
    """The zeros beside its digits and commas give it away."""
    path = write(tmp_path, "a.csv", CHINESE, encoding)
    assert (encoding_of(path).codec, read(path)) == (encoding, [ROW])


def test_a_stray_zero_byte_makes_no_utf_16(tmp_path: Path, write: Helper) -> None:
    path = write(tmp_path, "a.csv", CHINESE + "2023-06-16,区\0局\n")
    assert encoding_of(path).codec == "utf-8"


def told(path: Path, encoding: str | None = None) -> list[str]:
    """What is noted of how a file was read."""
    return [note.say("en") for note in open_table(path, {}, encoding=encoding).notes]


def as_read(name: str) -> str:
    return (
        f"The file is not in UTF-8 and was read as {name}; where words are garbled, name its "
        "encoding with --encoding."
    )


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("gbk", [as_read("GB18030")]),
        ("utf-16", [as_read("UTF-16")]),
        ("utf-16-le", [as_read("UTF-16LE")]),
    ],
)
def test_an_encoding_other_than_utf_8_is_told(
    tmp_path: Path, encoding: str, notes: list[str], write: Helper
) -> None:
    assert told(write(tmp_path, "a.csv", CHINESE, encoding)) == notes


def test_a_western_text_is_not_read_as_chinese(tmp_path: Path, write: Helper, read: Helper) -> None:
    """It has no two high bytes side by side."""
    path = write(tmp_path, "a.csv", "start,x\n2023-06-15,WENDY’S\n2023-06-16,Café\n", "cp1252")
    assert [row["x"] for row in read(path)] == ["WENDY’S", "Café"]
    assert told(path) == [as_read("cp1252")]


def test_rare_characters_in_a_chinese_text_are_told_by_line(tmp_path: Path, write: Helper) -> None:
    """The last byte of 镕 is a letter in GBK, and its first might be a sign of another encoding."""
    path = write(tmp_path, "a.csv", CHINESE + "2023-06-16,朱镕\n2023-06-17,镕\n", "gbk")
    assert told(path)[1:] == [
        "Mind: these lines hold rare characters, which may be words in another encoding: 3, 4."
    ]
    assert told(path, "GBK") == []


def test_of_many_lines_with_rare_characters_the_first_five_are_told(
    tmp_path: Path, write: Helper
) -> None:
    path = write(tmp_path, "a.csv", CHINESE + "2023-06-16,朱镕\n" * 9, "gbk")
    assert told(path)[1].endswith("3, 4, 5, 6, 7.")


def test_utf_8_with_a_stray_byte_is_refused_by_line(
    tmp_path: Path, write: Helper, refusal: Helper
) -> None:
    """As GB18030 it could be read, with 茅 in place of é."""
    path = write(tmp_path, "a.csv", b"start,x\n2023-06-15,WENDY\x92S\n2023-06-16,Caf\xc3\xa9\n")
    assert refusal(path) == (
        "a.csv:2: got the byte 0x92 in line 2, not UTF-8, expected a text in UTF-8 "
        f"[bad-encoding] {HINT}"
    )


HINT = "Hint: mend the line, save the file as UTF-8, or name its encoding with --encoding"


def test_bytes_in_no_encoding(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """0xFF is in neither UTF-8 nor GB18030."""
    assert refusal(write(tmp_path, "a.csv", b"start\n2023\xff\xff")) == (
        "a.csv:2: got the byte 0xff in line 2, not UTF-8 and the byte 0xff in line 2, not GB18030, "
        f"expected a text in UTF-8 or GB18030 [bad-encoding] {HINT}"
    )


def test_encodings_that_are_mixed(
    tmp_path: Path, write: Helper, refusal: Helper, refused_in_chinese: Helper
) -> None:
    """Lines in GB18030 below lines in UTF-8: it is told where each of the two ends."""
    utf8, gbk = "检查日期\n".encode(), "税务局\n".encode("gb18030")
    path = write(tmp_path, "a.csv", utf8 + gbk)
    assert refusal(path) == (
        "a.csv:2: got the byte 0xce in line 2, not UTF-8 and the byte 0x80 in line 1, not GB18030, "
        f"expected a text in UTF-8 or GB18030 [bad-encoding] {HINT}"
    )
    assert refused_in_chinese(path) == (
        "a.csv:2：读到第 2 行的字节 0xce 不合 UTF-8，第 1 行的字节 0x80 不合 GB18030，"
        "应为 UTF-8 或 GB18030 文本 [bad-encoding] "
        "提示：请改正这一行，或另存为 UTF-8，或用 --encoding 指明编码"
    )


@pytest.mark.parametrize(
    ("raw", "line", "byte", "encoding"),
    [
        (codecs.BOM_UTF8 + b"start\n\xff", 2, 0xFF, "UTF-8"),
        (codecs.BOM_UTF16_LE + "start\n上\n".encode("utf-16-le") + b"\x01", 3, 1, "UTF-16"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", 1, 0, "UTF-16"),
    ],
)
def test_a_mark_is_a_promise(
    tmp_path: Path, raw: bytes, line: int, byte: int, encoding: str, write: Helper, refusal: Helper
) -> None:
    """A file that breaks off in the encoding of its mark is refused, not half read."""
    assert refusal(write(tmp_path, "a.csv", raw)) == (
        f"a.csv:{line}: got the byte 0x{byte:02x} in line {line}, not {encoding}, expected a text "
        f"in {encoding} [bad-encoding] {HINT}"
    )


def test_the_line_of_a_bad_byte_in_a_large_file(
    tmp_path: Path, write: Helper, refusal: Helper
) -> None:
    """A character that begins at the end of one block and is broken in the next."""
    block = 1 << 20
    raw = b"\n" * 7 + b" " * (block - 8) + b"\xe4" + b"\xff" + b" " * 10
    assert refusal(write(tmp_path, "a.jsonl", raw)) == (
        "a.jsonl:8: got the byte 0xe4 in line 8, not UTF-8, expected a text in UTF-8 "
        f"[bad-encoding] {HINT}"
    )


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("GBK", "gbk"),
        ("gb2312", "gb2312"),
        ("utf8", "utf-8-sig"),
        ("UTF-16LE", "utf-16-le"),
        ("Big5", "big5"),
    ],
)
def test_an_encoding_that_is_named(
    tmp_path: Path, named: str, encoding: str, write: Helper
) -> None:
    words = "start,x\n2023-06-15,中文\n"
    table = open_table(write(tmp_path, "a.csv", words, encoding), {}, encoding=named)
    assert [batch.columns["x"] for batch in table.batches()] == [["中文"]]
    assert table.notes == ()


@pytest.mark.parametrize("named", ["Windows-1252", "cp1252", "latin-1", "ISO-8859-1"])
def test_western_encodings_that_are_named(tmp_path: Path, named: str, write: Helper) -> None:
    path = write(tmp_path, "a.jsonl", b'{"start": "Caf\xc3\xa9"}')
    (batch,) = open_table(path, {}, encoding=named).batches()
    assert batch.columns["start"] == ["CafÃ©"]


def test_a_file_is_refused_that_is_not_in_the_encoding_that_was_named(
    tmp_path: Path, write: Helper, refusal: Helper
) -> None:
    path = write(tmp_path, "a.csv", CHINESE, "gbk")
    assert refusal(path, encoding="UTF-8").startswith("a.csv:1: got the byte 0xbc in line 1")


def test_an_encoding_that_is_not_known(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    assert refusal(write(tmp_path, "a.csv", CHINESE), encoding="GB18031") == (
        "a.csv: got 'GB18031', expected one of UTF-8, UTF-16, UTF-16LE, UTF-16BE, GB18030, GBK, "
        "GB2312, Big5, cp1252, Latin-1 [unknown-encoding] Hint: did you mean 'GB18030'?"
    )


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_only_text_files_have_an_encoding(
    tmp_path: Path, name: str, write: Helper, refusal: Helper
) -> None:
    assert refusal(write(tmp_path, name, ""), encoding="GBK") == (
        f"{name}: got the encoding 'GBK', expected no encoding: only CSV and JSON Lines have one "
        "[no-encoding]"
    )
