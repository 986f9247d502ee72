"""The closed lists of words that tolerance lists are written with (用词)."""

from __future__ import annotations

from bizenv.kernel.worded import Worded

__all__ = [
    "Anchor",
    "Basis",
    "Correction",
    "Fault",
    "HarmLevel",
    "Leniency",
    "Match",
    "Scope",
]


class Leniency(Worded):
    """What a ground gives the party, the most lenient first (处理方式).

    *Shall* and *may* are never merged, nor are lightening (从轻: within the
    range) and mitigation (减轻: below it). That no compulsory measure is taken
    stands beside a penalty and is no degree of it.
    """

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
    NO_COMPULSORY_MEASURE = (
        "no-compulsory-measure",
        "可以不采取行政强制措施",
        "compulsory measures may be omitted",
    )

    @property
    def rank(self) -> int:
        """Its place among the kinds of leniency; 0 is the most lenient.

        >>> Leniency.SHALL_NOT_PUNISH.rank < Leniency.MAY_NOT_PUNISH.rank
        True
        """
        return _RANKS[self]

    @property
    def spares(self) -> bool:
        """Whether there is no penalty."""
        return self in (Leniency.SHALL_NOT_PUNISH, Leniency.MAY_NOT_PUNISH)

    @property
    def lightens(self) -> bool:
        """Whether the penalty is, or may be, one within the range (从轻)."""
        return "lighten" in self.value


_RANKS = {each: rank for rank, each in enumerate(Leniency)}


class HarmLevel(Worded):
    """How much harm was done (危害后果)."""

    NONE = "none", "没有危害后果", "no harm"
    MINOR = "minor", "危害后果轻微", "minor harm"
    SERIOUS = "serious", "超过轻微的危害后果", "more than minor harm"

    @property
    def rank(self) -> int:
        """How far up it stands, from 0."""
        return _HARM[self]


_HARM = {each: rank for rank, each in enumerate(HarmLevel)}


class Fault(Worded):
    """What the party is to blame for (主观过错)."""

    NONE = "none", "证明没有主观过错", "no fault, as the party has proved"
    NEGLIGENCE = "negligence", "过失", "negligence"
    INTENT = "intent", "故意", "intent"


class Match(Worded):
    """Which earlier violations count (同一范围)."""

    SAME_ITEM = "same-item", "同一事项", "of the same item"
    SAME_TYPE = "same-type", "同一类型", "of the same type"
    ANY = "any", "任何违法行为", "of any kind"


class Scope(Worded):
    """Whose earlier violations count (范围)."""

    AGENCY = "agency", "本机关", "with the same agency"
    JURISDICTION = "jurisdiction", "本辖区", "in the same jurisdiction"
    DOMAIN = "domain", "本领域", "in the same field"
    ANYWHERE = "anywhere", "不限范围", "anywhere"


class Basis(Worded):
    """By which of its days an earlier violation counts (起算)."""

    DISCOVERED = "discovered", "被发现", "discovered"
    OCCURRED = "occurred", "发生", "committed"
    PENALISED = "penalised", "受到处罚", "penalised"


class Correction(Worded):
    """When, or how, a violation was corrected (改正方式)."""

    AT_ALL = "at-all", "已经改正", "corrected"
    TIMELY = (
        "timely",
        "及时改正（被发现前、责令前或者责令期限内）",
        "corrected in time: before discovery, before an order, or within the ordered time",
    )
    BEFORE_DISCOVERY = "before-discovery", "在被发现前改正", "corrected before it was discovered"
    OWN_MOTION = "own-motion", "主动改正", "corrected on the party's own initiative"
    ON_SPOT = "on-spot", "当场改正", "corrected on the spot"
    AT_ONCE = "at-once", "立即改正", "corrected at once"
    NEXT_DAY = "next-day", "次日前改正", "corrected by the day after discovery"
    WITHIN_ORDER = "within-order", "在责令改正期限内改正", "corrected within the ordered time"
    BEFORE_CLOSURE = "before-closure", "在作出决定前改正", "corrected before the decision"


class Anchor(Worded):
    """From when a time for correction runs (起算点)."""

    INSPECTION = "inspection", "检查之日", "the inspection"
    ORDER = "order", "责令改正之日", "the order to correct"
    DISCOVERY = "discovery", "发现之日", "the discovery"
