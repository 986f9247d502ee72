"""The nearest plan under caps, with its proof, by a solver: HiGHS, of the extra ``plan``.

Visits that no cap ties flow along the line of days of their agency; of those
that are tied, each takes a share of the days on which its enterprise is
visited. Only whether an enterprise is visited on a day has to be whole: the
rest is a network, and comes out whole where that is. So the model is small
where one with a whole number for each visit and day is not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, inf
from time import monotonic
from typing import Any, TypeAlias

import numpy as np
from attrs import define, field, frozen

from bizenv.inspections.planning.caps import Chosen
from bizenv.inspections.planning.day_choices import NEVER
from bizenv.inspections.planning.desks import Desk
from bizenv.inspections.planning.groups import UNIT, Group
from bizenv.inspections.planning.openings import Openings
from bizenv.inspections.planning.pricing import Prices
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Solved", "solve"]

_Entries: TypeAlias = Iterable[tuple[int, float]]
_ALMOST = 1e-6


@frozen
class Solved:
    """What the solver found: by row the days chosen (none where it found no plan), and a bound."""

    chosen: Mapping[int, Chosen] | None
    bound: int


@define
class _Model:
    """Columns with costs and bounds, rows with bounds, and the numbers between them."""

    costs: list[float] = field(factory=list)
    least: list[float] = field(factory=list)
    most: list[float] = field(factory=list)
    whole: list[int] = field(factory=list)
    row_least: list[float] = field(factory=list)
    row_most: list[float] = field(factory=list)
    starts: list[int] = field(factory=lambda: [0])
    rows: list[int] = field(factory=list)
    numbers: list[float] = field(factory=list)

    def row(self, least: float, most: float) -> int:
        """Add a row: what its columns must come to."""
        self.row_least.append(least)
        self.row_most.append(most)
        return len(self.row_least) - 1

    def column(self, cost: float, entries: _Entries, most: float = inf) -> int:
        """Add a column with its numbers in rows."""
        self.costs.append(cost)
        self.least.append(0)
        self.most.append(most)
        self.whole.append(0)
        for row, number in entries:
            self.rows.append(row)
            self.numbers.append(number)
        self.starts.append(len(self.rows))
        return len(self.costs) - 1


class _Places:
    """The rows that bound how many visits a desk has on a day."""

    def __init__(self, model: _Model, desks: Sequence[Desk]) -> None:
        self._model, self._room = model, [desk.room() for desk in desks]
        self._rows: dict[tuple[int, int], int] = {}

    def on(self, desk: int, day: int) -> _Entries:
        """The entry of a column that takes a place; none where there is no limit."""
        room = self._room[desk]
        if room is None:
            return ()
        if (desk, day) not in self._rows:
            self._rows[desk, day] = self._model.row(0, max(room.get(day, 0), 0))
        return ((self._rows[desk, day], 1),)

    def prices(self, worth: Sequence[float]) -> dict[tuple[int, int], float]:
        """By desk and day, what a place more would save."""
        return {where: max(-worth[row], 0.0) for where, row in self._rows.items()}


def solve(
    desks: Sequence[Desk],
    groups: Sequence[Group],
    openings: Openings,
    prices: Prices,
    seconds: float,
) -> Solved:
    """Solve the model, in about so many seconds.

    Where there are many days to choose from, the solver gets those that look
    good by the prices; its own prices then show which others do, and give a
    bound that holds for all of them.

    Raises:
        UsageError: the solver is not installed.
    """
    end, bound = monotonic() + seconds, 0
    days = [_all_days(group) for group in groups]
    whole = sum(len(some) * len(g.members) for some, g in zip(days, groups, strict=True)) <= _SMALL
    if not whole:
        days = [_promising(group, prices) for group in groups]
        for _ in range(_ROUNDS):
            if monotonic() > end - seconds / 2:
                break
            draft = _Draft(desks, groups, openings, days)
            values = draft.relaxed(end - monotonic())
            if values is None:
                break
            prices.take(draft.places.prices(values))
            bound = max(bound, prices.bound())
            days = [known | _promising(g, prices) for known, g in zip(days, groups, strict=True)]
    found = _Draft(desks, groups, openings, days).solved(end - monotonic())
    if found is None:
        return Solved(None, bound)
    chosen, least = found
    return Solved(chosen, max(bound, least) if whole else bound)


_SMALL = 60_000
"""Visits times days up to which the solver gets all days."""
_ROUNDS = 6
_PROMISING = 20


def _all_days(group: Group) -> frozenset[int]:
    return frozenset(np.flatnonzero((group.costs < NEVER).any(axis=0)).tolist())


def _promising(group: Group, prices: Prices) -> frozenset[int]:
    """The days that were chosen last, and those that would help most beside them."""
    costs = prices.priced(group)
    best = [min(costs[place, list(share)]) for place, share in enumerate(group.shares)]
    helps = np.minimum(costs, np.array(best)[:, None]).sum(axis=0)
    first = np.argsort(helps, kind="stable")[:_PROMISING].tolist()
    chosen = {day for share in group.shares for day in share}
    return frozenset({*first, *chosen}) & _all_days(group)


class _Draft:
    """The model for some days of each group."""

    def __init__(
        self,
        desks: Sequence[Desk],
        groups: Sequence[Group],
        openings: Openings,
        days: Sequence[frozenset[int]],
    ) -> None:
        self._model, self._groups = _Model(), groups
        self.places = _Places(self._model, desks)
        tied = {member.visit.row for group in groups for member in group.members}
        for number, desk in enumerate(desks):
            _add_lines(self._model, self.places, number, desk, tied, openings.mark)
        self._used = [
            _add_group(self._model, self.places, group, some)
            for group, some in zip(groups, days, strict=True)
        ]

    def relaxed(self, seconds: float) -> Sequence[float] | None:
        """What each row is worth where parts of days may be used; None where time ran out."""
        solver, solved = _run(self._model, seconds, whole=False)
        return solver.getSolution().row_dual if solved else None

    def solved(self, seconds: float) -> tuple[Mapping[int, Chosen], int] | None:
        """The days chosen, and a bound for all plans on the days of the model."""
        solver, solved = _run(self._model, seconds, whole=True)
        if not solved:
            return None
        values = solver.getSolution().col_value
        chosen: dict[int, Chosen] = {}
        for group, ties in zip(self._groups, self._used, strict=True):
            group.share_out([{d for d, c in tie.items() if values[c] > 0.5} for tie in ties])
            chosen.update(group.chosen())
        return chosen, ceil(max(solver.getInfo().mip_dual_bound, 0) - _ALMOST)


def _add_lines(
    model: _Model,
    places: _Places,
    number: int,
    desk: Desk,
    tied: set[int],
    mark: Mapping[int, int],
) -> None:
    """The visits of a desk that no cap ties, as flows along the line of days."""
    lines: defaultdict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
    for visit in desk.free:
        if visit.row not in tied:
            lines[desk.days(visit)][visit.start.toordinal()] += 1
    for days, planned in lines.items():
        stops = sorted({*days, *planned})
        at = {stop: model.row(planned[stop], planned[stop]) for stop in stops}
        for one, other in pairwise(stops):
            far = mark[other] - mark[one]
            model.column(far, [(at[one], 1), (at[other], -1)])
            model.column(far, [(at[other], 1), (at[one], -1)])
        for day in days:
            model.column(0, [(at[day], 1), *places.on(number, day)])


def _add_group(
    model: _Model, places: _Places, group: Group, days: Collection[int]
) -> list[dict[int, int]]:
    """The visits of a group: by cap and day, the column that says whether the day is used."""
    open_to = group.costs < NEVER
    open_to[:, [day for day in range(open_to.shape[1]) if day not in days]] = False
    used: list[dict[int, int]] = []
    links: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for tie in group.ties:
        limit = model.row(0, max(tie.most, len(tie.forced)))
        columns: dict[int, int] = {}
        for day in np.flatnonzero(open_to[list(tie.places)].any(axis=0)).tolist():
            rows = [(limit, 1.0)]
            for place in tie.places:
                if open_to[place, day]:
                    link = model.row(-inf, 0)
                    links[place, day].append((link, 1))
                    rows.append((link, -1))
            columns[day] = model.column(0, rows, 1)
            model.whole[-1] = 1
            model.least[-1] = int(day in tie.forced)
        model.row_most[limit] -= len(set(tie.forced) - set(columns))
        used.append(columns)
    for place, member in enumerate(group.members):
        once = model.row(1, 1)
        for day in np.flatnonzero(open_to[place]).tolist():
            taken = places.on(member.desk, group.days[day])
            cost = int(group.costs[place, day]) / UNIT
            model.column(cost, [(once, 1), *taken, *links[place, day]], 1)
    return used


def _run(model: _Model, seconds: float, *, whole: bool) -> tuple[Any, bool]:
    """Run the solver on the model, and say whether it found something."""
    try:
        import highspy
    except ImportError as error:
        raise UsageError(_NO_SOLVER) from error
    lp: Any = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.row_least)
    lp.col_cost_ = np.array(model.costs, dtype=np.double)
    lp.col_lower_ = np.array(model.least, dtype=np.double)
    lp.col_upper_ = np.array(model.most, dtype=np.double)
    lp.row_lower_ = np.array(model.row_least, dtype=np.double)
    lp.row_upper_ = np.array(model.row_most, dtype=np.double)
    lp.a_matrix_.start_ = np.array(model.starts)
    lp.a_matrix_.index_ = np.array(model.rows)
    lp.a_matrix_.value_ = np.array(model.numbers, dtype=np.double)
    if whole:
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if each else kinds.kContinuous for each in model.whole]
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call] # it ships no types
    for name, value in _OPTIONS.items():
        solver.setOptionValue(name, value)
    solver.setOptionValue("time_limit", max(float(seconds), 0.0))
    solver.passModel(lp)
    solver.run()
    found = solver.getInfo().primal_solution_status
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    feasible = found == highspy.SolutionStatus.kSolutionStatusFeasible
    return solver, feasible if whole else optimal


_OPTIONS = {"output_flag": False, "mip_rel_gap": 0.0, "mip_abs_gap": 0.999}
"""Distances are whole: two plans that differ by less than a day are equally near."""
_NO_SOLVER = Text(
    '求精确解需要组件 highspy：python -m pip install "bizenv[plan]"',
    'an exact plan needs the library highspy: python -m pip install "bizenv[plan]"',
)
