"""``bizenv check``: a schedule in, verdicts out."""

from __future__ import annotations

import errno
import gc
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from bizenv.cli.base import CLEAN, FINDINGS, LangOption, Language, fail, told_errors
from bizenv.cli.output import Job, format_for, refuse_output, write_report
from bizenv.cli.progress import Progress, progress
from bizenv.inspections.records import read_field
from bizenv.inspections.schedules import CheckedBatch, Tally, check_table
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.reports.formats import FORMATS
from bizenv.reports.words import statuses_of
from bizenv.rulebooks.mapping import known_fields, read_mapping
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table

__all__ = ["check"]

_MANY_OBJECTS = 1_000_000
Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc] # dynamic


class Kind(StrEnum):
    """What the rows are."""

    INSPECTIONS = "inspections"


@told_errors
def check(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, Parquet or JSON Lines.")],
    rulebook: Annotated[str, typer.Option("--rulebook", "-r", help="An id or a path.")],
    kind: Annotated[Kind, typer.Option(help="What the rows are.")] = Kind.INSPECTIONS,  # noqa: ARG001 - one kind so far
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
    overwrite: Annotated[bool, typer.Option(help="Replace the output file.")] = False,
    lang: LangOption = Language.ZH,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Undetermined rows, open reviews and missed duties fail too."
        ),
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="Rows shown as text; 0 shows all.")] = 200,
) -> None:
    """Check the rows of FILE against a rulebook.

    Exit status: 0 clean, 1 findings, 2 unusable input.
    """
    chosen = lang.lang
    _look_at(file)
    named = format_for(format.value if format else None, output, chosen)
    if output is not None:
        refuse_output(output, file, map, rulebook, chosen, overwrite=overwrite)
    book = load_rulebook(rulebook)
    mapping = _assuming(_mapping(map, book.vocabulary), assume or [], book.vocabulary, chosen)
    words = header_words()["inspections"]
    table = open_table(file, _with_mapped(words, mapping), sheet)
    tally = Tally()
    checked = check_table(table, book.inspections, words, mapping)
    bar = progress(file, table.rows, chosen, streamed=named == "jsonl" and output is None)
    with _few_collections(), closing(_counted(checked, tally, bar)) as counted:
        job = Job(file, book, counted, tally, table.headers, chosen, strict, limit)
        write_report(job, named, output, overwrite=overwrite)
    raise typer.Exit(FINDINGS if _failed(tally, strict=strict) else CLEAN)


def _look_at(file: Path) -> None:
    """Refuse a folder, and a file that is not there, before its ending is looked at."""
    if file.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", str(file))
    if not file.exists():
        raise FileNotFoundError(errno.ENOENT, "", str(file))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the garbage collector look rarely.

    Rows come by the hundred thousand and hold no cycles; looking for some in
    every one of them takes a third of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(_MANY_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _failed(tally: Tally, *, strict: bool) -> bool:
    if strict and tally.missed:
        return True
    bad = statuses_of("error", "warning") if strict else statuses_of("error")
    return tally.count(*bad) > 0


def _mapping(path: Path | None, vocabulary: Vocabulary) -> TableMap:
    return read_mapping(path, vocabulary) if path else TableMap()


def _with_mapped(words: HeaderWords, mapping: TableMap) -> dict[str, list[str]]:
    """The known headers and the mapped ones, by which the header row is found."""
    mapped = {name: [m.column] for name, m in mapping.fields.items() if m.column}
    return {name: [*words.get(name, ()), *mapped.get(name, ())] for name in {**words, **mapped}}


def _assuming(mapping: TableMap, assume: list[str], vocabulary: Vocabulary, lang: Lang) -> TableMap:
    """The mapping with what blank cells mean, as said on the command line."""
    fields = dict(mapping.fields)
    known = known_fields(vocabulary)
    for each in assume:
        name, sign, value = each.partition("=")
        if not sign or name not in known:
            fail(_assume_refused(each, name, known, lang))
        read_field(name, value, vocabulary)  # refuses a word that the field does not take
        fields[name] = evolve(fields.get(name, FieldMap()), blank=value)
    return TableMap(fields)


def _assume_refused(each: str, name: str, known: Sequence[str], lang: Lang) -> str:
    hint = nearest(name, known) if "=" in each else None
    said = _BAD_ASSUME.fill(lang, {"each": each, "fields": ", ".join(known)})
    return said + (_MEANT.fill(lang, {"hint": repr(hint)}) if hint else "")


def _counted(
    checked: Iterable[CheckedBatch], tally: Tally, progress: Progress
) -> Generator[CheckedBatch, None, None]:
    """The same batches, counted; the bar is gone before a report goes on after the last."""
    with progress as advance:
        for batch in checked:
            tally.add(batch)
            yield batch
            advance(len(batch))


_BAD_ASSUME = Text(
    "--assume {each}：应写 字段=值，字段为 {fields} 之一",
    "--assume {each}: expected FIELD=VALUE with a field of {fields}",
)
_MEANT = Text("；是否为 {hint}？", "; did you mean {hint}?")
