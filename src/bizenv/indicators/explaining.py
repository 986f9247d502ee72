"""Why a unit has its score: raw value, goalposts, weight and contribution side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from bizenv.indicators.trees import Array
from bizenv.indicators.values import Direction
from bizenv.kernel.text import Lang, Text, check_lang

if TYPE_CHECKING:
    from bizenv.indicators.boards import Scoreboard

__all__ = ["Explanation", "Line", "explain", "figure"]


def figure(value: float | None, decimals: int = 4) -> str:
    """A number as people read it; a dash where there is none.

    >>> figure(85.29411), figure(None), figure(20.0), figure(-0.00001)
    ('85.2941', '-', '20', '0')
    """
    if value is None or math.isnan(value):
        return "-"
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@frozen
class Line:
    """One node in an explanation.

    ``weight`` counts among the siblings that are there, ``effective`` in the
    whole. ``worst`` and ``best`` are goalposts in the unit of the indicator,
    or None where the method has none. ``coverage`` is None for a leaf.
    """

    code: str
    text: Text
    depth: int
    score: float | None
    weight: float | None
    effective: float | None
    contribution: float | None
    method: Text
    direction: Direction | None = None
    unit: str | None = None
    raw: float | None = None
    used: float | None = None
    worst: float | None = None
    best: float | None = None
    coverage: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The line as plain values, for JSON."""
        return {
            "code": self.code,
            "zh": self.text.zh,
            "en": self.text.say("en"),
            "depth": self.depth,
            "raw": self.raw,
            "used": self.used,
            "unit": self.unit,
            "direction": self.direction.value if self.direction else None,
            "worst": self.worst,
            "best": self.best,
            "score": self.score,
            "weight": self.weight,
            "effective_weight": self.effective,
            "contribution": self.contribution,
            "coverage": self.coverage,
        }

    def say(self, lang: Lang) -> str:
        """The line in words."""
        words = _NODE if self.direction is None else _LEAF
        facts = {
            "name": self.text,
            "score": figure(self.score),
            "weight": figure(None if self.weight is None else 100 * self.weight, 2),
            "part": figure(self.contribution),
            "method": self.method,
            "raw": figure(self.raw),
            "unit": f" {self.unit}" if self.unit else "",
            "direction": self.direction.text if self.direction else "",
            "posts": self._posts(lang),
            "filled": self._filled(lang),
        }
        return "  " * self.depth + words.fill(lang, facts)

    def _posts(self, lang: Lang) -> str:
        if self.worst is None or self.best is None:
            return ""
        facts = {"worst": figure(self.worst), "best": figure(self.best)}
        return _POSTS.fill(lang, facts)

    def _filled(self, lang: Lang) -> str:
        if self.raw is not None or self.used is None:
            return ""
        return _FILLED.fill(lang, {"used": figure(self.used)})


_NODE = Text(
    "{name}：{score} 分，权重 {weight} %，贡献 {part}（{method}）",
    "{name}: {score}, weight {weight} %, contributes {part} ({method})",
)
_LEAF = Text(
    "{name}：{raw}{unit}{filled}（{direction}，{posts}{method}）→ {score} 分，"
    "权重 {weight} %，贡献 {part}",
    "{name}: {raw}{unit}{filled} ({direction}, {posts}{method}) -> {score}, "
    "weight {weight} %, contributes {part}",
)
_POSTS = Text("最差 {worst}，最好 {best}，", "worst {worst}, best {best}, ")
_FILLED = Text("，按 {used} 计", ", read as {used}")


@frozen
class Explanation:
    """Why a unit has its score at a node: the node, then everything below it."""

    unit: str
    period: str
    rank: float | None
    of: int
    lines: tuple[Line, ...]

    def explain(self, lang: Lang, depth: int | None = None) -> str:
        """The explanation in words, a line for each node down to a depth."""
        lang = check_lang(lang)
        lines = [each for each in self.lines if depth is None or each.depth <= depth]
        facts = {
            "unit": self.unit,
            "period": self.period,
            "rank": figure(self.rank),
            "of": self.of,
            "score": figure(self.lines[0].score),
        }
        return "\n".join([_HEAD.fill(lang, facts), *(line.say(lang) for line in lines)])

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain values, for JSON."""
        return {
            "unit": self.unit,
            "period": self.period,
            "rank": self.rank,
            "of": self.of,
            "lines": [line.to_dict() for line in self.lines],
        }


_HEAD = Text(
    "{unit}，{period}：{score} 分，第 {rank} 名（共 {of} 个）",
    "{unit}, {period}: {score}, rank {rank} of {of}",
)


def explain(board: Scoreboard, unit: str, node: str | None = None) -> Explanation:
    """Why a unit has its score at a node, the whole where none is named."""
    place = board.panel.observations.unit_position(unit)
    column = board.column(node)
    used = _used_shares(board, place)
    effective = board.plan.tree.effective(used)
    top = board.plan.tree.codes[column]
    base = board.plan.index.level(top)
    lines = [
        _line(board, place, code, used, effective, board.plan.index.level(code) - base)
        for code in board.plan.index.walk(top)
    ]
    places = board.places(top)
    among = int((~np.isnan(places)).sum())
    return Explanation(unit, board.period, known(places[place]), among, tuple(lines))


def known(value: float) -> float | None:
    """A number as Python's own; None where it is not known."""
    return None if math.isnan(value) else float(value)


def _used_shares(board: Scoreboard, place: int) -> Array:
    """The weights among the siblings that a unit has."""
    shares = np.where(np.isnan(board.scores[place]), 0.0, board.shares)
    return board.plan.tree.within_parents(shares)


def _line(
    board: Scoreboard, place: int, code: str, used: Array, effective: Array, depth: int
) -> Line:
    column = board.column(code)
    plan, leaves = board.plan, board.plan.tree.leaf_count
    parent = plan.tree.parent[column]
    weighted = parent < 0 or plan.aggregators[parent - leaves].weighted
    common = (
        code,
        board.text(code),
        depth,
        known(board.scores[place, column]),
        float(used[column]) if weighted else None,
        float(effective[column]) if weighted else None,
        known(board.contributions[place, column]),
    )
    if column >= leaves:
        how = plan.aggregators[column - leaves]
        covered = known(board.coverage[place, column - leaves])
        return Line(*common, how.text, coverage=covered)
    indicator = plan.index[code]
    worst, best = board.goalposts(code)
    return Line(
        *common,
        plan.method(column).text,
        indicator.direction,
        indicator.unit,
        known(board.raw[place, column]),
        known(board.filled[place, column]),
        worst,
        best,
    )
