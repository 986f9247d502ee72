"""The command ``bizenv``, put together: each command is a module of its own."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import bizenv
from bizenv.cli.calendar import calendar
from bizenv.cli.check import check
from bizenv.cli.deadline import deadline
from bizenv.cli.ledger import ledger
from bizenv.cli.path import path
from bizenv.cli.refusals import Commands
from bizenv.cli.repair import repair
from bizenv.cli.rulebook import rulebook
from bizenv.cli.score import score
from bizenv.cli.tolerance import tolerance

__all__ = ["app"]

app = typer.Typer(
    name="bizenv",
    cls=Commands,
    help="Rules on enterprises, computed (营商环境规则库).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check)
app.command()(repair)
app.command()(ledger)
app.command()(score)
app.command()(path)
app.command()(deadline)
app.command()(calendar)
app.add_typer(rulebook, name="rulebook")
app.add_typer(tolerance, name="tolerance")


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
