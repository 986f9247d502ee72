"""What stands below the summary of a text report.

First the rows that want attention, then what keeps rows from being read, then
what is still to be done around the rows that may go ahead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Container
from typing import IO

from bizenv.inspections.faults import Fault, Faults
from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.kernel.text import Lang, Text
from bizenv.reports.text import duty_lines, fault_line, row_lines

__all__ = ["Sections"]

_SPOOL_BYTES = 16_000_000


class Sections:
    """The sections of one report: batches in, lines out once all have gone by.

    The summary comes first, though it is known last: the rows wait in spools.
    """

    def __init__(self, lang: Lang, limit: int, statuses: Container[str]) -> None:
        self._lang, self._limit, self._statuses = lang, limit, statuses
        self._faults = Faults()
        self._rows = _Rows(lang, limit, row_lines)
        self._duties = _Rows(lang, limit, duty_lines)

    def add(self, batch: CheckedBatch) -> None:
        """Take up the rows of one more batch."""
        self._rows.add(batch, batch.positions(self._statuses))
        self._faults.add(batch)
        self._duties.add(batch, batch.still_to_do)

    def write(self, file: IO[str]) -> None:
        """Write the sections that have something in them, a blank line between them."""
        self._rows.write(file)
        faults = self._faults.most_common()
        if faults:
            file.write("\n" * self._rows.some + _UNREADABLE.say(self._lang) + "\n")
            self._write_faults(faults, file)
        if self._duties.some:
            above = self._rows.some or bool(faults)
            file.write("\n" * above + _DUTIES.say(self._lang) + "\n")
            self._duties.write(file)

    def _write_faults(self, faults: list[Fault], file: IO[str]) -> None:
        shown = faults[: self._limit or None]
        file.writelines(f"  {fault_line(fault, self._lang)}\n" for fault in shown)
        if hidden := len(faults) - len(shown):
            file.write(_HIDDEN_FAULTS.fill(self._lang, {"count": f"{hidden:,}"}) + "\n")

    def close(self) -> None:
        """Let go of the spools."""
        self._rows.spool.close()
        self._duties.spool.close()


class _Rows:
    """Rows as text in a spool, as many as were asked for, and how many more there are."""

    def __init__(
        self, lang: Lang, limit: int, lines: Callable[[CheckedRow, Lang], list[str]]
    ) -> None:
        self._lang, self._limit, self._lines = lang, limit, lines
        self._shown = self._hidden = 0
        self.spool = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed with the sections
            _SPOOL_BYTES, "w+", encoding="utf-8"
        )

    @property
    def some(self) -> bool:
        """Whether there is any row."""
        return self._shown > 0

    def add(self, batch: CheckedBatch, positions: list[int]) -> None:
        """Take up some rows of a batch."""
        room = max(self._limit - self._shown, 0) if self._limit else len(positions)
        for row in batch.rows(positions[:room]):
            self.spool.write("\n".join(self._lines(row, self._lang)) + "\n")
        self._shown += len(positions[:room])
        self._hidden += len(positions[room:])

    def write(self, file: IO[str]) -> None:
        """Write them, and how many more there are."""
        self.spool.seek(0)
        for line in self.spool:
            file.write(line)
        if self._hidden:
            file.write(_HIDDEN.fill(self._lang, {"count": f"{self._hidden:,}"}) + "\n")


_UNREADABLE = Text("无法读取的行，相同的问题归在一起：", "What cannot be read, like with like:")
_DUTIES = Text(
    "应办未办，或逾期办理（这些行可以检查）：",
    "Still to be done, or done late (these rows are lawful):",
)
_HIDDEN = Text(
    "另有 {count} 行未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more rows are not shown; --limit 0 shows all, --output writes a file.",
)
_HIDDEN_FAULTS = Text(
    "另有 {count} 种问题未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more problems are not shown; --limit 0 shows all, --output writes a file.",
)
