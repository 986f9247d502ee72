"""Which column of a table holds which field.

Headers are matched by the words that people write, in Chinese or English. The
field's own name wins, then the words in the order of the list.

>>> match_headers(["企业名称", "检查日期"], {"start": ["检查日期"], "agency": ["检查机关"]}).columns
{'start': '检查日期'}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from bizenv.kernel.errors import Problem, TableError
from bizenv.kernel.place import Place
from bizenv.kernel.vocabulary import nearest, normal

__all__ = ["Headers", "find_header", "match_headers"]

HeaderWords = Mapping[str, Sequence[str]]
"""By field, the headers that people write for it."""

_MOST_ROWS_ABOVE = 10
_MOST_SHOWN = 20
_NOTE = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?|[*\uff0a:：]")


@frozen
class Headers:
    """By field, the column that holds it; and the columns that hold no field."""

    columns: dict[str, str]
    unused: tuple[str, ...] = ()

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def require(
        self, field: str, words: HeaderWords, given: Sequence[str], file: str | None = None
    ) -> None:
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
        got = f"the columns {listed(given)}" if given else "no columns"
        expected = f"a column for {field!r}: {', '.join(known)}"
        raise TableError((Problem("missing-column", got, expected, Place(file), hint),))


def listed(names: Sequence[str]) -> str:
    """Names as a message shows them, the first of very many.

    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    shown = ", ".join(map(repr, names[:_MOST_SHOWN]))
    more = len(names) - _MOST_SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def _bare(header: str) -> str:
    """A header without notes and marks: ``*检查日期（年/月/日）：`` is ``检查日期``."""
    return normal(_NOTE.sub("", header) or header)


def match_headers(given: Sequence[str], words: HeaderWords, file: str | None = None) -> Headers:
    """Find the column of every field.

    A header that is a known word wins over one that is a known word with a
    note, as in ``检查日期（计划）``.

    Raises:
        TableError: the same header stands twice, or two headers differ in
            their notes alone and nothing says which is meant.
    """
    seen: set[str] = set()
    for header in given:
        if header in seen:
            expected = "headers that stand once each"
            raise TableError((Problem("duplicate-header", repr(header), expected, Place(file)),))
        seen.add(header)
    exact, bare = _by(normal, given), _by(_bare, given)
    columns: dict[str, str] = {}
    for field, spellings in words.items():
        for word in map(normal, (field, *spellings)):
            found = exact.get(word) or bare.get(word, [])
            found = [header for header in found if header not in columns.values()]
            if len(found) > 1:
                raise _ambiguous(found, field, file)
            if found:
                columns[field] = found[0]
                break
    used = set(columns.values())
    return Headers(columns, tuple(header for header in given if header not in used))


def _by(key: Callable[[str], str], given: Sequence[str]) -> dict[str, list[str]]:
    """The headers by what they are compared as."""
    found: dict[str, list[str]] = {}
    for header in given:
        found.setdefault(key(header), []).append(header)
    return found


def _ambiguous(found: Sequence[str], field: str, file: str | None) -> TableError:
    hint = "name the column in a --map file"
    expected = f"one column for {field!r}"
    return TableError(
        (Problem("ambiguous-header", f"the columns {listed(found)}", expected, Place(file), hint),)
    )


def find_header(rows: Sequence[Sequence[object]], words: HeaderWords) -> int:
    """Which of the first rows is the header: the one with most known words.

    Spreadsheets often carry a title above the header, and a cell that is merged
    over several columns says the same in each: of rows with equally many known
    words the first that repeats no word is taken, else the first.

    >>> find_header([["检查计划"], ["企业", "日期"]], {"start": ["日期"]})
    1
    """
    weights = [(known_words(row, words), _once_each(row)) for row in rows[:_MOST_ROWS_ABOVE]]
    return weights.index(max(weights)) if weights else 0


def _once_each(row: Sequence[object]) -> bool:
    said = [str(cell) for cell in row if cell not in (None, "")]
    return len(said) == len(set(said))


def known_words(row: Sequence[object], words: HeaderWords) -> int:
    """How many different known words stand in a row."""
    known = {normal(word) for field, spellings in words.items() for word in (field, *spellings)}
    return len(known & {_bare(str(cell)) for cell in row if cell is not None})
