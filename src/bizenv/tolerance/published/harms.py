"""Harm, gain, fault and conduct: 危害后果轻微, 未造成环境污染, 没有违法所得, 配合调查."""

from __future__ import annotations

import re

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import (
    All,
    Committed,
    Cooperated,
    Harm,
    Minor,
    NoFault,
    NoIllegalGain,
    Stated,
)
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.fragments import ACTOR, AGENCY, SAFE
from bizenv.tolerance.published.phrases import Said, phrases, said

__all__ = ["CONDUCT", "HARMS"]

_NO = r"(?:没有|未|尚未|并未|未曾|无|并没有)"
_CAUSED = r"(?:造成|产生|导致|引发|引起|发生|出现|形成|带来)"
_WHO = r"(?:违法行为|该行为|其行为|行为)?"
_NONE = (
    rf"{_WHO}{_NO}{_CAUSED}(?:任何)?(?:社会)?危害(?:性)?(?:后果|结果)",
    rf"{_WHO}(?:没有|无)(?:社会)?危害后果",
    rf"{_WHO}{_NO}{_CAUSED}(?:任何)?(?:危害|不良|实际危害)后果",
    rf"{_WHO}{_NO}{_CAUSED}(?:任何)?(?:实际)?危害",
    rf"{_WHO}{_NO}{_CAUSED}(?:生态)?环境危害后果",
)
_MINOR = (
    r"(?:违法行为|行为)?(?:所?造成的?)?(?:社会)?危害后果(?:轻微|较为轻微|极其轻微)",
    r"(?:违法行为)?造成(?:的)?(?:轻微)危害后果",
)
_MINOR_ACT = (
    r"(?:违法|违规)?(?:行为)?(?:的)?(?:违法)?情节(?:显著|较为|极其)?轻微",
    r"(?:违法|违规)?行为(?:情节)?(?:显著|较为|极其)?轻微",
)
_BOTH = (r"(?:违法|违规)行为(?:及|和|且|与)(?:其)?危害后果(?:均|都)?轻微",)
_KINDS = {
    "pollution": (
        "环境污染后果|生态环境污染|环境污染|生态环境破坏|生态环境损害|生态破坏|"
        "水体污染|大气污染|土壤污染|污染"
    ),
    "injury": "人身伤害|人员伤亡|人身损害|人员伤害|人身健康损害|人身伤亡|伤亡",
    "property-loss": "财产损失|财产损害|经济损失|财物损失|公私财产损失",
    "accident": "安全事故|生产安全事故|安全生产事故|道路交通事故|交通事故|事故",
    "traffic-jam": "交通拥堵|道路拥堵|交通堵塞|拥堵",
}
_KIND = "|".join(f"(?:{words})" for words in _KINDS.values())
_LIST = rf"(?P<kinds>(?:{_KIND})(?:(?:、|或者|或|和|及|以及|,)(?:{_CAUSED})?(?:{_KIND}))*)"
_NO_KINDS = (
    rf"{_WHO}{_NO}(?:因此)?{_CAUSED}{_LIST}(?P<like>等)?(?P<tail>(?:的)?(?:危害|不良|严重)?后果)?(?:的情形)?",
    rf"{_WHO}(?:没有|无|未发生){_LIST}",
)
_BODY_AND_GOODS = (
    rf"{_WHO}{_NO}{_CAUSED}(?:人身|人身安全)(?:、|和|或者|或)财产(?:安全)?(?:损害|损失|危害)",
)
_UNLESS_GREAT = r"(?!.*(?:重大|较大|严重|明显|特别|恶劣|一定))"
"""No harm of a certain size is not no harm."""
_ALL_NONE = (
    rf"{_UNLESS_GREAT}{_WHO}{_NO}(?:因此)?{_CAUSED}(?:{SAFE}|[、,和及或]){{2,30}}等(?:危害|不良)后果",
)


def _no_kinds(found: re.Match[str]) -> Said | None:
    """No harm of some kinds; an open list of kinds is no harm at all."""
    parts = found.groupdict()
    if "严重" in (parts.get("tail") or ""):
        return None
    if parts.get("like"):
        return said("harm", Harm("none"), notes.AND_THE_LIKE)
    said_kinds = re.split(rf"、|或者|或|和|以及|及|,|{_CAUSED}", parts["kinds"])
    kinds = [name for name, words in _KINDS.items() if set(words.split("|")) & set(said_kinds)]
    return said("harm", Harm("none", kinds))


HARMS = (
    *phrases(lambda _: said("harm", Harm("none")), _NONE),
    *phrases(lambda _: said("harm", Harm("minor")), _MINOR),
    *phrases(lambda _: said("minor", Minor()), _MINOR_ACT),
    *phrases(lambda _: said("harm", All(Minor(), Harm("minor"))), _BOTH),
    *phrases(_no_kinds, _NO_KINDS),
    *phrases(lambda _: said("harm", Harm("none", ("injury", "property-loss"))), _BODY_AND_GOODS),
    *phrases(lambda _: said("harm", Harm("none"), notes.AND_THE_LIKE), _ALL_NONE),
)

_GAIN = (
    rf"{ACTOR}(?:没有|无|未(?:有|获取|获得|取得|产生))(?:任何)?违法所得",
    rf"{ACTOR}不存在违法所得",
)
_WITH = rf"(?:{AGENCY}?(?:的)?)"
_COOPERATED = (
    (
        rf"{ACTOR}(?:能够|能|已)?(?:积极|主动|如实|自觉)*配合{_WITH}(?:依法)?"
        r"(?:开展|进行)?(?:的)?(?:执法)?(?:调查取证|调查处理|调查|检查调查|检查|查处|执法|监管|核查|案件查处|询问)+(?:工作)?"
    ),
    r"(?:在)?(?:违法行为)?(?:调查|检查)过程中,?(?:不存在|没有)(?:拒不接受|拒绝|阻碍|妨碍)[\u4e00-\u9fff、]{2,40}(?:公务|执法|调查|检查)的?(?:行为|情形)",
)
_NO_INTENT = (
    r"(?:当事人)?(?:属于|系|为)?(?:非|无|没有|不存在|不具有)(?:主观)?(?:违法)?故意(?:的)?(?:情形)?",
)
_REMOVED = (
    rf"{ACTOR}(?:能够|已)?(?:主动|及时|积极)*(?:消除|减轻|消除或者减轻|消除或减轻)(?:了)?(?:违法行为)?(?:的)?危害后果",
)
_TRUE = (rf"{ACTOR}(?:能够|主动)?如实(?:陈述|交代|供述|说明)(?:全部)?违法(?:事实|行为)",)
_NO_FAULT = (
    r"(?:当事人)?(?:有)?(?:证据|能够|能)?(?:足以)?(?:证明)?(?:自己|其|当事人)?(?:没有|无|不存在)主观过错",
)
_PLEDGED = (
    (
        rf"{ACTOR}(?:能够|已|自愿|主动)*(?:签署|签订|签|出具|作出|做出|提交)(?:了)?(?:书面)?"
        r"《?[\u4e00-\u9fff]{0,12}?承诺(?:书)?》?"
    ),
)

_HARM_REMOVED = Text("主动消除或者减轻危害后果", "it removed or reduced the harm of its own accord")
_TOLD = Text("如实陈述违法事实", "it told the facts truthfully")
_PLEDGE = Text("承诺书", "a letter of commitment")

CONDUCT = (
    *phrases(lambda _: said("gain", NoIllegalGain()), _GAIN),
    *phrases(lambda _: said("cooperated", Cooperated()), _COOPERATED),
    *phrases(lambda _: said("fault", NoFault()), _NO_FAULT),
    *phrases(lambda _: said("intent", NoFault("negligence")), _NO_INTENT),
    *phrases(lambda _: said("fact", Stated("harm-removed", _HARM_REMOVED)), _REMOVED),
    *phrases(lambda _: said("fact", Stated("told-truthfully", _TOLD)), _TRUE),
    *phrases(lambda _: said("committed", Committed("tolerance-letter", words=_PLEDGE)), _PLEDGED),
)
