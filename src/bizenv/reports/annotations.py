"""A checked schedule as annotations of a CI run (GitHub workflow commands).

A CI server shows ten annotations of each level and drops the rest without a
word. The gravest rows come first, lawful ones around which something is still
to be done last, and one line counts what is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.kernel.text import Lang, Text
from bizenv.reports.terminal import visible
from bizenv.reports.words import code_of, row_text, statuses_of

__all__ = ["annotation_lines"]

_MOST = 9
"""Of each level; one place is kept for the line that counts the rest."""
_LEVELS = ("error", "warning", "notice")


def _data(text: str) -> str:
    text = "".join(char if char in "\r\n" else visible(char) for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _line(row: CheckedRow, level: str, lang: Lang) -> str:
    place = f"file={_property(row.place.file or '')},line={row.place.line or row.place.row or 1}"
    return f"::{level} {place},title={_property(code_of(row))}::{_data(row_text(row, lang))}"


def annotation_lines(checked: Iterable[CheckedBatch], lang: Lang) -> Iterator[str]:
    """Notes on the file, then rows by level, each with the count of what is not shown."""
    shown: dict[str, list[str]] = {level: [] for level in _LEVELS}
    more: Counter[str] = Counter()
    notes: tuple[Text, ...] = ()
    for batch in checked:
        notes = batch.notes
        for level, lines in shown.items():
            lawful = level == "notice"
            positions = batch.still_to_do if lawful else batch.positions(statuses_of(level))
            room = max(_MOST - len(lines), 0)
            lines += [_line(row, level, lang) for row in batch.rows(positions[:room])]
            more[level] += len(positions[room:])
    for note in notes:
        yield "::notice title=bizenv::" + _data(note.say(lang))
    for level, lines in shown.items():
        yield from lines
        if more[level]:
            yield f"::{level} title=bizenv::" + _data(_MORE.fill(lang, {"count": more[level]}))


_MORE = Text("另有 {count} 行未列出", "{count} more rows are not shown")
