"""What is remarkable about the data of a board: a value, never an error (评价提示)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from bizenv.indicators.engine import beyond
from bizenv.kernel.fields import instance, words
from bizenv.kernel.findings import Severity, plain
from bizenv.kernel.text import Lang, Text

if TYPE_CHECKING:
    from bizenv.indicators.boards import Scoreboard

__all__ = ["BoardFinding", "findings_of"]


def _read_only(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(facts))


@frozen
class BoardFinding:
    """One remark on a board: a stable code, a message, where it is, the facts used.

    ``units`` are all that it is about; the message names the first of many.
    """

    code: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    period: str
    node: str | None = None
    units: tuple[str, ...] = ()
    severity: Severity = Severity.REVIEW
    facts: Mapping[str, Any] = field(factory=dict, converter=_read_only, hash=False)

    def message(self, lang: Lang) -> str:
        """The remark in words."""
        return self.text.fill(lang, self.facts)

    def to_dict(self) -> dict[str, Any]:
        """The remark as plain values, for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "period": self.period,
            "node": self.node,
            "units": list(self.units),
            "zh": self.message("zh"),
            "en": self.message("en"),
            "facts": plain(self.facts),
        }

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.code, self.text, self.period, self.node, self.units, self.severity)
        return (BoardFinding, (*parts, dict(self.facts)))


def findings_of(board: Scoreboard) -> Iterator[BoardFinding]:
    """Every remark on a board: the units that have no score, then indicator by indicator."""
    yield from _not_scored(board)
    leaves = board.plan.index.leaves
    raw, filled, scores = board.raw, board.filled, board.normalised
    passed = beyond(board.plan, board.fit, filled) & ~np.isnan(scores)
    stale = np.isnan(raw) & ~np.isnan(filled)
    strange = ~np.isnan(filled) & np.isnan(scores) & ~board.screened[:, None]
    spread = _spread(filled)
    for column, code in enumerate(leaves):
        if spread[column] == 0:
            yield _remark(board, "constant-column", code, np.zeros(0, dtype=bool))
        for kind, where in (
            ("value-filled", stale),
            ("value-beyond-goalposts", passed),
            ("value-not-scored", strange),
        ):
            if where[:, column].any():
                yield _remark(board, kind, code, where[:, column])
    yield from _low_coverage(board)


def _spread(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The range of each column; NaN where fewer than two units have a value."""
    there = ~np.isnan(x)
    low = np.where(there, x, np.inf).min(axis=0, initial=np.inf)
    high = np.where(there, x, -np.inf).max(axis=0, initial=-np.inf)
    return np.where(there.sum(axis=0) > 1, np.maximum(high, low) - low, np.nan)


def _not_scored(board: Scoreboard) -> Iterator[BoardFinding]:
    unscored = np.isnan(board.totals)
    if (few := board.screened).any():
        yield _remark(board, "unit-screened-out", board.plan.index.root, few)
    if (others := unscored & ~board.screened).any():
        yield _remark(board, "unit-not-scored", board.plan.index.root, others)


def _low_coverage(board: Scoreboard) -> Iterator[BoardFinding]:
    least = board.plan.at_least
    for place, node in enumerate(board.plan.index.nodes):
        short = (board.coverage[:, place] < least - 1e-9) & ~board.screened
        if node != board.plan.index.root and short.any():
            yield _remark(board, "low-coverage", node, short)


def _remark(board: Scoreboard, code: str, node: str, where: npt.NDArray[np.bool_]) -> BoardFinding:
    units = tuple(board.units[place] for place in np.flatnonzero(where))
    shown = Text("、".join(units[:_SHOWN]), ", ".join(units[:_SHOWN])) if units else Text("-")
    facts = {"name": board.text(node), "count": len(units), "units": shown}
    severity = Severity.NOTE if code in _NOTES else Severity.REVIEW
    return BoardFinding(code, _WORDS[code], board.period, node, units, severity, facts)


_SHOWN = 5
_NOTES = frozenset({"constant-column", "value-filled"})
_WORDS = {
    "constant-column": Text(
        "{name}：各单位数值相同，不区分高下",
        "{name}: the same for every unit, so it tells none apart",
    ),
    "low-coverage": Text(
        "{name}：{count} 个单位的指标过少，此项不计分（{units}）",
        "{name}: not scored for {count} units with too few indicators ({units})",
    ),
    "unit-not-scored": Text(
        "{count} 个单位没有总分（{units}）", "{count} units have no score ({units})"
    ),
    "unit-screened-out": Text(
        "{count} 个单位数据过少，不参评（{units}）",
        "{count} units have too few values to be scored ({units})",
    ),
    "value-beyond-goalposts": Text(
        "{name}：{count} 个单位的数值超出上下限（{units}）",
        "{name}: beyond the goalposts for {count} units ({units})",
    ),
    "value-filled": Text(
        "{name}：{count} 个单位缺本期数值，按方案补齐（{units}）",
        "{name}: missing and filled for {count} units, as the scheme says ({units})",
    ),
    "value-not-scored": Text(
        "{name}：{count} 个单位的数值不能计分（{units}）",
        "{name}: {count} units have a value that cannot be scored ({units})",
    ),
}
