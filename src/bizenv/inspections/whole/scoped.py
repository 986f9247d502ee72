"""What every dated version of a rule on whole schedules has: a clause, days, and a reach."""

from __future__ import annotations

from attrs import field, frozen

from bizenv.inspections.quiet_periods import Condition, Ground, Scope
from bizenv.kernel.legal import Citation, Validity

__all__ = ["ScopedVersion"]


@frozen(kw_only=True)
class ScopedVersion:
    """One dated version: by which clause, on which days, and of which visits.

    None means every one. A visit that meets a ground of ``not_counted`` is left
    out.
    """

    citation: Citation
    validity: Validity = field(factory=Validity)
    acts: frozenset[str] = frozenset({"inspection"})
    kinds: frozenset[str] | None = None
    domains: frozenset[str] | None = None
    triggers: frozenset[str] | None = None
    scope: Scope = field(factory=Scope)
    not_counted: tuple[Ground, ...] = ()

    @property
    def covers(self) -> tuple[Condition, ...]:
        """What must hold of a visit to be covered, in order of asking."""
        among = (("domain", self.domains), ("trigger", self.triggers))
        asked = (Condition(fact, terms) for fact, terms in among if terms is not None)
        return (Condition("act", self.acts), *self.scope.conditions(self.kinds), *asked)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that this version asks of a visit."""
        return (*self.covers, *(c for ground in self.not_counted for c in ground.conditions))

    @property
    def name(self) -> str:
        """The version by its first day: ``2023-06-29``, ``2024-03`` or ``unstated``."""
        return self.validity.name
