"""``python -m bizenv`` in a process of its own: streams, pipes, terminals, missing libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bizenv
from bizenv.cli import end_by_signal, main

HEAD = "检查机关,检查日期,检查领域,检查起因\n"
CLEAN = HEAD + "区税务局,2023-07-25,税务,无\n"
BREACH = "区税务局,2023-07-15,税务,无\n"
NEEDS_MORE = (
    '命令行还缺组件，请安装：python -m pip install "bizenv[cli]"\n'
    'The command needs more: python -m pip install "bizenv[cli]"\n'
)
CHECK = ["check", "plan.csv", "--rulebook", "cn-jx-qingyuan"]


def started(folder: Path, *args: str, **options: Any) -> subprocess.Popen[bytes]:
    """The command, started in a folder; locale and terminal are plain."""
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "TERM": "xterm"}
    for name in "PYTHONIOENCODING", "PYTHONUNBUFFERED":
        env.pop(name, None)
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-m", "bizenv", *args]
    return subprocess.Popen(command, cwd=folder, env=env, **given)


def finished(folder: Path, *args: str) -> tuple[int, str, str]:
    """Exit status, output and errors of the command."""
    process = started(folder, *args)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


def test_the_three_statuses_of_the_process(tmp_path: Path) -> None:
    """Clean, findings, unusable; Chinese in UTF-8 whatever the locale says."""
    plan = tmp_path / "plan.csv"
    plan.write_text(CLEAN, "utf-8")
    status, out, err = finished(tmp_path, *CHECK)
    assert (status, err) == (0, "")
    assert "可以检查 (allowed)" in out
    plan.write_text(CLEAN + BREACH, "utf-8")
    assert finished(tmp_path, *CHECK)[0] == 1
    plan.unlink()
    assert finished(tmp_path, *CHECK) == (2, "", "plan.csv：没有这个文件\n")


def test_the_version_of_the_process(tmp_path: Path) -> None:
    """The package's own."""
    assert finished(tmp_path, "--version") == (0, f"{bizenv.__version__}\n", "")


@pytest.mark.parametrize("rows", [1, 20_000])
def test_a_reader_that_goes_away(tmp_path: Path, rows: int) -> None:
    """``bizenv … | head`` ends without a word, however much was to be written."""
    (tmp_path / "plan.csv").write_text(HEAD + BREACH * rows, "utf-8")
    process = started(tmp_path, *CHECK, "--format", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), errors) == (1, b"")


def test_a_report_goes_to_its_file_while_a_person_watches_the_bar(tmp_path: Path) -> None:
    """With errors on a terminal, the bar is shown there and the report is not."""
    (tmp_path / "plan.csv").write_text(HEAD + BREACH * 3, "utf-8")
    ours, theirs = os.openpty()
    process = started(tmp_path, *CHECK, "--format", "jsonl", stderr=theirs)
    os.close(theirs)
    out, _ = process.communicate(timeout=60)
    seen = b""
    try:
        while part := os.read(ours, 4_096):
            seen += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert (process.returncode, out.decode().count("\n")) == (1, 3)
    assert "正在检查 plan.csv" in seen.decode()
    assert "in-quiet-period" not in seen.decode()


@pytest.mark.parametrize("library", ["typer", "rich"])
def test_the_command_says_what_it_needs(
    library: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the libraries of the command line there is advice, and status 2."""

    def missing() -> None:
        raise ModuleNotFoundError(f"No module named {library!r}", name=library)

    monkeypatch.setitem(sys.modules, "bizenv.cli.app", _Importing(missing))
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert tuple(capsys.readouterr()) == (
        "",
        NEEDS_MORE,
    )


def test_a_defect_of_ours_is_not_taken_for_a_missing_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Any other name that cannot be imported is told as it is."""

    def missing() -> None:
        raise ImportError("no such name", name="bizenv.nowhere")

    monkeypatch.setitem(sys.modules, "bizenv.cli.app", _Importing(missing))
    with pytest.raises(ImportError, match="no such name"):
        main()


class _Importing:
    """A module from which nothing can be imported."""

    def __init__(self, act: Any) -> None:
        self._act = act

    def __getattr__(self, name: str) -> Any:
        if name == "app":
            self._act()
        raise AttributeError(name)


def test_without_typer_in_a_process_of_its_own(tmp_path: Path) -> None:
    """The import is blocked as if the library had never been installed."""
    code = (
        "import sys; sys.modules['typer'] = None; sys.argv = ['bizenv', 'check'];"
        "from bizenv.cli import main; main()"
    )
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert (process.returncode, process.stdout) == (2, b"")
    assert process.stderr.decode() == NEEDS_MORE


def test_main_runs_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the arguments of the process."""
    monkeypatch.setattr(sys, "argv", ["bizenv", "--version"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0


def test_importing_the_command_runs_nothing() -> None:
    """Tools that import every module of a package do so."""
    import bizenv.__main__ as module

    assert module.main is main


def test_a_signal_ends_the_command_as_a_shell_expects() -> None:
    """By an exit, so that whatever is half written is taken away."""
    with pytest.raises(SystemExit) as caught:
        end_by_signal(15, None)
    assert caught.value.code == 143
