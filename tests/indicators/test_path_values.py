"""A path in words, as rows and as plain values."""

import json

from counties import FRONTIER, board_of, flat_index

from bizenv.indicators.aggregators import Harmonic
from bizenv.indicators.limits import UpTo
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.ranking import Ranking

INDEX = flat_index({"c": 3, "b": 1}, unit="d")
SCHEME = FRONTIER.replace(ranking=Ranking(decimals=2))
BOARD = board_of([[50, 100], [20, 60]], INDEX, SCHEME, classes=["p", "p"])


def test_a_path_in_words() -> None:
    path = path_to_rank(BOARD, "u0", 1)
    assert path.explain("zh") == (
        "u0，2022-12：现居第 2 名，62.5 分；目标第 1 名，差 12.495 分\n"
        "改进 1 项，成本 16.66：预计第 1 名，重新计分后第 1 名，74.995 分\n"
        "求法：按单位成本贡献排序填补，最优；其他单位得分不变，目标在 100 % 的情形中达到\n"
        "  c：由 50 d 到 33.3399 d（50 → 66.66 分），总分 +12.495\n"
        "以下 1 项无法再贡献：\n"
        "  b：已得满分或已达最好水平"
    )
    assert path.explain("en") == (
        "u0, 2022-12: rank 2, score 62.5; target rank 1, short of 12.495\n"
        "indicators moved: 1, cost 16.66; promised rank 1, scored anew rank 1, score 74.995\n"
        "found by: filled by worth per cost, none is better; the others stay as they are; "
        "the target is reached in 100 % of the futures\n"
        "  c: from 50 d to 33.3399 d (score 50 -> 66.66), +12.495 to the whole\n"
        "cannot help, 1:\n"
        "  b: it has full marks or the best value already"
    )


def test_out_of_reach_in_words() -> None:
    path = path_to_rank(BOARD, "u0", 1, limits=[UpTo({"c": 40})], within="class")
    assert path.summary("en")[:2] == [
        "u0, 2022-12: rank 2 in its class, score 62.5; target rank 1, short of 12.495",
        "the target is out of reach; indicators moved: 1, cost 10; promised rank 2, "
        "scored anew rank 2, score 70",
    ]
    assert path.summary("zh")[0].startswith("u0，2022-12：现居第 2 名（类内），")
    assert path.summary("zh")[1].startswith("达不到目标：")


def test_the_value_that_is_shown_is_enough() -> None:
    path = path_to_rank(board_of([[50.0, 0.0], [20, 60]], INDEX, SCHEME), "u0", 1)
    (step,) = path.steps  # less is better
    shown = float(step.say("en").split(" to ")[1].split(" ")[0])
    assert shown <= step.then < shown + 0.0001
    rising = board_of([[50.0, 0.0], [50, 33.33339]], INDEX, SCHEME)
    (step,) = path_to_rank(rising, "u0", 1, only=["b"]).steps
    shown = float(step.say("en").split(" to ")[1].split(" ")[0])
    assert shown - 0.0001 < step.then <= shown


def test_no_gain_is_told_where_indicators_depend_on_each_other() -> None:
    board = board_of([[50, 90], [20, 60]], INDEX, FRONTIER.replace(aggregate=Harmonic()))
    path = path_to_rank(board, "u0", 1)
    assert path.idle == ()
    assert all(step.gain is None for step in path)
    assert path.explain("en").endswith(")")
    assert "a search, heuristic; " in path.explain("en")


def test_plain_values() -> None:
    path = path_to_rank(BOARD, "u0", 1)
    told = json.loads(json.dumps(path.to_dict(), allow_nan=False))
    assert told["format"] == "bizenv.path/1"
    assert (told["rank"], told["target"], told["promised"], told["achieved"]) == (2, 1, 1, 1)
    assert told["steps"][0]["code"] == "c"
    assert told["idle"] == [{"code": "b", "zh": "b", "en": "b", "reason": "at-best"}]
    assert path.to_frame("polars")["code"].to_list() == ["c"]
