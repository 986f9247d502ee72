"""What was checked as JUnit XML, which every CI server shows: a suite a code, a case a result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from bizenv.kernel.text import Lang, Text
from bizenv.reports.codes import code_text
from bizenv.reports.results import Result, Told

__all__ = ["junit_lines", "write_junit"]

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit_lines(checked: Iterable[Told], at: datetime, lang: Lang) -> Iterator[str]:
    """The lines of the file; errors fail, warnings are passed cases that say what they say.

    ``at`` is the time that the file states. Where nothing is to be told, one
    case passes.
    """
    suites: dict[str, list[Result]] = {}
    for part in checked:
        for result in part.results(part.places("error", "warning"), lang):
            suites.setdefault(result.code, []).append(result)
    every = [result for results in suites.values() for result in results]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="bizenv" {_counts(every or [None])}>\n'
    if not suites:
        yield from _suite("clean", _CLEAN.say(lang), [], at)
    for code in sorted(suites):
        yield from _suite(code, code_text(code).say(lang), suites[code], at)
    yield "</testsuites>\n"


def _suite(code: str, text: str, results: list[Result], at: datetime) -> Iterator[str]:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%S")
    counts = _counts(results or [None])
    yield f'<testsuite name={_quoted(code)} {counts} timestamp="{stamp}" hostname="localhost">\n'
    yield f'<properties><property name="rule" value={_quoted(text)}/></properties>\n'
    if not results:
        yield f'<testcase classname="bizenv" name={_quoted(text)} time="0"/>\n'
    for result in results:
        yield from _case(result)
    yield "<system-out/>\n<system-err/>\n</testsuite>\n"


def _counts(results: list[Result] | list[None]) -> str:
    failures = sum(result is not None and result.level == "error" for result in results)
    return f'tests="{len(results)}" failures="{failures}" errors="0" skipped="0" time="0"'


def _case(result: Result) -> Iterator[str]:
    place = result.place
    name = _quoted(f"{place.file or ''}:{place.line or place.row or 1} {result.text}"[:_MOST_NAME])
    yield f'<testcase classname={_quoted("bizenv." + result.code)} name={name} time="0">'
    if result.level == "error":
        text = _plain(result.text)
        yield f"<failure message={_quoted(result.text)} type={_quoted(result.code)}>"
        yield f"{escape(text)}</failure>"
    else:
        yield f"<system-out>{escape(_plain(result.text))}</system-out>"
    yield "</testcase>\n"


_MOST_NAME = 200


def _plain(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _quoted(text: str) -> str:
    return quoteattr(_plain(text))


def write_junit(checked: Iterable[Told], at: datetime, path: Path, lang: Lang) -> None:
    """Write the file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(junit_lines(checked, at, lang))


_CLEAN = Text("没有发现问题", "nothing found")
