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
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.schema import a_term_of, is_id
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
            tree.wrong("missing-key", (*path, "rank"), _NO_RANK, _A_RANK)
        if axis_name == "circumstance" and term.code in FIELDS:
            tree.wrong("term-twice", path, repr(term.code), _NO_FIELD, key=True)
    return vocabulary


_NO_RANK = Text("空白", "no 'rank'")
_A_RANK = Text("层级的次序（整数）", "the rank of the level, a whole number")
_NO_FIELD = Text("不与检查记录的字段同名的名称", "a name that no field of a record has")


def _with_parent(tree: Tree, path: Path, vocabulary: Vocabulary, axis: Axis) -> Vocabulary:
    for term in axis.terms:
        if vocabulary[axis.name].get(term.code) != term:
            vocabulary = _plus(tree, path, vocabulary, axis.name, term)
    return vocabulary


def _plus(tree: Tree, path: Path, vocabulary: Vocabulary, axis: str, term: Term) -> Vocabulary:
    try:
        return vocabulary.plus({axis: (term,)})
    except UsageError as error:
        got = Text(error.say("zh"), error.say("en"))
        tree.wrong("term-twice", path, got, _OF_ITS_OWN, key=True)
        return vocabulary


_OF_ITS_OWN = Text("不与已有的词重复的词", "a term of its own")


def _own_terms(tree: Tree, base: Vocabulary) -> Iterator[tuple[Path, str, Term, Any]]:
    """The file's own terms: where each stands, on which axis, and as it is written."""
    axes = tree.value.get("vocabulary") if isinstance(tree.value, dict) else None
    for axis, entries in (axes if isinstance(axes, dict) else {}).items():
        path: Path = ("vocabulary", axis)
        if axis not in base:
            _tell_axis(tree, path, axis, base)
            continue
        if axis in _CLOSED:
            tree.wrong("closed-axis", path, repr(axis), _NOT_ITS_OWN, _BY_A_MAP, key=True)
            continue
        for code, entry in (entries if isinstance(entries, dict) else {}).items():
            if is_id(code):
                yield (*path, code), axis, _term(code, entry), entry


_CLOSED = ("event", "grade")
"""Axes whose terms the library itself must understand."""
_NOT_ITS_OWN = Text("规则库可以增词的词类", "an axis to which a rulebook may add terms")
_BY_A_MAP = Text(
    "表格中的其他写法，用 --map 文件对应", "other words in a table are mapped by a --map file"
)


def _term(code: str, entry: Any) -> Term:
    try:
        return TermModel.model_validate(entry).build(code)
    except ValueError:
        return Term(code, Text(code))  # told when the whole file is validated


def _check_references(
    tree: Tree, path: Path, vocabulary: Vocabulary, axis: str, term: Term
) -> None:
    """What a term refers to must be there."""
    for key, codes in (("broader", term.broader), ("may_be", term.may_be)):
        for number, code in enumerate(codes):
            _check_code(tree, (*path, key, number), vocabulary[axis], code)
    for other, settled in term.settles.items():
        place = (*path, "settles", other)
        if other not in vocabulary:
            _tell_axis(tree, place, other, vocabulary)
        elif settled != NONE:
            _check_code(tree, place, vocabulary[other], settled)


def _check_code(tree: Tree, path: Path, axis: Axis, code: str) -> None:
    if axis.get(code) is None:
        hint = did_you_mean(nearest(code, axis.codes))
        tree.wrong("unknown-term", path, repr(code), a_term_of(axis), hint)


def _tell_axis(tree: Tree, path: Path, axis: str, vocabulary: Vocabulary) -> None:
    got, hint = Text(f"词类 {axis!r}", f"the axis {axis!r}"), nearest(axis, vocabulary.names)
    expected = one_of(vocabulary.names)
    tree.wrong("unknown-axis", path, got, expected, did_you_mean(hint), key=True)
