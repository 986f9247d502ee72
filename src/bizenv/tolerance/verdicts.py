"""The verdict on a violation: what the rules say of it, and what every item says (结论)."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import field, fields, frozen

from bizenv.kernel.findings import Check, plain
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Verdict
from bizenv.tolerance.matching import By, Entry
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.settling import Settling
from bizenv.tolerance.values import FineRange, Violation
from bizenv.tolerance.words import Leniency

__all__ = ["Ruling", "ViolationVerdict", "Worked", "Working"]


@frozen
class Ruling:
    """What one item, or one article, says of a violation: whether it holds, and why."""

    entry: Entry
    truth: Truth
    failed: tuple[Text, ...] = ()
    """The conditions that kept it out."""

    @property
    def leniency(self) -> Leniency:
        """What it gives where it holds."""
        return self.entry.item.leniency

    def to_dict(self) -> dict[str, Any]:
        """The ruling as plain values, for JSON."""
        item = self.entry.item
        return {
            "item": item.id,
            "rule": self.entry.name,
            "leniency": item.leniency.value,
            "holds": self.truth.value,
            "failed": [plain(text) for text in self.failed],
            "clause": item.citation.short(),
        }


class Working(Protocol):
    """Works out what a verdict shows only to who asks for it."""

    def checks(self) -> tuple[Check, ...]:
        """Everything that was asked."""
        ...

    def settlings(self) -> tuple[Settling, ...]:
        """What may settle it."""
        ...

    def asked(self) -> tuple[Ruling, ...]:
        """The ruling of every ground that was asked."""
        ...


@frozen
class Worked:
    """A working that was done already, as a verdict keeps it when it is stored."""

    _checks: tuple[Check, ...] = ()
    _settlings: tuple[Settling, ...] = ()
    _asked: tuple[Ruling, ...] = ()

    def asked(self) -> tuple[Ruling, ...]:
        """The ruling of every ground that was asked."""
        return self._asked

    def checks(self) -> tuple[Check, ...]:
        """Everything that was asked."""
        return self._checks

    def settlings(self) -> tuple[Settling, ...]:
        """What may settle it."""
        return self._settlings


@frozen(kw_only=True)
class ViolationVerdict(Verdict[ViolationOutcome]):
    """The verdict on a violation.

    ``rulings`` are those of the items that it is and of the articles that any
    violation may have; ``offered`` are items that it may be, for a person to
    choose from. ``measures`` says whether compulsory measures may be omitted, which
    stands beside the outcome. ``fine`` is the range that is left where the penalty
    is lightened. ``rule`` and ``clause`` are those of the ground that decided.
    """

    checks: tuple[Check, ...] = field(init=False)
    record: Violation
    by: By
    rulings: tuple[Ruling, ...] = ()
    offered: tuple[Entry, ...] = ()
    measures: Truth = Truth.NO
    fine: FineRange | None = None
    rule: str | None = None
    clause: str | None = None
    working: Working = field(default=Worked(), eq=False, repr=False)
    """How everything that was asked is worked out, when somebody wants to see it."""

    def __getattr__(self, name: str) -> tuple[Check, ...]:
        if name != "checks":
            raise AttributeError(name)
        checks = self.working.checks()
        object.__setattr__(self, "checks", checks)
        return checks

    def __reduce__(self) -> tuple[Any, ...]:
        worked = Worked(self.checks, self.settling, self.asked)
        given = {f.alias: getattr(self, f.name) for f in fields(type(self)) if f.init}
        return _again, ({**given, "working": worked},)

    @property
    def settling(self) -> tuple[Settling, ...]:
        """The sets of facts that may settle it by themselves, the fewest first.

        All of ``missing`` together surely settle it; fewer may, if they turn out so.
        """
        return self.working.settlings()

    @property
    def asked(self) -> tuple[Ruling, ...]:
        """The ruling of every ground that was asked, those that do not hold too."""
        return self.working.asked()

    @property
    def item(self) -> str | None:
        """The id of the item that the violation is; None where that is not one."""
        items = {r.entry.item.id for r in self.rulings if not r.entry.item.is_general}
        return next(iter(items)) if len(items) == 1 else None

    @property
    def subject(self) -> Text:
        """Which violation, of whom, found when."""
        record = self.record
        known = (record.enterprise, record.behaviour or record.item, record.discovered)
        parts = [str(part) for part in known if part is not None]
        return Text("，".join(parts), ", ".join(parts)) if parts else _NOTHING_SAID

    def extra_lines(self, lang: Lang) -> list[str]:
        """How it was matched, what is offered, what may settle it, the fine that is left."""
        lines = [_BY.fill(lang, {"by": self.by.text})]
        if self.offered:
            lines.append(_OFFERED.fill(lang, {"items": tuple(map(_named, self.offered))}))
        for each in self.settling[:_SHOWN]:
            facts = {"facts": tuple(fact.text for fact in each.facts), "to": each.outcome.text}
            lines.append(_SETTLES.fill(lang, facts))
        if self.measures is Truth.YES:
            lines.append(Leniency.NO_COMPULSORY_MEASURE.text.say(lang))
        if self.fine is not None:
            lines.append(_FINE.fill(lang, {"range": self.fine.text}))
        return lines

    def extra_dict(self) -> dict[str, Any]:
        """The rulings, what is offered, and the ground that decided."""
        return {
            "id": self.record.id,
            "matched_by": self.by.value,
            "item": self.item,
            "rulings": [ruling.to_dict() for ruling in self.rulings],
            "offered": [entry.name for entry in self.offered],
            "settling": [
                {"facts": [str(fact) for fact in each.facts], "outcome": each.outcome.value}
                for each in self.settling
            ],
            "measures": self.measures.value,
            "fine": _fine(self.fine),
            "rule": self.rule,
            "clause": self.clause,
        }


def _again(given: dict[str, Any]) -> ViolationVerdict:
    return ViolationVerdict(**given)


def _named(entry: Entry) -> Text:
    label, id = entry.item.label, entry.item.id
    return Text(f"{label.zh}（{id}）", f"{label.say('en')} ({id})")


def _fine(fine: FineRange | None) -> dict[str, str] | None:
    return None if fine is None else {"least": str(fine.least), "most": str(fine.most)}


_SHOWN = 5
_NOTHING_SAID = Text("（未说明的违法行为）", "(a violation of which nothing is said)")
_BY = Text("匹配：{by}", "Matched: {by}")
_OFFERED = Text(
    "可能的事项，请选择：{items}", "Items that it may be, for you to choose from: {items}"
)
_SETTLES = Text("查明{facts}，可能即可认定：{to}", "Knowing {facts} may be enough for: {to}")
_FINE = Text("从轻后的罚款幅度：{range}", "The range of fines that is left: {range}")
