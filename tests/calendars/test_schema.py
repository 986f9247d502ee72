"""How notices and calendars are written: each type of the file format.

What is told of files is tested with their reader; here is what each type takes.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from bizenv.calendars.schema import CalendarModel, LocalModel, NoticeModel


def test_days_are_single_or_spans() -> None:
    model = NoticeModel.model_validate({"work": ["2027-01-01", "2027-01-02/2027-01-03"]})
    assert model.work == [
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 2), date(2027, 1, 3)),
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("yes", True), ("true", True), ("no", False), ("false", False)]
)
def test_yes_and_no_may_be_written_as_json_does(text: str, said: bool) -> None:
    assert LocalModel.model_validate({"label": {"zh": "节"}, "statutory": text}).statutory is said


def test_a_shipped_calendar_is_named_in_any_case() -> None:
    assert CalendarModel.model_validate({"extends": "cn-gx"}).extends == "CN-GX"


@pytest.mark.parametrize(
    ("model", "record", "code"),
    [
        (NoticeModel, {"year": "1948"}, "bad-number"),
        (NoticeModel, {"year": "2100"}, "bad-number"),
        (NoticeModel, {"work": ["2027-01-01/2028-01-02"]}, "bad-span"),
        (NoticeModel, {"work": ["2027-01-02/2027-01-01"]}, "bad-span"),
        (NoticeModel, {"work": ["2027-01-02/"]}, None),
        (NoticeModel, {"work": [None]}, None),
        (NoticeModel, {"off": {" ": []}}, "empty-value"),
        (NoticeModel, {"holidays": []}, "extra_forbidden"),
        (CalendarModel, {"fixed": ["02-29"]}, None),
        (CalendarModel, {"fixed": ["02-30"]}, "bad-date"),
        (CalendarModel, {"fixed": ["2-2"]}, "bad-date"),
        (CalendarModel, {"reach_back": "-1"}, "bad-number"),
        (CalendarModel, {"reach_back": "30"}, None),
        (CalendarModel, {"extends": "XX"}, "unknown-calendar"),
        (LocalModel, {"label": {"zh": "节"}}, "missing"),
        (LocalModel, {"label": {"zh": "节"}, "statutory": "y"}, "bad-yes-no"),
    ],
)
def test_each_type_takes_what_it_is_for(model: Any, record: Any, code: str | None) -> None:
    if code is None:
        model.model_validate(record)
        return
    with pytest.raises(ValidationError) as caught:
        model.model_validate(record)
    assert [error["type"] for error in caught.value.errors()] == [code]
