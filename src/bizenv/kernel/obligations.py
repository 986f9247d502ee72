"""What must be done, by whom and when (应办事项)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, optional_day, words
from bizenv.kernel.findings import plain
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Lang, Text, inset
from bizenv.kernel.truth import Truth

__all__ = ["Obligation", "Timing"]


@frozen
class Timing:
    """When something must be done: a count of a unit before or after an anchor.

    ``relation`` is ``before``, ``after`` or ``at``; ``anchor`` is ``start`` or
    ``end`` of the visit; ``unit`` is ``working_days``, ``days``, ``hours`` and
    so on. A timing without a count means "at any time before" or "after".

    >>> Timing("before", "start", 3, "working_days").text.en
    '3 working days before the start'
    """

    relation: str
    anchor: str
    count: int | None = None
    unit: str | None = None

    def __attrs_post_init__(self) -> None:
        for name, known in (("relation", _RELATIONS), ("anchor", _ANCHORS)):
            _one_of(name, getattr(self, name), known)
        if (self.count is None) is not (self.unit is None):
            raise UsageError(f"{self!r}: expected a count and a unit, or neither")
        if self.unit is not None:
            _one_of("unit", self.unit, _UNITS)
        if self.count is not None and (self.relation == "at" or self.count < 0):
            raise UsageError(f"{self!r}: expected a count of 0 or more, before or after")

    def __str__(self) -> str:
        """As a rulebook writes it: ``3 working days before start``."""
        words = f"{self.relation} {self.anchor}"
        if self.count is None or self.unit is None:
            return words
        unit = self.unit.replace("_", " ")
        return f"{self.count} {unit.removesuffix('s') if self.count == 1 else unit} {words}"

    @property
    def text(self) -> Text:
        """The timing in words."""
        anchor, relation = _ANCHORS[self.anchor], _RELATIONS[self.relation]
        if self.count is None or self.unit is None:
            return Text(f"{anchor.zh}{relation.zh}", f"{relation.en} the {anchor.en}")
        unit = _UNITS[self.unit]
        english = (unit.en or "").removesuffix("s") if self.count == 1 else unit.en
        return Text(
            f"{anchor.zh}{relation.zh} {self.count} {unit.zh}",
            f"{self.count} {english} {relation.en} the {anchor.en}",
        )


def _one_of(name: str, value: str, known: Mapping[str, Text]) -> None:
    if value not in known:
        raise UsageError(f"{name}={value!r}: expected one of {', '.join(map(repr, known))}")


_ANCHORS = {"start": Text("检查开始", "start"), "end": Text("检查结束", "end")}
_RELATIONS = {
    "before": Text("前", "before"),
    "after": Text("后", "after"),
    "at": Text("时", "at"),
}
_UNITS = {
    "working_days": Text("个工作日", "working days"),
    "days": Text("日", "days"),
    "months": Text("个月", "months"),
    "years": Text("年", "years"),
    "hours": Text("小时", "hours"),
    "working_hours": Text("个工作小时", "working hours"),
}


@frozen
class Obligation:
    """Something that must be done: what, by whom, to whom, when, by which clause.

    ``due`` is the last day for it, ``note`` says why there is none yet or why it
    may still move, ``done`` whether the record shows that it was done,
    ``done_on`` on which day where the record says so, and ``late`` whether that
    was too late.
    """

    code: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    citation: Citation = field(validator=instance(Citation))
    by: Text | None = None
    to: Text | None = None
    timing: Timing | None = None
    due: date | None = field(default=None, validator=optional_day)
    note: Text | None = None
    done: Truth = field(default=Truth.UNKNOWN, validator=instance(Truth))
    done_on: date | None = field(default=None, validator=optional_day)
    late: Truth = field(default=Truth.UNKNOWN, validator=instance(Truth))

    def message(self, lang: Lang) -> str:
        """The obligation in words."""
        parts = [self.text.say(lang)]
        for label, who in ((_BY, self.by), (_TO, self.to)):
            if who is not None:
                parts.append(label.fill(lang, {"value": inset(who)}))
        if self.timing is not None:
            parts.append(_WHEN.fill(lang, {"value": self.timing.text}))
        if self.due is not None:
            parts.append(_DUE.fill(lang, {"value": self.due}))
        if self.note is not None:
            parts.append(self.note.say(lang))
        if self.done is Truth.YES:
            parts.append(self._done_words(lang))
        return ("，" if lang == "zh" else ", ").join(parts)

    def _done_words(self, lang: Lang) -> str:
        late = self.late is Truth.YES
        if self.done_on is None:
            return (_DONE_LATE if late else _DONE).say(lang)
        text = _DONE_LATE_ON if late else _DONE_ON
        return text.fill(lang, {"value": self.done_on})

    def to_dict(self) -> dict[str, Any]:
        """The obligation as plain values, for JSON."""
        return {
            "code": self.code,
            "zh": self.message("zh"),
            "en": self.message("en"),
            "due": plain(self.due),
            "note": None if self.note is None else {"zh": self.note.zh, "en": self.note.say("en")},
            "done": self.done.value,
            "done_on": plain(self.done_on),
            "late": self.late.value,
            "clause": self.citation.short(),
        }


_BY = Text("由{value}办理", "by {value}")
_TO = Text("向{value}提出", "to {value}")
_WHEN = Text("时限：{value}", "{value}")
_DUE = Text("最迟 {value}", "no later than {value}")
_DONE = Text("已办", "done")
_DONE_ON = Text("已办（{value}）", "done ({value})")
_DONE_LATE = Text("办理迟于期限", "done late")
_DONE_LATE_ON = Text("办理迟于期限（{value}）", "done late ({value})")
