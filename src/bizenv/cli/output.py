"""What ``bizenv check`` writes: a report to the terminal or to a file, in one of the formats."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import IO

from attrs import frozen

import bizenv
from bizenv.cli.base import fail
from bizenv.cli.sections import Sections
from bizenv.inspections.schedules import UNREADABLE, CheckedBatch, Tally
from bizenv.kernel.text import Lang, Text
from bizenv.reports.annotations import annotation_lines
from bizenv.reports.formats import FORMATS, format_of
from bizenv.reports.rows import jsonl_lines, write_csv, write_jsonl
from bizenv.reports.sarif import write_sarif
from bizenv.reports.text import summary_lines
from bizenv.reports.words import statuses_of
from bizenv.reports.xlsx import write_xlsx
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.tables.writers import whole_file

__all__ = ["Job", "format_for", "refuse_output", "write_report"]


@frozen(eq=False)
class Job:
    """Everything that a report is made from."""

    file: Path
    book: Rulebook
    checked: Iterable[CheckedBatch]
    tally: Tally
    headers: tuple[str, ...]
    lang: Lang
    strict: bool
    limit: int

    def summary(self) -> list[str]:
        """The head of the report; whole once every batch has gone by."""
        return summary_lines(self.tally, str(self.file), str(self.book.ref), self.lang)


def format_for(named: str | None, output: Path | None, lang: Lang) -> str:
    """The format that was asked for, by its name or by the output's ending."""
    format = named or (format_of(output) if output else "text")
    if format is None:
        fail(_NO_ENDING.fill(lang, {"output": str(output), "formats": ", ".join(FORMATS)}))
    if format == "xlsx" and output is None:
        fail(_XLSX_TO_FILE.say(lang))
    return format


def refuse_output(
    output: Path, file: Path, map: Path | None, rulebook: str, lang: Lang, *, overwrite: bool
) -> None:
    """Refuse an output that is one of the inputs, or that exists unless it may be replaced."""
    if not output.exists():
        return
    for path, text in ((file, _IS_INPUT), (map, _IS_MAP), (Path(rulebook), _IS_RULEBOOK)):
        if path is not None and path.exists() and output.samefile(path):
            fail(text.fill(lang, {"output": str(output)}))
    if not overwrite:
        fail(_EXISTS.fill(lang, {"output": str(output)}))


def write_report(job: Job, format: str, output: Path | None, *, overwrite: bool) -> None:
    """Write the report to the terminal, or to a file and its summary to the terminal."""
    if output is None:
        _write_stdout(job, format)
        return
    with whole_file(output, overwrite=overwrite) as path:
        if format in ("text", "github"):
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
                _write_lines(job, format, file)
        else:
            _write_file(job, format, path)
    lines = [*job.summary(), "", _WRITTEN.fill(job.lang, {"output": str(output)})]
    sys.stdout.write("\n".join(lines) + "\n")


def _write_file(job: Job, format: str, path: Path) -> None:
    if format == "sarif":
        write_sarif(job.checked, job.book.ref, bizenv.__version__, path, job.lang)
        return
    writer = {"csv": write_csv, "jsonl": write_jsonl, "xlsx": write_xlsx}[format]
    writer(job.checked, job.headers, path, job.lang)


def _write_stdout(job: Job, format: str) -> None:
    if format in ("text", "github"):
        _write_lines(job, format, sys.stdout)
    elif format == "jsonl":
        for line in jsonl_lines(job.checked, job.lang):
            sys.stdout.write(line)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "report"
            _write_file(job, format, path)
            with path.open(encoding="utf-8", newline="") as file:
                for line in file:
                    sys.stdout.write(line)


def _write_lines(job: Job, format: str, file: IO[str]) -> None:
    if format == "github":
        for line in annotation_lines(job.checked, job.lang):
            file.write(line + "\n")
    else:
        wanted = statuses_of("error", "warning") if job.strict else statuses_of("error")
        sections = Sections(job.lang, job.limit, wanted - {UNREADABLE})
        with closing(sections):
            for batch in job.checked:
                sections.add(batch)
            file.write("\n".join(job.summary()) + "\n\n")
            sections.write(file)


_NO_ENDING = Text(
    "--output {output}：文件名的结尾看不出格式，请写 --format，为 {formats} 之一",
    "--output {output}: the ending names no format; write --format, one of {formats}",
)
_IS_INPUT = Text(
    "{output} 就是要检查的文件：请换一个文件名",
    "{output} is the file that is checked: choose another name",
)
_IS_MAP = Text(
    "{output} 就是 --map 文件：请换一个文件名",
    "{output} is the --map file: choose another name",
)
_IS_RULEBOOK = Text(
    "{output} 就是规则文件：请换一个文件名",
    "{output} is the rulebook file: choose another name",
)
_EXISTS = Text(
    "{output} 已存在：请另取文件名，或写 --overwrite",
    "{output} exists: choose another name, or write --overwrite",
)
_XLSX_TO_FILE = Text("--format xlsx 需要 --output", "--format xlsx needs --output")
_WRITTEN = Text("已写入 {output}", "written to {output}")
