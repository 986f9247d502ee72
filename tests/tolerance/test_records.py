"""Rows read as violations: every cell by its field, every problem told."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv import FineRange, PriorViolation, Quantity, Violation
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tables.cells import BadCell
from bizenv.tolerance.records import FIELDS, field_names, read_field, violation_from_row

WORDS = base_vocabulary()
D = date


def row(**cells):
    return violation_from_row({k.replace("__", "-"): v for k, v in cells.items()}, WORDS, ["f"])


def test_a_row_is_read_as_people_write_it():
    assert row(
        item="无",
        norms="价格法第十三条；广告法第四条",
        occurred="2024年3月1日",
        ended="否",
        corrected="2024-03-05",
        minor="是",
        harm="轻微",
        fault="故意",
        stage="在建",
        harm__pollution="没有",
        ph="7.5",
        f="否",
        fine_most="5,000元",
        history="无",
        id=12,
    ) == Violation(
        id="12",
        item="none",
        norms=["价格法第十三条", "广告法第四条"],
        occurred=D(2024, 3, 1),
        ended=False,
        corrected=D(2024, 3, 5),
        minor=True,
        harm="minor",
        fault="intent",
        stage="construction",
        harms={"pollution": "none"},
        quantities={"ph": Quantity("7.5")},
        facts={"f": False},
        fine=FineRange(0, 5000),
        history=[],
    )


def test_blank_cells_say_nothing():
    assert row(item="", harm=None, corrected=" ", f=float("nan")) == Violation()


def test_a_history_is_none_or_days_or_facts_of_each():
    assert row(history="2023-01-05；2022年3月1日").history == (
        PriorViolation(discovered=D(2023, 1, 5)),
        PriorViolation(discovered=D(2022, 3, 1)),
    )
    told = [{"item": "a", "occurred": "2023-01-05", "penalised": "否"}]
    assert row(history=told).history == (
        PriorViolation(item="a", occurred=D(2023, 1, 5), penalised=False),
    )
    assert row(history=[PriorViolation(item="a")]).history == (PriorViolation(item="a"),)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"discovered": "soon"}, "bad-day"),
        ({"corrected": "是"}, "bad-day"),
        ({"minor": "maybe"}, "bad-yes-no"),
        ({"harm": "some"}, "unknown-term"),
        ({"harm__pollution": "some"}, "unknown-term"),
        ({"fault": "some"}, "unknown-term"),
        ({"stage": "some"}, "unknown-term"),
        ({"ph": "seven"}, "bad-number"),
        ({"fine_most": "-1"}, "bad-number"),
        ({"fine_most": "many"}, "bad-number"),
        ({"f": "some"}, "bad-yes-no"),
        ({"colour": "red"}, "unknown-field"),
        ({"history": "soon"}, "bad-day"),
        ({"history": ["soon"]}, "bad-history"),
        ({"history": [{"itm": "a"}]}, "unknown-field"),
        ({"history": [{"occurred": "soon"}]}, "bad-day"),
        ({"item": BadCell("bad-cell", "#REF!", Text("文字", "a text"))}, "bad-cell"),
        ({"occurred": "2024-05-06", "ended": "2024-05-05"}, "facts-contradict"),
        ({"fine_least": "9", "fine_most": "1"}, "facts-contradict"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_code(cells, code):
    with pytest.raises(RecordError) as told:
        row(**cells)
    assert [problem.code for problem in told.value.problems] == [code]


def test_every_problem_of_a_row_is_told():
    with pytest.raises(RecordError) as told:
        row(discovered="soon", minor="maybe", colour="red")
    assert len(told.value.problems) == 3


def test_fields_are_those_of_every_violation_and_those_that_lists_ask_for():
    names = field_names(WORDS, ["f"])
    assert {"f", "harm-pollution", "exceedance", *FIELDS} <= set(names)


@given(
    st.sampled_from(field_names(WORDS, ["f"])),
    st.one_of(st.text(max_size=12), st.floats(), st.none(), st.booleans(), st.dates()),
)
@settings(max_examples=50)
def test_any_cell_is_read_or_refused(field, cell):
    with suppress(RecordError):
        read_field(field, cell, WORDS)


def test_a_vocabulary_without_kinds_of_harm_has_no_fields_for_them():
    assert read_field("f", "是", Vocabulary(())) is True
