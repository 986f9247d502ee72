"""First violations: 首次违法, 两年内首次被发现, 12个月内无同类违法记录."""

from __future__ import annotations

import re

from bizenv.tolerance.conditions import FirstViolation
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.fragments import ACTOR, AGENCY, WITHIN
from bizenv.tolerance.published.phrases import Said, phrases, said

__all__ = ["FIRSTS"]

_COUNT = r"(?:\d{1,2}|[一二两三四五六十]{1,2})"
_SPAN = (
    rf"(?:最?近|在|前|前期)?(?:(?P<span>{_COUNT}(?:个)?(?:周年|年|个月|月))度?{WITHIN}"
    rf"|(?P<calendar>(?:本|当|同一个?|一个|该)?(?:自然|日历)?(?:年度|年)(?:之内|以内|内|中)?))"
)
_PLACE = (
    r"(?P<place>(?:在)?(?:本市|本省|本县|本区|全市|全省|全县|本辖区|辖区|本行政区域|管辖区域|管辖范围|本机关管辖范围)"
    r"(?:行政区域)?(?:范围)?(?:之?内)?)"
)
_IS = r"(?:属于|属|系|为|是|均?为)?"
_FIRST = r"(?:首次|初次|第一次|初犯)"
_OF = r"(?P<of>该项|此项|本项|该类|此类|本类|同类|该种|此种|该|此|本项|同一)?"
_ACT = r"(?:轻微)?(?:环境)?(?:违法|违规|违法违规)(?:违规)?(?:经营)?(?:行为)?"
_DONE = r"(?:出现|发生|实施|从事|构成|触犯)?"
_SEEN = rf"(?P<seen>{AGENCY}?(?:检查)?(?:发现|查获))"
_THERE = _PLACE.replace("place", "there")
_LEAD = rf"{ACTOR}(?:该|其)?(?:违法行为)?{_PLACE}?,?(?:{_IS}{_SPAN},?)?{_THERE}?{_IS}"
_PATTERNS = (
    rf"{_LEAD}{_FIRST}{_DONE}{_OF}{_ACT}(?:的情形)?",
    rf"{_LEAD}{_FIRST}(?:发生|出现)",
    rf"{_LEAD}{_FIRST}违反(?:本|该|此)(?:条|项)?(?:规定|条款|条文)",
    rf"{_LEAD}{_FIRST}(?:被)?{_SEEN}{_OF}(?:{_ACT})?后?",
)
_NO = r"(?:未|没有|无|未有|不存在|未曾)"
_SAME = r"(?P<of>同类|同种|同类型|同一类|同一种|同一|相同|该项|此项|该类|此类|该|此|类似)(?:型)?"
_NONE = (
    (
        rf"{ACTOR}(?:{_SPAN})?,?{_NO}(?:发现|发生|再发生|出现|实施|有)?(?:过)?(?:其他)?{_SAME}(?:事项)?(?:的)?"
        rf"{_ACT}(?:记录|的?情形)?"
    ),
    rf"{ACTOR}(?:{_SPAN})?,?(?:没有|无|未有)(?:任何)?{_ACT}记录",
)
_UNPUNISHED = (
    rf"{ACTOR}(?:{_SPAN})?,?{_NO}(?:因|就)(?:{_SAME}(?:的)?)?{_ACT}(?:被|受到|受过|受)(?:过)?(?:行政)?处罚(?:过)?",
    rf"{ACTOR}(?:{_SPAN})?,?{_NO}(?:受到|受过|被)(?:过)?(?:行政)?处罚(?:过)?",
)
_SAME_ITEM = frozenset("该项 此项 本项 该种 此种 该 此 同一 相同 同一种".split())


def _build(found: re.Match[str]) -> Said:
    """A first violation in so many words: seen, done or without record."""
    parts = found.groupdict()
    seen = parts.get("seen") is not None
    match = _match(parts.get("of"))
    return _said(found, match or "same-item", "discovered", stated=(match is not None, seen))


def _without_record(found: re.Match[str]) -> Said:
    """No earlier violation of a kind, or none at all."""
    match = _match(found.groupdict().get("of")) or "any"
    return _said(found, match, "discovered", stated=(True, False))


def _unpunished(found: re.Match[str]) -> Said:
    match = _match(found.groupdict().get("of")) or "any"
    return _said(found, match, "penalised", stated=(True, True))


def _match(of: str | None) -> str | None:
    if of is None:
        return None
    return "same-item" if of in _SAME_ITEM else "same-type"


def _said(found: re.Match[str], match: str, basis: str, *, stated: tuple[bool, bool]) -> Said:
    parts = found.groupdict()
    calendar = parts.get("calendar") is not None
    window = "calendar-year" if calendar else parts.get("span")
    scope = "jurisdiction" if parts.get("place") or parts.get("there") else "agency"
    return said(
        "first",
        FirstViolation(window=window or "unbounded", match=match, scope=scope, basis=basis),
        None if window else notes.WINDOW,
        None if stated[0] else notes.MATCH,
        None if stated[1] else notes.BASIS,
    )


FIRSTS = (
    *phrases(_build, _PATTERNS),
    *phrases(_without_record, _NONE),
    *phrases(_unpunished, _UNPUNISHED),
)
