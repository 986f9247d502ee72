"""Recurrences cover what RFC 5545 says they cover, and always come to an answer."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.days.recurrences import BLOCK, recurring_days
from bizenv.calendars.days.sets import Recurrence
from bizenv.kernel.errors import UsageError

STARTS = st.dates(date(1995, 1, 1), date(2024, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules of days as RFC 5545 allows them."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 40))}")
    names = "MO TU WE TH FR SA SU".split()
    number = st.sampled_from(["", "1", "-1", "2"] if frequency in ("MONTHLY", "YEARLY") else [""])
    options = {
        "BYDAY": st.tuples(number, st.sampled_from(names)).map("".join),
        "BYMONTH": st.integers(1, 12),
        "BYMONTHDAY": st.integers(1, 31) | st.integers(-31, -1),
        "WKST": st.sampled_from(names),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(options)), max_size=2))
    parts += [f"{name}={draw(options[name])}" for name in sorted(chosen)]
    ends = st.one_of(
        st.none(),
        st.integers(1, 60).map("COUNT={}".format),
        STARTS.map("UNTIL={:%Y%m%d}".format),
    )
    end = draw(ends)
    return ";".join(parts if end is None else [*parts, end])


@given(rules(), STARTS)
def test_a_recurrence_covers_what_dateutil_lists(rule: str, start: date) -> None:
    """Also across the year 2000, where the rule is worked out in another cycle."""
    first, last = datetime(1996, 1, 1), datetime(2026, 12, 31)
    listed = rrulestr(rule, dtstart=datetime.combine(start, time())).between(first, last, inc=True)
    found = Recurrence(rule, start).between(first.date(), last.date())
    assert found == tuple(moment.date() for moment in listed)


@pytest.mark.parametrize(
    ("rule", "start", "day", "covered"),
    [
        ("FREQ=DAILY", date(1, 1, 1), date(2023, 6, 15), True),
        ("FREQ=DAILY;INTERVAL=2", date(1, 1, 1), date(1, 1, 2), False),
        ("FREQ=DAILY;INTERVAL=2", date(1, 1, 1), date(1, 1, 3), True),
        ("FREQ=DAILY;COUNT=9999", date(1, 1, 1), date(2023, 6, 15), False),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", date(2023, 1, 1), date(2024, 2, 29), False),
        ("FREQ=WEEKLY;INTERVAL=9999;BYDAY=MO", date(2023, 1, 2), date(2023, 1, 2), True),
        ("FREQ=YEARLY", date(2024, 2, 29), date(2028, 2, 29), True),
        ("FREQ=YEARLY", date(2024, 2, 29), date(2025, 2, 28), False),
        ("FREQ=DAILY", date(2023, 6, 15), date(2023, 6, 14), False),
        ("FREQ=DAILY", date(2023, 6, 15), date(2013, 6, 14), False),
        ("FREQ=DAILY", date(9999, 12, 31), date(9999, 12, 31), True),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", date(9998, 1, 1), date(9999, 12, 31), True),
        ("FREQ=DAILY;UNTIL=20230615", date(2023, 6, 1), date(2023, 6, 15), True),
        ("FREQ=DAILY;UNTIL=20230615", date(2023, 6, 1), date(2023, 6, 16), False),
    ],
)
def test_a_recurrence_far_away_or_without_end_is_still_answered(
    rule: str, start: date, day: date, covered: bool
) -> None:
    assert Recurrence(rule, start).covers(day) is covered


PARTS = "FREQ, INTERVAL, COUNT, UNTIL, WKST, BYSETPOS, BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("", "expected a text that is not blank"),
        ("FREQ=DAILY;", f"'' is not one of {PARTS}, BYDAY"),
        ("freq=daily", f"'freq' is not one of {PARTS}, BYDAY"),
        ("FREQ=DAILY; COUNT=3", f"' COUNT' is not one of {PARTS}, BYDAY"),
        ("FREQ=DAILY;BYHOUR=8", f"'BYHOUR' is not one of {PARTS}, BYDAY"),
        ("RRULE:FREQ=DAILY", f"'RRULE:FREQ' is not one of {PARTS}, BYDAY"),
        ("FREQ=HOURLY", "'FREQ=HOURLY' is not a part that RFC 5545 knows"),
        ("FREQ=DAILY;INTERVAL=0", "'INTERVAL=0' is not a part that RFC 5545 knows"),
        ("FREQ=DAILY;INTERVAL=99999", "'INTERVAL=99999' is not a part that RFC 5545 knows"),
        ("FREQ=DAILY;COUNT=99999", "'COUNT=99999' is not a part that RFC 5545 knows"),
        ("FREQ=WEEKLY;BYDAY=XX", "'BYDAY=XX' is not a part that RFC 5545 knows"),
        (
            "FREQ=DAILY;BYDAY=MO FREQ=DAILY;WKST=TU",
            "'BYDAY=MO FREQ=DAILY' is not a part that RFC 5545 knows",
        ),
        ("FREQ=YEARLY;BYMONTH=13", "'BYMONTH=13' is not a part that RFC 5545 knows"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ stands twice"),
        ("INTERVAL=2", "expected FREQ, one of DAILY, WEEKLY, MONTHLY, YEARLY"),
        ("FREQ=WEEKLY;BYDAY=2MO", "a numbered BYDAY wants FREQ=MONTHLY or FREQ=YEARLY"),
        ("FREQ=DAILY;COUNT=1;UNTIL=20240101", "expected COUNT or UNTIL, not both"),
        (
            "FREQ=DAILY;UNTIL=20230230",
            "not an RFC 5545 rule (day is out of range for month)",
        ),
        (
            "FREQ=YEARLY;BYSETPOS=367",
            "not an RFC 5545 rule (bysetpos must be between 1 and 366, or between -366 and -1)",
        ),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_part_that_is_wrong(
    rule: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Recurrence(rule, date(2023, 1, 1))
    assert str(caught.value) == f"rule={rule!r}: {message}"


@given(st.text(alphabet="FREQ=DAILYWKMONTHBSP;,-+ 0123456789\n", max_size=40))
def test_any_text_is_a_rule_or_is_refused_as_one(text: str) -> None:
    try:
        Recurrence(text, date(2023, 1, 1)).covers(date(2024, 1, 1))
    except UsageError as error:
        told = str(error)
    else:
        told = f"rule={text!r}: it is one"
    assert told.startswith(f"rule={text!r}: ")


def test_a_rule_must_be_a_text() -> None:
    with pytest.raises(UsageError, match=r"^rule=None: expected a text that is not blank$"):
        Recurrence(None, date(2023, 1, 1))  # type: ignore[arg-type]


def test_the_days_of_a_rule_are_worked_out_ten_years_at_a_time() -> None:
    assert BLOCK == 10
    leap_days = recurring_days("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2020, 1, 1), 202)
    assert sorted(day.year for day in leap_days) == [2020, 2024, 2028]
    assert recurring_days("FREQ=DAILY", date(2020, 1, 1), 200) == frozenset()
