"""The terms that a rulebook adds to the vocabulary: those of its parents and its own.

They are needed before the file can be validated, so they are read first. What
is wrong with the shape of a term is told by the validation; what is wrong with
its meaning is told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bizenv.inspections.records import FIELDS
from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import is_id
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import NONE, Axis, Term, Vocabulary, nearest
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import TermModel, base_vocabulary

__all__ = ["read_terms"]


def read_terms(tree: Tree, parents: Mapping[int, Rulebook]) -> Vocabulary:
    """The shipped vocabulary with the terms of the parents and of the file itself."""
    vocabulary = base_vocabulary()
    for number, parent in parents.items():
        for axis in parent.vocabulary.axes:
            vocabulary = _with_parent(tree, ("extends", number), vocabulary, axis)
    own = list(_own_terms(tree, vocabulary))
    for path, axis_name, term, _ in own:
        vocabulary = _plus(tree, path, vocabulary, axis_name, term)
    for path, axis_name, term, entry in own:
        _check_references(tree, path, vocabulary, axis_name, term)
        if axis_name == "level" and isinstance(entry, dict) and "rank" not in entry:
            expected = "the rank of the level, a whole number"
            tree.wrong("missing-key", (*path, "rank"), "no 'rank'", expected)
        if axis_name == "circumstance" and term.code in FIELDS:
            expected = "a name that no field of a record has"
            tree.wrong("term-twice", path, repr(term.code), expected, key=True)
    return vocabulary


def _with_parent(tree: Tree, path: Path, vocabulary: Vocabulary, axis: Axis) -> Vocabulary:
    for term in axis.terms:
        if vocabulary[axis.name].get(term.code) != term:
            vocabulary = _plus(tree, path, vocabulary, axis.name, term)
    return vocabulary


def _plus(tree: Tree, path: Path, vocabulary: Vocabulary, axis: str, term: Term) -> Vocabulary:
    try:
        return vocabulary.plus({axis: (term,)})
    except UsageError as error:
        tree.wrong("term-twice", path, str(error), "a term of its own", key=True)
        return vocabulary


def _own_terms(tree: Tree, base: Vocabulary) -> Iterator[tuple[Path, str, Term, Any]]:
    """The file's own terms: where each stands, on which axis, and as it is written."""
    axes = tree.value.get("vocabulary") if isinstance(tree.value, dict) else None
    for axis, entries in (axes if isinstance(axes, dict) else {}).items():
        path: Path = ("vocabulary", axis)
        if axis not in base:
            _tell_axis(tree, path, axis, base)
            continue
        for code, entry in (entries if isinstance(entries, dict) else {}).items():
            if is_id(code):
                yield (*path, code), axis, _term(code, entry), entry


def _term(code: str, entry: Any) -> Term:
    try:
        return TermModel.model_validate(entry).build(code)
    except ValueError:
        return Term(code, Text(code))  # told when the whole file is validated


def _check_references(
    tree: Tree, path: Path, vocabulary: Vocabulary, axis: str, term: Term
) -> None:
    """What a term refers to must be there."""
    for number, broader in enumerate(term.broader):
        _check_code(tree, (*path, "broader", number), vocabulary[axis], broader)
    for other, settled in term.settles.items():
        place = (*path, "settles", other)
        if other not in vocabulary:
            _tell_axis(tree, place, other, vocabulary)
        elif settled != NONE:
            _check_code(tree, place, vocabulary[other], settled)


def _check_code(tree: Tree, path: Path, axis: Axis, code: str) -> None:
    if axis.get(code) is None:
        hint = nearest(code, axis.codes)
        expected = f"a {axis.text.say('en')} of the vocabulary, such as {axis.codes[0]!r}"
        did_you_mean = f"did you mean {hint!r}?" if hint else None
        tree.wrong("unknown-term", path, repr(code), expected, did_you_mean)


def _tell_axis(tree: Tree, path: Path, axis: str, vocabulary: Vocabulary) -> None:
    hint = nearest(axis, vocabulary.names)
    expected = f"one of {', '.join(vocabulary.names)}"
    did_you_mean = f"did you mean {hint!r}?" if hint else None
    tree.wrong("unknown-axis", path, f"the axis {axis!r}", expected, did_you_mean, key=True)
