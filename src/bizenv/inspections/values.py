"""What an inspection is: who visits whom, when, on what ground (涉企检查).

A fact that is not known is None. A fact that is known to be absent has a value
that says so: the trigger ``"none"``, the enterprise class ``"none"``,
``approved=False``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from attrs import field, frozen

from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.fields import as_day, optional_words, words
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import Verdict, plain
from bizenv.kernel.vocabulary import is_none

__all__ = [
    "Agency",
    "Enterprise",
    "Inspection",
    "InspectionOutcome",
    "InspectionVerdict",
]


class InspectionOutcome(StrEnum):
    """What the rules say of an inspection (检查结论)."""

    NOT_AN_INSPECTION = "not-an-inspection"
    """What is planned is no inspection in the sense of the rule."""
    ALLOWED = "allowed"
    """Nothing forbids it: outside the quiet period, out of scope, or approved."""
    EXEMPT = "exempt"
    """It lies in the quiet period, and an exemption holds."""
    NEEDS_REVIEW = "needs-review"
    """It rests on a catch-all ground that a person has to judge."""
    FORBIDDEN = "forbidden"
    """It lies in the quiet period, and nothing excuses it."""
    UNDETERMINED = "undetermined"
    """It depends on facts that are not known."""

    @property
    def text(self) -> Text:
        """The outcome in words."""
        return _OUTCOMES[self]

    @property
    def lawful(self) -> bool:
        """Whether the visit may take place as planned."""
        return self in _LAWFUL


_OUTCOMES = {
    InspectionOutcome.NOT_AN_INSPECTION: Text("不属于检查", "not an inspection"),
    InspectionOutcome.ALLOWED: Text("可以检查", "allowed"),
    InspectionOutcome.EXEMPT: Text("例外可查", "exempt"),
    InspectionOutcome.NEEDS_REVIEW: Text("需要审核", "needs review"),
    InspectionOutcome.FORBIDDEN: Text("不得检查", "forbidden"),
    InspectionOutcome.UNDETERMINED: Text("无法判定", "undetermined"),
}
_LAWFUL = frozenset(
    {InspectionOutcome.NOT_AN_INSPECTION, InspectionOutcome.ALLOWED, InspectionOutcome.EXEMPT}
)


def _words_of_one(_: object, attribute: Any, value: object) -> None:
    """Validate a fact that is one code, or None for not known."""
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise UsageError(f"{attribute.name}={value!r}: expected one code, or None for not known")


def _act(_: object, attribute: Any, value: object) -> None:
    """Validate the act: every visit is one, so it is never left open."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{attribute.name}={value!r}: expected one code")


def _words_or(others: tuple[str, ...]) -> Callable[[Any, Any, Any], None]:
    """A validator of an id, which may be blank only where something else is known."""

    def check(party: Any, attribute: Any, value: Any) -> None:
        unnamed = value == "" and any(getattr(party, name) is not None for name in others)
        if not unnamed:
            words(party, attribute, value)

    return check


def _none_alone(fact: str) -> Callable[[object, Any, frozenset[str] | None], None]:
    """A validator that refuses "known to be none" beside something that there is."""

    def check(_: object, __: object, codes: frozenset[str] | None) -> None:
        if codes is not None and len(codes) > 1 and any(map(is_none, codes)):
            got = ", ".join(map(repr, sorted(codes)))
            place = Place(field=fact)
            raise RecordError((Problem("too-many-terms", got, _NONE_ALONE, place),))

    return check


_NONE_ALONE = Text("只填“无”，或只填其他词", "'none' alone, or terms")


def _codes(value: str | Iterable[str] | None) -> frozenset[str] | None:
    """One code, several codes, or None for not known."""
    if value is None:
        return None
    several = isinstance(value, (list, tuple, set, frozenset))
    codes: frozenset[Any] = frozenset(value if several else (value,))
    if not codes or not all(isinstance(code, str) and code.strip() for code in codes):
        raise UsageError(
            f"got {value!r}, expected one code or several; write None for not known "
            "and 'none' for known to be none"
        )
    return codes


@frozen
class Enterprise:
    """An enterprise (经营主体): its id, and what scopes of rules ask about it.

    ``classes`` are codes such as ``above-scale-industry`` (规上工业), ``zones``
    such as ``development-zone``, ``credit`` such as ``grade-d`` (信用等级);
    None means not known, ``"none"`` none of them.

    >>> Enterprise("E1", classes="sole-trader").classes
    frozenset({'sole-trader'})
    """

    id: str = field(validator=_words_or(("name", "classes", "zones", "credit")))
    name: str | None = field(default=None, validator=optional_words)
    classes: frozenset[str] | None = field(
        default=None, converter=_codes, validator=_none_alone("enterprise_class")
    )
    zones: frozenset[str] | None = field(
        default=None, converter=_codes, validator=_none_alone("zone")
    )
    credit: frozenset[str] | None = field(
        default=None, converter=_codes, validator=_none_alone("credit")
    )

    def __str__(self) -> str:
        return self.name or self.id


@frozen
class Agency:
    """An enforcement agency (行政执法主体) and its level of government.

    >>> str(Agency("区市场监管局", level="county"))
    '区市场监管局'
    """

    id: str = field(validator=_words_or(("level",)))
    level: str | None = field(default=None, validator=_words_of_one)

    def __str__(self) -> str:
        return self.id


NamedT = TypeVar("NamedT", Agency, Enterprise)


def _named(of: type[NamedT], field: str, value: NamedT | str | None) -> NamedT | None:
    """What a field of one class holds, given as itself or as its id."""
    if value is None or isinstance(value, of):
        return value
    id: object = value
    if isinstance(id, str) and id.strip():
        return of(id)
    raise UsageError(f"{field}={value!r}: expected an {of.__name__} or its id")


def _enterprise(value: Enterprise | str | None) -> Enterprise | None:
    return _named(Enterprise, "enterprise", value)


def _agency(value: Agency | str | None) -> Agency | None:
    return _named(Agency, "agency", value)


def _circumstances(value: Mapping[str, bool | None] | Iterable[tuple[str, bool | None]]) -> Any:
    flags: dict[Any, Any] = dict(value)
    for name, known in flags.items():
        if not isinstance(name, str) or not name.strip():
            raise UsageError(f"circumstances={flags!r}: expected names that are not blank")
        if known is not None and not isinstance(known, bool):
            raise UsageError(f"circumstances[{name!r}]={known!r}: expected True, False or None")
    return tuple(sorted((name, known) for name, known in flags.items() if known is not None))


def _names(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """One name, several, or None for not known."""
    if value is None:
        return None
    names = (value,) if isinstance(value, str) else tuple(value)
    if not names or not all(map(str.strip, names)):
        raise UsageError(f"officers={value!r}: expected names, or None for not known")
    return names


def _done(value: object) -> date | bool | None:
    if value is None or isinstance(value, bool):
        return value
    return as_day(value)


LONGEST_VISIT = 3_660
"""Days: ten years. A longer visit is a slip of the year."""


@frozen(kw_only=True)
class Inspection:
    """An inspection of an enterprise, planned or made (涉企检查).

    Every fact but the days may be None, which means not known. ``domain`` and
    ``trigger`` take one code or several. ``circumstances`` holds further facts
    that some rules ask for, each true or false. ``filed``, ``noticed``,
    ``approved`` and ``scanned`` take the day on which it was done, True, False,
    or None. An approval that was given after ``start`` is none. ``reason`` is
    what was recorded for a catch-all ground; the reviewer is shown it.
    ``officers`` are those who make the visit, ``licence`` the licence that it
    is about.

    >>> Inspection(enterprise="E1", agency="区应急局", start=date(2023, 6, 15),
    ...            domain="work-safety").end
    datetime.date(2023, 6, 15)

    Raises:
        NotADayError: a datetime or text was given where a day belongs.
        UsageError: the visit ends before it starts, or a fact is of another type.
        RecordError: "known to be none" stands beside something that there is.
    """

    start: date = field()
    end: date = field()
    enterprise: Enterprise | None = field(default=None, converter=_enterprise)
    agency: Agency | None = field(default=None, converter=_agency)
    id: str | None = field(default=None, validator=optional_words)
    act: str = field(default="inspection", validator=_act)
    kind: str | None = field(default=None, validator=_words_of_one)
    matter: str | None = field(default=None, validator=optional_words)
    domain: frozenset[str] | None = field(
        default=None, converter=_codes, validator=_none_alone("domain")
    )
    trigger: frozenset[str] | None = field(
        default=None, converter=_codes, validator=_none_alone("trigger")
    )
    deploying_level: str | None = field(default=None, validator=_words_of_one)
    reason: str | None = field(default=None, validator=optional_words)
    filed: date | bool | None = field(default=None, converter=_done)
    noticed: date | bool | None = field(default=None, converter=_done)
    approved: date | bool | None = field(default=None, converter=_done)
    scanned: date | bool | None = field(default=None, converter=_done)
    officers: tuple[str, ...] | None = field(default=None, converter=_names)
    licence: str | None = field(default=None, validator=optional_words)
    circumstances: tuple[tuple[str, bool], ...] = field(default=(), converter=_circumstances)

    @start.validator
    def _start_is_a_day(self, _: Any, value: object) -> None:
        as_day(value, "start")

    @end.default
    def _one_day(self) -> date:
        return self.start

    @end.validator
    def _end_not_before_start(self, _: Any, value: object) -> None:
        if as_day(value, "end") < self.start:
            raise UsageError(
                f"end={self.end.isoformat()} lies before start={self.start.isoformat()}"
            )
        if self.days > LONGEST_VISIT:
            raise UsageError(
                f"end={self.end.isoformat()} lies {self.days - 1} days after "
                f"start={self.start.isoformat()}: expected at most {LONGEST_VISIT} days"
            )

    @property
    def enterprise_class(self) -> frozenset[str] | None:
        """The classes of the enterprise."""
        return None if self.enterprise is None else self.enterprise.classes

    @property
    def zone(self) -> frozenset[str] | None:
        """The zones of the enterprise."""
        return None if self.enterprise is None else self.enterprise.zones

    @property
    def credit(self) -> frozenset[str] | None:
        """The credit grades and codes of the enterprise."""
        return None if self.enterprise is None else self.enterprise.credit

    @property
    def agency_level(self) -> str | None:
        """The level of the agency."""
        return None if self.agency is None else self.agency.level

    @property
    def days(self) -> int:
        """How many calendar days the visit lasts."""
        return (self.end - self.start).days + 1

    @property
    def subject(self) -> Text:
        """Who visits whom and when, in words."""
        when = self.start.isoformat()
        if self.end != self.start:
            when += f"–{self.end.isoformat()}"
        who = [str(party) for party in (self.agency, self.enterprise) if party is not None]
        said = " ".join([when, " → ".join(who)]).strip()
        return Text(said, said)


@frozen(kw_only=True)
class InspectionVerdict(Verdict[InspectionOutcome]):
    """The verdict on an inspection.

    ``next_allowed`` is the nearest later day on which a visit of the same
    length may start; None where the visit may take place as planned, or where
    no such day comes within two years. ``quiet_days`` are the days of the
    visit that surely lie in a quiet period, all of them.

    A verdict is made by a check and not by hand: its repr is to be read, not
    pasted. To have it again, check ``record`` by the version of the rules that
    ``rulebook`` names.
    """

    record: Inspection
    next_allowed: date | None = None
    quiet_days: tuple[date, ...] = ()
    rule: str | None = None
    clause: str | None = None

    @property
    def subject(self) -> Text:
        """Who visits whom and when."""
        return self.record.subject

    def extra_lines(self, lang: Lang) -> list[str]:
        """The quiet days of a longer visit, and the next day on which it may take place."""
        lines = []
        if self.record.days > 1 and self.quiet_days:
            shown, more = self.quiet_days[:_SHOWN_DAYS], len(self.quiet_days) - _SHOWN_DAYS
            text = _QUIET_AND_MORE if more > 0 else _QUIET
            lines.append(text.fill(lang, {"days": shown, "more": more}))
        if self.next_allowed is not None:
            lines.append(_NEXT.fill(lang, {"day": self.next_allowed}))
        return lines

    def extra_dict(self) -> dict[str, Any]:
        """The next allowed day, the quiet days met, the rule and the clause."""
        return {
            "next_allowed": plain(self.next_allowed),
            "quiet_days": plain(self.quiet_days),
            "rule": self.rule,
            "clause": self.clause,
        }


_SHOWN_DAYS = 10
_QUIET = Text("其中的安静日：{days}", "Quiet days of the visit: {days}")
_QUIET_AND_MORE = Text(
    "其中的安静日：{days}，另有 {more} 天", "Quiet days of the visit: {days} and {more} more"
)
_NEXT = Text("最近的可检查日：{day}", "Next allowed day: {day}")
