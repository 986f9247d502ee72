"""Encodings: by the mark, else by what the bytes allow; a byte that fits none is told."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bizenv.tables.encodings import detect_encoding

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
    assert (detect_encoding(path), read(path)) == ("utf-16", [ROW])


def test_bytes_in_no_encoding(tmp_path: Path, write: Helper, refusal: Helper) -> None:
    """0xFF is in neither UTF-8 nor GB18030."""
    assert refusal(write(tmp_path, "a.csv", b"start\n2023\xff\xff")) == (
        "a.csv: got a byte at 10 that is not UTF-8 and a byte at 10 that is not GB18030, "
        "expected a text in UTF-8 or GB18030 [bad-encoding]"
    )


def test_encodings_that_are_mixed(
    tmp_path: Path, write: Helper, refusal: Helper, refused_in_chinese: Helper
) -> None:
    """Lines in GB18030 below lines in UTF-8: it is told where each of the two ends.

    The two bytes of 税 are by chance a letter of UTF-8; those of 务 are none.
    """
    utf8, gbk = "检查日期\n".encode(), "税务局\n".encode("gb18030")
    path = write(tmp_path, "a.csv", utf8 + gbk)
    assert refusal(path) == (
        "a.csv: got a byte at 15 that is not UTF-8 and a byte at 2 that is not GB18030, "
        "expected a text in UTF-8 or GB18030 [bad-encoding]"
    )
    assert refused_in_chinese(path) == (
        "a.csv：读到第 15 字节不合 UTF-8，第 2 字节不合 GB18030，"
        "应为 UTF-8 或 GB18030 文本 [bad-encoding]"
    )


@pytest.mark.parametrize(
    ("raw", "at", "encoding"),
    [
        (codecs.BOM_UTF8 + b"start\n\xff", 9, "UTF-8"),
        (codecs.BOM_UTF16_LE + "start".encode("utf-16-le") + b"\x00", 12, "UTF-16"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", 2, "UTF-16"),
    ],
)
def test_a_mark_is_a_promise(
    tmp_path: Path, raw: bytes, at: int, encoding: str, write: Helper, refusal: Helper
) -> None:
    """A file that breaks off in the encoding of its mark is refused, not half read."""
    assert refusal(write(tmp_path, "a.csv", raw)) == (
        f"a.csv: got a byte at {at} that is not {encoding}, expected a text in {encoding} "
        "[bad-encoding]"
    )


def test_the_place_of_a_bad_byte_in_a_large_file(
    tmp_path: Path, write: Helper, refusal: Helper
) -> None:
    """A character that begins at the end of one block and is broken in the next."""
    block = 1 << 20
    path = write(tmp_path, "a.jsonl", b" " * (block - 1) + b"\xe4" + b"\xff" + b" " * 10)
    assert refusal(path) == (
        f"a.jsonl: got the byte at {block - 1}, expected a text in UTF-8 [bad-encoding]"
    )
