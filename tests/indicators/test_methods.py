"""Every method that a scheme may name is listed once, with words in both languages."""

from __future__ import annotations

from bizenv.indicators.aggregators import Aggregator
from bizenv.indicators.methods import METHODS
from bizenv.indicators.missing import Missing
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.outliers import Outliers
from bizenv.indicators.transforms import Transform
from bizenv.indicators.weighers import Weigher

BASES = {
    "normalise": Normaliser,
    "transform": Transform,
    "outliers": Outliers,
    "weigh": Weigher,
    "aggregate": Aggregator,
    "missing": Missing,
}


def test_every_class_with_a_kind_is_listed() -> None:
    for name, base in BASES.items():
        classes, waiting = set(), [base]
        while waiting:
            below = waiting.pop().__subclasses__()
            waiting += below
            classes |= {each for each in below if "kind" in vars(each)}
        # attrs makes each slotted class anew; the first of the two is of the same name
        assert {each.__name__ for each in classes} == {m.__name__ for m in METHODS[name].values()}


def test_every_method_has_words() -> None:
    for methods in METHODS.values():
        for kind, method in methods.items():
            assert method.kind == kind
            assert method.text.zh
            assert method.text.en
