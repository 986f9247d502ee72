"""The codes of findings, and what they say."""

import re
from pathlib import Path

from bizenv.inspections.whole.telling import CODES
from bizenv.reports.codes import code_text


def test_the_codes_are_those_of_the_page() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/errors.md").read_text("utf-8")
    section = page[page.index("\n## Findings on whole schedules") :]
    section = section[: section.index("\n## Published figures")]
    assert set(re.findall(r"(?m)^### (.+)$", section)) == set(CODES)


def test_every_code_has_its_words() -> None:
    assert [code for code in CODES if code_text(code).zh == code] == []
