"""What was checked as annotations of a CI run (GitHub workflow commands).

A CI server shows ten annotations of each level and drops the rest without a
word. The gravest come first, what is only still to be done last, and one line
of each level counts what is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bizenv.kernel.text import Lang, Text
from bizenv.reports.results import Level, Result, Told
from bizenv.reports.terminal import visible

__all__ = ["annotation_lines"]

_MOST = 9
"""Of each level; one place is kept for the line that counts the rest."""
_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def _data(text: str) -> str:
    text = "".join(char if char in "\r\n" else visible(char) for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _line(result: Result, command: str) -> str:
    place = result.place
    where = f"file={_property(place.file or '')},line={place.line or place.row or 1}"
    return f"::{command} {where},title={_property(result.code)}::{_data(result.text)}"


def annotation_lines(checked: Iterable[Told], lang: Lang) -> Iterator[str]:
    """Notes on the file, then results by level, each with the count of what is not shown."""
    shown: dict[Level, list[str]] = {level: [] for level in _COMMANDS}
    more: Counter[Level] = Counter()
    notes: tuple[Text, ...] = ()
    for part in checked:
        notes = part.notes
        for level, lines in shown.items():
            places = part.places(level)
            room = max(_MOST - len(lines), 0)
            lines += [_line(each, _COMMANDS[level]) for each in part.results(places[:room], lang)]
            more[level] += len(places[room:])
    for note in notes:
        yield "::notice title=bizenv::" + _data(note.say(lang))
    for level, lines in shown.items():
        yield from lines
        if more[level]:
            said = _data(_MORE.fill(lang, {"count": more[level]}))
            yield f"::{_COMMANDS[level]} title=bizenv::{said}"


_MORE = Text("另有 {count} 条未列出", "{count} more are not shown")
