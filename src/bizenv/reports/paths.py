"""A path to a rank as a report: text, CSV, a workbook and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as File

from bizenv.indicators.path_values import Path, PathStep
from bizenv.kernel.text import Lang, Text
from bizenv.reports.terminal import visible
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines

__all__ = ["path_json_lines", "path_lines", "write_path_csv", "write_path_xlsx"]


def path_lines(path: Path, lang: Lang, limit: int = 0) -> Iterator[str]:
    """The path in words; ``limit`` cuts long lists, 0 shows all."""
    yield from map(visible, path.summary(lang))
    yield from _cut([step.say(lang) for step in path.steps], lang, limit)
    if path.idle:
        yield _IDLE.fill(lang, {"n": len(path.idle)})
        yield from _cut([each.say(lang) for each in path.idle], lang, limit)


def _cut(lines: list[str], lang: Lang, limit: int) -> Iterator[str]:
    shown = lines[:limit] if limit else lines
    yield from (f"- {visible(line)}" for line in shown)
    if len(shown) < len(lines):
        yield _MORE.fill(lang, {"n": len(lines) - len(shown)})


_IDLE = Text("以下 {n} 项无法再贡献：", "cannot help, {n}:")
_MORE = Text("……另有 {n} 项", "... and {n} more")
_COLUMNS = {
    "code": Text("代码", "code"),
    "name": Text("指标", "indicator"),
    "now": Text("现值", "now"),
    "then": Text("目标值", "to be reached"),
    "unit": Text("计量单位", "unit"),
    "score": Text("现得分", "score"),
    "then_score": Text("改进后得分", "score then"),
    "gain": Text("总分增加", "points of the whole"),
    "cost": Text("成本", "cost"),
}


def _cells(step: PathStep, lang: Lang) -> list[str | float | None]:
    return [step.text.say(lang) if name == "name" else getattr(step, name) for name in _COLUMNS]


def write_path_csv(path: Path, file: File, lang: Lang) -> None:
    """Write the steps as CSV in UTF-8 with a byte order mark."""
    with csv_file(file) as opened:
        opened.writelines(csv_lines([[text.say(lang) for text in _COLUMNS.values()]]))
        rows = (_cells(step, lang) for step in path.steps)
        opened.writelines(csv_lines([cell(value) for value in row] for row in rows))


def write_path_xlsx(path: Path, file: File, lang: Lang) -> None:
    """Write the steps, what came of them, and what cannot help, as sheets of a workbook."""
    columns = [Column(text.say(lang), 14) for text in _COLUMNS.values()]
    steps = Sheet(_STEPS.say(lang), columns, ((None, _cells(each, lang)) for each in path.steps))
    lines = [*path.summary(lang), *(each.say(lang) for each in path.idle)]
    notes = Sheet(_RESULT.say(lang), [Column(_RESULT.say(lang), 100)], ((None, [x]) for x in lines))
    write_workbook([steps, notes], file)


_STEPS, _RESULT = Text("改进路径", "path"), Text("结果", "result")


def path_json_lines(path: Path) -> Iterator[str]:
    """The path as one JSON document."""
    yield json.dumps(path.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
