"""Versions: that of the act, or a later one that is in force at the decision."""

from __future__ import annotations

from datetime import date

import pytest
from tolerances import since

from bizenv.kernel.legal import Validity
from bizenv.kernel.truth import Truth
from bizenv.tolerance.expressions import unknowns
from bizenv.tolerance.values import Violation
from bizenv.tolerance.versions import applies

D = date
OLD, NEW = since("2020-01-01", "2022-06-30"), since("2022-07-01")


@pytest.mark.parametrize(
    ("validity", "facts", "expected"),
    [
        (OLD, {"ended": D(2022, 6, 30), "decided": D(2023, 1, 1)}, "yes"),
        (NEW, {"ended": D(2022, 6, 30), "decided": D(2023, 1, 1)}, "yes"),
        (NEW, {"ended": D(2022, 6, 30), "decided": D(2022, 6, 30)}, "no"),
        (OLD, {"ended": D(2022, 7, 1), "decided": D(2023, 1, 1)}, "no"),
        (NEW, {"occurred": D(2022, 7, 1)}, "yes"),
        (NEW, {"discovered": D(2022, 7, 1)}, "yes"),
        (OLD, {"ended": D(2019, 1, 1), "decided": D(2019, 6, 1)}, "no"),
        (OLD, {"ended": False, "decided": D(2022, 6, 30)}, "yes"),
        (OLD, {"ended": False, "occurred": D(2021, 1, 1)}, "unknown"),
        (NEW, {"ended": D(2022, 1, 1)}, "unknown"),
        (OLD, {"occurred": D(2021, 1, 1)}, "unknown"),
        (NEW, {}, "unknown"),
        (Validity(), {}, "yes"),
        (Validity(until=D(2022, 6, 30)), {}, "unknown"),
        (Validity(until=D(2022, 6, 30)), {"decided": D(2022, 6, 30)}, "yes"),
    ],
)
def test_either_day_is_enough(validity, facts, expected):
    left = applies(validity, Violation(**facts), "v")
    assert (left.value if isinstance(left, Truth) else "unknown") == expected


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"ended": D(2022, 1, 1)}, ["decided"]),
        ({"occurred": D(2022, 1, 1), "decided": D(2022, 6, 1)}, []),
        ({"ended": False, "occurred": D(2022, 1, 1)}, ["decided", "decided"]),
    ],
)
def test_what_is_missing_is_the_end_of_the_act_or_the_decision(facts, missing):
    left = applies(NEW, Violation(**facts), "v")
    assert [str(fact) for unknown in unknowns(left) for fact in unknown.facts] == missing


def test_a_first_day_that_is_only_known_by_its_month():
    march = Validity(D(2024, 3, 1), D(2024, 3, 31))
    left = applies(march, Violation(ended=D(2024, 3, 5), decided=D(2024, 3, 6)), "v")
    assert {str(fact) for unknown in unknowns(left) for fact in unknown.facts} == {"validity"}
