"""Figures with units: 不超过0.1吨, 超标倍数在0.1倍以下, 5≤pH≤10, 持续时间不超过20日.

以上, 以下 and 以内 include the figure; 不满, 不足 and 超过 do not
(《民法典》第一千二百五十九条).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bizenv.calendars.periods.durations import read_numeral
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Measured
from bizenv.tolerance.published.fragments import NUMBER
from bizenv.tolerance.published.phrases import Said, phrases, said
from bizenv.tolerance.published.typed import code_of
from bizenv.tolerance.quantities import Quantity, unit_named

__all__ = ["QUANTITIES"]

_UNITS = (
    r"蒸吨/小时|吨/小时|蒸吨|吨|平方米|立方米|万元|元|千克|公斤|克|升|米|小时|个月|日|天|年|分贝|dB|"
    r"倍|%|个|件|项|次|处|人|名|户|台|辆|m2|m3"
)
_HUNDREDTHS = r"百分之[一二三四五六七八九十]{1,5}"
_FIGURE = rf"(?:{_HUNDREDTHS}|{NUMBER})"
_A = rf"(?P<a>{_FIGURE})(?P<ua>{_UNITS})?"
_B = rf"(?P<b>{_FIGURE})(?P<ub>{_UNITS})?"
_AT_MOST = r"(?:不超过|未超过|没有超过|不超出|不高于|不大于|不多于|小于等于|小于或等于|≤|最多)"
_LESS = r"(?:低于|小于|少于|不足|不满|未满|<)"
_AT_LEAST = r"(?:不低于|不少于|不小于|大于等于|大于或等于|≥|至少)"
_MORE = r"(?:超过|大于|高于|多于|>)"
_LETTER = r"(?:(?!超过)(?![未不没无非除但若逾拒否勿免或且并每])[\u4e00-\u9fffA-Za-z])"
_OF_BOTH = r"超标排放水污染物或者?大气污染物(?:的)?倍数"
_SUBJECT = rf"(?P<name>逾期(?:时间)?|{_OF_BOTH}|(?![均低高大小]){_LETTER}{{2,24}}?)"
_IS = r"(?:为|在|达到|是|的)?"
_INCLUDED = r"(?:\((?:含|包含|包括)(?:本数|\d+%?)?\))?"
_EXCLUDED = r"\((?:不含|不包含|不包括)(?:本数)?\)"
_WITHIN = r"(?:及以下|以下|以内|之内)"
_BOUNDS = (
    ("at_most", rf"{_SUBJECT}{_IS}{_AT_MOST}{_A}{_WITHIN}?{_INCLUDED}"),
    ("at_most", rf"{_SUBJECT}{_IS}{_A}{_WITHIN}{_INCLUDED}"),
    ("less_than", rf"{_SUBJECT}{_IS}{_A}{_WITHIN}{_EXCLUDED}"),
    ("less_than", rf"{_SUBJECT}{_IS}{_LESS}{_A}"),
    ("at_least", rf"{_SUBJECT}{_IS}{_AT_LEAST}{_A}"),
    ("at_least", rf"{_SUBJECT}{_IS}{_A}(?:及以上|以上){_INCLUDED}"),
    ("more_than", rf"{_SUBJECT}{_IS}{_MORE}{_A}"),
    ("more_than", rf"{_SUBJECT}{_IS}{_A}以上{_EXCLUDED}"),
)
_RANGES = (
    rf"{_A}≤{_SUBJECT}≤{_B}",
    rf"{_SUBJECT}{_IS}{_A}(?:-|至|到){_B}(?:之间|以内|范围内|之内)",
    (
        rf"{_SUBJECT}{_IS}(?:大于等于|大于或等于|≥|不低于|不小于){_A},?(?:且|并且)?"
        rf"(?:小于等于|小于或等于|≤|不高于|不超过|不大于){_B}"
    ),
)
_BETWEEN = (
    (
        rf"{_SUBJECT}{_IS}{_A}(?P<la>\((?:不含|含)\))?(?:及)?以上(?P<lb>\((?:不含|含)\))?,?(?:且|并且|、)?"
        rf"{_B}(?P<ha>\((?:不含|含)\))?(?:及)?以下(?P<hb>\((?:不含|含)\))?"
    ),
)
"""From one figure to another, each of which counts unless 不含 stands beside it."""
_NAMES: tuple[tuple[str, Text, str], ...] = (
    (
        "duration",
        Text("违法行为持续时间", "how long the violation lasted"),
        "(?:违法行为|违法)?(?:的)?持续(?:时间|期间)",
    ),
    (
        "exceedance",
        Text("超标倍数", "by how many times the limit is exceeded"),
        "(?:污染物)?超标排放(?:水污染物或者?大气污染物)?(?:的)?倍数|超标(?:的)?倍数|(?:污染物)?排放超标倍数",
    ),
    ("ph", Text("pH 值", "the pH value"), "pH值?|PH值?|ph值?"),
    (
        "noise-exceedance",
        Text("噪声超标", "by how much the noise limit is exceeded"),
        "(?:厂界)?噪声超标(?:值)?",
    ),
    (
        "hazardous-waste",
        Text("所涉危险废物", "the hazardous waste involved"),
        "危险废物(?:数量|量)?",
    ),
    ("illegal-gain", Text("违法所得", "the illegal gains"), "违法所得(?:金额|数额)?"),
    (
        "value",
        Text("货值金额", "the value of the goods"),
        "(?:涉案)?(?:产品|商品|食品)?货值(?:金额)?",
    ),
    ("area", Text("占用面积", "the area occupied"), "占用(?:道路|土地)?面积"),
    ("delay", Text("逾期", "how long it is overdue"), "逾期(?:时间)?"),
)
"""The things that lists measure, by their names; others keep the words of the list."""
_OF_WHAT = frozenset("数值 数量 数额 金额 时间 期限 幅度 比例 次数 程度".split())
"""Words that do not say of what."""
_LEADS = re.compile(r"^(?:且|其|所涉及?|涉及|该|所)+|(?:的|为|在)$")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


def _bound(side: str) -> Callable[[re.Match[str]], Said | None]:
    """The reader of one bound: at most, less than, at least, more than."""

    def build(found: re.Match[str]) -> Said | None:
        figure = _figure(found["a"], found["ua"])
        return None if figure is None else _measured(found["name"], {side: figure})

    return build


def _range(found: re.Match[str]) -> Said | None:
    """Both bounds; the unit may stand behind the second alone."""
    low = _figure(found["a"], found["ua"] or found["ub"])
    high = _figure(found["b"], found["ub"] or found["ua"])
    if low is None or high is None or low.compare(high) != -1:
        return None
    return _measured(found["name"], {"at_least": low, "at_most": high})


def _between(found: re.Match[str]) -> Said | None:
    """From one figure up to another, with or without either."""
    low = _figure(found["a"], found["ua"] or found["ub"])
    high = _figure(found["b"], found["ub"] or found["ua"])
    if low is None or high is None or low.compare(high) != -1:
        return None
    open_low = "不含" in (found["la"] or found["lb"] or "")
    open_high = "不含" in (found["ha"] or found["hb"] or "")
    sides = ("more_than" if open_low else "at_least", "less_than" if open_high else "at_most")
    return _measured(found["name"], dict(zip(sides, (low, high), strict=True)))


def _measured(words: str, bounds: dict[str, Quantity]) -> Said | None:
    plain = _LEADS.sub("", words)
    if plain in _OF_WHAT:
        return None
    named = [(name, text) for name, text, known in _NAMES if re.fullmatch(known, plain)]
    name, text = named[0] if named else (code_of("measured", plain), Text(plain))
    given: dict[str, Any] = dict(bounds)
    return said(f"measured:{name}", Measured(name, words=text, **given))


def _figure(number: str, unit: str | None) -> Quantity | None:
    """A figure with a known unit: 百分之二十 is 20 %."""
    percent = number.startswith("百分之")
    digits = number.removeprefix("百分之")
    whole = digits if _NUMERAL.fullmatch(digits) else read_numeral(digits)
    named = unit_named("%" if percent else unit or "")
    return None if whole is None or named is None else Quantity(str(whole), named)


QUANTITIES = (
    *(each for side, pattern in _BOUNDS for each in phrases(_bound(side), [pattern])),
    *phrases(_range, _RANGES),
    *phrases(_between, _BETWEEN),
)
