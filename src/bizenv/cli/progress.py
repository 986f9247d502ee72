"""A progress bar on long work, where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from bizenv.kernel.text import Lang, Text

__all__ = ["Progress", "Tally", "counted", "progress"]

PartT = TypeVar("PartT", bound=Sized)
PartT_contra = TypeVar("PartT_contra", bound=Sized, contravariant=True)
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


class Tally(Protocol[PartT_contra]):
    """What counts the parts of something that is checked."""

    def add(self, part: PartT_contra, /) -> None:
        """Count one more part."""
        ...


def counted(
    parts: Iterable[PartT], tally: Tally[PartT], progress: Progress
) -> Generator[PartT, None, None]:
    """The same parts, counted; the bar is gone before a report goes on after the last."""
    with progress as advance:
        for part in parts:
            tally.add(part)
            yield part
            advance(len(part))


_CHECKING = Text("正在检查 {file}", "checking {file}")
