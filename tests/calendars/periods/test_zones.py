"""In which time zone a deadline ends."""

from __future__ import annotations

from datetime import UTC
from typing import Any
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


@pytest.mark.parametrize(
    "name", ["Asia/Nowhere", "", "../etc/passwd", "Asia", "UTC+8", "UTC8", 5, ["UTC"]]
)
def test_a_zone_that_is_not_known_is_refused(name: Any) -> None:
    with pytest.raises(UsageError) as caught:
        zone_of(name, None)
    english = f"zone={name!r}: expected the name of a time zone, for example 'Asia/Shanghai'"
    assert str(caught.value) == english
    assert caught.value.say("zh") == f"zone={name!r}：不是已知时区，例如可写 'Asia/Shanghai'"


def test_a_slip_of_the_pen_is_told() -> None:
    with pytest.raises(UsageError, match=r"for example 'Europe/Berlin'$"):
        zone_of("Europe/Berln", None)
