"""A mapping file: how somebody's table is read, written in YAML.

For example::

    fields:
      start: {column: date, format: "%m/%d/%Y"}
      trigger:
        column: type
        values: {Complaint: complaint, Routine: double-random}
        otherwise: none
      agency: {blank: 区卫健委}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from pydantic import Field

from bizenv.inspections.records import DAY_FIELDS, FIELDS, read_field
from bizenv.kernel.errors import RecordError, RulebookError
from bizenv.kernel.schema import Model
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.shapes import validate
from bizenv.tables.mapping import FieldMap, TableMap

__all__ = ["known_fields", "read_mapping"]


class FieldMapModel(Model):
    """Where one field comes from, and what its cells mean."""

    column: str | None = None
    values: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None
    blank: str | None = None
    format: str | None = None


class MappingModel(Model):
    """A mapping file."""

    fields: dict[str, FieldMapModel] = Field(min_length=1)


def read_mapping(path: Path, vocabulary: Vocabulary) -> TableMap:
    """Read a mapping file.

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
        _check_fields(tree, fields, vocabulary)
    if tree.problems:
        raise RulebookError(tuple(tree.problems))
    return TableMap(fields)


def known_fields(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields that a mapping may name."""
    return (*FIELDS, *vocabulary["circumstance"].codes)


def _check_fields(tree: Tree, fields: Mapping[str, FieldMap], vocabulary: Vocabulary) -> None:
    known = known_fields(vocabulary)
    for name, mapped in fields.items():
        if name in known:
            _check_words(tree, name, mapped, vocabulary)
            _check_format(tree, name, mapped.format)
        else:
            hint = nearest(name, known)
            tree.wrong(
                "unknown-field",
                ("fields", name),
                f"the field {name!r}",
                f"one of {', '.join(known)}",
                f"did you mean {hint!r}?" if hint else None,
                key=True,
            )


def _check_words(tree: Tree, name: str, mapped: FieldMap, vocabulary: Vocabulary) -> None:
    """Each word that a cell may come to stand for must be one that the field takes."""
    for path, word in _words(mapped):
        try:
            read_field(name, word, vocabulary)
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


_A_DAY = date(2023, 11, 30)


def _check_format(tree: Tree, name: str, format: str | None) -> None:
    if format is None:
        return
    spot = ("fields", name, "format")
    if name not in DAY_FIELDS:
        expected = f"a format only for the days {', '.join(DAY_FIELDS)}"
        tree.wrong("bad-format", spot, repr(format), expected)
    elif not _tells_a_day(format):
        expected = "a format that tells year, month and day, such as %m/%d/%Y"
        tree.wrong("bad-format", spot, repr(format), expected)


def _tells_a_day(format: str) -> bool:
    try:
        written = _A_DAY.strftime(format)
        return datetime.strptime(written, format).date() == _A_DAY  # noqa: DTZ007 - a local day
    except ValueError:
        return False
