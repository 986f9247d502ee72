"""The judgement of a whole schedule, visit by visit; lower bounds and their spans."""

from datetime import date
from typing import Any

import pytest

from bizenv import load_rulebook
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.rules import ScheduleRules, check_schedule
from bizenv.kernel.text import Text
from bizenv.testing import a_citation

BOOK = load_rulebook("cn-jx-qingyuan")
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def rules(**version: Any) -> ScheduleRules:
    one = FrequencyVersion(citation=a_citation(), **version)
    return ScheduleRules(
        frequency=(FrequencyRule("bound", Text("次数"), (one,)),),
        vocabulary=BOOK.vocabulary,
        rulebook=BOOK.ref,
        calendar=BOOK.calendar,
    )


def test_rules_know_whether_there_are_any() -> None:
    assert (rules(most=1).any, BOOK.schedule.any) == (True, False)
    assert "vocabulary" not in repr(rules(most=1))


@pytest.mark.parametrize(
    ("through", "codes", "missing"),
    [
        (None, ["too-few-visits-open"], ("through",)),
        ((date(2026, 1, 2), date(2026, 12, 31)), ["too-few-visits-open"], ("through",)),
        (YEAR, ["too-few-visits"], ()),
    ],
)
def test_too_few_visits_are_sure_only_where_every_visit_is_known(
    through: Any, codes: list[str], missing: tuple[str, ...]
) -> None:
    visits = [Inspection(start=date(2026, 3, 3), enterprise="E1", agency="A")]
    verdict = check_schedule(visits, rules(least=2), through=through)
    assert [finding.code for finding in verdict.findings] == codes
    assert verdict.findings[0].missing == missing
    assert verdict.findings[0].rows == (0,)


def test_too_few_visits_in_the_history_alone_are_not_told() -> None:
    earlier = [Inspection(start=date(2026, 3, 3), enterprise="E1", agency="A")]
    assert check_schedule([], rules(least=2), history=earlier, through=YEAR).findings == ()


def test_an_open_count_of_a_whole_span_waits_for_its_facts() -> None:
    visits = [Inspection(start=date(2026, 3, 3), enterprise="E1", agency="A")]
    verdict = check_schedule(visits, rules(least=1, kinds=frozenset({"routine"})), through=YEAR)
    assert [(f.code, f.missing) for f in verdict.findings] == [("too-few-visits-open", ("kind",))]
