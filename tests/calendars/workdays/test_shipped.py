"""The files of the calendars that ship."""

from __future__ import annotations

from bizenv.calendars.workdays.shipped import read_shipped, shipped_ids


def test_the_calendars_that_ship_are_those_with_a_file() -> None:
    assert shipped_ids() == ("CN", "CN-GX")


def test_a_calendar_says_what_it_takes_over_and_what_it_adds() -> None:
    extends, given = read_shipped("CN")
    assert extends is None
    assert len(given["notices"]) == 23
    assert [each.text.zh for each in given["festivals"]] == ["春节", "清明节", "端午节", "中秋节"]
    region, more = read_shipped("CN-GX")
    assert region == "CN"
    assert more["notices"] == []
    assert {each.text.zh for each in more["local"]} == {"壮族三月三"}
