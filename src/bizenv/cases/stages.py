"""How a case runs: its stages, and which event may follow which (环节与流转).

``TRANSITIONS`` is the whole rule; the rest of the library reads it. A record
may leave steps out, since many ledgers do, but it cannot run backwards.

>>> after(EventKind.SIGNED, Stage.ASSIGNED), after(EventKind.SIGNED, Stage.WRITTEN_OFF)
(<Stage.WORKING: 'working'>, None)
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from bizenv.cases.values import EventKind
from bizenv.kernel.text import Text

__all__ = ["NEW_CYCLE", "ONCE_A_CYCLE", "TRANSITIONS", "Stage", "Transition", "after", "follows"]


class Stage(StrEnum):
    """Where a case stands (环节)."""

    NOTHING = "nothing"
    """Nothing has happened yet."""
    REGISTERED = "registered"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    SENT_BACK = "sent-back"
    """The agency has returned it, and that is not decided yet."""
    WORKING = "working"
    CONTINUING = "continuing"
    ANSWERED = "answered"
    CLOSED = "closed"
    WRITTEN_OFF = "written-off"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"

    @property
    def text(self) -> Text:
        """The stage in words."""
        return _STAGES[self]

    @property
    def ended(self) -> bool:
        """Whether nobody has to work on the case any more."""
        return self in _ENDED


_STAGES = {
    Stage.NOTHING: Text("尚无事件", "nothing has happened"),
    Stage.REGISTERED: Text("已登记", "registered"),
    Stage.DECLINED: Text("不予受理", "not accepted"),
    Stage.ACCEPTED: Text("已受理", "accepted"),
    Stage.ASSIGNED: Text("已交办", "assigned"),
    Stage.SENT_BACK: Text("已退回待定", "returned and undecided"),
    Stage.WORKING: Text("正在办理", "in progress"),
    Stage.CONTINUING: Text("持续推进", "continuing"),
    Stage.ANSWERED: Text("已答复", "answered"),
    Stage.CLOSED: Text("已办结", "closed"),
    Stage.WRITTEN_OFF: Text("已销号", "written off"),
    Stage.WITHDRAWN: Text("已撤回", "withdrawn"),
    Stage.MERGED: Text("已并案", "merged"),
}
_ENDED = frozenset({Stage.DECLINED, Stage.CLOSED, Stage.WRITTEN_OFF, Stage.WITHDRAWN, Stage.MERGED})


@frozen
class Transition:
    """One line of the table: an event, the stages that it may follow, the stage after.

    ``after`` is None where the case stays where it is.
    """

    event: EventKind
    follows: tuple[Stage, ...]
    after: Stage | None


_NEW = (Stage.REGISTERED, Stage.ACCEPTED)
_TAKEN = (Stage.ASSIGNED, Stage.WORKING)
"""An agency to which a case was passed on may still say whether it accepts it."""
_HELD = (*_TAKEN, Stage.CONTINUING)
"""An agency has the case."""
_IN_HAND = (*_NEW, *_HELD)
_WORKED = (*_IN_HAND, Stage.ANSWERED)
_LIVE = (*_WORKED, Stage.SENT_BACK)
_DONE = (Stage.CLOSED, Stage.WRITTEN_OFF)

TRANSITIONS: tuple[Transition, ...] = tuple(
    Transition(*line)
    for line in (
        # the event               the stages that it may follow                 the stage after
        (EventKind.RECEIVED, (Stage.NOTHING,), Stage.REGISTERED),
        (EventKind.ACCEPTED, (Stage.REGISTERED,), Stage.ACCEPTED),
        (EventKind.ACCEPTED, _TAKEN, None),
        (EventKind.NOT_ACCEPTED, (Stage.REGISTERED, *_TAKEN), Stage.DECLINED),
        (EventKind.ASSIGNED, (*_NEW, Stage.SENT_BACK), Stage.ASSIGNED),
        (EventKind.SIGNED, (*_NEW, Stage.ASSIGNED), Stage.WORKING),
        (EventKind.RETURNED, (Stage.ASSIGNED, Stage.WORKING), Stage.SENT_BACK),
        (EventKind.RETURN_REFUSED, (Stage.SENT_BACK,), Stage.ASSIGNED),
        (EventKind.REASSIGNED, (*_HELD, Stage.SENT_BACK), Stage.ASSIGNED),
        (EventKind.IN_PROGRESS, _WORKED, Stage.WORKING),
        (EventKind.CONTINUING, _WORKED, Stage.CONTINUING),
        (EventKind.PAUSED, _LIVE, None),
        (EventKind.RESUMED, _LIVE, None),
        (EventKind.EXTENDED, _LIVE, None),
        (EventKind.REPLIED, _WORKED, Stage.ANSWERED),
        (EventKind.REPLIED, (Stage.CLOSED,), None),
        (EventKind.STUDY_OPENED, _WORKED, Stage.CONTINUING),
        (EventKind.STUDY_OPENED, (Stage.CLOSED,), None),
        (EventKind.RESOLVED, (*_WORKED, Stage.CLOSED), Stage.CLOSED),
        (EventKind.EXPLAINED, (*_WORKED, Stage.CLOSED), Stage.CLOSED),
        (EventKind.CLOSED, (*_WORKED, Stage.CLOSED), Stage.CLOSED),
        (EventKind.REPORTED, (*_WORKED, *_DONE), None),
        (EventKind.MERGED, _LIVE, Stage.MERGED),
        (EventKind.WITHDRAWN, _LIVE, Stage.WITHDRAWN),
        (EventKind.FOLLOWED_UP, (Stage.CONTINUING, Stage.ANSWERED, *_DONE), None),
        (EventKind.WRITTEN_OFF, (Stage.ANSWERED, Stage.CLOSED), Stage.WRITTEN_OFF),
        (EventKind.RE_HANDLED, (Stage.ANSWERED, *_DONE), Stage.ASSIGNED),
        (EventKind.REOPENED, (Stage.DECLINED, *_DONE, Stage.WITHDRAWN), Stage.REGISTERED),
    )
)
"""Which event may follow which stage, and where the case stands then."""

ONCE_A_CYCLE = frozenset({EventKind.RESOLVED, EventKind.EXPLAINED, EventKind.CLOSED})
"""These may follow one another, but none of them itself."""
NEW_CYCLE = frozenset({EventKind.RE_HANDLED, EventKind.REOPENED})
"""With these the case is handled once more, from the start."""

_AFTER: dict[tuple[EventKind, Stage], Stage] = {
    (line.event, stage): line.after or stage for line in TRANSITIONS for stage in line.follows
}
_FOLLOWS: dict[EventKind, tuple[Stage, ...]] = {
    kind: tuple(stage for stage in Stage if (kind, stage) in _AFTER) for kind in EventKind
}


def after(event: EventKind, stage: Stage) -> Stage | None:
    """The stage after an event; None where the event cannot follow the stage."""
    return _AFTER.get((event, stage))


def follows(event: EventKind) -> tuple[Stage, ...]:
    """The stages that an event may follow, in order.

    >>> [stage.value for stage in follows(EventKind.RETURN_REFUSED)]
    ['sent-back']
    """
    return _FOLLOWS[event]
