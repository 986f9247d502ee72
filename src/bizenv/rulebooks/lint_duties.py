"""Duties: each is known, can arise in what it names, and has a timing that says something."""

from __future__ import annotations

from bizenv.inspections.quiet_periods import QuietVersion, Situation
from bizenv.inspections.schema import DutyModel
from bizenv.kernel.text import Text
from bizenv.rulebooks.lint_parts import Lost, Spot
from bizenv.rulebooks.lint_words import tell_unknown
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.vocabulary import duty_terms

__all__ = ["duties_have_sense"]


def duties_have_sense(tree: Tree, spot: Spot, lost: Lost) -> None:
    """Every duty is of the list of duties, can arise, and is timed by more than nothing."""
    terms = duty_terms()
    for number, duty in enumerate(spot.raw.duties):
        if duty:
            path = (*spot.path, "duties", number)
            if duty.do not in terms:
                tell_unknown(tree, "unknown-term", (*path, "do"), duty.do, terms)
            _can_arise(tree, path, duty, spot, lost)
            _timing_counts(tree, path, duty)


def _can_arise(tree: Tree, path: Path, duty: DutyModel, spot: Spot, lost: Lost) -> None:
    """The version has what brings about each situation that a duty names."""
    for number, situation in enumerate(duty.when):
        if situation is None or situation is Situation.OUTSIDE:
            continue
        key, hint = _NEEDED[situation]
        if not _admits(spot.version, situation) and lost.spares((*spot.path, key)):
            place = (*path, "when", number)
            tree.wrong("duty-never-arises", place, repr(situation.value), _CAN_ARISE, hint)


def _admits(version: QuietVersion, situation: Situation) -> bool:
    """Whether a version has what brings about a situation in its window."""
    if situation is Situation.APPROVED:
        return version.approval is not None
    review = situation is Situation.REVIEW
    if review and version.exemptions_unseen:
        return True
    return any(ground.catch_all is review for ground in version.exemptions)


def _timing_counts(tree: Tree, path: Path, duty: DutyModel) -> None:
    """No time of nothing before or after."""
    timing = duty.timing
    if timing and timing.count == 0:
        place = (*path, "timing")
        tree.wrong("bad-timing", place, repr(str(timing)), _SOME_TIME, _NO_COUNT)


_CAN_ARISE = Text("本版会出现的情形", "a situation that the version can bring about")
_NEEDED = {
    Situation.EXEMPT: (
        "exemptions",
        Text("本版没有例外情形", "the version has no exemption"),
    ),
    Situation.APPROVED: (
        "approval",
        Text("本版没有 approval", "the version has no 'approval'"),
    ),
    Situation.REVIEW: (
        "exemptions",
        Text("本版没有兜底情形（catch_all）", "the version has no catch-all ground"),
    ),
}
"""By situation, the key that brings it about, and what to say where it is absent."""
_SOME_TIME = Text("至少为 1 的数", "a count of at least 1")
_NO_COUNT = Text(
    "事前办理写 'before start'，当时办理写 'at start'",
    "write 'before start' where it is done before, 'at start' where it is done then",
)
