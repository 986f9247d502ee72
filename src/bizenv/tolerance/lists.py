"""Tolerance lists: items, dated versions, what goes with leniency, the time bar (清单).

A list is a line of dated versions. A version holds items: a behaviour, the
norms that it breaks, conditions, and what the party is given where they hold.
An item without a behaviour and norms is a ground that any violation may have,
such as an article of a statute.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from bizenv.calendars.periods.period import Period
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, member, optional_words, words
from bizenv.kernel.legal import Citation, Gap, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.worded import Worded
from bizenv.tolerance.asking import Condition
from bizenv.tolerance.values import FineRange
from bizenv.tolerance.words import Anchor, Leniency

__all__ = [
    "Accompaniment",
    "Accompanying",
    "ListVersion",
    "Repealed",
    "TimeBar",
    "ToleranceItem",
    "ToleranceList",
]


def _tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


def _leniency(value: Leniency | str) -> Leniency:
    return member(Leniency, value)


class Accompanying(Worded):
    """What has to be done beside leniency (配套措施)."""

    ORDER_CORRECTION = "order-correction", "责令改正", "order the party to correct it"
    EDUCATE = "educate", "对当事人进行教育", "educate the party"
    COMMITMENT = "commitment", "由当事人签署承诺书", "have the party sign a commitment"
    REGISTER = "register", "登入首次违法登记", "enter it in the register of first violations"
    RECORD = "record", "留存记录", "keep a record of it"
    CONFISCATE = "confiscate", "没收违法所得", "confiscate the illegal gains"


def _kind(value: Accompanying | str) -> Accompanying:
    return member(Accompanying, value)


def _anchor(value: Anchor | str | None) -> Anchor | None:
    return None if value is None else member(Anchor, value)


def _period(value: Period | str | None) -> Period | None:
    return Period.parse(value) if isinstance(value, str) else value


@frozen
class Accompaniment:
    """One thing that has to be done beside leniency, by when, by which clause.

    Raises:
        UsageError: a period has no day from which it runs, or the day no period.
    """

    kind: Accompanying = field(converter=_kind)
    citation: Citation = field(validator=instance(Citation))
    within: Period | None = field(default=None, converter=_period)
    start: Anchor | None = field(default=None, converter=_anchor)

    def __attrs_post_init__(self) -> None:
        if (self.within is None) is not (self.start is None):
            raise UsageError(f"{self!r}: expected both 'within' and 'start', or neither")


@frozen(kw_only=True)
class ToleranceItem:
    """One item of a list: a behaviour, its norms, conditions, what the party is given (事项).

    ``text`` is what the published list says; ``confirmed`` whether an officer has
    compared the conditions with it. ``fine`` is the range that the norm allows.
    """

    id: str = field(validator=words)
    leniency: Leniency = field(converter=_leniency)
    conditions: Condition = field(validator=instance(Condition))
    citation: Citation = field(validator=instance(Citation))
    behaviour: Text | None = None
    also_written: tuple[str, ...] = field(default=(), converter=_tuple)
    norms: tuple[str, ...] = field(default=(), converter=_tuple)
    domain: str | None = field(default=None, validator=optional_words)
    fine: FineRange | None = None
    also: tuple[Accompaniment, ...] = field(default=(), converter=_tuple)
    text: str | None = field(default=None, validator=optional_words)
    confirmed: bool = True

    @property
    def is_general(self) -> bool:
        """Whether it is a ground that any violation may have."""
        return self.behaviour is None and not self.norms

    @property
    def label(self) -> Text:
        """The item in words."""
        return self.behaviour or Text(self.citation.short(), self.citation.short())


@frozen(kw_only=True)
class ListVersion:
    """One dated version of a list; ``also`` goes with every item of it."""

    validity: Validity = field(validator=instance(Validity))
    citation: Citation = field(validator=instance(Citation))
    items: tuple[ToleranceItem, ...] = field(converter=_tuple)
    also: tuple[Accompaniment, ...] = field(default=(), converter=_tuple)

    @property
    def name(self) -> str:
        """The version by its first day: ``2021-04-01``, ``2024-03`` or ``unstated``."""
        return self.validity.name


@frozen(kw_only=True)
class ToleranceList:
    """The items of one agency or one statute, with their versions in order of time (清单).

    ``statute`` says that it is the law itself, against which lists are held;
    ``lowest_share`` is the part of a range of fines that counts as lightened.
    """

    id: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    versions: tuple[ListVersion, ...] = field(converter=_tuple)
    agency: str | None = field(default=None, validator=optional_words)
    statute: bool = False
    lowest_share: tuple[Decimal, Citation] | None = None
    gaps: tuple[Gap, ...] = field(default=(), converter=_tuple)
    rulebook: str = ""

    def rule(self, version: ListVersion) -> str:
        """How a verdict names the rule: ``cn-tax/first-violations@2021-04-01``."""
        return f"{self.rulebook}/{self.id}@{version.name}"


@frozen(kw_only=True)
class TimeBar:
    """How long after the act a violation may be punished (追责时效).

    The period runs from the day of the act, or from the end of a continuing one.
    Where ``longer_if`` holds, the ``longer`` period does.
    """

    period: Period = field(converter=_period)
    citation: Citation = field(validator=instance(Citation))
    longer: Period | None = field(default=None, converter=_period)
    longer_if: Condition | None = None

    def __attrs_post_init__(self) -> None:
        if (self.longer is None) is not (self.longer_if is None):
            raise UsageError(f"{self!r}: expected both 'longer' and 'longer_if', or neither")


@frozen
class Repealed:
    """A law that no longer holds, so that a list which cites it is out of date (已废止)."""

    title: str = field(validator=words)
    validity: Validity = field(validator=instance(Validity))
    citation: Citation = field(validator=instance(Citation))
