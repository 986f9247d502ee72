"""Tolerance lists: items told apart, conditions that can hold, worked violations that fit them."""

from __future__ import annotations

from collections.abc import Mapping

from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import normal
from bizenv.rulebooks.lint_cases import words_known
from bizenv.rulebooks.lint_parts import Lost
from bizenv.rulebooks.lint_versions import versions_follow
from bizenv.rulebooks.lint_words import names_once, tell_unknown
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import RulebookModel
from bizenv.rulebooks.worked_violations import read_violation
from bizenv.tolerance.lists import ToleranceList
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.schema import ListVersionModel

__all__ = ["VIOLATION_CODES", "lint_tolerance"]

VIOLATION_CODES = (
    *("time-barred", "ground-holds", "items-disagree", "lighter-version", "facts-missing"),
    *("ground-fails", "items-offered", "no-item", "item-unconfirmed", "settled-either-way"),
    "no-ground",
)
"""The codes that a verdict on a violation may have, in the order of the page of codes."""


def lint_tolerance(
    tree: Tree,
    model: RulebookModel,
    rulebook: Rulebook,
    lists: Mapping[int, ToleranceList],
    lost: Lost,
) -> None:
    """What is wrong with the tolerance lists, and with the violations that prove them."""
    names_once(
        tree, ("tolerance_lists",), [each.id if each else None for each in model.tolerance_lists]
    )
    for number, built in lists.items():
        path: Path = ("tolerance_lists", number)
        written = model.tolerance_lists[number]
        assert written is not None  # noqa: S101 - it was built from this
        versions_follow(tree, path, written, built, lost)
        for place, version in enumerate(written.versions):
            if version:
                _items_apart(tree, (*path, "versions", place, "items"), version)
    _violations_fit(tree, model, rulebook, lost)


def _items_apart(tree: Tree, path: Path, version: ListVersionModel) -> None:
    """Each item has an id of its own, and no two are written with the same words."""
    names_once(tree, path, [item.id if item else None for item in version.items])
    seen: dict[str, str] = {}
    for number, item in enumerate(version.items):
        if item is None or item.behaviour is None:
            continue
        first = seen.setdefault(normal(item.behaviour.zh), item.id)
        if first != item.id:
            got = Text(f"{item.behaviour.zh!r}，与 {first} 相同", f"the words of {first} again")
            tree.wrong("duplicate-item", (*path, number, "behaviour"), got, _OF_ITS_OWN)


_OF_ITS_OWN = Text(
    "与别的事项不同的表述", "words that tell the item from every other, or one item for both"
)


def _violations_fit(tree: Tree, model: RulebookModel, rulebook: Rulebook, lost: Lost) -> None:
    """Hold every worked violation against the lists."""
    numbers = [n for n, case in enumerate(model.cases) if case is not None and case.is_violation]
    if not numbers:
        return
    if not rulebook.tolerance_lists:
        if lost.spares(("tolerance_lists",)):
            tree.wrong("no-rules", ("cases",), _NO_LIST, _LISTS, key=True)
        return
    known = {entry.item.id for entry in rulebook.violations.index.entries}
    for number in numbers:
        _violation_fits(tree, ("cases", number), model, rulebook, known, lost)


def _violation_fits(
    tree: Tree, path: Path, model: RulebookModel, rulebook: Rulebook, known: set[str], lost: Lost
) -> None:
    worked = model.cases[int(path[1])]
    assert worked is not None  # noqa: S101 - asked before
    history = None if worked.history is None else tuple(prior or {} for prior in worked.history)
    facts = rulebook.violations.fact_words
    read = read_violation(worked.violation or {}, history, rulebook.vocabulary, facts)
    for place, problem in read.problems:
        if lost.spares((*path, *place)):
            key = problem.code == "unknown-field"
            got, expected, hint = problem.got, problem.expected, problem.hint
            tree.wrong(problem.code, (*path, *place), got, expected, hint, key=key)
    words_known(tree, (*path, "expect"), worked, VIOLATION_CODES, ViolationOutcome)
    if not lost.spares(("tolerance_lists",)):
        return
    for number, id in enumerate(worked.expect.items or ()):
        if id is not None and id not in known:
            tell_unknown(tree, "unknown-item", (*path, "expect", "items", number), id, known)
    item = read.violation.item if read.violation else None
    if item is not None and not rulebook.violations.index.knows(item):
        tell_unknown(tree, "unknown-item", (*path, "violation"), item, known)


_NO_LIST = Text("没有规则的违法行为案例", "cases of violations without a rule")
_LISTS = Text("tolerance_lists，写在本文件或上级规则库中", "tolerance_lists, here or in a parent")
