"""Courses: cases that ran alike are one, and those that did not are several."""

from __future__ import annotations

from datetime import date

import polars as pl

from bizenv.cases.courses import RECORDED_LEAD, Course, courses_of
from bizenv.cases.log_columns import read_log
from bizenv.cases.service_levels import ServiceLevel
from bizenv.cases.timing import TimeBase
from bizenv.kernel.legal import Validity
from bizenv.rulebooks.vocabulary import case_vocabulary, header_words
from bizenv.tables.mapping import TableMap
from bizenv.testing.cases import a_promise

BASE = TimeBase(zone="Asia/Shanghai")
LEVEL = ServiceLevel(
    [
        a_promise(
            kinds=["systemic"],
            validity=Validity(*Validity.parse_first("2023-06-15"), date(2023, 6, 20)),
        )
    ]
)
EVENTS = ("received", "assigned", "replied")


def found(
    *cases: dict[str, str], level: ServiceLevel = LEVEL, at: date = date(2023, 7, 1)
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
    return list(courses_of(log.columns, at, BASE, level, {"区长"}))


def groups(
    *cases: dict[str, str], level: ServiceLevel = LEVEL, at: date = date(2023, 7, 1)
) -> list[list[int]]:
    return [course.members.tolist() for course in found(*cases, level=level, at=at)]


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
    plain = ServiceLevel([a_promise()])
    assert groups(*({"received": day} for day in days), level=plain) == [[0, 1, 2]]


def test_a_course_says_where_its_agency_is_named() -> None:
    (course,) = found({"to": "甲"}, {"to": "乙"})
    assert course.lead == "1"
    assert found({})[0].lead == RECORDED_LEAD
