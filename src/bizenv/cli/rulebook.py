"""``bizenv rulebook``: list, show, lint, test, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bizenv.cli.app import CLEAN, FINDINGS, Language, app, say_problem, told_errors
from bizenv.kernel.errors import UnknownRulebookError
from bizenv.kernel.text import Text
from bizenv.reports.rulebooks import case_lines, line_of, rulebook_lines
from bizenv.reports.words import visible
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.reader import Reading
from bizenv.rulebooks.schema import json_schema
from bizenv.rulebooks.shelf import load_rulebook, read_file, read_shipped, shipped_ids

__all__ = ["rulebook"]

rulebook = typer.Typer(help="Look at rulebooks, and check them.", no_args_is_help=True)
app.add_typer(rulebook, name="rulebook")

Lang = Annotated[Language, typer.Option("--lang", help="The language of messages.")]
Named = Annotated[
    list[str] | None, typer.Argument(help="Ids or paths; every shipped rulebook if none is named.")
]


@rulebook.command("list")
@told_errors
def list_(lang: Lang = Language.ZH) -> None:
    """List the shipped rulebooks."""
    for id in shipped_ids():
        _say(line_of(load_rulebook(id), lang.lang))


@rulebook.command()
@told_errors
def show(
    name: Annotated[str, typer.Argument(help="An id or a path.")], lang: Lang = Language.ZH
) -> None:
    """Show what a rulebook says, clause by clause."""
    for line in rulebook_lines(load_rulebook(name), lang.lang):
        _say(line)


@rulebook.command()
@told_errors
def lint(names: Named = None, lang: Lang = Language.ZH) -> None:
    """Find every problem of every file, each with its place.

    Exit status: 0 clean, 1 problems.
    """
    count = 0
    paths = [path for name in names or shipped_ids() for path in _expand(name)]
    for path in paths:
        for problem in _read(path).problems:
            count += 1
            _say(say_problem(problem, lang.lang))
    _say(_LINTED.fill(lang.lang, {"files": len(paths), "problems": count}))
    raise typer.Exit(FINDINGS if count else CLEAN)


@rulebook.command("test")
@told_errors
def run(names: Named = None, lang: Lang = Language.ZH) -> None:
    """Run the cases beside the rules; say what they do not cover.

    Exit status: 0 when every case passes and all is covered, else 1.
    """
    passed = True
    for path in (path for name in names or shipped_ids() for path in _expand(name)):
        report = run_cases(load_rulebook(path))
        passed = passed and report.passed
        for line in case_lines(report, lang.lang):
            _say(line)
    raise typer.Exit(CLEAN if passed else FINDINGS)


@rulebook.command()
@told_errors
def schema() -> None:
    """Print the JSON Schema of a rulebook file, for editors."""
    sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n")


def _expand(name: str) -> list[str]:
    """A folder means every rulebook file in it."""
    folder = Path(name)
    if name in shipped_ids() or not folder.is_dir():
        return [name]
    return [str(path) for path in sorted(folder.rglob("*.yaml"))]


def _read(name: str) -> Reading:
    if name in shipped_ids():
        return read_shipped(name)
    if not Path(name).is_file():
        raise UnknownRulebookError(f"{name!r} is neither a shipped rulebook nor a file")
    return read_file(name)


def _say(line: str) -> None:
    """Print one line; a rulebook of strangers does not steer the terminal."""
    sys.stdout.write(visible(line) + "\n")


_LINTED = Text(
    "规则库 {files} 个，问题 {problems} 处", "rulebooks checked: {files}, problems: {problems}"
)
