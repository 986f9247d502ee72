"""Figures as a report prints them: counts, ratios, totals with their parts (公布的数字).

What is printed stays as it is printed, because its decimals say how far it was
rounded: "30 %" claims less than "30.00 %".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from bizenv.cases.rates import rounded
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import optional_words, words

__all__ = ["Count", "Printed", "Published", "Ratio", "Total", "printed"]

_NUMBER = re.compile(r"([+-]?)(\d+(?:,\d{3})*)(?:\.(\d+))?\s*(万|亿)?\s*(%?)")
_TIMES = {None: 1, "万": 10_000, "亿": 100_000_000}


@frozen
class Printed:
    """A number as it stands in a report: its text, its value, its last printed place.

    >>> printed("173.83万").value, printed("173.83万").step
    (Fraction(1738300, 1), Fraction(100, 1))
    """

    text: str
    value: Fraction
    step: Fraction
    exact: bool
    """Whether it is a plain whole number, which nobody need have rounded."""

    @property
    def slack(self) -> Fraction:
        """How far the number may be from what was rounded to it."""
        return Fraction(0) if self.exact else self.step / 2

    def shows(self, value: Fraction) -> bool:
        """Whether a value, rounded half up to the printed places, is this number.

        >>> printed("29 %").shows(Fraction(7200, 246)), printed("30 %").shows(Fraction(7200, 246))
        (True, False)
        """
        return Fraction(rounded(value / self.step, 0)) * self.step == self.value

    def __str__(self) -> str:
        return self.text


def printed(value: str | int | Printed) -> Printed:
    """Read a number as it is printed: separators, decimals, 万 and 亿, a sign for per cent.

    Raises:
        UsageError: it is no such number; a float does not say what was printed.
    """
    if isinstance(value, Printed):
        return value
    text = "" if isinstance(value, (bool, float)) else str(value).strip()
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        raise UsageError(f"printed={value!r}: expected a number as printed, such as '98.3 %'")
    sign, whole, decimals, times, percent = found.groups()
    step = Fraction(_TIMES[times], 10 ** len(decimals or ""))
    digits = int(whole.replace(",", "") + (decimals or ""))
    exact = not (decimals or times or percent)
    return Printed(text, (-digits if sign == "-" else digits) * step, step, exact)


def _parts(value: Iterable[str | int | Printed]) -> tuple[Printed, ...]:
    return tuple(printed(part) for part in value)


@frozen
class Count:
    """A published count, and which count of the rows it claims to be.

    >>> Count("办结", "184", of="solved").printed.value
    Fraction(184, 1)
    """

    label: str = field(validator=words)
    printed: Printed = field(converter=printed)
    of: str | None = field(default=None, validator=optional_words, kw_only=True)


Number: TypeAlias = int | str | None
"""A number, the name of a count of the rows, or None where the report does not say."""


@frozen
class Ratio:
    """A published percentage, or another ratio, and what it was divided from.

    ``of`` names a rate of the ledger; or ``numerator`` and ``denominator`` are
    numbers, or names of counts. What the report leaves open stays None.
    ``scale`` is 100 for per cent and 1 for a mean.

    >>> Ratio("集中许可", "30 %", numerator=72, denominator=246).scale
    100
    """

    label: str = field(validator=words)
    printed: Printed = field(converter=printed)
    of: str | None = field(default=None, validator=optional_words, kw_only=True)
    numerator: Number = field(default=None, kw_only=True)
    denominator: Number = field(default=None, kw_only=True)
    scale: int = field(default=100, kw_only=True)


@frozen
class Total:
    """A published total and the parts that it is said to have.

    >>> Total("诉求", "272", ["184", "28", "60"]).sum
    Fraction(272, 1)
    """

    label: str = field(validator=words)
    printed: Printed = field(converter=printed)
    parts: tuple[Printed, ...] = field(converter=_parts)

    @property
    def sum(self) -> Fraction:
        """What the parts add up to."""
        return sum((part.value for part in self.parts), Fraction(0))

    @property
    def explained(self) -> bool:
        """Whether one sum can have been rounded to this total, and from these parts.

        What was rounded half up lies from half a step below, that included, to
        half a step above, that not included.

        >>> Total("市州", "173.83万", ["144.18万", "29.64万"]).explained
        True
        """
        total, slack = self.printed, sum((part.slack for part in self.parts), Fraction(0))
        least = max(total.value - total.slack, self.sum - slack)
        return _within(least, total.value, total.slack) and _within(least, self.sum, slack)


def _within(least: Fraction, value: Fraction, slack: Fraction) -> bool:
    return least < value + slack or least == value == value + slack


Published: TypeAlias = Count | Ratio | Total
