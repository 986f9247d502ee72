"""What a command writes: a report to the terminal or to a file, in one of its formats."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from bizenv.cli.base import fail
from bizenv.kernel.text import Lang, Text
from bizenv.reports.formats import FORMATS, format_of
from bizenv.tables.writers import whole_file

__all__ = [
    "IS_INPUT",
    "IS_MAP",
    "IS_RULEBOOK",
    "Report",
    "format_for",
    "refuse_output",
    "write_report",
]


@frozen(eq=False)
class Report:
    """A report in its formats.

    ``lines`` gives the formats that are written line by line, ``files`` those
    that are written whole. ``summary`` is the head of the report; it is whole
    once everything that was checked has gone by.
    """

    summary: Callable[[], list[str]]
    lines: Mapping[str, Callable[[], Iterable[str]]]
    files: Mapping[str, Callable[[Path], None]]


def format_for(
    named: str | None, output: Path | None, lang: Lang, formats: Sequence[str] = FORMATS
) -> str:
    """The format that was asked for, by its name or by the output's ending."""
    format = named or (format_of(output, formats) if output else "text")
    if format is None or format not in formats:
        fail(_NO_ENDING.fill(lang, {"output": str(output), "formats": ", ".join(formats)}))
    if format == "xlsx" and output is None:
        fail(_XLSX_TO_FILE.say(lang))
    return format


def refuse_output(
    output: Path | None,
    inputs: Iterable[tuple[Path | None, Text]],
    lang: Lang,
    *,
    overwrite: bool,
) -> None:
    """Refuse an output that is one of the inputs, or that exists unless it may be replaced."""
    if output is None or not output.exists():
        return
    for path, text in inputs:
        if path is not None and path.exists() and output.samefile(path):
            fail(text.fill(lang, {"output": str(output)}))
    if not overwrite:
        fail(_EXISTS.fill(lang, {"output": str(output)}))


def write_report(
    report: Report, format: str, output: Path | None, lang: Lang, *, overwrite: bool
) -> None:
    """Write the report to the terminal, or to a file and its summary to the terminal."""
    if output is None:
        _write_stdout(report, format)
        return
    with whole_file(output, overwrite=overwrite) as path:
        if format in report.lines:
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
                file.writelines(report.lines[format]())
        else:
            report.files[format](path)
    lines = [*report.summary(), "", _WRITTEN.fill(lang, {"output": str(output)})]
    sys.stdout.write("\n".join(lines) + "\n")


def _write_stdout(report: Report, format: str) -> None:
    if format in report.lines:
        for line in report.lines[format]():
            sys.stdout.write(line)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        report.files[format](path)
        with path.open(encoding="utf-8", newline="") as file:
            for line in file:
                sys.stdout.write(line)


_NO_ENDING = Text(
    "--output {output}：文件名的结尾看不出格式，请写 --format，为 {formats} 之一",
    "--output {output}: the ending names no format; write --format, one of {formats}",
)
IS_INPUT = Text(
    "{output} 就是要检查的文件：请换一个文件名",
    "{output} is the file that is checked: choose another name",
)
IS_MAP = Text(
    "{output} 就是 --map 文件：请换一个文件名",
    "{output} is the --map file: choose another name",
)
IS_RULEBOOK = Text(
    "{output} 就是规则文件：请换一个文件名",
    "{output} is the rulebook file: choose another name",
)
_EXISTS = Text(
    "{output} 已存在：请另取文件名，或写 --overwrite",
    "{output} exists: choose another name, or write --overwrite",
)
_XLSX_TO_FILE = Text("--format xlsx 需要 --output", "--format xlsx needs --output")
_WRITTEN = Text("已写入 {output}", "written to {output}")
