"""All phrases that are known, tried one after the other (词库)."""

from __future__ import annotations

import re
from functools import lru_cache

from bizenv.tolerance.published.corrections import CORRECTIONS
from bizenv.tolerance.published.facts import FACTS
from bizenv.tolerance.published.firsts import FIRSTS
from bizenv.tolerance.published.harms import CONDUCT, HARMS
from bizenv.tolerance.published.phrases import Phrase, Said
from bizenv.tolerance.published.quantities import QUANTITIES
from bizenv.tolerance.published.remedies import REMEDIES

__all__ = ["read_phrase"]

_GROUPS: tuple[tuple[re.Pattern[str], tuple[Phrase, ...]], ...] = tuple(
    (re.compile(needed), phrases)
    for needed, phrases in (
        ("首|初|第一次|[违处]", FIRSTS),
        ("[改纠办补]|完成|按[规要]", CORRECTIONS),
        ("轻微|后果|害|污染|伤|损|事故|堵|破坏|拥", HARMS),
        ("所得|配合|执法|过错|故意|承诺|危害后果|陈述|交代|供述|说明|公务|调查|检查", CONDUCT),
        ("[0-9一二三四五六七八九十百两]", QUANTITIES),
        ("停|关|恢复|拆|清|打扫|修", REMEDIES),
        ("", FACTS),
    )
)
"""Phrases by what their words cannot do without; most are passed over at a glance."""
_LONGEST = 120


@lru_cache(8_192)
def read_phrase(words: str) -> Said | None:
    """What a phrase says, if one pattern covers all of it.

    >>> read_phrase("危害后果轻微").sort, read_phrase("危害后果轻微者") is None
    ('harm', True)
    """
    if not words or len(words) > _LONGEST:
        return None
    for needed, phrases in _GROUPS:
        if needed.search(words):
            for phrase in phrases:
                reading = phrase.read(words)
                if reading is not None:
                    return reading
    return None
