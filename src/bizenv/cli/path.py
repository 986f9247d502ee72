"""``bizenv path``: what it takes a unit to reach a rank."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors
from bizenv.cli.output import IS_INPUT, Report, format_for, refuse_output, write_report
from bizenv.cli.score import open_observations
from bizenv.indicators.limits import BestGain, ClassQuantile, Limit
from bizenv.indicators.path_values import Path as RankPath
from bizenv.indicators.paths import path_to_rank
from bizenv.indicators.rivals import Fixed, Rivals, Sampled, Trend
from bizenv.indicators.rules import score
from bizenv.kernel.text import Lang, Text
from bizenv.reports.formats import PATH_FORMATS
from bizenv.reports.paths import path_json_lines, path_lines, write_path_csv, write_path_xlsx
from bizenv.rulebooks.scoring import load_index, load_scheme

__all__ = ["path"]

Format = StrEnum("Format", {name.upper(): name for name in PATH_FORMATS})  # type: ignore[misc] # dynamic


class Goal(StrEnum):
    """What a path aims at, beside the rank."""

    SMALLEST = "smallest"
    FEWEST = "fewest"
    EVEN = "even"


class Others(StrEnum):
    """What the other units are assumed to do meanwhile."""

    FIXED = "fixed"
    TREND = "trend"
    SAMPLED = "sampled"


@told_errors
def path(
    file: Annotated[Path, typer.Argument(help="Observations: CSV, XLSX, Parquet, JSON Lines.")],
    index: Annotated[Path, typer.Option("--index", "-i", help="The index: YAML or a table.")],
    scheme: Annotated[Path, typer.Option("--scheme", "-s", help="The scheme: YAML.")],
    unit: Annotated[str, typer.Option(help="The unit that wants to rise.")],
    rank: Annotated[int, typer.Option(min=1, help="The rank that it wants to reach.")],
    on: Annotated[str | None, typer.Option(help="Which period; nothing means the last.")] = None,
    period: Annotated[
        str | None, typer.Option(help="The period of a table that has no column for it.")
    ] = None,
    goal: Annotated[
        Goal, typer.Option(help="The least cost, the fewest indicators, or many a little.")
    ] = Goal.SMALLEST,
    in_class: Annotated[bool, typer.Option("--in-class", help="The rank in the class.")] = False,
    only: Annotated[
        str | None, typer.Option(help="Codes that may be moved, with commas between them.")
    ] = None,
    cost: Annotated[
        list[str] | None, typer.Option(help="CODE=NUMBER: the cost of a point; repeatable.")
    ] = None,
    step: Annotated[
        list[str] | None, typer.Option(help="CODE=NUMBER: whole steps of a value; repeatable.")
    ] = None,
    class_share: Annotated[
        float | None, typer.Option(help="No further than this quantile of the class, as 0.75.")
    ] = None,
    best_gain: Annotated[
        int | None, typer.Option(min=1, help="By no more than the best gain in so many periods.")
    ] = None,
    rivals: Annotated[
        Others, typer.Option(help="What the others do: stay, go on, or go on by chance.")
    ] = Others.FIXED,
    ahead: Annotated[
        int | None, typer.Option(min=1, help="For how many periods the others go on.")
    ] = None,
    futures: Annotated[
        float | None, typer.Option(help="In which share of the futures, as 0.8.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The seed of the futures.")] = None,
    margin: Annotated[float, typer.Option(min=0, help="Points on top of what is needed.")] = 0.0,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="What is written.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where; its ending names the format.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace the output file.")] = False,
    lang: LangOption = Language.ZH,
    limit: Annotated[int, typer.Option(min=0, help="Lines shown in a list; 0 shows all.")] = 20,
) -> None:
    """Find the smallest improvements that bring a unit to a rank, scored anew.

    Exit status: 0, 1 where the rank is out of reach, 2 unusable input.
    """
    said = lang.lang
    written = format_for(format.value if format else None, output, said, PATH_FORMATS)
    inputs = [(each, IS_INPUT) for each in (file, index, scheme)]
    refuse_output(output, inputs, said, overwrite=overwrite)
    others = _rivals(rivals, ahead, futures, seed, said)
    made = load_index(index)
    board = score(open_observations(file, made, period, sheet), made, load_scheme(scheme), on)
    found = path_to_rank(
        board,
        unit,
        rank,
        goal=goal.value,
        within="class" if in_class else "all",
        limits=_limits(class_share, best_gain),
        costs=_numbers(cost, "--cost", said),
        whole=_numbers(step, "--step", said),
        only=None if only is None else [code.strip() for code in only.split(",")],
        rivals=others,
        margin=margin,
    )
    write_report(_report(found, said, limit), written, output, said, overwrite=overwrite)
    raise typer.Exit(CLEAN if found.reached else FINDINGS)


def _rivals(
    named: Others, ahead: int | None, futures: float | None, seed: int | None, lang: Lang
) -> Rivals:
    """What others do; an option that would not be used is refused."""
    sampled = named is Others.SAMPLED
    for option, value, used in (
        ("--ahead", ahead, named is not Others.FIXED),
        ("--futures", futures, sampled),
        ("--seed", seed, sampled),
    ):
        if value is not None and not used:
            fail(_UNUSED.fill(lang, {"option": option, "rivals": named.value}))
    if named is Others.FIXED:
        return Fixed()
    if named is Others.TREND:
        return Trend(ahead=ahead or _AHEAD)
    return Sampled(
        ahead=ahead or _AHEAD, share=_SHARE if futures is None else futures, seed=seed or 0
    )


_AHEAD, _SHARE = 12, 0.8


def _limits(share: float | None, periods: int | None) -> list[Limit]:
    limits: list[Limit] = []
    if share is not None:
        limits.append(ClassQuantile(share))
    if periods is not None:
        limits.append(BestGain(periods))
    return limits


def _numbers(pairs: list[str] | None, option: str, lang: Lang) -> dict[str, float]:
    """The numbers of an option by code."""
    found = {}
    for pair in pairs or ():
        code, _, number = pair.partition("=")
        try:
            found[code.strip()] = float(number)
        except ValueError:
            fail(_NO_NUMBER.fill(lang, {"option": option, "got": repr(pair)}))
    return found


def _report(found: RankPath, lang: Lang, limit: int) -> Report:
    return Report(
        lambda: list(path_lines(found, lang, limit)),
        {
            "text": lambda: (f"{line}\n" for line in path_lines(found, lang, limit)),
            "json": lambda: path_json_lines(found),
        },
        {
            "csv": lambda file: write_path_csv(found, file, lang),
            "xlsx": lambda file: write_path_xlsx(found, file, lang),
        },
    )


_UNUSED = Text(
    "{option} 在 --rivals {rivals} 时不起作用", "{option} would not be used with --rivals {rivals}"
)
_NO_NUMBER = Text("{option} {got}：应为 代码=数值", "{option} {got}: expected CODE=NUMBER")
