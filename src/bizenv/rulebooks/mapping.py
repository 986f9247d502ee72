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

from pathlib import Path

from pydantic import Field

from bizenv.inspections.records import FIELDS
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.schema import Model
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.shapes import validate
from bizenv.tables.mapping import FieldMap, TableMap

__all__ = ["read_mapping"]


class FieldMapModel(Model):
    """Where one field comes from, and what its cells mean."""

    column: str | None = None
    values: dict[str, str] = {}
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
    model = None
    if tree.value is not None:
        model, _ = validate(tree, MappingModel, {"vocabulary": vocabulary})
    if model is not None:
        _check_fields(tree, model, vocabulary)
    if model is None or tree.problems:
        raise RulebookError(tuple(tree.problems))
    return TableMap({name: FieldMap(**each.model_dump()) for name, each in model.fields.items()})


def _check_fields(tree: Tree, model: MappingModel, vocabulary: Vocabulary) -> None:
    known = (*FIELDS, *vocabulary["circumstance"].codes)
    for name in model.fields:
        if name not in known:
            hint = nearest(name, known)
            tree.wrong(
                "unknown-field",
                ("fields", name),
                f"the field {name!r}",
                f"one of {', '.join(known)}",
                f"did you mean {hint!r}?" if hint else None,
                key=True,
            )
