"""Verdict columns: why a row has its outcome, or why it has none, in either language."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv import load_rulebook
from bizenv.inspections import cell_facts
from bizenv.inspections.frames import EXPLAINING_COLUMNS, VERDICT_COLUMNS
from bizenv.inspections.records import read_field
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.testing.strategies import inspection_rows, rulebooks

NOT_DONE = {Truth.YES: "", Truth.NO: "，未办", Truth.UNKNOWN: ""}
QINGYUAN = load_rulebook("cn-jx-qingyuan")


def test_why_and_what_to_do_may_be_asked_for() -> None:
    """``explain`` adds a message for people and what must be done."""
    frame = pl.DataFrame(
        {
            "检查日期": ["2024-05-15", "2024-05-15", "soon"],
            "检查起因": ["投诉举报", "无", "xx"],
            "检查领域": ["税务"] * 3,
        }
    )
    checked = QINGYUAN.check_frame(frame, explain=True)
    assert [*frame.columns, *VERDICT_COLUMNS, *EXPLAINING_COLUMNS] == checked.columns
    visits = [QINGYUAN.inspection(row) for row in frame.to_dicts()[:2]]
    verdicts = [QINGYUAN.check(visit) for visit in visits]
    assert [";".join(o.code for o in v.obligations) or None for v in verdicts] + [None] == checked[
        "obligations"
    ].to_list()
    said = checked["message"].to_list()
    assert [verdict.findings[0].message("zh") for verdict in verdicts] == said[:2]
    assert "检查日在企业安静期（每月 1–22 日）内，但属于例外情形：投诉举报。" == said[0]
    assert (
        "检查日期 (start)：读到 'soon'，应为确实存在的日期，如 2023-06-15、2023/6/15、"
        "2023年6月15日、20230615；检查起因 (trigger)：读到 'xx'，应为已知的检查起因"
    ) == said[2]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_messages_come_in_either_language_for_every_kind_of_frame(kind: str) -> None:
    """Rows with the same trouble share a message; a blank row lacks its day."""
    polars = pl.DataFrame({"start": ["2023-06-25", "x", "x", ""], "filed": ["", "", "", "?"]})
    frame = {"pandas": polars.to_pandas(), "polars": polars, "arrow": polars.to_arrow()}[kind]
    checked = QINGYUAN.check_frame(frame, columns=["message"], lang="en")
    said = pl.DataFrame(checked)["message"].to_list()
    bad = "start: got 'x', expected a day such as 2023-06-15, 2023/6/15, 2023年6月15日 or 20230615"
    assert said[0].startswith("The visit lies outside")
    assert [bad, bad] == said[1:3]
    assert (
        "filed: got '?', expected a day, yes or no; "
        "start: got no day, expected the day of the visit"
    ) == said[3]
    with pytest.raises(UsageError, match="lang='fr'"):
        QINGYUAN.check_frame(frame, explain=True, lang="fr")


def test_an_empty_frame_may_be_explained() -> None:
    """No rows, no messages."""
    checked = QINGYUAN.check_frame(pl.DataFrame({"start": []}), explain=True)
    assert (0, True) == (len(checked), "message" in checked.columns)


@settings(max_examples=30, deadline=None)
@given(rulebooks(), st.lists(inspection_rows(as_text=True), min_size=1, max_size=6))
def test_a_frame_is_explained_as_its_rows_are(book: Rulebook, rows: list[dict[str, Any]]) -> None:
    """Obligations are those of the verdict; a row without a verdict has a message all the same."""
    checked = book.check_frame(pl.DataFrame(rows, strict=False), explain=True)
    for row, duties, message in zip(
        rows, checked["obligations"].to_list(), checked["message"].to_list(), strict=True
    ):
        assert message
        try:
            verdict = book.check(book.inspection(row))
        except RecordError:
            assert duties is None
        else:
            said = [
                f"{o.message('zh')}{NOT_DONE[o.done]}（{o.citation.short()}）"
                for o in verdict.obligations
            ]
            assert ("；".join(said) or None) == duties


def test_rows_with_the_same_trouble_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand rows with two different words that nobody knows are two words."""
    asked = []

    def counted(field: str, cell: object, *rest: Any, hints: bool = True) -> Any:
        asked.append((field, cell, hints))
        return read_field(field, cell, *rest, hints=hints)

    monkeypatch.setattr(cell_facts, "read_field", counted)
    frame = pl.DataFrame({"start": ["2024-05-15"] * 2_000, "domain": ["xx", "yy"] * 1_000})
    said = QINGYUAN.check_frame(frame, explain=True, lang="en")["message"].to_list()
    assert said[:2] * 1_000 == said
    assert "domain: got 'xx', expected a known domain" == said[0]
    assert sorted(asked) == [
        ("domain", "xx", False),
        ("domain", "xx", True),
        ("domain", "yy", False),
        ("domain", "yy", True),
        ("start", "2024-05-15", False),
    ]
