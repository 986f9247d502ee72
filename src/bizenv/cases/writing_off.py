"""Who may write a case off, and whether somebody else has (销号权限)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import field, frozen

from bizenv.cases.service_levels import in_force
from bizenv.cases.states import CaseState
from bizenv.cases.values import Case, EventKind
from bizenv.kernel.fields import instance
from bizenv.kernel.findings import Finding, Severity
from bizenv.kernel.legal import Citation, Validity
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Text, inset
from bizenv.kernel.truth import Truth, all_of

__all__ = ["WritingOffRule"]


def _names(value: Iterable[str] | str) -> frozenset[str]:
    return frozenset((value,) if isinstance(value, str) else value)


def _codes(value: Iterable[str] | str | None) -> frozenset[str] | None:
    return None if value is None else _names(value)


@frozen
class WritingOffRule:
    """Who may write cases off, by which clause (销号权限).

    ``by`` are those who may. ``kinds`` and ``channels`` are those of the cases,
    None for all; ``validity`` says of requests received when.

    >>> from bizenv.testing import a_citation
    >>> WritingOffRule("县领导", citation=a_citation()).duty().message("zh")
    '销号，由县领导办理'
    """

    by: frozenset[str] = field(converter=_names)
    kinds: frozenset[str] | None = field(default=None, converter=_codes, kw_only=True)
    channels: frozenset[str] | None = field(default=None, converter=_codes, kw_only=True)
    validity: Validity | None = field(default=None, kw_only=True)
    citation: Citation = field(validator=instance(Citation), kw_only=True)

    def applies(self, case: Case, received: date | None = None) -> Truth:
        """Whether it binds a case; unknown where the kind, the channel or the day is."""
        facts = ((self.kinds, case.kind), (self.channels, case.channel))
        return all_of([*(_among(codes, fact) for codes, fact in facts), self._held(received)])

    def _held(self, received: date | None) -> Truth:
        return in_force(self.validity, received)

    def finding(self, state: CaseState, received: date | None = None) -> Finding | None:
        """What is wrong with how a case was written off; None where nothing is, or it was not."""
        event = state.cycles[-1].first(EventKind.WRITTEN_OFF)
        if event is None or event.by in self.by or self.applies(state.case, received) is Truth.NO:
            return None
        by = None if event.by is None else inset(Text(event.by, event.by))
        facts = {"names": inset(self._who()), "by": by}
        if event.by is None:
            code, severity, text = "writer-off-unknown", Severity.REVIEW, _UNKNOWN
        elif self.applies(state.case, received) is Truth.UNKNOWN:
            code, severity, text = "writer-off-unknown", Severity.REVIEW, _UNCLEAR
        else:
            code, severity, text = "written-off-by-other", Severity.BREACH, _BY_OTHER
        return Finding(code, severity, text, self.citation, facts)

    def duty(self) -> Obligation:
        """That it be written off, by one of those who may."""
        return Obligation("write-off", _WRITE_OFF, self.citation, by=self._who(), done=Truth.NO)

    def _who(self) -> Text:
        names = sorted(self.by)
        return Text("、".join(names), " or ".join(names))


def _among(codes: frozenset[str] | None, fact: str | None) -> Truth:
    if codes is None:
        return Truth.YES
    return Truth.UNKNOWN if fact is None else Truth.of(fact in codes)


_WRITE_OFF = Text("销号", "write it off")
_BY_OTHER = Text(
    "由{by}销号，只有{names}可以销号。",
    "It was written off by {by}; only {names} may do so.",
)
_UNKNOWN = Text(
    "没有写明由谁销号，只有{names}可以销号。",
    "It does not say who wrote it off; only {names} may do so.",
)
_UNCLEAR = Text(
    "由{by}销号；是否只有{names}可以销号，取决于没有写明的类别或者来源。",
    "It was written off by {by}; whether only {names} may do so depends on the kind or channel, "
    "which is not known.",
)
