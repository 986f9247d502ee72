"""Whether a case keeps its time: the words, and the clocks that say nothing of it."""

from __future__ import annotations

import pytest

from bizenv.cases.readings import ClockState
from bizenv.cases.timeliness import Timeliness, by_clock
from bizenv.kernel.text import Text


def test_every_answer_has_words_in_both_languages() -> None:
    assert [each.text for each in Timeliness] == [
        Text("按时", "in time"),
        Text("超期", "late"),
        Text("未到期", "not due yet"),
    ]


@pytest.mark.parametrize("state", ["cancelled", "undetermined"])
def test_a_clock_that_ended_or_cannot_be_told_says_nothing(state: str) -> None:
    assert by_clock(ClockState(state)) is None
