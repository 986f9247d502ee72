"""``bizenv check``: a schedule in, verdicts out."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, TypeAlias

import typer
from attrs import evolve, frozen

import bizenv
from bizenv.cli.app import CLEAN, FINDINGS, Language, app, fail, told_errors
from bizenv.inspections.records import read_field
from bizenv.inspections.schedules import CheckedBatch, Tally, check_table
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.formats import FORMATS, format_of
from bizenv.reports.rows import jsonl_lines, write_csv, write_jsonl
from bizenv.reports.sarif import write_sarif
from bizenv.reports.text import row_lines, summary_lines
from bizenv.reports.words import statuses_of
from bizenv.reports.xlsx import write_xlsx
from bizenv.rulebooks.mapping import known_fields, read_mapping
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.headers import HeaderWords
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table
from bizenv.tables.writers import whole_file

__all__ = ["check"]

_SPOOL_BYTES = 16_000_000
_Progress: TypeAlias = AbstractContextManager[Callable[[int], None]]
Format = StrEnum("Format", {name.upper(): name for name in FORMATS})  # type: ignore[misc] # dynamic


class Kind(StrEnum):
    """What the rows are."""

    INSPECTIONS = "inspections"


@app.command()
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
    lang: Annotated[Language, typer.Option(help="The language of messages.")] = Language.ZH,
    strict: Annotated[
        bool, typer.Option("--strict", help="Undetermined rows and open reviews fail too.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="Rows shown as text; 0 shows all.")] = 200,
) -> None:
    """Check the rows of FILE against a rulebook.

    Exit status: 0 clean, 1 findings, 2 unusable input.
    """
    book = load_rulebook(rulebook)
    mapping = _mapping(map, book.vocabulary)
    mapping = _assuming(mapping, assume or [], book.vocabulary, lang.lang)
    words = header_words()["inspections"]
    table = open_table(file, _with_mapped(words, mapping), sheet)
    named = _format(format, output, lang.lang)
    streamed = named == "jsonl" and output is None
    tally = Tally()
    checked = check_table(table, book.inspections, words, mapping)
    progress = _progress(file, table.rows, lang.lang, streamed=streamed)
    with closing(_counted(checked, tally, progress)) as counted:
        job = _Job(str(file), book, counted, tally, table.headers, lang.lang, strict, limit)
        _write(job, named, output, overwrite=overwrite)
    raise typer.Exit(FINDINGS if _failed(tally, strict=strict) else CLEAN)


@frozen(eq=False)
class _Job:
    """Everything that a report is made from."""

    file: str
    book: Rulebook
    checked: Iterable[CheckedBatch]
    tally: Tally
    headers: tuple[str, ...]
    lang: Lang
    strict: bool
    limit: int


def _failed(tally: Tally, *, strict: bool) -> bool:
    bad = statuses_of("error", "warning") if strict else statuses_of("error")
    return tally.count(*bad) > 0


# --- what goes in -----------------------------------------------------------


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
    checked: Iterable[CheckedBatch], tally: Tally, progress: _Progress
) -> Generator[CheckedBatch, None, None]:
    """The same batches, counted; the bar is gone before a report goes on after the last."""
    with progress as advance:
        for batch in checked:
            tally.add(batch)
            yield batch
            advance(len(batch))


@contextmanager
def _progress(
    file: Path, rows: int | None, lang: Lang, *, streamed: bool
) -> Iterator[Callable[[int], None]]:
    """A progress bar where a person is watching, nothing where nobody is.

    There is none either where rows go to the same screen meanwhile.
    """
    if not sys.stderr.isatty() or (streamed and sys.stdout.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as bar:  # what is printed belongs to the report, which may go to a file
        task = bar.add_task(_CHECKING.fill(lang, {"file": file.name}), total=rows)
        yield lambda done: bar.advance(task, done)


# --- what comes out ---------------------------------------------------------


def _format(format: Format | None, output: Path | None, lang: Lang) -> str:
    if format is not None:
        return format.value
    if output is None:
        return "text"
    named = format_of(output)
    if named is None:
        fail(_NO_ENDING.fill(lang, {"output": str(output), "formats": ", ".join(FORMATS)}))
    return named


def _write(job: _Job, format: str, output: Path | None, *, overwrite: bool) -> None:
    if output is None:
        _write_stdout(job, format)
        return
    if output.exists() and output.samefile(job.file):
        fail(_SAME_FILE.fill(job.lang, {"output": str(output)}))
    if output.exists() and not overwrite:
        fail(_EXISTS.fill(job.lang, {"output": str(output)}))
    with whole_file(output, overwrite=overwrite) as path:
        if format in ("text", "github"):
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
                _write_text(job, format, file)
        elif format == "sarif":
            write_sarif(job.checked, job.book.ref, bizenv.__version__, path, job.lang)
        else:
            writer = {"csv": write_csv, "jsonl": write_jsonl, "xlsx": write_xlsx}[format]
            writer(job.checked, job.headers, path, job.lang)
    lines = summary_lines(job.tally, job.file, str(job.book.ref), job.lang)
    lines += ["", _WRITTEN.fill(job.lang, {"output": str(output)})]
    sys.stdout.write("\n".join(lines) + "\n")


def _write_stdout(job: _Job, format: str) -> None:
    if format in ("text", "github"):
        _write_text(job, format, sys.stdout)
    elif format == "jsonl":
        for line in jsonl_lines(job.checked, job.lang):
            sys.stdout.write(line)
    elif format == "xlsx":
        fail(_XLSX_TO_FILE.say(job.lang))
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report"
            if format == "csv":
                write_csv(job.checked, job.headers, path, job.lang)
            else:
                write_sarif(job.checked, job.book.ref, bizenv.__version__, path, job.lang)
            with path.open(encoding="utf-8", newline="") as file:
                for line in file:
                    sys.stdout.write(line)


def _write_text(job: _Job, format: str, file: IO[str]) -> None:
    """The summary comes first, though it is known last: the rows wait in a spool."""
    if format == "github":
        for line in annotation_lines(job.checked, job.lang):
            file.write(line + "\n")
        return
    wanted = statuses_of("error", "warning") if job.strict else statuses_of("error")
    shown = hidden = 0
    with tempfile.SpooledTemporaryFile(_SPOOL_BYTES, "w+", encoding="utf-8") as spool:
        for batch in job.checked:
            positions = batch.positions(wanted)
            room = max(job.limit - shown, 0) if job.limit else len(positions)
            for row in batch.rows(positions[:room]):
                spool.write("\n".join(row_lines(row, job.lang)) + "\n")
            shown += len(positions[:room])
            hidden += len(positions[room:])
        head = summary_lines(job.tally, job.file, str(job.book.ref), job.lang)
        file.write("\n".join(head) + "\n\n")
        spool.seek(0)
        for line in spool:
            file.write(line)
    if hidden:
        file.write(_HIDDEN.fill(job.lang, {"count": f"{hidden:,}"}) + "\n")


_BAD_ASSUME = Text(
    "--assume {each}：应写 字段=值，字段为 {fields} 之一",
    "--assume {each}: expected FIELD=VALUE with a field of {fields}",
)
_MEANT = Text("；是否为 {hint}？", "; did you mean {hint}?")
_NO_ENDING = Text(
    "--output {output}：文件名的结尾看不出格式，请写 --format，为 {formats} 之一",
    "--output {output}: the ending names no format; write --format, one of {formats}",
)
_SAME_FILE = Text(
    "{output} 就是要检查的文件：请换一个文件名",
    "{output} is the file that is checked: choose another name",
)
_EXISTS = Text(
    "{output} 已存在：请另取文件名，或写 --overwrite",
    "{output} exists: choose another name, or write --overwrite",
)
_XLSX_TO_FILE = Text("--format xlsx 需要 --output", "--format xlsx needs --output")
_CHECKING = Text("正在检查 {file}", "checking {file}")
_WRITTEN = Text("已写入 {output}", "written to {output}")
_HIDDEN = Text(
    "另有 {count} 行未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more rows are not shown; --limit 0 shows all, --output writes a file.",
)
