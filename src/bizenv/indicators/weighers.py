"""What the children of a heading weigh (赋权方法).

Part of the engine: ``weights`` takes the scores of the reference, shape
``(units, columns)``, NaN where one is missing, and gives a weight for each
column. Weights are finite, from 0 on, and add up to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.checks import not_negative, number, positive, whole, word_of
from bizenv.indicators.normalisers import over
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Ahp", "Critic", "Entropy", "Equal", "Given", "Pca", "Weigher", "correlations"]

_BY = word_of("flat", "level")


@frozen
class Weigher:
    """What children weigh.

    ``by`` is ``level`` where the children of each heading are weighed among
    themselves, ``flat`` where all monitored indicators are weighed together and
    a heading weighs what stands below it.
    """

    kind: ClassVar[str]
    text: ClassVar[Text]
    fitted: ClassVar[bool] = False
    """Whether the weights are taken from data."""

    @property
    def flat(self) -> bool:
        """Whether all monitored indicators are weighed together."""
        return False

    @property
    def raw(self) -> bool:
        """Whether raw values are wanted instead of scores."""
        return False

    def weights(self, values: Array) -> Array:
        """The weights of the columns."""
        raise NotImplementedError


def _table(value: Mapping[str, float]) -> Mapping[str, float]:
    table = {code: number(weight) for code, weight in value.items()}
    for code, weight in table.items():
        if weight < 0:
            raise UsageError(f"weight of {code}: {weight!r}: expected a number from 0 on")
    return MappingProxyType(table)


@frozen
class Given(Weigher):
    """Weights that are written down: in the index, or in a table of codes (给定权重).

    They need not add up to 1: each counts among its siblings.

    >>> Given({"a": 2, "b": 1}).table["a"]
    2.0
    """

    kind = "given"
    text = Text("给定权重", "given weights")
    table: Mapping[str, float] = field(factory=dict, converter=_table, hash=False)


@frozen
class Equal(Weigher):
    """Equal weights: of siblings (level), or of all monitored indicators (flat) (等权).

    >>> Equal("level").weights(np.zeros((3, 4))).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """

    kind = "equal"
    text = Text("等权", "equal weights")
    by: str = field(validator=_BY)

    @property
    def flat(self) -> bool:
        """Whether all monitored indicators are equal."""
        return self.by == "flat"

    def weights(self, values: Array) -> Array:
        """The same for every column."""
        return _shares(np.ones(values.shape[-1]))


def _shares(raw: Array) -> Array:
    """Weights that add up to 1; equal ones where all are 0."""
    total = raw.sum()
    return raw / total if total > 0 else np.full(raw.shape, 1.0 / max(len(raw), 1))


@frozen
class Entropy(Weigher):
    """Entropy weights: more where units differ more (熵权法).

    Of each column ``p = (value + shift) / sum``, its entropy is
    ``-sum(p ln p) / ln n`` with 0 ln 0 = 0, and its weight is in proportion to
    1 less the entropy. ``of`` says of which values: scores, or raw values, which
    know no direction. A column that is the same everywhere weighs 0; where all
    are, all weigh the same.

    >>> Entropy("scores").weights(np.array([[0.0, 50.0], [100.0, 50.0]])).tolist()
    [1.0, 0.0]
    """

    kind = "entropy"
    text = Text("熵权法", "entropy weights")
    fitted = True
    of: str = field(validator=word_of("scores", "raw"))
    shift: float = field(default=0.0, converter=number, validator=not_negative)
    by: str = field(default="flat", validator=_BY)

    @property
    def flat(self) -> bool:
        """Whether all monitored indicators are weighed together."""
        return self.by == "flat"

    @property
    def raw(self) -> bool:
        """Whether raw values are weighed."""
        return self.of == "raw"

    def weights(self, values: Array) -> Array:
        """In proportion to 1 less the entropy."""
        missing = np.isnan(values)
        p = np.where(missing, 0.0, values + self.shift) if missing.any() else values + self.shift
        least = p.min(initial=1.0)
        if least < 0:
            raise UsageError(
                Text(
                    "熵权法：有小于 0 的数值；请改用得分不小于 0 的标准化方法，或加大 shift",
                    "entropy weights: there are values below 0; normalise to scores from 0 on, "
                    "or raise the shift",
                )
            )
        total, count = p.sum(axis=0), len(p) - missing.sum(axis=0)
        p /= np.where(total > 0, total, 1.0)
        logs = np.log(p) if least > 0 else np.log(p, out=np.zeros_like(p), where=p > 0)
        spread = -np.einsum("ij,ij->j", p, logs)
        told = 1 - spread / np.log(np.maximum(count, 2))
        nothing = (total == 0) | (count < 2) | (told < _NOTHING)
        return _shares(np.where(nothing, 0.0, told))


_NOTHING = 1e-13
"""What an entropy tells below this is a rounding error."""


def _constant(values: Array) -> npt.NDArray[np.bool_]:
    """Which columns are the same everywhere, or have no value."""
    return ~np.less(over(np.nanmin, values), over(np.nanmax, values))


def correlations(values: Array) -> Array:
    """Correlations of columns over the units that have both; 0 where one is constant.

    >>> correlations(np.array([[0.0, 3.0], [1.0, 1.0]])).round(12).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    missing = np.isnan(values)
    centred = np.where(missing, 0.0, values - over(np.nanmean, values))
    size = abs(centred).max(axis=0)
    centred /= np.where(size > 0, size, 1.0)
    products, scale = _products(centred, missing if missing.any() else None)
    found = products / np.where(scale > _NOTHING, scale, np.inf)
    constant = _constant(values)
    found[constant, :] = 0.0
    found[:, constant] = 0.0
    np.fill_diagonal(found, ~constant)
    return np.clip(found, -1.0, 1.0)


def _products(centred: Array, missing: npt.NDArray[np.bool_] | None) -> tuple[Array, Array]:
    """Covariances of columns, and the products of their deviations, over common units."""
    if missing is None:
        squares = (centred**2).sum(axis=0)
        return centred.T @ centred, np.sqrt(np.outer(squares, squares))
    there = (~missing).astype(np.float64)
    both = np.maximum(there.T @ there, 1.0)
    sums = centred.T @ there
    products = centred.T @ centred - sums * sums.T / both
    squares = np.maximum((centred**2).T @ there - sums**2 / both, 0.0)
    return products, np.sqrt(squares * squares.T)


@frozen
class Critic(Weigher):
    """CRITIC: the deviation of a column times its conflict with the others (CRITIC 法).

    The weight is in proportion to ``deviation * sum(1 - correlation)``, of
    scores, so that directions count. A constant column weighs 0 and is in
    conflict with none. Where no column is in conflict with another, those that
    are not constant weigh the same.

    >>> Critic().weights(np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [2.0, 0.0, 1.0]])).round(3)
    array([0.634, 0.366, 0.   ])
    """

    kind = "critic"
    text = Text("CRITIC 法", "CRITIC")
    fitted = True
    by: str = field(default="flat", validator=_BY)

    @property
    def flat(self) -> bool:
        """Whether all monitored indicators are weighed together."""
        return self.by == "flat"

    def weights(self, values: Array) -> Array:
        """In proportion to deviation times conflict."""
        constant = _constant(values)
        apart = (1 - correlations(values)) * np.outer(~constant, ~constant)
        conflict = np.where(apart > _NOTHING, apart, 0.0).sum(axis=1)
        deviation = np.where(constant, 0.0, over(np.nanstd, values))
        raw = deviation * conflict
        return _shares(raw if raw.any() else (~constant).astype(np.float64))


@frozen
class Pca(Weigher):
    """Principal components: the squared loadings of the first ones (主成分法).

    Each component's squared loadings, which add up to 1, count by the variance
    that it explains. A constant column weighs 0.

    >>> Pca().weights(np.array([[0.0, 0.0, 3.0], [1.0, 1.0, 3.0]])).round(12).tolist()
    [0.5, 0.5, 0.0]
    """

    kind = "pca"
    text = Text("主成分法", "principal components")
    fitted = True
    components: int = field(default=1, validator=whole)
    by: str = field(default="flat", validator=_BY)

    @property
    def flat(self) -> bool:
        """Whether all monitored indicators are weighed together."""
        return self.by == "flat"

    def weights(self, values: Array) -> Array:
        """The squared loadings, by explained variance."""
        lives = np.flatnonzero(~_constant(values))
        raw = np.zeros(values.shape[-1])
        if len(lives):
            strength, loadings = np.linalg.eigh(correlations(values[:, lives]))
            first = slice(max(len(lives) - self.components, 0), None)
            raw[lives] = (loadings[:, first] ** 2 * np.maximum(strength[first], 0)).sum(axis=1)
        return _shares(raw)


def _matrix(value: Iterable[Iterable[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(number(each) for each in row) for row in value)


def _codes(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


_RANDOM = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean consistency index of random matrices of 1 to 15 rows."""


@frozen
class Ahp(Weigher):
    """Weights of the children of one heading, by comparing each with each (层次分析法).

    ``matrix[i][j]`` says how much more code i matters than code j. A matrix
    less consistent than ``limit`` is refused.

    >>> ahp = Ahp(["a", "b"], [[1, 3], [1 / 3, 1]])
    >>> ahp.weights(np.empty((0, 2))).round(12).tolist(), ahp.consistency_ratio
    ([0.75, 0.25], 0.0)
    """

    kind = "ahp"
    text = Text("层次分析法", "AHP")
    codes: tuple[str, ...] = field(converter=_codes)
    matrix: tuple[tuple[float, ...], ...] = field(converter=_matrix)
    limit: float = field(default=0.1, converter=number, validator=positive)

    def __attrs_post_init__(self) -> None:
        n = len(self.codes)
        if not 1 <= n <= len(_RANDOM) or len(set(self.codes)) < n:
            raise UsageError(f"codes={self.codes!r}: expected 1 to {len(_RANDOM)} different codes")
        if len(self.matrix) != n or any(len(row) != n for row in self.matrix):
            raise UsageError(f"matrix: expected {n} rows of {n} numbers")
        for i in range(n):
            for j in range(i, n):
                a, b = self.matrix[i][j], self.matrix[j][i]
                if a <= 0 or abs(a * b - 1) > 0.01:
                    raise UsageError(
                        f"matrix: {self.codes[i]} against {self.codes[j]} is {a!r} and the other "
                        f"way round {b!r}: expected numbers above 0 whose product is 1"
                    )
        if self.consistency_ratio > self.limit:
            raise UsageError(
                Text(
                    f"判断矩阵一致性比例 {self.consistency_ratio:.3f}，应不超过 {self.limit:g}",
                    f"the matrix has the consistency ratio {self.consistency_ratio:.3f}, "
                    f"expected at most {self.limit:g}",
                )
            )

    def _principal(self) -> tuple[float, Array]:
        values, vectors = np.linalg.eig(np.array(self.matrix))
        first = int(np.argmax(values.real))
        return float(values[first].real), abs(vectors[:, first].real)

    @property
    def consistency_ratio(self) -> float:
        """Saaty's ratio: (eigenvalue - n) / (n - 1), by that of random matrices."""
        n = len(self.codes)
        if _RANDOM[n - 1] == 0:
            return 0.0
        return max(0.0, (self._principal()[0] - n) / (n - 1) / _RANDOM[n - 1])

    def weights(self, values: Array) -> Array:  # noqa: ARG002 - by the matrix
        """The principal eigenvector, in the order of ``codes``."""
        return _shares(self._principal()[1])
