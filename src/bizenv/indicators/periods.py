"""Periods of observation (期): a year, a quarter, a month or a day, each as a text.

>>> read_period("2022年12月"), read_period(2022), read_period("2022Q3")
('2022-12', '2022', '2022-Q3')
"""

from __future__ import annotations

import re
from datetime import date

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

__all__ = ["A_PERIOD", "NO_PERIOD", "period_key", "read_period"]

NO_PERIOD = "-"
"""The period of observations that name none."""

_FORMS = (
    (re.compile(r"(\d{4})(?:\.0)?年?"), "{0}"),
    (re.compile(r"(\d{4})[-/.年]?\s*[Qq第]\s*([1-4])(?:季度)?"), "{0}-Q{1}"),
    (re.compile(r"(\d{4})[-/.年](\d{1,2})月?"), "{0}-{1:0>2}"),
    (re.compile(r"(\d{4})(\d{2})"), "{0}-{1}"),
    (re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?"),
     "{0}-{1:0>2}-{2:0>2}"),
)  # fmt: skip
A_PERIOD = Text(
    "期，如 2022、2022-Q3、2022-12 或 2022-12-31", "a period: 2022, 2022-Q3, 2022-12 or 2022-12-31"
)


def read_period(value: object) -> str:
    """A period as it is written everywhere: ``2022``, ``2022-Q3``, ``2022-12``, a day.

    Raises:
        UsageError: it is none of these.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = str(value).strip()
    if text == NO_PERIOD:
        return text
    for form, spelling in _FORMS:
        if found := form.fullmatch(text):
            period = spelling.format(*found.groups())
            _check(period, value)
            return period
    raise _refusal(value)


def _check(period: str, value: object) -> None:
    parts = period.split("-")
    if "Q" in period:
        return
    try:
        date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except ValueError:
        raise _refusal(value) from None


def _refusal(value: object) -> UsageError:
    return UsageError(
        Text(f"{value!r}：应为{A_PERIOD.zh}", f"{value!r}: expected {A_PERIOD.say('en')}")
    )


def period_key(period: str) -> tuple[int, ...]:
    """By what periods are sorted; the numbers of the period.

    >>> period_key("2022-12") < period_key("2023-01")
    True
    """
    return tuple(int(part.lstrip("Q")) for part in read_period(period).split("-") if part)
