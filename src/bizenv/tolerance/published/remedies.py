"""What was done about the harm: 停止建设, 恢复原状, 清除污染, 拆除设备 (补救措施)."""

from __future__ import annotations

import re

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Remedied, Stated
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.fragments import ACTOR, AGENCY, SAFE, TOLD, WITHIN
from bizenv.tolerance.published.phrases import Said, phrases, said
from bizenv.tolerance.published.typed import all_needed, one_enough

__all__ = ["REMEDIES"]

_THING = rf"(?:涉案|违法|相关|有关)?(?:{SAFE}{{1,8}}?)"
_KINDS = {
    "stopped": r"停止(?:违法)?(?:建设|施工|生产|使用|经营|排放|作业|违法行为)|停产|停工|停用|关停",
    "closed": r"关闭",
    "restored": r"恢复(?:道路|场地|土地|地貌|生态|环境)?(?:至)?原状|恢复原貌",
    "removed": (
        rf"拆除(?:{_THING})?(?:设备|设施|建筑物|构筑物|广告牌|标志|障碍物)|(?:自行|予以)拆除"
    ),
    "cleared": (
        rf"(?:清除|清理|清运|打扫|清扫)(?:干净|完毕)?(?:{_THING})?"
        r"(?:污染|垃圾|杂物|污染物|污迹|现场|完毕)?"
    ),
    "repaired": rf"(?:修复|维修|修缮)(?:{_THING})?(?:损害|损坏|设施|路面|完毕)?",
}
_WORDS = {
    "stopped": Text("停止违法活动", "stopped"),
    "closed": Text("关闭", "closed down"),
    "restored": Text("恢复原状", "restored"),
    "removed": Text("拆除", "removed"),
    "cleared": Text("清理干净", "cleared"),
    "repaired": Text("修复", "repaired"),
}
_KIND = "|".join(f"(?:{words})" for words in _KINDS.values())
_FOUND = (
    rf"(?:{TOLD}|(?:经|被)?(?:现场)?(?:检查)?(?:被)?发现后,?"
    r"|(?:执法人员)?(?:现场)?检查(?:发现)?后,?)?"
)
_IN_TIME = (
    rf"(?:(?:在|于)?{AGENCY}?(?:责令|规定|限定|指定|要求)(?:改正|整改)?的?"
    rf"(?:期限|时限|限期|时间){WITHIN})?"
)
_HOW = r"(?:主动|自行|立即|马上|当场|及时|已经|已)*"
_DO = r"(?:(?:采取|实施|进行|予以)?)"
_DEED = rf"{_HOW}{_DO}(?:{_KIND})"
_PATTERNS = (
    rf"{ACTOR}{_FOUND}(?P<term>{_IN_TIME})(?P<deeds>{_DEED}(?:(?:、|或者|或){_DEED})*)(?P<like>等)?(?:措施)?",
)
_IN_ORDERED_TIME = Stated(
    "remedied-within-order", Text("在责令期限内补救", "set right within the ordered time")
)
_MANNERS = (
    (
        r"主动|自行",
        Stated("remedied-of-own-accord", Text("主动补救", "set right of its own accord")),
    ),
    (r"立即|马上|当场", Stated("remedied-at-once", Text("立即补救", "set right at once"))),
    (r"及时", Stated("remedied-promptly", Text("及时补救", "set right promptly"))),
)
_OR = re.compile(r"、|或者|或")
_LEAD = re.compile(rf"^{_HOW}{_DO}")


def _build(found: re.Match[str]) -> Said | None:
    """One deed, or several of which one is enough, and of whose accord and when."""
    parts = found.groupdict()
    deeds = [_LEAD.sub("", deed) for deed in _OR.split(parts["deeds"])]
    if len(deeds) > 1 and "或" not in parts["deeds"]:
        return None  # 停产、清理 may mean both
    kinds = dict.fromkeys(_kind(deed) for deed in deeds)
    note = notes.AND_THE_LIKE if parts["like"] else None
    remedy = one_enough(Remedied(kind, words=_WORDS[kind]) for kind in kinds if kind)
    manner = [fact for words, fact in _MANNERS if re.search(words, parts["deeds"])]
    if parts["term"]:
        manner.append(_IN_ORDERED_TIME)
    return said("remedied", all_needed([remedy, *manner]), note)


def _kind(deed: str) -> str | None:
    return next((name for name, words in _KINDS.items() if re.fullmatch(words, deed)), None)


REMEDIES = phrases(_build, _PATTERNS)
