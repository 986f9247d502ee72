"""Lists that are no tables: numbered prose, labelled lines, tables flattened with bars.

>>> text = '''下列轻微违法行为，没有造成危害后果的，不予行政处罚：
... 一、违反《示例条例》第五条，未按要求公示，首次被发现，责令改正后及时改正的；'''
>>> [item] = read_prose(text, "list.txt").items
>>> item.get("id"), item.get("common")
('一', '下列轻微违法行为,没有造成危害后果的,不予行政处罚:')
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from bizenv.kernel.place import Place
from bizenv.tables.headers import HeaderWords, bare
from bizenv.tolerance.published.plain import flat, folded, trimmed
from bizenv.tolerance.published.rows import Line, RawItem

__all__ = ["Prose", "read_flattened", "read_labelled", "read_prose"]

_NUMBER = r"[0-9]{1,3}|[一二三四五六七八九十百]{1,5}"
_NUMBERED = (
    (1, re.compile(rf"第({_NUMBER})[条项](?:\s|、|(?=[^第、和及款项]))")),
    (1, re.compile(r"([一二三四五六七八九十百]{1,5})、")),
    (2, re.compile(r"\(([一二三四五六七八九十]{1,3})\)")),
    (3, re.compile(r"([0-9]{1,3})(?:、|[.](?![0-9])|\)(?!\)))")),
    (4, re.compile(r"\(([0-9]{1,3})\)")),
)
"""How items of prose are numbered, the widest way first."""
_OPENS = re.compile(r"(?:下列|如下|以下(?:轻微|违法|情形|条件|行为|事项|各项))[^:]{0,80}:?$|:$")
"""以下 behind a figure, as in 0.1倍以下, announces nothing."""
_ENDED = tuple(";。:.；：")


@frozen
class Prose:
    """What was found in a text: items, and the lines that are none."""

    items: tuple[RawItem, ...]
    others: tuple[str, ...] = ()


@define
class _Open:
    """A heading that is in force: how wide its number is, its words, its norm."""

    level: int
    words: str
    mark: str


@define
class _Draft:
    number: str
    place: Place
    words: str
    above: tuple[str, ...]
    level: int


@define
class _Reader:
    file: str
    headings: list[_Open] = field(factory=list)
    items: list[_Draft] = field(factory=list)
    others: list[str] = field(factory=list)
    going: bool = False

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        level, mark, rest = _mark_of(line)
        opens = bool(_OPENS.search(flat(line)))
        if level == 0 and self.going and not opens:
            self._go_on(line)
        elif opens:
            self._open(level, mark, rest)
        elif level:
            self._item(level, mark, rest, number)
        else:
            self.others.append(trimmed(line))

    def _go_on(self, line: str) -> None:
        """A line without a number: it ends the item above, unless that had ended."""
        last = self.items[-1]
        if last.words.rstrip().endswith(_ENDED):
            self.others.append(trimmed(line))
            self.going = False
        else:
            last.words = f"{last.words}\n{line}"

    def _open(self, level: int, mark: str, words: str) -> None:
        while self.headings and level and self.headings[-1].level >= level:
            self.headings.pop()
        if not level:
            self.headings.clear()
        self.headings.append(_Open(level, trimmed(words), mark))
        self.going = False

    def _item(self, level: int, mark: str, rest: str, number: int) -> None:
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        above = tuple(heading.words for heading in self.headings)
        under = "".join(heading.mark for heading in self.headings)
        id = f"{under}（{mark}）" if under else mark
        self.items.append(_Draft(id, Place(self.file, line=number), rest, above, level))
        self.going = True


def _mark_of(line: str) -> tuple[int, str, str]:
    """How a line is numbered, its number, and the rest of it; level 0 where it is not."""
    plain = folded(line).strip()
    for level, pattern in _NUMBERED:
        if found := pattern.match(plain):
            return level, found[1], plain[found.end() :].strip()
    return 0, "", plain


def read_prose(text: str, file: str) -> Prose:
    """The numbered items of a text, each with the headings above it.

    A heading is a line that announces others: it ends in a colon, or says
    下列. Its words are conditions common to the items below it.
    """
    reader = _Reader(file)
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            reader.take(number, line)
    return Prose(tuple(map(_raw, reader.items)), tuple(reader.others))


def _raw(draft: _Draft) -> RawItem:
    texts = {
        "id": draft.number,
        "behaviour": trimmed(draft.words),
        "common": "\n".join(draft.above),
    }
    return RawItem(draft.place, {name: words for name, words in texts.items() if words})


_LABEL = re.compile(
    r"^\s*(?:\(?[0-9一二三四五六七八九十]{1,3}\)?[、.])?\s*([^:：\s]{2,12})\s*[:：]\s*(.*)$"
)


def read_labelled(text: str, words: HeaderWords, file: str) -> Prose | None:
    """Items that are written as lines of a label and a text; None where there are none.

    A behaviour opens an item; a line without a label goes on with the one above.
    """
    field_of = {bare(word): name for name, given in words.items() for word in given}
    rows: list[tuple[int, dict[str, str]]] = []
    others: list[str] = []
    last = ""
    for number, line in enumerate(text.splitlines(), 1):
        label = _LABEL.match(line)
        name = field_of.get(bare(label[1])) if label else None
        if label and name:
            if name == "behaviour" or not rows:
                rows.append((number, {}))
            last = name
            said = rows[-1][1].get(name)
            rows[-1][1][name] = label[2] if said is None else f"{said}\n{label[2]}"
        elif rows and line.strip():
            rows[-1][1][last] = f"{rows[-1][1][last]}\n{line}"
        elif line.strip():
            others.append(trimmed(line))
    whole = [each for each in rows if {"behaviour", "conditions"} <= each[1].keys()]
    if not whole:
        return None
    items = tuple(RawItem(Place(file, line=number), texts) for number, texts in rows)
    return Prose(items, tuple(others))


def read_flattened(
    text: str, words: HeaderWords
) -> tuple[tuple[str, ...], Sequence[Line], tuple[str, ...]] | None:
    """A table of which a page left only cells and bars: headers, rows, what stands above.

    Cells are counted: the header says how many a row has, and each row begins
    with its number. None where the cells do not come out even.
    """
    if text.count("|") < _FEW_BARS:
        return None
    known = {bare(word) for given in words.values() for word in given}
    cells = [*_cells(text, known)]
    heads = [n for n, (_, cell) in enumerate(cells) if bare(cell) in known]
    if len(heads) < _FEW_HEADERS or heads != list(range(heads[0], heads[0] + len(heads))):
        return None
    headers = tuple(cell for _, cell in cells[heads[0] : heads[-1] + 1])
    below = cells[heads[-1] + 1 :]
    rows = [below[n : n + len(headers)] for n in range(0, len(below), len(headers))]
    if len(rows[-1:][0] if rows else ()) != len(headers) or len(set(headers)) != len(headers):
        return None
    if any(row[0][1].rstrip(".、") != str(number) for number, row in enumerate(rows, 1)):
        return None
    above = tuple(trimmed(cell) for _, cell in cells[: heads[0]])
    return headers, [_line(headers, row) for row in rows], above


_FEW_BARS, _FEW_HEADERS = 6, 3


def _cells(text: str, known: Container[str]) -> Iterator[tuple[int, str]]:
    """Each cell and the line where it begins; a title may stand above the first header."""
    line = 1
    for cell in text.split("|"):
        above, _, last = cell.rstrip().rpartition("\n")
        begins = line + cell[: len(cell) - len(cell.lstrip())].count("\n")
        if above.strip() and bare(last) in known:
            yield begins, above.strip()
            yield line + above.count("\n") + 1, last.strip()
        elif cell.strip(" -:\n"):  # not the rule below a header of Markdown
            yield begins, cell.strip()
        line += cell.count("\n")


def _line(headers: Sequence[str], row: Sequence[tuple[int, str]]) -> Line:
    cells: Mapping[str, object] = dict(zip(headers, [cell for _, cell in row], strict=True))
    return Line(Place(line=row[0][0]), cells)
