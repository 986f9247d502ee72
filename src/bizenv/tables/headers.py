"""Which column of a table holds which field.

Headers are matched by the words that people write, in Chinese or English. The
field's own name wins, then the words in the order of the list.

>>> match_headers(["企业名称", "检查日期"], {"start": ["检查日期"], "agency": ["检查机关"]}).columns
{'start': '检查日期'}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from bizenv.kernel.errors import Problem, TableError
from bizenv.kernel.vocabulary import nearest, normal

__all__ = ["Headers", "find_header", "match_headers"]

HeaderWords = Mapping[str, Sequence[str]]
"""By field, the headers that people write for it."""

_MOST_ROWS_ABOVE = 10


@frozen
class Headers:
    """By field, the column that holds it; and the columns that hold no field."""

    columns: dict[str, str]
    unused: tuple[str, ...] = ()

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def require(self, field: str, words: HeaderWords, given: Sequence[str]) -> None:
        """Refuse a table that lacks a field.

        Raises:
            TableError: no column holds the field; the nearest header is suggested.
        """
        if field in self.columns:
            return
        known = [field, *words.get(field, ())]
        hints = [hint for header in given if (hint := nearest(header, known))]
        hint = "name the column in a --map file"
        if hints:
            hint = f"did you mean {hints[0]!r}? Or {hint}"
        got = f"the columns {', '.join(map(repr, given))}" if given else "no columns"
        raise TableError(
            (
                Problem(
                    "missing-column", got, f"a column for {field!r}: {', '.join(known)}", hint=hint
                ),
            )
        )


def _bare(header: str) -> str:
    """A header without a note in brackets: ``检查日期（年/月/日）`` is ``检查日期``."""
    for bracket in "（(":
        header = header.partition(bracket)[0] or header
    return normal(header)


def match_headers(given: Sequence[str], words: HeaderWords) -> Headers:
    """Find the column of every field.

    Raises:
        TableError: the same header stands twice.
    """
    seen: set[str] = set()
    for header in given:
        if header in seen:
            raise TableError(
                (Problem("duplicate-header", repr(header), "headers that stand once each"),)
            )
        seen.add(header)
    by_word: dict[str, str] = {}
    for header in given:
        by_word.setdefault(_bare(header), header)
    columns: dict[str, str] = {}
    for field, spellings in words.items():
        for word in (field, *spellings):
            found = by_word.get(normal(word))
            if found is not None and found not in columns.values():
                columns[field] = found
                break
    used = set(columns.values())
    return Headers(columns, tuple(header for header in given if header not in used))


def find_header(rows: Sequence[Sequence[object]], words: HeaderWords) -> int:
    """Which of the first rows is the header: the one with most known words.

    Spreadsheets often carry a title above the header. The first row is taken
    where no row has a known word.

    >>> find_header([["检查计划"], ["企业", "日期"]], {"start": ["日期"]})
    1
    """
    known = {normal(word) for field, spellings in words.items() for word in (field, *spellings)}
    counts: list[int] = [
        sum(_bare(str(cell)) in known for cell in row if cell is not None)
        for row in rows[:_MOST_ROWS_ABOVE]
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else 0
