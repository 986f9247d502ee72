"""What a command was asked to read and to write, and how the table is opened."""

from __future__ import annotations

import errno
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import evolve, frozen

from bizenv.cli.base import fail
from bizenv.cli.output import IS_INPUT, IS_MAP, IS_RULEBOOK, refuse_output
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.mapping import RecordFields, read_mapping
from bizenv.tables.batches import Table
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table

__all__ = ["Asked", "few_collections"]

_MANY_OBJECTS = 1_000_000


@frozen(kw_only=True)
class Asked:
    """What a command reads and writes, and how much it tells."""

    file: Path
    rulebook: str | None
    map: Path | None
    assume: Sequence[str]
    sheet: str | None
    encoding: str | None
    format: str
    output: Path | None
    overwrite: bool
    lang: Lang
    strict: bool = False
    limit: int = 0

    @property
    def streamed(self) -> bool:
        """Whether rows go to the terminal one by one."""
        return self.format == "jsonl" and self.output is None

    def refuse_paths(self, *more: tuple[Path | None, Text]) -> None:
        """Refuse an input that is not there, and an output that may not be written."""
        _look_at(self.file)
        book = Path(self.rulebook) if self.rulebook else None
        inputs = ((self.file, IS_INPUT), (self.map, IS_MAP), (book, IS_RULEBOOK), *more)
        refuse_output(self.output, inputs, self.lang, overwrite=self.overwrite)

    def mapping(self, fields: RecordFields, vocabulary: Vocabulary) -> TableMap:
        """The map of the table, with what blank cells mean."""
        mapping = read_mapping(self.map, vocabulary, fields) if self.map else TableMap()
        return _assuming(mapping, self, fields, vocabulary)

    def table(self, words: HeaderWords, mapping: TableMap) -> Table:
        """The table; its header row is known by the known headers and the mapped ones."""
        mapped = {name: [m.column] for name, m in mapping.fields.items() if m.column}
        every = {n: [*words.get(n, ()), *mapped.get(n, ())] for n in {**words, **mapped}}
        return open_table(self.file, every, self.sheet, self.encoding)


def _look_at(file: Path) -> None:
    """Refuse a folder, and a file that is not there, before its ending is looked at."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(file))
    if not file.exists():
        raise FileNotFoundError(errno.ENOENT, "", str(file))


def _assuming(
    mapping: TableMap, asked: Asked, fields: RecordFields, vocabulary: Vocabulary
) -> TableMap:
    """The mapping with what blank cells mean, as said on the command line."""
    found = dict(mapping.fields)
    known = fields.names(vocabulary)
    for each in asked.assume:
        name, sign, value = each.partition("=")
        if not sign or name not in known:
            fail(_assume_refused(each, name, known, asked.lang))
        fields.read(name, value, vocabulary)  # refuses a word that the field does not take
        found[name] = evolve(found.get(name, FieldMap()), blank=value)
    return TableMap(found)


def _assume_refused(each: str, name: str, known: Sequence[str], lang: Lang) -> str:
    hint = nearest(name, known) if "=" in each else None
    said = _BAD_ASSUME.fill(lang, {"each": each, "fields": ", ".join(known)})
    return said + (_MEANT.fill(lang, {"hint": repr(hint)}) if hint else "")


@contextmanager
def few_collections() -> Iterator[None]:
    """Let the garbage collector look rarely.

    Rows come by the hundred thousand and hold no cycles; looking for some in
    every one of them takes a third of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MANY_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


_BAD_ASSUME = Text(
    "--assume {each}：应写 字段=值，字段为 {fields} 之一",
    "--assume {each}: expected FIELD=VALUE with a field of {fields}",
)
_MEANT = Text("；是否为 {hint}？", "; did you mean {hint}?")
