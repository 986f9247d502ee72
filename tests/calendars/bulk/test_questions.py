"""Each distinct row is asked once, and answered for every row like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import define
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.bulk.questions import SURE, ask, distinct, read_periods
from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import OnUnknown
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import UnknownDayError, UsageError
from bizenv.kernel.text import Text

wide = st.one_of(st.integers(-5, 5), st.integers(-(2**40), 2**40))


@given(rows=st.lists(st.tuples(wide, wide, st.just(7)), min_size=1))
def test_distinct_keys_spell_out_every_row(rows: list[tuple[int, int, int]]) -> None:
    """In order, without repetition, however far apart and however many columns."""
    for width in (1, 2, 3):
        keys = [np.array(column) for column in zip(*rows, strict=True)][:width]
        found, codes = distinct(keys)
        assert [found[code] for code in codes] == [row[:width] for row in rows]
        assert found == sorted({row[:width] for row in rows})


def test_certainties_are_coded_from_the_surest_on() -> None:
    assert SURE == (Certainty.FINAL, Certainty.PROVISIONAL, Certainty.UNKNOWN)


@define
class Doubling:
    """Doubles its key; does not know 13, and refuses 99."""

    asked: int = 0

    def answer(self, key: Sequence[int], on_unknown: OnUnknown) -> tuple[int, Certainty]:
        self.asked += 1
        if key[0] == 99:
            raise UsageError(Text("不行", "no"))
        if key[0] == 13 and on_unknown == "raise":
            raise UnknownDayError(Text("不知", "who knows"))
        return key[0] * 2, Certainty.UNKNOWN if key[0] == 13 else Certainty.FINAL

    def facts(self, key: Sequence[int]) -> Text:
        return Text(f"键 {key[0]}", f"key {key[0]}")


def test_a_question_is_put_once_for_each_distinct_row() -> None:
    question = Doubling()
    keys = [np.array([5, 3, 5, 5, 8])]
    asked = ask(question, keys, np.array([0, 1, 2, 3]), "raise")
    assert asked.values.tolist() == [10, 6, 10, 10]
    assert not asked.missing.any()
    assert question.asked == 2


def test_what_is_not_known_is_left_empty_or_answered_as_asked() -> None:
    keys, rows = [np.array([13, 1])], np.array([0, 1])
    empty = ask(Doubling(), keys, rows, "null")
    assert (empty.missing.tolist(), empty.sure.tolist()) == ([True, False], [2, 0])
    answered = ask(Doubling(), keys, rows, "provisional")
    assert (answered.values.tolist(), answered.sure.tolist()) == ([26, 2], [2, 0])
    assert not answered.missing.any()


def test_a_refusal_counts_rows_and_names_the_first() -> None:
    keys, rows = [np.array([0, 13, 1, 13])], np.array([1, 2, 3])
    with pytest.raises(UnknownDayError) as caught:
        ask(Doubling(), keys, rows, "raise")
    assert str(caught.value) == (
        "no answer for 2 of 4 rows, the first is row 1 (counted from 0), key 13: who knows; with "
        'on_unknown="null" such rows stay empty'
    )


@pytest.mark.parametrize("on_unknown", ["raise", "null"])
def test_what_cannot_be_asked_is_refused_even_where_rows_may_stay_empty(on_unknown: Any) -> None:
    with pytest.raises(UsageError) as caught:
        ask(Doubling(), [np.array([13, 99])], np.array([0, 1]), on_unknown)
    assert str(caught.value) == "row 1 (counted from 0): key 99: no"


# --- periods -------------------------------------------------------------------------


def test_periods_are_read_once_each_and_rows_may_have_none() -> None:
    five, month = Period(5, "working_day"), Period(1, "month")
    read = read_periods(["5个工作日", month, None, "5个工作日"])
    assert read.periods == (five, month)
    assert read.codes.tolist() == [0, 1, -1, 0]
    assert read.absent is not None
    assert read.absent.tolist() == [False, False, True, False]
    assert read_periods(pl.Series(["5 working days", None])).periods == (five,)


@pytest.mark.parametrize("one", [Period(5, "working_day"), "5个工作日"])
def test_one_period_stands_for_every_row(one: Any) -> None:
    read = read_periods(one)
    assert (read.periods, read.codes.shape) == ((Period(5, "working_day"),), ())


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            5,
            "period=5: expected a Period, a text such as '5 working days', or a column of them",
        ),
        (
            "2小时",
            "the period of 2 hours: hours run from a moment, and a column of days has none",
        ),
        (
            ["5日", None, "2小时", 5],
            "row 2 (counted from 0): the period of 2 hours: hours run from a moment, and a column "
            "of days has none",
        ),
    ],
)
def test_what_is_no_period_of_days_is_refused(value: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_periods(value)
    assert str(caught.value) == message


def test_a_text_that_cannot_be_read_is_told_with_its_first_row() -> None:
    with pytest.raises(UsageError, match=r"^row 1 \(counted from 0\): .*'soon'"):
        read_periods(["5日", "soon", "later", "soon"])
