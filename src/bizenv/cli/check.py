"""``bizenv check``: a table in, verdicts out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bizenv.cli.asked import Asked
from bizenv.cli.base import LangOption, Language, fail, told_errors
from bizenv.cli.check_cases import check_cases
from bizenv.cli.check_violations import check_violations
from bizenv.cli.check_visits import check_visits
from bizenv.cli.moments import day_of
from bizenv.cli.output import format_for
from bizenv.kernel.text import Text
from bizenv.reports.formats import FORMATS
from bizenv.rulebooks.shelf import load_rulebook

__all__ = ["check"]

Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc] # dynamic


class Kind(StrEnum):
    """What the rows are."""

    INSPECTIONS = "inspections"
    CASES = "cases"
    VIOLATIONS = "violations"


@told_errors
def check(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, Parquet or JSON Lines.")],
    rulebook: Annotated[str, typer.Option("--rulebook", "-r", help="An id or a path.")],
    kind: Annotated[Kind, typer.Option(help="What the rows are.")] = Kind.INSPECTIONS,
    at: Annotated[
        str | None,
        typer.Option(help="Of cases: as of when; nothing means now. Of violations: when decided."),
    ] = None,
    map: Annotated[Path | None, typer.Option("--map", help="A YAML file: column to field.")] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=VALUE: what a blank cell of a field means. May be repeated."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Of a text file, such as GBK; else it is found out.")
    ] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What is written.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where; its ending names the format.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace the output file.")] = False,
    lang: LangOption = Language.ZH,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="What is undetermined, open reviews and missed duties fail too."
        ),
    ] = False,
    limit: Annotated[
        int, typer.Option(min=0, help="Rows or cases shown as text; 0 shows all.")
    ] = 200,
) -> None:
    """Check the rows of FILE against a rulebook.

    Exit status: 0 clean, 1 findings, 2 unusable input.
    """
    asked = Asked(
        file=file,
        rulebook=rulebook,
        map=map,
        assume=assume or (),
        sheet=sheet,
        encoding=encoding,
        format=format_for(format.value if format else None, output, lang.lang),
        output=output,
        overwrite=overwrite,
        lang=lang.lang,
        strict=strict,
        limit=limit,
    )
    asked.refuse_paths()
    book = load_rulebook(rulebook)
    if kind is Kind.CASES:
        raise typer.Exit(check_cases(asked, book, at))
    if kind is Kind.VIOLATIONS:
        raise typer.Exit(check_violations(asked, book, day_of(at)))
    if at is not None:
        fail(_AT_FOR_CASES.say(lang.lang))
    raise typer.Exit(check_visits(asked, book))


_AT_FOR_CASES = Text(
    "--at 只用于 --kind cases 和 --kind violations",
    "--at goes with --kind cases and --kind violations only",
)
