"""A scheme with what was taken from data written down, so that it never moves (固化)."""

from __future__ import annotations

from bizenv.indicators.engine import Fit
from bizenv.indicators.outliers import Clip
from bizenv.indicators.plans import Plan
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.weighers import Given

__all__ = ["frozen_scheme"]


def frozen_scheme(made: Plan, fitted: Fit) -> Scheme:
    """The scheme with goalposts, limits and weights as they were fitted."""
    changes: dict[str, object] = {"reference": "first"}
    leaves = made.index.leaves
    posts = {
        leaves[column]: tuple(float(post) for post in fitted.posts[n][:, place])
        for n, group in enumerate(made.groups)
        for place, column in enumerate(group.columns)
        if group.method.posts and set(group.method.posts) != set(group.method.given)
    }
    changes["goalposts"] = {**made.scheme.goalposts, **posts}
    if fitted.limits is not None:
        held = [column for columns, _ in made.outliers for column in columns]
        changes["outliers"] = {
            leaves[column]: _clip(*fitted.limits[:, column].tolist()) for column in held
        }
    if made.weighs_data:
        changes["weigh"] = _written_weights(made, fitted)
    return made.scheme.replace(**changes)


def _clip(low: float, high: float) -> Clip:
    ends = [None if abs(end) == float("inf") else end for end in (low, high)]
    return Clip(*ends)


def _written_weights(made: Plan, fitted: Fit) -> Given:
    used = [
        child
        for (_, children), how in zip(made.tree.headings, made.aggregators, strict=True)
        for child in children
        if how.weighted
    ]
    return Given({made.tree.codes[child]: float(fitted.shares[child]) for child in used})
