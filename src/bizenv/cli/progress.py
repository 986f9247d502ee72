"""A progress bar on long work, where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

from bizenv.kernel.text import Lang, Text

__all__ = ["Progress", "progress"]

Progress: TypeAlias = AbstractContextManager[Callable[[int], None]]
"""Within it, a function that is told how many rows more are done."""


@contextmanager
def progress(
    file: Path, rows: int | None, lang: Lang, *, streamed: bool
) -> Iterator[Callable[[int], None]]:
    """A progress bar where a person is watching, nothing where nobody is.

    There is none either where rows go to the same screen meanwhile.
    """
    if not sys.stderr.isatty() or (streamed and sys.stdout.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:  # what is printed belongs to the report, which may go to a file
        task = bar.add_task(_CHECKING.fill(lang, {"file": file.name}), total=rows)
        yield lambda done: bar.advance(task, done)


_CHECKING = Text("正在检查 {file}", "checking {file}")
