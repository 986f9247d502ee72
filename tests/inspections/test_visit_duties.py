"""What must be done around many visits is what must be done around each of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.inspections import visit_duties
from bizenv.inspections.bulk import check_columns
from bizenv.inspections.duties import obligation_of
from bizenv.inspections.quiet_periods import Duty, Situation
from bizenv.kernel.obligations import Obligation, Timing
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tables.columns import encode
from bizenv.testing import a_citation, a_quiet_period, a_rulebook

FILE = Duty(
    "file",
    Text("备案", "file it"),
    (Situation.OUTSIDE, Situation.EXEMPT),
    a_citation(),
    timing=Timing("before", "start", 3, "days"),
    evidence="filed",
)
REPORT = Duty(
    "report",
    Text("报告", "report it"),
    (Situation.EXEMPT,),
    a_citation(),
    timing=Timing("after", "end", 3, "days"),
)
BOOK = a_rulebook(a_quiet_period(duties=(FILE, REPORT)))  # days 1 to 22; complaints are exempt


def told(rows: Mapping[str, list[Any]]) -> list[tuple[Obligation, ...]]:
    """What is told of the rows of some columns."""
    columns = {field: encode(cells) for field, cells in rows.items()}
    verdict = check_columns(columns, len(rows["start"]), BOOK.inspections)
    return verdict.obligations.decode()


def test_each_visit_is_told_its_duties_with_their_days() -> None:
    """Outside the quiet days one, for a complaint two, where it is forbidden none."""
    outside, exempt, barred, unread = told(
        {
            "start": ["2024-03-25", "2024-03-15", "2024-03-15", "soon"],
            "end": ["", "2024-03-16", "", ""],
            "trigger": ["无", "投诉举报", "无", "无"],
            "domain": ["税务"] * 4,
            "filed": ["否", "2024-03-12", "", ""],
        }
    )
    assert [(o.code, o.due, o.done) for o in outside] == [("file", date(2024, 3, 22), Truth.NO)]
    assert [(o.code, o.due, o.done) for o in exempt] == [
        ("file", date(2024, 3, 12), Truth.YES),
        ("report", date(2024, 3, 19), Truth.UNKNOWN),
    ]
    assert (barred, unread) == ((), ())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2024-03-15", "2024-03-25"]),
            st.sampled_from(["", "2024-03-26"]),
            st.sampled_from(["无", "投诉举报"]),
            st.sampled_from(["", "是", "否", "2024-03-12", "2024-03-23"]),
        ),
        min_size=1,
    )
)
def test_many_are_told_what_each_is_told(cells: list[tuple[str, ...]]) -> None:
    """Property: row by row, the obligations of the scalar verdict."""
    fields = ("start", "end", "trigger", "filed")
    rows = [dict(zip(fields, row, strict=True), domain="税务") for row in cells]
    columns = {field: [row[field] for row in rows] for field in (*fields, "domain")}
    assert told(columns) == [BOOK.check(BOOK.inspection(row)).obligations for row in rows]


def test_each_distinct_visit_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand visits on two days, filed or not, are four; names do not matter."""
    asked = []

    def counted(duty: Duty, *rest: Any) -> Obligation:
        asked.append(duty.id)
        return obligation_of(duty, *rest)

    monkeypatch.setattr(visit_duties, "obligation_of", counted)
    rows = {
        "start": ["2024-03-25", "2024-03-26"] * 500,
        "filed": ["是"] * 500 + ["否"] * 500,
        "noticed": [f"2024-03-{day + 1:02}" for day in range(10)] * 100,
        "domain": ["税务"] * 1_000,
    }
    assert len(told(rows)) == 1_000
    assert asked == ["file"] * 4
