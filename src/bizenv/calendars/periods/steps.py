"""One step of a trace: a day or a span of days, what is done with it, and why (推算步骤)."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from bizenv.calendars.periods.wording import span_text
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import plain

__all__ = ["Step", "Treatment", "joined"]

_ONE_DAY = timedelta(days=1)


class Treatment(StrEnum):
    """What is done with a day (如何计算)."""

    EVENT = "event"
    """No day of the count: what happened to the period."""
    START = "start"
    """The start day, which does not count."""
    COUNTED = "counted"
    SKIPPED = "skipped"
    """A rest day in a count of working days."""
    EXCLUDED = "excluded"
    """A day that does not count by law or by suspension."""
    ROLLED = "rolled"
    """A rest day at the end, past which the last day moves."""
    LANDED = "landed"
    """The day to which the last day moves."""
    ADDED = "added"
    """A working day that a long holiday added (tax law)."""

    @property
    def text(self) -> Text:
        """The words for people."""
        return _TREATMENTS[self]


_TREATMENTS = {
    Treatment.EVENT: Text("变动", "change"),
    Treatment.START: Text("不计入", "not counted"),
    Treatment.COUNTED: Text("计入", "counted"),
    Treatment.SKIPPED: Text("不计入", "not counted"),
    Treatment.EXCLUDED: Text("不计入", "not counted"),
    Treatment.ROLLED: Text("届满日遇休息日，顺延", "rest at the end, passed over"),
    Treatment.LANDED: Text("届满日顺延至此", "the last day moves here"),
    Treatment.ADDED: Text("因长假顺延", "added for the long holiday"),
}


@frozen
class Step:
    """A day or a span of days, what is done with it, and why.

    ``through`` is how many have been counted at its end. ``source`` names the
    notice that makes the day what it is.
    """

    first: date
    last: date
    treatment: Treatment
    why: Text
    through: int | None = None
    source: str | None = None
    citation: Citation | None = None
    certainty: Certainty = Certainty.FINAL

    def joins(self, other: Step) -> bool:
        """Whether another step goes on where this one ends, alike."""
        return (
            self.treatment is not Treatment.EVENT
            and self.last + _ONE_DAY == other.first
            and self._alike == other._alike
        )

    @property
    def _alike(self) -> tuple[Any, ...]:
        return self.treatment, self.why, self.source, self.citation, self.certainty

    def until(self, day: date) -> Step:
        """The part of it up to a day; how many have been counted is then left out."""
        return self if self.last <= day else attrs.evolve(self, last=day, through=None)

    def line(self, lang: Lang, told: Container[Citation | None] = ()) -> str:
        """The step in words, on one line, without citations that were told already."""
        days = span_text(self.first, self.last).say(lang)
        if self.treatment is Treatment.EVENT:
            line = self.why.say(lang)
        else:
            facts = {"days": days, "treatment": self.treatment.text, "why": self.why}
            line = _LINE.fill(lang, facts)
        cited = self.citation.short() if self.citation and self.citation not in told else None
        notes = [self._count(lang), self.source, cited]
        if self.certainty is not Certainty.FINAL:
            notes.append(self.certainty.text.say(lang))
        said = [note for note in notes if note]
        if not said:
            return line
        return f"{line}（{'，'.join(said)}）" if lang == "zh" else f"{line} ({', '.join(said)})"

    def _count(self, lang: Lang) -> str | None:
        if self.through is None:
            return None
        return _THROUGH.fill(lang, {"n": self.through})

    def to_dict(self) -> dict[str, Any]:
        """The step as plain values, for JSON."""
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "treatment": self.treatment.value,
            "why": plain(self.why),
            "through": self.through,
            "source": self.source,
            "clause": self.citation.short() if self.citation else None,
            "certainty": self.certainty.value,
        }


def joined(steps: Iterable[Step]) -> list[Step]:
    """Steps with those that go on alike made one."""
    found: list[Step] = []
    for step in steps:
        if found and found[-1].joins(step):
            held = found[-1]
            through = max(filter(None, (held.through, step.through)), default=None)
            found[-1] = attrs.evolve(held, last=step.last, through=through)
        else:
            found.append(step)
    return found


_LINE = Text("{days} {treatment}：{why}", "{days} {treatment}: {why}")
_THROUGH = Text("至第 {n} 日", "to day {n}")
