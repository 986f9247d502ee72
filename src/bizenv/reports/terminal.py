"""Lines for a terminal: nothing that steers it, and columns that end together."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["aligned", "padded", "ruled", "visible", "width"]


def visible(text: str) -> str:
    r"""A text that a terminal shows and does not obey: control characters are spelt out.

    Line breaks and tabs become spaces. Marks that turn the direction of
    writing are spelt out too.

    >>> visible("区市场\n监管局\x1b[2J")
    '区市场 监管局\\x1b[2J'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char.isspace() else char.encode("unicode_escape").decode("ascii")


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two.

    >>> width("企业 E1")
    7
    """
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """A text filled with spaces to so many columns; ``right`` puts it at their end.

    >>> padded("企业", 6) + "|"
    '企业  |'
    """
    space = " " * (columns - width(text))
    return space + text if right else text + space


def aligned(lines: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> Iterator[str]:
    r"""Lines of cells as lines of text whose columns stand below each other.

    ``right`` names the columns that are set to the right, as numbers are.

    >>> print(*aligned([["企业", "1"], ["E1", "20"]], right=[1]), sep="\n")
    企业   1
    E1    20
    """
    columns = [max(map(width, column)) for column in zip(*lines, strict=True)]
    to_the_right = set(right)
    for line in lines:
        cells = [
            padded(cell, columns[place], right=place in to_the_right)
            for place, cell in enumerate(line)
        ]
        yield "  ".join(cells).rstrip()


def ruled(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, words: Container[int] = (0,)
) -> Iterator[str]:
    r"""A table with its header underlined; all columns but the first are numbers.

    ``words`` are the columns that are set to the left, where they are others.

    >>> print(*ruled(["agency", "rows"], [["区税务局", "20"]]), sep="\n")
    agency    rows
    --------  ----
    区税务局    20
    """
    lines = [header, *rows]
    rule = ["-" * max(map(width, column)) for column in zip(*lines, strict=True)]
    numbers = [place for place in range(len(header)) if place not in words]
    return aligned([header, rule, *lines[1:]], right=numbers)
