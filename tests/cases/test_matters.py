"""Repeated matters are offered, and a person decides."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.cases.ledger import ledger
from bizenv.cases.matters import Matter
from bizenv.kernel.text import core
from bizenv.testing.cases import a_case

AT = date(2023, 6, 30)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲 公司。", "甲公司", True),
        ("ＡＢ（1）", "ab(1)", True),
        ("甲公司", "乙公司", False),
        ("……", "！", False),
        ("……", "…… ", True),
    ],
)
def test_spaces_marks_widths_and_case_do_not_part_words(one: str, other: str, same: bool) -> None:
    assert (core(one) == core(other)) is same


def test_repeated_matters_need_both_words_and_are_not_merged() -> None:
    same = {"enterprise": "Ａ公司", "subject": "……"}
    book = ledger(
        [
            a_case(id="1", **same),
            a_case(id="2", **same),
            a_case(id="3", enterprise="A公司", subject="用水"),
            a_case(id="4", enterprise="A公司"),
            a_case(id="5", subject="……"),
        ],
        AT,
    )
    assert book.repeated == (Matter("Ａ公司", "……", ("1", "2")),)
    assert book.received == 5
