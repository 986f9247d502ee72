"""What a day is on a working-day calendar, and how sure that is (日期类别与确定程度)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from attrs import frozen

from bizenv.kernel.text import Lang, Text

__all__ = ["CalendarRef", "Certainty", "DayKind", "WorkDay"]


class Certainty(StrEnum):
    """How sure a day is, or an answer that hangs on days (确定程度).

    A day may be unknown. An answer is final, or provisional because somebody
    asked for it all the same; ``guessed`` then says that it hangs on an unknown day.
    """

    FINAL = "final"
    """Published, and no later notice will reach back to it by habit."""
    PROVISIONAL = "provisional"
    """In the last days of the last notified year, to which the next notice may reach back."""
    UNKNOWN = "unknown"
    """No published notice arranges this day."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _CERTAINTIES[self]


_CERTAINTIES = {
    Certainty.FINAL: Text("确定", "final"),
    Certainty.PROVISIONAL: Text("暂定", "provisional"),
    Certainty.UNKNOWN: Text("尚未公布", "not published yet"),
}


class DayKind(StrEnum):
    """What a day is on a working-day calendar."""

    WORKING = "working"
    MAKE_UP = "make-up"
    """A rest day of the week that is worked (调休上班)."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """A day that a notice gives off."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _KINDS[self]

    @property
    def works(self) -> bool:
        """Whether it counts as a working day."""
        return self in (DayKind.WORKING, DayKind.MAKE_UP)


_KINDS = {
    DayKind.WORKING: Text("工作日", "working day"),
    DayKind.MAKE_UP: Text("调休上班", "make-up working day"),
    DayKind.WEEKEND: Text("周末", "weekend"),
    DayKind.HOLIDAY: Text("放假", "holiday"),
}


@frozen
class WorkDay:
    """One day of a calendar: its kind, its holiday's name, and how sure that is."""

    day: date
    kind: DayKind
    certainty: Certainty
    name: str | None = None
    """The holiday, by the name that the law uses."""
    notice: str | None = None
    """The notice that says so, where one does."""
    shut: Text | None = None
    """What shuts the office on this day and leaves periods as they are (停止办公)."""


@frozen
class CalendarRef:
    """Which calendar an answer rests on: its id, last notice and content hash."""

    id: str
    notice: str
    hash: str
    as_of: date | None = None

    def say(self, lang: Lang) -> str:
        """The calendar as a report names it.

        >>> CalendarRef("CN", "国办发明电〔2025〕7号", "1f0c", date(2026, 1, 1)).say("zh")
        'CN 国办发明电〔2025〕7号 (1f0c)，截至 2026-01-01'
        """
        name = (
            f"{self.id} {self.notice} ({self.hash})" if self.notice else f"{self.id} ({self.hash})"
        )
        return name + _AS_OF.fill(lang, {"day": self.as_of}) if self.as_of else name

    def __str__(self) -> str:
        return self.say("en")


_AS_OF = Text("，截至 {day}", " as of {day}")
