"""Figures of some cases: percentiles, ages, and sums of parts."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.entries import Desk, Entry
from bizenv.cases.indicators import COUNTS, INDICATORS
from bizenv.cases.states import state_of
from bizenv.cases.tallies import Band, Tally, WorkingTime, tally_of
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.testing.cases import a_case, cases

WHY = Text("没有给出工作日历", "no working-day calendar was given")
BANDS = (5, 15, 30)


def entries(*drawn: object) -> list[Entry]:
    desk = Desk(date(2023, 6, 30))
    return [desk.entry(state_of(case)) for case in drawn]  # type: ignore[arg-type]


# --- working time -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "median", "ninetieth"),
    [
        ([], None, None),
        ([4], 4, 4),
        ([1, 9], 1, 9),
        ([1, 2, 3, 10], 2, 10),
        ([0, 0, 7], 0, 7),
        (list(range(1, 11)), 5, 9),
        (list(range(1, 12)), 6, 10),
        ([3] * 90 + [50] * 10, 3, 3),
        ([3] * 89 + [50] * 11, 3, 50),
    ],
)
def test_a_percentile_is_the_nearest_rank(
    days: list[int], median: int | None, ninetieth: int | None
) -> None:
    time = WorkingTime(Counter(days))
    assert (time.cases, time.median, time.percentile(90)) == (len(days), median, ninetieth)


@pytest.mark.parametrize("percent", [0, 101, 50.0, True])
def test_a_percentile_is_asked_by_a_whole_number(percent: object) -> None:
    with pytest.raises(UsageError) as caught:
        WorkingTime({}).percentile(percent)  # type: ignore[arg-type]
    assert str(caught.value) == f"percent={percent!r}: expected a whole number from 1 to 100"


@given(st.lists(st.integers(0, 60), min_size=1))
def test_the_median_is_the_lower_middle(days: list[int]) -> None:
    assert WorkingTime(Counter(days)).median == statistics.median_low(days)


@given(st.lists(st.integers(0, 60), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_time_in_which_so_many_were_done(
    days: list[int], percent: int
) -> None:
    found = WorkingTime(Counter(days)).percentile(percent)
    assert found in days
    done = sum(each <= found for each in days)
    earlier = sum(each < found for each in days)
    assert earlier * 100 < percent * len(days) <= done * 100


# --- ages -------------------------------------------------------------------------


def test_open_cases_stand_in_the_band_of_their_age() -> None:
    tally = Tally(ages={0: 1, 5: 2, 6: 3, 30: 4, 31: 5, 400: 6, WHY: 7})
    assert tally.ageing(BANDS) == (
        Band(3, 0, 5),
        Band(3, 6, 15),
        Band(4, 16, 30),
        Band(11, 31, None),
        Band(7, why=WHY),
    )


def test_a_band_in_words() -> None:
    assert Band(1, 0, 5).text == Text("0-5 个工作日", "0-5 working days")
    assert Band(1, 31).text == Text("31 个工作日及以上", "31 working days and more")
    assert Band(1, why=WHY).text == WHY
    assert Band(1).text == Text("天数不明", "age not known")


def test_one_band_holds_all() -> None:
    assert Tally(ages={3: 2}).ageing(()) == (Band(2, 0, None),)


# --- figures ----------------------------------------------------------------------


def test_nothing_makes_rates_that_are_not_applicable_and_counts_of_nothing() -> None:
    tally = tally_of([])
    assert not any(rate.applicable for rate in tally.rates.values())
    assert set(tally.counts.values()) == {0}
    assert tally.working_time.median is None


def test_a_tally_as_plain_values() -> None:
    drawn = entries(a_case("received", "resolved", id="1"), a_case("received", id="2"))
    found = tally_of(drawn).to_dict((5,))
    assert list(found) == ["counts", "rates", "working_time", "ageing"]
    assert found["counts"]["stage_closed"] == 1
    assert found["rates"]["resolution"]["percent"] == "100.00"
    assert found["working_time"] == {
        "cases": 0,
        "median": None,
        "percentile_90": None,
        "excluded": [{"reason": {"zh": WHY.zh, "en": WHY.en}, "count": 1}],
    }
    assert found["ageing"][-1] == {
        "first": None,
        "last": None,
        "why": {"zh": WHY.zh, "en": WHY.en},
        "count": 1,
    }


def test_each_figure_is_a_row() -> None:
    tally = tally_of(entries(a_case("received", "resolved", id="1"), a_case("received", id="2")))
    rows = {(row["sort"], row["figure"]): row for row in tally.rows((5,), "en")}
    assert len(rows) == len(COUNTS) + len(INDICATORS) + 2 + 3
    assert rows["rate", "resolution"] == {
        "sort": "rate",
        "figure": "resolution",
        "label": "resolution rate",
        "value": "100.00",
        "numerator": 1,
        "denominator": 1,
        "rule": "solved out of closed",
        "excluded": 1,
    }
    assert rows["rate", "satisfaction"]["value"] is None
    assert rows["count", "open"]["value"] == 1
    assert rows["working_days", "percentile_50"]["value"] is None
    assert rows["ageing", "from_6"]["label"] == "6 working days and more"
    assert rows["ageing", "unknown"]["value"] == 1
    assert {row["label"] for row in tally.rows((5,), "zh")} > {"解决率", "已登记"}


# --- parts ------------------------------------------------------------------------


@given(st.lists(cases(), max_size=5), st.integers(0, 5))
def test_the_tally_of_the_whole_is_the_sum_of_those_of_its_parts(
    drawn: list[object], cut: int
) -> None:
    lines = entries(*drawn)
    whole, one, other = tally_of(lines), tally_of(lines[:cut]), tally_of(lines[cut:])
    assert one + other == whole == other + one
    assert whole + Tally() == whole
    for name, rate in whole.rates.items():
        assert one.rate(name) + other.rate(name) == rate


@given(st.lists(cases(), max_size=4), cases())
def test_one_more_case_changes_a_count_by_one_at_most(drawn: list[object], more: object) -> None:
    before, after = tally_of(entries(*drawn)), tally_of(entries(*drawn, more))
    assert after.received == before.received + 1
    for name, count in after.counts.items():
        assert count - before.count(name) in (0, 1)


def test_a_tally_is_added_to_tallies_alone() -> None:
    with pytest.raises(TypeError):
        Tally() + 1  # type: ignore[operator]
