"""What is wrong with an event of a case, in words (事件问题).

An event that cannot follow is kept and not applied. The fault says which event
it is, why it was not applied, and where it stands.
"""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from bizenv.cases.stages import Stage, follows
from bizenv.cases.values import Event, Time
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Fault", "said"]


@frozen
class Fault:
    """An event that was not applied, and why."""

    event: Event
    problem: Problem

    @property
    def code(self) -> str:
        """The code of the problem."""
        return self.problem.code


def when(time: Time | None) -> Text:
    """A time for people.

    >>> when(datetime(2023, 6, 20, 14, 30)).zh, when(None).en
    ('2023-06-20 14:30', 'at an unknown time')
    """
    if time is None:
        return _NO_TIME
    if isinstance(time, datetime):
        whole = time.second == time.microsecond == 0
        words = time.replace(tzinfo=None).isoformat(" ", "minutes" if whole else "auto")
        return Text(words, words)
    return Text(time.isoformat(), time.isoformat())


def said(event: Event, case: str) -> Text:
    """An event of a case for people.

    >>> from datetime import date
    >>> said(Event("signed", date(2023, 6, 20)), "C1").en
    "'signed for' of case C1, 2023-06-20"
    """
    return _SAID.filled(case=case, kind=event.kind.text, time=when(event.time))


def _fault(code: str, event: Event, case: str, expected: Text, got: Text | None = None) -> Fault:
    place = event.place or Place()
    return Fault(event, Problem(code, got or said(event, case), expected, place))


def cannot_follow(event: Event, case: str, stage: Stage) -> Fault:
    """The event does not fit the stage in which the case stands.

    >>> from datetime import date
    >>> fault = cannot_follow(Event("return-refused", date(2023, 6, 20)), "C1", Stage.WORKING)
    >>> print(fault.problem.say("en"))
    got 'return refused' of case C1, 2023-06-20, while in progress, expected it while returned \
and undecided [cannot-follow]
    """
    got = _WHILE.filled(said=said(event, case), stage=stage.text)
    names = tuple(each.text for each in follows(event.kind))
    expected = Text(
        f"在{'、'.join(name.zh for name in names)}时",
        f"it while {' or '.join(name.say('en') for name in names)}",
    )
    return _fault("cannot-follow", event, case, expected, got)


def before_received(event: Event, case: str, received: Event) -> Fault:
    """The event lies before the request came in."""
    return _fault("before-received", event, case, _AFTER.filled(time=when(received.time)))


def pause_in_pause(event: Event, case: str, since: Event) -> Fault:
    """The case is paused already."""
    return _fault("pause-in-pause", event, case, _PAUSED.filled(time=when(since.time)))


def resume_without_pause(event: Event, case: str) -> Fault:
    """The case is not paused."""
    return _fault("resume-without-pause", event, case, _NO_PAUSE)


def done_already(event: Event, case: str, first: Event) -> Fault:
    """The same happened before, and the case was not handled again since."""
    return _fault("done-already", event, case, _ONCE.filled(time=when(first.time)))


def duplicate_event(event: Event, case: str, first: Event) -> Fault:
    """The record says the same twice."""
    place = first.place
    at = _HERE if place is None or not str(place) else Text(f" {place.say('zh')}", place.say("en"))
    return _fault("duplicate-event", event, case, _EACH_ONCE.filled(place=at))


def in_future(event: Event, case: str, at: Time) -> Fault:
    """The event lies after the time for which the state is asked."""
    return _fault("event-in-future", event, case, _BY.filled(time=when(at)))


def missing_zone(event: Event, case: str) -> Fault:
    """The event is in local time, and no zone is named."""
    return _fault("missing-time-zone", event, case, _ZONE)


def until_before_start(event: Event, case: str) -> Fault:
    """What is extended ends before it was extended."""
    got = _UNTIL.filled(said=said(event, case), time=when(event.until))
    return _fault("until-before-start", event, case, _LATER, got)


_NO_TIME = Text("时间不明", "at an unknown time")
_SAID = Text("诉求 {case} 的“{kind}”（{time}）", "'{kind}' of case {case}, {time}")
_WHILE = Text("{said}，当时{stage}", "{said}, while {stage}")
_AFTER = Text("在登记（{time}）之后", "it after the request was received, {time}")
_PAUSED = Text("先结束 {time} 开始的暂停", "the end of the pause of {time} first")
_NO_PAUSE = Text("在暂停期间", "it during a pause")
_ONCE = Text(
    "重办之前只有一次，已有 {time} 的一次",
    "it once until the case is handled again; there is that of {time}",
)
_EACH_ONCE = Text("每个事件只记一次，已见于{place}", "each event once; it stands already {place}")
_HERE = Text("本诉求", "in this case")
_BY = Text("不晚于 {time}", "nothing later than {time}")
_ZONE = Text(
    "带时区的时间，或由规则库写明时区", "a time with its zone, or a zone named by the rulebook"
)
_UNTIL = Text("{said}，延至 {time}", "{said}, until {time}")
_LATER = Text("延期之后的日期", "an end after the extension")
