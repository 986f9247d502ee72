"""The next allowed day of many rows, worked out once for each distinct visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from bizenv.inspections.rules import InspectionRules, Opinion
from bizenv.tables.columns import Codes, Encoded, compact

def _next_allowed(
    answers: Sequence[Answer], codes: Codes, start: Encoded, end: Encoded, rules: InspectionRules
) -> Codes:
    """For each row that may not surely go ahead, the next day on which it may."""
    result = np.full(len(codes), np.datetime64("NaT", "D"))
    groups: dict[tuple[int, ...], int] = {}
    opinion_of: list[Opinion] = []
    group_of = []
    for answer in answers:
        barring = answer.opinion.barring if answer.opinion else ()
        if barring and barring not in groups:
            groups[barring] = len(opinion_of)
            opinion_of.append(answer.opinion)  # type: ignore[arg-type] # barring comes from it
        group_of.append(groups.get(barring, -1))
    group = np.array(group_of, dtype=np.int64)[codes]
    rows = np.flatnonzero(group >= 0)
    if not len(rows):
        return result
    starts = _ordinals(start)[start.codes[rows]]
    ends = _ordinals(end)[end.codes[rows]]
    lengths = np.where(ends > 0, ends - starts, 0)
    low, span, longest = starts.min(), starts.max() - starts.min() + 1, lengths.max() + 1
    keys = (group[rows] * span + (starts - low)) * longest + lengths
    distinct, places = compact(keys, len(opinion_of) * int(span) * int(longest))
    days = []
    for key in distinct.tolist():
        rest, length = divmod(key, int(longest))
        number, offset = divmod(rest, int(span))
        first = date.fromordinal(int(low) + offset)
        days.append(rules.next_allowed(opinion_of[number], first, length + 1))
    result[rows] = np.array(days, dtype="datetime64[D]")[places]
    return result
