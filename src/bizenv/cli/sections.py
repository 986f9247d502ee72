"""What stands below the summary of a text report.

First what wants attention, then what cannot be read, then what is still to be
done around the rows that may go ahead.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from bizenv.cases.checked_logs import CheckedCase, CheckedPart
from bizenv.inspections.faults import Fault, Faults
from bizenv.inspections.schedules import CheckedBatch
from bizenv.kernel.text import Lang, Text
from bizenv.reports.case_text import CaseFaults, case_lines
from bizenv.reports.text import duty_lines, fault_line, row_lines

__all__ = ["CaseSections", "VisitSections", "Waiting", "fault_lines", "joined", "titled"]

_SPOOL_BYTES = 16_000_000
T = TypeVar("T")
Blocks: TypeAlias = Iterable[list[str]]


class Waiting:
    """Blocks of lines in a spool, as many as were asked for, and how many more there are.

    The summary comes first in a report, though it is known last.
    """

    def __init__(self, lang: Lang, limit: int, more: Text) -> None:
        self._lang, self._limit, self._more = lang, limit, more
        self._shown = self._hidden = 0
        self._spool = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed by its owner
            _SPOOL_BYTES, "w+", encoding="utf-8"
        )

    def add(self, things: Sequence[T], blocks: Callable[[Sequence[T]], Blocks]) -> None:
        """Take up some more things; ``blocks`` puts those into words that are shown."""
        room = max(self._limit - self._shown, 0) if self._limit else len(things)
        for block in blocks(things[:room]):
            self._spool.write("\n".join(block) + "\n")
        self._shown += len(things[:room])
        self._hidden += len(things[room:])

    def lines(self) -> Iterator[str]:
        """The blocks line by line, and how many more there are; nothing where there are none."""
        self._spool.seek(0)
        yield from self._spool
        if self._hidden:
            yield self._more.fill(self._lang, {"count": f"{self._hidden:,}"}) + "\n"

    def close(self) -> None:
        """Let go of the spool."""
        self._spool.close()


def titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    r"""Lines below a title; nothing where there are none.

    >>> list(titled("faults", iter(["a\n"]))), list(titled("faults", iter([])))
    (['faults\n', 'a\n'], [])
    """
    for number, line in enumerate(lines):
        if not number:
            yield f"{title}\n"
        yield line


def joined(sections: Iterable[Iterator[str]]) -> Iterator[str]:
    r"""The sections that have something in them, a blank line between them.

    >>> list(joined([iter(["a\n"]), iter([]), iter(["b\n", "c\n"])]))
    ['a\n', '\n', 'b\n', 'c\n']
    """
    above = False
    for section in sections:
        for number, line in enumerate(section):
            if above and not number:
                yield "\n"
            above = True
            yield line


def fault_lines(faults: Sequence[Fault], lang: Lang, limit: int) -> Iterator[str]:
    """What keeps rows from being read, like with like, below its title."""
    shown = faults[: limit or None]
    lines = [f"  {fault_line(fault, lang)}\n" for fault in shown]
    if hidden := len(faults) - len(shown):
        lines.append(_MORE_FAULTS.fill(lang, {"count": f"{hidden:,}"}) + "\n")
    return titled(_UNREADABLE.say(lang), iter(lines))


class VisitSections:
    """The sections of one schedule: batches in, lines out once all have gone by."""

    def __init__(self, lang: Lang, limit: int, statuses: Container[str]) -> None:
        self._lang, self._limit, self._statuses = lang, limit, statuses
        self._faults = Faults()
        self._rows = Waiting(lang, limit, _MORE_ROWS)
        self._duties = Waiting(lang, limit, _MORE_ROWS)

    def add(self, batch: CheckedBatch) -> None:
        """Take up the rows of one more batch."""
        lang = self._lang
        self._rows.add(
            batch.positions(self._statuses),
            lambda places: (row_lines(row, lang) for row in batch.rows(places)),
        )
        self._faults.add(batch)
        self._duties.add(
            batch.still_to_do,
            lambda places: (duty_lines(row, lang) for row in batch.rows(places)),
        )

    def lines(self) -> Iterator[str]:
        """The sections that have something in them."""
        faults = fault_lines(self._faults.most_common(), self._lang, self._limit)
        duties = titled(_DUTIES.say(self._lang), self._duties.lines())
        return joined((self._rows.lines(), faults, duties))

    def close(self) -> None:
        """Let go of the spools."""
        self._rows.close()
        self._duties.close()


class CaseSections:
    """The sections of one log: parts in, lines out once all have gone by.

    Cases that are overdue, were closed or written off too early, or have events
    that cannot follow are shown; with ``strict`` undetermined ones too.
    """

    def __init__(self, lang: Lang, limit: int, *, strict: bool) -> None:
        self._lang, self._limit, self._strict = lang, limit, strict
        self._faults = CaseFaults()
        self._cases = Waiting(lang, limit, _MORE_CASES)

    def add(self, part: CheckedPart) -> None:
        """Take up the cases of one more part."""
        wanted = [case for case in part.cases if self._wanted(case)]
        self._cases.add(wanted, lambda cases: (case_lines(case, self._lang) for case in cases))
        self._faults.add(part)

    def _wanted(self, case: CheckedCase) -> bool:
        if self._strict and case.undetermined:
            return True
        return case.overdue or case.too_early or case.misplaced

    def lines(self) -> Iterator[str]:
        """The sections that have something in them."""
        faults = fault_lines(self._faults.most_common(), self._lang, self._limit)
        return joined((self._cases.lines(), faults))

    def close(self) -> None:
        """Let go of the spool."""
        self._cases.close()


_UNREADABLE = Text("无法读取的行，相同的问题归在一起：", "What cannot be read, like with like:")
_DUTIES = Text(
    "应办未办，或逾期办理（这些行可以检查）：",
    "Still to be done, or done late (these rows are lawful):",
)
_MORE_ROWS = Text(
    "另有 {count} 行未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more rows are not shown; --limit 0 shows all, --output writes a file.",
)
_MORE_CASES = Text(
    "另有 {count} 件未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more cases are not shown; --limit 0 shows all, --output writes a file.",
)
_MORE_FAULTS = Text(
    "另有 {count} 种问题未显示；--limit 0 显示全部，--output 写入文件。",
    "{count} more problems are not shown; --limit 0 shows all, --output writes a file.",
)
