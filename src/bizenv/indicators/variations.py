"""What could have been decided, or measured, otherwise: the sources of uncertainty (不确定来源).

Each variation draws one choice for every future: which of several methods, by
what factors the weights change, which indicator is left out, how the values
are disturbed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from attrs import field, frozen

from bizenv.indicators.checks import number, word_of
from bizenv.indicators.normalisers import over
from bizenv.indicators.plans import Plan
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.trees import Array
from bizenv.indicators.values import unknown_code
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = [
    "Aggregations",
    "Alternatives",
    "DropOne",
    "MeasurementError",
    "MissingPolicies",
    "Normalisations",
    "Variation",
    "Weighings",
    "Weights",
]


@frozen
class Variation:
    """One thing that varies from future to future."""

    kind: ClassVar[str]
    text: ClassVar[Text]

    def draw(self, rng: np.random.Generator, runs: int, made: Plan) -> Array:
        """A choice for each future: ``(runs, ...)``."""
        raise NotImplementedError


def _options(value: Iterable[Any]) -> tuple[Any, ...]:
    options = tuple(value)
    if len(options) < 2:
        raise UsageError(f"options={options!r}: expected two or more, else nothing varies")
    return options


@frozen
class Alternatives(Variation):
    """One setting of the scheme, as any of several options, each as likely.

    An option is whatever the scheme takes for the setting: a method, or methods
    by code.
    """

    setting: ClassVar[str]
    options: tuple[Any, ...] = field(converter=_options)

    def draw(self, rng: np.random.Generator, runs: int, made: Plan) -> Array:  # noqa: ARG002 - all alike
        """The position of an option for each future."""
        return rng.integers(len(self.options), size=runs).astype(np.float64)

    def chosen(self, scheme: Scheme, choice: float) -> Scheme:
        """The scheme with one of the options."""
        return scheme.replace(**{self.setting: self.options[int(choice)]})


@frozen
class Normalisations(Alternatives):
    """How raw values become scores, as any of several methods (标准化方法).

    Goalposts that the scheme writes down hold for the method that it names; the
    other options take theirs from the reference.

    >>> from bizenv.indicators.normalisers import MinMax, ZScore
    >>> len(Normalisations([MinMax(), ZScore(ddof=1)]).options)
    2
    """

    kind = "normalisation"
    text = Text("标准化方法", "normalisation")
    setting = "normalise"

    def chosen(self, scheme: Scheme, choice: float) -> Scheme:
        """The scheme with one of the methods."""
        changed = Alternatives.chosen(self, scheme, choice)
        same = changed.normalise == scheme.normalise
        return changed if same else changed.replace(goalposts={})


@frozen
class Aggregations(Alternatives):
    """How scores below a heading become its score, as any of several ways (合成方法)."""

    kind = "aggregation"
    text = Text("合成方法", "aggregation")
    setting = "aggregate"


@frozen
class Weighings(Alternatives):
    """How indicators are weighed, as any of several methods (赋权方法)."""

    kind = "weighing"
    text = Text("赋权方法", "method of weighing")
    setting = "weigh"


@frozen
class MissingPolicies(Alternatives):
    """What is done with missing values, as any of several policies (缺失值处理)."""

    kind = "missing"
    text = Text("缺失值处理", "missing policy")
    setting = "missing"


def _spread(_: object, attribute: Any, value: float) -> None:
    if not 0 < value <= 1:
        raise UsageError(f"{attribute.name}={value!r}: expected a share above 0, at most 1")


@frozen
class Weights(Variation):
    """Every weight, multiplied by a factor from 1 - spread to 1 + spread (权重浮动).

    The factors are drawn at every level of the tree, uniformly; then the
    weights of siblings add up to 1 again.

    >>> Weights(0.25).spread
    0.25
    """

    kind = "weights"
    text = Text("权重", "weights")
    spread: float = field(default=0.25, converter=number, validator=_spread)

    def draw(self, rng: np.random.Generator, runs: int, made: Plan) -> Array:
        """A factor for each column of the tree: ``(runs, columns)``."""
        factors = rng.random((runs, len(made.tree.codes)))
        return 1 + self.spread * (2 * factors - 1)


def _nodes(value: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


@frozen
class DropOne(Variation):
    """One indicator left out: any monitored one, or any of the nodes that are named (剔除一项).

    Its weight goes to its siblings.

    >>> DropOne(["a", "b"]).nodes
    ('a', 'b')
    """

    kind = "left-out"
    text = Text("剔除的指标", "indicator left out")
    nodes: tuple[str, ...] | None = field(default=None, converter=_nodes)

    def columns(self, made: Plan) -> Array:
        """The columns of the nodes that may be left out."""
        tree = made.tree
        for code in self.nodes or ():
            if code not in tree.place or code == tree.codes[tree.root]:
                raise UsageError(unknown_code(code, tree.codes[:-1], "DropOne"))
        codes = tree.codes[: tree.leaf_count] if self.nodes is None else self.nodes
        if len(codes) < 2:
            raise UsageError("DropOne: expected two or more nodes, else nothing varies")
        return np.array([tree.place[code] for code in codes], dtype=np.float64)

    def draw(self, rng: np.random.Generator, runs: int, made: Plan) -> Array:
        """The column that is left out."""
        columns = self.columns(made)
        return np.asarray(columns[rng.integers(len(columns), size=runs)])


def _shares(value: float | Mapping[str, float]) -> float | Mapping[str, float]:
    if isinstance(value, Mapping):
        return MappingProxyType({code: number(share) for code, share in value.items()})
    return number(value)


def _some_error(_: object, attribute: Any, value: float | Mapping[str, float]) -> None:
    shares = list(value.values()) if isinstance(value, Mapping) else [value]
    if not shares or min(shares) <= 0:
        raise UsageError(f"{attribute.name}={value!r}: expected shares above 0")


@frozen
class MeasurementError(Variation):
    """Observed values, each disturbed by a normal error (测量误差).

    Its standard deviation is a share of the value, or of the standard
    deviation of the indicator among the units (``of="spread"``): one share for
    every monitored indicator, or shares by code. The values of the scored
    period are disturbed, and goalposts move along where they are taken from it.
    What is missing stays missing.

    >>> MeasurementError({"days": 0.1}).of
    'value'
    """

    kind = "measurement"
    text = Text("测量误差", "measurement error")
    share: float | Mapping[str, float] = field(converter=_shares, validator=_some_error, hash=False)
    of: str = field(default="value", validator=word_of("value", "spread"))

    def draw(self, rng: np.random.Generator, runs: int, made: Plan) -> Array:
        """The seed of the errors for each future; they are drawn anew from it."""
        if isinstance(self.share, Mapping):
            for code in self.share:
                if code not in made.index.leaves:
                    raise UsageError(unknown_code(code, made.index.leaves, "MeasurementError"))
        return rng.integers(2**52, size=runs).astype(np.float64)

    def deviations(self, raw: Array, made: Plan) -> Array:
        """The standard deviation of every error: ``(units, leaves)`` in and out."""
        table = self.share
        shares = [
            table.get(code, 0.0) if isinstance(table, Mapping) else table
            for code in made.index.leaves
        ]
        size = abs(raw) if self.of == "value" else over(np.nanstd, raw)
        return np.asarray(np.broadcast_to(np.array(shares) * size, raw.shape))
