"""How the benchmarks time: functions in turn, so that a busy moment hits all of them."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["best_in_turn"]


def best_in_turn(rounds: int, *functions: Callable[[], object]) -> list[float]:
    """The best time of each function in seconds, the functions run in turn."""
    best = [float("inf")] * len(functions)
    for _ in range(rounds):
        for place, function in enumerate(functions):
            start = time.perf_counter()
            function()
            best[place] = min(best[place], time.perf_counter() - start)
    return best
