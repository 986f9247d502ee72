"""What must be done around a visit is due on the day that the calendar says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv import load_rulebook
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.inspections.duties import due_day, obligation_of
from bizenv.inspections.quiet_periods import Duty
from bizenv.inspections.values import Agency, Inspection
from bizenv.kernel.errors import UnknownDayError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.obligations import Timing
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

CN = work_calendar("CN", as_of=date(2026, 11, 22))
SOURCE = Citation(Source("s", "通知", "official"))
START, END = date(2023, 6, 26), date(2023, 6, 27)  # Monday and Tuesday after the Dragon Boat days


def due(words: str) -> date | None:
    """The due day of a timing written as rulebooks write it, for the visit above."""
    *count, relation, anchor = words.split()
    if not count:
        return due_day(Timing(relation, anchor), START, END, CN)
    unit = "_".join(count[1:])
    return due_day(Timing(relation, anchor, int(count[0]), unit), START, END, CN)


@pytest.mark.parametrize(
    ("timing", "day"),
    [
        ("3 working days before start", date(2023, 6, 20)),  # 25 June (Sun) and 21 June were worked
        ("1 working days before start", date(2023, 6, 25)),
        ("0 working days before start", START),
        ("3 working days after end", date(2023, 6, 30)),
        ("5 working days after end", date(2023, 7, 4)),
        ("3 days before start", date(2023, 6, 23)),
        ("3 days after end", date(2023, 6, 30)),
        ("1 months after end", date(2023, 7, 27)),
        ("1 years before start", date(2022, 6, 26)),
        ("before start", START),
        ("at start", START),
        ("at end", END),
        ("after end", None),
        ("2 hours before start", None),
        ("4 working hours after end", None),
    ],
)
def test_a_duty_is_due_on_a_day_or_the_day_does_not_settle_it(timing: str, day: date) -> None:
    assert due(timing) == day


def duty(timing: Timing | None, evidence: str | None = None) -> Duty:
    return Duty("file", Text("备案", "file"), (), SOURCE, timing=timing, evidence=evidence)


def test_a_due_day_beyond_the_calendar_is_not_guessed() -> None:
    late = Timing("after", "end", 5, "working_days")
    visit = Inspection(start=date(2026, 12, 28))
    with pytest.raises(UnknownDayError):
        due_day(late, visit.start, visit.end, CN)
    obligation = obligation_of(duty(late), visit, CN)
    assert obligation.due is None
    assert obligation.message("en") == (
        "file, 5 working days after the end, the calendar CN knows 2007-01-01 to 2026-12-31; "
        "2027-01-01 awaits the State Council's holiday notice for 2027"
    )
    assert "要等《国务院办公厅关于2027年部分节假日安排的通知》公布" in obligation.message("zh")


def test_a_due_day_that_the_next_notice_may_move_says_so() -> None:
    obligation = obligation_of(
        duty(Timing("after", "end", 1, "working_days")), Inspection(start=date(2026, 12, 28)), CN
    )
    assert obligation.due == date(2026, 12, 29)
    assert obligation.message("zh") == (
        "备案，时限：检查结束后 1 个工作日，最迟 2026-12-29，暂定：下一年的放假安排可能改动"
    )


@pytest.mark.parametrize(
    ("filed", "done"), [(None, Truth.UNKNOWN), (False, Truth.NO), (date(2023, 6, 1), Truth.YES)]
)
def test_the_record_shows_whether_it_was_done(filed: date | bool | None, done: Truth) -> None:
    visit = Inspection(start=START, filed=filed)
    assert obligation_of(duty(None, "filed"), visit, CN).done is done
    assert obligation_of(duty(None), visit, CN).done is Truth.UNKNOWN


THREE_AHEAD = Timing("before", "start", 3, "working_days")  # by 20 June
AHEAD, AFTER = Timing("before", "start"), Timing("after", "end")
HOURS_AHEAD = Timing("before", "start", 2, "hours")
BEFORE_THE_END = Timing("before", "end", 2, "hours")


@pytest.mark.parametrize(
    ("timing", "filed", "late"),
    [
        (THREE_AHEAD, date(2023, 6, 20), Truth.NO),
        (THREE_AHEAD, date(2023, 6, 21), Truth.YES),
        (THREE_AHEAD, True, Truth.UNKNOWN),
        (THREE_AHEAD, False, Truth.UNKNOWN),
        (THREE_AHEAD, None, Truth.UNKNOWN),
        (AHEAD, START, Truth.NO),
        (AHEAD, END, Truth.YES),
        (HOURS_AHEAD, START, Truth.UNKNOWN),
        (HOURS_AHEAD, END, Truth.YES),
        (BEFORE_THE_END, END, Truth.UNKNOWN),
        (BEFORE_THE_END, date(2023, 6, 28), Truth.YES),
        (AFTER, date(2024, 1, 1), Truth.UNKNOWN),
        (None, date(2024, 1, 1), Truth.UNKNOWN),
    ],
)
def test_what_was_done_after_its_last_day_was_done_late(
    timing: Timing | None, filed: date | bool | None, late: Truth
) -> None:
    """What belongs before the start is late after the start, however its last day is counted."""
    visit = Inspection(start=START, end=END, filed=filed)
    obligation = obligation_of(duty(timing, "filed"), visit, CN)
    assert obligation.late is late
    assert obligation.done_on == (filed if isinstance(filed, date) else None)


@given(st.dates(date(2023, 6, 1), date(2023, 7, 31)))
def test_late_is_after_the_due_day_and_only_then(filed: date) -> None:
    visit = Inspection(start=START, filed=filed)
    obligation = obligation_of(duty(THREE_AHEAD, "filed"), visit, CN)
    assert (obligation.late is Truth.YES) is (filed > date(2023, 6, 20))


@given(st.dates(date(2008, 1, 1), date(2025, 12, 1)), st.integers(1, 60))
def test_so_many_working_days_lie_between_the_duty_and_the_visit(start: date, n: int) -> None:
    ahead = due_day(Timing("before", "start", n, "working_days"), start, start, CN)
    assert ahead is not None
    assert CN.count(ahead - timedelta(days=1), start - timedelta(days=1)) == n


@pytest.mark.parametrize(
    ("approved", "trigger", "filed_by"),
    [
        (date(2023, 4, 25), "none", date(2023, 5, 4)),  # 6 May was a working Saturday
        (None, "complaint", date(2023, 5, 11)),
    ],
)
def test_nanyang_is_told_three_working_days_ahead_or_after(
    approved: date | None, trigger: str, filed_by: date
) -> None:
    """A visit on Monday 8 May 2023, a quiet day: approved and filed ahead, or exempt."""
    visit = Inspection(
        start=date(2023, 5, 8),
        agency=Agency("市税务局", level="city"),
        domain="tax",
        trigger=trigger,
        kind="routine" if approved else "case",
        approved=approved,
    )
    verdict = load_rulebook("cn-ha-nanyang").with_calendar(CN).check(visit)
    assert [o.due for o in verdict.obligations if o.code == "file"] == [filed_by]
