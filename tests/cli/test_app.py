"""What the commands share: languages, messages, exit status, and streams that close."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

import bizenv
from bizenv.cli import app as module
from bizenv.cli.app import CLEAN, FINDINGS, UNUSABLE, Language, fail, say_problem, told_errors
from bizenv.kernel.errors import Problem, TableError, UsageError
from bizenv.kernel.place import Place


def status(command: Any, **options: Any) -> int:
    """The exit status with which a command ends."""
    with pytest.raises(typer.Exit) as caught:
        told_errors(command)(**options)
    return caught.value.exit_code


def raising(error: BaseException) -> Any:
    """A command that fails."""

    def command(**_: object) -> None:
        raise error

    return command


PROBLEM = Problem("missing-day", "no day", "the day of the visit", Place("a.csv", 3))


def test_the_three_statuses() -> None:
    """Clean, findings, unusable."""
    assert (CLEAN, FINDINGS, UNUSABLE) == (0, 1, 2)


def test_languages() -> None:
    """Two."""
    assert [language.lang for language in Language] == ["zh", "en"]


def test_a_problem_in_one_line() -> None:
    """Place, words, code; without a place where there is none."""
    assert say_problem(PROBLEM, "zh") == "a.csv:3: 没有填写检查日期 [missing-day]"
    assert say_problem(PROBLEM, "en") == (
        "a.csv:3: got no day, expected the day of the visit [missing-day]"
    )
    assert say_problem(Problem("missing-day", "x", "y"), "zh") == "没有填写检查日期 [missing-day]"


def test_a_refusal_goes_to_the_stream_for_errors(capsys: pytest.CaptureFixture[str]) -> None:
    """Its lines stay lines; whatever else would steer a terminal is spelt out."""
    with pytest.raises(typer.Exit) as caught:
        fail("one\ntwo\x1b[2J")
    assert caught.value.exit_code == 2
    assert tuple(capsys.readouterr()) == ("", "one\ntwo\\x1b[2J\n")


@pytest.mark.parametrize(
    ("error", "zh", "en"),
    [
        (
            TableError((PROBLEM, PROBLEM)),
            "a.csv:3: 没有填写检查日期 [missing-day]\n" * 2,
            "a.csv:3: got no day, expected the day of the visit [missing-day]\n" * 2,
        ),
        (UsageError("not so"), "not so\n", "not so\n"),
        (FileNotFoundError(2, "x", "a.csv"), "a.csv: 没有这个文件\n", "a.csv: no such file\n"),
        (PermissionError(13, "x"), "没有读写权限\n", "permission denied\n"),
    ],
)
def test_an_error_becomes_a_message(
    error: Exception, zh: str, en: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the language of the command; Chinese where a command has none."""
    assert status(raising(error), lang=Language.ZH) == 2
    assert capsys.readouterr().err == zh
    assert status(raising(error), lang=Language.EN) == 2
    assert capsys.readouterr().err == en
    assert status(raising(error)) == 2
    assert capsys.readouterr().err == zh


def test_a_defect_is_not_hidden() -> None:
    """What is no error of ours and none of the system goes on as it is."""
    with pytest.raises(ZeroDivisionError):
        told_errors(raising(ZeroDivisionError()))()


def test_a_command_that_ends_well_gives_back_what_it_gave() -> None:
    """And keeps its name."""

    def seven(number: int) -> int:
        """Add seven."""
        return number + 7

    assert (told_errors(seven)(1), told_errors(seven).__doc__) == (8, "Add seven.")


def test_a_reader_that_has_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more is written, and no second error comes at exit."""
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert status(raising(BrokenPipeError())) == 1
        os.write(stream.fileno(), b"lost")
    assert (tmp_path / "out").read_bytes() == b""


def test_the_version(run: Any) -> None:
    """That of the package."""
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"{bizenv.__version__}\n")


def test_help(run: Any) -> None:
    """Of the command and of each command below it, long and short."""
    for args in ["--help"], ["-h"], ["check", "-h"], ["rulebook", "--help"]:
        assert run(*args).exit_code == 0
    assert "check" in run("-h").stdout
    assert run().exit_code == 2


def test_streams_that_cannot_be_reconfigured_stay_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A notebook has such streams."""
    monkeypatch.setattr(sys, "stdout", object())
    monkeypatch.setattr(sys, "stderr", object())
    module._main()
