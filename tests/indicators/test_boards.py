"""A board's rows, frames and pages; panels and what they refuse."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from boards import SCHEME, panel

from bizenv.indicators.aggregators import Minimum
from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.ranking import Ranking
from bizenv.indicators.standings import Percentile
from bizenv.kernel.errors import UsageError


def test_a_board_has_scores_ranks_classes_and_tiers() -> None:
    board = panel()["2022-01"]
    nan = np.nan
    np.testing.assert_array_equal(board.totals, [57, 86, 57, nan])
    np.testing.assert_array_equal(board.ranks, [2, 1, 2, nan])
    np.testing.assert_array_equal(board.class_ranks, [1, 1, 1, nan])
    np.testing.assert_array_equal(board.tiers, [2, 1, 2, nan])
    assert board.scores[1].tolist() == [80, 80, 100, 80, 86]
    np.testing.assert_allclose(board.contributions[1], [28, 28, 30, 56, 86])
    assert board.coverage[1].tolist() == [1, 1]
    assert board.coverage[3].tolist() == [0, 0]
    assert np.isnan(panel(SCHEME.replace(tiers=None))["2022-01"].tiers).all()


def test_rows_stand_with_the_best_first() -> None:
    rows = panel()["2022-02"].to_rows()
    assert [row["unit"] for row in rows] == ["<甲>", "乙", "丙", "丁"]
    assert rows[2] == {
        "unit": "丙", "period": "2022-02", "rank": 3, "class": "一类", "class_rank": 2, "tier": 2,
        "score": 57.0, "coverage": pytest.approx(2 / 3), "gov": 60.0, "eco": 50.0,
    }  # fmt: skip
    average = panel(SCHEME.replace(ranking=Ranking("average", 1)))["2022-01"]
    assert [row["rank"] for row in average.to_rows()] == [1, 2.5, 2.5, None]


def test_a_board_goes_to_a_frame_a_dict_and_a_page() -> None:
    board = panel()["2022-02"]
    frame = board.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert frame["unit"].tolist() == ["<甲>", "乙", "丙", "丁"]
    said = board.to_dict()
    assert said["format"] == "bizenv.scoreboard/1"
    assert (said["board"], said["scheme"]["sha256"]) == (board.id, SCHEME.hash)
    assert said["units"][0]["rank"] == 1
    page = board._repr_html_()
    assert "&lt;甲&gt;" in page
    assert "<甲>" not in page
    assert "名次" in page
    assert "rank in class" in page


def test_a_unit_beats_a_share_of_the_others() -> None:
    board = panel()["2022-01"]
    assert (board.beats("乙"), board.beats("<甲>")) == (1.0, 2 / 3)
    with pytest.raises(UsageError, match="丁: has no score in 2022-01"):
        board.beats("丁")


def test_nodes_have_ranks_names_and_goalposts() -> None:
    board = panel()["2022-02"]
    np.testing.assert_array_equal(board.places("gov"), [1, 2, 3, 4])
    assert board.places().tolist() == board.ranks.tolist()
    assert board.text("gov").say("en") == "government"
    assert board.goalposts("days") == (10, 0)
    relative = panel(SCHEME.replace(normalise=Percentile()))["2022-02"]
    assert relative.goalposts("days") == (None, None)
    with pytest.raises(UsageError, match="no indicator 'dais'; did you mean 'days'"):
        board.column("dais")


def test_a_panel_is_its_boards() -> None:
    both = panel()
    assert [board.period for board in both] == ["2022-01", "2022-02"]
    assert isinstance(both["2022年2月"], Scoreboard)
    first = both.until("2022-01")
    assert (len(first), first.periods) == (1, ("2022-01",))
    np.testing.assert_array_equal(first["2022-01"].ranks, both["2022-01"].ranks)
    with pytest.raises(UsageError, match="2022-02: not scored; the periods are 2022-01"):
        first["2022-02"]


def test_boards_are_the_same_where_index_scheme_and_goalposts_are() -> None:
    both = panel()
    assert both["2022-01"].id == both["2022-02"].id
    other = panel(SCHEME.replace(aggregate={"gov": Minimum()}))
    fitted = panel(SCHEME.replace(normalise=MinMax(), reference="each"))
    assert other["2022-01"].id != both["2022-01"].id
    assert fitted["2022-01"].id != fitted["2022-02"].id
