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


TALKS = """\
format: bizenv.rulebook/1
id: talks
version: "1"
label: {zh: 示例区, en: Example District}
jurisdiction: {level: county}
checked: 2023-06-01
sources:
  rules: {title: 示例办法, attestation: official}
service_charters:
  - id: talks
    label: {zh: 恳谈会诉求, en: requests of talks}
    versions:
      - from: unstated
        until: open
        cite: {source: rules}
        promises:
          - id: resolve
            label: {zh: 办结, en: resolve it}
            stage: resolve
            within: 3 working days
            starts_on: [assigned]
            met_by: [resolved, explained, closed]
            yellow: {share: 0.6}
            cite: {source: rules, locator: 第八条}
        closure:
          - {need: outcome, before: closing, cite: {source: rules, locator: 第九条}}
          - {need: follow-up, before: writing-off, cite: {source: rules, locator: 第十条}}
"""
"""A rulebook of requests: resolved within three working days of the assignment."""


@pytest.fixture
def talks(run: Run) -> Run:
    """Run a command on the text of an event log, by a made-up rulebook of requests."""

    def running(command: str, text: str | bytes, *args: object, name: str = "log.csv") -> Any:
        Path("talks.yaml").write_text(TALKS, "utf-8")
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
        kind = ["--kind", "cases"] if command == "check" else []
        return run(command, name, *kind, "--rulebook", "talks.yaml", *args)

    return running


@pytest.fixture
def check(run: Run) -> Run:
    """Run ``bizenv check`` on the text of a schedule."""

    def checking(text: str | bytes, *args: object, name: str = "plan.csv") -> Any:
        Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("check", name, "--rulebook", BOOK, *args)

    return checking
