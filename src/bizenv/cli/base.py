"""What every command shares: languages, messages, errors, exit status."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer

from bizenv.kernel.errors import BizenvError
from bizenv.kernel.text import Lang, Text, check_lang
from bizenv.reports.terminal import visible

__all__ = [
    "CLEAN",
    "FINDINGS",
    "UNUSABLE",
    "LangOption",
    "Language",
    "fail",
    "told_errors",
    "write",
]

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


LangOption = Annotated[Language, typer.Option("--lang", help="The language of messages.")]


def write(lines: Iterable[str]) -> None:
    """Print lines; what strangers wrote into a file does not steer the terminal."""
    for line in lines:
        sys.stdout.write(visible(line) + "\n")


def fail(message: str) -> NoReturn:
    """Say why the input cannot be used, and end with status 2."""
    sys.stderr.write("\n".join(map(visible, message.split("\n"))) + "\n")
    raise typer.Exit(UNUSABLE)


def told_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn the errors of a command into a message in its language, and status 2.

    A command is a function whose option ``lang``, if it has one, is a :class:`Language`.
    """

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        language: Any = kwargs.get("lang", Language.ZH)
        with _errors_told(language.lang):
            try:
                return command(*args, **kwargs)
            finally:
                sys.stdout.flush()  # a reader that has gone is noticed here, not at exit

    return told


@contextmanager
def _errors_told(lang: Lang) -> Iterator[None]:
    try:
        yield
    except BizenvError as error:
        fail(error.say(lang))
    except BrokenPipeError:
        _let_go_of_stdout()
        raise typer.Exit(FINDINGS) from None
    except OSError as error:
        fail(_of_the_system(error, lang))


def _of_the_system(error: OSError, lang: Lang) -> str:
    """What the system refused, with the file where there is one."""
    reason = _REASONS.get(error.errno) if error.errno else None
    said = reason.say(lang) if reason else str(error.strerror or error)
    if not error.filename:
        return said
    return _OF_FILE.fill(lang, {"file": os.fsdecode(error.filename), "reason": said})


_OF_FILE = Text("{file}：{reason}", "{file}: {reason}")
_REASONS = {
    errno.ENOENT: Text("没有这个文件", "no such file"),
    errno.EACCES: Text("没有读写权限", "permission denied"),
    errno.EPERM: Text("没有读写权限", "permission denied"),
    errno.EISDIR: Text("是文件夹，不是文件", "a folder, not a file"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
    errno.ENOSPC: Text("磁盘空间不足", "no space is left on the disk"),
    errno.EROFS: Text("磁盘只能读", "the disk is read-only"),
}


def _let_go_of_stdout() -> None:
    """The reader has gone: nothing more is written, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
