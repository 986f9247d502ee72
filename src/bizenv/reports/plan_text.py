"""A repaired schedule as text: the figures, then what moves, then what finds no place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bizenv.inspections.planning.tables import PlannedTable
from bizenv.kernel.text import Lang, Text
from bizenv.reports.plan_results import plan_text
from bizenv.reports.plan_rows import status_text
from bizenv.reports.terminal import ruled, visible

__all__ = ["plan_lines", "plan_summary"]


def plan_summary(planned: PlannedTable, file: str, lang: Lang) -> list[str]:
    """The head of a report: what was read, the figures, rows by what becomes of them."""
    counts: dict[str, int] = {}
    for number, judged in enumerate(s for batch in planned.batches for s in batch.statuses):
        status = planned.status(number, judged)
        counts[status] = counts.get(status, 0) + 1
    rows = [[f"{status_text(s).say(lang)} ({s})", f"{n:,}"] for s, n in sorted(counts.items())]
    rows.append([_ALL.say(lang), f"{planned.plan.rows:,}"])
    return [
        visible(_HEAD.fill(lang, {"file": file})),
        *(visible(note.say(lang)) for note in planned.batches[0].notes),
        "",
        *ruled([_PLAN.say(lang), _ROWS.say(lang)], rows),
        "",
        *map(visible, planned.plan.explain(lang).split("\n")),
    ]


def plan_lines(planned: PlannedTable, file: str, lang: Lang, limit: int) -> Iterator[str]:
    """The whole report; at most ``limit`` rows, 0 for all."""
    yield from plan_summary(planned, file, lang)
    rows = planned.rows(kept=False)
    for number, (_, row) in enumerate(islice(rows, limit or None)):
        if not number:
            yield ""
        facts = {
            "row": row.old.place.row,
            "status": status_text(row.status),
            "text": plan_text(row, lang),
        }
        yield visible(_ROW.fill(lang, facts))
    if hidden := sum(1 for _ in rows):
        yield _MORE.fill(lang, {"count": f"{hidden:,}"})


_HEAD = Text("{file}　修复", "{file}, repaired")
_PLAN, _ROWS, _ALL = Text("安排", "plan"), Text("行数", "rows"), Text("合计", "all")
_ROW = Text("第 {row} 行　{status}　{text}", "row {row}  {status}  {text}")
_MORE = Text(
    "另有 {count} 行未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more rows are not shown; --limit 0 shows all, --output writes a file.",
)
