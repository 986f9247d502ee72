"""A schedule with a row of every kind, checked against a made-up rulebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bizenv.inspections.schedules import CheckedBatch, check_table
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.readers import open_table
from bizenv.testing import a_rulebook

PLAN = """\
序号,检查机关,企业名称,检查日期,结束日期,检查领域,检查起因
001,区税务局,甲公司,2024-03-15,,税务,无
002,区税务局,甲公司,2024/3/25,,税务,无
003,区应急局,乙公司,45366,,税务,投诉举报
004,区应急局,乙公司,2024-03-15,,税务,
005,,,soon,,xx,
,,,,,,
007,区税务局,丙
008,区税务局,丁公司,2024-03-21,2024-03-24,税务,无
"""

Check = Callable[..., list[CheckedBatch]]


@pytest.fixture
def book() -> Rulebook:
    """A rulebook by which days 1 to 22 are quiet, and complaints exempt."""
    return a_rulebook()


@pytest.fixture
def check(tmp_path: Path, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Check the text of a schedule; without a text, one with a row of every kind."""
    monkeypatch.chdir(tmp_path)

    def checked(text: str = PLAN, name: str = "plan.csv") -> list[CheckedBatch]:
        path = Path(name)
        path.write_text(text, "utf-8")
        words = header_words()["inspections"]
        return list(check_table(open_table(path, words), book.inspections, words))

    return checked


@pytest.fixture
def headers() -> tuple[str, ...]:
    """The headers of the schedule with a row of every kind."""
    return tuple(PLAN.split("\n", maxsplit=1)[0].split(","))
