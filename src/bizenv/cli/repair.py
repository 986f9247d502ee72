"""``bizenv repair``: a schedule in, the nearest lawful one out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import bizenv
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors, write
from bizenv.cli.output import Report, format_for, write_report
from bizenv.inspections.planning.tables import PlannedTable, plan_table
from bizenv.inspections.planning.terms import Capacity, Terms
from bizenv.inspections.planning.visits import Fixed
from bizenv.kernel.text import Lang, Text
from bizenv.reports.formats import REPAIR_FORMATS
from bizenv.reports.junit import write_junit
from bizenv.reports.plan_calendars import write_calendars
from bizenv.reports.plan_results import PlanResults
from bizenv.reports.plan_rows import plan_jsonl_lines, write_plan_csv, write_plan_xlsx
from bizenv.reports.plan_text import plan_lines, plan_summary
from bizenv.reports.sarif import write_sarif
from bizenv.rulebooks.mapping import VISIT_FIELDS
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.cells import read_day

__all__ = ["repair"]

Format = StrEnum(  # type: ignore[misc] # dynamic
    "Format", {name.upper(): name for name in REPAIR_FORMATS}
)


class RestDayChoice(StrEnum):
    """What becomes of visits on rest days."""

    MOVE = "move"
    KEEP = "keep"
    USE = "use"


class CountChoice(StrEnum):
    """The days by which distance is measured."""

    CALENDAR = "calendar"
    WORKING = "working"


@told_errors
def repair(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, Parquet or JSON Lines.")],
    rulebook: Annotated[str, typer.Option("--rulebook", "-r", help="An id or a path.")],
    capacity: Annotated[
        list[str] | None,
        typer.Option(help="Visits an agency can make a day: N, or AGENCY=N. May be repeated."),
    ] = None,
    visit_days: Annotated[
        int | None,
        typer.Option(min=1, help="Days with visits that an enterprise has a year at most."),
    ] = None,
    exact: Annotated[
        float | None,
        typer.Option(help="Under caps: seconds that the solver (bizenv[plan]) may look on."),
    ] = None,
    keep_noticed: Annotated[
        bool, typer.Option("--keep-noticed", help="Visits already notified stay.")
    ] = False,
    rest_days: Annotated[
        RestDayChoice, typer.Option(help="Visits on rest days: move, keep them, or use such days.")
    ] = RestDayChoice.MOVE,
    count: Annotated[
        CountChoice, typer.Option(help="How distance is measured.")
    ] = CountChoice.CALENDAR,
    first: Annotated[
        str | None, typer.Option("--from", help="No visit moves from or to before this day.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="No visit moves from or to after this day.")
    ] = None,
    across_years: Annotated[
        bool, typer.Option("--across-years", help="Visits may leave their year.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="What is undetermined or needs review moves too.")
    ] = False,
    calendars: Annotated[
        Path | None, typer.Option(help="A folder for a calendar (.ics) of each agency.")
    ] = None,
    map: Annotated[Path | None, typer.Option("--map", help="A YAML file: column to field.")] = None,
    assume: Annotated[
        list[str] | None,
        typer.Option(help="FIELD=VALUE: what a blank cell of a field means. May be repeated."),
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What is written.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where; its ending names the format.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace output files.")] = False,
    lang: LangOption = Language.ZH,
    limit: Annotated[int, typer.Option(min=0, help="Rows shown as text; 0 shows all.")] = 200,
) -> None:
    """Move the visits of FILE as little as the rules allow, and prove how little that is.

    Exit status: 0 the new schedule is lawful, 1 something is not, 2 unusable input.
    """
    asked = Asked(
        file=file,
        rulebook=rulebook,
        map=map,
        assume=assume or (),
        sheet=sheet,
        encoding=None,
        format=format_for(format.value if format else None, output, lang.lang, REPAIR_FORMATS),
        output=output,
        overwrite=overwrite,
        lang=lang.lang,
        strict=strict,
        limit=limit,
    )
    asked.refuse_paths()
    terms = Terms(
        capacity=_capacity(capacity or [], asked.lang),
        rest_days=rest_days.value,
        count=count.value,
        within=_within(first, last),
        across_years=across_years,
        strict=strict,
        visit_days=visit_days,
        exact=exact,
    )
    book = load_rulebook(rulebook)
    with few_collections():
        planned = _planned(asked, book, terms, Fixed(noticed=keep_noticed))
        now = datetime.now(UTC)
        report = _report(asked, book, planned, now)
        write_report(report, asked.format, output, asked.lang, overwrite=overwrite)
        if calendars is not None:
            _write_calendars(asked, planned, calendars, now)
    raise typer.Exit(CLEAN if _is_clean(planned) else FINDINGS)


def _capacity(given: list[str], lang: Lang) -> Capacity:
    """The capacity as said: a number for all, and numbers for some agencies."""
    each, of = None, {}
    for said in given:
        agency, sign, number = said.rpartition("=")
        if not number.strip().isdecimal() or (sign and not agency.strip()):
            fail(_BAD_CAPACITY.fill(lang, {"said": said}))
        if sign:
            of[agency.strip()] = int(number)
        else:
            each = int(number)
    return Capacity(each, of)


def _within(first: str | None, last: str | None) -> tuple[date, date] | None:
    if first is None and last is None:
        return None
    start = read_day(first, "--from") if first else date.min
    return start, read_day(last, "--to") if last else date.max


def _planned(asked: Asked, book: Rulebook, terms: Terms, fixed: Fixed) -> PlannedTable:
    mapping = asked.mapping(VISIT_FIELDS, book.vocabulary)
    words = header_words()["inspections"]
    table = asked.table(words, mapping)
    return plan_table(table, book.inspections, words, mapping, terms, fixed, book.frequency_rules)


def _is_clean(planned: PlannedTable) -> bool:
    return planned.plan.lawful and not any(
        status == "unreadable" for batch in planned.batches for status in batch.statuses
    )


def _report(asked: Asked, book: Rulebook, planned: PlannedTable, now: datetime) -> Report:
    lang, file = asked.lang, str(asked.file)
    told = [PlanResults(planned)]
    return Report(
        lambda: plan_summary(planned, file, lang),
        {
            "text": lambda: (f"{x}\n" for x in plan_lines(planned, file, lang, asked.limit)),
            "jsonl": lambda: plan_jsonl_lines(planned, lang),
        },
        {
            "csv": lambda path: write_plan_csv(planned, path, lang),
            "xlsx": lambda path: write_plan_xlsx(planned, path, lang),
            "sarif": lambda path: write_sarif(told, book.ref, bizenv.__version__, path, lang),
            "junit": lambda path: write_junit(told, now, path, lang),
        },
    )


def _write_calendars(asked: Asked, planned: PlannedTable, folder: Path, now: datetime) -> None:
    files = write_calendars(
        planned, folder, now, bizenv.__version__, asked.lang, overwrite=asked.overwrite
    )
    if asked.output is not None:
        write(_WRITTEN.fill(asked.lang, {"file": str(file)}) for file in files)


_BAD_CAPACITY = Text(
    "--capacity {said}：应写每天的次数，如 6，或 区税务局=3",
    "--capacity {said}: expected visits a day, as in 6, or AGENCY=3",
)
_WRITTEN = Text("已写入 {file}", "written to {file}")
