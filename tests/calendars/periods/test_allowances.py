"""What a law allows to be done to its periods."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from bizenv.calendars.periods.allowances import extension_rule, extra_period, ground_of
from bizenv.calendars.periods.changes import Extension
from bizenv.calendars.periods.laws import law_profile, law_profiles
from bizenv.calendars.periods.period import End, Period, Unit
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text

LICENSING = law_profile("行政许可法")
TWENTY = LICENSING.period("20日")


def test_without_a_law_there_is_no_limit() -> None:
    assert extension_rule(Period(20, "working_day"), ()) is None


@pytest.mark.parametrize("law", law_profiles(), ids=lambda law: law.id)
def test_each_extension_of_the_law_is_found_by_the_period_it_is_for(law: Any) -> None:
    for rule in law.extensions:
        period = law.period(rule.of.text.zh)
        extended = Extension(law.period(rule.by.text.zh), date(2023, 6, 1))
        assert extension_rule(period, ()) is rule
        with pytest.raises(UsageError, match=r"may be extended at most 1 time\(s\)"):
            extension_rule(period, (extended,))


def test_the_most_that_the_law_allows_is_taken_where_nothing_is_said() -> None:
    extra = extra_period(TWENTY, None, extension_rule(TWENTY, ()))
    assert extra == Period(10, Unit.WORKING_DAY, end=End.CLOSE_OR_MIDNIGHT, law=LICENSING)


def test_words_are_read_as_the_law_reads_them() -> None:
    rule = extension_rule(TWENTY, ())
    assert extra_period(TWENTY, "10日", rule).unit is Unit.WORKING_DAY
    assert extra_period(TWENTY, Period(3, "working_day"), rule) == Period(3, "working_day")


@pytest.mark.parametrize("by", [10, 1.5, b"10", ["10"]])
def test_what_is_no_period_is_refused(by: Any) -> None:
    with pytest.raises(UsageError) as caught:
        extra_period(TWENTY, by, None)
    assert str(caught.value) == f"period {by!r}: expected a text such as '5 working days'"


def test_an_extension_of_which_the_start_counts_is_refused() -> None:
    with pytest.raises(UsageError, match="from the day after the expiry"):
        extra_period(TWENTY, Period(5, "working_day", start_counts=True), None)


@pytest.mark.parametrize("ground", ["hearing", "听证"])
def test_a_ground_is_found_by_code_and_by_word(ground: str) -> None:
    text, citation = ground_of(TWENTY, ground)
    assert text == Text("听证", "hearing")
    assert citation is not None
    assert citation.locator == "第四十五条"


def test_words_of_one_s_own_have_no_article() -> None:
    own = Text("系统停机", "the system was down")
    assert ground_of(TWENTY, own) == (own, None)
    assert ground_of(TWENTY, None) == (None, None)


@pytest.mark.parametrize("period", [Period(5, "day"), law_profile("民法典").period("5日")])
def test_where_no_law_names_grounds_they_are_given_as_texts(period: Period) -> None:
    with pytest.raises(UsageError) as caught:
        ground_of(period, "hearing")
    assert str(caught.value) == (
        "ground='hearing': no law names grounds for this period; give yours as a Text"
    )


PETITION = law_profile("信访工作条例").period("60日", roll="next_working_day", end="close")


def test_an_extension_in_words_moves_and_ends_as_the_period_does() -> None:
    rule = extension_rule(PETITION, ())
    assert extra_period(PETITION, "30日", rule) == extra_period(PETITION, None, rule)
    assert extra_period(PETITION, "30日", rule) == attrs.evolve(PETITION, n=30)
    plain = Period(60, "day", roll="next_working_day")
    assert extra_period(plain, "1个月", None) == Period(1, "month", roll="next_working_day")
    assert extra_period(plain, "5个工作日", None) == Period(5, "working_day")


def test_days_after_working_days_move_as_the_law_says() -> None:
    civil = law_profile("民法典")
    assert extra_period(civil.period("5个工作日"), "30日", None) == civil.period("30日")


def test_an_extension_in_words_and_one_by_the_law_end_on_the_same_day() -> None:
    start = date(2025, 7, 5)
    deadline = attrs.evolve(PETITION, end="midnight").deadline(start, work_calendar("CN"))
    days = {deadline.extend(by, decided=start).day for by in (None, "30日", "30 days")}
    assert days == {date(2025, 10, 9)}


@pytest.mark.parametrize(
    ("law", "words", "ground", "english", "chinese"),
    [
        (
            "信访工作条例",
            "60日",
            "hearing",
            "ground='hearing': 《信访工作条例》第三十六条第二款 leaves time out of periods of 30 "
            "days, not of 60 days; give a citation for another basis",
            "ground='hearing'：《信访工作条例》第三十六条第二款 不计入的时间只就 30 日的期限，"
            "不及于 60 日；依据其他规定的，请给出 citation",
        ),
        (
            "行政许可法",
            "5日",
            "听证",
            "ground='听证': 《中华人民共和国行政许可法》第四十五条 leaves time out of periods of "
            "20 working days, 45 working days, 10 working days, not of 5 working days; give a "
            "citation for another basis",
            "ground='听证'：《中华人民共和国行政许可法》第四十五条 不计入的时间只就 20 个工作日、"
            "45 个工作日、10 个工作日的期限，不及于 5 个工作日；依据其他规定的，请给出 citation",
        ),
    ],
)
def test_an_article_leaves_time_out_of_the_periods_that_it_speaks_of(
    law: str, words: str, ground: str, english: str, chinese: str
) -> None:
    period = law_profile(law).period(words)
    with pytest.raises(UsageError) as caught:
        ground_of(period, ground)
    assert (str(caught.value), caught.value.say("zh")) == (english, chinese)
    own = Citation(Source("own", "本市规定", "official"), "第三条")  # type: ignore[arg-type]
    assert ground_of(period, ground, own) == (Text("听证", "hearing"), own)


def test_every_exclusion_speaks_of_the_periods_of_its_article() -> None:
    found = {
        law.text.zh: [of.text.zh for of in law.exclusions.of]
        for law in law_profiles()
        if law.exclusions
    }
    assert found == {
        "行政许可法": ["20 个工作日", "45 个工作日", "10 个工作日"],  # 本节: articles 42 to 44
        "行政强制法": ["30 日"],
        "政府信息公开条例": ["20 个工作日"],
        "信访工作条例": ["30 日"],  # 前款: the final review
        "民事诉讼法": [],  # of every period
    }
