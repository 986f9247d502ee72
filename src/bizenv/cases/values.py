"""What a case is: a request of an enterprise, and what has happened to it (诉求与事件).

A fact that is not known is None. How a case stands is not kept beside its
events; :func:`bizenv.cases.states.state_of` works it out from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from bizenv.calendars.periods.period import Period
from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import member, optional_words, words
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Case", "Event", "EventKind", "Grade", "Time", "UnreadEvent"]

Time: TypeAlias = date
"""A moment (``datetime``) or a bare day (``date``); a datetime is a date to Python."""


class EventKind(StrEnum):
    """What can happen to a case (事件), in the order in which it usually happens."""

    RECEIVED = "received"
    """The request came in and was registered."""
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not-accepted"
    """It is refused, on a ground."""
    ASSIGNED = "assigned"
    SIGNED = "signed"
    """The agency confirms that it has the case."""
    RETURNED = "returned"
    """The agency asks to be rid of it."""
    RETURN_REFUSED = "return-refused"
    REASSIGNED = "reassigned"
    IN_PROGRESS = "in-progress"
    CONTINUING = "continuing"
    """It will take long, and goes on."""
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REPLIED = "replied"
    STUDY_OPENED = "study-opened"
    """A study project on a matter of a whole sector was opened."""
    RESOLVED = "resolved"
    """The matter is settled, and with it the case is closed."""
    EXPLAINED = "explained"
    """Nothing can be done, the reason was given, and with it the case is closed."""
    CLOSED = "closed"
    """The case is closed; whether the matter is settled is not said."""
    REPORTED = "reported"
    """The agency tells who assigned the case what became of it."""
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    FOLLOWED_UP = "followed-up"
    WRITTEN_OFF = "written-off"
    RE_HANDLED = "re-handled"
    """It goes back to the agency, to be handled again."""
    REOPENED = "reopened"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return _KINDS[self]

    @property
    def rank(self) -> int:
        """Its place in the order in which things usually happen, from 0."""
        return _RANKS[self]


_KINDS = {
    EventKind.RECEIVED: Text("登记", "received"),
    EventKind.ACCEPTED: Text("受理", "accepted"),
    EventKind.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    EventKind.ASSIGNED: Text("交办", "assigned"),
    EventKind.SIGNED: Text("签收", "signed for"),
    EventKind.RETURNED: Text("退回", "returned"),
    EventKind.RETURN_REFUSED: Text("不准退回", "return refused"),
    EventKind.REASSIGNED: Text("改派", "reassigned"),
    EventKind.IN_PROGRESS: Text("正在办理", "in progress"),
    EventKind.CONTINUING: Text("持续推进", "continuing"),
    EventKind.PAUSED: Text("暂停", "paused"),
    EventKind.RESUMED: Text("恢复", "resumed"),
    EventKind.EXTENDED: Text("延期", "extended"),
    EventKind.REPLIED: Text("答复", "replied"),
    EventKind.STUDY_OPENED: Text("课题立项", "study project opened"),
    EventKind.RESOLVED: Text("解决", "resolved"),
    EventKind.EXPLAINED: Text("解释说明", "explained"),
    EventKind.CLOSED: Text("办结", "closed"),
    EventKind.REPORTED: Text("报送", "reported back"),
    EventKind.MERGED: Text("并案", "merged with another"),
    EventKind.WITHDRAWN: Text("撤回", "withdrawn"),
    EventKind.FOLLOWED_UP: Text("回访", "followed up"),
    EventKind.WRITTEN_OFF: Text("销号", "written off"),
    EventKind.RE_HANDLED: Text("退回重办", "re-handled"),
    EventKind.REOPENED: Text("重新打开", "reopened"),
}
_RANKS = {kind: rank for rank, kind in enumerate(EventKind)}


class Grade(StrEnum):
    """What the enterprise said when it was asked (满意度)."""

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically-satisfied"
    DISSATISFIED = "dissatisfied"
    UNREACHABLE = "unreachable"
    """Nobody could be reached, so nothing is known."""

    @property
    def text(self) -> Text:
        """The grade in words."""
        return _GRADES[self]


_GRADES = {
    Grade.SATISFIED: Text("满意", "satisfied"),
    Grade.BASICALLY_SATISFIED: Text("基本满意", "basically satisfied"),
    Grade.DISSATISFIED: Text("不满意", "dissatisfied"),
    Grade.UNREACHABLE: Text("未接通", "unreachable"),
}


def _kind(value: EventKind | str) -> EventKind:
    return value if type(value) is EventKind else member(EventKind, value)


def _grade(value: Grade | str | None) -> Grade | None:
    return value if value is None or type(value) is Grade else member(Grade, value)


_TEXTS = ("by", "to", "ground", "cause", "text")
_TIMES = ("time", "until", "asked", "recorded")


@frozen
class Event:
    """One thing that happened to a case, and when (事件).

    A time is a moment with its time zone, a local time whose zone the rulebook
    names, or a bare day, which stays a day. ``by`` is who did it, or granted
    it; ``to`` the agency that a case went to, or the case that it was merged
    with; ``ground`` why it was not accepted; ``cause`` why it was paused;
    ``until`` or ``period`` how far it was extended, and ``asked`` when that was
    asked for; ``recorded`` when the event was entered; ``place`` where it
    stands in a file.

    >>> Event("signed", date(2023, 6, 20), by="区住建局")
    Event('signed', datetime.date(2023, 6, 20), by='区住建局')

    Raises:
        UsageError: a fact is of another type, or the kind is not known.
    """

    kind: EventKind = field(converter=_kind)
    time: Time | None = None
    by: str | None = field(default=None, kw_only=True)
    to: str | None = field(default=None, kw_only=True)
    ground: str | None = field(default=None, kw_only=True)
    grade: Grade | None = field(default=None, converter=_grade, kw_only=True)
    cause: str | None = field(default=None, kw_only=True)
    until: Time | None = field(default=None, kw_only=True)
    period: Period | None = field(default=None, kw_only=True)
    asked: Time | None = field(default=None, kw_only=True)
    recorded: Time | None = field(default=None, kw_only=True)
    text: str | None = field(default=None, kw_only=True)
    place: Place | None = field(default=None, kw_only=True, eq=False)

    def __attrs_post_init__(self) -> None:
        if not (
            type(self.time) in _PLAIN_TIMES
            and type(self.by) in _PLAIN_WORDS
            and (self.by is None or self.by.strip())
            and self._rest() == _NOTHING_ELSE
        ):
            self._check()  # most events of a long log need no closer look

    def _rest(self) -> tuple[Any, ...]:
        words = (self.to, self.ground, self.cause, self.text)
        return (*words, self.until, self.asked, self.recorded, self.period)

    def _check(self) -> None:
        texts: tuple[Any, ...] = (self.by, self.to, self.ground, self.cause, self.text)
        for text in texts:
            if text is not None and not (isinstance(text, str) and text.strip()):
                raise self._wrong(_TEXTS, str, "a text that is not blank")
        times: tuple[Any, ...] = (self.time, self.until, self.asked, self.recorded)
        for time in times:
            if time is not None and not (isinstance(time, date) and time == time):  # no NaT
                raise self._wrong(_TIMES, date, "a moment (datetime) or a day (date)")
        if self.period is not None and not isinstance(self.period, Period):
            raise self._wrong(["period"], Period, "a Period")

    def _wrong(self, names: Iterable[str], of: type, expected: str) -> UsageError:
        given = ((name, getattr(self, name)) for name in names)
        name, value = next(
            (name, value) for name, value in given if value is not None and not _sound(value, of)
        )
        return UsageError(f"{name}={value!r}: expected {expected}, or None for not known")

    @property
    def is_day(self) -> bool:
        """Whether the time is a bare day."""
        return self.time is not None and not isinstance(self.time, datetime)

    def __repr__(self) -> str:
        parts = [repr(self.kind.value)]
        if self.time is not None:
            parts.append(repr(self.time))
        for name in _SHOWN:
            if (value := getattr(self, name)) is not None:
                shown = value.value if isinstance(value, Grade) else value
                parts.append(f"{name}={shown!r}")
        return f"Event({', '.join(parts)})"


_PLAIN_TIMES = frozenset({datetime, date, type(None)})
_PLAIN_WORDS = frozenset({str, type(None)})
_NOTHING_ELSE = (None,) * 8
_SHOWN = (
    *("by", "to", "ground", "grade", "cause"),
    *("until", "period", "asked", "recorded", "text", "place"),
)


def _sound(value: Any, of: type) -> bool:
    if not isinstance(value, of) or value != value:
        return False
    return not isinstance(value, str) or bool(value.strip())


@frozen
class UnreadEvent:
    """A row of a case that could not be read; the kind where at least that could.

    >>> UnreadEvent(None, (Problem("bad-time", "'soon'", "a time"),)).kind is None
    True
    """

    kind: EventKind | None
    problems: tuple[Problem, ...]


def _optional_time(_: object, attribute: Any, value: Any) -> None:
    if value is not None and not _sound(value, date):
        raise UsageError(
            f"{attribute.name}={value!r}: expected a moment (datetime) or a day (date)"
        )


def _several(value: Any, field: str, expected: str) -> tuple[str, ...] | None:
    """One word, several words, or None for not known; the order is kept."""
    if value is None:
        return None
    found = tuple(value) if isinstance(value, (list, tuple)) else (value,)
    if not all(isinstance(word, str) and word.strip() for word in found):
        raise UsageError(f"{field}={value!r}: expected {expected}")
    return found


def _names(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    return _several(value, "co_agencies", "names of agencies")


def _circumstances(value: str | Iterable[str] | None) -> tuple[str, ...] | None:
    return _several(value, "circumstances", "codes of circumstances")


def _tuple_of(of: type) -> Any:
    def check(_: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, tuple) or not all(isinstance(part, of) for part in value):
            raise UsageError(f"{attribute.name}={value!r}: expected {of.__name__} values")

    return check


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@frozen
class Case:
    """A request of an enterprise, and the events that are recorded of it (诉求).

    ``kind``, ``channel`` and ``priority`` are codes, such as ``individual``
    (个体性急需性) and ``systemic`` (行业性体制性). ``lead`` is the agency in
    charge at first; events may move the case to another. ``due`` is the due time
    that the record itself states (承诺办结时间), whatever a rulebook promises.
    ``circumstances`` are the codes of those that hold (情形), none of them where it
    is empty, and None where nobody has said.
    ``events`` may come in any order. ``unread`` are rows that could not be read,
    ``problems`` what else is wrong with what is recorded; ``place`` is where it
    first stands in a file.

    >>> Case("S16-03", kind="individual", events=[Event("received", date(2023, 6, 15))]).kind
    'individual'

    Raises:
        UsageError: the id is blank, or a fact is of another type.
    """

    id: str = field(validator=words)
    kind: str | None = field(default=None, validator=optional_words, kw_only=True)
    channel: str | None = field(default=None, validator=optional_words, kw_only=True)
    priority: str | None = field(default=None, validator=optional_words, kw_only=True)
    enterprise: str | None = field(default=None, validator=optional_words, kw_only=True)
    subject: str | None = field(default=None, validator=optional_words, kw_only=True)
    lead: str | None = field(default=None, validator=optional_words, kw_only=True)
    co_agencies: tuple[str, ...] | None = field(default=None, converter=_names, kw_only=True)
    session: str | None = field(default=None, validator=optional_words, kw_only=True)
    due: Time | None = field(default=None, validator=_optional_time, kw_only=True)
    circumstances: tuple[str, ...] | None = field(
        default=None, converter=_circumstances, kw_only=True
    )
    events: tuple[Event, ...] = field(
        default=(), converter=_tupled, validator=_tuple_of(Event), kw_only=True
    )
    unread: tuple[UnreadEvent, ...] = field(
        default=(), converter=_tupled, validator=_tuple_of(UnreadEvent), kw_only=True
    )
    problems: tuple[Problem, ...] = field(
        default=(), converter=_tupled, validator=_tuple_of(Problem), kw_only=True
    )
    place: Place | None = field(default=None, kw_only=True, eq=False)

    def __str__(self) -> str:
        return self.id

    def plus(self, *events: Event) -> Case:
        """The case with more events.

        >>> len(Case("1").plus(Event("received"), Event("accepted")).events)
        2
        """
        return evolve(self, events=(*self.events, *events))
