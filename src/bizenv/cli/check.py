"""``bizenv check``: a table in, verdicts out."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bizenv.cli.asked import Asked
from bizenv.cli.base import LangOption, Language, fail, told_errors
from bizenv.cli.check_cases import check_cases
from bizenv.cli.check_visits import Beside, check_visits
from bizenv.cli.output import IS_INPUT, format_for
from bizenv.kernel.text import Lang, Text
from bizenv.reports.formats import FORMATS
from bizenv.rulebooks.shelf import load_rulebook

__all__ = ["check"]

Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc] # dynamic


class Kind(StrEnum):
    """What the rows are."""

    INSPECTIONS = "inspections"
    CASES = "cases"


@told_errors
def check(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, Parquet or JSON Lines.")],
    rulebook: Annotated[str, typer.Option("--rulebook", "-r", help="An id or a path.")],
    kind: Annotated[Kind, typer.Option(help="What the rows are.")] = Kind.INSPECTIONS,
    at: Annotated[
        str | None,
        typer.Option(help="Of cases: as of when; a day means its end, nothing now."),
    ] = None,
    map: Annotated[Path | None, typer.Option("--map", help="A YAML file: column to field.")] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=VALUE: what a blank cell of a field means. May be repeated."),
    ] = None,
    matters: Annotated[
        Path | None, typer.Option(help="A text file: the published matters, one a line.")
    ] = None,
    plan: Annotated[Path | None, typer.Option(help="A table: the year's plan.")] = None,
    history: Annotated[
        Path | None, typer.Option(help="A table: earlier visits, which count too.")
    ] = None,
    through: Annotated[
        str | None,
        typer.Option(help="FIRST/LAST: the days for which every visit is given."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
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
        format=format_for(format.value if format else None, output, lang.lang),
        output=output,
        overwrite=overwrite,
        lang=lang.lang,
        strict=strict,
        limit=limit,
    )
    beside = Beside(matters, plan, history, _days(through, lang.lang))
    asked.refuse_paths((matters, IS_INPUT), (plan, IS_INPUT), (history, IS_INPUT))
    book = load_rulebook(rulebook)
    if beside.given and (kind is Kind.CASES or not book.schedule.any):
        fail(_NO_WHOLE.fill(lang.lang, {"rulebook": rulebook}))
    if kind is Kind.CASES:
        raise typer.Exit(check_cases(asked, book, at))
    if at is not None:
        fail(_AT_FOR_CASES.say(lang.lang))
    raise typer.Exit(check_visits(asked, book, beside))


def _days(through: str | None, lang: Lang) -> tuple[date, date] | None:
    """The first and last day that are named on the command line."""
    if through is None:
        return None
    try:
        first, last = map(date.fromisoformat, through.split("/"))
    except ValueError:
        fail(_BAD_THROUGH.fill(lang, {"through": repr(through)}))
    if last < first:
        fail(_BAD_THROUGH.fill(lang, {"through": repr(through)}))
    return first, last


_BAD_THROUGH = Text(
    "--through：读到 {through}，应为 首日/末日，如 2026-01-01/2026-12-31",
    "--through: got {through}, expected FIRST/LAST, such as 2026-01-01/2026-12-31",
)
_NO_WHOLE = Text(
    "--matters、--plan、--history、--through 用于关于整份计划的规则，{rulebook} 没有这样的规则",
    "--matters, --plan, --history and --through go with rules on whole schedules, and {rulebook} "
    "has none",
)
_AT_FOR_CASES = Text("--at 只用于 --kind cases", "--at goes with --kind cases only")
