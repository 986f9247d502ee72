"""Which encoding a text file is in: by its mark, else by what its bytes allow."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping
from pathlib import Path

from bizenv.kernel.text import Text
from bizenv.tables.refusals import refuse

__all__ = ["detect_encoding", "first_bad_byte"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "gb18030": "GB18030",
}


def first_bad_byte(path: Path, encoding: str) -> int | None:
    """None if the whole file reads in an encoding, else the byte where it does not."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done = 0
    with path.open("rb") as file:
        while True:
            block = file.read(1 << 20)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                kept = len(error.object) - len(block)  # from the block before
                return done - kept + error.start
            if not block:
                return None
            done += len(block)


def detect_encoding(path: Path) -> str:
    """The encoding of a text file: by its mark, else UTF-8, else GB18030.

    Raises:
        TableError: the file is in neither, or breaks off in the encoding of its mark.
    """
    with path.open("rb") as file:
        start = file.read(4)
    marked = [encoding for mark, encoding in _MARKS if start.startswith(mark)]
    broken: dict[str, int] = {}
    for encoding in marked or ("utf-8", "gb18030"):
        bad = first_bad_byte(path, encoding)
        if bad is None:
            return encoding
        broken[_ENCODINGS[encoding]] = bad
    raise refuse(path, "bad-encoding", _odd_bytes(broken), _text_in(broken))


def _odd_bytes(broken: Mapping[str, int]) -> Text:
    """The bytes at which a file breaks off in some encodings."""
    zh = [f"第 {at} 字节不合 {name}" for name, at in broken.items()]
    en = [f"a byte at {at} that is not {name}" for name, at in broken.items()]
    return Text("，".join(zh), " and ".join(en))


def _text_in(names: Iterable[str]) -> Text:
    names = tuple(names)
    return Text(f"{' 或 '.join(names)} 文本", f"a text in {' or '.join(names)}")
