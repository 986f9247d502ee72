r"""The words of a published list as they are compared: one width, no breaks, known signs.

Published lists come from Word, from scans and from pages. One condition is then
written with digits of either width, with line breaks in the middle of a word,
and with a circled number before each part.

>>> flat("在５个\n工作日 内改正；")
'在5个工作日内改正;'
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["flat", "folded", "printed", "trimmed"]

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
_SIGNS = {
    **_INVISIBLE,
    **{0x2460 + n: f"({n + 1})" for n in range(20)},  # circled numbers
    **dict.fromkeys(map(ord, "〔【﹝"), "("),
    **dict.fromkeys(map(ord, "〕】﹞"), ")"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\uff5e\u301c~"), "-"),
    ord("≦"): "≤",
    ord("≧"): "≥",
    ord("釆"): "采",  # what scans make of it
    ord("査"): "查",
}
_BIG = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_BIG_NUMERAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟零]+(?=个|日|天|年|小时|次|倍|吨|元|分|处|人)")
_SPACE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])|(?<=\d)\s+|\s+(?=\d)")


def folded(text: str) -> str:
    r"""The words with signs and digits of one width; the line breaks stay.

    >>> folded("①首次违法；\n②5日内改正")
    '(1)首次违法;\n(2)5日内改正'
    """
    one_width = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    return one_width.replace("\r\n", "\n").replace("\r", "\n")


def flat(text: str) -> str:
    r"""The words on one line, without the spaces that stand between 中文.

    >>> flat("危害后果轻\n微"), flat("伍日内"), flat("陆域")
    ('危害后果轻微', '五日内', '陆域')
    """
    line = _SPACE.sub("", folded(text)).strip()
    return _BIG_NUMERAL.sub(lambda found: found[0].translate(_BIG), line)


def trimmed(text: str) -> str:
    r"""The words as they were written, on one line, for people to read.

    >>> trimmed(" 首次违法，\n 并及时改正。")
    '首次违法，并及时改正。'
    """
    return _SPACE.sub("", text.translate(_INVISIBLE)).strip()


_WIDE = str.maketrans(",;:()?!", "，；：（）？！")
_NARROW = re.compile(r"(?<=[^!-~])[,;:()?!]+|[,;:()?!]+(?=[^!-~]|$)")


def printed(text: str) -> str:
    """Folded words as Chinese is printed: with the marks of full width beside 中文.

    >>> printed("超标(含0.1倍),及时改正"), printed("5,000元")
    ('超标（含0.1倍），及时改正', '5,000元')
    """
    wide = _NARROW.sub(lambda found: found[0].translate(_WIDE), text)
    return _HALF_WIDE.sub(lambda found: f"（{found[1] or found[2]}）", wide)


_HALF_WIDE = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
"""Brackets of which one is wide: beside 中文 both are."""
