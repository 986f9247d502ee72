"""A scheme is one frozen value with a hash, validated as a whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from bizenv.indicators.aggregators import Arithmetic, Geometric
from bizenv.indicators.missing import CarryForward, ClassMedian, Fill, Refuse, Reweight
from bizenv.indicators.normalisers import MinMax, ZScore
from bizenv.indicators.ranking import Tiers
from bizenv.indicators.schema import scheme_from_dict
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.weighers import Equal, Given
from bizenv.kernel.errors import UsageError
from bizenv.testing.indicators import schemes


def test_one_method_stands_for_all_and_defaults_stand_where_nothing_is_said() -> None:
    scheme = Scheme(normalise=MinMax(), aggregate={"gov": Geometric()})
    assert dict(scheme.normalise) == {"*": MinMax()}
    assert dict(scheme.aggregate) == {"*": Arithmetic(), "gov": Geometric()}
    assert dict(scheme.weigh) == {"*": Given()}
    assert (scheme.missing, scheme.rest, scheme.fillers) == ((Refuse(),), Refuse(), ())


def test_steps_that_fill_come_first_and_something_becomes_of_the_rest() -> None:
    steps = [CarryForward(), ClassMedian()]
    scheme = Scheme(normalise=MinMax(), missing=steps)
    assert scheme.missing == (*steps, Refuse())
    assert scheme.fillers == tuple(steps)
    assert Scheme(normalise=MinMax(), missing=Reweight(0.5)).rest == Reweight(0.5)
    assert Scheme(normalise=MinMax(), missing=[]).rest == Refuse()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"normalise": "min-max"}, "*: 'min-max': expected a Normaliser by a code or '*'"),
        ({"normalise": {1: MinMax()}}, "1: MinMax(low=0.0, high=100.0, clamp=True, trim=0.0): "
         "expected a Normaliser by a code or '*'"),
        ({"weigh": {"a": MinMax()}}, "a: MinMax(low=0.0, high=100.0, clamp=True, trim=0.0): "
         "expected a Weigher by a code or '*'"),
        ({"missing": [Refuse(), Reweight(0.5)]}, "missing=(Refuse(), Reweight(at_least=0.5, "
         "by='count')): expected steps that fill, then Refuse, Reweight or Fill once"),
        ({"missing": ["refuse"]}, "missing='refuse': expected Refuse, Reweight or Fill at the end"),
    ],
)  # fmt: skip
def test_a_scheme_that_cannot_be_used_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as told:
        Scheme(**{"normalise": MinMax(), **changes})  # type: ignore[arg-type] # wrong on purpose
    assert str(told.value) == message


def test_the_hash_is_of_what_the_scheme_says() -> None:
    scheme = Scheme(normalise=MinMax(), tiers=Tiers.by_list({"甲": 1}))
    assert len(scheme.hash) == 64
    assert scheme.replace(id="other", version="2").hash == scheme.hash
    changed = [
        scheme.replace(normalise=ZScore(ddof=0)),
        scheme.replace(weigh=Equal("level")),
        scheme.replace(missing=Fill(0)),
        scheme.replace(goalposts={"a": (0, 1)}),
        scheme.replace(tiers=None),
        scheme.replace(reference="each"),
    ]
    assert len({scheme.hash, *(each.hash for each in changed)}) == 7


@settings(max_examples=40)
@given(schemes())
def test_a_scheme_says_itself_in_plain_values(scheme: Scheme) -> None:
    said = json.loads(json.dumps(scheme.to_dict()))
    again = scheme_from_dict(said)
    assert (again, again.hash) == (scheme, scheme.hash)
