"""The words for codes: every code that a row can have, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from bizenv.reports import codes as module
from bizenv.reports.codes import code_text

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"


def headings(*parts: str) -> set[str]:
    """The codes of some parts of the page that lists every code."""
    found = re.split(r"(?m)^## (.+)\n", PAGE.read_text("utf-8"))
    sections = dict(zip(found[1::2], found[2::2], strict=True))
    return {code for part in parts for code in re.findall(r"(?m)^### (.+)$", sections[part])}


def test_a_code_in_words() -> None:
    """In both languages; a code that nobody described is its own description."""
    assert code_text("in-quiet-period").say("zh") == "安静期内不得检查"
    assert code_text("bad-day").say("en") == "a day that cannot be read"
    assert code_text("of-a-rulebook").say("zh") == "of-a-rulebook"
    assert code_text("of-a-rulebook").say("en") == "of-a-rulebook"


def test_every_code_of_a_row_has_words() -> None:
    """Those of findings and of rows, as the reference page lists them."""
    of_cases = headings("Event logs", "Events of a case", "Findings on cases")
    of_rows = headings("Findings", "Rows") - {"unknown-field"}  # told of records, never of rows
    of_rows |= of_cases | headings("Findings on whole schedules", "Repairs of schedules")
    assert of_rows - set(module._CODES) == set()
    assert set(module._CODES) - of_rows == {"bad-csv"}  # a row's or a whole table's
    for code in module._CODES:
        text = code_text(code)
        assert text.en
        assert re.search("[一-龥]", text.zh)
