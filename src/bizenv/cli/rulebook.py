"""``bizenv rulebook``: list, show, lint, test, schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors, write
from bizenv.kernel.text import Lang, Text
from bizenv.reports.rulebooks import case_lines, list_lines, rulebook_lines
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.reader import Reading
from bizenv.rulebooks.schema import json_schema
from bizenv.rulebooks.shelf import load_rulebook, read_file, read_shipped, shipped_ids

__all__ = ["rulebook"]

rulebook = typer.Typer(help="Look at rulebooks, and check them.", no_args_is_help=True)

Named = Annotated[
    list[str] | None, typer.Argument(help="Ids or paths; every shipped rulebook if none is named.")
]


@rulebook.command("list")
@told_errors
def list_(lang: LangOption = Language.ZH) -> None:
    """List the shipped rulebooks."""
    write(list_lines(map(load_rulebook, shipped_ids()), lang.lang))


@rulebook.command()
@told_errors
def show(
    name: Annotated[str, typer.Argument(help="An id or a path.")],
    lang: LangOption = Language.ZH,
) -> None:
    """Show what a rulebook says, clause by clause."""
    write(rulebook_lines(load_rulebook(name), lang.lang))


@rulebook.command()
@told_errors
def lint(names: Named = None, lang: LangOption = Language.ZH) -> None:
    """Find every problem of every file, each with its place.

    Exit status: 0 clean, 1 problems.
    """
    paths = _paths(names, lang.lang)
    count = 0
    for path in paths:
        problems = _read(path).problems
        write(problem.say(lang.lang) for problem in problems)
        count += len(problems)
    write([_LINTED.fill(lang.lang, {"files": len(paths), "problems": count})])
    raise typer.Exit(FINDINGS if count else CLEAN)


@rulebook.command("test")
@told_errors
def run(names: Named = None, lang: LangOption = Language.ZH) -> None:
    """Run the cases beside the rules; say what they do not cover.

    Exit status: 0 when every case passes and all is covered, else 1.
    """
    passed = True
    for path in _paths(names, lang.lang):
        report = run_cases(load_rulebook(path))
        passed = passed and report.passed
        write(case_lines(report, lang.lang))
    raise typer.Exit(CLEAN if passed else FINDINGS)


@rulebook.command()
@told_errors
def schema(
    name: Annotated[
        str | None, typer.Argument(help="An id or a path, whose own terms are known too.")
    ] = None,
) -> None:
    """Print the JSON Schema of a rulebook file, for editors."""
    terms = load_rulebook(name).vocabulary if name else None
    sys.stdout.write(json.dumps(json_schema(terms), ensure_ascii=False, indent=1) + "\n")


def _paths(names: list[str] | None, lang: Lang) -> list[str]:
    """Ids and files; a folder means every rulebook file in it."""
    paths: list[str] = []
    for name in names or shipped_ids():
        folder = Path(name)
        if name in shipped_ids() or not folder.is_dir():
            paths.append(name)
        elif found := sorted(folder.rglob("*.yaml")):
            paths += map(str, found)
        else:
            fail(_NO_FILES.fill(lang, {"folder": name}))
    return paths


def _read(name: str) -> Reading:
    if name in shipped_ids():
        return read_shipped(name)
    if Path(name).is_file():
        return read_file(name)
    return Reading(load_rulebook(name), ())  # refuses it, and suggests the nearest


_LINTED = Text(
    "规则库 {files} 个，问题 {problems} 处", "rulebooks checked: {files}, problems: {problems}"
)
_NO_FILES = Text("{folder}：文件夹里没有 .yaml 文件", "{folder}: no .yaml file in this folder")
