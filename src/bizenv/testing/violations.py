"""Violations and conditions for other people's tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Condition,
    Cooperated,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    Minor,
    NoFault,
    NoIllegalGain,
    Not,
    Stated,
)
from bizenv.tolerance.values import PriorViolation, Violation
from bizenv.tolerance.words import Basis, Correction, Fault, HarmLevel, Match, Scope

__all__ = ["conditions", "prior_violations", "violations"]

_FIRST_DAY = date(2021, 8, 1)


def _days(most: int = 2_000) -> st.SearchStrategy[date]:
    return st.integers(0, most).map(lambda n: _FIRST_DAY + timedelta(days=n))


_NAMES = st.sampled_from(["甲", "乙"])


def prior_violations() -> st.SearchStrategy[PriorViolation]:
    """Earlier violations with every fact known.

    >>> prior_violations().example().agency is None  # doctest: +SKIP
    False
    """
    return st.builds(
        PriorViolation,
        item=st.sampled_from(["a", "b"]),
        behaviour=_NAMES,
        kind=_NAMES,
        agency=_NAMES,
        jurisdiction=_NAMES,
        domain=_NAMES,
        occurred=_days(900),
        discovered=_days(900),
        penalised=st.one_of(st.just(False), _days(900)),
    )


@st.composite
def violations(
    draw: st.DrawFn, items: Sequence[str] = ("none",), facts: Sequence[str] = ("f", "g")
) -> Violation:
    """Violations with every fact known, of one of some items, whose days go together."""
    occurred = draw(_days(600))

    def later(than: date, most: int) -> date:
        return than + timedelta(days=draw(st.integers(0, most)))

    ended = later(occurred, 40)
    discovered = later(occurred, 2_200)
    ordered: Any = draw(st.sampled_from([later(discovered, 3), False]))
    due = later(ordered or discovered, 12)
    corrected: Any = draw(st.sampled_from([False, discovered, due, later(occurred, 60)]))
    corrections = {f"corrected-{how.value}": draw(st.booleans()) for how in Correction}
    return Violation(
        item=draw(st.sampled_from(items)),
        agency=draw(_NAMES),
        jurisdiction=draw(_NAMES),
        domain=draw(_NAMES),
        kind=draw(_NAMES),
        behaviour=draw(_NAMES),
        occurred=occurred,
        ended=ended,
        discovered=discovered,
        inspected=discovered,
        ordered=ordered,
        order_due=due,
        corrected=corrected,
        decided=later(max(due, discovered), 90),
        minor=draw(st.booleans()),
        harm=draw(st.sampled_from(HarmLevel)),
        illegal_gain=draw(st.booleans()),
        fault=draw(st.sampled_from(Fault)),
        cooperated=draw(st.booleans()),
        facts={**corrections, **{name: draw(st.booleans()) for name in facts}},
        history=draw(st.lists(prior_violations(), max_size=3)),
    )


def _leaves(facts: Sequence[str]) -> st.SearchStrategy[Condition]:
    firsts = st.builds(
        FirstViolation,
        window=st.sampled_from(["2 years", "12 months", "calendar-year", "unbounded"]),
        match=st.sampled_from(Match),
        scope=st.sampled_from(Scope),
        basis=st.sampled_from(Basis),
    )
    within = st.builds(
        CorrectedWithin,
        st.sampled_from(["5 working days", "7 days"]),
        st.sampled_from(["order", "discovery"]),
    )
    return st.one_of(
        firsts,
        within,
        st.sampled_from([Minor(), NoIllegalGain(), Cooperated()]),
        st.builds(Corrected, st.sampled_from(Correction)),
        st.builds(Harm, st.sampled_from(HarmLevel)),
        st.builds(NoFault, st.sampled_from(Fault)),
        st.sampled_from(facts).map(lambda name: Stated(name, Text(name))),
    )


def conditions(facts: Sequence[str] = ("f", "g")) -> st.SearchStrategy[Condition]:
    """Conditions of the closed language, nested a little."""
    return st.recursive(
        _leaves(facts),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(*parts)),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(*parts)),
            inner.map(Not),
        ),
        max_leaves=5,
    )
