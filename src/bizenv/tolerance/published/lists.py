"""Published lists as a whole: from a table, from prose, from records (清单).

>>> words = {"behaviour": ["违法行为"], "conditions": ["适用条件"]}
>>> rows = [{"违法行为": "未按规定公示", "适用条件": "首次被发现，立即改正，不予行政处罚"}]
>>> [item] = list_from_records(rows, words).items
>>> [each.sort for sentence in item.sentences for each in sentence.said]
['first', 'corrected']
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from bizenv.kernel.errors import TableError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import text_of
from bizenv.tables.headers import HeaderWords, bare, match_headers
from bizenv.tolerance.published.items import PublishedItem, read_item
from bizenv.tolerance.published.leniency import read_leniency
from bizenv.tolerance.published.parts import Joined, says_all
from bizenv.tolerance.published.prose import read_flattened, read_labelled, read_prose
from bizenv.tolerance.published.rows import FIELDS, Line, raw_items
from bizenv.tolerance.published.sentences import How
from bizenv.tolerance.words import Leniency

__all__ = [
    "PublishedList",
    "Recognition",
    "list_from_records",
    "list_from_table",
    "list_from_text",
]


@frozen
class Recognition:
    """How much of a list was understood, in sentences and in items."""

    sentences: Mapping[How, int]
    items: Mapping[How, int]

    @property
    def whole(self) -> int:
        """How many sentences were understood to the last word."""
        return sum(count for how, count in self.sentences.items() if how.whole)

    @property
    def total(self) -> int:
        """How many sentences there are."""
        return sum(self.sentences.values())


@frozen(kw_only=True)
class PublishedList:
    """A list as it was published, with what was read of it.

    ``others`` are lines that are no item, such as titles and closing remarks;
    ``unused`` are columns that were not read.
    """

    file: str
    items: tuple[PublishedItem, ...]
    title: str | None = None
    others: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps items from being used, in their order."""
        return tuple(item.problem for item in self.items if item.problem is not None)

    @property
    def recognition(self) -> Recognition:
        """How much of it was understood."""
        sentences = Counter(each.how for item in self.items for each in item.sentences)
        return Recognition(dict(sentences), dict(Counter(item.how for item in self.items)))


# --- tables ------------------------------------------------------------------------------


def list_from_table(
    table: Table, words: HeaderWords, leniency: Leniency | None = None
) -> PublishedList:
    """Read a table of three to six columns; what stands above its header is its title.

    ``leniency`` is what the list gives where it does not say so itself.

    Raises:
        TableError: no column holds the behaviour.
    """
    lines = (line for batch in table.batches() for line in _lines(table.file, batch))
    return _read(_Columns(table.headers, words, table.place), lines, table.above, leniency)


def list_from_records(
    records: Iterable[Mapping[str, object]],
    words: HeaderWords,
    leniency: Leniency | None = None,
    *,
    file: str = "",
    title: str | None = None,
) -> PublishedList:
    """Read records that are mappings from headers to cells; a cell may be a list of texts.

    Raises:
        TableError: no key holds the behaviour.
    """
    rows = [dict(record) for record in records]
    headers = tuple(dict.fromkeys(key for row in rows for key in row))
    columns = _Columns(headers, words, Place(file or None))
    lines = (
        Line(Place(file or None, row=number), {key: _joined(cell) for key, cell in row.items()})
        for number, row in enumerate(rows, 1)
    )
    return _read(columns, lines, (title,) if title else (), leniency)


def _joined(cell: object) -> object:
    """A list of texts as numbered parts, for so a list in a cell is meant."""
    if not isinstance(cell, (list, tuple)):
        return cell
    texts = [text_of(part) for part in cell]
    if len(texts) < 2:
        return texts[0] if texts else None
    return "\n".join(f"({n}){text};" for n, text in enumerate(texts, 1))


class _Columns:
    """Which column holds what."""

    def __init__(self, headers: Sequence[str], words: HeaderWords, place: Place) -> None:
        known = {name: words.get(name, ()) for name in FIELDS}
        found = match_headers(headers, known, place.file, first_wins=FIELDS)
        found.require("behaviour", known, headers, place)
        self.place = place
        self.fields = found.columns
        self.unused = found.unused
        spellings = {bare(word) for word in known["conditions"]}
        second = [header for header in found.unused if bare(header) in spellings]
        if second and "kind" not in self.fields:  # 免罚情形 beside 适用条件 says which leniency
            self.fields = {**self.fields, "kind": second[0]}
            self.unused = tuple(header for header in found.unused if header != second[0])
        head = self.fields.get("conditions", "")
        self.joined = Joined.ALL if says_all(head) else Joined.UNSTATED


def _lines(file: str, batch: Batch) -> Iterator[Line]:
    for place, number in enumerate(batch.rows):
        line = batch.lines[place] if batch.lines else None
        cells = {header: column[place] for header, column in batch.columns.items()}
        yield Line(Place(file, line, row=number), cells, batch.torn.get(place))


def _read(
    columns: _Columns,
    lines: Iterable[Line],
    titles: Sequence[str],
    leniency: Leniency | None,
) -> PublishedList:
    """The items of some lines, read."""
    given = leniency or _of_titles(titles)
    raw = list(raw_items(lines, columns.fields))
    items = tuple(read_item(each, columns.joined, given) for each in raw)
    return PublishedList(
        file=columns.place.file or "",
        items=_numbered(items),
        title=titles[0] if titles else None,
        others=tuple(titles[1:]),
        unused=columns.unused,
    )


def _of_titles(titles: Sequence[str]) -> Leniency | None:
    return next((given for given in map(read_leniency, titles) if given is not None), None)


def _numbered(items: Sequence[PublishedItem]) -> tuple[PublishedItem, ...]:
    """The items, each with an id of its own; numbers that repeat get a second part."""
    taken: Counter[str] = Counter()
    numbered = []
    for place, item in enumerate(items, 1):
        name = item.id or str(place)
        taken[name] += 1
        own = name if taken[name] == 1 else f"{name}-{taken[name]}"
        numbered.append(evolve(item, id=own))
    return tuple(numbered)


# --- texts -------------------------------------------------------------------------------


def list_from_text(
    text: str, words: HeaderWords, leniency: Leniency | None = None, *, file: str = ""
) -> PublishedList:
    """Read a text: a table flattened with bars, lines with labels, or numbered prose.

    Raises:
        TableError: there is no item in it.
    """
    flattened = read_flattened(text, words)
    if flattened is not None:
        headers, lines, above = flattened
        return _read(_Columns(headers, words, Place(file or None)), lines, above, leniency)
    prose = read_labelled(text, words, file) or read_prose(text, file)
    if not prose.items:
        raise TableError((Problem("no-items", _NO_ITEMS, _ITEMS, Place(file or None), _HINT),))
    given = leniency or _of_titles(prose.others)
    items = tuple(read_item(each, Joined.UNSTATED, given) for each in prose.items)
    title = prose.others[0] if prose.others else None
    return PublishedList(file=file, items=_numbered(items), title=title, others=prose.others[1:])


_NO_ITEMS = Text("没有事项的文字", "a text without items")
_ITEMS = Text("带编号的事项，或者一张表", "numbered items, or a table")
_HINT = Text(
    "每项以编号起行，如“一、违反《……》第五条，……，首次被发现的”",
    "let each item begin a line with its number, as 一、违反《……》第五条，……，首次被发现的 does",
)
