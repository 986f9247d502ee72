"""Who moved between two boards, and why: own change, others' change, another scheme (进位)."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np
from attrs import evolve, frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.engine import Fit, run
from bizenv.indicators.explaining import figure, known
from bizenv.indicators.schemes import settings
from bizenv.indicators.trees import Array
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text

__all__ = ["Move", "Movement", "compare", "differences", "movement"]


@frozen
class Move:
    """How far one unit moved; ``gained`` places are counted upward.

    ``own``, ``others`` and ``scheme`` add up to ``gained`` (in a comparison
    whose units differ, to what was gained among the common ones).
    """

    unit: str
    rank: float | None
    earlier_rank: float | None
    class_rank: float | None
    earlier_class_rank: float | None
    tier: float | None
    earlier_tier: float | None
    score: float | None
    earlier_score: float | None
    own: float | None
    others: float | None
    scheme: float | None

    @property
    def gained(self) -> float | None:
        """Places gained, negative for places lost; None where a rank is not known."""
        if self.rank is None or self.earlier_rank is None:
            return None
        return self.earlier_rank - self.rank

    def say(self, lang: Lang) -> str:
        """The move in words."""
        facts = {
            "unit": self.unit,
            "earlier": figure(self.earlier_rank),
            "rank": figure(self.rank),
            "gained": _signed(self.gained),
            "own": _signed(self.own),
            "others": _signed(self.others),
            "scheme": _signed(self.scheme),
        }
        return _MOVE.fill(lang, facts)

    def to_dict(self) -> dict[str, Any]:
        """The move as plain values, for JSON."""
        return {**{name: getattr(self, name) for name in _FIELDS}, "gained": self.gained}


_FIELDS = (
    "unit rank earlier_rank class_rank earlier_class_rank tier earlier_tier score earlier_score "
    "own others scheme"
).split()
_MOVE = Text(
    "{unit}：{earlier} → {rank}（{gained} 位：自身 {own}，他方 {others}，方案 {scheme}）",
    "{unit}: {earlier} -> {rank} ({gained} places: own {own}, others {others}, scheme {scheme})",
)


def _signed(value: float | None) -> str:
    text = figure(value, 2)
    return f"+{text}" if value is not None and value > 0 and text != "0" else text


@frozen
class Movement:
    """The moves of all units from an earlier board to a later one, in the later order."""

    period: str
    earlier: str
    moves: tuple[Move, ...]
    differs: tuple[Text, ...] = ()
    """What differs between the boards besides the observations."""

    def __getitem__(self, unit: str) -> Move:
        for move in self.moves:
            if move.unit == unit:
                return move
        raise UsageError(Text(f"没有单位 {unit!r}", f"there is no unit {unit!r}"))

    def explain(self, lang: Lang) -> str:
        """All moves in words."""
        head = _HEAD.fill(lang, {"earlier": self.earlier, "period": self.period})
        notes = [f"- {text.say(lang)}" for text in self.differs]
        return "\n".join([head, *notes, *(move.say(lang) for move in self.moves)])

    def to_dict(self) -> dict[str, Any]:
        """The movement as plain values, for JSON."""
        return {
            "format": "bizenv.movement/1",
            "period": self.period,
            "earlier": self.earlier,
            "differs": [{"zh": text.zh, "en": text.say("en")} for text in self.differs],
            "moves": [move.to_dict() for move in self.moves],
        }


_HEAD = Text("{earlier} → {period} 的位次变化", "Places from {earlier} to {period}")


def differences(board: Scoreboard, earlier: Scoreboard) -> dict[str, tuple[Text, ...]]:
    """What differs between two boards besides the observations.

    The keys are ``index``, ``scheme`` (settings, goalposts, weights) and ``units``.
    """
    found = {
        "index": tuple(_index_differs(board, earlier)),
        "scheme": tuple(_scheme_differs(board, earlier)),
        "units": tuple(_units_differ(board, earlier)),
    }
    return {kind: texts for kind, texts in found.items() if texts}


def _index_differs(board: Scoreboard, earlier: Scoreboard) -> list[Text]:
    new, old = board.plan.index, earlier.plan.index
    in_force = (_in_force(board), _in_force(earlier))
    texts = []
    for code in dict.fromkeys([*new.leaves, *old.leaves, *new.nodes, *old.nodes]):
        if (code in in_force[0]) != (code in in_force[1]):
            texts.append(Text(f"指标 {code} 只在一方有", f"the indicator {code} is in one only"))
        elif code in new and code in old and settings(new[code]) != settings(old[code]):
            texts.append(Text(f"指标 {code} 的定义不同", f"the indicator {code} is another"))
    return texts


def _in_force(board: Scoreboard) -> set[str]:
    index = board.plan.index
    return {
        code
        for code in (*index.leaves, *index.nodes)
        if code not in index or index[code].valid(board.period)
    }


def _scheme_differs(board: Scoreboard, earlier: Scoreboard) -> list[Text]:
    new, old = board.plan.scheme.to_dict(), earlier.plan.scheme.to_dict()
    texts = [
        Text(f"方案的 {name} 不同", f"the scheme's {name} differs")
        for name in new
        if name not in ("id", "version") and new[name] != old[name]
    ]
    if not texts and board.plan.index.leaves == earlier.plan.index.leaves:
        pairs = zip(board.fit.posts, earlier.fit.posts, strict=True)
        if not all(np.array_equal(a, b, equal_nan=True) for a, b in pairs):
            texts.append(_POSTS_DIFFER)
        if not np.array_equal(board.shares, earlier.shares):
            texts.append(_WEIGHTS_DIFFER)
    return texts


_POSTS_DIFFER = Text("上下限取自不同的数据", "the goalposts were taken from other data")
_WEIGHTS_DIFFER = Text("权重取自不同的数据", "the weights were taken from other data")


def _units_differ(board: Scoreboard, earlier: Scoreboard) -> list[Text]:
    new, old = set(board.units), set(earlier.units)
    texts = []
    if only := sorted(new ^ old):
        names = "、".join(only[:5]), ", ".join(only[:5])
        texts.append(Text(f"只在一方的单位：{names[0]}", f"units in one only: {names[1]}"))
    classes = [b.panel.observations.classes for b in (board, earlier)]
    if moved := [u for u in board.units if u in old and classes[0].get(u) != classes[1].get(u)]:
        names = "、".join(moved[:5]), ", ".join(moved[:5])
        texts.append(Text(f"换了类别的单位：{names[0]}", f"units in another class: {names[1]}"))
    return texts


def movement(board: Scoreboard, earlier: Scoreboard, across: Collection[str] = ()) -> Movement:
    """The moves from an earlier board to a later one.

    Boards that differ in more than the observations are refused with what
    differs, unless ``across`` names it: ``scheme`` or ``units``.

    Raises:
        UsageError: the boards cannot be compared.
    """
    if strange := [each for each in across if each not in ("scheme", "units")]:
        raise UsageError(f"across={strange[0]!r}: expected 'scheme' or 'units'")
    found = differences(board, earlier)
    barred = [text for kind, texts in found.items() if kind not in across for text in texts]
    if barred:
        zh, en = "；".join(t.zh for t in barred[:8]), "; ".join(t.say("en") for t in barred[:8])
        raise UsageError(Text(f"两期结果不能比较：{zh}", f"the boards cannot be compared: {en}"))
    if unused := [kind for kind in across if kind not in found]:
        raise UsageError(f"across={unused[0]!r} would not be used: that does not differ")
    texts = tuple(text for texts in found.values() for text in texts)
    return Movement(board.period, earlier.period, _moves(board, earlier), texts)


def compare(board: Scoreboard, other: Scoreboard) -> Movement:
    """A what-if: the same observations scored by two schemes, from ``other`` to ``board``.

    Raises:
        UsageError: the boards are of other observations, or another index.
    """
    if board.period != other.period or not np.array_equal(board.raw, other.raw, equal_nan=True):
        raise UsageError("compare: expected boards of the same observations; use movement")
    if index := differences(board, other).get("index"):
        raise UsageError(f"compare: {index[0].say('en')}")
    texts = tuple(_scheme_differs(board, other))
    return Movement(board.period, other.period, _moves(board, other), texts)


def _moves(board: Scoreboard, earlier: Scoreboard) -> tuple[Move, ...]:
    before = {unit: place for place, unit in enumerate(earlier.units)}
    both = [place for place in board.order if board.units[place] in before]
    parts = _parts(board, earlier, both, [before[board.units[place]] for place in both])
    return tuple(
        _move(board, earlier, place, before[board.units[place]], parts[:, number])
        for number, place in enumerate(both)
    )


def _move(board: Scoreboard, earlier: Scoreboard, now: int, then: int, parts: Array) -> Move:
    pairs = [
        known(values[place])
        for new, old in (
            (board.ranks, earlier.ranks),
            (board.class_ranks, earlier.class_ranks),
            (board.tiers, earlier.tiers),
            (board.totals, earlier.totals),
        )
        for values, place in ((new, now), (old, then))
    ]
    return Move(board.units[now], *pairs, *map(known, parts))


# --- how much is whose ---------------------------------------------------------------


def _parts(board: Scoreboard, earlier: Scoreboard, now: list[int], then: list[int]) -> Array:
    """Own, others' and the scheme's part in the places gained: ``(3, units)``.

    The parts are Shapley's: the mean over the six orders in which own values,
    others' values and the scheme can change, of the places that each change
    gains.
    """
    ranked = {
        (own, others, scheme): _ranks_of(board, earlier, now, then, own, others, scheme)
        for own in (False, True)
        for others in (False, True)
        for scheme in (False, True)
    }
    parts = np.zeros((3, len(now)))
    for order in permutations(range(3)):
        state = [False, False, False]
        for player in order:
            before = ranked[state[0], state[1], state[2]]
            state[player] = True
            parts[player] += before - ranked[state[0], state[1], state[2]]
    return parts / 6


def _ranks_of(
    board: Scoreboard,
    earlier: Scoreboard,
    now: list[int],
    then: list[int],
    own: bool,
    others: bool,
    scheme: bool,
) -> Array:
    """The rank of every unit among the common ones, with its own and others' values of a time."""
    judge = board if scheme else earlier
    rows = {True: board.filled[now], False: earlier.filled[then]}
    score = partial(run, judge.plan, _with_shares(judge))
    publish = judge.plan.scheme.ranking.publish
    if own == others or not judge.plan.relative:
        mine, theirs = (publish(score(rows[when])[:, -1]) for when in (own, others))
        return _place_among(mine, theirs)
    places = []
    for unit in range(len(now)):
        mixed = rows[others].copy()
        mixed[unit] = rows[own][unit]
        totals = publish(score(mixed)[:, -1])
        places.append(_place_among(totals, totals)[unit])
    return np.array(places)


def _with_shares(judge: Scoreboard) -> Fit:
    return evolve(judge.fit, shares=judge.shares)


def _place_among(mine: Array, theirs: Array) -> Array:
    """For each unit, 1 and how many others are above it."""
    above = theirs[None, :] > mine[:, None]
    np.fill_diagonal(above, val=False)
    return np.where(np.isnan(mine), np.nan, 1.0 + above.sum(axis=1))
