"""Which few days serve the visits of an enterprise best.

Costs are whole numbers, one row a visit and one column a day, so that the same
input gives the same days on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

__all__ = ["NEVER", "choose_days", "least_cost"]

Costs: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"

NEVER = 1 << 40
"""What a day costs on which a visit may not take place."""
_EXACT = 2
_SWAPS = 20


def choose_days(costs: Costs, most: int, forced: Sequence[int] = ()) -> tuple[int, ...]:
    """The columns, at most so many, by which every visit finds its cheapest day.

    ``forced`` ones are taken in any case. Up to two more days are chosen
    exactly, more one by one and then by exchanging them.

    >>> choose_days(np.array([[0, 5, 9], [9, 5, 0], [1, 4, 9]]), 2)
    (0, 2)
    """
    base = costs[:, list(forced)].min(axis=1) if forced else np.full(len(costs), NEVER)
    more = most - len(forced)
    if more <= 0 or not costs.size:
        return tuple(sorted(forced))
    if more == 1:
        chosen = [int(np.minimum(costs, base[:, None]).sum(axis=0).argmin())]
    elif more == _EXACT:
        totals = _pairs(costs, base)
        chosen = [int(each) for each in divmod(int(totals.argmin()), costs.shape[1])]
    else:
        chosen = _exchanged(costs, base, _one_by_one(costs, base, more))
    return tuple(sorted({*forced, *chosen}))


def _pairs(costs: Costs, base: Costs) -> Costs:
    """What each pair of days costs, the earlier day first; other pairs cost more than any.

    A day that may not be is dearer than all others together, so small whole
    numbers do, and some rows of pairs at a time fit the processor's cache.
    """
    kept = np.minimum(costs, base[:, None])
    real = kept[kept < NEVER]
    never = (int(real.max()) if len(real) else 0) * len(kept) + 1
    kind = np.int32 if never * (len(kept) + 1) < np.iinfo(np.int32).max else np.int64
    small = np.minimum(kept, never).astype(kind)
    days = small.shape[1]
    totals = np.full((days, days), np.iinfo(kind).max, dtype=kind)
    for first in range(0, days, _ROWS):
        part = np.zeros((min(_ROWS, days - first), days - first), dtype=kind)
        room = np.empty_like(part)
        for row in small:
            np.minimum(row[first : first + _ROWS, None], row[None, first:], out=room)
            part += room
        totals[first : first + _ROWS, first:] = part
    return totals


_ROWS = 64


def _one_by_one(costs: Costs, base: Costs, more: int) -> list[int]:
    """Each time the day that helps most."""
    chosen: list[int] = []
    for _ in range(more):
        totals = np.minimum(costs, base[:, None]).sum(axis=0)
        chosen.append(int(totals.argmin()))
        base = np.minimum(base, costs[:, chosen[-1]])
    return chosen


def _exchanged(costs: Costs, base: Costs, chosen: list[int]) -> list[int]:
    """The days after exchanging one for another as long as that helps."""
    best = _total(costs, base, chosen)
    for _ in range(_SWAPS):
        before = best
        for place in range(len(chosen)):
            others = chosen[:place] + chosen[place + 1 :]
            kept = np.minimum(base, costs[:, others].min(axis=1))
            totals = np.minimum(costs, kept[:, None]).sum(axis=0)
            if totals.min() < best:
                chosen[place], best = int(totals.argmin()), int(totals.min())
        if best == before:
            break
    return chosen


def _total(costs: Costs, base: Costs, chosen: Sequence[int]) -> int:
    return int(np.minimum(costs[:, list(chosen)].min(axis=1), base).sum())


def least_cost(costs: Costs, most: int, forced: Sequence[int] = ()) -> int:
    """What any choice of so many days costs at least; what the best one costs, up to two days.

    >>> least_cost(np.array([[0, 5, 9], [9, 5, 0], [1, 4, 9]]), 2)
    1
    """
    if most - len(forced) > _EXACT:
        return int(costs.min(axis=1).sum()) if costs.size else 0
    chosen = choose_days(costs, most, forced)
    return int(costs[:, list(chosen)].min(axis=1).sum()) if chosen else NEVER * len(costs)
