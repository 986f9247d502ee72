"""Whether a strategy draws a value of a kind at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from hypothesis import Phase, find, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

# The first value found will do: to make it small takes longer than to find it.
_MANY = settings(max_examples=2_000, deadline=None, database=None, phases=[Phase.generate])


def meet(strategy: SearchStrategy[T], wanted: Callable[[T], object]) -> T:
    """A value of the strategy that is as wanted; an error where none is drawn."""
    return find(strategy, lambda value: bool(wanted(value)), settings=_MANY)
