"""Missing values are filled as stated, and nothing else is."""

from __future__ import annotations

import numpy as np

from bizenv.indicators.missing import CarryForward, ClassMean, ClassMedian, Refuse

NAN = np.nan
ONE = np.zeros(1, dtype=np.intp)


def test_a_value_is_carried_on_for_so_many_periods() -> None:
    x = np.array([NAN, 1, NAN, NAN, NAN, 5, NAN]).reshape(7, 1, 1)
    found = [CarryForward(n).fill(x, ONE).ravel() for n in (1, 2, 9)]
    np.testing.assert_array_equal(found[0], [NAN, 1, 1, NAN, NAN, 5, 5])
    np.testing.assert_array_equal(found[1], [NAN, 1, 1, 1, NAN, 5, 5])
    np.testing.assert_array_equal(found[2], [NAN, 1, 1, 1, 1, 5, 5])
    np.testing.assert_array_equal(CarryForward(3).fill(x[:1], ONE), x[:1])


def test_a_gap_is_filled_by_the_middle_of_its_class_in_its_period() -> None:
    x = np.array([[[1.0], [4.0], [NAN], [90.0], [NAN]], [[2.0], [NAN], [8.0], [NAN], [NAN]]])
    classes = np.array([0, 0, 0, 1, -1])
    median = ClassMedian().fill(x, classes)[..., 0]
    np.testing.assert_array_equal(median, [[1, 4, 2.5, 90, NAN], [2, 5, 8, NAN, NAN]])
    mean = ClassMean("all").fill(x, classes)[..., 0]
    np.testing.assert_allclose(mean[0], [1, 4, 95 / 3, 90, 95 / 3])
    assert np.isnan(x).sum() == 5  # what was observed is left as it was


def test_which_steps_need_classes() -> None:
    steps = [ClassMedian(), ClassMean("all"), CarryForward()]
    assert [step.needs_classes for step in steps] == [True, False, False]
    assert Refuse().text.say("en") == "refused"
