"""What holidays are called, in both languages (节假日名称)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.workdays.calendar import WorkCalendar

__all__ = ["holiday_text"]


@cache
def _english() -> dict[str, str]:
    path = files("bizenv") / "data" / "calendars" / "holiday_names.json"
    names: dict[str, str] = json.loads(path.read_text("utf-8"))
    return names


def holiday_text(name: str, calendar: WorkCalendar) -> Text:
    """A holiday that a notice or a local rule names; a name not known in English stays.

    >>> from bizenv.calendars.workdays.calendar import work_calendar
    >>> holiday_text("国庆节、中秋节", work_calendar("CN")).en
    'National Day and Mid-Autumn Festival'
    """
    for local in calendar.local:
        if local.text.zh == name:
            return local.text
    parts = name.split("、")
    return Text(name, " and ".join(_english().get(part, part) for part in parts))
