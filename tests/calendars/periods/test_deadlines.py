"""Deadlines: when they end, what moves them, what they refuse, how they are told."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.clocks.clock import Clock
from bizenv.calendars.clocks.hours import Hours
from bizenv.calendars.periods.changes import deemed_start
from bizenv.calendars.periods.deadlines import Deadline
from bizenv.calendars.periods.laws import law_profile
from bizenv.calendars.periods.period import End, Period
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.calendars.workdays.certainty import Certainty
from bizenv.kernel.errors import NotADayError, UnknownDayError, UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text

CN = work_calendar("CN")
LICENSING = law_profile("行政许可法")
DISCLOSURE = law_profile("政府信息公开条例")
PETITION = law_profile("信访工作条例")
START = date(2023, 6, 1)
LICENCE = LICENSING.period("20日").deadline(START, CN)  # ends 2023-06-30
REPLY = DISCLOSURE.period("20个工作日").deadline(START, CN)
OWN = Citation(Source("own", "本市规定", "official"), "第三条")  # type: ignore[arg-type]
OFFICE = Clock(Hours({"mon-fri": ["09:00-12:00", "14:00-17:30"]}, zone="Asia/Shanghai"), CN)


def refused(deadline: Callable[[], object]) -> tuple[str, str]:
    """What a refusal says, in English and in Chinese."""
    with pytest.raises(UsageError) as caught:
        deadline()
    return str(caught.value), caught.value.say("zh")


# --- the end of the day -----------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "clock", "instant"),
    [
        (End.MIDNIGHT, None, "2023-05-09T00:00:00+08:00"),
        (End.MIDNIGHT, OFFICE, "2023-05-09T00:00:00+08:00"),
        (End.CLOSE, OFFICE, "2023-05-08T17:30:00+08:00"),
        (End.CLOSE_OR_MIDNIGHT, OFFICE, "2023-05-08T17:30:00+08:00"),
        (End.CLOSE_OR_MIDNIGHT, None, "2023-05-09T00:00:00+08:00"),
    ],
)
def test_a_day_ends_at_midnight_or_at_close_of_business(
    end: End, clock: Clock | None, instant: str
) -> None:
    period = Period(5, "working_day", end=end)
    deadline = period.deadline(date(2023, 4, 27), CN, clock=clock)
    assert deadline.instant.isoformat() == instant
    assert deadline.ends == ("2023-05-08 24:00" if "T00" in instant else "2023-05-08 17:30")


def test_close_of_business_needs_a_clock_and_an_office_that_is_open() -> None:
    period, start = Period(5, "working_day", end=End.CLOSE), date(2023, 4, 27)
    assert refused(lambda: period.deadline(start, CN)) == (
        "the period of 5 working days needs business hours: give a clock",
        "期限 5 个工作日需要办公时间，请给出 clock",
    )
    assert refused(lambda: period.before(start, CN)) == refused(lambda: period.deadline(start, CN))
    assert period.before(start, CN, clock=OFFICE).ends == "2023-04-21 17:30"
    bare = attrs.evolve(period.deadline(start, CN, clock=OFFICE), clock=None)
    assert refused(lambda: bare.instant) == refused(lambda: period.deadline(start, CN))
    sunday = Period(2, "day", end=End.CLOSE).deadline(date(2023, 6, 2), CN, clock=OFFICE)
    assert refused(lambda: sunday.instant) == (
        "the office is closed on 2023-06-04, so there is no closing time",
        "2023-06-04 没有办公时间，无法确定停止业务的时刻",
    )
    either = Period(2, "day", end=End.CLOSE_OR_MIDNIGHT)
    assert either.deadline(date(2023, 6, 2), clock=OFFICE).ends == "2023-06-04 24:00"


# --- extension ----------------------------------------------------------------------


def test_a_licence_is_extended_by_ten_working_days_once() -> None:
    longer = LICENCE.extend(decided=date(2023, 6, 30))
    assert (LICENCE.day, longer.day) == (date(2023, 6, 30), date(2023, 7, 14))
    assert longer.certainty is Certainty.FINAL
    assert refused(lambda: longer.extend(decided=date(2023, 7, 1))) == (
        "the period of 20 working days may be extended at most 1 time(s) "
        "(《中华人民共和国行政许可法》第四十二条第一款)",
        "20 个工作日的期限最多延长 1 次（《中华人民共和国行政许可法》第四十二条第一款）",
    )


@pytest.mark.parametrize(
    ("law", "of", "due", "longer"),
    [
        (LICENSING, "45日", date(2023, 8, 4), date(2023, 8, 25)),
        (DISCLOSURE, "20个工作日", date(2023, 6, 30), date(2023, 7, 28)),
        (PETITION, "60日", date(2023, 7, 31), date(2023, 8, 30)),
        (law_profile("行政强制法"), "30日", date(2023, 7, 1), date(2023, 7, 31)),
        (law_profile("行政复议法"), "60日", date(2023, 7, 31), date(2023, 8, 30)),
    ],
)
def test_each_law_extends_by_what_it_says(law: Any, of: str, due: date, longer: date) -> None:
    deadline = law.period(of).deadline(START, CN)
    assert deadline.day == due
    assert deadline.extend(decided=due).day == longer


def test_a_shorter_extension_is_taken_as_it_is() -> None:
    assert LICENCE.extend("5日", decided=START).day == date(2023, 7, 7)
    assert LICENCE.extend(Period(5, "working_day"), decided=START).day == date(2023, 7, 7)


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (
            lambda: LICENCE.extend(decided=date(2023, 7, 1)),
            "decided=2023-07-01: an extension is decided on or before the last day, 2023-06-30",
            "decided=2023-07-01：延长须在届满日 2023-06-30 或之前决定",
        ),
        (
            lambda: LICENCE.extend(decided=date(2023, 5, 31)),
            "decided=2023-05-31: it lies before the start of the period, 2023-06-01",
            "decided=2023-05-31：早于期限开始之日 2023-06-01",
        ),
        (
            lambda: LICENCE.extend("11日", decided=START),
            "extended by 11 working days: at most 10 working days are allowed "
            "(《中华人民共和国行政许可法》第四十二条第一款)",
            "延长 11 个工作日：最多延长 10 个工作日"
            "（《中华人民共和国行政许可法》第四十二条第一款）",
        ),
        (
            lambda: LICENCE.extend("1个月", decided=START),
            "extended by 1 month: at most 10 working days are allowed "
            "(《中华人民共和国行政许可法》第四十二条第一款)",
            "延长 1 个月：最多延长 10 个工作日（《中华人民共和国行政许可法》第四十二条第一款）",
        ),
        (
            lambda: LICENSING.period("10日").deadline(START, CN).extend(decided=START),
            "Administrative Licensing Law: no rule extends a period of 10 working days, only of: "
            "20 working days, 45 working days; give a citation for another basis",
            "《行政许可法》没有规定延长 10 个工作日的期限，可以延长的是：20 个工作日、"
            "45 个工作日；依据其他规定的，请给出 citation",
        ),
        (
            lambda: law_profile("民法典").period("30日").deadline(START, CN).extend(decided=START),
            "Civil Code: no rule on extensions is known of it; give a citation for another basis",
            "《民法典》没有收录延长期限的规定；依据其他规定的，请给出 citation",
        ),
        (
            lambda: Period(5, "day").deadline(START).extend(decided=START),
            "by how much? Write for example extend('10 working days', decided=...)",
            "没有写明延长多久；例如 extend('10个工作日', decided=...)",
        ),
        (
            lambda: Period(5, "day").deadline(START).extend("2小时", decided=START),
            "extended by 2 hours: expected days, working days, months or years, from the day "
            "after the expiry",
            "延长 2 小时：应以日、工作日、月或年计，且自届满日的次日起算",
        ),
    ],
)  # fmt: skip
def test_an_extension_that_contradicts_itself_or_the_law_is_refused(
    call: Callable[[], object], english: str, chinese: str
) -> None:
    assert refused(call) == (english, chinese)


def test_another_basis_sets_the_limits_of_the_law_aside() -> None:
    longer = LICENCE.extend("30日", decided=START, citation=OWN)
    assert longer.day == date(2023, 8, 11)
    assert longer.changes[0].citation == OWN


def test_without_a_law_a_period_may_be_extended_as_it_was_agreed() -> None:
    deadline = Period(5, "working_day").deadline(START, CN)
    twice = deadline.extend("10个工作日", decided=START).extend("1 day", decided=START)
    assert twice.day == date(2023, 6, 26)


# --- time that does not count -----------------------------------------------------------


def test_a_hearing_does_not_count() -> None:
    heard = LICENCE.exclude(date(2023, 6, 5), date(2023, 6, 9), "hearing")
    assert heard.day == date(2023, 7, 7)
    assert heard == LICENCE.exclude(date(2023, 6, 5), date(2023, 6, 9), "听证")
    both = heard.exclude(date(2023, 6, 8), date(2023, 6, 13), "testing")
    assert both.day == date(2023, 7, 11)  # two days more, not four


def test_time_after_the_last_day_changes_nothing() -> None:
    assert LICENCE.exclude(date(2023, 7, 1), date(2023, 8, 1)).day == LICENCE.day


def test_the_order_of_exclusion_and_extension_does_not_matter() -> None:
    span = (date(2023, 6, 5), date(2023, 6, 9))
    first = LICENCE.exclude(*span).extend(decided=START)
    assert first.day == LICENCE.extend(decided=START).exclude(*span).day == date(2023, 7, 21)


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        (
            lambda: LICENCE.exclude(date(2023, 6, 9), date(2023, 6, 5)),
            "excluded time 2023-06-09 to 2023-06-05: it ends before it starts",
            "不计入的时间 2023-06-09 至 2023-06-05：结束早于开始",
        ),
        (
            lambda: REPLY.exclude(date(2023, 6, 5), date(2023, 6, 9), "hearing"),
            "ground='hearing': the grounds of Regulations on the Disclosure of Government "
            "Information are third-party, other-agency; give others as a Text",
            "ground='hearing'：《政府信息公开条例》规定的不计入事由：third-party、other-agency；"
            "其他事由请用 Text 写明",
        ),
        (
            lambda: Period(5, "day").deadline(START).suspend(START, "hearing"),
            "ground='hearing': no law names grounds for this period; give yours as a Text",
            "ground='hearing'：没有法律规定的事由可选，请用 Text 写明事由",
        ),
    ],
)
def test_excluded_time_that_contradicts_itself_or_the_law_is_refused(
    call: Callable[[], object], english: str, chinese: str
) -> None:
    assert refused(call) == (english, chinese)


def test_a_ground_of_one_s_own_is_kept_as_it_is() -> None:
    ground = Text("系统停机", "the system was down")
    found = LICENCE.exclude(date(2023, 6, 5), date(2023, 6, 5), ground, citation=OWN)
    assert found.changes[0].text.en == "2023-06-05 does not count: the system was down"
    assert found.changes[0].citation == OWN


@given(st.dates(date(2023, 5, 1), date(2023, 8, 1)), st.dates(date(2023, 5, 1), date(2023, 8, 1)))
def test_excluded_time_never_brings_the_last_day_forward(a: date, b: date) -> None:
    assert LICENCE.exclude(min(a, b), max(a, b)).day >= LICENCE.day


# --- restart ---------------------------------------------------------------------------


def test_a_corrected_application_starts_the_period_anew() -> None:
    fresh = REPLY.extend(decided=START).restart(date(2023, 6, 12))
    assert (fresh.start, fresh.day) == (date(2023, 6, 12), date(2023, 7, 11))
    assert len(fresh.changes) == 1
    assert fresh.changes[0].citation is not None
    assert fresh.changes[0].citation.locator == "第三十条"
    assert fresh.extend(decided=START.replace(day=15)).day == date(2023, 8, 8)


@pytest.mark.parametrize(
    ("deadline", "own"), [(LICENCE, None), (LICENCE, OWN), (Period(5, "day").deadline(START), None)]
)
def test_a_law_without_such_a_rule_does_not_let_a_period_run_anew(
    deadline: Deadline, own: Citation | None
) -> None:
    if deadline.period.law is None or own is not None:
        assert deadline.restart(START, citation=own).changes[0].citation is own
        return
    assert refused(lambda: deadline.restart(START)) == (
        "Administrative Licensing Law: no rule on running anew is known of it; give a citation "
        "for another basis",
        "《行政许可法》没有收录重新计算期限的规定；依据其他规定的，请给出 citation",
    )


def test_the_days_of_a_change_are_named_where_they_are_wrong() -> None:
    calls: list[tuple[str, Callable[[], object]]] = [
        ("decided", lambda: LICENCE.extend(decided=None)),  # type: ignore[arg-type]
        ("first", lambda: LICENCE.exclude("2023-06-30", START)),  # type: ignore[arg-type]
        ("last", lambda: LICENCE.exclude(START, "2023-06-30")),  # type: ignore[arg-type]
        ("since", lambda: LICENCE.suspend("2023-06-05")),  # type: ignore[arg-type]
        ("received", lambda: LICENCE.restart("2023-06-05")),  # type: ignore[arg-type]
    ]
    for name, call in calls:
        with pytest.raises(NotADayError, match=f"^{name}="):
            call()


def test_a_restart_lies_after_the_start() -> None:
    assert refused(lambda: REPLY.restart(date(2023, 5, 31))) == (
        "received=2023-05-31: it lies before the start of the period, 2023-06-01",
        "received=2023-05-31：早于期限开始之日 2023-06-01",
    )


def test_the_five_notions_stand_beside_each_other() -> None:
    accepted = deemed_start(LICENSING, START, CN)
    deadline = LICENSING.period("20日").deadline(accepted, CN)
    deadline = deadline.exclude(date(2023, 6, 5), date(2023, 6, 6), "hearing")
    deadline = deadline.suspend(date(2023, 6, 12)).resume(date(2023, 6, 14))
    deadline = deadline.extend(decided=date(2023, 6, 30))
    assert [each["kind"] for each in deadline.to_dict()["changes"]] == [
        "deemed-start", "exclusion", "suspension", "extension",
    ]  # fmt: skip
    assert deadline.day == date(2023, 7, 20)


HOURS = Period(24, "hour").deadline(datetime.fromisoformat("2023-06-01T08:00+08:00"))
BACK = Period(3, "working_day").before(START, CN)


@pytest.mark.parametrize(("deadline", "words"), [(HOURS, "24 hours"), (BACK, "3 working days")])
def test_hours_and_days_before_are_not_changed(deadline: Deadline, words: str) -> None:
    for change in (
        lambda: deadline.extend("1日", decided=deadline.day),
        lambda: deadline.exclude(deadline.day, deadline.day),
        lambda: deadline.suspend(deadline.day),
        lambda: deadline.restart(deadline.day),
    ):
        assert refused(change)[0] == (
            f"the period of {words}: only periods in days, months or years after a start can be "
            "changed; pauses of hours belong to the clock"
        )


@pytest.mark.parametrize("day", ["2023-06-05", datetime(2023, 6, 5), None])
def test_what_happens_happens_on_plain_days(day: Any) -> None:
    for change in (
        lambda: LICENCE.extend(decided=day),
        lambda: LICENCE.exclude(day, day),
        lambda: LICENCE.suspend(day),
        lambda: LICENCE.restart(day),
        lambda: LICENCE.suspend(START).resume(day),
    ):
        with pytest.raises(NotADayError):
            change()


def test_an_extension_beyond_the_notices_is_not_guessed() -> None:
    deadline = LICENSING.period("20日").deadline(date(2026, 12, 1), CN)
    with pytest.raises(UnknownDayError):
        deadline.extend(decided=date(2026, 12, 20))
    asked = LICENSING.period("20日").deadline(date(2026, 12, 1), CN, on_unknown="provisional")
    assert asked.extend(decided=date(2026, 12, 20)).certainty is Certainty.PROVISIONAL


# --- how it is told ------------------------------------------------------------------------


def test_a_deadline_explains_itself_in_chinese() -> None:
    text = LICENSING.period("5日").deadline(date(2023, 4, 27), CN).explain("zh")
    assert text.splitlines()[:-1] == [
        "2023-05-08 24:00 届满（确定）：自 2023-04-27 起 5 个工作日",
        "依据：《中华人民共和国行政许可法》（2019-04-23，据转载）第八十二条："
        "“本法规定的行政机关实施行政许可的期限以工作日计算，不含法定节假日。”"
        "（申请人的期限不由本条规定，例如第五十条的三十日）",
        "- 2023-04-27 不计入：开始的当日（《中华人民共和国民法典》第二百零一条第一款）",
        "- 2023-04-28 计入：工作日（至第 1 日）",
        "- 2023-04-29 至 2023-05-03 不计入：劳动节放假（国办发明电〔2022〕16号）",
        "- 2023-05-04 至 2023-05-05 计入：工作日（至第 3 日）",
        "- 2023-05-06 计入：调休上班（至第 4 日，国办发明电〔2022〕16号）",
        "- 2023-05-07 不计入：周末",
        "- 2023-05-08 计入：工作日（至第 5 日）",
    ]
    assert text.splitlines()[-1] == f"工作日历：CN {CN.ref.notice}（{CN.ref.hash}）"


def test_an_extension_is_told_in_the_first_line() -> None:
    longer = LICENCE.extend(decided=date(2023, 6, 30))
    assert longer.explain("zh").splitlines()[0] == (
        "2023-07-14 24:00 届满（确定）：自 2023-06-01 起 20 个工作日，延长 10 个工作日"
    )
    assert longer.explain("en").splitlines()[0] == (
        "ends 2023-07-14 24:00 (final): 20 working days, extended by 10 working days from "
        "2023-06-01"
    )


def test_a_deadline_explains_itself_in_english() -> None:
    text = Period(60, "day", roll="next_working_day").deadline(date(2025, 8, 4), CN).explain("en")
    assert text.splitlines()[:-1] == [
        "ends 2025-10-09 24:00 (final): 60 days from 2025-08-04",
        "- 2025-08-04 not counted: the start day",
        "- 2025-08-05 to 2025-10-02 counted: day of the calendar (to day 59)",
        "- 2025-10-03 to 2025-10-08 rest at the end, passed over: holiday: National Day and "
        "Mid-Autumn Festival (国办发明电〔2024〕12号)",
        "- 2025-10-09 the last day moves here: working day",
    ]


def test_what_is_not_final_says_so() -> None:
    provisional = Period(9, "working_day").deadline(date(2026, 12, 20), CN)
    assert "Provisional: the next holiday notice may still change it" in provisional.explain("en")
    assert "暂定：下一年的放假安排公布后可能变动" in provisional.explain("zh")
    asked = Period(12, "working_day").deadline(date(2026, 12, 20), CN, on_unknown="provisional")
    assert asked.explain("zh").splitlines()[0].startswith("2027-01-06 24:00 届满（暂定）")
    assert (
        "Provisional: some days are not published yet, and reckoned by weekends and fixed holidays"
        in asked.explain("en")
    )


LATE = date(2026, 12, 20)
ROLLS = {"roll": "next_working_day"}


@pytest.mark.parametrize(
    ("deadline", "guessed"),
    [
        (Period(9, "working_day").deadline(LATE, CN), False),  # ends on 31 December
        (Period(12, "working_day").deadline(LATE, CN, "provisional"), True),
        (Period(10, "day", **ROLLS).deadline(LATE, CN), False),  # type: ignore[arg-type]
        (Period(20, "day", **ROLLS).deadline(LATE, CN, "provisional"), True),  # type: ignore[arg-type]
        (Period(20, "day").deadline(LATE, CN, "provisional"), False),  # rests on no calendar
        (Period(1, "working_day").before(date(2027, 1, 1), CN), False),  # 31 December alone
        (Period(1, "working_day").before(date(2027, 1, 6), CN, "provisional"), True),
    ],
)
def test_a_guess_is_told_from_what_a_notice_may_still_change(
    deadline: Deadline, guessed: bool
) -> None:
    assert deadline.guessed is guessed
    assert ("not published yet" in deadline.explain("en")) is guessed
    assert deadline.certainty is not Certainty.UNKNOWN
    assert deadline.to_dict()["guessed"] is guessed


def test_what_moves_a_deadline_may_make_it_a_guess() -> None:
    deadline = Period(9, "working_day").deadline(LATE, CN, on_unknown="provisional")
    longer = deadline.extend("5 working days", decided=LATE)
    assert (deadline.guessed, longer.guessed) == (False, True)
    received = date(2026, 12, 29)
    accepted = deemed_start(LICENSING, received, CN, on_unknown="provisional")
    assert (accepted.certainty, accepted.guessed) == (Certainty.PROVISIONAL, True)
    assert LICENSING.period("20日").deadline(accepted, CN, on_unknown="provisional").guessed


def test_a_moment_that_a_clock_guesses_is_a_guess() -> None:
    start = datetime.fromisoformat("2026-12-31T16:00+08:00")
    for hours, guessed in ((1, False), (4, True)):
        period = Period(hours, "working_hour")
        found = period.deadline(start, on_unknown="provisional", clock=OFFICE)
        assert (found.certainty, found.guessed) == (Certainty.PROVISIONAL, guessed)


def test_a_day_before_is_told_as_the_latest() -> None:
    assert BACK.explain("zh").splitlines()[0] == (
        "最迟 2023-05-29 24:00（确定）：2023-06-01 之前 3 个工作日"
    )
    assert BACK.explain("en").splitlines()[0] == (
        "no later than 2023-05-29 24:00 (final): 3 working days before 2023-06-01"
    )


def test_hours_are_told_with_their_moments_and_zone_and_without_a_calendar() -> None:
    assert HOURS.explain("zh").splitlines() == [
        "2023-06-02 08:00 届满（确定）：自 2023-06-01 08:00 起 24 小时",
        "- 2023-06-01 至 2023-06-02 计入：2023-06-01 08:00 至 2023-06-02 08:00，昼夜连续计算",
        "时区：Asia/Shanghai",
    ]
    assert HOURS.explain("en").splitlines() == [
        "ends 2023-06-02 08:00 (final): 24 hours from 2023-06-01 08:00",
        "- 2023-06-01 to 2023-06-02 counted: 2023-06-01 08:00 to 2023-06-02 08:00, day and night",
        "Time zone: Asia/Shanghai",
    ]


def test_a_deadline_names_a_calendar_only_where_it_rests_on_one() -> None:
    days = Period(2, "day").deadline(START, CN)
    assert (days.calendar, days.to_dict()["calendar"]) == (None, None)
    assert "Calendar" not in days.explain("en")
    moment = datetime.fromisoformat("2023-06-01T08:00+08:00")
    assert Period(2, "hour").deadline(moment, CN).calendar is None
    assert days.extend("5个工作日", decided=START).calendar == CN.ref
    for resting in (
        Period(2, "day", roll="next_working_day").deadline(START, CN),
        Period(2, "working_hour").deadline(moment, clock=OFFICE),
        Period(2, "day").deadline(deemed_start(LICENSING, START, CN), CN),
    ):
        assert resting.calendar == CN.ref


def test_a_calendar_read_as_of_a_day_is_named_as_such() -> None:
    then = Period(5, "working_day").deadline(START, CN.as_of(date(2023, 5, 1)))
    assert then.explain("zh").endswith("，截至 2023-05-01 已公布的")
    assert then.explain("en").endswith(", as published by 2023-05-01")
    assert then.to_dict()["calendar"]["as_of"] == "2023-05-01"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^lang='de': expected 'zh' or 'en'$"):
        LICENCE.explain("de")  # type: ignore[arg-type]


def test_a_deadline_as_plain_values() -> None:
    facts = LICENSING.period("5日").deadline(date(2023, 4, 27), CN).to_dict()
    trace = facts.pop("trace")
    assert facts == {
        "format": "bizenv.deadline/1",
        "period": "5 working days",
        "n": 5,
        "unit": "working_day",
        "law": "cn-administrative-licensing-law",
        "clause": "《中华人民共和国行政许可法》第八十二条",
        "start": "2023-04-27",
        "direction": "after",
        "day": "2023-05-08",
        "instant": "2023-05-09T00:00:00+08:00",
        "certainty": "final",
        "guessed": False,
        "calendar": {
            "id": "CN", "notice": CN.ref.notice, "hash": CN.ref.hash, "as_of": None,
        },
        "changes": [],
    }  # fmt: skip
    assert len(trace) == 7
    assert json.dumps([facts, trace, BACK.to_dict(), HOURS.to_dict()])
    assert BACK.to_dict()["direction"] == "before"
    assert HOURS.to_dict()["calendar"] is None


def test_a_deadline_in_a_notebook_is_in_both_languages() -> None:
    html = LICENCE._repr_html_()
    assert html.startswith('<div class="bizenv-deadline"><pre lang="zh-CN">2023-06-30 24:00 届满')
    assert '<pre lang="en">ends 2023-06-30 24:00 (final)' in html


def test_a_deadline_in_short() -> None:
    assert str(LICENCE) == "2023-06-30 (final)"
    assert repr(Period(5, "day").deadline(START)) == (
        "<Deadline 2023-06-06 (final): Period(5, 'day').deadline(datetime.date(2023, 6, 1))>"
    )
    assert repr(BACK).endswith("Period(3, 'working_day').before(datetime.date(2023, 6, 1))>")
    assert repr(LICENCE.extend(decided=START)).endswith(" with 1 changes>")
    assert BACK.is_backward
    assert not LICENCE.is_backward


def test_a_deadline_survives_pickling() -> None:
    for deadline in (LICENCE.extend(decided=START), HOURS, BACK):
        twin = pickle.loads(pickle.dumps(deadline))  # noqa: S301 - our own bytes
        assert twin == deadline
        assert twin.trace == deadline.trace
        assert hash(twin) == hash(deadline)
