"""``bizenv ledger``: an event log in, its figures out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from attrs import frozen

from bizenv.calendars.periods.zones import zone_of
from bizenv.calendars.workdays.calendar import WorkCalendar, work_calendar
from bizenv.cases.entries import Readings
from bizenv.cases.ledger import GROUPINGS, Ledger
from bizenv.cases.ledger import ledger as ledger_of
from bizenv.cases.reconcile import Reconciled, reconcile
from bizenv.cases.resolving import resolve_clock
from bizenv.cases.states import CaseState, state_of
from bizenv.cases.values import Time
from bizenv.cli.asked import Asked, few_collections
from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors
from bizenv.cli.check_cases import read_log
from bizenv.cli.moments import moment_of
from bizenv.cli.output import Report, format_for, write_report
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.reports.formats import LEDGER_FORMATS
from bizenv.reports.ledger_rows import ledger_jsonl_lines, write_ledger_csv, write_ledger_xlsx
from bizenv.reports.ledger_text import LedgerReport, ledger_lines
from bizenv.rulebooks.figures import PrintedFigure, read_figures
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.rulebooks.vocabulary import case_vocabulary

__all__ = ["ledger"]

Format = StrEnum(  # type: ignore[misc] # dynamic
    "Format", {name.upper(): name for name in LEDGER_FORMATS}
)


@told_errors
def ledger(
    file: Annotated[Path, typer.Argument(help="An event log: CSV, XLSX, Parquet, JSON Lines.")],
    by: Annotated[
        str, typer.Option(help="Groups: session, channel, agency, kind, priority, month; a,b.")
    ] = "",
    rulebook: Annotated[
        str | None, typer.Option("--rulebook", "-r", help="An id or a path, to tell what is late.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="As of when; a day means its end, nothing means now.")
    ] = None,
    published: Annotated[
        Path | None, typer.Option(help="A YAML file of printed figures: do they follow?")
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
    limit: Annotated[int, typer.Option(min=0, help="Cases shown in a list; 0 shows all.")] = 20,
) -> None:
    """Count the cases of an event log: figures with their denominators.

    Exit status: 0, 1 where a published figure does not follow, 2 unusable input.
    """
    asked = Asked(
        file=file,
        rulebook=rulebook,
        map=map,
        assume=assume or (),
        sheet=sheet,
        encoding=encoding,
        format=format_for(format.value if format else None, output, lang.lang, LEDGER_FORMATS),
        output=output,
        overwrite=overwrite,
        lang=lang.lang,
        limit=limit,
    )
    groups = _groups(by, asked.lang)
    asked.refuse_paths((published, _IS_FIGURES))
    basis = _basis(rulebook)
    figures = read_figures(published, basis.vocabulary) if published else ()
    told = _told(asked, basis, groups, at, figures)
    write_report(_report(asked, told), asked.format, output, asked.lang, overwrite=overwrite)
    differs = any(each.follows is Truth.NO for each in told.published)
    raise typer.Exit(FINDINGS if differs else CLEAN)


def _groups(by: str, lang: Lang) -> tuple[str, ...]:
    """What the ledger is grouped by, each once."""
    names = tuple(dict.fromkeys(name.strip() for name in by.split(",") if name.strip()))
    for name in names:
        if name not in GROUPINGS:
            fail(_BAD_BY.fill(lang, {"name": repr(name), "known": tuple(GROUPINGS)}))
    return names


@frozen
class _Basis:
    """By what cases are read and timed: that of a rulebook, or what holds in all of China."""

    vocabulary: Vocabulary
    calendar: WorkCalendar | None
    zone: str | None
    readings: Readings | None = None
    rulebook: str | None = None


def _basis(rulebook: str | None) -> _Basis:
    if rulebook is None:
        return _Basis(case_vocabulary(), work_calendar("CN"), _CHINA)
    book = load_rulebook(rulebook)
    rules = book.requests
    read = resolve_clock(rules)
    return _Basis(book.vocabulary, book.calendar, rules.base.zone, read, str(rules.rulebook))


_CHINA = "Asia/Shanghai"


def _told(
    asked: Asked,
    basis: _Basis,
    by: tuple[str, ...],
    at: str | None,
    figures: tuple[PrintedFigure, ...],
) -> LedgerReport:
    when: Time = moment_of(at, zone_of(basis.zone, None))
    with few_collections():
        log, notes = read_log(asked, basis.vocabulary, basis.zone)
        states = [state_of(case, when, zone=basis.zone) for case in log.cases]
        book = ledger_of(
            states,
            when,
            by,
            calendar=basis.calendar,
            readings=basis.readings,
            zone=basis.zone,
        )
    return LedgerReport(
        book,
        basis.vocabulary,
        str(asked.file),
        basis.rulebook,
        notes,
        tuple(_compared(book, figures)),
        (*log.all_problems, *_misplaced(states)),
    )


def _misplaced(states: Iterable[CaseState]) -> Iterator[Problem]:
    """The events that cannot follow; those that came later are left aside, as they should be."""
    for state in states:
        yield from (f.problem for f in state.faults if f.code != "event-in-future")


def _compared(book: Ledger, figures: tuple[PrintedFigure, ...]) -> Iterator[Reconciled]:
    """What becomes of each published figure, each held against the cases that it is told of."""
    for each in figures:
        rows = book.only(**each.only) if each.only else book
        yield from reconcile(rows, [each.figure])


def _report(asked: Asked, told: LedgerReport) -> Report:
    lang = asked.lang
    return Report(
        lambda: list(ledger_lines(told, lang, asked.limit)),
        {
            "text": lambda: (f"{line}\n" for line in ledger_lines(told, lang, asked.limit)),
            "jsonl": lambda: ledger_jsonl_lines(told, lang),
        },
        {
            "csv": lambda path: write_ledger_csv(told, path, lang),
            "xlsx": lambda path: write_ledger_xlsx(told, path, lang),
        },
    )


_BAD_BY = Text("--by {name}：应为 {known} 之一", "--by {name}: expected one of {known}")
_IS_FIGURES = Text(
    "{output} 就是 --published 文件：请换一个文件名",
    "{output} is the --published file: choose another name",
)
