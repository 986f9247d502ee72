"""In which time zone a deadline ends."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.periods.zones import zone_of
from bizenv.kernel.errors import UsageError


def test_the_zone_is_what_was_asked_for_else_the_clock_s_else_china_s() -> None:
    clock = Clock.round_the_clock("Europe/Berlin")
    assert zone_of(None, None) == ZoneInfo("Asia/Shanghai")
    assert zone_of(None, clock) == ZoneInfo("Europe/Berlin")
    assert zone_of("Asia/Urumqi", clock) == ZoneInfo("Asia/Urumqi")
    assert zone_of(UTC, clock) is UTC


@pytest.mark.parametrize("name", ["Asia/Nowhere", "", "../etc/passwd"])
def test_a_zone_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        zone_of(name, None)
    assert str(caught.value) == f"zone={name!r}: there is no such time zone"
    assert caught.value.say("zh") == f"zone={name!r}：没有这个时区"
