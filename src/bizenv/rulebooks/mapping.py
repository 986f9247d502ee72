"""A mapping file: how somebody's table is read, written in YAML.

For example::

    fields:
      start: {column: date, format: "%m/%d/%Y"}
      trigger:
        column: type
        values: {Complaint: complaint, Routine: double-random}
        otherwise: none
      agency: {blank: 区卫健委}

A log of cases is mapped in the same way: what an activity stands for, what a
transition of XES stands for, and how times are written::

    fields:
      event:
        column: Activity
        values: {Take in charge ticket: signed, Resolve ticket: resolved, Wait: paused}
        otherwise: ""
      time: {column: Complete Timestamp, format: "%m/%d/%Y %I:%M:%S %p"}
      lifecycle: {values: {suspend: paused, resume: resumed}}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as File
from typing import Any, Literal, TypeAlias

from attrs import frozen
from pydantic import Field

from bizenv.cases import records as of_cases
from bizenv.inspections import records as of_inspections
from bizenv.kernel.errors import RecordError, RulebookError
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.schema import Model
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Path, Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.schema import Cell
from bizenv.rulebooks.shapes import validate
from bizenv.rulebooks.vocabulary import known_fields
from bizenv.tables.cells import FORMAT_EXPECTED, tells_a_day
from bizenv.tables.mapping import FieldMap, TableMap

__all__ = ["Kind", "known_fields", "read_mapping"]

Kind: TypeAlias = Literal["inspections", "cases"]
"""What the rows of a table are."""


@frozen
class _Record:
    """What a map may say of one kind of record."""

    fields: Callable[[Vocabulary], tuple[str, ...]]
    read: Callable[[str, object, Vocabulary], Any]
    """Read a word as a field, or raise what is wrong with it."""
    timed: tuple[str, ...]
    """The fields that may have a format."""


_RECORDS: dict[Kind, _Record] = {
    "inspections": _Record(known_fields, of_inspections.read_field, of_inspections.DAY_FIELDS),
    "cases": _Record(
        lambda _: (*of_cases.FIELDS, *of_cases.STAGES), of_cases.read_field, of_cases.TIMES
    ),
}


class FieldMapModel(Model):
    """Where one field comes from, and what its cells mean."""

    column: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    blank: str | None = None
    format: Cell | None = None


class MappingModel(Model):
    """A mapping file."""

    fields: dict[str, FieldMapModel] = Field(min_length=1)


def read_mapping(path: File, vocabulary: Vocabulary, kind: Kind = "inspections") -> TableMap:
    """Read a mapping file for tables of one kind of record.

    Raises:
        RulebookError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    text, problems = read_text(path)
    tree = Tree(str(path), problems=problems) if problems else read_tree(text, str(path))
    fields: dict[str, FieldMap] = {}
    if tree.value is not None:
        model, _ = validate(tree, MappingModel, {})
        given = model.fields if model else {}
        fields = {name: FieldMap(**each.model_dump()) for name, each in given.items()}
        _check_fields(tree, fields, vocabulary, _RECORDS[kind])
    if tree.problems:
        raise RulebookError(tuple(tree.problems))
    return TableMap(fields)


def _check_fields(
    tree: Tree, fields: Mapping[str, FieldMap], vocabulary: Vocabulary, record: _Record
) -> None:
    known = record.fields(vocabulary)
    for name, mapped in fields.items():
        if name in known:
            _check_words(tree, name, mapped, vocabulary, record)
            for path, format in _formats(mapped):
                _check_format(tree, name, path, format, record.timed)
        else:
            got, hint = Text(f"字段 {name!r}", f"the field {name!r}"), nearest(name, known)
            place = ("fields", name)
            tree.wrong("unknown-field", place, got, one_of(known), did_you_mean(hint), key=True)


def _check_words(
    tree: Tree, name: str, mapped: FieldMap, vocabulary: Vocabulary, record: _Record
) -> None:
    """Each word that a cell may come to stand for must be one that the field takes."""
    for path, word in _words(mapped):
        try:
            record.read(name, word, vocabulary)
        except RecordError as error:
            for problem in error.problems:
                spot = ("fields", name, *path)
                tree.wrong(problem.code, spot, problem.got, problem.expected, problem.hint)


def _words(mapped: FieldMap) -> Iterator[tuple[tuple[str, ...], str]]:
    for cell, word in mapped.values.items():
        yield ("values", cell), word
    for key, said in (("otherwise", mapped.otherwise), ("blank", mapped.blank)):
        if said is not None:
            yield (key,), said


def _formats(mapped: FieldMap) -> Iterator[tuple[Path, str]]:
    """Each format of a field and where it stands."""
    several = not isinstance(mapped.format, str)
    for number, format in enumerate(mapped.formats):
        yield ("format", number) if several else ("format",), format


def _check_format(tree: Tree, name: str, path: Path, format: str, timed: tuple[str, ...]) -> None:
    if name not in timed:
        expected = _ONLY_FOR_DAYS.filled(fields=timed)
        tree.wrong("bad-format", ("fields", name, *path), repr(format), expected)
    elif not tells_a_day(format):
        tree.wrong("bad-format", ("fields", name, *path), repr(format), FORMAT_EXPECTED)


_ONLY_FOR_DAYS = Text("只用于日期字段的格式：{fields}", "a format only for the days {fields}")
