"""Builders and Hypothesis strategies for cases and their events.

The strategies need Hypothesis installed; the builders do not. Each strategy
builds valid values, also of cases that no office would have.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import Promise, PromiseStage, ServiceLevel
from bizenv.cases.stages import NEW_CYCLE, Stage, after
from bizenv.cases.timing import TimeBase
from bizenv.cases.values import Case, Event, EventKind, Grade, Time
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.testing.builders import a_citation

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = [
    "a_case",
    "a_charter",
    "a_promise",
    "an_event",
    "case_rules",
    "cases",
    "events",
    "sound_cases",
]

_CHINA = ZoneInfo("Asia/Shanghai")
_FIRST = datetime(2023, 6, 15, tzinfo=_CHINA)
_DAYS = 12
_AGENCIES = ("区住建局", "区税务局", "区人社局")


def an_event(kind: EventKind | str = "received", day: int = 15, **changes: Any) -> Event:
    """An event on a day of June 2023.

    >>> an_event("signed", 16, by="区住建局")
    Event('signed', datetime.date(2023, 6, 16), by='区住建局')
    """
    return Event(kind, **{"time": date(2023, 6, day), **changes})


def a_case(*kinds: EventKind | str, id: str = "C1", **changes: Any) -> Case:
    """A case to which these things happened, one a day from 15 June 2023 on.

    >>> [event.time.day for event in a_case("received", "accepted").events]
    [15, 16]
    """
    events = [an_event(kind, 15 + number) for number, kind in enumerate(kinds)]
    return Case(id, **{"events": events, **changes})


def a_promise(
    stage: str = "reply", period: str | Period = "3 working days", **changes: Any
) -> Promise:
    """A promise; a reply in three working days of the assignment where nothing else is said.

    >>> a_promise().id, a_promise("sign", "2小时").met_by
    ('reply', frozenset({<EventKind.SIGNED: 'signed'>}))
    """
    starts, met = _CLOCKS[stage]
    given: dict[str, Any] = {"starts_on": starts, "met_by": met, "citation": a_citation("第八条")}
    id = changes.pop("id", stage)
    text = Text(f"{PromiseStage(stage).text.zh}时限", f"time to {PromiseStage(stage).text.en}")
    length = Period.parse(period) if isinstance(period, str) else period
    return Promise(id, text, stage, length, **{**given, **changes})


_CLOCKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "accept": (("received",), ("accepted", "not-accepted")),
    "assign": (("received",), ("assigned",)),
    "object": (("assigned",), ("returned",)),
    "return": (("returned",), ("return-refused", "reassigned")),
    "sign": (("assigned",), ("signed",)),
    "start": (("signed",), ("in-progress",)),
    "first-contact": (("assigned",), ("in-progress",)),
    "reply": (("assigned",), ("replied",)),
    "resolve": (("assigned",), ("resolved", "explained", "closed")),
    "follow-up": (("resolved", "explained", "closed"), ("followed-up",)),
    "deliver": (("resolved",), ("replied",)),
    "report": (("received",), ("reported",)),
}


def a_charter(*promises: Promise, **changes: Any) -> ServiceCharter:
    """A charter of one version, in force since 2023.

    >>> a_charter(a_promise()).versions[0].name
    '2023-01-01'
    """
    first = date(2023, 1, 1)
    given: dict[str, Any] = {"validity": Validity(first, first), "citation": a_citation()}
    version = CharterVersion(promises=promises, **{**given, **changes})
    return ServiceCharter("requests", Text("企业诉求", "requests"), [version], rulebook="example")


def case_rules(*promises: Promise, **changes: Any) -> CaseRules:
    """The rules on cases of a made-up rulebook, by China's working days.

    >>> len(case_rules(a_promise()).service_level.promises)
    1
    """
    given: dict[str, Any] = {
        "base": TimeBase(work_calendar("CN"), zone="Asia/Shanghai"),
        "citation": a_citation(),
        "rulebook": RulebookRef("example", "1", "0" * 64),
    }
    return CaseRules(service_level=ServiceLevel(promises), **{**given, **changes})


def _strategies() -> Any:
    from hypothesis import strategies

    return strategies


@cache
def _times() -> SearchStrategy[Time]:
    """Moments of few days and few hours, so that they meet; and bare days."""
    st = _strategies()
    day = st.integers(0, _DAYS)
    hour = st.sampled_from([8, 9, 12, 20])
    moment = st.builds(lambda d, h: _FIRST + timedelta(days=d, hours=h), day, hour)
    utc = moment.map(lambda at: at.astimezone(UTC))
    bare = day.map(lambda d: (_FIRST + timedelta(days=d)).date())
    return moment | moment | utc | bare  # type: ignore[no-any-return] # loaded late


def events(kind: EventKind | None = None, *, timeless: bool = False) -> SearchStrategy[Event]:
    """Events of one kind or of any, with the facts that belong to each.

    With ``timeless`` some have no time, or a local time without a zone.
    """
    st = _strategies()
    kinds = st.sampled_from(EventKind) if kind is None else st.just(kind)
    times = _times()
    if timeless:
        local = times.map(lambda t: t.replace(tzinfo=None) if isinstance(t, datetime) else t)
        times = times | local | st.none()
    return kinds.flatmap(lambda k: _of_kind(k, times))  # type: ignore[no-any-return] # late


def _of_kind(kind: EventKind, times: SearchStrategy[Time]) -> SearchStrategy[Event]:
    st = _strategies()
    agency = st.none() | st.sampled_from(_AGENCIES)
    facts: dict[str, Any] = {
        EventKind.NOT_ACCEPTED: {"ground": st.none() | st.just("litigation")},
        EventKind.ASSIGNED: {"to": agency},
        EventKind.REASSIGNED: {"to": agency},
        EventKind.PAUSED: {"cause": st.none() | st.sampled_from(["hearing", "testing"])},
        EventKind.EXTENDED: {
            "until": st.none() | _times(),
            "period": st.none() | st.just(Period(10, "working_day")),
        },
        EventKind.FOLLOWED_UP: {"grade": st.none() | st.sampled_from(Grade)},
        EventKind.MERGED: {"to": st.just("C2")},
    }.get(kind, {})
    return st.builds(  # type: ignore[no-any-return] # loaded late
        Event, st.just(kind), times, by=agency, recorded=st.none() | _times(), **facts
    )


def cases(*, timeless: bool = False, max_events: int = 10) -> SearchStrategy[Case]:
    """Cases of any events, sound or not, in any order; some stand there twice."""
    st = _strategies()
    drawn = st.lists(events(timeless=timeless), max_size=max_events)
    registered = st.just([]) | events(EventKind.RECEIVED).map(lambda event: [event])
    return st.builds(  # type: ignore[no-any-return] # loaded late
        lambda first, rest, again: Case("C1", events=(*first, *rest, *rest[:again])),
        registered,
        drawn,
        st.sampled_from([0, 0, 0, 1]),
    )


def sound_cases(*, max_events: int = 10) -> SearchStrategy[Case]:
    """Cases in which every event can follow the one before, in order and apart in time."""
    return _strategies().composite(_sound)(max_events)  # type: ignore[no-any-return] # late


def _sound(draw: DrawFn, max_events: int) -> Case:
    """Walk through the stages; pauses, ends and extensions that need more are left out."""
    st = _strategies()
    stage, line = Stage.NOTHING, []
    done: set[EventKind] = set()
    for number in range(draw(st.integers(1, max_events))):
        may = [k for k in EventKind if k not in _NEED_MORE | done and after(k, stage)]
        if not may:
            break
        kind = draw(st.sampled_from(may))
        stage = after(kind, stage) or stage
        done = set() if kind in NEW_CYCLE else done | ({kind} & _ENDS)
        time = _FIRST + timedelta(days=number, hours=draw(st.integers(0, 23)))
        line.append(draw(_of_kind(kind, st.just(time))))
    return Case("C1", events=line)


_NEED_MORE = frozenset({EventKind.PAUSED, EventKind.RESUMED, EventKind.EXTENDED})
_ENDS = frozenset({EventKind.RESOLVED, EventKind.EXPLAINED, EventKind.CLOSED})
