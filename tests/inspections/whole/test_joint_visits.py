"""Joint visits: the merge that removes most entries, and the shares."""

from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.whole.joint_visits import (
    Entry,
    Merge,
    Share,
    best_merges,
    share_after,
    share_of,
)


def entry(day: int, *agencies: str, perhaps: tuple[str, ...] = ()) -> Entry:
    rows = dict.fromkeys(agencies, (day,))
    return Entry(date(2026, 3, 1) + timedelta(days=day), rows, frozenset(perhaps))


def test_four_agencies_in_a_week_are_one_visit() -> None:
    line = [entry(0, "A"), entry(2, "B"), entry(4, "C"), entry(6, "D")]
    (merge,) = best_merges("E1", line, 7)
    assert (merge.removed, merge.agencies, merge.rows) == (3, ("A", "B", "C", "D"), (0, 2, 4, 6))
    assert (share_of(line), share_after(line, [merge])) == (Share(0, 4), Share(4, 4))


def test_a_week_and_a_day_is_too_long() -> None:
    assert best_merges("E1", [entry(0, "A"), entry(7, "B")], 7) == ()


def test_one_agency_twice_is_no_joint_visit() -> None:
    assert best_merges("E1", [entry(0, "A"), entry(2, "A")], 7) == ()


def test_visits_on_one_day_are_joint_already() -> None:
    line = [entry(0, "A", "B")]
    assert best_merges("E1", line, 7) == ()
    assert share_of(line) == Share(2, 2)


def test_an_agency_that_comes_twice_comes_once() -> None:
    line = [entry(0, "A"), entry(2, "A", "B"), entry(30, "A")]
    merges = best_merges("E1", line, 7)
    assert share_after(line, merges) == Share(2, 3)


def test_a_merge_that_hangs_on_an_open_fact_is_not_sure() -> None:
    sure, open_ = entry(0, "A"), entry(2, "B", perhaps=("B",))
    assert not Merge("E1", (sure, open_)).sure
    assert Merge("E1", (sure, entry(2, "B"), open_)).sure
    assert not Merge("E1", (entry(0, "A"), entry(2, "A"))).sure


def _most_removed(line: list[Entry], days: int) -> int:
    """The best of every way to cut a line into parts."""
    best = 0
    for number in range(len(line)):
        for cuts in combinations(range(1, len(line)), number):
            edges = [0, *cuts, len(line)]
            parts = [line[a:b] for a, b in pairwise(edges)]
            merged = [
                part
                for part in parts
                if len(part) > 1
                and (part[-1].day - part[0].day).days < days
                and len({a for e in part for a in e.rows}) > 1
            ]
            best = max(best, sum(len(part) - 1 for part in merged))
    return best


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["A", "B"])), max_size=6, unique=True),
    st.integers(1, 8),
)
def test_no_other_way_to_merge_removes_more(found: list[tuple[int, str]], days: int) -> None:
    by_day: dict[int, list[str]] = {}
    for day, agency in found:
        by_day.setdefault(day, []).append(agency)
    line = [entry(day, *agencies) for day, agencies in sorted(by_day.items())]
    merges = best_merges("E1", line, days)
    assert sum(merge.removed for merge in merges) == _most_removed(line, days)


def test_a_share_of_nothing_is_no_number() -> None:
    assert Share(0, 0).percent is None
    assert (Share(0, 0).text.zh, Share(1, 3).text.en) == ("没有检查", "1/3 = 33.3 %")
