"""Hours as time passes: from which moment they run, and so many later."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.periods.hours_from import beginning, later
from bizenv.calendars.periods.period import Period
from bizenv.kernel.errors import UsageError

BERLIN = ZoneInfo("Europe/Berlin")


def test_hours_pass_as_time_does_where_the_clocks_change() -> None:
    start = datetime(2024, 3, 31, 1, tzinfo=BERLIN)
    assert later(start, 2, BERLIN).isoformat() == "2024-03-31T04:00:00+02:00"


def test_hours_beyond_the_years_are_refused() -> None:
    with pytest.raises(UsageError) as caught:
        later(datetime(9999, 12, 31, 23, tzinfo=BERLIN), 10, BERLIN)
    assert "beyond" in str(caught.value)


@pytest.mark.parametrize(
    ("start", "begin"), [("14:00", "15:00"), ("14:30", "15:00"), ("23:59", "00:00")]
)
def test_the_hour_of_the_start_does_not_count_where_it_is_left_out(start: str, begin: str) -> None:
    moment = datetime.fromisoformat(f"2023-06-01T{start}").replace(tzinfo=BERLIN)
    found = beginning(Period(1, "hour", from_next_hour=True), moment, BERLIN)
    assert f"{found:%H:%M}" == begin
    assert beginning(Period(1, "hour"), moment, BERLIN) is moment
