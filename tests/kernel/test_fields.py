"""What a field may hold, and how a wrong value is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from attrs import field, frozen

from bizenv.kernel import fields
from bizenv.kernel.errors import NotADayError, UsageError


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@frozen
class Thing:
    on: date = field(default=date(2023, 6, 1), validator=fields.day)
    maybe: date | None = field(default=None, validator=fields.optional_day)
    said: str = field(default="说", validator=fields.words)
    noted: str | None = field(default=None, validator=fields.optional_words)
    part: date = field(default=date(2023, 6, 1), validator=fields.instance(date))


NOON = datetime(2023, 6, 1, 12, tzinfo=UTC)


def test_a_day_is_returned_as_it_is() -> None:
    assert fields.as_day(date(2024, 2, 29)) == date(2024, 2, 29)


def test_good_values_are_accepted() -> None:
    thing = Thing(date(2020, 1, 1), date(2020, 1, 2), "a", "b", date(2020, 1, 3))
    assert (thing.on.day, thing.maybe, thing.noted) == (1, date(2020, 1, 2), "b")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            NOON,
            f"start={NOON!r}: expected a local day (datetime.date); "
            "write .date() once the time zone is settled",
        ),
        ("2023-06-01", "start='2023-06-01': expected a local day (datetime.date)"),
        (None, "start=None: expected a local day (datetime.date)"),
        (45078, "start=45078: expected a local day (datetime.date)"),
    ],
)
def test_what_is_no_plain_day_is_refused(value: object, message: str) -> None:
    with pytest.raises(NotADayError) as caught:
        fields.as_day(value, "start")
    assert str(caught.value) == message
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("on", NOON, "on=datetime.datetime(2023, 6, 1, 12, 0"),
        ("on", None, "on=None: expected a local day (datetime.date)"),
        ("maybe", NOON, "maybe=datetime.datetime(2023, 6, 1, 12, 0"),
        ("said", "", "said='': expected a text that is not blank"),
        ("said", " \u3000", "said=' \\u3000': expected a text that is not blank"),
        ("said", None, "said=None: expected a text that is not blank"),
        ("noted", 7, "noted=7: expected a text that is not blank"),
        ("part", "x", "part='x': expected a date"),
    ],
)
def test_a_wrong_field_is_named_with_its_value(name: str, value: object, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Thing(**{name: value})
    assert str(caught.value).startswith(message)


def test_a_member_is_found_by_itself_or_by_its_value() -> None:
    assert fields.member(Colour, Colour.BLUE) is Colour.BLUE
    assert fields.member(Colour, "red") is Colour.RED


def test_an_unknown_member_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UsageError) as caught:
        fields.member(Colour, "green")
    assert str(caught.value) == "'green': expected one of 'red', 'blue'"
