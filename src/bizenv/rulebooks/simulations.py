"""What another quiet period would do to a schedule: one row for each window of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from bizenv.calendars.days.sets import DaySet, MonthDays
from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.inspections.planning.plans import Plan
from bizenv.inspections.planning.visits import STILL_OPEN
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text
from bizenv.rulebooks.repairs import repair
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["Simulation", "WindowEffect", "simulate"]

WINDOWS = (15, 20, 25)


@frozen(kw_only=True)
class WindowEffect:
    """What one window of quiet days does to a schedule.

    ``breaches`` are visits that may not take place as planned, ``moves`` those
    that move, by ``distance`` days in all; ``unplaced`` find no day. ``peak`` is
    the most visits of one agency on one day after that. ``days_left`` are the
    working days of the year that are not quiet.
    """

    window: Text
    breaches: int
    moves: int
    distance: int
    unplaced: int
    peak: int
    days_left: int

    def to_dict(self) -> dict[str, Any]:
        """The row as plain values; ``window`` in English and in Chinese."""
        return {
            "window": self.window.say("en"),
            "window_zh": self.window.say("zh"),
            "breaches": self.breaches,
            "moves": self.moves,
            "distance": self.distance,
            "unplaced": self.unplaced,
            "peak": self.peak,
            "days_left": self.days_left,
        }


@frozen
class Simulation:
    """The rows of a simulation, as a table and as a chart.

    In a notebook it shows itself as a chart where the notebook knows Vega-Lite.
    """

    effects: tuple[WindowEffect, ...]

    def rows(self) -> list[dict[str, Any]]:
        """The rows as plain values: ``pandas.DataFrame(simulation.rows())``."""
        return [effect.to_dict() for effect in self.effects]

    def table(self, lang: Lang = "zh") -> str:
        """The rows as a table in Markdown."""
        head = [text.say(lang) for text in _HEADS]
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *self._cells(lang)]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def _cells(self, lang: Lang) -> Iterator[list[str]]:
        for each in self.effects:
            numbers = (
                *(each.days_left, each.breaches, each.moves),
                *(each.distance, each.unplaced, each.peak),
            )
            yield [each.window.say(lang), *(f"{number:,}" for number in numbers)]

    def chart(self, lang: Lang = "zh") -> dict[str, Any]:
        """Bars of what moves, how far, and the peak, as a Vega-Lite specification."""
        measures = (("moves", 2), ("distance", 3), ("peak", 5))
        values = [
            {"window": e.window.say(lang), "measure": _HEADS[n + 1].say(lang), "value": v}
            for e in self.effects
            for name, n in measures
            for v in [getattr(e, name)]
        ]
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "data": {"values": values},
            "mark": "bar",
            "encoding": {
                "x": {"field": "window", "type": "nominal", "sort": None, "title": None},
                "y": {"field": "value", "type": "quantitative", "title": None},
                "column": {"field": "measure", "type": "nominal", "sort": None, "title": None},
            },
            "resolve": {"scale": {"y": "independent"}},
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "application/vnd.vegalite.v5+json": self.chart(),
            "text/markdown": self.table(),
            "text/plain": self.table(),
        }


def simulate(
    schedule: Any,
    book: Rulebook,
    windows: Iterable[int | DaySet] = WINDOWS,
    **terms: Any,
) -> Simulation:
    """What windows of quiet days would do to a schedule, with the rest of the rules as it is.

    A window is a last day (``20`` for days 1 to 20 of each month) or a set of
    days. ``terms`` are those of :func:`bizenv.repair`.

    >>> import datetime as dt
    >>> from bizenv import Inspection, load_rulebook, simulate
    >>> plan = [Inspection(agency="区税务局", start=dt.date(2026, 6, day), domain="tax",
    ...                    kind="routine", trigger="none") for day in (5, 18, 22)]
    >>> seen = simulate(plan, load_rulebook("cn-jx-qingyuan"), [15, 22])
    >>> [(row["window"], row["days_left"], row["breaches"]) for row in seen.rows()]
    [('days 1–15', 127, 1), ('days 1–22', 72, 3)]

    Raises:
        UsageError: a window is neither, or the rulebook has no quiet period.
    """
    calendar = book.inspections.calendar
    effects = []
    for window in windows:
        days, text = _window(window)
        done = repair(schedule, _with_window(book, days), **terms)
        effects.append(_effect(done.plan, days, text, calendar))
    return Simulation(tuple(effects))


def _window(window: Any) -> tuple[DaySet, Text]:
    if isinstance(window, DaySet):
        return window, Text(window.describe("zh"), window.describe("en"))
    if isinstance(window, bool) or not isinstance(window, int) or not 1 <= window <= 31:
        raise UsageError(f"windows={window!r}: expected a day from 1 to 31, or a set of days")
    return MonthDays(1, window), _DAYS.filled(last=window)


def _with_window(book: Rulebook, days: DaySet) -> Rulebook:
    """The rulebook with other quiet days in every version."""
    periods = tuple(
        evolve(period, versions=tuple(evolve(v, window=days) for v in period.versions))
        for period in book.quiet_periods
    )
    return evolve(book, quiet_periods=periods)


def _effect(plan: Plan, days: DaySet, text: Text, calendar: WorkCalendar) -> WindowEffect:
    changed = [move.visit for move in plan.moves]
    changed += [none.visit for none in plan.unplaced]
    changed += [held.visit for held in plan.held if held.stays.code != STILL_OPEN]
    return WindowEffect(
        window=text,
        breaches=sum(visit.barred is not None for visit in changed),
        moves=len(plan.moves),
        distance=plan.cost,
        unplaced=len(plan.unplaced),
        peak=max(plan.peaks.values(), default=0),
        days_left=sum(_days_left(days, year, calendar) for year in plan.years),
    )


def _days_left(days: DaySet, year: int, calendar: WorkCalendar) -> int:
    """The working days of a year that are not quiet."""
    working: Sequence[date] = calendar.between(date(year, 1, 1), date(year, 12, 31))
    return sum(not days.covers(day) for day in working)


_DAYS = Text("每月 1–{last} 日", "days 1–{last}")
_HEADS = (
    Text("安静日", "quiet days"),
    Text("剩余工作日", "working days left"),
    Text("违规检查", "breaches"),
    Text("改期", "moves"),
    Text("挪动天数", "days moved"),
    Text("排不下", "no place"),
    Text("单日最多", "peak a day"),
)
