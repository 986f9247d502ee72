"""The sound rulebook ``rules.yaml`` with seeded mistakes, as the tests of the linter want it."""

from __future__ import annotations

from pathlib import Path

from bizenv.rulebooks.reader import Reading, read_rulebook

RULES = (Path(__file__).parents[1] / "rulebooks" / "rules.yaml").read_text("utf-8")
FIRST, SECOND = "quiet_periods[0].versions[0]", "quiet_periods[0].versions[1]"


def read(text: str) -> Reading:
    return read_rulebook(text, "rules.yaml")


def edited(*edits: tuple[str, str]) -> str:
    """The rulebook with the first of each of these words replaced."""
    text = RULES
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def spot(text: str, at: str) -> str:
    """Line and column of the only place where these words stand."""
    assert text.count(at) == 1, at
    before = text[: text.index(at)]
    return f"rules.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def messages(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]
