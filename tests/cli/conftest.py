"""The command as a function, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bizenv.cli.app import app

Run = Callable[..., Any]
BOOK = "cn-jx-qingyuan"  # days 1 to 22 of every month are quiet


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``bizenv`` with these arguments; the folder is empty at first."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def running(*args: object) -> Any:
        return CliRunner().invoke(app, [str(arg) for arg in args])

    return running


@pytest.fixture
def check(run: Run) -> Run:
    """Run ``bizenv check`` on the text of a schedule."""

    def checking(text: str | bytes, *args: object, name: str = "plan.csv") -> Any:
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("check", name, "--rulebook", BOOK, *args)

    return checking
