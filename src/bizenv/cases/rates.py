"""A rate with all that stands behind it: what is counted, out of what, and what is left out (比率).

Two offices that say "95 % resolved" may have divided by two different things.
So a rate is never a bare number: it keeps its numerator and denominator, the
rule that names both, and how many cases the rule left out, each for a reason.

>>> rate = Rate(184, 272, Text("已解决 ÷ 已登记", "solved out of received"))
>>> print(rate)
184/272 = 67.65 %
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from attrs import Attribute, field, frozen

from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import plain
from bizenv.kernel.text import Lang, Text, check_lang

__all__ = ["Rate", "rounded", "shares"]


def rounded(value: Fraction, decimals: int = 2) -> Decimal:
    """A fraction with so many decimals; a half goes away from zero (四舍五入).

    Binary floating point would print 0.125 as 0.12, and nobody adds up so.

    >>> rounded(Fraction(1, 8)), rounded(Fraction(-1, 8)), rounded(Fraction(246), 0)
    (Decimal('0.13'), Decimal('-0.13'), Decimal('246'))

    Raises:
        UsageError: the number of decimals is negative, or no whole number.
    """
    if not _whole(decimals):
        raise UsageError(f"decimals={decimals!r}: expected 0, 1, 2 or more")
    units = (2 * abs(value) * 10**decimals + 1) // 2
    digits = tuple(map(int, str(units)))
    return Decimal((int(value < 0 < units), digits, -decimals))


def _reasons(value: Iterable[tuple[Text, int]]) -> tuple[tuple[Text, int], ...]:
    """Each reason once, in an order that does not hang on the order of the cases."""
    found: Counter[Text] = Counter()
    for reason, count in value:
        if not _whole(count):
            raise UsageError(f"excluded={(reason, count)!r}: expected a reason and a count")
        found[reason] += count
    kept = ((reason, count) for reason, count in found.items() if count)
    return tuple(sorted(kept, key=lambda pair: pair[0].zh))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _count(_: object, attribute: Attribute[int], value: object) -> None:
    if not _whole(value):
        raise UsageError(f"{attribute.name}={value!r}: expected a whole number, 0 or more")


@frozen
class Rate:
    """So many out of so many (比率).

    ``rule`` says what stands above and below the line, ``excluded`` how many
    cases do not stand below it, by reason. Over nothing a rate is *not
    applicable* (不适用), which is neither 0 nor 100 %. Rates of parts are added
    by their numbers, never by their percentages.

    >>> rule = Text("已解决 ÷ 已办结", "solved out of closed")
    >>> print(Rate(1, 2, rule) + Rate(1, 1, rule))
    2/3 = 66.67 %
    >>> Rate(0, 0, rule).value is None, Rate(0, 0, rule).say("zh")
    (True, '0/0：不适用')

    Raises:
        UsageError: a count is negative, or more stand above the line than below.
    """

    numerator: int = field(validator=_count)
    denominator: int = field(validator=_count)
    rule: Text = field(validator=instance(Text))
    excluded: tuple[tuple[Text, int], ...] = field(default=(), converter=_reasons)

    def __attrs_post_init__(self) -> None:
        if self.numerator > self.denominator:
            raise UsageError(
                f"numerator={self.numerator}: expected {self.denominator} (the denominator) or less"
            )

    @property
    def value(self) -> Fraction | None:
        """The rate itself, exactly; None where there is nothing below the line."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    @property
    def applicable(self) -> bool:
        """Whether there is anything below the line."""
        return self.denominator > 0

    @property
    def cases(self) -> int:
        """All cases that were looked at: those below the line and those left out."""
        return self.denominator + sum(count for _, count in self.excluded)

    def percent(self, decimals: int = 2) -> Decimal | None:
        """The rate in per cent, rounded half up; None where it is not applicable.

        >>> Rate(72, 246, Text("集中许可", "centralised licences")).percent(0)
        Decimal('29')
        """
        return None if self.value is None else rounded(self.value * 100, decimals)

    def say(self, lang: Lang, decimals: int = 2) -> str:
        """The numbers and the percentage."""
        numbers = {"above": self.numerator, "below": self.denominator}
        if (percent := self.percent(decimals)) is None:
            return _NOTHING.fill(check_lang(lang), numbers)
        return _SHOWN.fill(check_lang(lang), {**numbers, "percent": f"{percent:f}"})

    def explain(self, lang: Lang) -> str:
        """The numbers, the rule, and what was left out, one thing a line.

        >>> print(Rate(1, 2, Text("甲 ÷ 乙", "a out of b"), [(Text("丙", "c"), 3)]).explain("en"))
        1/2 = 50.00 % (a out of b)
          left out 3: c
        """
        head = _RULE.fill(lang, {"rate": self.say(lang), "rule": self.rule})
        facts = ({"reason": reason, "n": count} for reason, count in self.excluded)
        return "\n".join([head, *(_LEFT_OUT.fill(lang, each) for each in facts)])

    def __str__(self) -> str:
        return self.say("en")

    def __bool__(self) -> NoReturn:
        raise NoTruthError(
            f"{self!r} has no true or false: write 'rate.applicable', or compare 'rate.value'"
        )

    def __add__(self, other: Rate) -> Rate:
        if not isinstance(other, Rate):
            return NotImplemented
        if self.rule != other.rule:
            rules = f"{self.rule.say('en')!r} and {other.rule.say('en')!r}"
            raise UsageError(f"{rules}: expected two rates of one rule")
        return Rate(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.rule,
            self.excluded + other.excluded,
        )

    def to_dict(self) -> dict[str, Any]:
        """The rate as plain values, for JSON; the percentage as text, to keep its decimals."""
        percent = self.percent()
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "percent": None if percent is None else f"{percent:f}",
            "rule": plain(self.rule),
            "excluded": [{"reason": plain(reason), "count": n} for reason, n in self.excluded],
        }


def shares(parts: Mapping[str, int], rule: Text, total: int | None = None) -> dict[str, Rate]:
    """What share each part has of the whole (占比), which is their sum where no other is given.

    >>> kinds = {"complaint": 2954, "report": 480, "help": 139, "suggest": 66, "consult": 17}
    >>> str(shares(kinds, Text("占全部诉求", "share of all requests"))["complaint"])
    '2954/3656 = 80.80 %'
    """
    whole = sum(parts.values()) if total is None else total
    return {name: Rate(count, whole, rule) for name, count in parts.items()}


_SHOWN = Text("{above}/{below} = {percent} %")
_NOTHING = Text("{above}/{below}：不适用", "{above}/{below}: not applicable")
_RULE = Text("{rate}（{rule}）", "{rate} ({rule})")
_LEFT_OUT = Text("  未计入 {n} 件：{reason}", "  left out {n}: {reason}")
