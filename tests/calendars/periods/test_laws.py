"""Law profiles: what each law says of its periods, just inside and just outside."""

from __future__ import annotations

import json
import pickle
from importlib.resources import files

import pytest

from bizenv.calendars.periods.laws import LawProfile, law_profile, law_profiles
from bizenv.calendars.periods.period import Period
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.kernel.errors import UsageError

WORKING_DAY, DAY, MONTH, YEAR, HOUR = (
    Unit.WORKING_DAY, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR,
)  # fmt: skip
ROLLS = Roll.NEXT_WORKING_DAY


@pytest.mark.parametrize(
    ("title", "text", "unit", "article"),
    [
        ("民法典", "5日", DAY, "第二百条"),
        ("民法典", "5个工作日", WORKING_DAY, None),
        ("民法典", "3个月", MONTH, "第二百零二条"),
        ("民法典", "1年", YEAR, "第二百零二条"),
        ("民法典", "24小时", HOUR, "第二百零一条第二款"),
        ("行政许可法", "1日", WORKING_DAY, "第八十二条"),
        ("行政许可法", "20日", WORKING_DAY, "第八十二条"),
        ("行政许可法", "45日", WORKING_DAY, "第八十二条"),
        ("行政许可法", "20个工作日", WORKING_DAY, "第八十二条"),
        ("行政许可法", "1年", YEAR, "第二百零二条"),
        ("行政处罚法", "1日", DAY, "第八十五条"),
        ("行政处罚法", "二日", WORKING_DAY, "第八十五条"),
        ("行政处罚法", "3日", WORKING_DAY, "第八十五条"),
        ("行政处罚法", "4日", DAY, "第八十五条"),
        ("行政处罚法", "五日", WORKING_DAY, "第八十五条"),
        ("行政处罚法", "6日", DAY, "第八十五条"),
        ("行政处罚法", "7日", WORKING_DAY, "第八十五条"),
        ("行政处罚法", "8日", DAY, "第八十五条"),
        ("行政处罚法", "15日", DAY, "第八十五条"),
        ("行政处罚法", "90日", DAY, "第八十五条"),
        ("行政处罚法", "7个自然日", DAY, "第八十五条"),
        ("行政强制法", "1日", WORKING_DAY, "第六十九条"),
        ("行政强制法", "10日", WORKING_DAY, "第六十九条"),
        ("行政强制法", "11日", DAY, "第六十九条"),
        ("行政强制法", "30日", DAY, "第六十九条"),
        ("行政强制法", "24小时", HOUR, "第二百零一条第二款"),
        ("行政复议法", "2日", DAY, "第八十八条第一款"),
        ("行政复议法", "3日", WORKING_DAY, "第八十八条第二款"),
        ("行政复议法", "5日", WORKING_DAY, "第八十八条第二款"),
        ("行政复议法", "7日", WORKING_DAY, "第八十八条第二款"),
        ("行政复议法", "10日", WORKING_DAY, "第八十八条第二款"),
        ("行政复议法", "9日", DAY, "第八十八条第一款"),
        ("行政复议法", "11日", DAY, "第八十八条第一款"),
        ("行政复议法", "60日", DAY, "第八十八条第一款"),
        ("政府信息公开条例", "20个工作日", WORKING_DAY, "第三十三条第二款"),
        ("政府信息公开条例", "20日", DAY, "第三十三条第二款"),
        ("信访工作条例", "15日", DAY, "第三十四条"),
        ("信访工作条例", "60日", DAY, "第三十四条"),
        ("信访工作条例", "5个工作日", WORKING_DAY, "第二十三条第三款"),
        ("民事诉讼法", "15日", DAY, "第八十五条第一款"),
        ("民事诉讼法", "24小时", HOUR, "第八十五条第二款"),
        ("税收征收管理法实施细则", "15日", DAY, "第一百零九条"),
        ("专利法实施细则", "2个月", MONTH, "第五条"),
    ],
)  # fmt: skip
def test_each_law_says_what_its_days_are(
    title: str, text: str, unit: Unit, article: str | None
) -> None:
    law = law_profile(title)
    period = law.period(text)
    cited = law.unit_citation(period.n, period.unit)
    assert (period.unit, period.law) == (unit, law)
    assert (cited and cited.locator) == article


@pytest.mark.parametrize(
    ("title", "roll", "silent", "article"),
    [
        ("民法典", ROLLS, False, "第二百零三条第一款"),
        ("行政许可法", Roll.NONE, True, None),
        ("行政处罚法", Roll.NONE, True, None),
        ("行政强制法", Roll.NONE, True, None),
        ("行政复议法", ROLLS, False, "第八十五条第三款"),
        ("政府信息公开条例", Roll.NONE, True, None),
        ("信访工作条例", Roll.NONE, True, None),
        ("民事诉讼法", ROLLS, False, "第八十五条第三款"),
        ("税收征收管理法实施细则", Roll.TAX_HOLIDAYS, False, "第一百零九条"),
        ("专利法实施细则", ROLLS, False, "第五条"),
    ],
)
def test_each_law_says_what_a_rest_day_at_the_end_does(
    title: str, roll: Roll, silent: bool, article: str | None
) -> None:
    law = law_profile(title)
    cited = law.roll.citation
    assert (law.roll.roll, law.roll.silent) == (roll, silent)
    assert (cited and cited.locator) == article
    assert law.period("2个月").roll is roll
    assert law.period("15个工作日").roll is Roll.NONE  # it ends on a working day anyhow


def test_practice_may_state_a_roll_where_the_law_is_silent() -> None:
    period = law_profile("信访工作条例").period("60日", roll=Roll.NEXT_WORKING_DAY)
    assert period == Period(
        60, "day", roll="next_working_day", end=End.CLOSE_OR_MIDNIGHT, law="信访工作条例"
    )


def test_only_civil_procedure_and_what_follows_it_leave_out_the_first_hour() -> None:
    found = {law.text.zh for law in law_profiles() if law.period("24小时").from_next_hour}
    assert found == {"民事诉讼法", "行政复议法"}


def test_no_law_counts_the_start_day() -> None:
    assert [law.id for law in law_profiles() if law.period("15日").start_counts] == []


@pytest.mark.parametrize(
    "name",
    [
        "cn-administrative-licensing-law", "CN-Administrative-Licensing-Law", "行政许可法",
        "中华人民共和国行政许可法", "《行政许可法》", " 行政许可法 ",
        "Administrative Licensing Law",
    ],
)  # fmt: skip
def test_a_law_is_found_by_id_and_by_title(name: str) -> None:
    assert law_profile(name).id == "cn-administrative-licensing-law"


def test_the_tax_rules_have_a_second_short_title() -> None:
    assert law_profile("税收征管法实施细则").id == "cn-tax-collection-rules"


def test_a_profile_stands_for_itself() -> None:
    law = law_profile("民法典")
    assert law_profile(law) is law
    assert repr(law) == "law_profile('cn-civil-code')"
    assert pickle.loads(pickle.dumps(law)) is law  # noqa: S301 - our own bytes


@pytest.mark.parametrize("name", ["", "刑法", "cn-civil"])
def test_a_law_that_is_not_known_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        law_profile(name)
    english, chinese = str(caught.value), caught.value.say("zh")
    start = f"law={name!r}: expected a law whose counting is known, one of cn-civil-code (民法典), "
    assert english.startswith(start)
    assert chinese.startswith(f"法律 {name!r}：没有这部法律的期限计算规则，现有 cn-civil-code")
    assert all(law.id in english and law.id in chinese for law in law_profiles())


LAWS = law_profiles()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_every_rule_cites_an_article_of_an_attested_source(law: LawProfile) -> None:
    cited = [law.start, law.hours, law.months, law.end, *(rule.citation for rule in law.units)]
    cited += [rule.citation for rule in law.extensions]
    cited += [rule.citation for rule in (law.exclusions, law.deemed_start) if rule]
    cited += [law.restart] if law.restart else []
    cited += [law.roll.citation] if law.roll.citation else []
    assert law.roll.silent is (law.roll.citation is None)
    assert law.source.id == law.id
    for citation in cited:
        assert citation.locator is not None
        assert citation.locator.startswith("第")
        assert citation.quote or citation.reading


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_every_profile_is_told_in_both_languages(law: LawProfile) -> None:
    texts = [law.text, *(law.exclusions.grounds.values() if law.exclusions else ())]
    rules = [law.start, law.hours, law.months, law.end, *(rule.citation for rule in law.units)]
    texts += [rule.reading for rule in rules if rule.reading]
    assert all(text.en and text.en.isascii() and not text.zh.isascii() for text in texts)


def test_extensions_are_those_of_the_articles() -> None:
    found = {
        (law.text.zh, rule.of.text.zh, rule.by.text.zh, rule.times, rule.citation.locator)
        for law in LAWS
        for rule in law.extensions
    }
    assert found == {
        ("行政许可法", "20 个工作日", "10 个工作日", 1, "第四十二条第一款"),
        ("行政许可法", "45 个工作日", "15 个工作日", 1, "第四十二条第二款"),
        ("行政强制法", "30 日", "30 日", 1, "第二十五条第一款"),
        ("行政复议法", "60 日", "30 日", 1, "第六十二条第一款"),
        ("政府信息公开条例", "20 个工作日", "20 个工作日", 1, "第三十三条第二款"),
        ("信访工作条例", "60 日", "30 日", 1, "第三十四条"),
    }


def test_every_law_reads_every_number_of_days() -> None:
    for law in LAWS:
        assert all(law.unit_rule(n) is not None for n in range(1, 400))
    assert law_profile("行政许可法").unit_rule(5, Unit.HOUR) is None


def test_the_file_holds_each_law_once() -> None:
    path = files("bizenv") / "data" / "calendars" / "laws" / "cn.json"
    ids = [record["id"] for record in json.loads(path.read_text("utf-8"))["laws"]]
    assert len(set(ids)) == len(ids) == len(LAWS)
