"""In bulk: each situation once, each row its own answer. Equality is a property of its own."""

from __future__ import annotations

from datetime import date

import numpy as np
from tolerances import item, listing, rules_of, since

from bizenv.kernel.text import Text
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.tables.columns import encode
from bizenv.tolerance.bulk import VERDICT_COLUMNS, check_columns, first_rows
from bizenv.tolerance.conditions import (
    All,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    InStage,
    Measured,
    Stated,
)
from bizenv.tolerance.rules import check_violation

D = date
FIRST = FirstViolation(window="2 years", match="same-item", scope="agency", basis="discovered")
WANTED = All(
    FIRST,
    Harm("minor"),
    Harm("none", ("pollution",)),
    Corrected("timely"),
    InStage("construction"),
    CorrectedWithin("5 working days", "order"),
    CorrectedWithin("24 hours", "discovery"),
    Measured("ph", at_most=10),
    Stated("f", Text("甲")),
)
RULES = rules_of(
    listing(
        item("a", "may-not-punish", WANTED),
        item("b", "may-not-punish", WANTED),
        validity=since("2020-01-01", "2030-12-31"),
        agency="税务局",
    )
)


def judged(rows, rules=RULES, at=None):
    names = sorted({name for row in rows for name in row})
    columns = {name: encode([row.get(name) for row in rows]) for name in names}
    return check_columns(columns, len(rows), rules, base_vocabulary(), at)


def test_items_with_the_same_conditions_are_judged_once_and_named_each():
    rows = [{"item": name, "ended": "2024-03-01", "discovered": "2024-03-05"} for name in "abab"]
    verdict = judged(rows)
    assert len(verdict.answers) == 1
    assert verdict.column("matched_item").decode() == ["a", "b", "a", "b"]
    held = judged(
        [{**row, "f": "是"} for row in rows],
        rules_of(
            listing(
                item("a", "may-not-punish", Stated("f", Text("甲"))),
                item("b", "may-not-punish", Stated("f", Text("甲"))),
            )
        ),
    )
    assert held.column("rule").decode()[:2] == ["/list@unstated/a", "/list@unstated/b"]
    assert set(held.column("clause").decode()) == {"《示例清单》第一条"}


def test_rows_that_cannot_be_read_have_no_outcome_and_say_why():
    rows = [
        {"item": "c"},
        {"item": "a", "discovered": "soon", "ph": "seven"},
        {"item": "a", "occurred": "2024-05-06", "ended": "2024-05-05"},
        {"item": "a", "fine_least": "9", "fine_most": "1"},
        {"item": "a", "fine_least": "9", "fine_most": "lots"},
        {"item": "none", "fine_most": "9"},
    ]
    verdict = judged(rows)
    codes = [
        "unknown-item",
        "bad-day;bad-number",
        "facts-contradict",
        "facts-contradict",
        "bad-number",
    ]
    assert verdict.column("codes").decode()[:5] == codes
    assert verdict.column("outcome").decode()[:5] == [None] * 5
    assert {tuple(verdict.column(name).decode()[:5]) for name in VERDICT_COLUMNS[2:]} == {
        (None,) * 5
    }


def test_one_row_is_told_with_its_own_days():
    rows = [{"item": "a", "ended": "2020-03-01", "discovered": f"2026-03-0{n}"} for n in (2, 3)]
    verdict = judged(rows)
    assert verdict.codes.tolist() == [0, 0]
    assert [verdict.verdict(n).record.discovered.day for n in (0, 1)] == [2, 3]
    assert verdict.column("clause").decode()[0] == "《示例法》第二条"
    assert verdict.column("rule").decode()[0] is None


def test_rows_of_every_kind_are_as_alone():
    base = {
        "item": "a",
        "agency": "税务局",
        "ended": "2024-03-01",
        "discovered": "2024-03-05",
        "stage": "在建",
        "ordered": "2024-03-05",
        "order_due": "2024-03-15",
        "harm": "无",
        "ph": "7",
        "f": "是",
        "first": None,
    }
    rows = [
        {**base, "corrected": day, "history": history, "decided": decided}
        for day in ("2024-03-05", "2024-03-06", "2024-03-13", "2024-03-20", "否", None)
        for history in ("无", "2023-01-01", None)
        for decided in ("2024-06-01", None)
    ]
    rows += [
        {**base, "history": [{"item": "a", "agency": "税务局", "discovered": "2023-01-01"}]},
        {**base, "item": None, "behaviour": "行为a"},
    ]
    verdict = judged(rows, at=D(2024, 7, 1))
    for number in range(len(rows)):
        alone = check_violation(verdict.violation(number), RULES)
        got = [verdict.column(name).decode()[number] for name in ("outcome", "codes", "missing")]
        assert got == [alone.outcome.value, ";".join(alone.codes), ";".join(alone.missing) or None]


def test_no_rows_give_no_answers():
    verdict = judged([{}][:0])
    assert (len(verdict), verdict.answers, verdict.column("outcome").decode()) == (0, [], [])
    assert first_rows(np.array([], dtype=np.int64), 0).tolist() == []
