"""Norms as they are cited, and when one citation covers another (条款).

>>> norm_key("《中华人民共和国环境影响评价法》第二十二条第四款")
('环境影响评价法', ('22条', '4款'))
>>> norm_key("环境影响评价法 第22条第4款")
('环境影响评价法', ('22条', '4款'))
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TypeAlias

from bizenv.calendars.periods.durations import read_numeral

__all__ = ["NormKey", "broader", "norm_key"]

NormKey: TypeAlias = tuple[str, tuple[str, ...]]
"""The title of a law, and article, paragraph, item as numbers."""

_NUMBER = r"[0-9〇零一二三四五六七八九十百千]+"  # noqa: RUF001 - a Chinese zero
_SPOT = re.compile(rf"第?\(?({_NUMBER})\)?(条|款|项|目)(之[一二三四五六七八九十])?")
_NATION = "中华人民共和国"


@lru_cache(20_000)
def norm_key(text: str) -> NormKey:
    """The law and the spot in it that a citation names, however they are written."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    spots = list(_SPOT.finditer(plain))
    title = plain[: spots[0].start()] if spots else plain
    if "》" in title:
        title = title[title.find("《") + 1 : title.rfind("》")]
    parts = tuple(f"{read_numeral(s[1]) or s[1]}{s[2]}{s[3] or ''}" for s in spots)
    return title.strip("《》").removeprefix(_NATION), parts


def broader(key: NormKey) -> tuple[NormKey, ...]:
    """The citations that cover this one: itself, then the article, then the whole law.

    >>> broader(("价格法", ("13条", "1款")))[1]
    ('价格法', ('13条',))
    """
    title, parts = key
    return tuple((title, parts[:length]) for length in range(len(parts), -1, -1))
