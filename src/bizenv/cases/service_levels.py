"""What is promised of a case, and of which case: service levels (服务承诺).

>>> from bizenv.kernel.legal import Source
>>> cite = Citation(Source("n", "办法", "official"), "第八条")
>>> reply = Promise("reply-in-3", Text("3 个工作日内答复"), "reply", Period(3, "working_day"),
...                 starts_on="assigned", met_by="replied", citation=cite)
>>> ServiceLevel((reply,)).choose(Case("C1"))[0].promise.id
'reply-in-3'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from bizenv.calendars.periods.period import Period, Unit
from bizenv.cases.values import Case, EventKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, member, words
from bizenv.kernel.findings import MissingFact
from bizenv.kernel.legal import Citation, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth, all_of

__all__ = [
    "Choice",
    "ExtensionRule",
    "Promise",
    "PromiseStage",
    "Reopening",
    "ServiceLevel",
    "YellowLight",
    "case_fact",
    "go_together",
    "in_force",
    "is_longer",
]


class PromiseStage(StrEnum):
    """What is promised to have happened by then (承诺环节)."""

    ACCEPT = "accept"
    """It is looked through, and the requester told whether it is accepted."""
    ASSIGN = "assign"
    """It is handed to who is in charge of it."""
    OBJECT = "object"
    """An agency that is not in charge may say so, and return it."""
    RETURN = "return"
    """It is decided who must take what an agency has returned."""
    SIGN = "sign"
    START = "start"
    """Work on it begins."""
    FIRST_CONTACT = "first-contact"
    REPLY = "reply"
    RESOLVE = "resolve"
    DELIVER = "deliver"
    """What was decided is handed over, such as a licence."""
    FOLLOW_UP = "follow-up"
    REPORT = "report"

    @property
    def text(self) -> Text:
        """The stage in words."""
        return _STAGES[self]


_STAGES = {
    PromiseStage.ACCEPT: Text("受理审查", "decide whether to accept it"),
    PromiseStage.ASSIGN: Text("交办", "assign it"),
    PromiseStage.OBJECT: Text("提出异议", "object to the assignment"),
    PromiseStage.RETURN: Text("退回裁定", "settle its return"),
    PromiseStage.SIGN: Text("签收", "sign for it"),
    PromiseStage.START: Text("启动办理", "begin with it"),
    PromiseStage.FIRST_CONTACT: Text("首次联系", "make first contact"),
    PromiseStage.REPLY: Text("答复", "reply"),
    PromiseStage.RESOLVE: Text("办结", "resolve it"),
    PromiseStage.DELIVER: Text("送达", "deliver what was decided"),
    PromiseStage.FOLLOW_UP: Text("回访", "follow up"),
    PromiseStage.REPORT: Text("上报", "report"),
}


class Reopening(StrEnum):
    """What a clock does when a case is reopened or handled again (重新打开后的计时)."""

    CONTINUE = "continue"
    """One clock: it stood still while the matter was done, and goes on."""
    NEW_CYCLE = "new-cycle"
    """A clock for each cycle; what the earlier ones read stays."""
    RESTART = "restart"
    """One clock, that of the last cycle; the earlier ones no longer count."""
    UNSTATED = "unstated"
    """The first clock reads as it does; the rule does not say how a later cycle is timed."""

    @property
    def text(self) -> Text:
        """The policy in words."""
        return _REOPENINGS[self]


_REOPENINGS = {
    Reopening.CONTINUE: Text("接着计时", "the clock goes on"),
    Reopening.NEW_CYCLE: Text("每轮单独计时", "a clock for each cycle"),
    Reopening.RESTART: Text("重新计时", "the clock starts anew"),
    Reopening.UNSTATED: Text(
        "重新办理怎样计时没有写明", "how it is timed when handled again is not stated"
    ),
}

# --- fields -----------------------------------------------------------------------


def _some(value: Iterable[str] | str | None) -> frozenset[str] | None:
    """One code, several codes, or None for any."""
    if value is None:
        return None
    codes: frozenset[Any] = frozenset((value,) if isinstance(value, str) else value)
    if not all(isinstance(code, str) and code.strip() for code in codes):
        raise UsageError(f"{value!r}: expected codes, or None for any")
    return codes


def _codes(value: Iterable[str] | str) -> frozenset[str]:
    return _some(value) or frozenset()


def _kinds(value: Iterable[EventKind | str] | EventKind | str) -> frozenset[EventKind]:
    given = (value,) if isinstance(value, str) else value
    return frozenset(member(EventKind, each) for each in given)


def _deemed(value: EventKind | str | None) -> EventKind | None:
    return None if value is None else member(EventKind, value)


def _stage(value: PromiseStage | str) -> PromiseStage:
    return member(PromiseStage, value)


def _reopening(value: Reopening | str) -> Reopening:
    return member(Reopening, value)


def _one_or_more(_: object, attribute: Any, value: frozenset[EventKind]) -> None:
    if not value:
        raise UsageError(f"{attribute.name}: expected at least one kind of event")


def _share(value: Any) -> Fraction | None:
    """0.9 is nine tenths, and not the binary number beside it."""
    try:
        return None if value is None else Fraction(str(value))
    except ValueError:
        raise UsageError(f"share={value!r}: expected a share of the time, such as 0.9") from None


def go_together(one: Period, other: Period) -> bool:
    """Whether one period may prolong another: hours go with hours of the same kind only.

    >>> month = Period(1, "month")
    >>> go_together(month, Period(5, "day")), go_together(month, Period(5, "hour"))
    (True, False)
    """
    if one.unit.by_the_hour or other.unit.by_the_hour:
        return one.unit is other.unit
    return True


def is_longer(one: Period, other: Period) -> bool:
    """Whether a period may be longer than another; units that differ are not compared.

    >>> is_longer(Period(90, "day"), Period(30, "day")), is_longer(Period(9, "day"),
    ...                                                            Period(30, "day"))
    (True, False)
    """
    return one.unit is not other.unit or one.n > other.n


# --- values -----------------------------------------------------------------------


@frozen
class YellowLight:
    """When a clock turns yellow (黄灯): a share of the time used, or a time before the end.

    >>> YellowLight(0.9).share
    Fraction(9, 10)

    Raises:
        UsageError: there are both, or neither, or the share is no part of the whole.
    """

    share: Fraction | None = field(default=None, converter=_share)
    before: Period | None = None

    def __attrs_post_init__(self) -> None:
        if (self.share is None) is (self.before is None):
            raise UsageError("a yellow light has a share of the time or a time before: one of them")
        if self.share is not None and not 0 < self.share <= 1:
            raise UsageError(f"share={self.share}: expected more than 0, and 1 at most")


@frozen(kw_only=True)
class ExtensionRule:
    """How a promise may be extended (延期规则).

    ``times`` is how often, None for any number; ``by`` the most that each may
    add; ``in_all`` the longest that the promise may take with all of them;
    ``granted_by`` who may grant it, None for anybody. It must be asked for and
    granted before the promise expires; ``ask_before`` is how long before.

    Raises:
        UsageError: ``times`` is no whole number of 1 or more.
    """

    times: int | None = 1
    by: Period | None = None
    in_all: Period | None = None
    ask_before: Period | None = None
    granted_by: frozenset[str] | None = field(default=None, converter=_some)
    citation: Citation = field(validator=instance(Citation))

    def __attrs_post_init__(self) -> None:
        if self.times is not None and (type(self.times) is not int or self.times < 1):
            raise UsageError(f"times={self.times!r}: expected a whole number of 1 or more")
        if self.ask_before is not None and self.ask_before.unit.by_the_hour:
            raise UsageError(f"ask_before={self.ask_before!r}: expected days")


@frozen
class Promise:
    """One clock of a service level: what is promised, from when and until when (一项承诺).

    ``starts_on`` and ``met_by`` are the events that start and finish it;
    ``restarts_on`` begin it anew while it runs. ``kinds``, ``channels`` and
    ``priorities`` say of which cases it is promised, None for any; ``only_if``
    are circumstances, one of which must hold; ``validity`` says of requests
    received when. ``pauses`` are the causes for which it stands still, None for
    any cause; ``restarts_after`` are those of them after which it begins anew.
    It is ``optional`` where it may be done in that time and need not be done at
    all. ``deems`` is what counts as having happened on the day of its start if
    it is not met in time. ``rule`` names the version that promises it.

    Raises:
        UsageError: a fact is of another type, or of another unit than the period.
    """

    id: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    stage: PromiseStage = field(converter=_stage)
    period: Period = field(validator=instance(Period))
    starts_on: frozenset[EventKind] = field(converter=_kinds, validator=_one_or_more, kw_only=True)
    met_by: frozenset[EventKind] = field(converter=_kinds, validator=_one_or_more, kw_only=True)
    restarts_on: frozenset[EventKind] = field(default=(), converter=_kinds, kw_only=True)
    kinds: frozenset[str] | None = field(default=None, converter=_some, kw_only=True)
    channels: frozenset[str] | None = field(default=None, converter=_some, kw_only=True)
    priorities: frozenset[str] | None = field(default=None, converter=_some, kw_only=True)
    only_if: frozenset[str] | None = field(default=None, converter=_some, kw_only=True)
    validity: Validity | None = field(default=None, kw_only=True)
    optional: bool = field(default=False, kw_only=True)
    deems: EventKind | None = field(default=None, converter=_deemed, kw_only=True)
    pauses: frozenset[str] | None = field(default=frozenset(), converter=_some, kw_only=True)
    restarts_after: frozenset[str] = field(default=(), converter=_codes, kw_only=True)
    extension: ExtensionRule | None = field(default=None, kw_only=True)
    reopening: Reopening = field(default=Reopening.CONTINUE, converter=_reopening, kw_only=True)
    yellow: YellowLight | None = field(default=None, kw_only=True)
    citation: Citation = field(validator=instance(Citation), kw_only=True)
    rule: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.deems is not None and self.deems in self.starts_on:
            raise UsageError(f"deems={self.deems.value!r}: expected what does not start it")
        if both := self.starts_on & self.met_by:
            raise UsageError(f"{sorted(both)}: expected to start the promise or to meet it")
        if self.pauses is not None and (others := self.restarts_after - self.pauses):
            raise UsageError(f"restarts_after={sorted(others)}: expected causes that pause it")
        for name, other in self._periods():
            if other is not None and not go_together(self.period, other):
                raise UsageError(f"{name}={other!r}: expected the unit of {self.period!r}")
        most = self.extension.in_all if self.extension else None
        if most is not None and not is_longer(most, self.period):
            raise UsageError(f"in_all={most!r}: expected more than {self.period!r}")

    def _periods(self) -> Iterator[tuple[str, Period | None]]:
        """The periods that are counted together with its own."""
        yield "yellow", self.yellow.before if self.yellow else None
        yield "extension", self.extension.by if self.extension else None
        yield "extension", self.extension.in_all if self.extension else None

    @property
    def charter(self) -> str:
        """The charter that promises it, whichever its version: ``cn-sd/requests``."""
        return self.rule.partition("@")[0]

    @property
    def longest(self) -> Period | None:
        """The longest that it may take, counted as it is itself; None where no rule says so."""
        most = self.extension.in_all if self.extension else None
        return evolve(self.period, n=most.n, unit=most.unit) if most else None

    @property
    def counted_in(self) -> Unit:
        """What its time is told in: months and years are told in days."""
        unit = self.period.unit
        return Unit.DAY if unit in (Unit.MONTH, Unit.YEAR) else unit

    def applies(self, case: Case, received: date | None = None) -> Truth:
        """Whether it is promised of a case; unknown where a fact is missing."""
        if self.kinds is self.channels is self.priorities is self.only_if is None:
            return in_force(self.validity, received)
        return all_of([self._asks(name, case, received) for name in _ASKED])

    def open_facts(self, case: Case, received: date | None = None) -> tuple[MissingFact, ...]:
        """The facts that would settle whether it is promised of a case."""
        asked = (name for name in _ASKED if self._asks(name, case, received) is Truth.UNKNOWN)
        return tuple(case_fact(name) for name in asked)

    def _asks(self, name: str, case: Case, received: date | None) -> Truth:
        if name == "received":
            return in_force(self.validity, received)
        codes: frozenset[str] | None = getattr(self, _FIELDS[name])
        if codes is None:
            return Truth.YES
        value = getattr(case, name)
        if value is None:
            return Truth.UNKNOWN
        return Truth.of(not codes.isdisjoint((value,) if isinstance(value, str) else value))


def in_force(validity: Validity | None, received: date | None) -> Truth:
    """Whether a rule binds a request that was received on a day, or on a day not known."""
    if validity is None or validity.always:
        return Truth.YES
    return Truth.UNKNOWN if received is None else validity.holds_on(received)


_FIELDS = {
    "kind": "kinds",
    "channel": "channels",
    "priority": "priorities",
    "circumstances": "only_if",
}
_ASKED = (*_FIELDS, "received")
_FACTS = {
    "kind": Text("诉求类别", "kind of request"),
    "channel": Text("来源渠道", "channel"),
    "priority": Text("紧急程度", "priority"),
    "circumstances": Text("情形", "circumstances"),
    "received": Text("登记日期", "day of registration"),
    "cause": Text("暂停原因", "cause of the pause"),
    "grade": Text("满意度", "satisfaction"),
    "by": Text("签批人", "who signed"),
    "until": Text("延长多久", "length of the extension"),
    "outcome": Text("是否解决", "whether the matter is settled"),
    "events": Text("未能采用的事件", "what happened that could not be read or placed"),
    "calendar": Text("工作日历", "working-day calendar"),
    "start": Text("计时起点", "what started the clock"),
    "reopening": Text("重新办理后怎样计时", "how it is timed when handled again"),
    "time": Text("事件时间", "time of an event"),
}


def case_fact(name: str) -> MissingFact:
    """A fact of a case by its name, with its label.

    >>> case_fact("kind").text.zh
    '诉求类别'
    """
    return MissingFact(name, _FACTS[name])


@frozen
class Choice:
    """Which promise holds at a stage; none where that depends on facts that are missing."""

    stage: PromiseStage
    promise: Promise | None
    missing: tuple[MissingFact, ...] = ()


def _promises(value: Iterable[Promise]) -> tuple[Promise, ...]:
    return tuple(value)


@frozen(cache_hash=True, slots=False)
class ServiceLevel:
    """Everything that a rulebook promises, in order.

    Of each charter, and at each stage, the first promise that applies holds; what
    one charter promises takes nothing from another.

    Raises:
        UsageError: two promises of one rule have one id.
    """

    promises: tuple[Promise, ...] = field(converter=_promises)

    def __attrs_post_init__(self) -> None:
        ids = [(promise.rule, promise.id) for promise in self.promises]
        if twice := {id for id in ids if ids.count(id) > 1}:
            names = sorted(id for _, id in twice)
            raise UsageError(f"promises {names}: expected each id once")

    @cached_property
    def deeming(self) -> tuple[Promise, ...]:
        """The promises that deem something to have happened if they are not met in time."""
        return tuple(promise for promise in self.promises if promise.deems is not None)

    def choose(self, case: Case, received: date | None = None) -> tuple[Choice, ...]:
        """The promises that hold, by charter and stage; where nothing is promised is left out.

        A fact that is not known leaves the choice open as long as it could
        change it.
        """
        chosen: dict[tuple[str, PromiseStage], Choice] = {}
        for promise in self.promises:
            stage = promise.stage
            place = (promise.charter, stage)
            before = chosen.get(place)
            if before is not None and before.promise is not None:
                continue
            applies = promise.applies(case, received)
            if applies is Truth.YES and before is None:
                chosen[place] = Choice(stage, promise)
            elif applies is Truth.UNKNOWN:
                facts = promise.open_facts(case, received)
                known = before.missing if before else ()
                more = tuple(fact for fact in facts if fact not in known)
                chosen[place] = Choice(stage, None, (*known, *more))
        return tuple(chosen.values())
