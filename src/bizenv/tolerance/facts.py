"""The names of facts and their words: what a verdict asks for when it does not know (待查事实)."""

from __future__ import annotations

from functools import lru_cache

from bizenv.kernel.findings import MissingFact
from bizenv.kernel.text import Text

__all__ = ["FACTS", "missing_fact"]

FACTS = {
    "item": Text("清单事项", "the item of the list"),
    "behaviour": Text("违法行为", "the behaviour"),
    "kind": Text("违法行为类型", "the type of the violation"),
    "agency": Text("执法机关", "the agency"),
    "jurisdiction": Text("辖区", "the jurisdiction"),
    "domain": Text("执法领域", "the field"),
    "norms": Text("违反的条款", "the norms broken"),
    "occurred": Text("违法行为发生之日", "the day of the act"),
    "ended": Text(
        "违法行为终了之日（一次性行为即发生之日）",
        "the day on which the act ended (of a single act, its day)",
    ),
    "discovered": Text("发现之日", "the day of discovery"),
    "inspected": Text("检查之日", "the day of the inspection"),
    "ordered": Text("责令改正之日", "the day of the order to correct"),
    "order_due": Text("责令改正期限届满之日", "the last day of the ordered time"),
    "corrected": Text("改正之日", "the day of correction"),
    "decided": Text("作出决定之日", "the day of the decision"),
    "minor": Text("违法行为是否轻微", "whether the violation is minor"),
    "first": Text("是否首次违法", "whether it is a first violation"),
    "harm": Text("危害后果", "the harm done"),
    "illegal_gain": Text("是否有违法所得", "whether there are illegal gains"),
    "fault": Text("主观过错", "the party's fault"),
    "cooperated": Text("是否配合调查", "whether the party cooperated"),
    "stage": Text("建设或者生产阶段", "the stage of the project"),
    "history": Text("既往违法记录", "earlier violations"),
    "calendar": Text("尚未公布的放假安排", "the holiday notice that is not out yet"),
}
"""By field of a violation, what it is."""


@lru_cache(4_096)
def missing_fact(name: str, text: Text | None = None) -> MissingFact:
    """A fact that is not known, with its words.

    >>> missing_fact("harm").text.zh
    '危害后果'
    """
    return MissingFact(name, text or FACTS.get(name) or Text(name))
