"""A frozen scheme has its goalposts, limits and weights written down, and scores the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Minimum
from bizenv.indicators.normalisers import MinMax, Target, ZScore
from bizenv.indicators.outliers import Clip, WinsoriseByShare
from bizenv.indicators.rules import freeze, score
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Critic, Entropy, Given
from bizenv.testing.indicators import an_index, indexes, observations, observed, schemes

SEEN = observed(a={"rate": 1, "days": 9}, b={"rate": 3, "days": 4}, c={"rate": 8, "days": 5})
INDEX = an_index(rate="higher", days="lower")


def test_goalposts_limits_and_weights_are_written_down() -> None:
    scheme = Scheme(
        normalise={"*": MinMax(), "days": ZScore(ddof=1)},
        outliers={"rate": WinsoriseByShare(0.25), "days": Clip(high=9)},
        weigh=Critic(),
    )
    fixed = freeze(scheme, SEEN, INDEX)
    assert fixed.goalposts["rate"] == (2.0, 5.5)
    assert fixed.goalposts["days"][0] == 6
    assert dict(fixed.outliers) == {"rate": Clip(2.0, 5.5), "days": Clip(high=9.0)}
    assert isinstance(fixed.weigh["*"], Given)
    np.testing.assert_array_equal(
        score(SEEN, INDEX, fixed).scores, score(SEEN, INDEX, scheme).scores
    )


def test_what_is_not_taken_from_data_is_left_as_it_is() -> None:
    scheme = Scheme(normalise=Percentile(), weigh=Given())
    assert freeze(scheme, SEEN, INDEX) == scheme


def test_targets_keep_the_zero_that_was_fitted() -> None:
    index = Index("x", [Indicator(code="rate", best=10, weight=1)])
    seen = observed(a={"rate": 1}, b={"rate": 3})
    assert dict(freeze(Scheme(normalise=Target()), seen, index).goalposts) == {"rate": (1.0, 10.0)}


def test_only_weights_that_are_used_are_written_down() -> None:
    rows_of = [("h", None), ("c", None), ("a", "h"), ("b", "h")]
    index = Index("x", [Indicator(code=code, parent=above) for code, above in rows_of])
    rows = {
        u: dict(zip("abc", v, strict=True)) for u, v in {"u": (1, 2, 3), "v": (3, 1, 9)}.items()
    }
    scheme = Scheme(normalise=MinMax(), weigh=Entropy("scores"),
                    aggregate={"*": Arithmetic(), "h": Minimum()})  # fmt: skip
    fixed = freeze(scheme, observed(**rows), index)
    assert isinstance(fixed.weigh["*"], Given)
    assert set(fixed.weigh["*"].table) == {"h", "c"}


@settings(max_examples=25)
@given(st.data())
def test_a_frozen_scheme_scores_its_reference_as_the_scheme_does(data: st.DataObject) -> None:
    index = data.draw(indexes(3))
    scheme = data.draw(schemes())
    seen = data.draw(observations(index, units=4, periods=1))
    fixed = freeze(scheme, seen, index)
    before, after = score(seen, index, scheme), score(seen, index, fixed)
    np.testing.assert_allclose(after.scores, before.scores, rtol=1e-9, atol=1e-9)
