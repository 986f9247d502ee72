"""Arrays in, arrays out: a scheme on an index, ready to run as often as one likes.

The engine is these functions, and those of the methods' own modules. They are
pure, know no frame and no file, and broadcast over leading axes: many periods,
or many draws, at a time.

- :func:`plan` compiles an index and a scheme, and refuses settings that nothing uses;
- :func:`fit` takes goalposts and weights from a reference, ``(units, leaves)``;
- :func:`normalise` makes scores of raw values, ``(..., units, leaves)``;
- :func:`weigh` gives the weights of all columns among their siblings, ``(columns,)``;
- :func:`aggregate` climbs the tree: ``(..., units, leaves)`` and ``(..., columns)``
  give ``(..., units, columns)``;
- :func:`coverage` says which share of the leaves below each heading is there;
- :func:`contributions` splits the score of the whole among all columns.

Ranks are in :mod:`bizenv.indicators.ranking`. Columns are those of
:class:`~bizenv.indicators.trees.Tree`: the leaves, then the headings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from bizenv.indicators.aggregators import Aggregator
from bizenv.indicators.missing import Fill, Reweight
from bizenv.indicators.plans import Group, Plan, plan
from bizenv.indicators.trees import Array, Positions
from bizenv.indicators.weighers import Given, Weigher

__all__ = [
    "Fit",
    "aggregate",
    "contributions",
    "coverage",
    "fit",
    "normalise",
    "plan",
    "run",
    "weigh",
]


@frozen(eq=False)
class Fit:
    """What was taken from the reference: goalposts, limits and weights.

    ``posts`` has for each group of the plan an array ``(posts, columns)``;
    ``limits`` are the lowest and highest values kept, ``(2, leaves)``;
    ``shares`` are the weights among siblings, ``(columns,)``; ``scores`` are those
    of the reference, where weights were taken from them.
    """

    posts: tuple[Array, ...]
    limits: Array | None
    shares: Array
    scores: Array | None = None


def fit(plan: Plan, reference: Array, written: Array | None = None) -> Fit:
    """Take goalposts and weights from a reference of shape ``(units, leaves)``.

    ``written`` are the weights, where they are known before.
    """
    limits = _limits(plan, reference)
    held = _held(reference, limits)
    posts = tuple(_fit_group(plan, group, _part(held, group)) for group in plan.groups)
    fitted = Fit(posts, limits, np.empty(0))
    if written is not None:
        return evolve(fitted, shares=written)
    if not plan.weighs_data:
        return evolve(fitted, shares=weigh(plan, np.empty((0, plan.tree.leaf_count))))
    scores = normalise(plan, fitted, reference)
    return evolve(fitted, shares=weigh(plan, scores, held), scores=scores)


def _limits(plan: Plan, reference: Array) -> Array | None:
    if not plan.outliers:
        return None
    limits = np.full((2, reference.shape[-1]), np.nan)
    limits[0], limits[1] = -np.inf, np.inf
    for columns, method in plan.outliers:
        limits[:, columns] = method.limits(reference[:, columns])
    return limits


def _held(x: Array, limits: Array | None) -> Array:
    return x if limits is None else np.clip(x, limits[0], limits[1])


def _part(x: Array, group: Group) -> Array:
    """The columns of a group; where they are all there are, no copy is made."""
    return x if len(group.columns) == x.shape[-1] else x[..., group.columns]


def _fit_group(plan: Plan, group: Group, x: Array) -> Array:
    """The goalposts of a group, those that are written down before those that are fitted."""
    x, sign = group.transformed(x), plan.sign[group.columns] * group.turn
    posts = group.method.fit(x, sign, group.transformed(plan.bounds[:, group.columns]))
    if group.written is not None:
        posts = np.where(np.isnan(group.written), posts, group.written)
    return posts


def normalise(plan: Plan, fitted: Fit, x: Array) -> Array:
    """Scores of raw values: ``(..., units, leaves)`` in and out."""
    scores = np.empty(x.shape)
    held = _held(x, fitted.limits)
    for group, posts in zip(plan.groups, fitted.posts, strict=True):
        whole = len(group.columns) == x.shape[-1]
        part = group.transformed(_part(held, group))
        sign = plan.sign[group.columns] * group.turn
        scored = group.method.apply(part, sign, posts)
        if whole:
            scores = np.asarray(scored)
        else:
            scores[..., group.columns] = scored
    if isinstance(plan.scheme.rest, Fill):
        scores = np.where(np.isnan(scores), plan.scheme.rest.score, scores)
    return scores


def beyond(plan: Plan, fitted: Fit, x: Array) -> Array:
    """Where raw values lie beyond the goalposts: ``(..., units, leaves)``."""
    found = np.zeros(x.shape, dtype=bool)
    held = _held(x, fitted.limits)
    for group, posts in zip(plan.groups, fitted.posts, strict=True):
        outside = group.method.beyond(group.transformed(held[..., group.columns]), posts)
        if outside is not None:
            found[..., group.columns] = outside
    return found


def weigh(plan: Plan, scores: Array, raw: Array | None = None) -> Array:
    """The weights of all columns among their siblings: ``(columns,)``.

    ``scores`` and ``raw`` are those of the reference, ``(units, leaves)``; they
    are read where weights are taken from data.
    """
    tree = plan.tree
    raw = scores if raw is None else raw
    shares = np.ones(len(tree.codes))
    everywhere = plan.scheme.weigh["*"]
    if everywhere.flat:
        values = raw if everywhere.raw else scores
        width = np.empty((0, tree.leaf_count)) if not everywhere.fitted else values
        shares = tree.within_parents(tree.totals(everywhere.weights(width)))
    climbed = [scores, raw]
    if plan.weighs_data and plan.weighs_by_level:
        climbed = [_headroom(tree.codes, values) for values in climbed]
    for (node, children), method, how in zip(
        tree.headings, plan.weighers, plan.aggregators, strict=True
    ):
        if method is not None and how.weighted:
            shares[children] = _among_siblings(plan, children, method, climbed)
        if plan.weighs_data and plan.weighs_by_level:
            for values in climbed:
                values[:, node] = how.combine(values[:, children], shares[None, children])
    return tree.within_parents(shares)


def _headroom(codes: Sequence[str], leaves: Array) -> Array:
    values = np.full((len(leaves), len(codes)), np.nan)
    values[:, : leaves.shape[-1]] = leaves
    return values


def _among_siblings(
    plan: Plan, children: Positions, method: Weigher, climbed: list[Array]
) -> Array:
    codes = [plan.tree.codes[child] for child in children]
    if isinstance(method, Given):
        return plan.given(codes, method)
    if method.fitted:
        return method.weights(climbed[1 if method.raw else 0][:, children])
    weights = method.weights(np.empty((0, len(codes))))
    order = getattr(method, "codes", codes)
    return np.array([weights[order.index(code)] for code in codes])


def coverage(plan: Plan, present: Array, shares: Array | None = None) -> Array:
    """Which share of the leaves below each heading is there: ``(..., units, headings)``.

    ``present`` is 1 where a leaf has a score. ``shares`` are weights among
    siblings; a leaf that weighs nothing does not count.
    """
    tree = plan.tree
    worth = np.ones(tree.leaf_count)
    if shares is not None:
        effective = tree.effective(shares)[..., None, : tree.leaf_count]
        rest = plan.scheme.rest
        by_weight = isinstance(rest, Reweight) and rest.by == "weight"
        worth = effective if by_weight else (effective > 0).astype(np.float64)
    below = tree.membership[:, tree.leaf_count :]
    whole = worth @ below
    return np.asarray(((present * worth) @ below) / np.where(whole > 0, whole, np.nan))


def aggregate(
    plan: Plan,
    leaves: Array,
    shares: Array,
    aggregators: Sequence[Aggregator] | None = None,
    at_least: float | None = None,
) -> Array:
    """The scores of all columns: ``(..., units, columns)``.

    ``leaves`` are ``(..., units, leaves)`` and ``shares`` ``(..., columns)``;
    leading axes broadcast. ``aggregators``, one for each heading, and
    ``at_least``, the least coverage of a heading, are the plan's unless given.
    """
    tree = plan.tree
    lead = np.broadcast_shapes(leaves.shape[:-2], shares.shape[:-1])
    scores = np.empty((*lead, leaves.shape[-2], len(tree.codes)))
    scores[..., : tree.leaf_count] = leaves
    floor = plan.at_least if at_least is None else at_least
    covered = None
    if floor > 0 and np.isnan(leaves).any():
        covered = coverage(plan, (~np.isnan(leaves)).astype(np.float64), shares)
    for place, how in enumerate(aggregators or plan.aggregators):
        node, span = tree.leaf_count + place, tree.spans[place]
        score = how.combine(scores[..., span], shares[..., None, :][..., span])
        if covered is not None:
            lacks = covered[..., node - tree.leaf_count] < floor - 1e-9
            score = np.where(lacks, np.nan, score)
        scores[..., node] = score
    return scores


def contributions(plan: Plan, scores: Array, shares: Array) -> Array:
    """What every column contributes to the whole: ``(..., units, columns)``.

    The contributions of the children of a heading add up to that of the
    heading, and those of the leaves to the score of the whole; NaN is missing.
    """
    parts = np.full(scores.shape, np.nan)
    root = plan.tree.root
    parts[..., root] = scores[..., root]
    pairs = list(zip(plan.tree.headings, plan.aggregators, strict=True))
    for (node, children), how in reversed(pairs):
        values, weights = scores[..., children], shares[..., None, children]
        local = how.shares(values, weights)
        score = scores[..., node, None]
        level = score == 0
        scale = parts[..., node, None] / np.where(level, 1.0, score)
        parts[..., children] = local * np.where(level, 1.0, scale)
    return parts


def run(plan: Plan, fitted: Fit, x: Array) -> Array:
    """Raw values to the scores of all columns, in one go."""
    return aggregate(plan, normalise(plan, fitted, x), fitted.shares)
