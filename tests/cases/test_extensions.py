"""Which extensions count; the table of cases stands in test_clocks.py."""

from __future__ import annotations

from datetime import date

from bizenv.calendars.periods.period import Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.cases.extensions import extended
from bizenv.cases.measures import DayMeasure
from bizenv.cases.runs import runs_of
from bizenv.cases.service_levels import ExtensionRule
from bizenv.cases.states import state_of
from bizenv.cases.timing import TimeBase
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, a_promise, an_event

CN = TimeBase(work_calendar("CN"), zone="Asia/Shanghai")


def test_an_extension_that_is_refused_says_when_it_was_due_and_by_which_clause() -> None:
    """Assigned on the 16th, due on the 21st, extended on the 25th."""
    clause = a_citation("第九条")
    rule = ExtensionRule(by=Period(2, "working_day"), citation=clause)
    late = an_event("extended", 25)
    state = state_of(a_case("received", "assigned").plus(late))
    promise = a_promise(extension=rule)
    (run,) = runs_of(state, promise).runs
    measure = DayMeasure.of(promise, CN, date(2023, 6, 16), date(2023, 6, 26), [])
    (refused,), missing = extended(measure, state, run)
    assert missing == ()
    assert (refused.event, refused.code, refused.due, refused.citation) == (
        late,
        "extension-after-expiry",
        date(2023, 6, 21),
        clause,
    )
    assert measure.due.day == date(2023, 6, 21)
