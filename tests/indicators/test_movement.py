"""Movement: parts that add up, and boards that cannot be compared."""

from __future__ import annotations

import numpy as np
import pytest
from boards import SCHEME, panel
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Minimum
from bizenv.indicators.missing import Reweight, Screen
from bizenv.indicators.movement import compare, differences, movement
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.observations import Observations
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.rules import score, score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.standings import Percentile
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Entropy
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import an_index, indexes, observations, observed, schemes


def test_places_gained_are_split_into_own_and_others_change() -> None:
    both = panel()
    moved = movement(both["2022-02"], both["2022-01"])
    first = moved["<甲>"]
    assert (first.earlier_rank, first.rank, first.gained) == (2, 1, 1)
    assert (first.own, first.others, first.scheme) == (1, 0, 0)
    second = moved["乙"]
    assert (second.gained, second.own, second.others) == (-1, 0, -1)
    assert (second.tier, second.earlier_tier) == (1, 1)
    assert (second.class_rank, second.earlier_class_rank) == (1, 1)
    late = moved["丁"]
    assert (late.gained, late.own, late.score, late.earlier_score) == (None, None, 7.0, None)
    assert [move.unit for move in moved.moves] == ["<甲>", "乙", "丙", "丁"]
    assert moved.explain("en").splitlines()[:2] == [
        "Places from 2022-01 to 2022-02",
        "<甲>: 2 -> 1 (+1 places: own +1, others 0, scheme 0)",
    ]
    assert moved.explain("zh").splitlines()[2] == "乙：1 → 2（-1 位：自身 0，他方 -1，方案 0）"
    with pytest.raises(UsageError, match="there is no unit '戊'"):
        moved["戊"]


def test_a_what_if_is_all_the_schemes() -> None:
    one = panel()["2022-02"]
    other = panel(SCHEME.replace(aggregate={"demo": Minimum()}, weigh={"*": SCHEME.weigh["*"]}))
    moved = compare(other["2022-02"], one)
    assert all(move.scheme == move.gained for move in moved.moves)
    assert [text.say("en") for text in moved.differs] == ["the scheme's aggregate differs"]
    assert moved.to_dict()["differs"] == [
        {"zh": "方案的 aggregate 不同", "en": "the scheme's aggregate differs"}
    ]
    assert "- 方案的 aggregate 不同" in moved.explain("zh")
    with pytest.raises(UsageError, match="compare: expected boards of the same observations"):
        compare(one, panel()["2022-01"])


def boards(index: Index, scheme: Scheme, *values: dict[str, dict[str, float]]) -> list[object]:
    return [score(observed(**units), index, scheme) for units in values]


RATE = an_index(rate="higher")
UNITS = {"a": {"rate": 1.0}, "b": {"rate": 2.0}}


def test_boards_that_differ_in_more_than_observations_are_refused_with_what_differs() -> None:
    scheme = Scheme(normalise=MinMax())
    (old,) = boards(RATE, scheme, UNITS)
    cases = [
        (boards(RATE, scheme.replace(ranking=Ranking(decimals=0)), UNITS)[0],
         "the scheme's ranking differs"),
        (boards(RATE, scheme, {**UNITS, "c": {"rate": 3.0}})[0],
         "the goalposts were taken from other data; units in one only: c"),
        (boards(an_index(rate="lower"), scheme, UNITS)[0],
         "the indicator rate is another; the goalposts were taken from other data"),
        (boards(an_index(rate="higher", days="lower"), scheme,
                {u: {**v, "days": 1.0} for u, v in UNITS.items()})[0],
         "the indicator days is in one only"),
    ]  # fmt: skip
    for board, differs in cases:
        with pytest.raises(UsageError) as told:
            movement(board, old)  # type: ignore[arg-type] # boards
        assert str(told.value) == f"the boards cannot be compared: {differs}"
    with pytest.raises(UsageError, match="compare: the indicator rate is another"):
        compare(cases[2][0], old)  # type: ignore[arg-type] # boards


def test_weights_from_other_data_and_other_classes_are_told() -> None:
    index = an_index(rate="higher", days="lower")
    posts = {"rate": (0, 9), "days": (9, 0)}
    scheme = Scheme(normalise=MinMax(), weigh=Entropy("scores"), goalposts=posts)
    one = {"a": {"rate": 1.0, "days": 1.0}, "b": {"rate": 3.0, "days": 2.0}}
    two = {"a": {"rate": 1.0, "days": 5.0}, "b": {"rate": 3.0, "days": 2.0}}
    new, old = boards(index, scheme, two, one)
    assert list(differences(new, old)) == ["scheme"]  # type: ignore[arg-type] # boards
    seen = observed(**one)
    moved = [score(seen.with_classes({"a": c}), index, scheme) for c in "xy"]
    told = differences(moved[0], moved[1])["units"]
    assert [text.say("en") for text in told] == ["units in another class: a"]


def test_indicators_that_come_and_go_are_named() -> None:
    index = Index("x", [Indicator(code="a", weight=1),
                        Indicator(code="b", weight=1, since="2022-02")])  # fmt: skip
    rows = [{"unit": "u", "period": p, "a": 1, "b": 2} for p in ("2022-01", "2022-02")]
    both = score_all(
        Observations.from_rows(rows), index, Scheme(normalise=MinMax(), missing=Reweight(0))
    )
    with pytest.raises(UsageError, match="the indicator b is in one only"):
        movement(both["2022-02"], both["2022-01"])


def test_what_differs_may_be_allowed_by_name_and_only_where_it_does() -> None:
    scheme = Scheme(normalise=MinMax())
    new, old = boards(RATE, scheme, {**UNITS, "c": {"rate": 0.0}}, UNITS)
    moved = movement(new, old, across=("scheme", "units"))  # type: ignore[arg-type] # boards
    assert [move.unit for move in moved.moves] == ["b", "a"]
    assert [text.zh for text in moved.differs] == ["上下限取自不同的数据", "只在一方的单位：c"]
    with pytest.raises(UsageError, match="across='units' would not be used"):
        movement(old, old, across=("units",))  # type: ignore[arg-type] # boards
    with pytest.raises(UsageError, match="across='index': expected 'scheme' or 'units'"):
        movement(old, old, across=("index",))  # type: ignore[arg-type] # boards


def test_a_unit_that_is_screened_out_moves_no_other() -> None:
    scheme = SCHEME.replace(screen=Screen(0.9), missing=Reweight(0.0))
    both = panel(scheme)
    moved = movement(both["2022-02"], both["2022-01"])
    assert (moved["丙"].rank, moved["丙"].own) == (None, None)
    assert moved["<甲>"].gained == 1


@settings(max_examples=30)
@given(st.data())
def test_the_parts_add_up_to_the_places_gained(data: st.DataObject) -> None:
    """Under every scheme, those whose scores hang on the other units among them."""
    index = data.draw(indexes(3))
    seen = data.draw(observations(index, units=4, periods=2))
    scheme = data.draw(schemes())
    boards_of = score_all(seen, index, scheme)
    moved = movement(boards_of[seen.periods[-1]], boards_of[seen.periods[0]])
    for move in moved.moves:
        if move.gained is not None and scheme.ranking.ties == "competition":
            parts = (move.own or 0) + (move.others or 0) + (move.scheme or 0)
            assert parts == pytest.approx(move.gained, abs=1e-9)
            assert move.scheme == 0


def test_relative_scores_are_judged_among_the_mixed_others() -> None:
    scheme = Scheme(normalise=Percentile(), aggregate=Arithmetic())
    new, old = boards(
        RATE, scheme, {"a": {"rate": 5.0}, "b": {"rate": 2.0}, "c": {"rate": 9.0}},
        {"a": {"rate": 1.0}, "b": {"rate": 2.0}, "c": {"rate": 3.0}},
    )  # fmt: skip
    moved = movement(new, old)["a"]  # type: ignore[arg-type] # boards
    assert (moved.gained, np.sign(moved.own or 0)) == (1, 1)
    assert (moved.own or 0) + (moved.others or 0) == pytest.approx(1)
