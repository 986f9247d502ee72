"""What each rate of a ledger divides by what, and which cases it leaves out (指标口径).

``INDICATORS`` is the whole list. Of every case each of them says why it is left
out, or that it is counted; so nothing is lost, and nothing is guessed.

>>> print(indicator("resolution").rule.en)
solved out of closed
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen

from bizenv.cases.entries import Answer, Facts, Timeliness
from bizenv.cases.rates import Rate
from bizenv.cases.stages import Stage
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

__all__ = ["COUNTS", "INDICATORS", "Indicator", "count_of", "indicator", "rate_of"]


@frozen
class Indicator:
    """A rate by name: its label, its rule, and what it asks of each case."""

    name: str
    label: Text
    rule: Text
    left_out: Callable[[Facts], Text | None]
    """Why a case does not stand below the line; None where it does."""
    counted: Callable[[Facts], bool]
    """Whether a case that stands below the line stands above it too."""


# --- who is left out --------------------------------------------------------------


def _unless(truth: Truth, no: Text, unknown: Text) -> Text | None:
    """Why a fact that has to hold leaves a case out; None where it holds."""
    if truth is Truth.YES:
        return None
    return no if truth is Truth.NO else unknown


def _if_unknown(truth: Truth, why: Text) -> Text | None:
    return why if truth is Truth.UNKNOWN else None


def _closed(facts: Facts) -> Text | None:
    return _unless(facts.closed, _NOT_CLOSED, _CLOSED_UNKNOWN)


def _resolution(facts: Facts) -> Text | None:
    return _closed(facts) or _if_unknown(facts.solved, _SOLVED_UNKNOWN)


def _accepted(facts: Facts) -> Text | None:
    return _unless(facts.accepted, _NOT_ACCEPTED, _ACCEPTED_UNKNOWN)


def _closure_of_received(facts: Facts) -> Text | None:
    return _if_unknown(facts.closed, _CLOSED_UNKNOWN)


def _closure_of_accepted(facts: Facts) -> Text | None:
    """A case that was withdrawn, or merged into another, leaves nothing to close."""
    if why := _accepted(facts):
        return why
    if facts.stage in (Stage.WITHDRAWN, Stage.MERGED):
        return _LEFT
    return _if_unknown(facts.closed, _CLOSED_UNKNOWN)


def _on_time(facts: Facts) -> Text | None:
    if facts.reading is None:
        return _NO_CLOCK
    return _PENDING if facts.reading is Timeliness.PENDING else None


def _closure_of_due(facts: Facts) -> Text | None:
    return _on_time(facts) or _if_unknown(facts.closed, _CLOSED_UNKNOWN)


def _reply(facts: Facts) -> Text | None:
    return _accepted(facts) or _if_unknown(facts.replied, _REPLY_UNKNOWN)


def _participation(facts: Facts) -> Text | None:
    return _closed(facts) or (_DOUBTFUL if facts.answer is Answer.DOUBTFUL else None)


def _rehandling(facts: Facts) -> Text | None:
    why = _unless(facts.answered, _NEVER_ANSWERED, _ANSWERED_UNKNOWN)
    return why or _if_unknown(facts.rehandled, _REHANDLED_UNKNOWN)


_NOT_CLOSED = Text("未办结", "not closed")
_CLOSED_UNKNOWN = Text("是否办结不明", "not known whether closed")
_SOLVED_UNKNOWN = Text("已办结，是否解决不明", "closed, not known whether solved")
_NOT_ACCEPTED = Text("未受理", "not accepted")
_ACCEPTED_UNKNOWN = Text("是否受理不明", "not known whether accepted")
_LEFT = Text("已撤回或已并案", "withdrawn or merged")
_NO_CLOCK = Text("没有时限", "no clock")
_PENDING = Text("未到期", "not due yet")
_REPLY_UNKNOWN = Text("是否答复不明", "not known whether replied to")
_NEVER_ANSWERED = Text("尚未答复或办结", "never answered or closed")
_ANSWERED_UNKNOWN = Text("是否曾答复或办结不明", "not known whether ever answered or closed")
_REHANDLED_UNKNOWN = Text("是否重办不明", "not known whether re-handled")
_DOUBTFUL = Text("记录有误，回访结果不明", "at fault, answer to the follow-up not known")
_NO_ANSWER = {
    Answer.UNREACHED: Text("回访未获有效评价", "followed up without a valid answer"),
    Answer.NONE: Text("未回访", "not followed up"),
    Answer.DOUBTFUL: _DOUBTFUL,
}

# --- the indicators ---------------------------------------------------------------

_VALID = (Answer.SATISFIED, Answer.DISSATISFIED)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "resolution",
        Text("解决率", "resolution rate"),
        Text("已解决 ÷ 已办结", "solved out of closed"),
        _resolution,
        lambda facts: facts.solved is Truth.YES,
    ),
    Indicator(
        "closure_of_accepted",
        Text("办结率（按受理）", "closure rate, of accepted"),
        Text("已办结 ÷ 已受理", "closed out of accepted"),
        _closure_of_accepted,
        lambda facts: facts.closed is Truth.YES,
    ),
    Indicator(
        "closure_of_received",
        Text("办结率（按登记）", "closure rate, of received"),
        Text("已办结 ÷ 已登记", "closed out of received"),
        _closure_of_received,
        lambda facts: facts.closed is Truth.YES,
    ),
    Indicator(
        "closure_of_due",
        Text("办结率（按应办结）", "closure rate, of due"),
        Text("已办结 ÷ 应办结", "closed out of due"),
        _closure_of_due,
        lambda facts: facts.closed is Truth.YES,
    ),
    Indicator(
        "on_time",
        Text("按时办结率", "on-time rate"),
        Text("按时办结 ÷ 应办结", "closed in time out of due"),
        _on_time,
        lambda facts: facts.reading is Timeliness.TIMELY,
    ),
    Indicator(
        "reply",
        Text("回复率", "reply rate"),
        Text("已答复 ÷ 已受理", "replied to out of accepted"),
        _reply,
        lambda facts: facts.replied is Truth.YES,
    ),
    Indicator(
        "satisfaction",
        Text("满意率", "satisfaction rate"),
        Text("满意和基本满意 ÷ 本轮有效评价", "satisfied or basically so out of valid answers"),
        lambda facts: _NO_ANSWER.get(facts.answer),
        lambda facts: facts.answer is Answer.SATISFIED,
    ),
    Indicator(
        "never_dissatisfied",
        Text("满意率（计入曾不满意）", "satisfaction rate, once dissatisfied counted in"),
        Text(
            "从未不满意 ÷ 曾有有效评价",
            "never dissatisfied out of those that ever gave a valid answer",
        ),
        lambda facts: _NO_ANSWER.get(facts.ever),
        lambda facts: facts.ever is Answer.SATISFIED,
    ),
    Indicator(
        "participation",
        Text("评价参与率", "participation"),
        Text("有效评价 ÷ 已办结", "valid answers out of closed"),
        _participation,
        lambda facts: facts.answer in _VALID,
    ),
    Indicator(
        "rehandling",
        Text("重办率", "re-handling rate"),
        Text("退回重办 ÷ 曾答复或办结", "re-handled out of ever answered or closed"),
        _rehandling,
        lambda facts: facts.rehandled is Truth.YES,
    ),
)
"""Every rate of a ledger, in the order in which it is shown."""
_BY_NAME = {each.name: each for each in INDICATORS}


def indicator(name: str) -> Indicator:
    """An indicator by its name.

    Raises:
        UsageError: no indicator has this name.
    """
    if name not in _BY_NAME:
        raise UsageError(f"{name!r}: expected one of {', '.join(_BY_NAME)}")
    return _BY_NAME[name]


def rate_of(indicator: Indicator, cases: Mapping[Facts, int]) -> Rate:
    """A rate over cases, given as facts and how many cases have them."""
    above = below = 0
    excluded: list[tuple[Text, int]] = []
    for facts, count in cases.items():
        if why := indicator.left_out(facts):
            excluded.append((why, count))
            continue
        below += count
        above += count if indicator.counted(facts) else 0
    return Rate(above, below, indicator.rule, tuple(excluded))


# --- counts -----------------------------------------------------------------------

_Line = tuple[str, Text, Callable[[Facts], bool]]
_COUNTED: tuple[_Line, ...] = (
    ("received", Text("已登记", "received"), lambda _: True),
    ("accepted", Text("已受理", "accepted"), lambda facts: facts.accepted is Truth.YES),
    ("open", Text("在办", "open"), lambda facts: facts.open),
    ("closed", Text("已办结", "closed"), lambda facts: facts.closed is Truth.YES),
    ("solved", Text("已解决", "solved"), lambda facts: facts.solved is Truth.YES),
    ("replied", Text("已答复", "replied to"), lambda facts: facts.replied is Truth.YES),
    ("satisfied", Text("满意", "satisfied"), lambda facts: facts.answer is Answer.SATISFIED),
    (
        "dissatisfied",
        Text("不满意", "dissatisfied"),
        lambda facts: facts.answer is Answer.DISSATISFIED,
    ),
    ("written_off", Text("已销号", "written off"), lambda facts: facts.written_off is Truth.YES),
    ("rehandled", Text("退回重办", "re-handled"), lambda facts: facts.rehandled is Truth.YES),
    ("overdue", Text("超期未结", "overdue"), lambda facts: facts.overdue),
    ("faulty", Text("记录有误", "with records at fault"), lambda facts: facts.faulty),
)


def _stage_count(stage: Stage) -> _Line:
    name = f"stage_{stage.value.replace('-', '_')}"
    label = Text(f"环节：{stage.text.zh}", f"stage: {stage.text.say('en')}")
    return name, label, lambda facts: facts.stage is stage


_ALL = (*_COUNTED, *map(_stage_count, Stage))
COUNTS: dict[str, Text] = {name: label for name, label, _ in _ALL}
"""What a ledger counts, by name: facts first, then the stages, which are parts of the whole."""
_TESTS = {name: test for name, _, test in _ALL}


def count_of(name: str, cases: Mapping[Facts, int]) -> int:
    """How many cases are of a sort.

    Raises:
        UsageError: nothing of this name is counted.
    """
    if name not in _TESTS:
        raise UsageError(f"{name!r}: expected one of {', '.join(_TESTS)}")
    test = _TESTS[name]
    return sum(count for facts, count in cases.items() if test(facts))
