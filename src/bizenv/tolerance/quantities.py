"""Quantities with units, and how they compare (数量).

>>> Quantity.parse("800千克").compare(Quantity("1", "t"))
-1
>>> Quantity.parse("0.1倍").compare(Quantity("10", "percent"))
0
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["UNITS", "Quantity", "unit_named"]

_Scale = tuple[str, Decimal, Text, tuple[str, ...]]


def _scale(kind: str, size: str, zh: str, en: str, others: str = "") -> _Scale:
    return kind, Decimal(size), Text(zh, en), tuple(others.split())


UNITS: dict[str, _Scale] = {
    "": _scale("number", "1", "—", "—"),
    "g": _scale("mass", "0.001", "克", "g"),
    "kg": _scale("mass", "1", "千克", "kg", "公斤"),
    "t": _scale("mass", "1000", "吨", "t", "ton tons tonne tonnes"),
    "times": _scale("ratio", "1", "倍", "times", "x"),
    "percent": _scale("ratio", "0.01", "%", "%", "百分比"),
    "yuan": _scale("money", "1", "元", "yuan", "人民币元 rmb cny"),
    "10k-yuan": _scale("money", "10000", "万元", "10,000 yuan"),
    "m": _scale("length", "1", "米", "m"),
    "m2": _scale("area", "1", "平方米", "m²", "㎡ 平米"),
    "m3": _scale("volume", "1", "立方米", "m³", "㎥"),
    "l": _scale("volume", "0.001", "升", "L"),
    "t/h": _scale("steam", "1", "吨/小时", "t/h", "蒸吨 蒸吨/小时 吨每小时"),
    "db": _scale("sound", "1", "分贝", "dB", "db(a)"),
    "hour": _scale("time", "1", "小时", "hours", "hour h"),
    "day": _scale("time", "24", "日", "days", "天 day"),
    "month": _scale("months", "1", "个月", "months", "month"),
    "year": _scale("months", "12", "年", "years", "year 周岁 岁"),
    "item": _scale("count", "1", "个", "items", "件 项 次 处 人 名 户 台 辆 piece"),
}
"""By unit: what it measures, how much of that it is, its words, other spellings."""
_NAMES = {
    unicodedata.normalize("NFKC", name).casefold(): unit
    for unit, (_, _, text, others) in UNITS.items()
    for name in (unit, text.zh, text.en or unit, *others)
}
_WRITTEN = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*(.*)")
_MOST_DIGITS = 30


def unit_named(name: str) -> str | None:
    """The unit that a word names; None where it is none.

    >>> unit_named("公斤"), unit_named("百分比"), unit_named("parsec")
    ('kg', 'percent', None)
    """
    return _NAMES.get(unicodedata.normalize("NFKC", name).strip().casefold())


def _unit(name: str) -> str:
    unit = unit_named(name)
    if unit is None:
        raise UsageError(_A_UNIT.filled(got=repr(name)))
    return unit


def _number(value: Decimal | int | str) -> Decimal:
    try:
        number = None if isinstance(value, float) else Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        number = None
    if number is None or not number.is_finite() or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise UsageError(_A_NUMBER.filled(got=repr(value)))
    return number


@frozen(repr=False)
class Quantity:
    """A number and its unit; the empty unit is a bare number, such as a pH.

    >>> Quantity("0.05", "倍")
    Quantity('0.05', 'times')

    Raises:
        UsageError: it is no number, or the unit is not known.
    """

    value: Decimal = field(converter=_number)
    unit: str = field(default="", converter=_unit)

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read a number and a unit as they are written.

        >>> Quantity.parse("1,200 元"), Quantity.parse("6.5")
        (Quantity('1200', 'yuan'), Quantity('6.5'))

        Raises:
            UsageError: the text is no number with a known unit.
        """
        found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found is None:
            raise UsageError(_A_NUMBER.filled(got=repr(text)))
        return cls(found[1].replace(",", ""), found[2])

    def compare(self, other: Quantity) -> int | None:
        """-1, 0 or 1 as it is less, equal or more; None where the units differ in kind."""
        kind, size = UNITS[self.unit][:2]
        other_kind, other_size = UNITS[other.unit][:2]
        if kind != other_kind:
            return None
        mine, theirs = self.value * size, other.value * other_size
        return (mine > theirs) - (mine < theirs)

    @property
    def text(self) -> Text:
        """The quantity in words."""
        if not self.unit:
            return Text(str(self.value), str(self.value))
        words = UNITS[self.unit][2]
        return Text(f"{self.value}{words.zh}", f"{self.value} {words.en}")

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()

    def __repr__(self) -> str:
        unit = f", {self.unit!r}" if self.unit else ""
        return f"Quantity({str(self.value)!r}{unit})"


_A_NUMBER = Text(
    "{got}：应为数字加单位，如 '0.1倍'", "{got}: expected a number and a unit such as '0.1 times'"
)
_A_UNIT = Text(
    "单位 {got}：应为已知的单位，如 '吨'、'倍'、'%'",
    "unit {got}: expected a known unit such as 't', 'times' or '%'",
)
