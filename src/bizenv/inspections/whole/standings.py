"""How a visit stands to a frequency rule, whatever its day and its parties.

Does it count, to which bound, and did it find a violation: like visits stand
alike, so each distinct situation is asked once.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from bizenv.inspections.grounds import answer, meets, missing_facts, truth_of
from bizenv.inspections.memos import Memo
from bizenv.inspections.mixed import parts_of
from bizenv.inspections.quiet_periods import Condition, Ground
from bizenv.inspections.readings import Reader
from bizenv.inspections.situations import Facts, Situation
from bizenv.inspections.whole.frequency import FOUND, FrequencyVersion
from bizenv.kernel.truth import Truth, all_of, any_of
from bizenv.kernel.verdict import Check, MissingFact
from bizenv.kernel.vocabulary import Vocabulary

__all__ = ["Standing", "Standings", "covered", "ground_truth"]

_MOST = 2_000


@frozen
class Standing:
    """How a situation stands to one version.

    The bound lies between ``low`` and ``high``: they differ where it is not
    known whether it is raised.
    """

    counts: Truth
    low: int | None
    high: int | None
    found: Truth
    missing: tuple[MissingFact, ...] = ()


class Standings:
    """Asks one version about situations; answers are kept, bounded in number."""

    def __init__(self, version: FrequencyVersion, vocabulary: Vocabulary) -> None:
        self._version, self._vocabulary = version, vocabulary
        self.reader = Reader(version.conditions, vocabulary)
        self._kept = Memo(self._of, most=_MOST)

    def of(self, situation: Situation) -> Standing:
        """How a situation stands.

        Raises:
            RecordError: a word of the situation is in no list.
        """
        return self._kept[situation]

    def _of(self, situation: Situation) -> Standing:
        version = self._version
        facts = self.reader.facts(self.reader.read(situation))
        raises = [(each.to, self._meets(each.ground, facts)) for each in version.raises]
        sure = [to for to, check in raises if check.truth is Truth.YES]
        perhaps = [to for to, check in raises if check.truth is not Truth.NO]
        counts, found = self._counts(facts), answer(_FOUND, facts, self._vocabulary)
        open_ = [check for _, check in raises] + ([found] if version.after_clean else [])
        if counts is Truth.UNKNOWN:
            open_ += [answer(c, facts, self._vocabulary) for c in version.covers]
            open_ += [self._meets(ground, facts) for ground in version.not_counted]
        most = version.most
        return Standing(
            counts=counts,
            low=None if most is None else max([most, *sure]),
            high=None if most is None else max([most, *perhaps]),
            found=found.truth if version.after_clean else Truth.NO,
            missing=missing_facts(open_),
        )

    def _meets(self, ground: Ground, facts: Facts) -> Check:
        return meets(ground, facts, self._vocabulary)

    def _counts(self, facts: Facts) -> Truth:
        """Whether it counts: it is covered, and not all it is about is left out."""
        version, words = self._version, self._vocabulary
        parts = parts_of(facts, version.conditions, words)
        return any_of(covered(part, version.covers, version.not_counted, words) for part in parts)


_FOUND = Condition(FOUND)


def covered(
    facts: Facts, covers: Iterable[Condition], left_out: Iterable[Ground], vocabulary: Vocabulary
) -> Truth:
    """Whether a rule covers a visit: every condition holds, and no ground leaves it out."""
    truth = all_of(truth_of(c, facts[c.fact], vocabulary) for c in covers)
    if truth is Truth.NO:
        return truth
    return truth & ~any_of(ground_truth(ground, facts, vocabulary) for ground in left_out)


def ground_truth(ground: Ground, facts: Facts, vocabulary: Vocabulary) -> Truth:
    """Whether a ground holds; one that is claimed by a catch-all is for people to judge."""
    truth = all_of(truth_of(c, facts[c.fact], vocabulary) for c in ground.conditions)
    return Truth.UNKNOWN if ground.catch_all and truth is Truth.YES else truth
