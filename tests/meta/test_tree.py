"""The tests mirror the source tree."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE, TESTS = ROOT / "src" / "bizenv", ROOT / "tests"
NOT_YET = frozenset(
    {f"cli/{name}.py" for name in ("app", "check", "rulebook")}
    | {f"reports/{name}.py" for name in ("annotations", "formats", "rows", "rulebooks")}
    | {f"reports/{name}.py" for name in ("sarif", "text", "xlsx")}
)
"""Modules whose own tests are still to be written; the list only ever grows shorter."""


def modules() -> set[str]:
    """Every public module of the package."""
    paths = (path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
    return {path.as_posix() for path in paths if not path.name.startswith("_")}


def has_tests(module: str) -> bool:
    """``kernel/text.py`` is tested in ``tests/kernel/test_text.py``."""
    path = Path(module)
    return (TESTS / path.with_name(f"test_{path.name}")).is_file()


def test_every_public_module_has_its_tests() -> None:
    assert {module for module in modules() if not has_tests(module)} <= NOT_YET


def test_the_list_names_modules_that_there_are() -> None:
    assert modules() >= NOT_YET
