"""The days of many visits: the same windows and next days as for each visit alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from bizenv import load_rulebook
from bizenv.inspections.cell_facts import Unread
from bizenv.inspections.situations import LATE, approval_of
from bizenv.inspections.visit_days import approvals, next_allowed, stands
from bizenv.tables.columns import Encoded, encode
from bizenv.testing import a_rulebook

QINGYUAN = load_rulebook("cn-jx-qingyuan")
RULES = a_rulebook().inspections  # days 1 to 22 are quiet, from 2024 on
FIRST = date(2024, 3, 1)
visits = st.tuples(
    st.integers(0, 60).map(lambda days: FIRST + timedelta(days)), st.none() | st.integers(0, 40)
).map(lambda drawn: (drawn[0], drawn[1] if drawn[1] is None else drawn[0] + timedelta(drawn[1])))


def test_days_far_apart_are_judged_alike() -> None:
    """A slip of the year makes a wide range of days and nothing else."""
    days = [date(1, 1, 1), date(2023, 6, 15), date(9999, 12, 31), None]
    frame = pl.DataFrame({"start": days, "kind": ["routine"] * 4, "domain": ["tax"] * 4})
    outcomes = QINGYUAN.check_frame(frame)["outcome"].to_list()
    assert ["forbidden", "forbidden", "allowed", None] == outcomes


@given(st.lists(visits, min_size=1, max_size=12))
def test_each_visit_stands_as_it_does_alone(days: list[tuple[date, date | None]]) -> None:
    """Property: one day or several, the windows are those of the two days."""
    starts, ends = zip(*days, strict=True)
    found = stands(encode(starts), encode(ends), RULES).decode()
    assert [RULES.windows(start, end or start) for start, end in days] == found


def test_days_that_cannot_be_used_say_why() -> None:
    """No day at all, an end before the start, and cells that cannot be read, the start first."""
    bad_start, bad_end = Unread(("bad-day",)), Unread(("not-a-day",))
    start = encode([None, FIRST, FIRST, bad_start, bad_start])
    end = encode([None, date(2024, 2, 1), bad_end, bad_end, None])
    assert [
        Unread(("missing-day",)),
        Unread(("bad-span",)),
        Unread(("not-a-day",)),
        Unread(("bad-day", "not-a-day")),
        Unread(("bad-day",)),
    ] == stands(start, end, RULES).decode()


def test_days_of_approvals_become_yes_or_late() -> None:
    """The day of the start is in time; what is no day stays; a row without a day is left alone."""
    unread = Unread(("bad-day",))
    given_on = [FIRST, FIRST + timedelta(1), True, False, None, unread, FIRST]
    starts = [FIRST, FIRST, FIRST, FIRST, FIRST, FIRST, None]
    found = approvals(encode(given_on), encode(starts))
    assert [True, LATE, True, False, None, unread, True] == found.decode()


def test_approvals_without_days_are_left_alone() -> None:
    column = encode([True, False, None])
    assert column is approvals(column, encode([FIRST] * 3))


@given(st.lists(st.tuples(st.integers(0, 6), st.none() | st.booleans() | st.integers(0, 6))))
def test_each_approval_stands_as_it_does_alone(drawn: list[tuple[int, Any]]) -> None:
    """Property: the column says of each row what the visit by itself says."""
    starts = [FIRST + timedelta(start) for start, _ in drawn]
    given_on = [FIRST + timedelta(given) if type(given) is int else given for _, given in drawn]
    alone = [approval_of(given, start) for given, start in zip(given_on, starts, strict=True)]
    assert alone == approvals(encode(given_on), encode(starts)).decode()


def test_the_next_day_is_long_enough_for_the_whole_visit() -> None:
    """Days 23 to 31 of March are nine days; a visit of ten finds no such gap."""
    barred = RULES.opinion(("inspection", *[None] * 8, ()), RULES.windows(FIRST, FIRST))
    start = encode([FIRST] * 4)
    end = encode([None, date(2024, 3, 9), date(2024, 3, 10), None])
    codes = np.array([0, 0, 0, 1])
    found = next_allowed([barred, None], codes, start, end, RULES).astype(object).tolist()
    assert [date(2024, 3, 23), date(2024, 3, 23), None, None] == found


def test_where_nothing_bars_there_is_no_next_day() -> None:
    """An answer without an opinion, and no rows at all."""
    days = encode([FIRST])
    absent = Encoded(np.zeros(1, dtype=np.int64), [None])
    assert [None] == next_allowed([None], absent.codes, days, absent, RULES).astype(object).tolist()
    nobody = Encoded(np.zeros(0, dtype=np.int64), [])
    assert 0 == len(next_allowed([], nobody.codes, nobody, nobody, RULES))
