"""What viewers and CI runs are told: one shape for visits and for cases."""

from __future__ import annotations

import pytest
from attrs.exceptions import FrozenInstanceError

from bizenv.kernel.place import Place
from bizenv.reports.results import Result


def test_a_result_is_a_value() -> None:
    """It has a place, a weight, a code and words; what it says of itself may be left out."""
    result = Result(Place("plan.csv", row=2), "error", "bad-day", "no such day")
    assert (result.key, dict(result.properties)) == ((), {})
    with pytest.raises(FrozenInstanceError):
        result.code = "other"  # type: ignore[misc] # it is frozen
