"""When a command asks about: a time that is written, or now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bizenv.cli.moments import moment_of
from bizenv.kernel.errors import RecordError

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize("text", ["2023-06-30", "2023年6月30日", "2023/6/30", "20230630"])
def test_a_bare_day_stays_a_day(text: str) -> None:
    """It means its end."""
    found = moment_of(text, CHINA)
    assert (type(found), found) == (date, date(2023, 6, 30))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-06-30 14:30", datetime(2023, 6, 30, 14, 30, tzinfo=CHINA)),
        ("2023年6月30日14时30分", datetime(2023, 6, 30, 14, 30, tzinfo=CHINA)),
        ("2023-06-30T06:30Z", datetime(2023, 6, 30, 6, 30, tzinfo=UTC)),
        (
            "2023-06-30T06:30+03:00",
            datetime(2023, 6, 30, 6, 30, tzinfo=timezone(timedelta(hours=3))),
        ),
        ("2023-06-30 00:00", datetime(2023, 6, 30, tzinfo=CHINA)),
        ("2023-06-30T00:00:00", datetime(2023, 6, 30, tzinfo=CHINA)),
        ("2023年6月30日0时", datetime(2023, 6, 30, tzinfo=CHINA)),
    ],
)
def test_a_time_is_a_moment_also_at_midnight(text: str, moment: datetime) -> None:
    """With its own zone, or that of the rules; in a table a midnight would be the day."""
    found = moment_of(text, CHINA)
    assert isinstance(found, datetime)
    assert found == moment


def test_nothing_means_now() -> None:
    """To the second, in the zone of the rules."""
    before = datetime.now(CHINA).replace(microsecond=0)
    now = moment_of(None, CHINA)
    assert isinstance(now, datetime)
    assert before <= now <= datetime.now(CHINA)
    assert (now.tzinfo, now.microsecond) == (CHINA, 0)


@pytest.mark.parametrize("text", ["soon", "", "2023-02-30", "2023-06-30 25:00", "6/7/2023"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(RecordError) as caught:
        moment_of(text, CHINA)
    assert caught.value.say("en").startswith(f"--at: got {text!r}, expected a time")
    assert caught.value.say("zh").startswith(f"--at：读到 {text!r}，应为")
