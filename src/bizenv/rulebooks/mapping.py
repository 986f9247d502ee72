"""A mapping file: how somebody's table is read, written in YAML.

What it may name are the fields of one kind of record, inspections or cases.
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
from typing import Literal

from attrs import frozen
from pydantic import Field

from bizenv.cases import records as cases
from bizenv.inspections.records import DAY_FIELDS, read_field
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
from bizenv.tolerance import records as violations
from bizenv.tolerance.rules import ToleranceRules

__all__ = [
    "CASE_FIELDS",
    "VISIT_FIELDS",
    "RecordFields",
    "known_fields",
    "read_mapping",
    "violation_fields",
]


@frozen
class RecordFields:
    """What a map may name of one kind of record, and how a word of a field is read.

    ``days`` are the fields that a format may be named for: days or times.
    """

    names: Callable[[Vocabulary], tuple[str, ...]]
    days: tuple[str, ...]
    read: Callable[[str, object, Vocabulary], object]


VISIT_FIELDS = RecordFields(known_fields, DAY_FIELDS, read_field)
CASE_FIELDS = RecordFields(lambda _: (*cases.FIELDS, *cases.STAGES), cases.TIMES, cases.read_field)


def violation_fields(rules: ToleranceRules) -> RecordFields:
    """What a map may name of violations: with the facts that the lists ask for by name."""
    return RecordFields(
        lambda vocabulary: violations.field_names(vocabulary, rules.fact_words),
        (*violations.DAYS, *violations.DAYS_OR_NOT),
        violations.read_field,
    )


class FieldMapModel(Model):
    """Where one field comes from, and what its cells mean."""

    column: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    blank: str | None = None
    format: Cell | None = None
    time: Literal["drop"] | None = None


class MappingModel(Model):
    """A mapping file."""

    fields: dict[str, FieldMapModel] = Field(min_length=1)


def read_mapping(
    path: File, vocabulary: Vocabulary, fields: RecordFields = VISIT_FIELDS
) -> TableMap:
    """Read a mapping file for one kind of record.

    Raises:
        RulebookError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    text, problems = read_text(path)
    tree = Tree(str(path), problems=problems) if problems else read_tree(text, str(path))
    found: dict[str, FieldMap] = {}
    if tree.value is not None:
        model, _ = validate(tree, MappingModel, {})
        given = model.fields if model else {}
        found = {name: FieldMap(**each.model_dump()) for name, each in given.items()}
        _check_fields(tree, found, fields, vocabulary)
    if tree.problems:
        raise RulebookError(tuple(tree.problems))
    return TableMap(found)


def _check_fields(
    tree: Tree, found: Mapping[str, FieldMap], fields: RecordFields, vocabulary: Vocabulary
) -> None:
    known = fields.names(vocabulary)
    for name, mapped in found.items():
        if name in known:
            _check_words(tree, name, mapped, fields, vocabulary)
            for path, format in _formats(mapped):
                _check_format(tree, name, path, format, fields.days)
        else:
            got, hint = Text(f"字段 {name!r}", f"the field {name!r}"), nearest(name, known)
            place = ("fields", name)
            tree.wrong("unknown-field", place, got, one_of(known), did_you_mean(hint), key=True)


def _check_words(
    tree: Tree, name: str, mapped: FieldMap, fields: RecordFields, vocabulary: Vocabulary
) -> None:
    """Each word that a cell may come to stand for must be one that the field takes."""
    for path, word in _words(mapped):
        try:
            fields.read(name, word, vocabulary)
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


def _check_format(tree: Tree, name: str, path: Path, format: str, days: tuple[str, ...]) -> None:
    if name not in days or not tells_a_day(format):
        expected = FORMAT_EXPECTED if name in days else _ONLY_FOR_DAYS.filled(fields=days)
        tree.wrong("bad-format", ("fields", name, *path), repr(format), expected)


_ONLY_FOR_DAYS = Text("只用于日期字段的格式：{fields}", "a format only for the days {fields}")
