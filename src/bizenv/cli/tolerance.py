"""``bizenv tolerance``: published lists in, rulebooks to confirm out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bizenv.cli.base import (
    CLEAN,
    FINDINGS,
    LangOption,
    Language,
    fail,
    told_errors,
    write,
)
from bizenv.cli.output import refuse_output
from bizenv.kernel.fields import member
from bizenv.kernel.schema import is_id
from bizenv.kernel.text import Lang, Text
from bizenv.reports.formats import format_of
from bizenv.reports.published_lists import (
    recognition_lines,
    review_lines,
    write_review_csv,
    write_review_xlsx,
)
from bizenv.rulebooks.drafts import DraftHead, draft_rulebook
from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tables.cells import read_day
from bizenv.tables.writers import whole_file
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.sentences import How
from bizenv.tolerance.words import Leniency

__all__ = ["tolerance"]

tolerance = typer.Typer(help="Lists of violations that may go unpunished.", no_args_is_help=True)

Given = StrEnum("Given", {each.name: each.value for each in Leniency})  # type: ignore[misc] # dynamic
_CHINA = ZoneInfo("Asia/Shanghai")


@tolerance.callback()
def _group() -> None:
    """Keep the name of the command, though there is one only."""


@tolerance.command("import")
@told_errors
def import_(
    file: Annotated[Path, typer.Argument(help="A list: CSV, XLSX, JSON, JSON Lines or text.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The rulebook to write, a .yaml file.")
    ] = None,
    review: Annotated[
        Path | None, typer.Option(help="A table to confirm it by: .csv, .xlsx or .txt.")
    ] = None,
    id: Annotated[str | None, typer.Option(help="The rulebook's id; else the file's name.")] = None,
    title: Annotated[str | None, typer.Option(help="The list's title, if it has none.")] = None,
    agency: Annotated[str | None, typer.Option(help="Who issued it.")] = None,
    number: Annotated[str | None, typer.Option(help="The document's number (文号).")] = None,
    level: Annotated[str, typer.Option(help="The level of government.")] = "county",
    first_day: Annotated[str | None, typer.Option("--from", help="Its first day in force.")] = None,
    last_day: Annotated[str | None, typer.Option("--until", help="Its last day.")] = None,
    leniency: Annotated[
        Given | None, typer.Option(help="What it gives, where it does not say so itself.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Which sheet of a workbook.")] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace the output files.")] = False,
    lang: LangOption = Language.ZH,
    limit: Annotated[int, typer.Option(min=0, help="Sentences shown; 0 shows all.")] = 20,
) -> None:
    """Turn a published list into a rulebook, which an officer confirms.

    Exit status: 0, 1 where some words were not understood, 2 unusable input.
    """
    said = lang.lang
    _look_at(file)
    kind = _review_format(review, said)
    for path in (output, review):
        refuse_output(path, [(file, _IS_LIST)], said, overwrite=overwrite)
    if output is not None and output == review:
        fail(_SAME.fill(said, {"output": str(output)}))
    given = member(Leniency, leniency.value) if leniency else None
    book = read_published_list(file, sheet=sheet, leniency=given)
    if output is not None:
        head = DraftHead(
            id=_id(id, output, said),
            checked=datetime.now(_CHINA).date(),
            title=title,
            level=_level(level, said),
            agency=agency,
            number=number,
            first_day=_day(first_day),
            last_day=_day(last_day),
            lang=said,
        )
        text = draft_rulebook(book, head)
        with whole_file(output, overwrite=overwrite) as path:
            path.write_text(text, encoding="utf-8")
    if review is not None:
        with whole_file(review, overwrite=overwrite) as path:
            _write_review(book, path, kind, said)
    write(_told(book, output, review, said, limit))
    clean = not book.problems and all(each.how in _WHOLE for each in book.items)
    raise typer.Exit(CLEAN if clean else FINDINGS)


_WHOLE = (How.READ, How.ASSUMED)


def _told(
    book: PublishedList, output: Path | None, review: Path | None, lang: Lang, limit: int
) -> Iterator[str]:
    """What is printed: the figures, what was not read, what was written."""
    yield from recognition_lines(book, lang)
    yield from review_lines(book, lang, limit)
    for path in (output, review):
        if path is not None:
            yield _WRITTEN.fill(lang, {"output": str(path)})
    if output is not None:
        yield _CONFIRM.fill(lang, {"output": str(output)})


def _look_at(file: Path) -> None:
    """Refuse a folder, and a file that is not there, before its ending is looked at."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(file))
    if not file.exists():
        raise FileNotFoundError(errno.ENOENT, "", str(file))


def _review_format(review: Path | None, lang: Lang) -> str:
    format = format_of(review) if review else "text"
    if format not in ("text", "csv", "xlsx"):
        fail(_BAD_REVIEW.fill(lang, {"review": str(review)}))
    return format


def _write_review(book: PublishedList, path: Path, kind: str, lang: Lang) -> None:
    if kind == "csv":
        write_review_csv(book, path, lang)
    elif kind == "xlsx":
        write_review_xlsx(book, path, lang)
    else:
        lines = (*recognition_lines(book, lang), *review_lines(book, lang))
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _id(id: str | None, output: Path, lang: Lang) -> str:
    """The id that was given, else the name of the output."""
    found = id or output.stem.casefold().replace("_", "-").replace(" ", "-")
    if not is_id(found):
        fail(_BAD_ID.fill(lang, {"id": repr(found)}))
    return found


def _level(level: str, lang: Lang) -> str:
    codes = base_vocabulary()["level"].codes
    if level not in codes:
        fail(_BAD_LEVEL.fill(lang, {"level": repr(level), "known": tuple(codes)}))
    return level


def _day(text: str | None) -> date | None:
    """A day as it is written in tables.

    Raises:
        RecordError: the text tells no day.
    """
    return None if text is None else read_day(text)


_IS_LIST = Text(
    "{output} 就是要导入的清单：请换一个文件名", "{output} is the list itself: choose another name"
)
_SAME = Text(
    "--output 和 --review 都是 {output}：请换一个文件名",
    "--output and --review are both {output}: choose another name",
)
_BAD_REVIEW = Text(
    "--review {review}：文件名应以 .csv、.xlsx 或 .txt 结尾",
    "--review {review}: expected a name ending in .csv, .xlsx or .txt",
)
_BAD_ID = Text(
    "{id} 不能作规则的 id：请用 --id 写明，只用小写字母、数字和单个连字符",
    "{id} is no id of a rulebook: write --id with small letters, digits and single hyphens",
)
_BAD_LEVEL = Text("--level {level}：应为 {known} 之一", "--level {level}: expected one of {known}")
_WRITTEN = Text("已写入 {output}", "written to {output}")
_CONFIRM = Text(
    "请逐项核对 {output}，核对后把 confirmed 改为 yes",
    "compare every item of {output}, then change confirmed to yes",
)
