"""Corrections and their times: 当场改正, 在责令改正期限内改正, 5个工作日内完成备案."""

from __future__ import annotations

import re

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Corrected, CorrectedWithin, Stated
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.fragments import ACTOR, AGENCY, DURATION, SAFE, TOLD, WITHIN
from bizenv.tolerance.published.phrases import Phrase, Said, phrases, said
from bizenv.tolerance.published.typed import all_needed

__all__ = ["CORRECTIONS"]

_WILL = r"(?:能够|能|已经|已|予以|进行|全部|全面|自觉|按要求|按照要求|积极|认真)*"
_SELF = r"(?:(?:及时|主动|自行|自觉|积极|按要求|按照要求|全面|全部|认真|能够|予以|进行|已)*)"
_OBJECT = (
    rf"(?:(?:该|其|上述|相关|有关)?(?:轻微)?(?:违法|违规|违法违规)(?:{SAFE}{{2,10}}的)?"
    r"(?:行为|状态|情形)?)?"
)
_VERB = rf"(?:完成)?(?:改正|纠正|整改|更正)(?:到位|完毕|完成|完)?{_OBJECT}(?:的?整改|到位|完毕)?"
_FIX = rf"{_SELF}{_VERB}"
_DEED = (
    r"(?:"
    r"(?:按要求|按规定|依法)?(?:完成|办理|补办|补齐)"
    rf"(?:{SAFE}{{0,10}}?(?:备案|登记|变更|验收|公示|公开|申报|报告|手续|年报|标识|张贴|悬挂)(?:手续)?)"
    rf"(?:并(?:公开|公示|报送|提交){SAFE}{{0,8}})?"
    rf"|(?:按要求|按规定)(?:悬挂|张贴|公示|明示|标明|公布|摆放){SAFE}{{0,8}})"
)
_ORDER = rf"(?:经|被|在)?{AGENCY}?责令(?:其)?(?:限期|立即)?(?:改正|整改|纠正)?(?:通知书)?"
_FOUND = rf"(?:{TOLD}|(?:被|经)?(?:现场)?(?:检查)?(?:首次)?(?:被)?发现(?:之)?后,?)?"
_TERM = r"(?:的)?(?:规定|限定|指定|要求|确定|下达|设定)?(?:的)?(?:期限|限期|时限|时间|期间)"
_ORDERED = (
    (
        rf"{ACTOR}{_FOUND}(?:经责令(?:限期)?(?:改正|整改)后?,)?{_WILL}(?:在|于)?{AGENCY}?"
        rf"责令(?:限期)?(?:改正|整改|纠正)?{_TERM}{WITHIN}{_FIX}"
    ),
    (
        rf"{ACTOR}{_FOUND}(?:经责令(?:限期)?(?:改正|整改)后?,)?{_WILL}(?:在|于)?{AGENCY}?(?:规定|限定|指定|要求|确定)(?:的)?"
        rf"(?:整改|改正|纠正)?(?:期限|限期|时限|时间|期间){WITHIN}{_FIX}"
    ),
    rf"{ACTOR}{_FOUND}(?:按照?(?:规定|要求))?(?:在|于)?(?:整改|改正)?(?:限期|期限|时限){WITHIN}{_FIX}",
    rf"{ACTOR}(?:{_ORDER}后,?)?{_WILL}(?:按期|如期|按时|限期){_FIX}",
)
_AFTER_ORDER = (rf"{ACTOR}{_ORDER}(?:之)?后,?(?:能够|能)?及时{_FIX}",)
_AT_ONCE_AFTER = rf"(?:{_ORDER}(?:之)?后,?)?"
_SPOT = (rf"{ACTOR}{_FOUND}{_AT_ONCE_AFTER}{_WILL}(?:当场|现场|当即){_FIX}",)
_AT_ONCE = (
    rf"{ACTOR}{_FOUND}{_AT_ONCE_AFTER}{_WILL}(?:立即|立刻|马上|即时|即刻){_FIX}",
    rf"{ACTOR}{_FOUND}立行立改",
)
_NEXT_DAY = (rf"{ACTOR}{_FOUND}(?:在|于)?次日{WITHIN}?{_FIX}(?P<kept>并达标排放)?",)
_BEFORE = (
    rf"{ACTOR}(?:在|于)?(?:被)?{AGENCY}?(?:检查)?(?:被)?发现(?:违法行为)?(?:之前|以前|前),?{_WILL}{_FIX}",
)
_EARLIER = (
    (
        r"立案(?:调查)?",
        "corrected-before-filing",
        "在立案前改正",
        "corrected before the case was filed",
    ),
    (
        r"(?:案件)?调查(?:终结|结束)",
        "corrected-before-inquiry-ended",
        "在调查终结前改正",
        "corrected before the inquiry ended",
    ),
)
_CLOSED = (
    rf"{ACTOR}(?:在|于)?(?:作出)?(?:不予)?(?:行政)?处罚决定(?:作出)?(?:之前|以前|前),?{_WILL}{_FIX}",
)
_PROMPT = (rf"{ACTOR}{_FOUND}(?:能够|能|已|积极)*及时(?:予以|进行|完成)?{_VERB}",)
_OWN = (rf"{ACTOR}(?:能够|能|已|积极|及时)*(?:主动|自行)(?:及时|予以|进行|完成|采取措施)*{_VERB}",)
_FROM = (
    rf"(?:(?P<order>(?:自|从|在|于)?{_ORDER}(?:之日起|后),?)"
    rf"|(?P<inspection>(?:自|从|在|于)?{AGENCY}?(?:进行)?(?:现场)?(?:执法)?检查(?:发现)?(?:之日起|后),?)"
    rf"|(?P<discovery>(?:自|从|在|于)?(?:被|经)?{AGENCY}?(?:检查)?(?:首次)?(?:被)?发现(?:违法行为)?(?:之日起|后),?))?"
)
_IN_TIME = (
    rf"{ACTOR}{_FROM}{_WILL}(?:在|于)?(?P<term>{DURATION}){WITHIN}{_FIX}",
    rf"{ACTOR}{_FROM}{_WILL}(?:在|于)?(?P<term>{DURATION}){WITHIN}(?P<deed>{_DEED})",
)
_DEEDS = (
    rf"{ACTOR}{_FOUND}{_WILL}(?:在|于)?{AGENCY}?(?:责令|规定|限定|指定|要求)(?:限期)?(?:改正|整改)?{_TERM}{WITHIN}{_DEED}",
    rf"{ACTOR}{_ORDER}(?:之)?后,?{_WILL}(?:按期|按规定期限|按时){_DEED}",
)
_NOW_DEEDS = (rf"{ACTOR}{_FOUND}{_AT_ONCE_AFTER}{_WILL}(?:当场|现场|当即){_DEED}",)


def _in_time(found: re.Match[str]) -> Said:
    """A number of days and from when they run."""
    parts = found.groupdict()
    since = next((name for name in ("order", "inspection", "discovery") if parts[name]), None)
    return said(
        "corrected",
        CorrectedWithin(parts["term"], since or "order"),
        None if since else notes.FROM_ORDER,
        notes.SPECIFIC if parts.get("deed") else None,
    )


def _next_day(found: re.Match[str]) -> Said:
    """By the next day, and within the limits again where the words say so."""
    again = (Stated("within-limits-again", _AGAIN),) if found["kept"] else ()
    return said("corrected", all_needed([Corrected("next-day"), *again]))


def _stated(words: str, name: str, zh: str, en: str) -> tuple[Phrase, ...]:
    """A time that only the file can tell: a fact of its own."""
    pattern = rf"{ACTOR}(?:在|于)?{words}(?:之前|以前|前),?{_WILL}{_FIX}"
    return phrases(lambda _: said("corrected", Stated(name, Text(zh, en))), [pattern])


_AGAIN = Text("已达标排放", "the discharge is within the limits again")

CORRECTIONS = (
    *phrases(lambda _: said("corrected", Corrected("within-order")), _ORDERED),
    *phrases(
        lambda _: said("corrected", Corrected("within-order"), notes.ORDERED_TERM), _AFTER_ORDER
    ),
    *phrases(lambda _: said("corrected", Corrected("on-spot")), _SPOT),
    *phrases(lambda _: said("corrected", Corrected("at-once")), _AT_ONCE),
    *phrases(_next_day, _NEXT_DAY),
    *phrases(lambda _: said("corrected", Corrected("before-closure")), _CLOSED),
    *(each for words, *fact in _EARLIER for each in _stated(words, *fact)),
    *phrases(lambda _: said("corrected", Corrected("before-discovery")), _BEFORE),
    *phrases(lambda _: said("corrected", Corrected("timely"), notes.PROMPTLY), _PROMPT),
    *phrases(lambda _: said("corrected", Corrected("own-motion")), _OWN),
    *phrases(_in_time, _IN_TIME),
    *phrases(lambda _: said("corrected", Corrected("within-order"), notes.SPECIFIC), _DEEDS),
    *phrases(lambda _: said("corrected", Corrected("on-spot"), notes.SPECIFIC), _NOW_DEEDS),
)
