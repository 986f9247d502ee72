"""The words in which deadlines and what moves them are told (届满日的说明文字)."""

from __future__ import annotations

from datetime import date

from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.text import Text

SPAN = Text("{first} 至 {last}", "{first} to {last}")


def span_text(first: date, last: date) -> Text:
    """A span of days in words; one day where both are the same."""
    if first == last:
        return Text(first.isoformat(), first.isoformat())
    return SPAN.filled(first=first, last=last)


EXTENDED = Text(
    "{decided} 决定延长 {by}，自原届满日起算", "extended by {by} from the expiry, decided {decided}"
)
EXCLUDED = Text("{span} 不计入：{ground}", "{span} does not count: {ground}")
SUSPENDED = Text(
    "{since} 起中止，{resumed} 恢复计算：{ground}",
    "suspended from {since}, resumed {resumed}: {ground}",
)
RESTARTED = Text(
    "自 {received} 起重新计算，原自 {before} 起",
    "runs anew from {received}, before that from {before}",
)
DEEMED = Text(
    "截至 {by} 没有要求补正，自收到材料之日 {received} 起视为受理",
    "nothing was asked for by {by}, so the application counts as accepted on receipt, {received}",
)
ASKED_LATE = Text(
    "{requested} 才要求补正，已过 {by}，自收到材料之日 {received} 起视为受理",
    "more was asked for on {requested}, after {by}, so the application counts as accepted on "
    "receipt, {received}",
)
COMPLETED = Text(
    "{requested} 要求补正，{day} 补齐受理",
    "more was asked for on {requested}, and complete on {day}, which starts the period",
)
ENDS_FIRST = Text(
    "不计入的时间 {first} 至 {last}：结束早于开始",
    "excluded time {first} to {last}: it ends before it starts",
)
RESUMED_FIRST = Text(
    "resumed={resumed}：恢复早于中止之日 {since}",
    "resumed={resumed}: it lies before the suspension of {since}",
)
NO_DEEMED = Text(
    "《{law}》没有收录逾期视为受理的规定",
    "{law}: no rule on deemed acceptance on receipt is known of it",
)
ASKED_FIRST = Text(
    "requested={requested}：早于收到材料之日 {received}",
    "requested={requested}: it lies before the receipt of {received}",
)
COMPLETED_UNASKED = Text(
    "completed={completed}：没有要求补正，就没有补齐之日；请写明 requested",
    "completed={completed}: nothing was asked for, so nothing was completed; state requested",
)
COMPLETED_FIRST = Text(
    "completed={completed}：早于要求补正之日 {requested}",
    "completed={completed}: it lies before the request of {requested}",
)
NOT_COMPLETE = Text(
    "{requested} 已要求补正，材料尚未补齐，期限没有开始；补齐后写明 completed",
    "more was asked for on {requested} and is not complete, so no period runs yet; "
    "state completed once it is",
)
NO_GROUND_STATED = Text("未写明事由", "no ground stated")
AFTER = Text(
    "{ends} 届满（{sure}）：自 {start} 起 {period}", "ends {ends} ({sure}): {period} from {start}"
)
BEFORE = Text(
    "最迟 {ends}（{sure}）：{start} 之前 {period}",
    "no later than {ends} ({sure}): {period} before {start}",
)
CLAUSE = Text("依据：{clause}", "By: {clause}")
ZONE = Text("时区：{zone}", "Time zone: {zone}")
ZONES = Text("时区：{zone}；办公时间：{office}", "Time zone: {zone}; office hours: {office}")
CALENDAR = Text("工作日历：{calendar}", "Calendar: {calendar}")
AS_OF = Text("，截至 {day} 已公布的", ", as published by {day}")
STANDS_STILL = Text(
    "{period}的期限自 {since} 起中止，恢复之前没有届满日：{ground}",
    "the period of {period} stands still from {since} and has no last day until it is resumed: "
    "{ground}",
)
NEEDS_CLOCK = Text(
    "期限 {period}需要办公时间，请给出 clock",
    "the period of {period} needs business hours: give a clock",
)
NOT_A_CLOCK = Text("clock={got}：应为 Clock", "clock={got}: expected a Clock")
SHUT = Text(
    "{day} 没有办公时间，无法确定停止业务的时刻",
    "the office is closed on {day}, so there is no closing time",
)
DECIDED_LATE = Text(
    "decided={decided}：延长须在届满日 {day} 或之前决定",
    "decided={decided}: an extension is decided on or before the last day, {day}",
)
DECIDED_EARLY = Text(
    "decided={decided}：早于期限开始之日 {start}",
    "decided={decided}: it lies before the start of the period, {start}",
)
EXTENDED_OFTEN = Text(
    "{period}的期限最多延长 {times} 次（{clause}）",
    "the period of {period} may be extended at most {times} time(s) ({clause})",
)
NO_EXTENSION = Text(
    "《{law}》没有规定延长 {period}的期限，可以延长的是：{known}；依据其他规定的，请给出 citation",
    "{law}: no rule extends a period of {period}, only of: {known}; give a citation for another "
    "basis",
)
NO_EXTENSIONS = Text(
    "《{law}》没有收录延长期限的规定；依据其他规定的，请给出 citation",
    "{law}: no rule on extensions is known of it; give a citation for another basis",
)
NO_RESTART = Text(
    "《{law}》没有收录重新计算期限的规定；依据其他规定的，请给出 citation",
    "{law}: no rule on running anew is known of it; give a citation for another basis",
)
OTHER_PERIOD = Text(
    "ground={ground}：{clause} 不计入的时间只就 {of}的期限，不及于 {period}；"
    "依据其他规定的，请给出 citation",
    "ground={ground}: {clause} leaves time out of periods of {of}, not of {period}; give a "
    "citation for another basis",
)
BY_HOW_MUCH = Text(
    "没有写明延长多久；例如 extend('10个工作日', decided=...)",
    "by how much? Write for example extend('10 working days', decided=...)",
)
TOO_LONG = Text(
    "延长 {by}：最多延长 {most}（{clause}）",
    "extended by {by}: at most {most} are allowed ({clause})",
)
NO_EXTRA = Text(
    "延长 {by}：应以日、工作日、月或年计，且自届满日的次日起算",
    "extended by {by}: expected days, working days, months or years, from the day after the expiry",
)
NO_SUCH_GROUND = Text(
    "ground={ground}：《{law}》规定的不计入事由：{known}；其他事由请用 Text 写明",
    "ground={ground}: the grounds of {law} are {known}; give others as a Text",
)
NO_GROUNDS = Text(
    "ground={ground}：没有法律规定的事由可选，请用 Text 写明事由",
    "ground={ground}: no law names grounds for this period; give yours as a Text",
)
SUSPENDED_OUTSIDE = Text(
    "since={since}：应在 {start} 至 {day} 之间",
    "since={since}: expected a day from {start} to {day}",
)
RESTARTED_FIRST = Text(
    "received={received}：早于期限开始之日 {start}",
    "received={received}: it lies before the start of the period, {start}",
)
HOURS_UNCHANGED = Text(
    "期限 {period}：只有自某日起以日、月、年计的期限可以变动；小时由 clock 的暂停处理",
    "the period of {period}: only periods in days, months or years after a start can be changed; "
    "pauses of hours belong to the clock",
)
NO_MOMENT = Text(
    "start={start}：{period} 从一个时刻起算，应为带时区的 datetime",
    "start={start}: {period} run from a moment; expected a datetime with its time zone",
)
NO_HOURS_BEFORE = Text(
    "期限 {period}：以小时计的期限不能倒推到某一日",
    "the period of {period}: hours cannot be counted back from a day",
)
FAR = Text("期限超出日历能表示的范围", "the period ends beyond the years that a date can hold")
NOT_FINAL = {
    Certainty.PROVISIONAL: Text(
        "暂定：下一年的放假安排公布后可能变动",
        "Provisional: the next holiday notice may still change it",
    ),
    Certainty.UNKNOWN: Text(
        "暂定：有的日子尚未公布，按周末和固定节日推算，放假安排公布后须重新计算",
        "Provisional: some days are not published yet, and reckoned by weekends and fixed "
        "holidays; reckon again once the notice is out",
    ),
}
SUSPENSION = Text("中止：{ground}", "suspended: {ground}")
LONGER = Text("{period}，延长 {by}", "{period}, extended by {by}")
