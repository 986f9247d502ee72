"""What a repair gives: who moves from which day to which and why, and how near that is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from bizenv.inspections.planning.terms import Terms
from bizenv.kernel.findings import plain
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import RulebookRef

__all__ = ["Held", "Move", "Plan", "Shortage", "Unplaced", "Visit", "Why"]


@frozen
class Why:
    """The rule that forces something: a code, words, and the rule and clause where it has one."""

    code: str
    text: Text
    rule: str | None = None
    clause: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The reason as plain values, for JSON."""
        return {
            "code": self.code,
            "zh": self.text.say("zh"),
            "en": self.text.say("en"),
            "rule": self.rule,
            "clause": self.clause,
        }


@frozen
class Visit:
    """A visit as a repair sees it: where it stands, who visits whom when, and what bars it.

    ``rows`` are all its rows, of which ``row`` is the first; rows of one agency
    at one enterprise on one day with one id are one visit. ``bars`` are the
    places of the versions that would bar it on their days. ``barred`` says why
    it may not take place as planned, ``fixed`` why it must not be moved.
    ``key`` is all that it says of itself: with it, the order of the rows does
    not matter.
    """

    row: int
    agency: str
    enterprise: str
    start: date
    end: date
    bars: tuple[int, ...] = ()
    barred: Why | None = None
    fixed: Why | None = None
    noticed: bool = False
    key: tuple[str, ...] = ()
    id: str = ""
    rows: tuple[int, ...] = field()

    @rows.default
    def _one_row(self) -> tuple[int, ...]:
        return (self.row,)

    @property
    def days(self) -> int:
        """How many calendar days it lasts."""
        return (self.end - self.start).days + 1


@frozen
class Move:
    """A visit that moves: from its day to another, how far, and the rule that forces it."""

    visit: Visit
    start: date
    distance: int
    why: Why

    @property
    def end(self) -> date:
        """Its last day after the move; a visit keeps its length."""
        return self.start + timedelta(days=self.visit.days - 1)

    def to_dict(self) -> dict[str, Any]:
        """The move as plain values, for JSON."""
        return {
            "rows": list(self.visit.rows),
            "agency": self.visit.agency,
            "enterprise": self.visit.enterprise,
            "from": self.visit.start.isoformat(),
            "to": self.start.isoformat(),
            "distance": self.distance,
            "why": self.why.to_dict(),
        }


@frozen
class Held:
    """A visit that stays where it is although it is not surely lawful there, and why it stays."""

    visit: Visit
    why: Why
    stays: Why

    def to_dict(self) -> dict[str, Any]:
        """The visit as plain values, for JSON."""
        return {
            "rows": list(self.visit.rows),
            "day": self.visit.start.isoformat(),
            "why": self.why.to_dict(),
            "stays": self.stays.to_dict(),
        }


@frozen
class Shortage:
    """Why visits find no place: so many of one agency ask for so many places.

    ``demand`` visits can only begin on ``open_days`` days, which together have
    ``room`` places. ``more`` is how many more places each day needs for all of
    them; None where no day is open.
    """

    agency: str
    demand: int
    room: int
    open_days: int
    more: int | None
    enterprise: str = ""
    """The enterprise, where it is a cap on its visits that leaves no room."""

    @property
    def missing(self) -> int:
        """How many visits are too many."""
        return self.demand - self.room

    @property
    def text(self) -> Text:
        """The numbers in words."""
        if self.enterprise:
            return _CAPPED.filled(
                enterprise=self.enterprise, demand=f"{self.demand:,}", room=f"{self.room:,}"
            )
        return _SHORTAGE.filled(
            agency=self.agency or _NO_AGENCY,
            demand=f"{self.demand:,}",
            room=f"{self.room:,}",
            days=f"{self.open_days:,}",
        )

    @property
    def cure(self) -> Text:
        """What would cure it."""
        if self.enterprise:
            return _JOIN.filled(missing=f"{self.missing:,}")
        if self.more is None:
            return _NO_DAY.filled(missing=f"{self.missing:,}")
        return _CURE.filled(more=f"{self.more:,}", missing=f"{self.missing:,}")

    def to_dict(self) -> dict[str, Any]:
        """The shortage as plain values, for JSON."""
        return {
            "agency": self.agency,
            "enterprise": self.enterprise or None,
            "demand": self.demand,
            "room": self.room,
            "open_days": self.open_days,
            "missing": self.missing,
            "more": self.more,
            "cure": plain(self.cure),
        }


@frozen
class Unplaced:
    """A visit for which there is no day; it stays where it is, and is not lawful there."""

    visit: Visit
    why: Why
    shortage: Shortage

    def to_dict(self) -> dict[str, Any]:
        """The visit as plain values, for JSON."""
        return {
            "rows": list(self.visit.rows),
            "agency": self.visit.agency,
            "enterprise": self.visit.enterprise,
            "day": self.visit.start.isoformat(),
            "why": self.why.to_dict(),
            "shortage": self.shortage.to_dict(),
        }


@frozen(kw_only=True)
class Plan:
    """The nearest lawful schedule, and the proof of how near it is.

    ``cost`` is the total distance of all moves in days. No lawful schedule that
    places as many visits costs less than ``bound``; where the two are equal, the
    plan is proved to be the best. ``rows`` counts all rows, ``unread`` those of
    which nothing could be read, ``visits`` the visits of the others.
    """

    rulebook: RulebookRef
    terms: Terms
    rows: int
    unread: int
    visits: int
    moves: tuple[Move, ...]
    unplaced: tuple[Unplaced, ...] = ()
    held: tuple[Held, ...] = ()
    bound: int = 0
    peaks: Mapping[str, int] = field(factory=dict, hash=False)
    """By agency, the most visits on one day in the new schedule."""
    years: tuple[int, ...] = ()
    """The years in which visits were planned."""

    @property
    def cost(self) -> int:
        """The total distance in days."""
        return sum(move.distance for move in self.moves)

    @property
    def gap(self) -> float:
        """By what share at most a better schedule could cost less: 0.0 where none can."""
        return (self.cost - self.bound) / self.cost if self.cost > self.bound else 0.0

    @property
    def proven(self) -> bool:
        """Whether no lawful schedule is nearer."""
        return self.cost <= self.bound

    @property
    def lawful(self) -> bool:
        """Whether every row that could be read is surely lawful in the new schedule."""
        return not self.unplaced and not self.held

    def summary(self, lang: Lang) -> list[str]:
        """The plan in a few lines."""
        facts = {
            "rulebook": str(self.rulebook),
            "visits": f"{self.visits:,}",
            "unread": f"{self.unread:,}",
            "moves": f"{len(self.moves):,}",
            "cost": f"{self.cost:,}",
            "unit": _UNITS[self.terms.count],
            "bound": f"{self.bound:,}",
            "gap": f"{100 * self.gap:.2f}",
            "held": f"{len(self.held):,}",
            "unplaced": f"{len(self.unplaced):,}",
        }
        lines = [_MOVED, _PROVEN if self.proven else _BOUND]
        lines += [_HELD] if self.held else []
        lines += [_UNPLACED] if self.unplaced else []
        lines += [_UNREAD] if self.unread else []
        return [line.fill(lang, facts) for line in lines]

    def explain(self, lang: Lang = "zh") -> str:
        """The plan in words: the summary, and why visits find no place."""
        lines = self.summary(lang)
        for shortage in dict.fromkeys(each.shortage for each in self.unplaced):
            space = " " if lang == "en" else ""
            lines.append(shortage.text.say(lang) + space + shortage.cure.say(lang))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain values, for JSON."""
        return {
            "rulebook": str(self.rulebook),
            "rows": self.rows,
            "unread": self.unread,
            "visits": self.visits,
            "count": self.terms.count,
            "cost": self.cost,
            "bound": self.bound,
            "gap": self.gap,
            "proven": self.proven,
            "moves": [move.to_dict() for move in self.moves],
            "held": [held.to_dict() for held in self.held],
            "unplaced": [each.to_dict() for each in self.unplaced],
            "peaks": dict(self.peaks),
        }


_UNITS = {"calendar": Text("天", "days"), "working": Text("个工作日", "working days")}
_MOVED = Text(
    "按 {rulebook}：{visits} 次检查中改期 {moves} 次，共挪动 {cost} {unit}。",
    "By {rulebook}: of {visits} visits {moves} move, by {cost} {unit} in all.",
)
_PROVEN = Text("已证明：没有更近的合规安排。", "Proved: no lawful schedule is nearer.")
_BOUND = Text(
    "已证明：任何合规安排至少挪动 {bound} {unit}，本安排最多还可改进 {gap} %。",
    "Proved: every lawful schedule takes at least {bound} {unit}; this one is at most {gap} % "
    "above the best.",
)
_HELD = Text(
    "有 {held} 次检查按要求留在原日，但在那一天并非确定合规。",
    "{held} visits stay on their day, although they are not surely lawful there.",
)
_UNPLACED = Text("有 {unplaced} 次检查排不下。", "{unplaced} visits find no place.")
_UNREAD = Text(
    "有 {unread} 行空白或无法读取，原样保留。",
    "{unread} rows are blank or cannot be read, and stay as they are.",
)
_NO_AGENCY = Text("（未填机关）", "(no agency)")
_SHORTAGE = Text(
    "{agency}：{demand} 次检查只能在 {days} 天内开始，这些天一共只有 {room} 个名额。",
    "{agency}: {demand} visits can only begin on {days} days, which have {room} places in all.",
)
_CURE = Text(
    "每天至少要再多 {more} 个名额，或者减少（合并）{missing} 次检查。",
    "Each day needs at least {more} more places, or {missing} visits have to go (or be merged).",
)
_CAPPED = Text(
    "{enterprise}：安排了 {demand} 次检查，至多 {room} 次。",
    "{enterprise}: {demand} visits are planned, and at most {room} may be.",
)
_JOIN = Text("请合并为联合检查，或取消 {missing} 次。", "Join visits, or cancel {missing} of them.")
_NO_DAY = Text(
    "没有一天可以检查：请取消这 {missing} 次，或放宽日期范围。",
    "No day is open: cancel these {missing}, or allow more days.",
)
