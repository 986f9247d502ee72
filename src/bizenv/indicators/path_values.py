"""A path to a rank as a value: its steps, what was promised and what was achieved (路径)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.explaining import figure
from bizenv.indicators.levers import REASONS
from bizenv.indicators.rivals import Rivals
from bizenv.kernel.text import Lang, Text, check_lang

__all__ = ["Idle", "METHODS", "Path", "PathStep"]

METHODS = {
    "none": Text("无需改进", "nothing is needed"),
    "greedy": Text("按单位成本贡献排序填补", "filled by worth per cost"),
    "whole-steps": Text("整步提升的精确求解", "whole steps, solved exactly"),
    "water-filling": Text("几何平均的注水法", "water-filling"),
    "fewest": Text("指标个数最少", "the fewest indicators"),
    "even": Text("均匀分摊（最小二乘）", "spread evenly, by least squares"),
    "even-search": Text("各指标按同一比例提升", "the same share of its way for each"),
    "search": Text("逐步搜索（启发式）", "a search, heuristic"),
    "all": Text("全部提升到可行上限", "all as far as they go"),
}
"""How a path was found."""


@frozen
class PathStep:
    """One indicator to be improved, in its own unit.

    ``gain`` is what the step brings to the whole by itself, where all is
    linear; ``score`` and ``then_score`` are points of the indicator.
    """

    code: str
    text: Text
    unit: str | None
    now: float
    then: float
    score: float
    then_score: float
    cost: float
    gain: float | None

    def to_dict(self) -> dict[str, Any]:
        """The step as plain values, for JSON and tables."""
        return {
            "code": self.code,
            "zh": self.text.zh,
            "en": self.text.say("en"),
            "unit": self.unit,
            "now": self.now,
            "then": self.then,
            "score": self.score,
            "then_score": self.then_score,
            "gain": self.gain,
            "cost": self.cost,
        }

    def say(self, lang: Lang) -> str:
        """The step in words; the value to be reached is rounded to the safe side."""
        facts = {
            "name": self.text,
            "now": figure(self.now),
            "then": _beyond(self.then, self.now),
            "unit": f" {self.unit}" if self.unit else "",
            "score": figure(self.score, 2),
            "then_score": figure(self.then_score, 2),
        }
        gain = "" if self.gain is None else _GAIN.fill(lang, {"gain": figure(self.gain)})
        return _STEP.fill(lang, facts) + gain


def _beyond(value: float, start: float) -> str:
    """A number with four decimals, rounded away from where it started."""
    scaled = round(value * 10_000, 4)
    rounded = math.ceil(scaled) if value > start else math.floor(scaled)
    return figure(rounded / 10_000)


_STEP = Text(
    "{name}：由 {now}{unit} 到 {then}{unit}（{score} → {then_score} 分）",
    "{name}: from {now}{unit} to {then}{unit} (score {score} -> {then_score})",
)
_GAIN = Text("，总分 +{gain}", ", +{gain} to the whole")


@frozen
class Idle:
    """An indicator that cannot help, and why."""

    code: str
    text: Text
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The indicator as plain values, for JSON."""
        return {
            "code": self.code,
            "zh": self.text.zh,
            "en": self.text.say("en"),
            "reason": self.reason,
        }

    def say(self, lang: Lang) -> str:
        """The indicator and the reason in words."""
        return _IDLE.fill(lang, {"name": self.text, "reason": REASONS[self.reason]})


_IDLE = Text("{name}：{reason}", "{name}: {reason}")


@frozen(eq=False)
class Path:
    """What brings a unit to a rank, and what came of it when it was scored anew.

    ``promised`` is the rank by the goalposts and weights of the board,
    ``achieved`` the one that the whole engine gave. ``share`` is the share of
    the rivals' futures in which the target is reached. ``exact`` says that no
    path with the same aim is better, by the goalposts of the board; a path
    found by search may be beaten. Where ``reached`` is false the steps are as
    far as the unit gets.
    """

    unit: str
    period: str
    target: int
    within: str
    goal: str
    rivals: Rivals
    rank: float
    score: float
    short: float
    """How many points of the whole were lacking."""
    steps: tuple[PathStep, ...]
    cost: float
    promised: float
    achieved: float
    share: float
    reached: bool
    after_score: float
    exact: bool
    method: str
    idle: tuple[Idle, ...] = field(repr=False)
    """What cannot help."""
    after: Scoreboard = field(repr=False)
    """The board once the steps are taken."""

    def __iter__(self) -> Iterator[PathStep]:
        return iter(self.steps)

    def to_rows(self) -> list[dict[str, Any]]:
        """A row for each step, the largest gain first."""
        return [step.to_dict() for step in self.steps]

    def to_frame(self, backend: str = "pandas") -> Any:
        """The rows as a data frame: ``pandas``, ``polars`` or ``pyarrow``."""
        from bizenv.indicators.frames import rows_to_frame

        return rows_to_frame(self.to_rows(), backend)

    def to_dict(self) -> dict[str, Any]:
        """The path as plain values, for JSON."""
        return {
            "format": "bizenv.path/1",
            "unit": self.unit,
            "period": self.period,
            "target": self.target,
            "within": self.within,
            "goal": self.goal,
            "rivals": self.rivals.kind,
            "rank": self.rank,
            "score": self.score,
            "short": self.short,
            "promised": self.promised,
            "achieved": self.achieved,
            "share": self.share,
            "reached": self.reached,
            "after_score": self.after_score,
            "exact": self.exact,
            "method": self.method,
            "cost": self.cost,
            "steps": self.to_rows(),
            "idle": [each.to_dict() for each in self.idle],
        }

    def explain(self, lang: Lang) -> str:
        """The path in words: the aim, a line for each step, what cannot help."""
        lang = check_lang(lang)
        return "\n".join([*self.summary(lang), *self._step_lines(lang), *self._idle_lines(lang)])

    def summary(self, lang: Lang) -> list[str]:
        """What was asked, and what came of it."""
        among = _IN_CLASS.say(lang) if self.within == "class" else ""
        facts = {
            "unit": self.unit,
            "period": self.period,
            "among": among,
            "rank": figure(self.rank),
            "target": self.target,
            "score": figure(self.score),
            "short": figure(self.short),
            "count": len(self.steps),
            "cost": figure(self.cost, 2),
            "promised": figure(self.promised),
            "achieved": figure(self.achieved),
            "after": figure(self.after_score),
            "share": figure(100 * self.share, 1),
            "method": METHODS[self.method],
            "exact": _EXACT if self.exact else "",
            "rivals": self.rivals.text,
        }
        result = _REACHED if self.reached else _MISSED
        return [text.fill(lang, facts) for text in (_HEAD, result, _HOW)]

    def _step_lines(self, lang: Lang) -> list[str]:
        return ["  " + step.say(lang) for step in self.steps]

    def _idle_lines(self, lang: Lang) -> list[str]:
        if not self.idle:
            return []
        head = _CANNOT.fill(lang, {"count": len(self.idle)})
        return [head, *("  " + each.say(lang) for each in self.idle)]


_IN_CLASS = Text("（类内）", " in its class")
_EXACT = Text("，最优", ", none is better")
_HEAD = Text(
    "{unit}，{period}：现居第 {rank} 名{among}，{score} 分；目标第 {target} 名，差 {short} 分",
    "{unit}, {period}: rank {rank}{among}, score {score}; target rank {target}, short of {short}",
)
_REACHED = Text(
    "改进 {count} 项，成本 {cost}：预计第 {promised} 名，重新计分后第 {achieved} 名，{after} 分",
    "indicators moved: {count}, cost {cost}; promised rank {promised}, "
    "scored anew rank {achieved}, score {after}",
)
_MISSED = Text(
    "达不到目标：改进 {count} 项，成本 {cost}，预计第 {promised} 名，重新计分后第 {achieved} 名，"
    "{after} 分",
    "the target is out of reach; indicators moved: {count}, cost {cost}; promised rank {promised}, "
    "scored anew rank {achieved}, score {after}",
)
_HOW = Text(
    "求法：{method}{exact}；{rivals}，目标在 {share} % 的情形中达到",
    "found by: {method}{exact}; {rivals}; the target is reached in {share} % of the futures",
)
_CANNOT = Text("以下 {count} 项无法再贡献：", "cannot help, {count}:")
