"""The days of many visits: how each stands to the rules, and on which day it may be instead.

Each distinct pair of days is asked once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from bizenv.inspections.cell_facts import Unread
from bizenv.inspections.quiet_periods import Window
from bizenv.inspections.records import span_problems
from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.inspections.situations import LATE
from bizenv.tables.columns import Codes, Encoded, compact

__all__ = ["approvals", "next_allowed", "stands"]


def stands(start: Encoded, end: Encoded, rules: InspectionRules) -> Encoded:
    """How each row's visit stands to every version, or why it has no days."""
    one_day = [_stand_of(day, None, rules) for day in start.values]
    if all(fact is None for fact in end.values):
        return _renumbered(start.codes, one_day)
    starts, ends = _ordinals(start)[start.codes], _ordinals(end)[end.codes]
    bad_end = np.array([isinstance(fact, Unread) for fact in end.values])[end.codes]
    longer = np.flatnonzero(((ends != starts) & (ends != 0)) | bad_end)
    codes = start.codes.copy()
    width = len(end.values)
    keys = start.codes[longer].astype(np.int64) * width + end.codes[longer]
    pairs, places = compact(keys, len(start.values) * width)
    codes[longer] = len(one_day) + places
    several = [
        _stand_of(start.values[pair // width], end.values[pair % width], rules)
        for pair in pairs.tolist()
    ]
    return _renumbered(codes, one_day + several)


def approvals(approved: Encoded, start: Encoded) -> Encoded:
    """How each row's approval stands to the start of its visit, as alone.

    Every day becomes yes or late, so that days do not split the rows further.
    """
    given = _ordinals(approved)
    if not given.any():
        return approved
    standing = [True if isinstance(fact, date) else fact for fact in approved.values]
    begun = _ordinals(start)[start.codes]
    late = (given[approved.codes] > begun) & (begun > 0)  # a row without a day has no verdict
    codes = np.where(late, len(standing), approved.codes)
    return _renumbered(codes, [*standing, LATE])


def _renumbered(codes: Codes, values: list[Any]) -> Encoded:
    """The same column with equal values made one."""
    known: dict[Any, int] = {}
    places = [known.setdefault(value, len(known)) for value in values]
    return Encoded(np.array(places, dtype=np.int32).take(codes), list(known))


def _stand_of(start: Any, end: Any, rules: InspectionRules) -> tuple[Window, ...] | Unread:
    """How one visit stands to every version, or why its days cannot be used."""
    if end is None and type(start) is date:
        return rules.windows(start, start)
    codes = [code for fact in (start, end) if isinstance(fact, Unread) for code in fact.codes]
    if not isinstance(start, Unread):
        last = None if isinstance(end, Unread) else end
        codes += [problem.code for problem in span_problems(start, last)]
    return Unread(tuple(codes)) if codes else rules.windows(start, end or start)


def next_allowed(
    opinions: Sequence[Opinion | None],
    codes: Codes,
    start: Encoded,
    end: Encoded,
    rules: InspectionRules,
) -> Codes:
    """For each row that may not surely go ahead, the next day on which it may.

    Shapes: ``codes`` has one entry a row, a place in ``opinions``; so has the answer.
    """
    result = np.full(len(codes), np.datetime64("NaT", "D"))
    barred, group_of = _barred(opinions)
    group = group_of[codes]
    rows = np.flatnonzero(group >= 0)
    if not len(rows):
        return result
    starts = _ordinals(start)[start.codes[rows]]
    ends = _ordinals(end)[end.codes[rows]]
    lengths = np.where(ends > 0, ends - starts, 0)
    low, span, longest = starts.min(), starts.max() - starts.min() + 1, lengths.max() + 1
    keys = (group[rows] * span + (starts - low)) * longest + lengths
    distinct, places = compact(keys, len(barred) * int(span) * int(longest))
    days = []
    for key in distinct.tolist():
        rest, length = divmod(key, int(longest))
        number, offset = divmod(rest, int(span))
        first = date.fromordinal(int(low) + offset)
        days.append(rules.next_allowed(barred[number], first, length + 1))
    result[rows] = np.array(days, dtype="datetime64[D]")[places]
    return result


def _barred(opinions: Sequence[Opinion | None]) -> tuple[list[Opinion], Codes]:
    """An opinion for each set of versions that bar a visit, and which each row's answer has.

    The answer is -1 where nothing bars.
    """
    known: dict[tuple[int, ...], int] = {}
    barred: list[Opinion] = []
    groups = []
    for opinion in opinions:
        if opinion is None or not opinion.barring:
            groups.append(-1)
            continue
        if opinion.barring not in known:
            known[opinion.barring] = len(barred)
            barred.append(opinion)
        groups.append(known[opinion.barring])
    return barred, np.array(groups, dtype=np.int64)


def _ordinals(column: Encoded) -> Codes:
    """The days of a column as ordinals; 0 where there is no day."""
    days = [fact.toordinal() if isinstance(fact, date) else 0 for fact in column.values]
    return np.array(days, dtype=np.int64)
