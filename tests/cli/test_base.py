"""What the commands share: languages, messages, exit status, and streams that close."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from bizenv.cli.base import (
    CLEAN,
    FINDINGS,
    UNUSABLE,
    Language,
    fail,
    told_errors,
    write,
)
from bizenv.kernel.errors import TableError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text


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


PROBLEM = Problem(
    "missing-day",
    Text("空白", "no day"),
    Text("检查日期", "the day of the visit"),
    Place("a.csv", 3),
    Text("请补填", "fill it in"),
)


def test_the_three_statuses() -> None:
    """Clean, findings, unusable."""
    assert (CLEAN, FINDINGS, UNUSABLE) == (0, 1, 2)


def test_languages() -> None:
    """Two."""
    assert [language.lang for language in Language] == ["zh", "en"]


def test_lines_are_printed_and_steer_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Each on its line; what strangers wrote is spelt out."""
    write(["one", "two\x1b[2J", ""])
    assert tuple(capsys.readouterr()) == ("one\ntwo\\x1b[2J\n\n", "")


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
            "a.csv:3：读到空白，应为检查日期 [missing-day] 提示：请补填\n" * 2,
            "a.csv:3: got no day, expected the day of the visit [missing-day] Hint: fill it in\n"
            * 2,
        ),
        (UsageError(Text("不行", "not so")), "不行\n", "not so\n"),
        (UsageError("not so"), "not so\n", "not so\n"),
        (FileNotFoundError(2, "x", "a.csv"), "a.csv：没有这个文件\n", "a.csv: no such file\n"),
        (FileNotFoundError(2, "x", b"a.csv"), "a.csv：没有这个文件\n", "a.csv: no such file\n"),
        (PermissionError(13, "x"), "没有读写权限\n", "permission denied\n"),
        (PermissionError(1, "x"), "没有读写权限\n", "permission denied\n"),
        (IsADirectoryError(21, "x", "a"), "a：是文件夹，不是文件\n", "a: a folder, not a file\n"),
        (
            NotADirectoryError(20, "x", "a/b"),
            "a/b：路径中有一段不是文件夹\n",
            "a/b: a part of the path is no folder\n",
        ),
        (OSError(36, "x", "a"), "a：文件名过长\n", "a: the name is too long\n"),
        (OSError(28, "x", "a"), "a：磁盘空间不足\n", "a: no space is left on the disk\n"),
        (OSError(30, "x", "a"), "a：磁盘只能读\n", "a: the disk is read-only\n"),
        (OSError(5, "I/O error", "a"), "a：I/O error\n", "a: I/O error\n"),
        (OSError("broken"), "broken\n", "broken\n"),
    ],
    ids=str,
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
