"""Schemes and indexes from plain values; every problem is told with its path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.indicators.aggregators import Geometric, Harmonic
from bizenv.indicators.missing import CarryForward, Reweight, Screen
from bizenv.indicators.normalisers import MinMax
from bizenv.indicators.outliers import Clip
from bizenv.indicators.point_tables import Steps
from bizenv.indicators.ranking import Ranking, Tiers
from bizenv.indicators.schema import IndexReader, SchemeReader, scheme_from_dict
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.transforms import Log
from bizenv.indicators.values import Index
from bizenv.indicators.weighers import Ahp, Given
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text


def told_of(reader: type[Any], value: Any) -> tuple[Any, list[str]]:
    """What was read, and what was told."""
    lines: list[str] = []

    def wrong(code: str, path: Any, got: Any, expected: Text, hint: Text | None = None) -> None:
        said = got if isinstance(got, str) else got.say("en")
        tail = f" ({hint.say('en')})" if hint else ""
        where = ".".join(map(str, path))
        lines.append(f"{where}: {said}, not {expected.say('en')} [{code}]{tail}")

    return reader(wrong).read(value), lines


def test_a_scheme_is_read_from_texts() -> None:
    scheme, told = told_of(
        SchemeReader,
        {
            "format": "bizenv.scheme/1",
            "id": "s",
            "version": "2",
            "normalise": {
                "*": "min-max",
                "a": {"kind": "steps", "steps": [["60", "50"], ["90", "100"]]},
            },
            "transform": {"b": {"kind": "log", "shift": "1"}},
            "outliers": {"b": {"kind": "clip", "high": "75000"}},
            "weigh": {
                "*": {"kind": "given", "table": {"a": "2"}},
                "h": {"kind": "ahp", "codes": ["c", "d"], "matrix": [["1", "3"], ["1/3", "1"]]},
            },
            "aggregate": {"*": "harmonic", "h": {"kind": "geometric", "floor": "0.01"}},
            "missing": [{"kind": "carry-forward", "periods": "2"},
                        {"kind": "reweight", "at_least": "0.66"}],
            "screen": {"at_least": "0.65"},
            "ranking": {"ties": "dense", "decimals": "none"},
            "tiers": {"way": "list", "units": {"甲": "1"}},
            "reference": "2022-12",
            "goalposts": {"b": ["0", "10"]},
        },
    )  # fmt: skip
    assert told == []
    assert scheme == Scheme(
        id="s",
        version="2",
        normalise={"*": MinMax(), "a": Steps([(60, 50), (90, 100)])},
        transform={"b": Log(1)},
        outliers={"b": Clip(high=75000)},
        weigh={"*": Given({"a": 2}), "h": Ahp(["c", "d"], [[1, 3], [1 / 3, 1]])},
        aggregate={"*": Harmonic(), "h": Geometric(0.01)},
        missing=[CarryForward(2), Reweight(0.66)],
        screen=Screen(0.65),
        ranking=Ranking("dense", None),
        tiers=Tiers.by_list({"甲": 1}),
        reference="2022-12",
        goalposts={"b": (0, 10)},
    )


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ([], [": [], not a mapping [wrong-type]"]),
        ({}, [": nothing, not the key 'normalise' [missing-key]"]),
        ({"normalise": "min-max", "wieght": 1},
         ["wieght: 'wieght', not one of id, version, normalise, transform, outliers, weigh, "
          "aggregate, missing, screen, ranking, tiers, reference, goalposts [unknown-key] "
          "(did you mean 'weigh'?)"]),
        ({"normalise": "min-mix"},
         ["normalise: 'min-mix', not one of min-max, frontier, target, z-score, indexed, "
          "adjusted, as-scored, steps, piecewise, deduction, bonus, rank, percentile "
          "[unknown-method] (did you mean 'min-max'?)"]),
        ({"normalise": {"*": {"kind": "z-score"}}},
         ["normalise.*: nothing, not the key 'ddof' [missing-key]"]),
        ({"normalise": {"kind": "min-max", "low": "x", "clamp": "maybe"}},
         ["normalise.low: 'x', not a number [bad-number]",
          "normalise.clamp: 'maybe', not yes or no [wrong-type]"]),
        ({"normalise": {"kind": "min-max", "low": "100"}},
         ["normalise: {'low': '100'}, not a number above low=100.0 [bad-setting]"]),
        ({"normalise": 3}, ["normalise: 3, not a mapping [wrong-type]"]),
        ({"normalise": {"a": 3}}, ["normalise.a: 3, not a mapping [wrong-type]"]),
        ({"normalise": "min-max", "missing": {"kind": None}},
         ["missing.0.kind: nothing, not one of refuse, reweight, fill, carry-forward, "
          "class-median, class-mean [unknown-method]"]),
        ({"normalise": "min-max", "missing": ["refuse", "refuse"]},
         [": 'scheme', not steps that fill, then Refuse, Reweight or Fill once [bad-setting]"]),
        ({"normalise": "min-max", "id": 3}, ["id: 3, not a text [wrong-type]"]),
        ({"normalise": "min-max", "tiers": "x"}, ["tiers: 'x', not a mapping [wrong-type]"]),
        ({"normalise": "min-max", "goalposts": {"a": ["1/0", "2"]}},
         ["goalposts.a.0: '1/0', not a number [bad-number]"]),
        ({"normalise": "min-max",
          "weigh": {"h": {"kind": "ahp", "codes": ["a", "b", "c"],
                          "matrix": [["1", "9", "1/9"], ["1/9", "1", "9"], ["9", "1/9", "1"]]}}},
         ["weigh.h: {'codes': ['a', 'b', 'c'], 'matrix': [['1', '9', '1/9'], ['1/9', '1', '9'], "
          "['9', '1/9', '1']]}, not the matrix has the consistency ratio 6.130, expected at most "
          "0.1 [bad-setting]"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_scheme_is_told(value: object, lines: list[str]) -> None:
    scheme, told = told_of(SchemeReader, value)
    assert (scheme, told) == (None, lines)


def test_a_dict_that_is_no_scheme_is_refused_with_everything() -> None:
    with pytest.raises(UsageError) as told:
        scheme_from_dict({"normalise": {"kind": "min-max", "low": "x"}, "tiers": 3})
    assert str(told.value) == (
        "normalise.low: got 'x', expected a number [bad-number]; "
        "tiers: got 3, expected a mapping [wrong-type]"
    )
    with pytest.raises(UsageError, match="scheme: got nothing, expected the key 'normalise'"):
        scheme_from_dict({})


def test_an_index_is_read_nested_or_flat() -> None:
    index, told = told_of(
        IndexReader,
        {
            "format": "bizenv.index/1",
            "id": "x",
            "name": {"zh": "营商环境", "en": "business environment"},
            "indicators": [
                {"code": "gov", "zh": "政务", "weight": "70", "below": [
                    {"code": "days", "direction": "逆向", "best": "1", "worst": "30", "unit": ""},
                ]},
                {"code": "rate", "parent": "gov", "en": "rate"},
                {"code": "people", "auxiliary": "yes"},
            ],
        },
    )  # fmt: skip
    assert told == []
    assert isinstance(index, Index)
    assert index.leaves == ("days", "rate")
    assert (index["days"].parent, index["days"].sign, index["days"].worst) == ("gov", -1, 30)
    assert (index.name, index["rate"].text) == (
        Text("营商环境", "business environment"),
        Text("rate", "rate"),
    )
    assert index.auxiliaries == ("people",)
    named, _ = told_of(IndexReader, {"id": "x", "name": "指数", "indicators": [{"code": "a"}]})
    assert named.name == Text("指数")
    empty, _ = told_of(IndexReader, {"id": "x", "name": {}, "indicators": [{"code": "a"}]})
    assert empty.name is None


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("x", [": 'x', not a mapping [wrong-type]"]),
        ({}, [": nothing, not the key 'id' [missing-key]",
              ": nothing, not the key 'indicators' [missing-key]"]),
        ({"id": "x", "indicators": "a"}, ["indicators: 'a', not a list [wrong-type]"]),
        ({"id": "x", "indicators": ["a", {}]},
         ["indicators.0: 'a', not a mapping [wrong-type]",
          "indicators.1: nothing, not the key 'code' [missing-key]"]),
        ({"id": "x", "indicators": [{"code": "a", "direction": "hihger", "wait": 1}]},
         ["indicators.0.wait: 'wait', not one of code, zh, en, parent, direction, unit, best, "
          "worst, weight, since, until, per, auxiliary, source, below [unknown-key]"
          " (did you mean 'weight'?)",
          "indicators.0.direction: 'hihger', not one of higher, lower [unknown-word]"
          " (did you mean 'higher'?)"]),
        ({"id": "x", "indicators": [{"code": "a", "below": [{"code": "b", "parent": "a"}]}]},
         ["indicators.0.below.0.parent: 'a', not none, for it stands below one [parent-twice]"]),
        ({"id": "x", "indicators": [{"code": "a", "weight": "-1"}]},
         ["indicators.0: 'a', not a number from 0 on [bad-setting]"]),
        ({"id": "x", "indicators": [{"code": "a", "best": "1", "worst": "2"}]},
         ["indicators.0: 'a', not a: best=1 and worst=2 contradict the direction 'higher' "
          "[bad-setting]"]),
        ({"id": "x", "indicators": [{"code": "a"}, {"code": "a"}]},
         [": 'x', not index x: the code 'a' stands more than once [bad-setting]"]),
        ({"id": "x", "name": 3, "indicators": [{"code": "a"}]},
         ["name: 3, not a mapping [wrong-type]"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_index_is_told(value: object, lines: list[str]) -> None:
    index, told = told_of(IndexReader, value)
    assert (index, told) == (None, lines)


PLAIN = st.recursive(
    st.sampled_from(["min-max", "x", "1", "", None, "kind", "code", "-1", "9e999"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["kind", "normalise", "weigh", "code", "id", "indicators", "below", "*"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=50)
@given(PLAIN)
def test_any_value_is_read_or_told(value: object) -> None:
    for reader in (SchemeReader, IndexReader):
        read, told = told_of(reader, value)
        assert (read is None) == bool(told)
