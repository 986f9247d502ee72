"""A checked schedule as SARIF 2.1.0, for code-scanning viewers and archives.

Only rows that want attention are told: breaches and unreadable rows as errors,
open questions as warnings. Viewers take 25,000 results a run; what is more is
counted in a notification, never left out silently.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bizenv.inspections.schedules import CheckedBatch, CheckedRow
from bizenv.kernel.text import Lang
from bizenv.kernel.verdict import RulebookRef
from bizenv.reports.words import LEVELS, message_of, statuses_of, who

__all__ = ["sarif", "write_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 25_000


def _code(row: CheckedRow) -> str:
    return row.told.codes[0] if row.told else row.problems[0].code


def _uri(file: str) -> str:
    """A file's name as a URI; a name that is relative stays so."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _plain(text: str) -> str:
    """A text without links: viewers take ``[words](place)`` for one."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _result(row: CheckedRow, lang: Lang, seen: Counter[str]) -> dict[str, Any]:
    code, message = _code(row), message_of(row, lang)
    if row.told:
        message = f"{who(row, lang)}: {message} {row.told.clause}"
    key = repr((code, *row.cells.values()))
    hash = sha256(key.encode(errors="backslashreplace")).hexdigest()[:32]
    seen[hash] += 1  # equal rows are told apart by their order
    region = {"startLine": row.place.line or row.place.row or 1}
    result: dict[str, Any] = {
        "ruleId": code,
        "level": LEVELS[row.status],
        "message": {"text": _plain(message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(row.place.file or "")},
                    "region": region,
                },
                "logicalLocations": [{"name": f"row {row.place.row}", "kind": "row"}],
            }
        ],
        "partialFingerprints": {"bizenvRow/v1": f"{hash}:{seen[hash]}"},
    }
    properties = {
        "outcome": row.status,
        "clause": row.told.clause if row.told else None,
        "rule": row.told.rule if row.told else None,
        "nextAllowed": row.next_allowed.isoformat() if row.next_allowed else None,
    }
    result["properties"] = {name: value for name, value in properties.items() if value}
    return result


def sarif(
    checked: Iterable[CheckedBatch], rulebook: RulebookRef, version: str, lang: Lang
) -> dict[str, Any]:
    """The SARIF log as plain values."""
    results: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    left_out = 0
    for batch in checked:
        for row in batch.rows(batch.positions(statuses_of("error", "warning"))):
            if len(results) < _MOST_RESULTS:
                results.append(_result(row, lang, seen))
            else:
                left_out += 1
    rules = sorted({result["ruleId"] for result in results})
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = f"{left_out} further results are not listed; write JSON Lines for all of them"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "bizenv",
                        "semanticVersion": version,
                        "rules": [{"id": rule, "name": rule} for rule in rules],
                    }
                },
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {
                    "rulebook": rulebook.id,
                    "rulebookVersion": rulebook.version,
                    "rulebookSha256": rulebook.sha256,
                },
            }
        ],
    }


def write_sarif(
    checked: Iterable[CheckedBatch], rulebook: RulebookRef, version: str, path: Path, lang: Lang
) -> None:
    """Write the SARIF log."""
    log = sarif(checked, rulebook, version, lang)
    text = json.dumps(log, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
