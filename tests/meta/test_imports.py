"""The front door is cheap to open, and everything it names is behind it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import bizenv

HEAVY = ("pydantic", "narwhals", "numpy", "pandas", "polars", "yaml", "hypothesis")


@pytest.mark.parametrize("line", ["import bizenv", "from bizenv import Inspection, Verdict, Text"])
def test_importing_loads_no_heavy_library(line: str) -> None:
    """In a fresh process, because this one has loaded them all."""
    code = f"import sys; {line}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", bizenv.__all__)
def test_every_name_of_the_front_door_resolves(name: str) -> None:
    assert getattr(bizenv, name) is not None


def test_names_are_sorted_constants_first_then_classes_then_functions() -> None:
    def order(name: str) -> tuple[int, str]:
        kind = 0 if re.fullmatch("[A-Z][A-Z0-9_]+", name) else 1 if name[0].isupper() else 2
        return kind, name

    assert sorted(bizenv.__all__, key=order) == bizenv.__all__


def test_no_name_stands_twice() -> None:
    assert len(set(bizenv.__all__)) == len(bizenv.__all__)


def test_dir_shows_the_front_door() -> None:
    assert dir(bizenv) == sorted(bizenv.__all__)


def test_an_unknown_name_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match=r"^module 'bizenv' has no attribute 'Inspektion'$"):
        bizenv.Inspektion  # noqa: B018 - it raises


def test_a_lazy_name_is_the_thing_in_its_home() -> None:
    from bizenv.inspections.values import Inspection
    from bizenv.rulebooks.shelf import load_rulebook

    assert bizenv.Inspection is Inspection
    assert bizenv.load_rulebook is load_rulebook
