"""Whether a case keeps its time: what its clock for resolving reads (按时与否)."""

from __future__ import annotations

from collections.abc import Callable

from bizenv.cases.clocks import clocks_of
from bizenv.cases.readings import ClockReading, last_of_stage
from bizenv.cases.rules import CaseRules
from bizenv.cases.service_levels import PromiseStage, ServiceLevel
from bizenv.cases.states import CaseState

__all__ = ["resolve_clock"]


def resolve_clock(rules: CaseRules) -> Callable[[CaseState], ClockReading | None]:
    """What the ledger asks of each case: its clock for resolving, of the last cycle.

    None where nothing is promised of such a case.

    >>> from datetime import date
    >>> from bizenv.cases.states import state_of
    >>> from bizenv.testing.cases import a_case, a_promise, case_rules
    >>> read = resolve_clock(case_rules(a_promise("resolve", "3 working days")))
    >>> read(state_of(a_case("received", "assigned"), date(2023, 6, 25))).state.value
    'red'
    """
    promises, resolve = rules.service_level.promises, PromiseStage.RESOLVE
    level = ServiceLevel(each for each in promises if each.stage is resolve or each.deems)

    def read(state: CaseState) -> ClockReading | None:
        return last_of_stage(clocks_of(state, level, rules.base), resolve)

    return read
