"""Which encoding a text file is in: by its mark, else by what its bytes allow.

Nearly any bytes can be read as GB18030, so a file that is read so is looked
through for bytes that Chinese text seldom has, and they are told by line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from attrs import frozen

from bizenv.kernel.problems import did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.tables.refusals import refuse

__all__ = ["Encoding", "encoding_of"]

_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CODECS = {
    "UTF-8": "utf-8-sig",
    "UTF-16": "utf-16",
    "UTF-16LE": "utf-16-le",
    "UTF-16BE": "utf-16-be",
    "GB18030": "gb18030",
    "GBK": "gb18030",
    "GB2312": "gb18030",
    "Big5": "big5hkscs",
    "cp1252": "cp1252",
    "Latin-1": "latin-1",
}
"""By the names that people use, the encodings that can be asked for."""
_BLOCK = 1 << 20
_FEW, _ZEROS = 3, 20
"""In UTF-16 one byte in so many is zero at least, and zeros stand in one half of each pair."""
_MOST_LINES = 5


@frozen
class Encoding:
    """How a text file is read, and what is worth telling of that."""

    codec: str
    notes: tuple[Text, ...] = ()


@frozen
class _BadByte:
    """A byte that an encoding has not: where it stands, and which it is."""

    name: str
    line: int
    byte: int


def encoding_of(path: Path, named: str | None = None) -> Encoding:
    """The encoding that was named, else the one that the bytes allow.

    Raises:
        TableError: no such encoding is known, or the file is in none that can
            be told; where it breaks off is said by line.
    """
    if named is not None:
        name = _known(path, named)
        _refuse_bad_bytes(path, name)
        return Encoding(_CODECS[name])
    found = _marked(path) or _without_mark(path)
    if found is None:
        return _by_bytes(path)
    _refuse_bad_bytes(path, found)
    return Encoding(_CODECS[found], () if found == "UTF-8" else (_told(found),))


def _refuse_bad_bytes(path: Path, name: str) -> None:
    if bad := _first_bad_byte(path, name):
        raise _refusal(path, [bad])


def _known(path: Path, named: str) -> str:
    """The name of an encoding as it is spelt here."""
    for name in _CODECS:
        if normal(named) in (normal(name), normal(_ALSO.get(name, name))):
            return name
    near = did_you_mean(nearest(named, _CODECS))
    raise refuse(path, "unknown-encoding", repr(named), _one_of(_CODECS), near)


_ALSO = {"cp1252": "Windows-1252", "Latin-1": "ISO-8859-1", "UTF-8": "UTF-8-sig"}


def _marked(path: Path) -> str | None:
    with path.open("rb") as file:
        start = file.read(4)
    return next((name for mark, name in _MARKS if start.startswith(mark)), None)


def _without_mark(path: Path) -> str | None:
    """UTF-16 without a mark: the bytes of its commas, digits and line ends are half zeros."""
    with path.open("rb") as file:
        start = file.read(4_096)
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) <= max(_FEW, len(start) // _ZEROS, _ZEROS * min(even, odd)):
        return None
    return "UTF-16LE" if odd > even else "UTF-16BE"


def _first_bad_byte(path: Path, name: str) -> _BadByte | None:
    """None if the whole file reads in an encoding, else the byte where it does not."""
    decoder = codecs.getincrementaldecoder(_CODECS[name])("strict")
    line = 1
    with path.open("rb") as file:
        while True:
            block, state = file.read(_BLOCK), decoder.getstate()
            try:
                line += decoder.decode(block, final=not block).count("\n")
            except UnicodeDecodeError as error:
                kept = len(error.object) - len(block)  # from the block before
                decoder.setstate(state)
                line += decoder.decode(block[: max(0, error.start - kept)]).count("\n")
                return _BadByte(name, line, error.object[error.start])
            if not block:
                return None


# --- without a mark ---------------------------------------------------------

_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?:[\x80-\xff]{2})*(?=[@-~])")
"""High bytes in odd number before a letter: in GB18030 it is half of a rare character."""
_PAIR = re.compile(rb"[\x80-\xff]{2}")


@frozen
class _Looks:
    """What the bytes of a file that is not UTF-8 look like."""

    lone: tuple[int, ...]
    """The lines with a high byte before a letter, the first few."""
    paired: bool
    """Whether high bytes stand side by side, as in Chinese they do."""
    otherwise_utf8: bool
    """Whether each other line with high bytes, of which there are some, is UTF-8."""


def _by_bytes(path: Path) -> Encoding:
    """The encoding of a file without a mark, and what is doubtful about it."""
    bad = _first_bad_byte(path, "UTF-8")
    if bad is None:
        return Encoding("utf-8")
    looks = _looks(path)
    if not looks.paired and not _first_bad_byte(path, "cp1252"):
        return Encoding("cp1252", (_told("cp1252"),))
    broken = _first_bad_byte(path, "GB18030")
    if broken or looks.otherwise_utf8:
        raise _refusal(path, [bad, *([broken] if broken else ())])
    doubts = (_RARE.filled(lines=looks.lone),) if looks.lone else ()
    return Encoding("gb18030", (_told("GB18030"), *doubts))


def _looks(path: Path) -> _Looks:
    lone: list[int] = []
    paired, utf8, neither = False, False, False
    with path.open("rb") as file:
        for number, line in _lines(file):
            if line.isascii():
                continue
            paired = paired or bool(_PAIR.search(line))
            if _LONE.search(line):
                if len(lone) < _MOST_LINES:
                    lone.append(number)
            elif _is_utf8(line):
                utf8 = True
            else:
                neither = True
    return _Looks(tuple(lone), paired, bool(lone) and utf8 and not neither)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers; a very long one comes in parts."""
    number = 1
    while line := file.readline(_BLOCK):
        yield number, line
        number += line.endswith(b"\n")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# --- words ------------------------------------------------------------------


def _told(name: str) -> Text:
    return _NOT_UTF8.filled(name=name)


def _refusal(path: Path, bad: Sequence[_BadByte]) -> Exception:
    """The refusal that says where a file breaks off in some encodings."""
    got = Text(
        "，".join(f"第 {b.line} 行的字节 0x{b.byte:02x} 不合 {b.name}" for b in bad),
        " and ".join(f"the byte 0x{b.byte:02x} in line {b.line}, not {b.name}" for b in bad),
    )
    zh, en = " 或 ".join(b.name for b in bad), " or ".join(b.name for b in bad)
    expected = Text(f"{zh} 文本", f"a text in {en}")
    return refuse(path, "bad-encoding", got, expected, _SAVE_AS_UTF8, bad[0].line)


def _one_of(names: Iterable[str]) -> Text:
    names = tuple(names)
    return Text(f"{'、'.join(names)} 之一", f"one of {', '.join(names)}")


_SAVE_AS_UTF8 = Text(
    "请改正这一行，或另存为 UTF-8，或用 --encoding 指明编码",
    "mend the line, save the file as UTF-8, or name its encoding with --encoding",
)
_NOT_UTF8 = Text(
    "文件不是 UTF-8，按 {name} 读取；若有乱码，请用 --encoding 指明编码。",
    "The file is not in UTF-8 and was read as {name}; where words are garbled, name its encoding "
    "with --encoding.",
)
_RARE = Text(
    "注意：这些行有少见的字，可能是别的编码，请核对：第 {lines} 行。",
    "Mind: these lines hold rare characters, which may be words in another encoding: {lines}.",
)
