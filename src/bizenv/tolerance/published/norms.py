"""The norms that an item cites: law, article, paragraph, item (违反的条款).

>>> for norm in read_norms("《广告法》第十一条第二款、第五十九条第一款第（二）项"):
...     print(norm)
《广告法》第十一条第二款
《广告法》第五十九条第一款第二项
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from bizenv.calendars.periods.durations import read_numeral
from bizenv.tolerance.published.plain import flat

__all__ = ["Norm", "read_norms"]

_DIGITS = "零一二三四五六七八九"
_NUMBER = r"[0-9〇零一二两三四五六七八九十百]{1,7}"  # noqa: RUF001 - a Chinese zero
_TITLE = r"《(?P<title>(?:[^《》]|《[^《》]*》|〈[^〈〉]*〉|<[^<>]*>){2,80})》"
_BARE = r"(?P<bare>中华人民共和国[\u4e00-\u9fff]{2,24}?(?:法|条例))(?=第)"
_ARTICLE = rf"第(?P<article>{_NUMBER})条(?:之(?P<sub>[一二三四五六七八九十]))?"
_SPOT = re.compile(
    rf"{_TITLE}|{_BARE}|{_ARTICLE}|第\(?(?P<paragraph>{_NUMBER})\)?款"
    rf"|第\(?(?P<item>{_NUMBER})\)?项|第\(?(?P<point>{_NUMBER})\)?目"
)
_BETWEEN = re.compile(
    r"(?:\((?:[^()]|\([^()]*\)){0,80}\)|\[[^\[\]]{0,80}\]|、|,|和|及|以及|或者|或|与|并|;|之|的)*"
)
_SPOTS_OF_ONE_NORM = ("paragraph", "item", "point")
_MOST = 100


@frozen
class Norm:
    """A spot in a law: the law's title, and article, paragraph, item where they are cited.

    >>> str(Norm("价格法", "第十三条"))
    '《价格法》第十三条'
    """

    law: str
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    point: str | None = None

    @property
    def locator(self) -> str | None:
        """The spot without the title, as a citation names it."""
        parts = (self.article, self.paragraph, self.item, self.point)
        return "".join(part for part in parts if part) or None

    def __str__(self) -> str:
        return f"《{self.law}》{self.locator or ''}"


def read_norms(text: str) -> tuple[Norm, ...]:
    """The norms that a text cites, in its order, each once; quoted wording is passed over.

    What stands behind a citation and a space or a colon is the wording of the
    law. Articles in it are not cited, and so are left out.

    >>> read_norms("《甲条例》第五条 违反本条例第九条的，由城管部门责令改正。")
    (Norm(law='甲条例', article='第五条', paragraph=None, item=None, point=None),)
    """
    return tuple(dict.fromkeys(_norms(flat(text))))[:_MOST]


def _norms(text: str) -> Iterator[Norm]:
    """Citations one by one: a title opens, and spots that follow at once belong to it."""
    held: Norm | None = None
    end = 0
    for spot in _SPOT.finditer(text):
        kind = spot.lastgroup if spot.lastgroup != "sub" else "article"
        if kind in ("title", "bare"):
            if held is not None:
                yield held
            held, end = Norm(spot[kind]), spot.end()
            continue
        between = text[end : spot.start()]
        if held is None or kind is None or not _BETWEEN.fullmatch(between):
            continue
        grown = _grown(held, kind, _spelt(spot, kind))
        if _replaces(held, kind):
            yield held
        held, end = grown, spot.end()
    if held is not None:
        yield held


def _replaces(held: Norm, kind: str) -> bool:
    """Whether a spot of this kind opens another norm beside the one that is held."""
    return getattr(held, kind) is not None


def _grown(held: Norm, kind: str, words: str) -> Norm:
    """The norm with one more spot; what is smaller than it falls away."""
    order = ("article", *_SPOTS_OF_ONE_NORM)
    kept = {name: getattr(held, name) for name in order[: order.index(kind)]}
    return Norm(held.law, **{**kept, kind: words})


def _spelt(spot: re.Match[str], kind: str) -> str:
    """The spot in the numerals that laws use: 第33条 is 第三十三条."""
    number = read_numeral(spot[kind])
    said = spot[kind] if number is None else _in_chinese(number)
    sub = spot["sub"] if kind == "article" else None
    return f"第{said}{_WORD[kind]}" + (f"之{sub}" if sub else "")


_WORD = {"article": "条", "paragraph": "款", "item": "项", "point": "目"}


def _in_chinese(number: int) -> str:
    """A whole number up to 999 in Chinese numerals, as articles are numbered.

    >>> _in_chinese(33), _in_chinese(108), _in_chinese(10), _in_chinese(260)
    ('三十三', '一百零八', '十', '二百六十')
    """
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (_DIGITS[ones] if ones or not said else "")
