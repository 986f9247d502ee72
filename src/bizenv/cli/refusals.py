"""What the command line itself refuses, in the language that was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from bizenv.cli.base import Language, fail

__all__ = ["Commands", "in_chinese", "language_of"]

_ARGUMENTS = f"{__name__}.arguments"
_REFUSED: Any = next(each for each in typer.BadParameter.__mro__ if each.__name__ == "UsageError")
"""What Typer raises of a command line; it gives it no public name."""
_HELP = "NoArgsIsHelpError"
"""What it raises where nothing was asked, to show the help."""

_SENTENCES = (
    (r"Missing argument '(.+?)'.*", "缺少参数 {}"),
    (r"Missing option '(.+?)'.*", "缺少选项 {}"),
    (r"No such option: ([^ ]+) \(Possible options?: (.+)\)", "没有选项 {}，可能是 {}"),
    (r"No such option: ([^ ]+) Did you mean (.+)\?", "没有选项 {}，可能是 {}"),
    (r"No such option: ([^ ]+)", "没有选项 {}"),
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "没有命令 {}，可能是 {}"),
    (r"No such command '(.+?)'\.", "没有命令 {}"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", "多出了参数 {}"),
    (r"Option '(.+?)' requires an argument\.", "选项 {} 后面缺少值"),
    (r"Invalid value for '(.+?)': .*?('.*') is not one of (.+)\.", "{} 不能是 {}，应为 {} 之一"),
    (r"Invalid value for '(.+?)': (.+)", "{} 的值不能用（{}）"),
)
"""Typer's sentences and ours. One that is not among them is told as it is."""


def in_chinese(sentence: str) -> str:
    """What Typer says of a command line, in Chinese.

    >>> in_chinese("Missing option '--rulebook' / '-r'.")
    '缺少选项 --rulebook'
    """
    found = ((re.fullmatch(english, sentence, re.DOTALL), ours) for english, ours in _SENTENCES)
    said = (ours.format(*match.groups()) for match, ours in found if match)
    return next(said, sentence)


def language_of(arguments: Sequence[str]) -> Language:
    """The language that a command line asks for, before anything else of it is read.

    >>> language_of(["check", "plan.csv", "--lang", "en"]), language_of(["--lang=xx"])
    (<Language.EN: 'en'>, <Language.ZH: 'zh'>)
    """
    pairs = zip(arguments, [*arguments[1:], ""], strict=False)
    named = [
        value if word == "--lang" else word.partition("=")[2]
        for word, value in pairs
        if word.partition("=")[0] == "--lang"
    ]
    return Language.EN if named[-1:] == [Language.EN] else Language.ZH


class Commands(TyperGroup):
    """The commands, and what they refuse of their arguments."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Read the options before the command."""
        given = tuple(args)
        with _refusals_told(given):
            context = super().make_context(info_name, args, parent, **extra)
        context.meta[_ARGUMENTS] = given
        return context

    def invoke(self, ctx: Any) -> Any:
        """Read what belongs to the command, and run it."""
        with _refusals_told(ctx.meta[_ARGUMENTS]):
            return super().invoke(ctx)


@contextmanager
def _refusals_told(arguments: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except _REFUSED as error:
        told: Any = error
        if type(error).__name__ == _HELP or language_of(arguments) is Language.EN:
            raise
        path = told.ctx.command_path if told.ctx else "bizenv"
        fail(f"{in_chinese(told.format_message())}\n用法见 {path} -h")
