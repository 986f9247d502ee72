"""What a field of a value must be: a day, words, a thing of a kind.

Validators for attrs, so that a wrong value is refused where it is made, with
the field, the value and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from bizenv.kernel.errors import NotADayError, UsageError

__all__ = ["as_day", "day", "instance", "member", "optional_day", "optional_words", "words"]

EnumT = TypeVar("EnumT", bound=Enum)


def as_day(value: object, name: str = "day") -> date:
    """The value itself if it is a plain day; anything else is refused.

    A datetime is refused rather than cut, because the day it belongs to
    depends on a time zone.

    >>> as_day(datetime(2023, 6, 1, 8, 0))
    Traceback (most recent call last):
    ...
    bizenv.kernel.errors.NotADayError: day=datetime.datetime(2023, 6, 1, 8, 0): expected a \
local day (datetime.date); write .date() once the time zone is settled
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    hint = "; write .date() once the time zone is settled" if isinstance(value, datetime) else ""
    raise NotADayError(f"{name}={value!r}: expected a local day (datetime.date){hint}")


def day(_: object, attribute: Any, value: Any) -> None:
    """Validate a field that holds a day."""
    as_day(value, attribute.name)


def optional_day(_: object, attribute: Any, value: Any) -> None:
    """Validate a field that holds a day or None."""
    if value is not None:
        as_day(value, attribute.name)


def words(_: object, attribute: Any, value: Any) -> None:
    """Validate a field that holds words: a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{attribute.name}={value!r}: expected a text that is not blank")


def optional_words(_: object, attribute: Any, value: Any) -> None:
    """Validate a field that holds words or None."""
    if value is not None:
        words(_, attribute, value)


def instance(of: type) -> Callable[[object, Any, Any], None]:
    """Validate a field that holds a value of one class."""

    def check(_: object, attribute: Any, value: Any) -> None:
        if not isinstance(value, of):
            raise UsageError(f"{attribute.name}={value!r}: expected a {of.__name__}")

    return check


def member(of: type[EnumT], value: EnumT | str) -> EnumT:
    """The member of an enumeration that is given as itself or as its value."""
    if type(value) is of:
        return value
    for known in of:
        if value is known or value == known.value:
            return known
    raise UsageError(f"{value!r}: expected one of {', '.join(repr(each.value) for each in of)}")
