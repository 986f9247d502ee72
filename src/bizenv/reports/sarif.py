"""What was checked as SARIF 2.1.0, for code-scanning viewers and archives.

Only what wants attention is told. Viewers take 25,000 results a run; what is
more is counted in a notification, never left out silently.
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

from bizenv.kernel.place import Place
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.reports.codes import code_text
from bizenv.reports.results import Result, Told

__all__ = ["sarif", "write_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 25_000


def _uri(file: str) -> str:
    """A file's name as a URI; a name that is relative stays so."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _plain(text: str) -> str:
    """A text without links: viewers take ``[words](place)`` for one."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _fingerprint(result: Result, seen: Counter[str]) -> str:
    """What a result says, so that a viewer knows it again when rows move."""
    key = repr((result.code, *result.key))
    hash = sha256(key.encode(errors="backslashreplace")).hexdigest()[:32]
    seen[hash] += 1  # equal rows are told apart by their order
    return f"{hash}:{seen[hash]}"


def _location(place: Place, lang: Lang) -> dict[str, Any]:
    """The line of a text file; the row of a sheet stands for it."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file or "")},
            "region": {"startLine": place.line or place.row or 1},
        },
        "logicalLocations": [{"name": _ROW.fill(lang, {"row": place.row}), "kind": "row"}],
    }


def _result(result: Result, lang: Lang, seen: Counter[str]) -> dict[str, Any]:
    return {
        "ruleId": result.code,
        "level": result.level,
        "message": {"text": _plain(result.text)},
        "locations": [_location(result.place, lang)],
        "partialFingerprints": {"bizenvRow/v1": _fingerprint(result, seen)},
        "properties": {name: value for name, value in result.properties.items() if value},
        **({"fixes": [_fix(result, lang)]} if result.edits else {}),
    }


def _fix(result: Result, lang: Lang) -> dict[str, Any]:
    """How to mend the file: characters of lines, and what replaces them."""
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.line,
                "startColumn": edit.start + 1,
                "endColumn": edit.end + 1,
            },
            "insertedContent": {"text": edit.text},
        }
        for edit in result.edits
    ]
    place = {"uri": _uri(result.place.file or "")}
    return {
        "description": {"text": _FIX.say(lang)},
        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
    }


def _rules(codes: Iterable[str], lang: Lang) -> list[dict[str, Any]]:
    """What each code means, in the language of the log and in both."""
    return [
        {
            "id": code,
            "name": code,
            "shortDescription": {"text": code_text(code).say(lang)},
            "properties": {each: code_text(code).say(each) for each in _LANGUAGES},
        }
        for code in codes
    ]


def _invocation(notes: Iterable[Text], left_out: int, lang: Lang) -> dict[str, Any]:
    """How the run went: what was seen of the file, and how many results are not listed."""
    told = [("note", note.say(lang)) for note in notes]
    if left_out:
        told.append(("warning", _LEFT_OUT.fill(lang, {"count": f"{left_out:,}"})))
    notifications = [{"level": level, "message": {"text": _plain(text)}} for level, text in told]
    extra = {"toolExecutionNotifications": notifications} if notifications else {}
    return {"executionSuccessful": True, **extra}


def sarif(
    checked: Iterable[Told], rulebook: RulebookRef, version: str, lang: Lang
) -> dict[str, Any]:
    """The SARIF log as plain values."""
    results: list[dict[str, Any]] = []
    duties: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    notes: tuple[Text, ...] = ()
    left_out = 0
    for part in checked:
        notes = part.notes
        for found, places in (
            (results, part.places("error", "warning")),
            (duties, part.places("note")),
        ):
            room = _MOST_RESULTS - len(found)
            found += [_result(each, lang, seen) for each in part.results(places[:room], lang)]
            left_out += len(places[room:])
    room = _MOST_RESULTS - len(results)  # what is graver comes first
    results += duties[:room]
    left_out += len(duties[room:])
    codes = sorted({result["ruleId"] for result in results})
    driver = {"name": "bizenv", "semanticVersion": version, "rules": _rules(codes, lang)}
    run = {
        "tool": {"driver": {**driver, "language": _LANGUAGES[lang]}},
        "language": _LANGUAGES[lang],
        "invocations": [_invocation(notes, left_out, lang)],
        "columnKind": "unicodeCodePoints",
        "results": [{**each, "ruleIndex": codes.index(each["ruleId"])} for each in results],
        "properties": {
            "rulebook": rulebook.id,
            "rulebookVersion": rulebook.version,
            "rulebookSha256": rulebook.sha256,
        },
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


_LANGUAGES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
_FIX = Text("改为新的日期", "Put the new day in")
_ROW = Text("第 {row} 行", "row {row}")
_LEFT_OUT = Text(
    "另有 {count} 条结果未列出；JSON Lines 格式列出全部",
    "{count} further results are not listed; write JSON Lines for all of them",
)


def write_sarif(
    checked: Iterable[Told], rulebook: RulebookRef, version: str, path: Path, lang: Lang
) -> None:
    """Write the SARIF log."""
    log = sarif(checked, rulebook, version, lang)
    (run,) = log["runs"]
    results = run.pop("results")
    head = json.dumps(log, ensure_ascii=False).removesuffix("}]}")
    with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f'{head}, "results": [\n')  # a result a line: indenting takes ten times as long
        file.write(",\n".join(json.dumps(each, ensure_ascii=False) for each in results))
        file.write("\n]}]}\n")
