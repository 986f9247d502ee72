"""Which column of a table holds which field.

Headers are matched by the words that people write, in Chinese or English. The
field's own name wins; where two other words of one field stand above columns,
it is not guessed which is meant.

>>> match_headers(["企业名称", "检查日期"], {"start": ["检查日期"], "agency": ["检查机关"]}).columns
{'start': '检查日期'}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence

from attrs import frozen

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.tables.cells import shown

__all__ = ["Headers", "bare", "find_header", "known_headers", "match_headers"]

HeaderWords = Mapping[str, Sequence[str]]
"""By field, the headers that people write for it."""

_MOST_ROWS_ABOVE = 10
_MOST_SHOWN = 20
_REPEATED = re.compile(r"(.+) \(\d+\)", re.DOTALL)
_NOTE = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?|[*\uff0a:：]")


@frozen
class Headers:
    """By field, the column that holds it; and the columns that hold no field."""

    columns: dict[str, str]
    unused: tuple[str, ...] = ()

    def __contains__(self, field: str) -> bool:
        return field in self.columns

    def require(
        self, field: str, words: HeaderWords, given: Sequence[str], place: Place | None = None
    ) -> None:
        """Refuse a table that lacks a field; ``place`` is where its headers stand.

        Raises:
            TableError: no column holds the field; the nearest header is suggested.
        """
        if field in self.columns:
            return
        known = [field, *words.get(field, ())]
        place = place or Place()
        advice = map_hint(place.file)
        hints = [header for header in given if nearest(header, known)]
        if hints:
            line = f"{field}: {{column: {hints[0]}}}"
            advice = Text(
                f"是 {hints[0]!r} 列吗？{advice.zh}，如 {line}",
                f"is it the column {hints[0]!r}? Then {advice.en}, for example {line}",
            )
        names = listed(given)
        got = Text(f"这些列：{names.zh}", f"the columns {names.en}") if given else _NO_COLUMNS
        expected = Text(
            f"有一列是 {field}，表头可写作 {'、'.join(known)}",
            f"a column for {field!r}: {', '.join(known)}",
        )
        raise TableError((Problem("missing-column", got, expected, place, advice),))


MAP_HINT = Text("可用 --map 文件指明列名", "name the column in a --map file")
_MAPPING_HINT = Text("可用 mapping 指明列名", "name the column in a mapping")


def map_hint(file: str | None) -> Text:
    """The advice to name a column: in a map file, or in Python where there is no file.

    >>> map_hint(None).say("en")
    'name the column in a mapping'
    """
    return MAP_HINT if file else _MAPPING_HINT


_NO_COLUMNS = Text("没有列", "no columns")


def listed(names: Sequence[str]) -> Text:
    """Names as a message shows them, the first of very many.

    >>> listed(["a", "b"]).say("en")
    "'a', 'b'"
    """
    if not names:
        return Text("没有", "none")
    first = [repr(name) for name in names[:_MOST_SHOWN]]
    more = len(names) - _MOST_SHOWN
    rest = (f" 等另外 {more:,} 个", f" and {more:,} more") if more > 0 else ("", "")
    return Text("、".join(first) + rest[0], ", ".join(first) + rest[1])


def bare(header: str) -> str:
    """A header without notes and marks: ``*检查日期（年/月/日）：`` is ``检查日期``."""
    return normal(_NOTE.sub("", header) or header)


def match_headers(
    given: Sequence[str],
    words: HeaderWords,
    file: str | None = None,
    first_wins: Container[str] = (),
) -> Headers:
    """Find the column of every field.

    The field's own name wins; a header that is a known word wins over one that
    is a known word with a note, as in ``检查日期（计划）``. Where two headers
    are words of one field it is open which is meant, except for the fields of
    ``first_wins``: there the first in the order of the words is taken.

    Raises:
        TableError: the same header stands twice, one is no text, or two headers
            are words of one field.
    """
    _refuse_strange(given, file)
    exact, noted = _by(_repeatedly(given), given), _by(bare, given)
    columns: dict[str, str] = {}
    for field, spellings in words.items():
        known = list(dict.fromkeys(map(normal, (field, *spellings))))
        free = [header for header in given if header not in columns.values()]
        found = _candidates(field, known, free, exact, noted, each=field in first_wins)
        if len(found) > 1:
            raise _ambiguous(found, field, file)
        if found:
            columns[field] = found[0]
    used = set(columns.values())
    return Headers(columns, tuple(header for header in given if header not in used))


def _refuse_strange(given: Sequence[str], file: str | None) -> None:
    seen: set[str] = set()
    for header in given:
        if not isinstance(header, str):
            problem = Problem("bad-header", shown(header), _A_TEXT, Place(file))
            raise TableError((problem,))
        if header in seen:
            raise TableError((Problem("duplicate-header", repr(header), ONCE_EACH, Place(file)),))
        seen.add(header)


_A_TEXT = Text("文字表头", "a header that is a text")
ONCE_EACH = Text("各不相同的表头", "headers that stand once each")


def _candidates(
    field: str,
    known: list[str],
    free: Sequence[str],
    exact: Mapping[str, list[str]],
    noted: Mapping[str, list[str]],
    *,
    each: bool,
) -> list[str]:
    """The headers that may be meant by a field, by the way that finds any first.

    With ``each`` the words are tried one by one, else all together.
    """
    if field in free:
        return [header for header in free if header == field or _first_of(header) == field]
    ways: list[list[str]] = [exact.get(known[0], [])]
    if each:
        ways += [exact.get(word) or noted.get(word, []) for word in known]
    else:
        ways += [[h for word in known for h in by.get(word, [])] for by in (exact, noted)]
    found = ([header for header in way if header in free] for way in ways)
    return next((headers for headers in found if headers), [])


def _repeatedly(given: Sequence[str]) -> Callable[[str], str]:
    """What headers are compared as, where the second 日期 of a table is 日期 (2)."""

    def key(header: str) -> str:
        first = _first_of(header)
        return normal(first if first in given else header)

    return key


def _first_of(header: str) -> str | None:
    """The header that this one repeats, by the number that was put behind it."""
    numbered = _REPEATED.fullmatch(header)
    return numbered[1] if numbered else None


def _by(key: Callable[[str], str], given: Sequence[str]) -> dict[str, list[str]]:
    """The headers by what they are compared as."""
    found: dict[str, list[str]] = {}
    for header in given:
        found.setdefault(key(header), []).append(header)
    return found


def _ambiguous(found: Sequence[str], field: str, file: str | None) -> TableError:
    names = listed(found)
    got = Text(f"这些列：{names.zh}", f"the columns {names.en}")
    expected = Text(f"只有一列是 {field}", f"one column for {field!r}")
    lines = f"fields: {{{field}: {{column: {found[0]}}}}}"
    advice = map_hint(file)
    hint = Text(f"{advice.zh}，如 {lines}", f"{advice.en}, for example {lines}")
    return TableError((Problem("ambiguous-header", got, expected, Place(file), hint),))


def find_header(
    rows: Sequence[Sequence[object]], words: HeaderWords, needed: str | None = None
) -> int:
    """Which of the first rows is the header: the one with most known words.

    Spreadsheets often carry a title above the header, and a cell that is merged
    over several columns says the same in each: of rows with equally many known
    words the first that repeats no word is taken, else the first. A row that
    has the field ``needed`` counts two words more: without it there is nothing
    to read.

    >>> find_header([["检查计划"], ["企业", "日期"]], {"start": ["日期"]})
    1
    """
    sought = [normal(word) for word in (needed, *words.get(needed, ()))] if needed else []

    def weight(row: Sequence[object]) -> tuple[int, bool, bool]:
        has = not _bare_words(row).isdisjoint(sought)
        return known_words(row, words) + 2 * has, has, _once_each(row)

    weights = [weight(row) for row in rows[:_MOST_ROWS_ABOVE]]
    return weights.index(max(weights)) if weights else 0


def _once_each(row: Sequence[object]) -> bool:
    said = [str(cell) for cell in row if cell not in (None, "")]
    return len(said) == len(set(said))


def known_words(row: Sequence[object], words: HeaderWords) -> int:
    """How many different known words stand in a row."""
    return len(known_headers(words) & _bare_words(row))


def known_headers(words: HeaderWords) -> set[str]:
    """Every known header, as headers are compared."""
    return {normal(word) for field, spellings in words.items() for word in (field, *spellings)}


def _bare_words(row: Sequence[object]) -> set[str]:
    return {bare(str(cell)) for cell in row if cell is not None}
