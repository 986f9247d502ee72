"""What a command was asked to read: looked at, mapped, opened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bizenv.cli import asked as module


@pytest.fixture
def threshold() -> Iterator[tuple[int, int, int]]:
    """How often the garbage collector looks before a command."""
    before = gc.get_threshold()
    gc.set_threshold(777, 7, 7)
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_the_garbage_collector_is_left_as_it_was(threshold: tuple[int, int, int]) -> None:
    """It looks rarely while rows come by, whatever comes after."""
    seen = []

    def failing() -> None:
        seen.append(gc.get_threshold())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), module.few_collections():
        failing()
    assert seen == [(1_000_000, 7, 7)]
    assert gc.get_threshold() == threshold == (777, 7, 7)
