"""The formats of a report, by name and by file ending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

__all__ = [
    "BOARD_FORMATS",
    "FORMATS",
    "LEDGER_FORMATS",
    "PATH_FORMATS",
    "REPAIR_FORMATS",
    "format_of",
]

FORMATS = ("text", "jsonl", "csv", "xlsx", "sarif", "github")
LEDGER_FORMATS = ("text", "jsonl", "csv", "xlsx")
BOARD_FORMATS = ("text", "csv", "xlsx", "json", "html")
PATH_FORMATS = ("text", "csv", "xlsx", "json")
REPAIR_FORMATS = ("text", "jsonl", "csv", "xlsx", "sarif", "junit")
_ENDINGS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".json": "sarif",
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
}


def format_of(path: Path, formats: Sequence[str] = FORMATS) -> str | None:
    """The format that a file's ending names.

    >>> format_of(Path("report.xlsx")), format_of(Path("board.json"), BOARD_FORMATS)
    ('xlsx', 'json')
    """
    ending = path.suffix.casefold()
    if ending == ".json" and "json" in formats:
        return "json"
    return _ENDINGS.get(ending)
