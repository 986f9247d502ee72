"""An explanation shows raw value, goalposts, direction, weight and contribution side by side."""

from __future__ import annotations

import pytest
from boards import SCHEME, panel

from bizenv.indicators.aggregators import Sum
from bizenv.indicators.explaining import figure
from bizenv.indicators.missing import CarryForward, Reweight
from bizenv.kernel.errors import UsageError


def test_a_score_is_explained_in_english() -> None:
    assert panel()["2022-02"].explain("乙").explain("en") == (
        "乙, 2022-02: 86, rank 2 of 4\n"
        "demo: 86, weight 100 %, contributes 86 (weighted mean)\n"
        "  government: 80, weight 70 %, contributes 56 (weighted mean)\n"
        "    rate: 80 (more is better, worst 0, best 100, distance to frontier) -> 80, "
        "weight 50 %, contributes 28\n"
        "    days: 2 d (less is better, worst 10, best 0, distance to frontier) -> 80, "
        "weight 50 %, contributes 28\n"
        "  eco: 100 (more is better, worst 0, best 100, distance to frontier) -> 100, "
        "weight 30 %, contributes 30"
    )


def test_a_score_is_explained_in_chinese_at_a_node_and_to_a_depth() -> None:
    told = panel()["2022-02"].explain("乙", "gov")
    assert told.explain("zh", depth=0) == (
        "乙，2022-02：80 分，第 2 名（共 4 个）\n政务：80 分，权重 70 %，贡献 56（加权平均）"
    )
    assert told.explain("zh").splitlines()[-1] == (
        "  days：2 d（逆向，最差 10，最好 0，前沿距离）→ 80 分，权重 50 %，贡献 28"
    )


def test_what_is_missing_leaves_its_weight_to_the_others() -> None:
    told = panel()["2022-02"].explain("丙")
    lines = {line.code: line for line in told.lines}
    assert (lines["rate"].weight, lines["rate"].effective) == (1.0, 0.7)
    assert (lines["days"].weight, lines["days"].raw, lines["days"].score) == (0.0, None, None)
    assert "days: - d (less" in told.explain("en")
    assert lines["gov"].coverage == 0.5


def test_what_was_filled_is_told() -> None:
    scheme = SCHEME.replace(missing=[CarryForward(), Reweight(0.5)])
    told = panel(scheme)["2022-02"].explain("丙")
    assert "days: - d, read as 4 (less is better" in told.explain("en")
    assert "days：- d，按 4 计（逆向" in told.explain("zh")


def test_points_that_are_added_have_no_weights() -> None:
    told = panel(SCHEME.replace(aggregate=Sum(), weigh=SCHEME.weigh))["2022-02"].explain("乙")
    assert {line.weight for line in told.lines[1:]} == {None}
    assert "weight - %" in told.explain("en")


def test_an_explanation_is_plain_values_too() -> None:
    said = panel()["2022-01"].explain("丁").to_dict()
    assert (said["rank"], said["of"], said["lines"][0]["score"]) == (None, 3, None)
    line = panel()["2022-01"].explain("乙").to_dict()["lines"][3]
    assert line == {
        "code": "days", "zh": "days", "en": "days", "depth": 2,
        "raw": 2.0, "used": 2.0, "unit": "d",
        "direction": "lower", "worst": 10.0, "best": 0.0, "score": 80.0, "weight": 0.5,
        "effective_weight": 0.35, "contribution": pytest.approx(28), "coverage": None,
    }  # fmt: skip


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no unit '戊'"):
        panel()["2022-01"].explain("戊")


def test_figures_are_short() -> None:
    assert [figure(v) for v in (12.0, 12.50001, 1200.0, -0.00001, None, float("nan"))] == [
        "12", "12.5", "1200", "0", "-", "-",
    ]  # fmt: skip
    assert figure(66.667, 0) == "67"
