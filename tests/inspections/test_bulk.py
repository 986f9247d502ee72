"""Bulk judgement: few answers for many rows, each the answer of the scalar rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv import load_rulebook
from bizenv.inspections.bulk import check_columns
from bizenv.inspections.cell_facts import CellReader
from bizenv.inspections.values import Agency
from bizenv.tables.columns import encode
from bizenv.testing import a_rulebook, an_inspection

BOOK = a_rulebook()  # days 1 to 22 are quiet, complaints are exempt
RULES = BOOK.inspections
QUIET, FREE = date(2024, 3, 15), date(2024, 3, 25)


def test_rows_of_one_situation_share_an_answer() -> None:
    """Two days in the same window and two spellings of one trigger are one situation."""
    columns = {
        "start": encode([QUIET, date(2024, 3, 14), FREE, QUIET]),
        "trigger": encode(["投诉举报", "complaint", "complaint", "none"]),
        "domain": encode(["tax"] * 4),
        "kind": encode(["routine", "日常检查", "routine", "routine"]),
    }
    verdict = check_columns(columns, 4, RULES)
    assert 3 == len(verdict.answers)
    assert verdict.codes[0] == verdict.codes[1]
    outcomes = [
        BOOK.check(an_inspection(start=day, trigger=trigger, domain="tax")).outcome.value
        for day, trigger in [(QUIET, "complaint"), (FREE, "complaint"), (QUIET, "none")]
    ]
    assert ["exempt", "allowed", "forbidden"] == outcomes
    assert [outcomes[0], *outcomes] == verdict.column("outcome").decode()


NANYANG = load_rulebook("cn-ha-nanyang")


@given(
    st.lists(
        st.tuples(
            st.dates(date(2023, 3, 1), date(2023, 3, 12)),
            st.none() | st.booleans() | st.dates(date(2023, 3, 1), date(2023, 3, 12)),
            st.sampled_from(["none", "complaint"]),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_approvals_around_the_start_are_judged_as_alone(
    rows: list[tuple[date, date | bool | None, str]],
) -> None:
    """A day later is late, whatever the other rows hold."""
    starts, approved, triggers = (list(column) for column in zip(*rows, strict=True))
    facts = {"kind": "routine", "domain": "tax"}
    columns = {
        "start": encode(starts),
        "approved": encode(approved),
        "trigger": encode(triggers),
        **{name: encode([value] * len(rows)) for name, value in facts.items()},
        "agency_level": encode(["city"] * len(rows)),
    }
    verdict = check_columns(columns, len(rows), NANYANG.inspections)
    alone = [
        NANYANG.check(
            an_inspection(
                start=start,
                approved=given,
                trigger=trigger,
                agency=Agency("市税务局", "city"),
                **facts,
            )
        )
        for start, given, trigger in rows
    ]
    assert [each.outcome.value for each in alone] == verdict.column("outcome").decode()
    assert [";".join(each.codes) for each in alone] == verdict.column("codes").decode()


@pytest.mark.parametrize(
    ("approved", "outcome", "codes"),
    [
        (date(2023, 3, 6), "allowed", ("approved",)),
        (date(2023, 3, 7), "allowed", ("approved",)),
        (True, "allowed", ("approved",)),
        (date(2023, 3, 8), "forbidden", ("in-quiet-period", "approved-late")),
        (date(2023, 4, 4), "forbidden", ("in-quiet-period", "approved-late")),
        (False, "forbidden", ("in-quiet-period",)),
    ],
)
def test_an_approval_of_nanyang_is_given_by_the_day_of_the_start(
    approved: date | bool, outcome: str, codes: tuple[str, ...]
) -> None:
    """Approved first, then inspected (经批准同意后方可进行): alone and in a table."""
    day = date(2023, 3, 7)
    columns = {
        "start": encode([day]),
        "approved": encode([approved]),
        "trigger": encode(["none"]),
        "kind": encode(["routine"]),
        "domain": encode(["tax"]),
        "agency_level": encode(["city"]),
    }
    (answer,) = check_columns(columns, 1, NANYANG.inspections).answers
    assert answer.opinion is not None
    told = tuple(code for code in answer.opinion.codes if code != "start-unstated")
    assert (outcome, codes) == (answer.opinion.outcome.value, told)


def test_a_row_that_cannot_be_read_has_each_code_once() -> None:
    """Two unknown words are one code; the day comes first."""
    columns = {
        "start": encode(["soon"]),
        "trigger": encode(["xx"]),
        "domain": encode(["yy"]),
        "filed": encode(["?"]),
    }
    (answer,) = check_columns(columns, 1, RULES).answers
    assert (None, ("bad-day", "unknown-term")) == (answer.opinion, answer.problems)


def test_without_any_day_no_row_has_a_verdict() -> None:
    """The day of the visit is missing in each."""
    verdict = check_columns({"domain": encode(["tax", "tax"])}, 2, RULES)
    assert ["missing-day"] * 2 == verdict.column("codes").decode()
    assert [None] * 2 == verdict.column("outcome").decode()


def test_a_reader_is_kept_for_more_batches() -> None:
    """The second batch gets the answer of the first."""
    reader = CellReader(RULES.vocabulary)
    first, second = (
        check_columns({"start": encode(["soon"])}, 1, RULES, reader).answers for _ in range(2)
    )
    assert first[0].problems == second[0].problems == ("bad-day",)
