"""From a rulebook file to a rulebook, with every problem told.

Reading has four steps, and each goes on past what the one before could not
read: the YAML becomes a located tree, the tree a model, the model values, and
the values are checked as law (:mod:`bizenv.rulebooks.lint`).
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import frozen

from bizenv.inspections.quiet_periods import QuietPeriod
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.errors import Problem, UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.place import Place
from bizenv.kernel.schema import CitationModel
from bizenv.kernel.verdict import RulebookRef
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks import nodes
from bizenv.rulebooks.lint import lint_rulebook
from bizenv.rulebooks.nodes import Tree, read_tree
from bizenv.rulebooks.rulebook import Case, Jurisdiction, Rulebook
from bizenv.rulebooks.schema import CaseModel, RulebookModel
from bizenv.rulebooks.shapes import validate
from bizenv.rulebooks.vocabulary import base_vocabulary, duty_terms, vocabulary_hash

__all__ = ["Reading", "read_rulebook"]

Find = Callable[[str], Rulebook | None]
"""Finds a parent rulebook by its id; None if there is none."""

_NO_SOURCE = Source("unknown", "（出处不明）", "mirror")


@frozen
class Reading:
    """What came of reading one file: the rulebook, if one could be built, and the problems."""

    rulebook: Rulebook | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the rulebook unusable."""
        return tuple(p for p in self.problems if p.severity == "error")


def read_text(file: Path) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, or the problem that keeps it from being read."""
    raw = file.read_bytes()[: nodes.MOST_BYTES + 1]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        place = Place(str(file), raw[: error.start].count(b"\n") + 1, 1)
        got = f"the byte 0x{raw[error.start]:02x} at {error.start}"
        return "", [Problem("bad-encoding", got, "a text in UTF-8", place)]


def read_rulebook(text: str, file: str, find: Find = lambda id: None) -> Reading:
    """Read a rulebook from the text of its file.

    >>> print(read_rulebook("id: x\\nid: y", "rules.yaml").problems[0])
    rules.yaml:2:1: got the key 'id' again, expected each key once [duplicate-key]
    """
    tree = read_tree(text, file)
    if tree.value is None:
        return Reading(None, tuple(tree.problems))
    vocabulary = _vocabulary(tree)
    model, left_out = validate(tree, RulebookModel, {"vocabulary": vocabulary})
    if model is None:
        return Reading(None, _in_order(tree))
    parents = _parents(tree, model, find)
    sources = {id: source.build(id) for id, source in model.sources.items()}
    _check_sources(tree, sources)
    own = tuple(
        period.build(_citer(sources), vocabulary, duty_terms(), model.id)
        for period in model.quiet_periods
        if period
    )
    ref = RulebookRef(model.id, model.version, _hash(text, parents))
    rulebook = Rulebook(
        ref=ref,
        text=model.label.build(),
        jurisdiction=Jurisdiction(**model.jurisdiction.model_dump()),
        checked=model.checked,
        sources=tuple(sources.values()),
        vocabulary=vocabulary,
        quiet_periods=_inherit(parents, own),
        cases=tuple(
            _case(case, tree.place(("cases", number)).line)
            for number, case in enumerate(model.cases)
            if case
        ),
        unseen=tuple(text.build() for text in model.unseen if text),
        extends=tuple(id for id in model.extends if id),
        file=file,
    )
    lint_rulebook(tree, model, rulebook, left_out)
    return Reading(rulebook, _in_order(tree))


def _in_order(tree: Tree) -> tuple[Problem, ...]:
    unique = dict.fromkeys(tree.problems)
    return tuple(sorted(unique, key=lambda p: (p.place.line or 0, p.place.column or 0, p.code)))


def _hash(text: str, parents: list[Rulebook]) -> str:
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    parts = [lines, vocabulary_hash(), *(parent.ref.sha256 for parent in parents)]
    return sha256("\0".join(parts).encode()).hexdigest()


def _vocabulary(tree: Tree) -> Vocabulary:
    """The shipped vocabulary with the file's own terms.

    It is needed before the file can be validated, so it is read first and on
    its own; what is wrong with it is told there.
    """
    from bizenv.rulebooks.vocabulary import TermModel

    base = base_vocabulary()
    more = tree.value.get("vocabulary") if isinstance(tree.value, dict) else None
    terms: dict[str, list[Any]] = {}
    for axis, entries in (more if isinstance(more, dict) else {}).items():
        if axis not in base:
            hint = nearest(axis, base.names)
            tree.wrong(
                "unknown-axis",
                ("vocabulary", axis),
                f"the axis {axis!r}",
                f"one of {', '.join(base.names)}",
                f"did you mean {hint!r}?" if hint else None,
                key=True,
            )
            continue
        for code, entry in (entries if isinstance(entries, dict) else {}).items():
            try:
                term = TermModel.model_validate(entry).build(code)
            except ValueError:
                continue  # told when the whole file is validated
            terms.setdefault(axis, []).append(term)
            try:
                base[axis].plus(terms[axis])
            except UsageError as error:
                terms[axis].pop()
                path = ("vocabulary", axis, code)
                tree.wrong("term-twice", path, str(error), "a term that is new", key=True)
    return base.plus(terms)


def _parents(tree: Tree, model: RulebookModel, find: Find) -> list[Rulebook]:
    parents: list[Rulebook] = []
    for number, id in enumerate(model.extends):
        parent = find(id) if id else None
        if id and parent is None:
            expected = "the id of a shipped rulebook, or of a file beside this one"
            tree.wrong("unknown-parent", ("extends", number), repr(id), expected)
        if parent is not None:
            parents.append(parent)
    return parents


def _inherit(parents: list[Rulebook], own: tuple[QuietPeriod, ...]) -> tuple[QuietPeriod, ...]:
    """The parents' quiet periods, each replaced by the own one of the same id."""
    periods = {period.id: period for parent in parents for period in parent.quiet_periods}
    periods.update({period.id: period for period in own})
    return tuple(periods.values())


def _citer(sources: dict[str, Source]) -> Callable[[CitationModel], Citation]:
    def cite(model: CitationModel) -> Citation:
        reading = model.reading.build() if model.reading else None
        source = sources.get(model.source, _NO_SOURCE)
        return Citation(source, model.locator, model.quote, reading)

    return cite


def _check_sources(tree: Tree, sources: dict[str, Source]) -> None:
    """Every citation must name a source of the file."""

    def visit(node: Any, path: nodes.Path) -> None:
        if isinstance(node, list):
            for number, part in enumerate(node):
                visit(part, (*path, number))
        elif isinstance(node, dict):
            source = node.get("source") if path and path[-1] == "cite" else None
            if isinstance(source, str) and source not in sources:
                hint = nearest(source, sources)
                tree.wrong(
                    "unknown-source",
                    (*path, "source"),
                    repr(source),
                    f"a source of this file: {', '.join(sources)}",
                    f"did you mean {hint!r}?" if hint else None,
                )
            for key, part in node.items():
                visit(part, (*path, key))

    visit(tree.value, ())


def _case(model: CaseModel, line: int | None) -> Case:
    expect = model.expect

    def known(items: list[str | None] | None) -> tuple[str, ...] | None:
        return None if items is None else tuple(item for item in items if item)

    return Case(
        name=model.name,
        record=model.inspection,
        outcome=InspectionOutcome(expect.outcome),
        codes=known(expect.codes),
        exemptions=known(expect.exemptions),
        duties=known(expect.duties),
        missing=known(expect.missing),
        next_allowed=expect.next_allowed,
        line=line,
    )


