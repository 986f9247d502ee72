"""``bizenv score``: observations, an index and a scheme in, a scoreboard out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors
from bizenv.cli.output import Report, format_for, refuse_output, write_report
from bizenv.indicators.boards import Panel, Scoreboard
from bizenv.indicators.laggards import Laggard, laggards
from bizenv.indicators.movement import Movement, compare, movement
from bizenv.indicators.observations import Observations
from bizenv.indicators.records import OBSERVATION_HEADERS, read_observations
from bizenv.indicators.rules import score as score_one
from bizenv.indicators.rules import score_all
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Index
from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Lang, Text
from bizenv.reports.boards import (
    BoardReport,
    board_html_lines,
    board_json_lines,
    board_lines,
    write_board_csv,
    write_board_xlsx,
)
from bizenv.reports.formats import BOARD_FORMATS
from bizenv.rulebooks.scoring import load_index, load_scheme
from bizenv.tables.readers import open_table

__all__ = ["open_observations", "score"]

Format = StrEnum(  # type: ignore[misc] # dynamic
    "Format", {name.upper(): name for name in BOARD_FORMATS}
)


@told_errors
def score(
    file: Annotated[Path, typer.Argument(help="Observations: CSV, XLSX, Parquet, JSON Lines.")],
    index: Annotated[Path, typer.Option("--index", "-i", help="The index: YAML or a table.")],
    scheme: Annotated[Path, typer.Option("--scheme", "-s", help="The scheme: YAML.")],
    on: Annotated[str | None, typer.Option(help="Which period; nothing means the last.")] = None,
    period: Annotated[
        str | None, typer.Option(help="The period of a table that has no column for it.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Explain the score of this unit.")] = None,
    node: Annotated[str | None, typer.Option(help="... at this node alone.")] = None,
    since: Annotated[str | None, typer.Option(help="Who moved since this period.")] = None,
    compare: Annotated[
        Path | None, typer.Option(help="What if: another scheme, to compare with.")
    ] = None,
    bottom: Annotated[
        int, typer.Option(min=0, help="Who is among the last so many of its class.")
    ] = 0,
    months: Annotated[int, typer.Option(min=1, help="... in each of the last periods.")] = 1,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What is written.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where; its ending names the format.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace the output file.")] = False,
    lang: LangOption = Language.ZH,
    limit: Annotated[int, typer.Option(min=0, help="Lines shown in a list; 0 shows all.")] = 0,
) -> None:
    """Score observations by a scheme: ranks, tiers, why, who moved, where one lags.

    Exit status: 0, 1 where something has to be looked at, 2 unusable input.
    """
    said = lang.lang
    written = format_for(format.value if format else None, output, said, BOARD_FORMATS)
    inputs = [(path, _IS_INPUT) for path in (file, index, scheme, compare)]
    refuse_output(output, inputs, said, overwrite=overwrite)
    _check(said, node=node, unit=unit, since=since, compare=compare)
    made = load_index(index)
    rules = load_scheme(scheme)
    seen = open_observations(file, made, period, sheet)
    panel = _scored(seen, made, rules, scheme)
    board = panel[seen.periods[-1] if on is None else on]
    report = BoardReport(
        board,
        str(file),
        board.explain(unit, node) if unit else None,
        _of_unit(_moved(panel, board, since, load_scheme(compare) if compare else None), unit),
        _lagging(panel, board, bottom, months, unit),
    )
    write_report(_report(report, said, limit), written, output, said, overwrite=overwrite)
    raise typer.Exit(CLEAN if report.clean else FINDINGS)


def _check(
    lang: Lang, *, node: str | None, unit: str | None, since: str | None, compare: Path | None
) -> None:
    """Refuse options that would not be used."""
    if node and not unit:
        fail(_NODE_ALONE.say(lang))
    if since and compare:
        fail(_ONE_OF.say(lang))


def open_observations(
    file: Path, index: Index, period: str | None = None, sheet: str | None = None
) -> Observations:
    """The observations of a file, by the codes and names of an index."""
    names = [index[code] for code in index.leaves]
    words = {each.code: _words(each.name) for each in names}
    table = open_table(file, {**words, **OBSERVATION_HEADERS}, sheet)
    return read_observations(table, index, period=period)


def _words(name: Text | None) -> tuple[str, ...]:
    return tuple(each for each in (name and name.zh, name and name.en) if each)


def _scored(seen: Observations, index: Index, rules: Scheme, file: Path) -> Panel:
    """All periods; what does not fit is told with the name of the scheme's file."""
    try:
        return score_all(seen, index, rules)
    except UsageError as error:
        facts = Text(f"{file}：{error.say('zh')}", f"{file}: {error.say('en')}")
        raise UsageError(facts) from error


def _moved(
    panel: Panel, board: Scoreboard, since: str | None, other: Scheme | None
) -> Movement | None:
    if other is not None:
        plan, seen = panel.plan, panel.observations
        return compare(score_one(seen, plan.index, other, board.period), board)
    return None if since is None else movement(board, panel[since])


def _of_unit(moved: Movement | None, unit: str | None) -> Movement | None:
    """The movement of the unit alone, where one is asked for."""
    if moved is None or unit is None:
        return moved
    return evolve(moved, moves=(moved[unit],))


def _lagging(
    panel: Panel, board: Scoreboard, bottom: int, months: int, unit: str | None
) -> tuple[Laggard, ...]:
    if not bottom:
        return ()
    return laggards(panel.until(board.period), bottom=bottom, periods=months, unit=unit)


def _report(told: BoardReport, lang: Lang, limit: int) -> Report:
    return Report(
        lambda: list(board_lines(told, lang, limit)),
        {
            "text": lambda: (f"{line}\n" for line in board_lines(told, lang, limit)),
            "json": lambda: board_json_lines(told),
            "html": lambda: board_html_lines(told, lang),
        },
        {
            "csv": lambda path: write_board_csv(told, path, lang),
            "xlsx": lambda path: write_board_xlsx(told, path, lang),
        },
    )


_IS_INPUT = Text(
    "{output} 就是一个输入文件：请换一个文件名",
    "{output} is one of the inputs: choose another name",
)
_NODE_ALONE = Text("--node 要与 --unit 一起用", "--node needs --unit")
_ONE_OF = Text("--since 与 --compare 只写一个", "--since and --compare: write one of them")
