"""Frequencies as published lists word them (一般不超过2次/年), read into typed bounds.

What is not understood is told in its own words, and never guessed. A published
list says how often; it does not say whose visits count together, nor whether a
year is a calendar year, so a bound read here is not yet a rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from re import Match
from typing import Any

from attrs import frozen

__all__ = ["PublishedFrequency", "WordedBound", "read_frequency"]

_MOST_WORDS = 500


@frozen
class WordedBound:
    """A bound as a list words it.

    ``every`` is a count of a ``unit``: ``year``, ``half-year``, ``quarter``,
    ``month``, ``licence`` or ``filing`` (许可、备案有效期). ``generally`` is set
    where the words say so (一般), ``who`` names who is to keep it, ``per`` whom
    or what it is about, where the words do.
    """

    least: int | None = None
    most: int | None = None
    every: int = 1
    unit: str = "year"
    generally: bool = False
    who: str | None = None
    per: str | None = None


@frozen
class PublishedFrequency:
    """What one cell says: its bounds, and what of it was not understood.

    ``left_open`` means that the words leave the number to the agency
    (根据实际情况确定): they are understood, and there is no bound.
    """

    words: str
    bounds: tuple[WordedBound, ...] = ()
    not_understood: tuple[str, ...] = ()
    left_open: bool = False


def read_frequency(words: str) -> PublishedFrequency:
    """Read the frequency words of a published list.

    >>> read_frequency("一般不超过2次/年").bounds
    (WordedBound(least=None, most=2, every=1, unit='year', generally=True, who=None, per=None),)
    >>> read_frequency("每年1次33%；或者每年分次达到33%").not_understood
    ('每年1次33%；或者每年分次达到33%',)
    """
    text = _plain(words)
    if text in _LEFT_OPEN:
        return PublishedFrequency(words, left_open=True)
    if len(text) > _MOST_WORDS or "或" in text or "%" in text:
        return PublishedFrequency(words, not_understood=(words.strip(),) if text else ())
    bounds: list[WordedBound] = []
    lost: list[str] = []
    for part in filter(None, map(str.strip, re.split("[;；\n]", words))):
        bound = _bound(_plain(part))
        if bound is None:
            lost.append(part)
        else:
            bounds.append(bound)
    return PublishedFrequency(words, tuple(bounds), tuple(lost))


def _plain(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip().rstrip("。.")


_LEFT_OPEN = frozenset({"根据实际情况确定", "根据实际需要确定", "根据工作需要确定"})
_NUMBER = r"(\d{1,3}|[一二两三四五六])"
_OPERATOR = "(不少于|不低于|至少|不超过|不多于|不高于|最多)?"
_PER = "(?:对(.{1,40}?)的?(?:检查)?,?)?"
_AGENCY = "([^每对]{1,10}?局)?"
_WORDS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_UNITS = {"年": "year", "半年": "half-year", "季": "quarter", "月": "month"}
_TERMS = {"许可": "licence", "备案": "filing"}
_LOW = frozenset({"不少于", "不低于", "至少"})


def _number(word: str) -> int:
    return _WORDS.get(word) or int(word)


def _between(operator: str | None, low: str, high: str | None = None) -> dict[str, Any]:
    """The bounds that an operator and its numbers make; a bare number is both."""
    if operator is None:
        return {"least": _number(low), "most": _number(high or low)}
    key = "least" if operator in _LOW else "most"
    return {key: _number(low)}


def _each(found: Match[str]) -> WordedBound:
    """每2年不超过1次，市级局每年组织1次，对同一单位每年度抽查不超过2次."""
    who, per, every, unit, operator, low = found.groups()
    count = _number(every) if every else 1
    return WordedBound(**_between(operator, low), every=count, unit=_UNITS[unit], who=who, per=per)


def _a_year(found: Match[str]) -> WordedBound:
    """根据实际需要，一般不超过2次/年，1—2次/年."""
    generally, operator, low, high, unit = found.groups()
    bounds = _between(operator, low, high)
    return WordedBound(**bounds, unit=_UNITS[unit], generally=generally is not None)


def _in_one(found: Match[str]) -> WordedBound:
    """对一个单位……，同一年度内不超过2次."""
    per, operator, low = found.groups()
    return WordedBound(**_between(operator, low), per=per)


def _in_term(found: Match[str]) -> WordedBound:
    """在许可有效期内同一单位不超过2次."""
    term, per, operator, low = found.groups()
    return WordedBound(**_between(operator, low), unit=_TERMS[term], per=per)


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[Match[str]], WordedBound]], ...] = (
    (
        re.compile(
            rf"{_AGENCY}{_PER}每{_NUMBER}?(半年|年|季|月)度?(?:组织|抽查|检查)?{_OPERATOR}{_NUMBER}次"
        ),
        _each,
    ),
    (
        re.compile(
            r"(?:根据实际(?:工作)?需要,?)?(一般)?"
            rf"{_OPERATOR}{_NUMBER}(?:[-—–~至]{_NUMBER})?次/(年|季|月)"
        ),
        _a_year,
    ),
    (re.compile(rf"{_PER}同一年度内?{_OPERATOR}{_NUMBER}次"), _in_one),
    (
        re.compile(
            rf"在?(许可|备案)证?有效期内,?对?(同一个?(?:单位|机构|企业))?的?(?:检查)?{_OPERATOR}{_NUMBER}次"
        ),
        _in_term,
    ),
)


def _bound(part: str) -> WordedBound | None:
    """The bound that a part of the words states; None where it is not understood."""
    for shape, read in _SHAPES:
        found = shape.fullmatch(part)
        if found is None:
            continue
        bound = read(found)
        low, high = bound.least, bound.most
        if bound.every > 0 and (low is None or high is None or low <= high):
            return bound
    return None
