"""Answers that are kept are few, and those in use stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections.memos import Memo


@given(st.lists(st.integers(0, 20)), st.integers(1, 9))
def test_a_memo_answers_as_its_function_and_keeps_no_more_than_it_may(
    keys: list[int], most: int
) -> None:
    """Whatever is asked in whatever order."""
    memo: Memo[int, int] = Memo(lambda key: key * 2, most=most)
    assert [key * 2 for key in keys] == [memo[key] for key in keys]
    assert memo.kept <= max(2, most)


def test_what_is_asked_for_again_stays() -> None:
    """A key that is in use is worked out once, however many others pass by."""
    asked: list[int] = []
    memo: Memo[int, int] = Memo(lambda key: asked.append(key) or key, most=4)
    for other in range(1, 100):
        assert 0 == memo[0]
        assert other == memo[other]
    assert 1 == asked.count(0)


def test_what_is_not_asked_for_is_forgotten() -> None:
    """After two halves of others it is worked out again."""
    asked: list[int] = []
    memo: Memo[int, int] = Memo(lambda key: asked.append(key) or key, most=4)
    for key in (0, 1, 2, 3, 4, 5, 0):
        memo[key]
    assert 2 == asked.count(0)
