"""Notices read from their own sentences: strictly, and with everything told.

That every notice since 2007 reads as shipped is tested with the shipped data.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.sentences import days_of, read_sentences


def told(text: str, year: int = 2026) -> list[str]:
    """The problems of a text in English."""
    return [problem.say("en") for problem in read_sentences(text, year).problems]


def off_and_work(text: str, year: int = 2026) -> tuple[list[str], list[str]]:
    """Days off and worked, of a text without problems."""
    read = read_sentences(text, year)
    assert read.problems == ()
    return [str(day) for day in sorted(read.off)], [str(day) for day in sorted(read.work)]


# --- what is read -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "off", "work"),
    [
        (
            "一、元旦：1月1日至3日放假调休，共3天。1月4日上班。",
            ["2026-01-01", "2026-01-02", "2026-01-03"],
            ["2026-01-04"],
        ),
        (
            "二、清明节：4月4日（清明节、星期六）放假，4月6日（星期一）补休。",
            ["2026-04-04", "2026-04-06"],
            [],
        ),
        ("劳动节：5月1日放假，与周末连休。", ["2026-05-01"], []),
        ("元旦：1月1日（周四）放假1天，不调休。", ["2026-01-01"], []),
        ("元旦：1月1日(星期四)放假,共一天.", ["2026-01-01"], []),
        ("元旦: 1 月 1 日放假, 共 1 天", ["2026-01-01"], []),
        ("元旦：1月1日放假。1月4日（周日）调休上班。", ["2026-01-01"], ["2026-01-04"]),
        ("元旦：1月1日放假。1月4日（周日）补班。", ["2026-01-01"], ["2026-01-04"]),
        ("元旦：1月1日放假，1月4日（周日）调休补班。", ["2026-01-01"], ["2026-01-04"]),
        ("国务院决定，2026年1月1日放假。", ["2026-01-01"], []),
        ("根据自治区人民政府关于放假的通知，9月3日放假。", ["2026-09-03"], []),
        ("按照上级有关要求，经国务院批准，9月3日放假。", ["2026-09-03"], []),
        ("为便于各地区、各部门合理安排生产生活，9月3日放假。", ["2026-09-03"], []),
        ("根据青原区人民政府公告9月3日放假。", ["2026-09-03"], []),
        (
            "5月1日至2日放假。12月24日至25日放假。",
            ["2026-05-01", "2026-05-02", "2026-12-24", "2026-12-25"],
            [],
        ),
        ("根据《全国年节及纪念日放假办法》，现就元旦安排如下：1月1日放假。", ["2026-01-01"], []),
        ("元旦：１月１日～２日放假，共２天", ["2026-01-01", "2026-01-02"], []),
        ("——元旦：1月1日放假，与周日连休。", ["2026-01-01"], []),
        ("1. 元旦：1月1日放假", ["2026-01-01"], []),
        ("（一）元旦：1月1日放假", ["2026-01-01"], []),
        ("元旦：\n1月1日放假\n1月4日（周日）上班", ["2026-01-01"], ["2026-01-04"]),
        ("国庆节：10月1日放假。其中10月1日为法定节假日。", ["2026-10-01"], []),
        ("端午节：6月19日放假公休。6月22日（星期一）起正常上班。", ["2026-06-19"], []),
    ],
)
def test_a_formula_is_read(text: str, off: list[str], work: list[str]) -> None:
    assert off_and_work(text) == (off, work)


def test_a_holiday_may_begin_in_the_year_before() -> None:
    named = "元旦：2025年12月31日至2026年1月2日放假调休，共3天。"
    bare = "元旦：12月31日（星期三）至1月2日（星期五）放假调休，共3天。12月28日（星期日）上班。"
    days = ["2025-12-31", "2026-01-01", "2026-01-02"]
    assert off_and_work(named) == (days, [])
    assert off_and_work(bare) == (days, ["2025-12-28"])


def test_a_month_left_out_is_that_of_the_day_before_it() -> None:
    text = "春节：2月18日至24日放假，共7天。2月15日、28日上班。"
    off, work = off_and_work(text, 2015)
    assert (off[0], off[-1], work) == ("2015-02-18", "2015-02-24", ["2015-02-15", "2015-02-28"])


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("四、“五一”国际劳动节：", "劳动节"),
        ("三、“五一”：", "劳动节"),
        ("四、“十一”：", "国庆节"),
        ("中秋、国庆：", "中秋节、国庆节"),
        ("六、国庆节、中秋节", "国庆节、中秋节"),
        ("八、国庆节中秋节：", "国庆节、中秋节"),
        ("（三）肉孜节：", "肉孜节"),
        ("清明：", "清明节"),
        ("端午节：", "端午节"),
        ("①国庆节：", "国庆节"),
        ("⑦ 国庆节、中秋节：", "国庆节、中秋节"),
        ("【国庆节】", "国庆节"),
        ("【国庆节】：", "国庆节"),
        ("2026年国庆节：", "国庆节"),
    ],
)
def test_headings_give_the_names_that_the_law_uses(heading: str, name: str) -> None:
    read = read_sentences(f"{heading}10月1日放假。", 2026)
    assert (dict(read.off), read.problems) == ({date(2026, 10, 1): name}, ())


def test_a_text_without_headings_takes_the_name_that_is_given() -> None:
    text = "为方便公众，特作如下调休：9月3日至5日调休放假，共3天。其中9月3日（星期四）放假。"
    read = read_sentences(text, 2015, "纪念日")
    assert set(read.off.values()) == {"纪念日"}
    assert read.problems == ()


WHOLE = """\
国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府：

自2025年1月1日起，全体公民放假的假日增加2天。国庆节自10月1日起放假调休7天，元旦逢周三则只在当日放假。

一、元旦：1月1日（周四）放假。
二、国庆节：10月1日（周四）放假。鼓励单位安排职工在除夕（2月16日）休息。

节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。

国务院办公厅
2025年11月4日
"""


def test_around_the_items_a_notice_may_say_what_it_likes() -> None:
    """Address, reasons, advice and signature; the number and the date are taken from them."""
    read = read_sentences(WHOLE, 2026)
    assert read.problems == ()
    assert dict(read.off) == {date(2026, 1, 1): "元旦", date(2026, 10, 1): "国庆节"}
    assert (read.number, read.issued) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


def test_a_notice_may_stand_on_one_line() -> None:
    read = read_sentences(WHOLE.replace("7号\n", "7号。").replace("\n", ""), 2026)
    assert read.problems == ()
    assert set(read.off) == {date(2026, 1, 1), date(2026, 10, 1)}
    assert (read.number, read.issued) == ("国办发明电〔2025〕7号", date(2025, 11, 4))


def test_an_extension_runs_from_the_last_day_off_before() -> None:
    text = "一、延长2020年春节假期至2月2日（星期日），2月3日（星期一）起正常上班。"
    read = read_sentences(text, 2020, ends={"春节": date(2020, 1, 30)})
    assert dict(read.off) == dict.fromkeys(
        (date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)), "春节"
    )
    assert (read.work, read.problems) == (frozenset(), ())


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        (
            "1月30日",
            "1:1: got 延长春节假期至1月30日, expected at most 60 days after 2020-01-30 [bad-span]",
        ),
        (
            "12月30日",
            "1:1: got 延长春节假期至12月30日, expected at most 60 days after 2020-01-30 [bad-span]",
        ),
        ("2月30日", "1:8: got 2月30日, expected a day that the calendar has [bad-date]"),
    ],
)
def test_an_extension_ends_after_the_holiday_and_not_too_late(until: str, problem: str) -> None:
    read = read_sentences(f"延长春节假期至{until}", 2020, ends={"春节": date(2020, 1, 30)})
    assert [problem.say("en") for problem in read.problems] == [f"<text>:{problem}"]


# --- what is told -------------------------------------------------------------------------

FORMULA = "expected a formula such as 1月1日至3日放假调休，共3天。1月4日（星期日）上班。"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "元旦：1月1日（星期五）放假。",
            "1:4: got 1月1日（星期五）, expected a Thursday (2026-01-01) [weekday-mismatch]",
        ),
        (
            "元旦：1月1日（星期四）至3日（周日）放假。",
            "1:14: got 3日（周日）, expected a Saturday (2026-01-03) [weekday-mismatch]",
        ),
        (
            "元旦：1月1日至3日放假，共4天。",
            "1:14: got 共4天, expected 3 days (1月1日至3日) [count-mismatch]",
        ),
        (
            "元旦：1月1日放假两天。",
            f"1:10: got 两天, {FORMULA} [unread-words]",
        ),
        (
            "元旦：1月1日放假三天。",
            "1:10: got 三天, expected 1 day (1月1日) [count-mismatch]",
        ),
        (
            "元旦：2月30日放假。",
            "1:4: got 2月30日, expected a day that the calendar has [bad-date]",
        ),
        (
            "元旦：9999年13月1日放假。",
            "1:4: got 9999年13月1日, expected a day that the calendar has [bad-date]",
        ),
        (
            "元旦：3日放假。",
            "1:4: got 3日, expected a day with its month [bad-date]",
        ),
        (
            "一、元旦：3日放假。",
            "1:6: got 3日, expected a day with its month [bad-date]",
        ),
        (
            "国庆节：10月7日至1日放假。",
            "1:5: got 10月7日至1日, expected the first day before the last [bad-span]",
        ),
        (
            "国庆节：1月1日至10月1日放假。",
            "1:5: got 1月1日至10月1日, expected at most 60 days [bad-span]",
        ),
        (
            "元旦：1月3日放假。1月3日（星期六）上班。",
            "1:11: got 1月3日（星期六）上班, expected 2026-01-03 to be off or worked, "
            "one of the two [off-and-worked]",
        ),
        (
            "元旦：2025年11月30日放假。",
            "1:4: got 2025年11月30日放假, expected a day from 2025-12-01 to 2026-12-31 "
            "[outside-year]",
        ),
        (
            "元旦：1月1日放假。1月5日上班。",
            "1:11: got 1月5日上班, expected a Saturday or Sunday (2026-01-05 is a Monday) "
            "[not-a-rest-day] Hint: where work only resumes, the formula is 起上班",
        ),
        (
            "元旦：1月1日至3日放假。1月2日（星期五）起上班。",
            "1:14: got 1月2日（星期五）起上班, expected 2026-01-02 not to be among the days off "
            "[self-contradiction]",
        ),
        (
            "元旦：1月1日放假。1月3日（星期六）照常公休。",
            "1:11: got 1月3日（星期六）照常公休, expected 2026-01-03 to be among the days off "
            "[self-contradiction]",
        ),
        (
            "元旦：1月1日、2日放假，1月4日（星期日）公休日调至1月2日。",
            "1:14: got 1月4日（星期日）公休日调至1月2日, expected 2026-01-04 to be off or worked, "
            "one of the two [self-contradiction]",
        ),
        (
            "一、延长2026年春节假期至2月24日。",
            "1:3: got 延长2026年春节假期至2月24日, expected a holiday whose last day off is known "
            "[unknown-extension] Hint: give the earlier notice with supersedes=",
        ),
        (
            "关于2027年部分节假日安排的通知\n元旦：1月1日放假。",
            "1:3: got 2027年部分节假日, expected the notice for 2026 [other-year]",
        ),
        ("取消1月10日（周六）上班。", f"1:1: got 取消, {FORMULA} [unread-words]"),
        ("决定不再安排1月10日（周六）上班。", f"1:1: got 决定不再安排, {FORMULA} [unread-words]"),
        ("不1月10日上班。", f"1:1: got 不, {FORMULA} [unread-words]"),
        ("原1月10日上班。", f"1:1: got 原, {FORMULA} [unread-words]"),
        ("改1月10日上班。", f"1:1: got 改, {FORMULA} [unread-words]"),
        ("除1月10日上班。", f"1:1: got 除, {FORMULA} [unread-words]"),
        ("为方便取消1月10日上班。", f"1:1: got 为方便取消, {FORMULA} [unread-words]"),
        ("1月10日上班。上述安排取消。", f"1:9: got 上述安排取消, {FORMULA} [unread-words]"),
        ("元旦：1月1日放假。上述安排取消。", f"1:11: got 上述安排取消, {FORMULA} [unread-words]"),
        (
            "元旦：1月1日放假。春节：1月1日放假。",
            "1:14: got 1月1日放假, expected 2026-01-01 to stand under one holiday (it stood under "
            "元旦 before) [self-contradiction]",
        ),
        (
            "2027年元旦：1月1日放假。",
            "1:1: got 2027年元旦：, expected the notice for 2026 [other-year]",
        ),
        ("元旦：1月4日不上班。", f"1:4: got 1月4日不上班, {FORMULA} [unread-words]"),
        ("元旦：1月1日起放假。", f"1:4: got 1月1日起放假, {FORMULA} [unread-words]"),
        (
            "元旦：1月1日放假，窗口单位除外。",
            f"1:11: got 窗口单位除外, {FORMULA} [unread-words]",
        ),
        ("元旦：部分人员1月1日放假。", f"1:4: got 部分人员, {FORMULA} [unread-words]"),
        (
            "元旦：1月1日放假。调休另行通知。",
            f"1:11: got 调休另行通知, {FORMULA} [unread-words]",
        ),
        (
            "元旦：1月1日放假。\n另，2月16日放假。",
            f"2:1: got 另，2月16日放假, {FORMULA} [unread-words]",
        ),
        (
            "2月16日放假。\n元旦：1月1日放假。",
            f"1:1: got 2月16日放假, {FORMULA} [unread-words]",
        ),
        ("各部门要安排好值班。", f"1:1: got 各部门要安排好值班。, {FORMULA} [no-days]"),
        ("", f"1:1: got , {FORMULA} [no-days]"),
        (
            "1月1日放假，" * 4000,
            "1:1: got 28000 letters, expected at most 20000 letters [file-too-large]",
        ),
        (
            "国庆节：10月1日放假。鼓励错峰返程，10月10日（周六）上班。",
            "1:13: got 鼓励错峰返程，10月10日（周六）上班, expected advice and arrangements in "
            "sentences of their own [unread-words]",
        ),
        (
            "国庆节：10月1日放假。提倡9月20日照常办公。",
            "1:13: got 提倡9月20日照常办公, expected advice and arrangements in sentences of their "
            "own [unread-words]",
        ),
        (
            "国庆节：10月1日放假。10月10日（周六）上班（仅限北京）。",
            f"1:25: got （仅限北京）, {FORMULA} [unread-words]",
        ),
        (
            "国庆节：10月1日放假。10月10日（不）上班。",
            "1:20: got 不, expected brackets with a weekday, a lunar date or the name of a holiday "
            "only [unread-words]",
        ),
        (
            "根据上级要求停止9月3日放假。",
            f"1:1: got 根据上级要求停止, {FORMULA} [unread-words]",
        ),
        (
            "根据上级要求暂停9月3日放假。",
            f"1:1: got 根据上级要求暂停, {FORMULA} [unread-words]",
        ),
        (
            "为方便企业生产无需9月3日放假。",
            f"1:1: got 为方便企业生产无需, {FORMULA} [unread-words]",
        ),
        (
            "根据停止本区9月3日放假。",
            f"1:1: got 根据停止本区, {FORMULA} [unread-words]",
        ),
        (
            "为方便公众1月2日，1月1日放假。",
            f"1:1: got 为方便公众1月2日，, {FORMULA} [unread-words]",
        ),
    ],
)
def test_what_is_wrong_is_told_in_its_place(text: str, problem: str) -> None:
    assert told(text) == [f"<text>:{problem}"]


def test_problems_are_told_in_chinese_too() -> None:
    text = "元旦：1月1日（星期五）至3日放假，共4天。1月5日（星期一）上班。另行通知放假。"
    assert [problem.say("zh") for problem in read_sentences(text, 2026).problems] == [
        "<text>:1:4：读到 1月1日（星期五），应为星期四（2026-01-01） [weekday-mismatch]",
        "<text>:1:19：读到共4天，应为 3 天（1月1日（星期五）至3日） [count-mismatch]",
        "<text>:1:23：读到 1月5日（星期一）上班，应为星期六或星期日（2026-01-05 是星期一） "
        "[not-a-rest-day] 提示：恢复上班的日子写作“起上班”",
        "<text>:1:35：读到另行通知放假，应为能读懂的句式，如“1月1日至3日放假调休，共3天。"
        "1月4日（星期日）上班。” [unread-words]",
    ]


@given(
    st.text(alphabet="元旦春节12月日至、，。：（）星期六放假上班调休共天起\n "),
    st.integers(2000, 2030),
)
def test_any_text_is_either_read_or_told(text: str, year: int) -> None:
    read = read_sentences(text, year)
    assert read.problems or read.off or read.work
    first, last = days_of(year)
    if not read.problems:
        assert all(first <= day <= last for day in (*read.off, *read.work))


@given(
    st.dates(date(2026, 1, 2), date(2026, 12, 1)),
    st.integers(1, 9),
    st.booleans(),
    st.booleans(),
)
def test_a_written_holiday_is_read_back(first: date, count: int, weekday: bool, year: bool) -> None:
    last = first + timedelta(days=count - 1)

    def written(day: date) -> str:
        name = f"（星期{'一二三四五六日'[day.weekday()]}）" if weekday else ""
        return f"{f'{day.year}年' if year else ''}{day.month}月{day.day}日{name}"

    span = written(first) if count == 1 else f"{written(first)}至{written(last)}"
    read = read_sentences(f"一、国庆节：{span}放假调休，共{count}天。", 2026)
    assert read.problems == ()
    assert sorted(read.off) == [first + timedelta(days=n) for n in range(count)]


@given(st.dates(date(2026, 1, 2), date(2026, 12, 1)), st.integers(0, 6))
def test_a_wrong_weekday_is_never_read_over(day: date, weekday: int) -> None:
    said = f"{day.month}月{day.day}日（周{'一二三四五六日'[weekday]}）"
    codes = [problem.code for problem in read_sentences(f"元旦：{said}放假。", 2026).problems]
    assert codes == ([] if weekday == day.weekday() else ["weekday-mismatch"])
