"""The time bar: two years, five where life is involved, from the end of the act."""

from __future__ import annotations

from datetime import date

import pytest
from tolerances import OTHER, rules_of

from bizenv.kernel.truth import Truth
from bizenv.tolerance.asking import Situation
from bizenv.tolerance.expressions import Unknown
from bizenv.tolerance.lists import TimeBar
from bizenv.tolerance.time_bars import bar_check, bar_residue, over
from bizenv.tolerance.values import Violation

BAR = rules_of().time_bar
D = date
LIFE = {"facts": {"life": True}, "harm": "minor"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"ended": D(2022, 3, 1), "discovered": D(2024, 3, 1)}, "no"),
        ({"ended": D(2022, 3, 1), "discovered": D(2024, 3, 2), "harm": "none"}, "yes"),
        ({"ended": D(2024, 2, 29), "discovered": D(2026, 2, 28), "harm": "none"}, "no"),
        ({"ended": D(2024, 2, 29), "discovered": D(2026, 3, 1), "harm": "none"}, "yes"),
        ({"ended": D(2020, 3, 1), "discovered": D(2025, 3, 1), **LIFE}, "no"),
        ({"ended": D(2020, 3, 1), "discovered": D(2025, 3, 2)}, "yes"),
        ({"occurred": D(2022, 3, 1), "discovered": D(2024, 3, 1)}, "no"),
        ({"ended": False, "discovered": D(2044, 3, 1)}, "no"),
        ({"ended": False}, "no"),
        ({"ended": D(2020, 3, 1), "discovered": D(2023, 3, 1)}, "unknown"),
        ({"occurred": D(2022, 3, 1), "discovered": D(2024, 3, 2)}, "unknown"),
        ({"ended": D(2022, 3, 1)}, "unknown"),
    ],
)
def test_each_case_of_article_36(facts, expected):
    left = bar_residue(BAR, Situation(Violation(**facts)))
    truth = left if isinstance(left, Truth) else Truth.UNKNOWN
    assert truth.value == expected
    check = bar_check(BAR, Situation(Violation(**facts)), truth)
    assert (check.truth, len(check.parts)) == (truth, 3)


def test_the_days_that_are_missing_are_the_end_of_the_act_and_its_discovery():
    left = over(BAR.period, Violation())
    assert isinstance(left, Unknown)
    assert left.facts == ("ended", "discovered")
    assert over(BAR.period, Violation(ended=D(2022, 1, 1))).facts == ("discovered",)


def test_a_bar_without_a_longer_time():
    bar = TimeBar(period="2 years", citation=OTHER)
    late = Situation(Violation(ended=D(2022, 3, 1), discovered=D(2024, 3, 2)))
    assert bar_residue(bar, late) is Truth.YES
    assert len(bar_check(bar, late, Truth.YES).parts) == 1
