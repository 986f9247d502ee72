"""The days of the week: their codes, and what people call them (星期)."""

from __future__ import annotations

from bizenv.kernel.text import Text

__all__ = ["WEEKDAYS", "WEEKDAY_TEXTS"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The codes, in the order of ``date.weekday()``."""

WEEKDAY_TEXTS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)
"""The words for them, in the same order."""
