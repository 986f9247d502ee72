"""What may be true of a violation, and how a rule found it (结论)."""

from __future__ import annotations

from bizenv.kernel.worded import Worded
from bizenv.tolerance.words import Leniency

__all__ = ["ViolationOutcome"]


class ViolationOutcome(Worded):
    """What the rules say of a violation (结论); the most lenient ground that holds gives it."""

    TIME_BARRED = "time-barred", "超过追责时效，不再给予处罚", "time-barred: no penalty any more"
    SHALL_NOT_PUNISH = "shall-not-punish", "应当不予处罚", "shall not be punished"
    MAY_NOT_PUNISH = "may-not-punish", "可以不予处罚", "may go unpunished"
    SHALL_MITIGATE = "shall-mitigate", "应当减轻处罚", "the penalty shall be mitigated"
    SHALL_LIGHTEN_OR_MITIGATE = (
        "shall-lighten-or-mitigate",
        "应当从轻或者减轻处罚",
        "the penalty shall be lightened or mitigated",
    )
    SHALL_LIGHTEN = "shall-lighten", "应当从轻处罚", "the penalty shall be lightened"
    MAY_MITIGATE = "may-mitigate", "可以减轻处罚", "the penalty may be mitigated"
    MAY_LIGHTEN_OR_MITIGATE = (
        "may-lighten-or-mitigate",
        "可以从轻或者减轻处罚",
        "the penalty may be lightened or mitigated",
    )
    MAY_LIGHTEN = "may-lighten", "可以从轻处罚", "the penalty may be lightened"
    NO_GROUND = "no-ground", "没有从宽处理的依据", "no ground for leniency"
    UNDETERMINED = "undetermined", "无法判定", "undetermined"

    @classmethod
    def of(cls, leniency: Leniency) -> ViolationOutcome | None:
        """The outcome that a kind of leniency gives; None of compulsory measures.

        >>> ViolationOutcome.of(Leniency.MAY_NOT_PUNISH).value
        'may-not-punish'
        """
        return _OF.get(leniency)

    @property
    def spares(self) -> bool:
        """Whether there is no penalty: time-barred, or shall or may not be punished."""
        return self in _SPARING


_BY_VALUE = {outcome.value: outcome for outcome in ViolationOutcome}
_OF = {each: _BY_VALUE[each.value] for each in Leniency if each.value in _BY_VALUE}
_SPARING = frozenset(
    {
        ViolationOutcome.TIME_BARRED,
        ViolationOutcome.SHALL_NOT_PUNISH,
        ViolationOutcome.MAY_NOT_PUNISH,
    }
)
