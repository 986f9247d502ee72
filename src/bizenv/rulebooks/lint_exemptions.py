"""Exemptions: each holds for some visit, none for all, and each adds something.

Terms are finite, so every combination of them is tried that the grounds can
tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from bizenv.inspections.quiet_periods import Ground
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import NONE, Vocabulary
from bizenv.rulebooks.lint_parts import Lost, Spot
from bizenv.rulebooks.lint_words import names_once
from bizenv.rulebooks.nodes import Path, Tree

__all__ = ["exemptions_have_sense", "matches"]

_Combination = dict[str, Any]
_SETS = {"act": "acts", "kind": "kinds", "domain": "domains", "trigger": "triggers"}
_SETTLING = ("kind", "trigger")
"""The axes whose terms may settle one another by definition."""
_HELD = "circumstances"


def _asks(ground: Ground) -> set[str]:
    """The axes that a ground asks about."""
    axes = {axis for axis, name in _SETS.items() if getattr(ground, name) is not None}
    axes |= {"level"} if ground.least_level else set()
    return axes | ({_HELD} if ground.circumstances else set())


def _meets(ground: Ground, axis: str, choice: Any, vocabulary: Vocabulary) -> bool:
    """Whether what was chosen on one axis is what a ground asks for there."""
    if axis == _HELD:
        return set(ground.circumstances).issubset(choice)
    if axis == "level":
        levels = vocabulary["level"]
        return levels.rank(choice) >= levels.rank(ground.least_level or "")
    wanted = getattr(ground, _SETS[axis])
    return wanted is None or not wanted.isdisjoint(vocabulary[axis].expand((choice,)))


def matches(ground: Ground, combination: _Combination, vocabulary: Vocabulary) -> bool:
    """Whether a ground holds for one combination of terms.

    The same question as :func:`bizenv.inspections.grounds.meets` asks of the
    facts of a visit; a test ties the two together.
    """
    return all(_meets(ground, axis, combination[axis], vocabulary) for axis in _asks(ground))


def _choices(axis: str, grounds: Iterable[Ground], vocabulary: Vocabulary) -> Iterable[Any]:
    """What may be chosen on an axis; of terms that no ground tells apart, one.

    A ground asks that circumstances hold and never that they do not, so each
    ground's own set of them, and none at all, are choices enough.
    """
    if axis == _HELD:
        return {frozenset(), *(frozenset(ground.circumstances) for ground in grounds)}
    codes = vocabulary[axis].codes
    if axis in ("domain", "trigger"):
        codes = (*codes, NONE)
    if axis in _SETTLING:
        return codes
    told_apart: dict[tuple[bool, ...], str] = {}
    for code in codes:
        answers = tuple(_meets(ground, axis, code, vocabulary) for ground in grounds)
        told_apart.setdefault(answers, code)
    return told_apart.values()


def _combinations(grounds: Iterable[Ground], vocabulary: Vocabulary) -> Iterator[_Combination]:
    """Every way to choose on the axes, less those that contradict a definition."""
    grounds = tuple(grounds)
    axes = sorted(set[str]().union(*map(_asks, grounds)))
    for choice in product(*(_choices(axis, grounds, vocabulary) for axis in axes)):
        combination = dict(zip(axes, choice, strict=True))
        if not _contradicts(combination, vocabulary):
            yield combination


def _contradicts(combination: _Combination, vocabulary: Vocabulary) -> bool:
    for axis in _SETTLING:
        term = vocabulary[axis].get(combination.get(axis, ""))
        for other, settled in (term.settles if term else {}).items():
            if combination.get(other, settled) != settled:
                return True
    return False


def exemptions_have_sense(tree: Tree, spot: Spot, vocabulary: Vocabulary, lost: Lost) -> None:
    """Grounds have names of their own; each exemption adds something and leaves something."""
    for name, models in (
        ("not_inspections", spot.raw.not_inspections),
        ("exemptions", spot.raw.exemptions),
    ):
        names_once(tree, (*spot.path, name), [(model.id if model else None) for model in models])
    grounds = list(_whole_exemptions(spot, lost))
    if all(lost.spares((*spot.path, key)) for key in ("acts", "kinds", "not_inspections")):
        grounds = [each for each in grounds if _exempts_some(tree, *each, spot, vocabulary)]
    told: set[str] = set()
    for (_, earlier), (path, later) in combinations(grounds, 2):
        if not told & {earlier.id, later.id}:
            told |= _shadowed(tree, path, later, earlier, vocabulary)


def _whole_exemptions(spot: Spot, lost: Lost) -> Iterator[tuple[Path, Ground]]:
    """The exemptions that were read whole; a catch-all exempts nobody by itself."""
    numbers = [number for number, model in enumerate(spot.raw.exemptions) if model]
    for number, ground in zip(numbers, spot.version.exemptions, strict=True):
        path = (*spot.path, "exemptions", number)
        if not ground.catch_all and lost.spares(path):
            yield path, ground


def _exempts_some(
    tree: Tree, path: Path, ground: Ground, spot: Spot, vocabulary: Vocabulary
) -> bool:
    """Whether an exemption holds for some of the visits that are regulated, and not for all."""
    held = _held_for_regulated(ground, spot, vocabulary)
    if True not in held:
        got = Text(f"例外情形 {ground.id!r}", f"the exemption {ground.id!r}")
        tree.wrong("exemption-never-matches", path, got, _CAN_BE_MET, _NEVER_HINT)
    elif False not in held:
        got = Text(
            f"例外情形 {ground.id!r}，所有受约束的检查都符合",
            f"the exemption {ground.id!r}, which every regulated visit meets",
        )
        tree.wrong("exemption-swallows-rule", path, got, _LEAVES_SOME)
    return len(held) == 2


def _held_for_regulated(ground: Ground, spot: Spot, vocabulary: Vocabulary) -> set[bool]:
    """Whether a ground holds, over all the visits that the version regulates."""
    version = spot.version
    of_the_rule = Ground(
        "kinds", spot.period.text, version.citation, kinds=version.kinds, acts=version.acts
    )
    space = _combinations((of_the_rule, *version.not_inspections, ground), vocabulary)
    return {
        matches(ground, combination, vocabulary)
        for combination in space
        if matches(of_the_rule, combination, vocabulary)
        and not any(matches(out, combination, vocabulary) for out in version.not_inspections)
    }


def _shadowed(
    tree: Tree, path: Path, later: Ground, earlier: Ground, vocabulary: Vocabulary
) -> set[str]:
    """The one of two exemptions, if any, that holds only where the other does, told."""
    space = list(_combinations((later, earlier), vocabulary))
    by_later = [matches(later, combination, vocabulary) for combination in space]
    by_earlier = [matches(earlier, combination, vocabulary) for combination in space]
    pairs = ((later, by_later, earlier, by_earlier), (earlier, by_earlier, later, by_later))
    for narrow, holds, wide, covers in pairs:
        if any(holds) and all(b for a, b in zip(holds, covers, strict=True) if a):
            got = Text(
                f"{narrow.id!r}，它成立时 {wide.id!r} 也都成立",
                f"{narrow.id!r}, which holds only where {wide.id!r} holds too",
            )
            tree.wrong("exemption-shadowed", path, got, _EACH_ADDS)
            return {narrow.id}
    return set()


_CAN_BE_MET = Text("受约束的检查有可能符合的情形", "one that some regulated visit can meet")
_NEVER_HINT = Text(
    "其中的条件互相矛盾，或不在规则的适用范围内",
    "its conditions contradict each other, or the scope of the rule",
)
_LEAVES_SOME = Text("仍有检查不得进行的情形", "one that leaves something forbidden")
_EACH_ADDS = Text("各有所增的例外情形", "exemptions that each add something")
