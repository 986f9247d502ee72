"""Exemptions: each holds for some visit, none for all, and each adds something.

Terms are finite, so every combination of them is tried that the grounds can
tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import Any

from attrs import evolve

from bizenv.inspections.quiet_periods import Ground
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import NONE, Vocabulary
from bizenv.rulebooks.lint_parts import Lost, Spot
from bizenv.rulebooks.lint_words import names_once
from bizenv.rulebooks.nodes import Path, Tree

__all__ = ["exemptions_have_sense", "matches"]

_Combination = dict[str, Any]
_SETS = {
    "act": "acts",
    "kind": "kinds",
    "domain": "domains",
    "trigger": "triggers",
    "credit": "credits",
}
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
    if axis in ("domain", "trigger", "credit"):
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
    grounds, catch_alls = _whole_exemptions(spot, lost)
    if all(lost.spares((*spot.path, key)) for key in _REGULATING):
        for each in catch_alls:
            _leaves_some_unclaimed(tree, *each, spot, vocabulary)
        grounds = [each for each in grounds if _exempts_some(tree, *each, spot, vocabulary)]
        _together_leave_some(tree, [ground for _, ground in grounds], spot, vocabulary)
    told: set[str] = set()
    for (_, earlier), (path, later) in combinations(grounds, 2):
        if not told & {earlier.id, later.id}:
            told |= _shadowed(tree, path, later, earlier, vocabulary)


_REGULATING = ("acts", "kinds", "enterprises", "not_inspections")
"""What says which visits a version regulates."""
_Placed = tuple[Path, Ground]


def _whole_exemptions(spot: Spot, lost: Lost) -> tuple[list[_Placed], list[_Placed]]:
    """The exemptions that were read whole; apart from them the catch-alls, which exempt nobody."""
    numbers = [number for number, model in enumerate(spot.raw.exemptions) if model]
    placed = [
        ((*spot.path, "exemptions", number), ground)
        for number, ground in zip(numbers, spot.version.exemptions, strict=True)
    ]
    whole = [each for each in placed if lost.spares(each[0])]
    return [e for e in whole if not e[1].catch_all], [e for e in whole if e[1].catch_all]


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


def _leaves_some_unclaimed(
    tree: Tree, path: Path, ground: Ground, spot: Spot, vocabulary: Vocabulary
) -> None:
    """Whether a catch-all asks for something, so that not every visit is put to review."""
    if False not in _held_for_regulated(ground, spot, vocabulary):
        got = Text(
            f"兜底情形 {ground.id!r}，所有受约束的检查都符合",
            f"the catch-all {ground.id!r}, which every regulated visit meets",
        )
        tree.wrong("catch-all-swallows-rule", path, got, _LEAVES_SOME, _CLAIM_HINT)


def _held_for_regulated(ground: Ground, spot: Spot, vocabulary: Vocabulary) -> set[bool]:
    """Whether a ground holds, over all the visits that the version regulates."""
    rule, outside = _regulating(spot)
    ground = _within_scope(ground, spot)
    return {
        matches(ground, combination, vocabulary)
        for combination in _combinations((rule, *outside, ground), vocabulary)
        if _is_regulated(combination, rule, outside, vocabulary)
    }


def _regulating(spot: Spot) -> tuple[Ground, list[Ground]]:
    """What a version regulates, and what is no inspection, both as grounds."""
    version = spot.version
    words, cited = spot.period.text, version.citation
    rule = Ground("rule", words, cited, kinds=version.kinds, acts=version.acts)
    return rule, [_within_scope(ground, spot) for ground in version.not_inspections]


def _within_scope(ground: Ground, spot: Spot) -> Ground:
    """A ground without the circumstances that hold of every visit in scope."""
    given = spot.version.scope.circumstances
    return evolve(ground, circumstances=tuple(c for c in ground.circumstances if c not in given))


def _is_regulated(
    combination: _Combination, rule: Ground, outside: Iterable[Ground], vocabulary: Vocabulary
) -> bool:
    return matches(rule, combination, vocabulary) and not any(
        matches(out, combination, vocabulary) for out in outside
    )


def _together_leave_some(
    tree: Tree, grounds: list[Ground], spot: Spot, vocabulary: Vocabulary
) -> None:
    """Whether some regulated visit meets none of the exemptions, each of which leaves some.

    A visit of no domain, of which no more holds than the scope asks, meets no
    ground that asks for either; so those need not be tried.
    """
    rule, outside = _regulating(spot)
    asking = [g for g in (_within_scope(g, spot) for g in grounds) if not _escaped(g)]
    outside = [ground for ground in outside if not _escaped(ground)]
    free = (
        not any(matches(ground, combination, vocabulary) for ground in asking)
        for combination in _combinations((rule, *outside, *asking), vocabulary)
        if _is_regulated(combination, rule, outside, vocabulary)
    )
    if asking and not any(free):
        path = (*spot.path, "exemptions")
        tree.wrong("exemptions-swallow-rule", path, _ALL_COVERED, _LEAVE_SOME, key=True)


def _escaped(ground: Ground) -> bool:
    return ground.domains is not None or bool(ground.circumstances)


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
_CLAIM_HINT = Text(
    "写明主张它的条件，如 triggers: [other-necessary]",
    "say what claims it, such as triggers: [other-necessary]",
)
_ALL_COVERED = Text(
    "合起来包括所有受约束的检查的例外情形",
    "exemptions of which every regulated visit meets one",
)
_LEAVE_SOME = Text("合起来仍有检查不得进行的例外情形", "exemptions that leave something forbidden")
_EACH_ADDS = Text("各有所增的例外情形", "exemptions that each add something")
