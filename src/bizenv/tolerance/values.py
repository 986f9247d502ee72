"""What a violation is: what was done, when, and what is known of it (违法行为).

A fact that is not known is None. A day that is known not to have come is
False: ``corrected=False`` says that nothing was corrected, ``ended=False`` that
the act goes on, ``ordered=False`` that no order to correct was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias, TypeVar

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import as_day, member, optional_day, optional_words
from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.tolerance.quantities import Quantity
from bizenv.tolerance.words import Fault, HarmLevel

__all__ = ["NO_ITEM", "DayOrNot", "FineRange", "Named", "PriorViolation", "Violation"]

ValueT = TypeVar("ValueT")
DayOrNot: TypeAlias = date | Literal[False] | None
"""A day, False for "it has not come to that", or None for not known."""
Named: TypeAlias = tuple[tuple[str, ValueT], ...]
"""Values by name, in the order of the names."""

NO_ITEM = "none"
"""What ``item`` says where somebody has found that no item of any list fits."""


def _day_or_not(_: object, attribute: Any, value: Any) -> None:
    if value is not None and value is not False:
        as_day(value, attribute.name)


def _optional_bool(_: object, attribute: Any, value: Any) -> None:
    if value is not None and not isinstance(value, bool):
        raise UsageError(f"{attribute.name}={value!r}: expected True, False or None")


def _texts(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    texts: tuple[Any, ...] = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise UsageError(f"{value!r}: expected texts that are not blank")
    return texts


def _named(
    values: Mapping[str, Any] | Iterable[tuple[str, Any]], read: Callable[[Any], ValueT]
) -> Named[ValueT]:
    """Values by name, sorted; a mapping or pairs are given, and None is not known."""
    if not values:
        return ()
    pairs = values.items() if isinstance(values, Mapping) else values
    return tuple(sorted((name, read(value)) for name, value in pairs if value is not None))


def _harms(values: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Named[HarmLevel]:
    return _named(values, _harm_level)


def _facts(values: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Named[bool]:
    return _named(values, _yes_or_no)


def _quantities(values: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> Named[Quantity]:
    return _named(values, _quantity)


def _harm_level(value: HarmLevel | str) -> HarmLevel:
    return member(HarmLevel, value)


def _harm(value: HarmLevel | str | None) -> HarmLevel | None:
    return None if value is None else _harm_level(value)


def _fault(value: Fault | str | None) -> Fault | None:
    return None if value is None else member(Fault, value)


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{value!r}: expected True, False or None")
    return value


def _quantity(value: Quantity | str | int | Decimal) -> Quantity:
    if isinstance(value, Quantity):
        return value
    return Quantity.parse(value) if isinstance(value, str) else Quantity(value)


def _history(value: Iterable[PriorViolation] | None) -> tuple[PriorViolation, ...] | None:
    if value is None:
        return None
    history = tuple(value)
    if not all(isinstance(prior, PriorViolation) for prior in history):
        raise UsageError(f"history={value!r}: expected PriorViolation values, or None")
    return history


@frozen
class FineRange:
    """The least and the most that a norm allows as a fine (罚款幅度), in yuan.

    >>> FineRange(1000, 5000).lightened("0.30")
    FineRange(least=Decimal('1000'), most=Decimal('2200.00'))
    """

    least: Decimal = field(converter=Decimal)
    most: Decimal = field(converter=Decimal)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise UsageError(_LEAST_FIRST.filled(least=self.least, most=self.most))

    def lightened(self, share: Decimal | str) -> FineRange:
        """The lowest part of the range, its upper end included (从轻)."""
        return FineRange(self.least, self.least + Decimal(share) * (self.most - self.least))

    @property
    def text(self) -> Text:
        """The range in words."""
        return Text(f"{self.least} 元至 {self.most} 元", f"{self.least} to {self.most} yuan")


@frozen(kw_only=True)
class PriorViolation:
    """An earlier violation of the same party, as a register keeps it (既往违法记录).

    >>> PriorViolation(item="tax-01", discovered=date(2022, 3, 1)).agency is None
    True
    """

    item: str | None = field(default=None, validator=optional_words)
    behaviour: str | None = field(default=None, validator=optional_words)
    kind: str | None = field(default=None, validator=optional_words)
    agency: str | None = field(default=None, validator=optional_words)
    jurisdiction: str | None = field(default=None, validator=optional_words)
    domain: str | None = field(default=None, validator=optional_words)
    occurred: date | None = field(default=None, validator=optional_day)
    discovered: date | None = field(default=None, validator=optional_day)
    penalised: DayOrNot = field(default=None, validator=_day_or_not)


@frozen(kw_only=True)
class Violation:
    """A violation on an officer's desk, each fact of it known or not (违法行为).

    ``item`` is the id of the list item that it is, ``"none"`` where none fits;
    ``norms`` are the articles broken. ``ended`` is the day on which a continuing
    act ended; of a single act it is the day of the act. ``order_due`` is the last
    day of the ordered time. ``history`` are earlier violations: None says that
    nobody has looked, an empty one that there are none; ``first`` is what a
    register says instead. ``facts`` answer the other questions that a list asks,
    by name; ``quantities`` are measured values. ``fine`` is the range that the
    broken norm allows.

    >>> Violation(item="tax-01", discovered=date(2024, 5, 6), harm="minor").harm.value
    'minor'

    Raises:
        UsageError: a fact is of another type, or two facts contradict each other.
    """

    id: str | None = field(default=None, validator=optional_words)
    enterprise: str | None = field(default=None, validator=optional_words)
    agency: str | None = field(default=None, validator=optional_words)
    jurisdiction: str | None = field(default=None, validator=optional_words)
    domain: str | None = field(default=None, validator=optional_words)
    item: str | None = field(default=None, validator=optional_words)
    behaviour: str | None = field(default=None, validator=optional_words)
    kind: str | None = field(default=None, validator=optional_words)
    norms: tuple[str, ...] | None = field(default=None, converter=_texts)
    occurred: date | None = field(default=None, validator=optional_day)
    ended: DayOrNot = field(default=None, validator=_day_or_not)
    discovered: date | None = field(default=None, validator=optional_day)
    inspected: date | None = field(default=None, validator=optional_day)
    ordered: DayOrNot = field(default=None, validator=_day_or_not)
    order_due: date | None = field(default=None, validator=optional_day)
    corrected: DayOrNot = field(default=None, validator=_day_or_not)
    decided: date | None = field(default=None, validator=optional_day)
    minor: bool | None = field(default=None, validator=_optional_bool)
    first: bool | None = field(default=None, validator=_optional_bool)
    harm: HarmLevel | None = field(default=None, converter=_harm)
    harms: Named[HarmLevel] = field(default=(), converter=_harms)
    illegal_gain: bool | None = field(default=None, validator=_optional_bool)
    fault: Fault | None = field(default=None, converter=_fault)
    cooperated: bool | None = field(default=None, validator=_optional_bool)
    stage: str | None = field(default=None, validator=optional_words)
    quantities: Named[Quantity] = field(default=(), converter=_quantities)
    facts: Named[bool] = field(default=(), converter=_facts)
    history: tuple[PriorViolation, ...] | None = field(default=None, converter=_history)
    fine: FineRange | None = None
    place: Place | None = field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        ended, occurred = self.ended, self.occurred
        if isinstance(ended, date) and occurred and ended < occurred:
            raise UsageError(_ENDED_FIRST.filled(ended=ended, occurred=occurred))
        worst = max((level for _, level in self.harms), key=_rank, default=HarmLevel.NONE)
        if self.harm is not None and worst.rank > self.harm.rank:
            raise UsageError(_WORSE.filled(harm=self.harm.text, worst=worst.text))

    def fact(self, name: str) -> bool | None:
        """What is said of one named fact; None where nothing is.

        >>> Violation(facts={"educated": True}).fact("educated")
        True
        """
        return next((value for known, value in self.facts if known == name), None)

    def quantity(self, name: str) -> Quantity | None:
        """One measured value; None where it was not measured."""
        return next((value for known, value in self.quantities if known == name), None)

    def harm_of(self, kind: str) -> HarmLevel | None:
        """How much harm of one kind was done; where there was none at all, none of it."""
        known = next((level for name, level in self.harms if name == kind), None)
        return HarmLevel.NONE if known is None and self.harm is HarmLevel.NONE else known


def _rank(level: HarmLevel) -> int:
    return level.rank


_LEAST_FIRST = Text(
    "罚款幅度 {least} 至 {most}：下限应不小于零、不超过上限",
    "a fine from {least} to {most}: expected 0 <= least <= most",
)
_ENDED_FIRST = Text(
    "终了之日 {ended} 早于发生之日 {occurred}",
    "ended={ended}: expected a day not before occurred={occurred}",
)
_WORSE = Text(
    "危害后果“{harm}”轻于其中一种的“{worst}”",
    "harm={harm}: expected no less than the worst of its kinds, {worst}",
)
