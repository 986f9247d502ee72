"""What a working-day calendar refuses, in words of both languages.

>>> NOT_WHOLE.filled(n="2.5").say("en")
'n=2.5: expected a whole number of working days'
"""

from __future__ import annotations

import operator

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text

BAD_FIXED = Text(
    "fixed={fixed}：应为月和日，如 (10, 1)", "fixed={fixed}: expected month and day, as in (10, 1)"
)
BAD_WEEKEND = Text(
    "weekend={weekend}：应取自 {known}，且至少留一个工作日",
    "weekend={weekend}: expected days out of {known}, with a working day left",
)
NOTHING_KNOWN = Text(
    "工作日历 {id} 还不知道任何一年；{day} 要等{awaited}公布",
    "the calendar {id} knows no year; {day} awaits {awaited}",
)
AWAITED = Text(
    "工作日历 {id} 只知道 {first} 至 {last}；{day} 要等{awaited}公布",
    "the calendar {id} knows {first} to {last}; {day} awaits {awaited}",
)
ASK = Text("加上 {asked} 可看暂定结果", "Add {asked} for a provisional answer")
TOO_EARLY = Text(
    "工作日历 {id} 只知道 {first} 至 {last}；{day} 早于收录的放假安排",
    "the calendar {id} knows {first} to {last}; {day} lies before the first notice kept",
)
NOT_WHOLE = Text("n={n}：应为工作日的整数个数", "n={n}: expected a whole number of working days")
ZERO = Text(
    "n=0 有两种意思：当日，或者当日休息时的下一个工作日；请写该日本身，或 next(该日 - 1 天)",
    "n=0 has two meanings: the day itself, or the next working day if it is a rest day; "
    "write the day, or next(day - 1 day)",
)
TOO_MANY = Text(
    "n={n}：应在 {years} 年之内数得完", "n={n}: expected a count that ends within {years} years"
)
BAD_CHOICE = Text(
    "on_unknown={got}：应为 'raise' 或 'provisional'",
    "on_unknown={got}: expected 'raise' or 'provisional'",
)
NEITHER = Text("{got}：应为 Notice 或 LocalDays", "{got}: expected a Notice or LocalDays")
BAD_REACH = Text(
    "reach_back={got}：应为 0 至 {most} 的整数", "reach_back={got}: expected a number, 0 to {most}"
)
TOO_FAR_BACK = Text(
    "通知 {id} 安排了 {day}，而上年只有最后 {reach_back} 天留待次年通知："
    "确有此事的，加上 reach_back={needed}",
    "notice {id} names {day}, but only the last {reach_back} days of a year are left open for "
    "the next notice: if it does, give reach_back={needed}",
)
INCOMPLETE = Text(
    "{year} 年的通知 {id} 看来不完整：{missing}；请给出全年的安排，只改动若干天的请写 supersedes",
    "notice {id} for {year} looks incomplete: {missing}; give the whole year, or say what it "
    "supersedes if it changes single days",
)
FIXED_WORKED = Text("{what} 是法定节假日，却没有安排放假", "the fixed holidays {what} are not off")
NO_FESTIVAL = Text("{what}没有放假，或者天数太少", "no days are off for {what}, or too few")
BAD_FESTIVAL = Text(
    "{festival}：应为一年中先后两天（月和日）、放假的最少天数和起始年份",
    "{festival}: expected two days of a year in order (month and day), the least number of days "
    "off between them, and a first year",
)
TOO_LATE = Text(
    "通知 {id} 公布于 {day}，晚于本日历所依据的 {asked}",
    "notice {id} came out on {day}, after {asked}, as of which this calendar is read",
)
NO_CALENDAR = Text(
    "id={id}：应为随附的工作日历之一：{known}",
    "id={id}: expected a shipped calendar, one of {known}",
)


NOT_A_CALENDAR = Text(
    "calendar={got}：应为 WorkCalendar，或者随附的工作日历的 id，如 'CN'",
    "calendar={got}: expected a WorkCalendar, or the id of a shipped one such as 'CN'",
)
CHOICES = ("raise", "provisional")


def check_choice(on_unknown: object) -> None:
    """Refuse what is no way of dealing with a day that is not known."""
    if on_unknown not in CHOICES:
        raise UsageError(BAD_CHOICE.filled(got=repr(on_unknown)))


def whole_number(n: object) -> int:
    """A number of working days: whole (NumPy's too), and not 0."""
    try:
        number = operator.index(n)  # type: ignore[arg-type] # what it refuses is told
    except TypeError:
        number = None
    if number is None or isinstance(n, bool):
        raise UsageError(NOT_WHOLE.filled(n=repr(n)))
    if number == 0:
        raise UsageError(ZERO)
    return number
