"""Headers of two lines, and headers that stand twice.

A form often says 检查时间 over two columns and 开始日期 and 结束日期 below it. Both
lines are the header then, and neither is a row.

>>> upper, lower = ["检查机关", "检查时间", ""], ["", "开始日期", "结束日期"]
>>> words = {"agency": ["检查机关"], "start": ["检查时间", "开始日期"], "end": ["结束日期"]}
>>> is_pair(upper, lower, words), joined(upper, lower, words)
(True, ['检查机关', '开始日期', '结束日期'])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, zip_longest

from bizenv.tables.headers import HeaderWords, bare, known_headers

__all__ = ["is_pair", "joined", "told_apart"]

_Row = Sequence[object]


def is_pair(upper: _Row, lower: _Row, words: HeaderWords) -> bool:
    """Whether two rows are the two lines of one header.

    The lower line says something only below words that span several columns,
    with a known header among it; beside them stands a known header of one line.
    """
    known = known_headers(words)
    above, below = _texts(upper, lower)
    spanned = _spanned(above, below)
    alone = [n for n, text in enumerate(above) if text and not spanned[n]]
    parts = [text for n, text in enumerate(below) if text and spanned[n]]
    return (
        all(below[n] in ("", above[n]) for n in alone)
        and any(bare(above[n]) in known for n in alone)
        and any(bare(text) in known for text in parts)
        and not any(text[:1].isdigit() for text in parts)
    )


def joined(upper: _Row, lower: _Row, words: HeaderWords) -> list[str]:
    """The two lines as one: the lower words, behind the upper where these are no known header.

    开始日期 below 检查时间 is the day of the visit; below 整改 it is another day.
    """
    known = known_headers(words)
    above, below = _texts(upper, lower)
    names, over = [], ""
    for text, part in zip(above, below, strict=True):
        over = text or over
        if not part or part == text:
            names.append(text)
        else:
            names.append(part if bare(over) in known or not over else f"{over} {part}")
    return names


def _texts(upper: _Row, lower: _Row) -> tuple[list[str], list[str]]:
    pairs = [
        ["" if cell is None else str(cell).strip() for cell in pair]
        for pair in zip_longest(upper, lower)
    ]
    return [above for above, _ in pairs], [below for _, below in pairs]


def _spanned(above: Sequence[str], below: Sequence[str]) -> list[bool]:
    """Whether a column stands below words that go on in a column beside it."""
    width = len(above)

    def goes_on(n: int) -> bool:
        return 0 < n < width and bool(below[n]) and above[n] in ("", above[n - 1])

    return [bool(below[n]) and (goes_on(n) or goes_on(n + 1)) for n in range(width)]


def told_apart(names: Iterable[str]) -> list[str]:
    """The same names, the second of equal ones with a number behind it.

    >>> told_apart(["企业名称", "电话", "电话"])
    ['企业名称', '电话', '电话 (2)']
    """
    given = list(names)
    taken: set[str] = set()
    for place, name in enumerate(given):
        if name in taken:
            numbered = (f"{name} ({number})" for number in count(2))
            given[place] = next(each for each in numbered if each not in taken | {*given})
        taken.add(given[place])
    return given
