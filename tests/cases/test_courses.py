"""Courses: cases that ran alike are one, and those that did not are several."""

from __future__ import annotations

from datetime import date

import polars as pl

from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.closure import ClosureRule
from bizenv.cases.courses import RECORDED_LEAD, Course, courses_of
from bizenv.cases.log_columns import read_log
from bizenv.cases.rules import CaseRules
from bizenv.cases.timing import TimeBase
from bizenv.kernel.legal import Validity
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.mapping import TableMap
from bizenv.testing import a_citation
from bizenv.testing.cases import a_promise, case_rules

BASE = TimeBase(work_calendar("CN"), zone="Asia/Shanghai")
SIGNED = ClosureRule("signature", "closing", signers=["区长"], citation=a_citation())
JUNE = Validity(*Validity.parse_first("2023-06-15"), date(2023, 6, 20))
RULES = case_rules(a_promise(kinds=["systemic"], validity=JUNE), closure=[SIGNED], base=BASE)
EVENTS = ("received", "assigned", "replied")


def found(
    *cases: dict[str, str], rules: CaseRules = RULES, at: date = date(2023, 7, 1)
) -> list[Course]:
    rows = [
        {"case": str(number), "event": kind, "time": case.get(kind, f"2023-06-{16 + place}")}
        | {name: case.get(name) for name in ("kind", "to", "by", "grade", "text")}
        for number, case in enumerate(cases)
        for place, kind in enumerate(EVENTS)
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    import narwhals.stable.v1 as nw

    log = read_log(
        nw.from_native(frame, eager_only=True),
        case_vocabulary(),
        header_words()["cases"],
        BASE.local,
        BASE.local,
        TableMap(),
    )
    return list(courses_of(log.columns, at, rules))


def groups(
    *cases: dict[str, str], rules: CaseRules = RULES, at: date = date(2023, 7, 1)
) -> list[list[int]]:
    return [course.members.tolist() for course in found(*cases, rules=rules, at=at)]


def test_other_days_are_no_other_course() -> None:
    assert groups({}, {"received": "2023-06-15", "replied": "2023-06-30"}) == [[0, 1]]


def test_what_makes_another_course() -> None:
    assert groups({}, {"text": "已电话联系"}) == [[0, 1]]
    assert groups({}, {"grade": "satisfied"}) == [[0], [1]]
    assert groups({}, {"kind": "systemic"}) == [[0], [1]]
    assert groups({}, {"by": "区长"}, {"by": "甲"}, {"by": "乙"}) == [[0], [1], [2, 3]]
    assert groups({}, {"to": "甲"}, {"to": "乙"}) == [[0], [1, 2]]
    assert groups({}, {"assigned": "2023-06-16"}) == [[0], [1]]
    assert groups({}, {"replied": "2023-07-02"}) == [[0], [1]]


def test_versions_part_cases_by_the_day_of_receipt() -> None:
    days = ("2023-06-14", "2023-06-15", "2023-06-16")
    assert groups(*({"received": day} for day in days)) == [[0], [1, 2]]
    plain = case_rules(a_promise())
    assert groups(*({"received": day} for day in days), rules=plain) == [[0, 1, 2]]


def test_versions_of_what_closing_needs_part_cases_too() -> None:
    """A charter may say what closing needs, and promise no times."""
    need = ClosureRule("reply", "closing", validity=JUNE, citation=a_citation())
    days = ("2023-06-14", "2023-06-15", "2023-06-16")
    rules = case_rules(closure=[need])
    assert groups(*({"received": day} for day in days), rules=rules) == [[0], [1, 2]]


def test_the_day_of_a_document_without_a_first_day_parts_cases() -> None:
    """Of requests that came before it, the verdict says that no first day was seen."""
    need = ClosureRule("reply", "closing", validity=Validity(), citation=a_citation())
    days = ("2023-12-31", "2024-01-01", "2024-01-02")
    rules = case_rules(closure=[need])
    late = {"assigned": "2024-01-03", "replied": "2024-01-04"}
    cases = [{"received": day, **late} for day in days]
    assert groups(*cases, rules=rules, at=date(2024, 2, 1)) == [[0], [1, 2]]


def test_a_course_says_where_its_agency_is_named() -> None:
    (course,) = found({"to": "甲"}, {"to": "乙"})
    assert course.lead == "1"
    assert found({})[0].lead == RECORDED_LEAD
