"""The patterns of notices: what each takes, and what it leaves."""

from __future__ import annotations

import pytest

from bizenv.calendars.workdays.formulas import HEADING, count_of, end_of_item, name_of, next_formula


@pytest.mark.parametrize(
    ("clean", "kind", "taken"),
    [
        ("1月1日放假，共1天", "off", "1月1日放假，共1天"),
        ("1月1日全国放假1天", "off", "1月1日全国放假1天"),
        ("5月2日（星期一）补休", "off", "5月2日（星期一）补休"),
        ("9月4日（星期五）调休", "off", "9月4日（星期五）调休"),
        ("1月4日、5日正常上班", "worked", "1月4日、5日正常上班"),
        ("2月3日起正常上班", "resumed", "2月3日起正常上班"),
        ("4月5日照常公休", "rest", "4月5日照常公休"),
        ("10月3日为国庆节法定节假日", "rest", "10月3日为国庆节法定节假日"),
        ("将1日、2日两个公休日分别调至3日、4日", "moved", "将1日、2日两个公休日分别调至3日、4日"),
        ("延长2020年春节假期至2月2日", "extended", "延长2020年春节假期至2月2日"),
        ("窗口1月1日放假", "off", "1月1日放假"),
    ],
)
def test_a_formula_is_found(clean: str, kind: str, taken: str) -> None:
    found = next_formula(clean, 0, len(clean))
    assert found is not None
    assert (found[0], found[1][0]) == (kind, taken)


@pytest.mark.parametrize("clean", ["1月1日不放假", "1月1日起放假", "放假", "1月1日", "上班"])
def test_what_only_looks_like_one_is_left(clean: str) -> None:
    assert next_formula(clean, 0, len(clean)) is None


@pytest.mark.parametrize(
    ("clean", "name"),
    [
        ("一、元旦：1月1日", "元旦"),
        ("清明节4月4日", "清明节"),
        ("除夕、春节：2月5日", "除夕、春节"),
        ("四、“五一”国际劳动节：5月1日", "劳动节"),
        ("三、庙会：\n3月3日", "庙会"),
    ],
)
def test_a_heading_names_its_holidays(clean: str, name: str) -> None:
    found = HEADING.search(clean)
    assert found is not None
    assert name_of(found) == name


@pytest.mark.parametrize("clean", ["其中：1月1日", "庙会：3月3日", "将元旦、春节放假", "元旦放假"])
def test_other_words_are_no_heading(clean: str) -> None:
    assert HEADING.search(clean) is None


@pytest.mark.parametrize(
    ("clean", "item"),
    [
        ("1月1日放假。", "1月1日放假。"),
        ("1月1日放假。\n1月4日上班。\n值班。", "1月1日放假。\n1月4日上班。"),
        ("1月1日放假。\n其中1月1日\n", "1月1日放假。\n其中1月1日"),
        ("1月1日放假。\n2025年11月4日\n", "1月1日放假。"),
    ],
)
def test_an_item_goes_on_while_lines_begin_with_a_day(clean: str, item: str) -> None:
    assert clean[: end_of_item(clean, 0, len(clean))] == item


def test_a_number_of_days_is_written_in_digits_or_as_a_word() -> None:
    assert [count_of(said) for said in ("7", "10", "七", "十")] == [7, 10, 7, 10]
