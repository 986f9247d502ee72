"""The commands and what they share: languages, errors, exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer

import bizenv
from bizenv.kernel.errors import BizenvError, Problem, ProblemsError
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.reports.words import problem_text, visible

__all__ = ["Language", "app", "fail", "say_problem", "told_errors"]

CLEAN, FINDINGS, UNUSABLE = 0, 1, 2

P = ParamSpec("P")
T = TypeVar("T")


class Language(StrEnum):
    """The language of what is printed."""

    ZH = "zh"
    EN = "en"

    @property
    def lang(self) -> Lang:
        """The language as the library names it."""
        return check_lang(self.value)


app = typer.Typer(
    name="bizenv",
    help="Rules on enterprises, computed (营商环境规则库).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def say_problem(problem: Problem, lang: Lang) -> str:
    """A problem with its place and code, in one line."""
    place = str(problem.place)
    return f"{place}{': ' if place else ''}{problem_text(problem, lang)} [{problem.code}]"


def fail(message: str) -> NoReturn:
    """Say why the input cannot be used, and end with status 2."""
    sys.stderr.write("\n".join(map(visible, message.split("\n"))) + "\n")
    raise typer.Exit(UNUSABLE)


@contextmanager
def _errors_told(lang: Lang) -> Iterator[None]:
    try:
        yield
    except ProblemsError as error:
        fail("\n".join(say_problem(problem, lang) for problem in error.problems))
    except BizenvError as error:
        fail(str(error))
    except BrokenPipeError:
        _let_go_of_stdout()
        raise typer.Exit(FINDINGS) from None
    except OSError as error:
        reason = _REASONS.get(type(error))
        said = reason.say(lang) if reason else str(error.strerror or error)
        fail(f"{error.filename}: {said}" if error.filename else said)


_REASONS: dict[type[OSError], Text] = {
    FileNotFoundError: Text("没有这个文件", "no such file"),
    PermissionError: Text("没有读写权限", "permission denied"),
    IsADirectoryError: Text("是文件夹，不是文件", "a folder, not a file"),
}


def _let_go_of_stdout() -> None:
    """The reader has gone: nothing more is written, not even at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def told_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn the errors of a command into a message and status 2."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        language: Any = kwargs.get("lang", Language.ZH)
        with _errors_told(language.lang):
            try:
                return command(*args, **kwargs)
            finally:
                sys.stdout.flush()  # a reader that has gone is noticed here, not at exit

    return told


def _version(value: bool) -> None:
    if value:
        typer.echo(bizenv.__version__)
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[  # noqa: ARG001 - the callback acts on it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


from bizenv.cli import check as _check  # noqa: E402, F401 - they add their commands
from bizenv.cli import rulebook as _rulebook  # noqa: E402, F401 - the same
