"""An obligation says what must be done, by whom, to whom and when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.obligations import Obligation, Timing
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

CLAUSE = Citation(Source("n", "通知", "official"), "第三条")  # type: ignore[arg-type] # converted


def test_an_obligation_is_due_on_a_day_and_not_at_a_datetime() -> None:
    with pytest.raises(NotADayError, match=r"^due=datetime\."):
        Obligation("x", Text("说"), CLAUSE, due=datetime(2023, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("timing", "zh", "en"),
    [
        (
            Timing("before", "start", 3, "working_days"),
            "检查开始前 3 个工作日",
            "3 working days before the start",
        ),
        (Timing("after", "end", 1, "days"), "检查结束后 1 日", "1 day after the end"),
        (Timing("after", "end", 2, "months"), "检查结束后 2 个月", "2 months after the end"),
        (Timing("before", "start"), "检查开始前", "before the start"),
        (Timing("at", "start"), "检查开始时", "at the start"),
        (Timing("after", "end", 0, "hours"), "检查结束后 0 小时", "0 hours after the end"),
    ],
)
def test_a_timing_in_words(timing: Timing, zh: str, en: str) -> None:
    assert (timing.text.zh, timing.text.en) == (zh, en)


@pytest.mark.parametrize(
    ("timing", "written"),
    [
        (Timing("before", "start", 3, "working_days"), "3 working days before start"),
        (Timing("after", "end", 1, "working_hours"), "1 working hour after end"),
        (Timing("after", "end", 1, "months"), "1 month after end"),
        (Timing("at", "start"), "at start"),
    ],
)
def test_a_timing_as_a_rulebook_writes_it(timing: Timing, written: str) -> None:
    assert str(timing) == written


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            ("during", "start"),
            "relation='during': expected one of 'before', 'after', 'at'",
        ),
        (("before", "noon"), "anchor='noon': expected one of 'start', 'end'"),
        (
            ("before", "start", 3),
            "Timing(relation='before', anchor='start', count=3, unit=None): "
            "expected a count and a unit, or neither",
        ),
        (
            ("before", "start", 3, "weeks"),
            "unit='weeks': expected one of 'working_days', 'days', 'months', 'years', "
            "'hours', 'working_hours'",
        ),
        (
            ("at", "start", 3, "days"),
            "Timing(relation='at', anchor='start', count=3, unit='days'): "
            "expected a count of 0 or more, before or after",
        ),
        (
            ("after", "end", -1, "days"),
            "Timing(relation='after', anchor='end', count=-1, unit='days'): "
            "expected a count of 0 or more, before or after",
        ),
    ],
)
def test_a_timing_that_says_nothing_cannot_be_built(parts: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Timing(*parts)
    assert str(caught.value) == message


def test_an_obligation_says_only_what_it_knows() -> None:
    duty = Obligation("scan", Text("扫码入企", "scan to enter"), CLAUSE)
    assert (duty.message("zh"), duty.message("en")) == ("扫码入企", "scan to enter")


@pytest.mark.parametrize(
    ("done", "zh", "en"),
    [
        ({}, "备案", "file"),
        ({"done": Truth.YES}, "备案，已办", "file, done"),
        (
            {"done": Truth.YES, "done_on": date(2023, 3, 1), "late": Truth.NO},
            "备案，已办（2023-03-01）",
            "file, done (2023-03-01)",
        ),
        (
            {"done": Truth.YES, "done_on": date(2023, 3, 4), "late": Truth.YES},
            "备案，办理迟于期限（2023-03-04）",
            "file, done late (2023-03-04)",
        ),
        ({"done": Truth.YES, "late": Truth.YES}, "备案，办理迟于期限", "file, done late"),
    ],
)
def test_an_obligation_says_when_it_was_done_and_whether_late(
    done: dict[str, Any], zh: str, en: str
) -> None:
    duty = Obligation("file", Text("备案", "file"), CLAUSE, **done)
    assert (duty.message("zh"), duty.message("en")) == (zh, en)


def test_an_obligation_as_plain_values_tells_the_day_and_the_delay() -> None:
    duty = Obligation(
        *("file", Text("备案", "file"), CLAUSE),
        due=date(2023, 3, 1),
        done=Truth.YES,
        done_on=date(2023, 3, 4),
        late=Truth.YES,
    )
    assert duty.to_dict() == {
        "code": "file",
        "zh": "备案，最迟 2023-03-01，办理迟于期限（2023-03-04）",
        "en": "file, no later than 2023-03-01, done late (2023-03-04)",
        "due": "2023-03-01",
        "note": None,
        "done": "yes",
        "done_on": "2023-03-04",
        "late": "yes",
        "clause": "《通知》第三条",
    }


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Obligation("x", Text("说"), "第三条"),  # type: ignore[arg-type]
            "citation='第三条': expected a Citation",
        ),
        (
            lambda: Obligation("x", "说", CLAUSE),  # type: ignore[arg-type]
            "text='说': expected a Text",
        ),
        (
            lambda: Obligation("x", Text("说"), CLAUSE, late=True),  # type: ignore[arg-type]
            "late=True: expected a Truth",
        ),
    ],
)
def test_no_obligation_without_its_parts(build: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        build()
    assert str(caught.value) == message


def test_an_obligation_cannot_even_be_called_without_a_citation() -> None:
    with pytest.raises(TypeError):
        Obligation("x", Text("说"))  # type: ignore[call-arg]
