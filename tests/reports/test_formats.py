"""Formats: a report's name says how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.reports.formats import FORMATS, format_of


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", "text"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.csv", "csv"),
        ("A.XLSX", "xlsx"),
        ("a.sarif", "sarif"),
        ("a.b.json", "sarif"),
        ("a.md", None),
        ("csv", None),
    ],
)
def test_the_format_of_a_name(name: str, format: str | None) -> None:
    """By its ending, in capitals or not; None where the ending names none."""
    assert format_of(Path("folder.csv") / name) == format


def test_every_ending_names_a_known_format() -> None:
    """Six formats."""
    assert FORMATS == ("text", "jsonl", "csv", "xlsx", "sarif", "github")
