"""A progress bar: only where a person is watching, and never among the rows of a report."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bizenv.cli.progress import counted, progress


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def bar(
    monkeypatch: pytest.MonkeyPatch, *, streamed: bool = False, stdout: io.StringIO | None = None
) -> str:
    """What a person sees of a progress bar over three rows."""
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdout", stdout or io.StringIO())
    with progress(Path("plan.csv"), 3, "zh", streamed=streamed) as advance:
        advance(3)
        sys.stdout.write("a row of the report")
    assert sys.stdout.getvalue() == "a row of the report"
    return screen.getvalue()


def test_a_bar_is_shown_where_a_person_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the file and counts its rows, and takes nothing of the report to itself."""
    shown = bar(monkeypatch)
    assert "正在检查 plan.csv" in shown
    assert "3/3" in shown
    assert "a row of the report" not in shown
    assert "正在检查" in bar(monkeypatch, streamed=True)
    assert "正在检查" in bar(monkeypatch, stdout=Terminal())


def test_no_bar_is_shown_among_rows_on_the_same_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are written meanwhile would be written over."""
    assert bar(monkeypatch, streamed=True, stdout=Terminal()) == ""


def test_the_bar_is_gone_before_the_report_goes_on() -> None:
    """What follows the last part is written below nothing; each part is counted once."""
    seen: list[Any] = []

    @contextmanager
    def bar() -> Iterator[Any]:
        seen.append("shown")
        yield seen.append
        seen.append("gone")

    tally = type("Tally", (), {"add": lambda _, part: seen.append(part)})()
    for part in counted(["seven", "two"], tally, bar()):
        assert part in ("seven", "two")
        seen.append("row")
    assert seen == ["shown", "seven", "row", 5, "two", "row", 3, "gone"]
