"""The rows of a published list, told apart: items, headings, headers that stand again.

A list made for paper has a title above its header, headings between its items,
the header once more on each page, and cells that are merged over several
items. None of these is an item, and none is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tables.cells import blank, text_of
from bizenv.tables.headers import bare

__all__ = ["FIELDS", "Line", "RawItem", "raw_items"]

FIELDS = (
    "id",
    "domain",
    "agency",
    "behaviour",
    "above",
    "conditions",
    "basis",
    "leniency_basis",
    "kind",
    "accompaniment",
)
"""What a column of a published list may hold."""


@frozen
class RawItem:
    """An item as its row says it: texts by field, and where they stand."""

    place: Place
    texts: Mapping[str, str]
    section: str = ""
    problem: Problem | None = None

    def get(self, field: str) -> str:
        """The text of a field; empty where the list has none."""
        return self.texts.get(field, "")


@frozen
class Line:
    """A row of cells by header, and where it stands."""

    place: Place
    cells: Mapping[str, object]
    problem: Problem | None = None


def raw_items(lines: Iterable[Line], columns: Mapping[str, str]) -> Iterator[RawItem]:
    """The items of some rows; ``columns`` says by field which column holds it."""
    section = ""
    held: RawItem | None = None
    for line in lines:
        texts = {header: text_of(cell) for header, cell in line.cells.items() if not blank(cell)}
        if not texts and line.problem is None:
            continue
        if _is_header(texts):
            continue
        if line.problem is None and (heading := _heading(texts, columns)):
            section = heading
            continue
        item = _item(line, texts, columns, section)
        if held is None:
            held = item
        elif _continues(held, item):
            held = _with_basis(held, item)
        else:
            yield held
            held = _filled(item, held)
    if held is not None:
        yield held


def _is_header(texts: Mapping[str, str]) -> bool:
    """Whether a row says its own headers again, or rules off the header as Markdown does."""
    said = [bare(text) == bare(header) for header, text in texts.items()]
    return all(said) or all(not text.strip("-: |") for text in texts.values())


_NEVER_HEADINGS = ("conditions", "basis", "leniency_basis", "accompaniment", "kind")


def _heading(texts: Mapping[str, str], columns: Mapping[str, str]) -> str | None:
    """The words of a row that says one thing only, where a heading may stand."""
    said = set(texts.values())
    if len(said) != 1:
        return None
    (words,) = said
    own = [columns.get(name) for name in _NEVER_HEADINGS]
    if "conditions" not in columns:  # then the behaviour is all that an item need say
        own.append(columns.get("behaviour"))
    return None if len(texts) == 1 and next(iter(texts)) in own else words


def _item(
    line: Line, texts: Mapping[str, str], columns: Mapping[str, str], section: str
) -> RawItem:
    by_field = {field: texts[header] for field, header in columns.items() if header in texts}
    problem = line.problem
    if problem is None and "behaviour" not in by_field:
        place = evolve(line.place, field="behaviour", header=columns.get("behaviour"))
        problem = Problem("no-behaviour", _BLANK, _A_BEHAVIOUR, place, _NO_BEHAVIOUR_HINT)
    return RawItem(line.place, by_field, section, problem)


def _continues(above: RawItem, item: RawItem) -> bool:
    """Whether a row goes on with the item above: all the same, save the basis."""
    if item.problem or item.section != above.section or not item.get("id"):
        return False
    compared = [name for name in FIELDS if name not in ("basis", "leniency_basis")]
    return all(above.get(name) == item.get(name) for name in compared)


def _with_basis(above: RawItem, item: RawItem) -> RawItem:
    both = [above.get("basis"), item.get("basis")]
    basis = "\n".join(dict.fromkeys(text for text in both if text))
    return evolve(above, texts={**above.texts, "basis": basis})


def _filled(item: RawItem, above: RawItem) -> RawItem:
    """The item, with what a cell that is merged downward says of it too."""
    if item.section != above.section:
        return item
    down = {name: above.get(name) for name in ("domain", "agency") if above.get(name)}
    return evolve(item, texts={**down, **item.texts})


_BLANK = Text("空白", "a blank")
_A_BEHAVIOUR = Text("违法行为", "the behaviour")
_NO_BEHAVIOUR_HINT = Text(
    "这一行若是上一项的续行，请并入上一项",
    "where this row goes on with the item above, join the two",
)
