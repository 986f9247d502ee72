"""Scoring: published tables recompute, and what other tools get wrong cannot happen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Arithmetic, Geometric, Sum
from bizenv.indicators.missing import CarryForward, ClassMedian, Fill, Reweight, Screen
from bizenv.indicators.normalisers import Frontier, MinMax
from bizenv.indicators.observations import Observations
from bizenv.indicators.outliers import Clip
from bizenv.indicators.point_tables import AsScored
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.rules import freeze, score, score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.transforms import Log
from bizenv.indicators.values import Index, Indicator
from bizenv.indicators.weighers import Entropy, Equal
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.testing.indicators import an_index, indexes, observations, observed, schemes

# --- published tables (facts 4.4) ------------------------------------------------

COUNTIES = [
    (59.97, 26, 85.97, 1), (61.95, 22, 83.95, 2), (62.11, 21, 83.11, 3), (62.91, 18, 80.91, 4),
    (62.90, 16, 78.90, 5), (62.54, 16, 78.54, 6), (61.51, 17, 78.51, 7), (60.18, 15, 75.18, 8),
    (59.45, 15, 74.45, 9), (58.26, 16, 74.26, 10), (59.09, 14, 73.09, 11), (60.56, 10, 70.56, 12),
]  # fmt: skip


def test_the_twelve_counties_recompute() -> None:
    index = Index("composite", [Indicator(code="gov"), Indicator(code="eco")])
    rows = [{"unit": f"{n}", "gov": g, "eco": e} for n, (g, e, _, _) in enumerate(COUNTIES, 1)]
    scheme = Scheme(normalise=AsScored(), aggregate=Sum(), ranking=Ranking(decimals=2))
    board = score(Observations.from_rows(rows), index, scheme)
    assert board.totals.tolist() == [composite for _, _, composite, _ in COUNTIES]
    assert board.ranks.tolist() == [rank for *_, rank in COUNTIES]
    means = board.scores.mean(axis=0).round(2).tolist()
    assert means == [60.95, 17.17, 78.12]


TOPICS = {
    "starting": (
        [(3.5, 1, 18), (7.5, 0.5, 100), (82.3, 0, 200), (0, 0, 400)], None, 84.28, 0.005),
    "permits": (
        [(13, 5, 30), (354, 26, 373), (89.8, 0, 20), (2.5, 15, 0)], None, 22.54, 0.005),
    "credit": ([(9, 12, 0), (0, 8, 0)], [12, 8], 45.00, 0.005),
    "minority": (
        [(1, 10, 0), (1, 10, 0), (3, 10, 0), (0, 10, 0), (0, 10, 0), (1, 10, 0)], None, 10, 0.005),
    "trade": (
        [(228, 1, 170), (48, 1, 160), (344, 0, 400), (453, 0, 1060), (324, 1, 240), (96, 1, 280),
         (900, 0, 700), (750, 0, 1200)], None, 30.63, 0.02),
}  # fmt: skip


@pytest.mark.parametrize("topic", TOPICS)
def test_topics_of_doing_business_recompute(topic: str) -> None:
    """Afghanistan 2018: printed inputs, printed topic scores."""
    parts, weights, printed, slack = TOPICS[topic]
    rows = [
        Indicator(
            code=f"c{n}",
            direction="higher" if best > worst else "lower",
            best=best,
            worst=worst,
            weight=1 if weights is None else weights[n],
        )
        for n, (_, best, worst) in enumerate(parts)
    ]
    seen = observed(AF={f"c{n}": value for n, (value, _, _) in enumerate(parts)})
    board = score(seen, Index(topic, rows), Scheme(normalise=Frontier()))
    assert board.scores[0, -1] == pytest.approx(printed, abs=slack)


def test_a_human_development_index_is_a_geometric_mean_with_log_income() -> None:
    """The method of the UNDP, worked out by hand for made-up values of a country."""
    index = Index(
        "hdi",
        [
            Indicator(code="life", best=85, worst=20, weight=1),
            Indicator(code="education", weight=1),
            Indicator(code="mean", parent="education", best=15, worst=0, weight=1),
            Indicator(code="expected", parent="education", best=18, worst=0, weight=1),
            Indicator(code="income", best=75_000, worst=100, weight=1),
        ],
    )
    scheme = Scheme(
        normalise=Frontier(high=1),
        transform={"income": Log()},
        outliers={"income": Clip(high=75_000)},
        aggregate={"*": Geometric(), "education": Arithmetic()},
        ranking=Ranking(decimals=3),
    )
    seen = observed(
        A={"life": 72, "mean": 9, "expected": 13.5, "income": 10_000},
        B={"life": 90, "mean": 15, "expected": 20, "income": 90_000},
    )
    board = score(seen, index, scheme)
    health, schooling = (72 - 20) / 65, (9 / 15 + 13.5 / 18) / 2
    income = np.log(10_000 / 100) / np.log(75_000 / 100)
    assert board.totals.tolist() == [round((health * schooling * income) ** (1 / 3), 3), 1.0]
    assert {finding.code for finding in board.findings} == {"value-beyond-goalposts"}
    assert {finding.node for finding in board.findings} == {"life", "expected"}


# --- time -------------------------------------------------------------------------------

TWO_MONTHS = [
    {"unit": unit, "period": period, "rate": rate}
    for period, values in {"2022-01": (0, 5, 10), "2022-02": (5, 10, 20)}.items()
    for unit, rate in zip("abc", values, strict=True)
]
RATE = an_index(rate="higher")


def test_goalposts_are_frozen_so_that_a_month_that_is_added_changes_no_other() -> None:
    first = Observations.from_rows(TWO_MONTHS[:3])
    both = Observations.from_rows(TWO_MONTHS)
    scheme = Scheme(normalise=MinMax())
    alone = score(first, RATE, scheme)
    panel = score_all(both, RATE, scheme)
    assert panel["2022-01"].scores.tolist() == alone.scores.tolist()
    assert panel["2022-02"].totals.tolist() == [50, 100, 100]
    assert score(both, RATE, scheme, on="2022-01").id == alone.id
    assert [len(panel), panel.periods] == [2, ("2022-01", "2022-02")]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("first", [50, 100, 100]), ("2022-02", [0, 33.3333, 100]), ("each", [0, 33.3333, 100]),
     ("all", [25, 50, 100])],
)  # fmt: skip
def test_the_reference_is_chosen_by_name(reference: str, expected: list[float]) -> None:
    seen = Observations.from_rows(TWO_MONTHS)
    panel = score_all(seen, RATE, Scheme(normalise=MinMax(), reference=reference))
    assert panel["2022-02"].totals.tolist() == expected
    entropy = Scheme(normalise=MinMax(), weigh=Entropy("scores"), reference=reference)
    assert score(seen, RATE, entropy).totals.tolist() == expected
    if reference == "each":
        assert [len(panel.fits), len(panel.until("2022-01").fits)] == [2, 1]


def test_a_frozen_scheme_scores_the_same_for_ever() -> None:
    seen = Observations.from_rows(TWO_MONTHS)
    scheme = Scheme(normalise=MinMax(), weigh=Entropy("scores"))
    fixed = freeze(scheme, seen, RATE)
    assert dict(fixed.goalposts) == {"rate": (0.0, 10.0)}
    later = Observations.from_rows(TWO_MONTHS[3:])
    assert score(later, RATE, fixed).totals.tolist() == [50, 100, 100]
    on = freeze(scheme, seen, RATE, on="2022-02")
    assert dict(on.goalposts) == {"rate": (5.0, 20.0)}
    with pytest.raises(UsageError, match="reference='each' has no one reference"):
        freeze(scheme.replace(reference="each"), seen, RATE)


def test_indicators_come_and_go() -> None:
    index = Index(
        "x",
        [
            Indicator(code="old", weight=1, until="2022-01", best=100, worst=0),
            Indicator(code="stays", weight=1, best=100, worst=0),
            Indicator(code="new", weight=3, since="2022-02", best=100, worst=0),
        ],
    )
    rows = [
        {"unit": "a", "period": "2022-01", "old": 20, "stays": 60, "new": None},
        {"unit": "a", "period": "2022-02", "old": 99, "stays": 60, "new": 80},
    ]
    panel = score_all(Observations.from_rows(rows), index, Scheme(normalise=Frontier()))
    assert [board.totals[0] for board in panel] == [40, 75]
    np.testing.assert_allclose(panel.shares, [[0.5, 0.5, 0, 1], [0, 0.25, 0.75, 1]], rtol=1e-12)
    carried = Scheme(normalise=Frontier(), missing=[CarryForward(), Reweight(0.5)])
    assert np.isnan(score(Observations.from_rows(rows), index, carried).filled[0, 0])


# --- missing ------------------------------------------------------------------------------


def test_a_missing_value_is_refused_by_name() -> None:
    seen = observed(a={"rate": 1, "days": None}, b={"rate": 2, "days": 3})
    with pytest.raises(RecordError) as told:
        score(seen, an_index(rate="higher", days="lower"), Scheme(normalise=MinMax()))
    assert str(told.value) == (
        "days: got no value of a in -, expected a value of every unit [missing-value] "
        "Hint: say in the scheme's missing what to do about it"
    )


def test_filling_by_class_needs_classes() -> None:
    seen = observed(a={"rate": 1}, b={"rate": None})
    scheme = Scheme(normalise=MinMax(), missing=ClassMedian())
    with pytest.raises(UsageError, match="class-median among the class: the unit 'a' has no class"):
        score(seen, RATE, scheme)
    filled = score(seen.with_classes({"a": "x", "b": "x"}), RATE, scheme)
    assert filled.filled[:, 0].tolist() == [1, 1]
    assert np.isnan(filled.raw[1, 0])


def test_units_with_too_few_values_are_screened_out_before_anything_is_filled() -> None:
    index = an_index(a="higher", b="higher", c="higher")
    seen = observed(
        u={"a": 1, "b": 1, "c": 1}, v={"a": 3, "b": 3, "c": None}, w={"a": 9, "b": None, "c": None}
    )
    scheme = Scheme(normalise=MinMax(), missing=Reweight(0.0), screen=Screen(0.65))
    board = score(seen, index, scheme)
    np.testing.assert_array_equal(board.ranks, [2, 1, np.nan])
    assert board.screened.tolist() == [False, False, True]
    assert np.isnan(board.scores[2]).all()
    assert board.normalised[:2, 0].tolist() == [0, 100]  # w's 9 is no goalpost
    assert board.raw[2, 0] == 9
    refused = Scheme(normalise=MinMax(), screen=Screen(0.65), missing=ClassMedian("all"))
    filled = score(seen, index, refused)
    assert (filled.filled[1, 2], np.isnan(filled.filled[2]).all()) == (1, True)
    fixed = score(seen, index, refused.replace(missing=Fill(0)))
    assert np.isnan(fixed.scores[2]).all()
    assert fixed.scores[1, 2] == 0


# --- what other tools get wrong -------------------------------------------------------------


def test_one_missing_value_touches_one_cell_its_node_and_no_other_unit() -> None:
    index = an_index(a="higher", b="lower", c="higher")
    full = {unit: dict(zip("abc", row, strict=True)) for unit, row in
            {"u": (1, 9, 4), "v": (2, 5, 4), "w": (3, 1, 8)}.items()}  # fmt: skip
    scheme = Scheme(
        normalise=MinMax(), weigh=Equal("level"), missing=Reweight(0.5), reference="first"
    )
    fixed = freeze(scheme, observed(**full), index)
    before = score(observed(**full), index, fixed).scores
    full["v"]["a"] = None  # type: ignore[assignment] # missing
    after = score(observed(**full), index, fixed).scores
    changed = np.argwhere(~np.isclose(before, after, equal_nan=True)).tolist()
    assert changed == [[1, 0], [1, 3]]


def test_a_constant_column_has_a_stated_score_and_a_finding() -> None:
    seen = observed(a={"rate": 3, "days": 1}, b={"rate": 3, "days": 2})
    board = score(seen, an_index(rate="higher", days="lower"), Scheme(normalise=MinMax()))
    assert board.normalised[:, 0].tolist() == [50, 50]
    assert [(f.code, f.node) for f in board.findings] == [("constant-column", "rate")]


@settings(max_examples=40)
@given(st.data())
def test_properties_of_every_scheme(data: st.DataObject) -> None:
    """Ranks follow scores, equals tie, units and indicators may stand in any order."""
    index = data.draw(indexes(4))
    scheme = data.draw(schemes(missing=True))
    seen = data.draw(observations(index, units=4, periods=1, missing=True))
    board = score(seen, index, scheme)
    totals, ranked = board.totals, board.ranks
    for one in range(len(totals)):
        for other in range(len(totals)):
            assert (totals[one] > totals[other]) == (ranked[one] < ranked[other])
            if np.array_equal(board.filled[one], board.filled[other], equal_nan=True):
                assert np.array_equal(board.scores[one], board.scores[other], equal_nan=True)
    order = data.draw(st.permutations(range(len(totals))))
    names = [seen.units[place] for place in order]
    moved = Observations(names, seen.indicators, seen.periods, seen.values[:, order], seen.classes)
    again = score(moved, index, scheme)
    np.testing.assert_allclose(again.scores, board.scores[order], rtol=1e-9, atol=1e-9)


@settings(max_examples=40)
@given(st.data())
def test_a_better_raw_value_never_worsens_the_own_rank_under_frozen_goalposts(
    data: st.DataObject,
) -> None:
    """A cost that falls is better; so is anything else that rises."""
    index = data.draw(indexes(4))
    seen = data.draw(observations(index, units=4, periods=1))
    how = data.draw(st.sampled_from([Arithmetic(), Geometric()]))
    scheme = freeze(Scheme(normalise=MinMax(), aggregate=how), seen, index)
    leaf = data.draw(st.integers(0, len(index.leaves) - 1))
    values = seen.values.copy()
    values[0, 0, leaf] += index[index.leaves[leaf]].sign * data.draw(st.integers(1, 30))
    better = Observations(seen.units, seen.indicators, seen.periods, values, seen.classes)
    before, after = score(seen, index, scheme), score(better, index, scheme)
    assert after.totals[0] >= before.totals[0]
    assert after.ranks[0] <= before.ranks[0]
