"""An index is a tree, checked as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given

from bizenv.indicators.values import Direction, Index, Indicator
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.testing.indicators import an_index, indexes


def test_a_direction_is_a_sign_and_a_word() -> None:
    assert (Direction.HIGHER.sign, Direction.LOWER.sign) == (1.0, -1.0)
    assert Direction.LOWER.text == Text("逆向", "less is better")
    assert Indicator(code="a", direction=Direction.LOWER).sign == -1.0


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"code": " "}, "code=' ': expected a text that is not blank"),
        ({"code": "a", "weight": -1}, "weight=-1.0: expected a number from 0 on"),
        ({"code": "a", "best": True}, "True: expected a finite number"),
        ({"code": "a", "best": float("inf")}, "inf: expected a finite number"),
        ({"code": "a", "direction": "up"}, "'up': expected one of 'higher', 'lower'"),
        (
            {"code": "a", "best": 1, "worst": 2},
            "a: best=1 and worst=2 contradict the direction 'higher'",
        ),
        (
            {"code": "a", "best": 2, "worst": 2, "direction": "lower"},
            "a: best=2 and worst=2 contradict the direction 'lower'",
        ),
        (
            {"code": "a", "since": "2023-01", "until": "2022-12"},
            "a: since='2023-01' is after until='2022-12'",
        ),
        (
            {"code": "a", "auxiliary": True, "weight": 1},
            "a: an auxiliary indicator has no parent and no weight",
        ),
    ],
)
def test_an_indicator_refuses_to_exist_when_wrong(fields: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as told:
        Indicator(**fields)  # type: ignore[arg-type] # wrong on purpose
    assert str(told.value) == message


def test_an_indicator_is_named_by_its_code_where_it_has_no_name() -> None:
    assert Indicator(code="a").text == Text("a", "a")
    assert Indicator(code="a", name="甲").text == Text("甲")
    assert Indicator(code="a", name=Text("甲", "first")).text.say("en") == "first"


def test_an_indicator_is_in_force_from_since_to_until() -> None:
    one = Indicator(code="a", since="2022-03", until="2022-05")
    found = [one.valid(f"2022-{month:02}") for month in (2, 3, 5, 6)]
    assert found == [False, True, True, False]
    assert Indicator(code="a", since="2022-03").valid("2022")
    assert Indicator(code="a").valid("1949")


def deep() -> Index:
    return Index(
        "x",
        [
            Indicator(code="gov", weight=7),
            Indicator(code="eco", weight=3),
            Indicator(code="days", parent="speed", direction="lower"),
            Indicator(code="speed", parent="gov"),
            Indicator(code="rate", parent="gov"),
            Indicator(code="people", auxiliary=True),
            Indicator(code="firms", parent="eco", per="people"),
        ],
        Text("指数", "the index"),
    )


def test_a_tree_knows_its_nodes_and_leaves() -> None:
    index = deep()
    assert index.root == "x"
    assert index.walk() == ("x", "gov", "speed", "days", "rate", "eco", "firms")
    assert index.leaves == ("days", "rate", "firms")
    assert index.auxiliaries == ("people",)
    assert index.nodes == ("eco", "speed", "gov", "x")
    assert [index.level(code) for code in ("x", "gov", "days")] == [0, 1, 3]
    assert (index.parent("x"), index.parent("gov"), index.parent("days")) == (None, "x", "speed")
    assert index.text("x") == Text("指数", "the index")
    assert index.text("gov") == Text("gov", "gov")
    assert (len(index), next(iter(index)).code, "gov" in index, "no" in index) == (
        7,
        "gov",
        True,
        False,
    )
    assert index.replace("rate", weight=2)["rate"].weight == 2.0


def test_a_single_top_with_others_below_is_the_index_itself() -> None:
    index = Index("x", [Indicator(code="top", name="总"), Indicator(code="a", parent="top")])
    assert (index.root, index.leaves, index.text("top").zh) == ("top", ("a",), "总")
    assert Index("y", [Indicator(code="a")]).text("y") == Text("y", "y")
    named = Index("z", [Indicator(code="z"), Indicator(code="a", parent="z")])
    assert named.root == "z"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "index x: there is no indicator"),
        (
            [Indicator(code="a"), Indicator(code="a")],
            "index x: the code 'a' stands more than once",
        ),
        (
            [Indicator(code="a", parent="b")],
            "index x: 'a' has the unknown parent 'b'",
        ),
        (
            [Indicator(code="a"), Indicator(code="b", parent="c"), Indicator(code="c", parent="b")],
            "index x: a circle of parents holds b, c",
        ),
        (
            [Indicator(code="x"), Indicator(code="b")],
            "index x: an indicator has the id of the index, 'x'",
        ),
        (
            [Indicator(code="a", per="n")],
            "index x: 'a' is divided by the unknown 'n'",
        ),
        (
            [Indicator(code="n", auxiliary=True), Indicator(code="a", parent="n")],
            "index x: 'a' stands below an auxiliary one",
        ),
        (
            [Indicator(code="a", best=1), Indicator(code="b", parent="a"), Indicator(code="c")],
            "index x: 'a' is a heading: it has no best, no worst and no per",
        ),
        ([Indicator(code="a", auxiliary=True)], "index x: there is no monitored indicator"),
    ],
)
def test_rows_that_are_no_tree_are_refused(rows: list[Indicator], message: str) -> None:
    with pytest.raises(UsageError) as told:
        Index("x", rows)
    assert str(told.value) == message


def test_of_very_many_faults_the_first_are_told() -> None:
    with pytest.raises(UsageError) as told:
        Index("x", [Indicator(code=f"i{n}", parent="no") for n in range(99)])
    assert str(told.value).count("unknown parent") == 10


def test_rows_are_read_as_mappings() -> None:
    index = Index.from_rows("x", [{"code": "a", "name_en": "first", "unit": None}], "甲")
    assert index["a"].text == Text("first", "first")
    with pytest.raises(UsageError, match=r"row .*'wieght'"):
        Index.from_rows("x", [{"code": "a", "wieght": 1}])


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError) as told:
        deep()["rates"]
    assert told.value.say("zh") == "没有指标 'rates'；是否为 'rate'？"
    with pytest.raises(UsageError, match=r"^no indicator 'qqq'$"):
        an_index(a="higher")["qqq"]


@given(indexes())
def test_every_node_is_reached_once_and_stands_after_what_is_below(index: Index) -> None:
    codes = (*index.leaves, *index.nodes)
    assert sorted(index.walk()) == sorted(codes)
    for node in index.nodes:
        assert all(codes.index(child) < codes.index(node) for child in index.children[node])
