"""How the facts of rows stand to the rules, in columns."""

from __future__ import annotations

from datetime import date

import numpy as np

from bizenv import work_calendar
from bizenv.calendars.periods.period import Period
from bizenv.tables.columns import encode
from bizenv.tolerance.relations import answered, beside, differences, due_days, ordinals, state_of

D = date
DAYS = encode([D(2024, 5, 6), None, False, D(2024, 5, 8)])


def test_days_become_numbers_and_what_is_no_day_keeps_its_own():
    assert ordinals(DAYS).tolist() == [D(2024, 5, 6).toordinal(), -1, -2, D(2024, 5, 8).toordinal()]
    assert state_of(ordinals(DAYS)).decode() == [0, -1, -2, 0]


def test_differences_are_cut_off_and_states_stay_apart():
    mine = np.array([10, 10, 10, -1, -2, 10, 10])
    others = np.array([10, 1, 99, 10, 10, -1, -2])
    found = differences(mine, others, -1, 2).decode()
    assert found[:3] == [0, 2, -1]
    assert len(set(found[3:])) == 4


def test_a_boundary_has_two_sides_and_a_day_of_its_own():
    days = encode([D(2022, 6, 29), D(2022, 6, 30), D(2022, 7, 1), None])
    assert len(set(beside(days, [D(2022, 6, 30)]).decode())) == 4


def test_last_days_are_those_of_the_period():
    due = due_days(DAYS, Period.parse("7 days"), None).tolist()
    assert due == [D(2024, 5, 13).toordinal(), -1, -2, D(2024, 5, 15).toordinal()]
    far = due_days(encode([D(2040, 5, 6)]), Period.parse("5 working days"), work_calendar("CN"))
    assert far.tolist() == [-1]


def test_values_of_one_answer_are_one():
    column = answered(encode([1, 2, 3, 1]), (lambda value: value > 1,))
    assert (column.codes.tolist(), column.values) == ([0, 1, 1, 0], [(False,), (True,)])
