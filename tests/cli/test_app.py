"""The command, put together: version, help, streams."""

from __future__ import annotations

import sys
from typing import Any

import pytest

import bizenv
from bizenv.cli import app as module


def test_the_version(run: Any) -> None:
    """That of the package."""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"{bizenv.__version__}\n")


def test_help(run: Any) -> None:
    """Of the command and of each command below it, long and short."""
    for args in ["--help"], ["-h"], ["check", "-h"], ["rulebook", "--help"]:
        assert run(*args).exit_code == 0
    shown = run("-h").stdout
    assert "check" in shown
    assert "rulebook" in shown
    assert run().exit_code == 2


def test_streams_that_cannot_be_reconfigured_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A notebook has such streams."""
    monkeypatch.setattr(sys, "stdout", object())
    monkeypatch.setattr(sys, "stderr", object())
    module._main()
