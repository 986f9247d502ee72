"""A period that stands still has no last day (期限中止)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from bizenv.calendars.periods import wording
from bizenv.calendars.periods.changes import Suspension
from bizenv.calendars.periods.counting import shifted
from bizenv.calendars.periods.steps import Step
from bizenv.kernel.fields import as_day
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, check_lang

if TYPE_CHECKING:
    from bizenv.calendars.periods.deadlines import Deadline

__all__ = ["Suspended"]


@frozen(repr=False)
class Suspended:
    """A period that stands still: it has no last day until it is resumed (中止).

    ``was`` is the deadline as it stood, ``since`` the first day that does not
    count.
    """

    was: Deadline
    since: date
    ground: Text | None = None
    citation: Citation | None = None

    @property
    def text(self) -> Text:
        """That it stands still, in words."""
        facts = {"since": self.since, "period": self.was.period.text}
        return wording.STANDS_STILL.filled(**facts, ground=self.ground or wording.NO_GROUND_STATED)

    @property
    def trace(self) -> tuple[Step, ...]:
        """How it came about, up to the day before it stood still."""
        before = (step for step in self.was.trace if step.first < self.since)
        return tuple(step.until(shifted(self.since, -1)) for step in before)

    def resume(self, resumed: date) -> Deadline:
        """The deadline, with the days from the suspension to the day before left out.

        ``resumed`` is the first day that counts again.

        Raises:
            UsageError: it lies before the suspension.
        """
        change = Suspension(self.since, as_day(resumed, "resumed"), self.ground, self.citation)
        return self.was.changed(change)

    def explain(self, lang: Lang) -> str:
        """That it stands still, and by what."""
        lines = [self.text.say(check_lang(lang))]
        if self.citation is not None:
            lines.append(wording.CLAUSE.fill(lang, {"clause": self.citation.long(lang)}))
        lines += [f"- {step.line(lang)}" for step in self.trace]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The suspended period as plain values: no day, no instant."""
        return {
            **self.was.to_dict(),
            "day": None,
            "instant": None,
            "certainty": None,
            "suspended_since": self.since.isoformat(),
            "trace": [step.to_dict() for step in self.trace],
        }

    def __repr__(self) -> str:
        return f"<Suspended since {self.since}: {self.was.period!r}>"
