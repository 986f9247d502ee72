"""A scheme compiled for an index, once every setting is known to be used.

Part of the engine, see :mod:`bizenv.indicators.engine`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from attrs import frozen

from bizenv.indicators.aggregators import Aggregator, MazziottaPareto
from bizenv.indicators.missing import Reweight
from bizenv.indicators.normalisers import Normaliser
from bizenv.indicators.outliers import Outliers
from bizenv.indicators.schemes import EVERYWHERE, Scheme
from bizenv.indicators.transforms import Transform
from bizenv.indicators.trees import Array, Positions, Tree
from bizenv.indicators.values import Index, unknown_code
from bizenv.indicators.weighers import Ahp, Given, Weigher
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["Group", "Plan", "plan"]

T = TypeVar("T")


@frozen(eq=False)
class Group:
    """Columns that are scored by the same method, so that they are scored at once."""

    columns: Positions
    method: Normaliser
    transform: Transform | None
    written: Array | None
    """Goalposts that the scheme writes down: ``(posts, columns)``, else NaN."""

    def transformed(self, x: Array) -> Array:
        """Values on the scale that is scored."""
        return x if self.transform is None else self.transform.apply(x)

    @property
    def turn(self) -> float:
        """-1 where the transform turns the direction."""
        return -1.0 if self.transform is not None and self.transform.falling else 1.0


@frozen(eq=False)
class Plan:
    """An index and a scheme, as the engine runs them."""

    index: Index
    scheme: Scheme
    tree: Tree
    sign: Array
    """For each leaf 1 where more is better, -1 where less is."""
    bounds: Array
    """For each leaf worst and best, ``(2, leaves)``; NaN where the index has none."""
    groups: tuple[Group, ...]
    outliers: tuple[tuple[Positions, Outliers], ...]
    aggregators: tuple[Aggregator, ...]
    """For each heading, in the order of the tree."""
    weighers: tuple[Weigher | None, ...]
    """For each heading; None where all indicators are weighed together."""

    @property
    def at_least(self) -> float:
        """The least coverage of a heading that is scored."""
        rest = self.scheme.rest
        return rest.at_least if isinstance(rest, Reweight) else 0.0

    @cached_property
    def weighs_data(self) -> bool:
        """Whether some weight is taken from data."""
        return self.scheme.weigh[EVERYWHERE].fitted or any(
            each is not None and each.fitted for each in self.weighers
        )

    @cached_property
    def weighs_by_level(self) -> bool:
        """Whether some weight is taken from the scores below a heading."""
        return any(each is not None and each.fitted for each in self.weighers)

    @cached_property
    def relative(self) -> bool:
        """Whether the score of a unit depends on the other units of the period."""
        return any(g.method.relative for g in self.groups) or any(
            each.relative for each in self.aggregators
        )

    @cached_property
    def group_of(self) -> dict[int, tuple[int, int]]:
        """By leaf, the position of its group and its place there."""
        return {
            int(column): (number, place)
            for number, group in enumerate(self.groups)
            for place, column in enumerate(group.columns)
        }

    def method(self, column: int) -> Normaliser:
        """How a leaf is scored."""
        return self.groups[self.group_of[column][0]].method

    def given(self, codes: Sequence[str], method: Given) -> Array:
        """The written weights of some siblings."""
        found = [method.table.get(code, self.index[code].weight) for code in codes]
        lacking = [code for code, weight in zip(codes, found, strict=True) if weight is None]
        if lacking and len(codes) > 1:
            raise _refusal(
                f"{'、'.join(lacking[:5])} 没有权重：应写在指标体系或方案中；等权写作 equal",
                f"weight of {', '.join(lacking[:5])}: expected one in the index or in the scheme; "
                "for equal weights write equal",
            )
        return np.array([1.0 if weight is None else weight for weight in found])


def plan(index: Index, scheme: Scheme) -> Plan:
    """Compile a scheme for an index.

    Raises:
        UsageError: a code is unknown, a setting would not be used, goalposts or
            weights are lacking, or two methods do not fit each other.
    """
    tree = Tree.of(index)
    _check_codes(index, scheme)
    leaves = [index[code] for code in index.leaves]
    bounds = np.array(
        [[np.nan if v is None else v for v in (i.worst, i.best)] for i in leaves]
    ).T.reshape(2, len(leaves))
    made = Plan(
        index,
        scheme,
        tree,
        np.array([each.sign for each in leaves]),
        bounds,
        _groups(index, scheme),
        _outliers(index, scheme),
        tuple(scheme.aggregate.get(node, scheme.aggregate[EVERYWHERE]) for node in index.nodes),
        _weighers(index, scheme),
    )
    _check_methods(made)
    _check_weights(made)
    return made


def _refusal(zh: str, en: str) -> UsageError:
    return UsageError(Text(zh, en))


# --- codes --------------------------------------------------------------------------


def _check_codes(index: Index, scheme: Scheme) -> None:
    known = (*index.leaves, *index.nodes)
    for name in ("normalise", "transform", "outliers", "goalposts"):
        for code in getattr(scheme, name):
            if code != EVERYWHERE and code not in known:
                told = unknown_code(code, known)
                raise _refusal(f"{name}：{told.zh}", f"{name}: {told.say('en')}")
    for name in ("weigh", "aggregate"):
        for code in getattr(scheme, name):
            if code != EVERYWHERE and code not in index.children:
                heads = index.nodes[::-1][:8]
                raise _refusal(
                    f"{name}：{code!r} 之下没有指标，应为 '*' 或 {'、'.join(heads)} 之一",
                    f"{name}: {code!r} is no heading; expected '*' or one of {', '.join(heads)}",
                )


def _spread(index: Index, table: Mapping[str, T], name: str) -> dict[str, T]:
    """By monitored indicator the setting that holds: its own, the nearest above, ``*``."""
    if set(table) <= {EVERYWHERE}:
        return dict.fromkeys(index.leaves, table[EVERYWHERE]) if table else {}
    holds: dict[str, T] = {}
    used: set[str] = set()
    for leaf in index.leaves:
        code: str | None = leaf
        while code is not None and code not in table:
            code = index.parent(code)
        key = EVERYWHERE if code is None else code
        if key in table:
            holds[leaf] = table[key]
            used.add(key)
    if unused := [code for code in table if code not in used]:
        raise _refusal(
            f"{name}：{unused[0]!r} 的设置用不上，其下各项另有设置",
            f"{name}: the setting for {unused[0]!r} would not be used: "
            "other settings hold for all that stands below it",
        )
    return holds


# --- groups of columns -----------------------------------------------------------------


def _groups(index: Index, scheme: Scheme) -> tuple[Group, ...]:
    methods = _spread(index, scheme.normalise, "normalise")
    if lacking := [leaf for leaf in index.leaves if leaf not in methods]:
        raise _refusal(
            f"normalise：{'、'.join(lacking[:5])} 没有标准化方法",
            f"normalise: no method for {', '.join(lacking[:5])}",
        )
    transforms = _spread(index, scheme.transform, "transform")
    together: dict[tuple[Normaliser, Transform | None], list[int]] = {}
    for column, leaf in enumerate(index.leaves):
        together.setdefault((methods[leaf], transforms.get(leaf)), []).append(column)
    _check_posts(index, scheme, methods)
    return tuple(
        Group(
            np.array(columns, dtype=np.intp),
            method,
            transform,
            _written(index, scheme, method, columns),
        )
        for (method, transform), columns in together.items()
    )


def _check_posts(index: Index, scheme: Scheme, methods: Mapping[str, Normaliser]) -> None:
    for code, posts in scheme.goalposts.items():
        names = methods[code].posts if code in index.leaves else ()
        if not names:
            raise _refusal(
                f"{code!r} 的上下限用不上", f"goalposts of {code!r} would not be used by its method"
            )
        if len(posts) != len(names):
            raise _refusal(
                f"{code!r} 的上下限：读到 {posts!r}，应为 {'、'.join(names)}",
                f"goalposts of {code!r}: got {posts!r}, expected {', '.join(names)}",
            )


def _written(
    index: Index, scheme: Scheme, method: Normaliser, columns: Sequence[int]
) -> Array | None:
    if not scheme.goalposts or not method.posts:
        return None
    none = (np.nan,) * len(method.posts)
    rows = [scheme.goalposts.get(index.leaves[column], none) for column in columns]
    return np.array(rows, dtype=np.float64).T


def _outliers(index: Index, scheme: Scheme) -> tuple[tuple[Positions, Outliers], ...]:
    together: dict[Outliers, list[int]] = {}
    for leaf, method in _spread(index, scheme.outliers, "outliers").items():
        together.setdefault(method, []).append(index.leaves.index(leaf))
    return tuple((np.array(columns, dtype=np.intp), each) for each, columns in together.items())


# --- weights ----------------------------------------------------------------------------


def _weighers(index: Index, scheme: Scheme) -> tuple[Weigher | None, ...]:
    everywhere = scheme.weigh[EVERYWHERE]
    if isinstance(everywhere, Ahp):
        raise _refusal(
            "weigh：层次分析法比较同一上级下的各项，要写在该上级的代码下",
            "weigh: ahp compares the children of one heading: give it by its code",
        )
    for code, each in scheme.weigh.items():
        if code != EVERYWHERE and each.flat:
            raise _refusal(
                f"weigh：by: flat 是对全部指标赋权，不能只用于 {code!r} 之下",
                f"weigh: by='flat' weighs all indicators, not those below {code!r} alone",
            )
    default = None if everywhere.flat else everywhere
    return tuple(scheme.weigh.get(node, default) for node in index.nodes)


def _check_weights(made: Plan) -> None:
    index, scheme = made.index, made.scheme
    used: set[str] = set()
    weighs = {}
    for node, method, how in zip(index.nodes, made.weighers, made.aggregators, strict=True):
        children = index.children[node]
        weighs[node] = how.weighted
        if node in scheme.weigh and not how.weighted:
            raise _refusal(
                f"weigh：{node!r} 之下的权重用不上（{how.text.zh}）",
                f"weigh: the weights below {node!r} would not be used: {how.kind}",
            )
        if isinstance(method, Given) and how.weighted:
            used.update(children)
            made.given(children, method)
        if isinstance(method, Ahp) and set(method.codes) != set(children):
            raise _refusal(
                f"weigh：{node!r} 的判断矩阵比较 {'、'.join(method.codes)}，"
                f"应为 {'、'.join(children)}",
                f"weigh: the matrix of {node!r} compares {', '.join(method.codes)}, "
                f"expected {', '.join(children)}",
            )
    for code, method in scheme.weigh.items():
        below = index.children.get(code, tuple(used))
        if isinstance(method, Given) and (stray := [c for c in method.table if c not in below]):
            raise _refusal(
                f"weigh：{stray[0]!r} 的权重用不上",
                f"weigh: the weight of {stray[0]!r} would not be used",
            )
    if not any(weighs.values()) and scheme.weigh[EVERYWHERE] != Given():
        raise _refusal(
            "weigh：没有用到权重的合成方法",
            "weigh: no weights are used, for no heading is a weighted one",
        )


# --- methods that must fit each other --------------------------------------------------


def _check_methods(made: Plan) -> None:
    index = made.index
    lowest: dict[str, float] = {}
    for group in made.groups:
        for column in group.columns:
            code = index.leaves[column]
            _check_leaf(made, group, code)
            lowest[code] = group.method.span()[0]
    for node, how in zip(index.nodes, made.aggregators, strict=True):
        children = index.children[node]
        low = min(lowest[child] for child in children)
        if how.positive and low < 0 and not getattr(how, "floor", 0.0):
            raise _refusal(
                f"aggregate：{node!r} 的{how.text.zh}要求得分不小于 0，或写明大于 0 的 floor",
                f"aggregate: {how.kind} of {node!r} needs scores from 0 on, or a floor above 0",
            )
        if isinstance(how, MazziottaPareto) and not _centred(made, children):
            raise _refusal(
                f"aggregate：{node!r} 的{how.text.zh}要求得分明显大于 0，"
                "如 z-score（mean 100、deviation 10）或 adjusted",
                f"aggregate: mazziotta-pareto of {node!r} needs scores well above 0: "
                "z-score with mean 100 and deviation 10, or adjusted",
            )
        lowest[node] = _low_of(how, low)
    reference = made.scheme.reference
    fits = made.weighs_data or made.outliers or any(map(_is_fitted, made.groups))
    if reference != "first" and not fits:
        raise _refusal(
            f"reference {reference!r} 用不上：没有从数据取得的上下限或权重",
            f"reference={reference!r} would not be used: nothing is taken from data",
        )


def _low_of(how: Aggregator, low: float) -> float:
    if how.relative:
        return -np.inf
    return 0.0 if how.positive else low


def _centred(made: Plan, children: Sequence[str]) -> bool:
    """Whether leaves among children have a scale that lies above 0."""
    leaves = {made.index.leaves[c]: g.method for g in made.groups for c in g.columns}
    return all(
        getattr(leaves[child], "mean", 0.0) > 0
        or leaves[child].kind == "adjusted"
        or leaves[child].span()[0] >= 0
        for child in children
        if child in leaves
    )


def _is_fitted(group: Group) -> bool:
    method = group.method
    if not method.posts or set(method.posts) <= set(method.given):
        return False
    return group.written is None or bool(np.isnan(group.written).any())


def _check_leaf(made: Plan, group: Group, code: str) -> None:
    method, indicator = group.method, made.index[code]
    for post in method.given:
        given = getattr(indicator, post)
        scale = group.transform
        if given is not None and scale is not None and np.isnan(scale.apply(np.array([given]))[0]):
            raise _refusal(
                f"{code}：{post} {given:g} 不能{scale.text.zh}",
                f"{code}: {post}={given:g} has no {scale.text.say('en')}",
            )
        if getattr(indicator, post) is None and code not in made.scheme.goalposts:
            raise _refusal(
                f"{code}：{method.text.zh}要求指标体系写明 {post}",
                f"{code}: {method.kind} needs {post!r} in the index",
            )
    if not method.turns and indicator.sign < 0:
        raise _refusal(
            f"{code}：逆向指标不能按原始分计，请选标准化方法",
            f"{code}: less is better, but {method.kind} would reward more; normalise it",
        )
    agrees = getattr(method, "agrees", None)
    if agrees is not None and not agrees(indicator.sign * group.turn):
        raise _refusal(
            f"{code}：{method.text.zh}的分值与方向（{indicator.direction.text.zh}）不符",
            f"{code}: the points of {method.kind} contradict the direction "
            f"{indicator.direction.value!r}",
        )
