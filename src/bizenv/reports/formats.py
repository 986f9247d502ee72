"""The formats of a report, by name and by file ending."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FORMATS", "LEDGER_FORMATS", "REPAIR_FORMATS", "format_of"]

FORMATS = ("text", "jsonl", "csv", "xlsx", "sarif", "github")
LEDGER_FORMATS = ("text", "jsonl", "csv", "xlsx")
REPAIR_FORMATS = ("text", "jsonl", "csv", "xlsx", "sarif", "junit")
_ENDINGS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".json": "sarif",
    ".xml": "junit",
}


def format_of(path: Path) -> str | None:
    """The format that a file's ending names.

    >>> format_of(Path("report.xlsx"))
    'xlsx'
    """
    return _ENDINGS.get(path.suffix.casefold())
