"""Notices and local days as values: what they hold and what they refuse."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.calendars.workdays.calendar import WorkCalendar
from bizenv.calendars.workdays.notices import LocalDays, Notice, read_days
from bizenv.kernel.errors import CalendarError, NotADayError, UsageError
from bizenv.kernel.text import Text

NEW_YEAR = date(2027, 1, 1)
FAIR = Text("庙会", "fair")


def test_days_off_are_given_by_holiday_by_day_or_bare() -> None:
    by_holiday = Notice(2027, {"元旦": [NEW_YEAR, date(2027, 1, 2)]})
    by_day = Notice(2027, {date(2027, 1, 2): "元旦", NEW_YEAR: "元旦"})
    assert by_holiday == by_day
    assert list(by_day.off) == [NEW_YEAR, date(2027, 1, 2)]
    assert Notice(2027, [NEW_YEAR]).off == {NEW_YEAR: ""}


def test_a_notice_is_named_by_its_number_or_else_by_its_year() -> None:
    assert (Notice(2027, []).id, Notice(2027, []).name) == ("2027", "2027")
    assert Notice(2027, [], id="a", number="国办发明电〔2026〕1号").name == "国办发明电〔2026〕1号"


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"published": date(2026, 11, 4), "issued": date(2026, 11, 3)}, date(2026, 11, 4)),
        ({"issued": date(2026, 11, 3)}, date(2026, 11, 3)),
        ({}, date(2026, 12, 31)),
        ({"work": [date(2026, 12, 30)]}, date(2026, 12, 29)),
    ],
)
def test_a_notice_counts_from_when_it_was_out_or_must_have_been(
    fields: dict[str, Any], day: date
) -> None:
    assert Notice(2027, [NEW_YEAR], **fields).known_by == day


def test_only_a_change_may_count_from_within_its_year() -> None:
    spring = [date(2027, 4, 5)]
    assert Notice(2027, spring).known_by == date(2026, 12, 31)
    assert Notice(2027, spring, supersedes="2027").known_by == date(2027, 4, 4)
    assert Notice(2027, [], supersedes="2027").known_by == date(2026, 12, 31)


def test_a_notice_without_days_counts_from_the_eve_of_its_year() -> None:
    assert Notice(2027, []).known_by == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("make", "message", "zh"),
    [
        (
            lambda: Notice(2027, [NEW_YEAR], [NEW_YEAR]),
            "notice '2027': 2027-01-01 is both a day off and a working day, expected one of them",
            "通知 '2027'：2027-01-01 既放假又上班，应只取其一",
        ),
        (
            lambda: Notice(2027, [date(2026, 11, 30)]),
            "notice '2027': 2026-11-30 lies outside 2026-12-01 to 2027-12-31",
            "通知 '2027'：2026-11-30 不在 2026-12-01 至 2027-12-31 之内",
        ),
        (
            lambda: Notice(2027, [], [date(2028, 1, 1)]),
            "notice '2027': 2028-01-01 lies outside 2026-12-01 to 2027-12-31",
            "通知 '2027'：2028-01-01 不在 2026-12-01 至 2027-12-31 之内",
        ),
        (
            lambda: LocalDays(FAIR, [NEW_YEAR], [NEW_YEAR], statutory=True),
            "fair: 2027-01-01 is both a day off and a working day, expected one of them",
            "庙会：2027-01-01 既放假又上班，应只取其一",
        ),
        (
            lambda: LocalDays(FAIR, [NEW_YEAR], statutory=True, years=[2026, 2028]),
            "fair: 2027-01-01 lies outside years=2026, 2028",
            "庙会：2027-01-01 不在 years=2026、2028 之内",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(make: Any, message: str, zh: str) -> None:
    with pytest.raises(UsageError) as caught:
        make()
    assert (caught.value.say("en"), caught.value.say("zh")) == (message, zh)


@pytest.mark.parametrize("year", [True, "2027", 2027.0, None, 27, 9999])
def test_a_year_has_four_digits(year: Any) -> None:
    for make in (
        lambda: Notice(year, []),
        lambda: Notice.from_text("1月1日放假", year),
        lambda: LocalDays(FAIR, statutory=True, years=[year]),
    ):
        with pytest.raises(UsageError) as caught:
            make()
        assert str(caught.value) == f"year={year!r}: expected a year of four digits"


@pytest.mark.parametrize("day", [datetime(2027, 1, 1, tzinfo=UTC), "2027-01-01"])
def test_days_are_plain_days(day: Any) -> None:
    for make in (
        lambda: Notice(2027, [day]),
        lambda: Notice(2027, {"元旦": [day]}),
        lambda: Notice(2027, [], [day]),
        lambda: Notice(2027, [], issued=day),
        lambda: LocalDays(FAIR, [day], statutory=True),
    ):
        with pytest.raises(NotADayError):
            make()


@pytest.mark.parametrize("fields", [{"number": " "}, {"url": ""}, {"title": 1}, {"supersedes": ""}])
def test_words_are_not_blank(fields: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"expected a text that is not blank$"):
        Notice(2027, [], **fields)


def test_which_kind_local_days_are_must_be_said() -> None:
    with pytest.raises(TypeError, match="statutory"):
        LocalDays(FAIR, [NEW_YEAR])  # type: ignore[call-arg]
    with pytest.raises(UsageError, match=r"^statutory='yes': expected a bool$"):
        LocalDays(FAIR, [NEW_YEAR], statutory="yes")  # type: ignore[arg-type]


# --- reading ------------------------------------------------------------------------------


def test_a_notice_is_read_from_its_text_with_number_and_date() -> None:
    text = "国办发明电〔2026〕9号\n一、元旦：1月1日（星期五）放假。\n国务院办公厅\n2026年11月5日"
    assert Notice.from_text(text, 2027, published=date(2026, 11, 6), id="next") == Notice(
        2027,
        {"元旦": [NEW_YEAR]},
        id="next",
        number="国办发明电〔2026〕9号",
        issued=date(2026, 11, 5),
        published=date(2026, 11, 6),
    )


def test_what_you_give_goes_before_what_the_text_says() -> None:
    notice = Notice.from_text(
        "国办发明电〔2026〕9号\n1月1日放假", 2027, holiday="元旦", number="甲"
    )
    assert (notice.number, notice.off) == ("甲", {NEW_YEAR: "元旦"})


def test_a_text_that_changes_a_notice_names_it() -> None:
    first = Notice(2027, {"春节": [date(2027, 2, 5), date(2027, 2, 6)]})
    longer = "延长2027年春节假期至2月8日"
    later = Notice.from_text(longer, 2027, supersedes=first, id="longer")
    assert later.off == {date(2027, 2, 7): "春节", date(2027, 2, 8): "春节"}
    assert later.supersedes == "2027"
    assert Notice.from_text("1月1日放假", 2027, supersedes="2027").supersedes == "2027"
    with pytest.raises(CalendarError, match=r"\[unknown-extension\]"):
        Notice.from_text(longer, 2027, supersedes="2027")


def test_a_text_that_is_wrong_tells_every_problem() -> None:
    with pytest.raises(CalendarError) as caught:
        Notice.from_text("元旦：1月1日（星期六）放假，共2天。", 2027)
    assert caught.value.say("en") == (
        "<text>:1:4: got 1月1日（星期六）, expected a Friday (2027-01-01) [weekday-mismatch]\n"
        "<text>:1:16: got 共2天, expected 1 day (1月1日（星期六）) [count-mismatch]"
    )


def test_a_notice_is_read_from_its_file() -> None:
    record = {
        "year": 2020,
        "off": {"元旦": ["2019-12-31/2020-01-01"]},
        "work": ["2020-01-19"],
        "issued": "2019-11-20",
        "published": "2019-11-21",
        "number": "国办发明电〔2019〕16号",
    }
    assert Notice.from_dict(record) == Notice(
        2020,
        {"元旦": [date(2019, 12, 31), date(2020, 1, 1)]},
        [date(2020, 1, 19)],
        number="国办发明电〔2019〕16号",
        issued=date(2019, 11, 20),
        published=date(2019, 11, 21),
    )
    assert Notice.from_dict({"year": 2020}) == Notice(2020, [])


def test_local_days_are_read_from_their_file() -> None:
    record = {"label": {"zh": "庙会"}, "statutory": True, "years": [2027], "off": ["2027-03-03"]}
    assert LocalDays.from_dict({**record, "title": "通知", "published": "2027-02-01"}) == LocalDays(
        Text("庙会"),
        [date(2027, 3, 3)],
        statutory=True,
        source="通知",
        years=[2027],
        published=date(2027, 2, 1),
    )
    assert LocalDays.from_dict(record).published is None


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 20))
def test_a_span_holds_both_its_ends(first: date, more: int) -> None:
    last = date.fromordinal(first.toordinal() + more)
    days = read_days([f"{first}/{last}"])
    assert (min(days), max(days), len(days)) == (first, last, more + 1)


# --- when local days were known -----------------------------------------------------------


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (LocalDays(FAIR, [NEW_YEAR], statutory=True), None),
        (LocalDays(FAIR, [NEW_YEAR], statutory=False, years=[2027]), None),
        (LocalDays(FAIR, [date(2027, 3, 3)], statutory=True, years=[2027]), date(2027, 3, 2)),
        (LocalDays(FAIR, statutory=True, years=[2027]), date(2026, 12, 31)),
        (LocalDays(FAIR, statutory=True, years=[]), None),
        (
            LocalDays(FAIR, statutory=True, years=[2027], published=date(2027, 2, 1)),
            date(2027, 2, 1),
        ),
    ],
)
def test_local_days_that_bound_what_is_known_count_as_notices_do(
    local: LocalDays, day: date | None
) -> None:
    assert local.known_by == day


# --- as values ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        Notice(2027, {"元旦": [NEW_YEAR]}, [date(2027, 1, 2)], id="a", issued=date(2026, 11, 1)),
        LocalDays(FAIR, [NEW_YEAR], statutory=True, years=[2027], source="通知"),
    ],
)
def test_a_value_is_pickled_copied_and_pasted_back(value: Any) -> None:
    import datetime as dt

    names = {"datetime": dt, "Notice": Notice, "LocalDays": LocalDays, "Text": Text}
    pasted = eval(repr(value), names)  # noqa: S307 - our own words
    for twin in (pasted, attrs.evolve(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - ours
        assert twin == value
        assert hash(twin) == hash(value)


def test_a_change_takes_its_id_from_what_it_changes_and_its_day() -> None:
    """Else it would have the id of the notice for the year."""
    base = Notice(2027, {"春节": [date(2027, 2, 12)]}, published=date(2026, 11, 5))
    text = "延长春节假期至2月16日。"
    plain = Notice.from_text(text, 2027, supersedes=base)
    dated = Notice.from_text(text, 2027, supersedes=base, published=date(2027, 2, 10))
    assert (plain.id, dated.id) == ("2027-2027-02-12", "2027-2027-02-10")
    assert WorkCalendar("XX", [base]).adding(dated).notices == (base, dated)


def test_a_day_stands_under_one_holiday() -> None:
    day = date(2027, 9, 15)
    with pytest.raises(UsageError) as caught:
        Notice(2027, {"中秋节": [day], "国庆节": [day]})
    assert caught.value.say("en") == (
        "2027-09-15 stands under two holidays, '中秋节', '国庆节': expected one of them"
    )
    assert caught.value.say("zh") == (
        "2027-09-15 列在两个假期之下（'中秋节'、'国庆节'）：应只取其一"
    )
    assert Notice(2027, {"中秋节": [day, day]}).off == {day: "中秋节"}


@pytest.mark.parametrize("text", [None, 5, b"text"])
def test_a_notice_is_read_from_words(text: Any) -> None:
    with pytest.raises(UsageError) as caught:
        Notice.from_text(text, 2027)
    assert str(caught.value) == f"text={text!r}: expected the words of a notice"
    assert caught.value.say("zh") == f"text={text!r}：应为通知的文字"
