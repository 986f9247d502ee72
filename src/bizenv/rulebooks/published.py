r"""Published tolerance lists from files: tables, JSON, text (清单文件).

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     file = Path(folder) / "list.csv"
...     text = "违法行为,适用条件\n未按规定公示,首次被发现，当场改正的不予行政处罚\n"
...     _ = file.write_text(text, "utf-8")
...     [item] = read_published_list(file).items
>>> item.leniency.value, item.condition.text.say("en")  # doctest: +ELLIPSIS
('shall-not-punish', 'a first violation of all time ..., and corrected on the spot')
"""

from __future__ import annotations

from pathlib import Path

from bizenv.kernel.fields import member
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.encodings import encoding_of
from bizenv.tables.headers import HeaderWords, known_words
from bizenv.tables.json_files import read_json_records
from bizenv.tables.readers import open_table
from bizenv.tolerance.published.lists import (
    PublishedList,
    list_from_records,
    list_from_table,
    list_from_text,
)
from bizenv.tolerance.words import Leniency

__all__ = ["read_published_list"]

_TEXTS = frozenset([".txt", ".md"])
_MOST_LETTERS = 5_000_000
_FEW_WORDS = 2


def read_published_list(
    path: str | Path, *, sheet: str | None = None, leniency: Leniency | str | None = None
) -> PublishedList:
    """Read a published list: CSV, XLSX, JSON, JSON Lines, or text.

    ``sheet`` chooses a sheet of a workbook. ``leniency`` is what the list gives
    where it does not say so itself.

    Raises:
        TableError: the file cannot be read as a list.
        OSError: it cannot be opened.
    """
    file, words = Path(path), header_words()["lists"]
    given = None if leniency is None else member(Leniency, leniency)
    ending = file.suffix.casefold()
    if ending == ".json":
        records, beside = read_json_records(file)
        title = beside.get("title")
        return list_from_records(
            records, words, given, file=str(file), title=title if isinstance(title, str) else None
        )
    if ending in _TEXTS and not _is_table(text := _text_of(file), words):
        return list_from_text(text, words, given, file=str(file))
    return list_from_table(open_table(file, words, sheet), words, given)


def _text_of(file: Path) -> str:
    with file.open(encoding=encoding_of(file).codec) as stream:
        return stream.read(_MOST_LETTERS)


def _is_table(text: str, words: HeaderWords) -> bool:
    """Whether a line of a text has known headers between tabs or commas."""
    rows = [line.split(sign) for line in text.splitlines()[:12] for sign in "\t,"]
    return any(known_words(row, words) >= _FEW_WORDS for row in rows)
