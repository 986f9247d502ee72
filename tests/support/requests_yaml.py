"""The sound rulebook ``requests.yaml`` with seeded mistakes, as the tests of charters want it."""

from __future__ import annotations

from pathlib import Path

from bizenv.rulebooks.reader import Reading, read_rulebook
from bizenv.rulebooks.rulebook import Rulebook

REQUESTS = (Path(__file__).parents[1] / "rulebooks" / "requests.yaml").read_text("utf-8")
FIRST, SECOND = "service_charters[0].versions[0]", "service_charters[0].versions[1]"


def read(text: str) -> Reading:
    return read_rulebook(text, "r.yaml")


def book(text: str = REQUESTS) -> Rulebook:
    found = read(text).rulebook
    assert found is not None
    return found


def told(*edits: tuple[str, str]) -> list[str]:
    """What the linter says of the rulebook with the first of each of these words replaced."""
    text = REQUESTS
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [str(problem) for problem in read(text).problems]
