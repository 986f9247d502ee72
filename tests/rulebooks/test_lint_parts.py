"""What could not be read is not judged: nothing of a part, or around it, was left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.rulebooks.lint_parts import Lost
from bizenv.rulebooks.nodes import Path

CUT: Path = ("quiet_periods", 0, "versions", 1, "window")
LOST = Lost(frozenset({CUT}))


@pytest.mark.parametrize(
    ("path", "spared"),
    [
        (("cases",), True),
        (("quiet_periods", 1), True),
        (("quiet_periods", 0, "versions", 0), True),
        (("quiet_periods", 0, "versions", 1, "from"), True),
        (CUT, False),
        ((*CUT, "month_days"), False),
        (("quiet_periods", 0, "versions", 1), False),
        (("quiet_periods",), False),
        ((), False),
    ],
)
def test_a_part_is_spared_if_nothing_in_it_or_around_it_was_left_out(
    path: Path, spared: bool
) -> None:
    assert LOST.spares(path) is spared


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        (CUT, True),
        (("quiet_periods",), False),
        (("quiet_periods", 0), False),
        (("quiet_periods", 0, "versions", 1), False),
        (("quiet_periods", 0, "versions", 1, "from"), False),
        (("quiet_periods", 0, "versions", 1, "exemptions", 2), False),
        (("quiet_periods", 0, "versions", 1, "exemptions", 2, "cite"), True),
        (("cases", 3, "name"), True),
        (("checked",), False),
    ],
)
def test_the_rules_are_whole_if_each_is_there_under_its_name(cut: Path, whole: bool) -> None:
    assert Lost(frozenset({cut})).rules_whole is whole


paths = st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=4).map(tuple)


@given(st.frozensets(paths, max_size=4), paths)
def test_to_be_spared_is_to_lie_beside_every_cut(cuts: frozenset[Path], path: Path) -> None:
    beside = all(cut[: len(path)] != path[: len(cut)] for cut in cuts)
    assert Lost(cuts).spares(path) is beside
