"""Spans of time: calendar, rolling, a licence's term."""

from datetime import date

import pytest
from pydantic import ValidationError

from bizenv.inspections.whole.schema import read_span
from bizenv.inspections.whole.spans import LICENCE_TERM, Span, SpanKind
from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import Model


@pytest.mark.parametrize(
    ("months", "anchor", "first", "last"),
    [
        (1, None, date(2026, 5, 1), date(2026, 5, 31)),
        (3, None, date(2026, 4, 1), date(2026, 6, 30)),
        (6, None, date(2026, 1, 1), date(2026, 6, 30)),
        (12, None, date(2026, 1, 1), date(2026, 12, 31)),
        (24, 2025, date(2025, 1, 1), date(2026, 12, 31)),
        (24, 2026, date(2026, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_calendar_span_begins_with_a_month(
    months: int, anchor: int | None, first: date, last: date
) -> None:
    span = Span(months, anchor=anchor)
    assert span.around(date(2026, 5, 17)) == (first, last)
    assert span.number(first) == span.number(last)


@pytest.mark.parametrize(
    ("day", "months", "opens"),
    [
        (date(2026, 3, 1), 12, date(2025, 3, 2)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2026, 5, 31), 3, date(2026, 3, 1)),
        (date(1, 6, 1), 12, date.min),
    ],
)
def test_a_rolling_span_opens_after_the_corresponding_day(
    day: date, months: int, opens: date
) -> None:
    assert Span(months, SpanKind.ROLLING).around(day) == (opens, day)


def test_the_calendar_has_ends() -> None:
    assert Span(24, anchor=9998).around(date(9999, 1, 1))[1] == date.max
    assert Span(24, anchor=0).around(date(1, 1, 1))[0] == date.min
    assert LICENCE_TERM.around(date(2026, 1, 1)) == (date.min, date.max)


@pytest.mark.parametrize(
    ("months", "anchor", "message"),
    [
        (0, None, "expected 1 to 1200"),
        (5, None, "expected a span that fits into years"),
        (24, None, "expected the first year as anchor"),
    ],
)
def test_a_span_that_fits_no_calendar_is_refused(
    months: int, anchor: int | None, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        Span(months, anchor=anchor)


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("calendar year", "每年", "a calendar year"),
        ("calendar quarter", "每季度", "a calendar quarter"),
        ("calendar half-year", "每半年", "half a calendar year"),
        ("12 months", "连续 12 个月", "any 12 months"),
        ("2 years", "连续 2 年", "any 2 years"),
        ("18 months", "连续 18 个月", "any 18 months"),
        ("2 calendar years from 2018", "每 2 年", "each 2 years"),
        ("licence term", "许可证有效期内", "the term of the licence"),
    ],
)
def test_a_span_is_read_as_it_is_written(words: str, zh: str, en: str) -> None:
    text = read_span(words).text
    assert (text.zh, text.en) == (zh, en)


@pytest.mark.parametrize(
    "words", ["a year", "calendar", "0 months", "2 calendar years", "12 months from 2018", "", 12]
)
def test_other_words_are_no_span(words: object) -> None:
    from typing import Annotated

    from pydantic import BeforeValidator, InstanceOf

    class One(Model):
        span: Annotated[InstanceOf[Span], BeforeValidator(read_span)]

    with pytest.raises(ValidationError):
        One(span=words)  # type: ignore[arg-type]
