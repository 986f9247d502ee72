"""The shipped rulebooks: each is clean, proves itself, and says what its source says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bizenv import Text, load_rulebook, shipped_ids
from bizenv.inspections.whole.papers import Need, Paper
from bizenv.kernel.verdict import Timing
from bizenv.rulebooks.cases import run_cases
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.shelf import read_shipped
from bizenv.rulebooks.vocabulary import base_vocabulary, duty_terms, header_words
from bizenv.testing import a_citation

SHELF = Path(str(files("bizenv") / "data" / "rulebooks"))
every_rulebook = pytest.mark.parametrize("id", shipped_ids())


def judged(id: str, start: str, **cells: Any) -> Any:
    """The verdict of a shipped rulebook on one row."""
    book = load_rulebook(id)
    return book.check(book.inspection({"start": start, **cells}))


def outcome(id: str, start: str, **cells: Any) -> str:
    """The outcome of a shipped rulebook on one row."""
    return judged(id, start, **cells).outcome.value


def duties(id: str, start: str, **cells: Any) -> dict[str, Timing | None]:
    """What must be done, and by when."""
    return {duty.code: duty.timing for duty in judged(id, start, **cells).obligations}


# --- every rulebook ---------------------------------------------------------


def test_the_shelf_is_full() -> None:
    """At least sixteen places are shipped."""
    assert len(shipped_ids()) >= 16


@every_rulebook
def test_no_problems(id: str) -> None:
    """A shipped rulebook has no error and no warning."""
    assert [str(problem) for problem in read_shipped(id).problems] == []


@every_rulebook
def test_the_cases_prove_the_rules(id: str) -> None:
    """Every case passes; every version, exemption and outcome is reached by one."""
    report = run_cases(load_rulebook(id))
    failed = {r.case.name: r.differences for r in report.results if not r.passed}
    missed = {c.what: c.missed for c in report.coverage if c.missed}
    assert (failed, missed) == ({}, {})
    assert report.passed


@pytest.mark.parametrize("path", sorted(SHELF.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_id_is_the_path(path: Path) -> None:
    """The file cn/ah/anqing.yaml holds the rulebook cn-ah-anqing."""
    id = "-".join(path.relative_to(SHELF).with_suffix("").parts)
    assert f"\nid: {id}\n" in path.read_text("utf-8")
    assert load_rulebook(id).id == id


@every_rulebook
def test_addresses_are_those_of_governments(id: str) -> None:
    """A source's address, where it has one, lies on a host of the government."""
    hosts = [urlsplit(source.url).hostname for source in load_rulebook(id).sources if source.url]
    assert [host for host in hosts if not (host or "").endswith(".gov.cn")] == []


@every_rulebook
def test_an_official_text_has_an_address(id: str) -> None:
    """What is called official can be looked up."""
    official = [s for s in load_rulebook(id).sources if s.attestation.value == "official"]
    assert [source.id for source in official if source.url is None] == []


def texts_of(book: Rulebook) -> Iterator[Text]:
    """Every text of a rulebook that people read."""
    yield book.text
    yield from book.unseen
    for period in book.quiet_periods:
        yield period.text
        for version in period.versions:
            yield Text(version.window.describe("zh"), version.window.describe("en"))
            for ground in (*version.not_inspections, *version.exemptions):
                yield ground.text
            for duty in version.duties:
                yield from filter(None, (duty.text, duty.by, duty.to))
            for cited in (version, *version.exemptions, *version.duties):
                if cited.citation.reading:
                    yield cited.citation.reading


@every_rulebook
def test_every_text_has_an_english_form(id: str) -> None:
    """Labels, notes and readings are in Chinese and in English."""
    assert [text.zh for text in texts_of(load_rulebook(id)) if not text.en] == []


@every_rulebook
def test_strictness_is_quoted(id: str) -> None:
    """Where a rule says how strict it is, its words are quoted: 原则上, 不得 or 不准."""
    words = {"in-principle": ("原则上",), "absolute": ("不得", "不准")}
    for period in load_rulebook(id).quiet_periods:
        for version in period.versions:
            if version.strictness.value != "unstated":
                quote = version.citation.quote or ""
                assert any(word in quote for word in words[version.strictness.value])
                assert version.strictness.value != "absolute" or "原则上" not in quote


def test_strictness_of_each_place() -> None:
    """Six places in principle, seven without exception; of five the words were not seen."""
    found: dict[str, set[str]] = {}
    for id in shipped_ids():
        for period in load_rulebook(id).quiet_periods:
            for version in period.versions:
                found.setdefault(version.strictness.value, set()).add(id)
    assert found == {
        "in-principle": {
            "cn-gd-chaozhou",
            "cn-ha-nanyang",
            "cn-jx-ganzhou",
            "cn-jx-qingyuan",
            "cn-sx-jiaokou",
            "cn-yn-jinning",
        },
        "absolute": {
            "cn-ah-anqing",
            "cn-cq-tongliang",
            "cn-ha-shangqiu",
            "cn-hn-liuyang",
            "cn-hn-longhui",
            "cn-js-suqian",
            "cn-sc-yibin",
        },
        "unstated": {
            "cn-he-weixian",
            "cn-he-zhangjiakou",
            "cn-hn",
            "cn-jx-duchang",
            "cn-sc-suining",
        },
    }


@every_rulebook
def test_what_was_not_seen_is_told(id: str) -> None:
    """No local rule was seen whole, and each rulebook says what is lacking."""
    assert load_rulebook(id).unseen


def test_every_term_has_an_english_form() -> None:
    """Axes, terms and duties are labelled in both languages."""
    axes = base_vocabulary().axes
    labels = [axis.text for axis in axes] + [term.text for axis in axes for term in axis.terms]
    labels += [term.label.build() for term in duty_terms().values()]
    assert [label.zh for label in labels if not label.en] == []


def test_every_circumstance_is_used_and_has_headers() -> None:
    """A circumstance is known to tables, and some rulebook asks for it, or a sort of paper."""
    asked: set[str] = {fact for need in Need for fact in Paper(need, a_citation()).reads}
    for id in shipped_ids():
        for rule in load_rulebook(id).frequency_rules:
            asked.update(c.fact for version in rule.versions for c in version.conditions)
        for period in load_rulebook(id).quiet_periods:
            for version in period.versions:
                asked.update(version.scope.circumstances)
                for ground in (*version.exemptions, *version.not_inspections):
                    asked.update(ground.circumstances)
    codes = base_vocabulary()["circumstance"].codes
    assert set(codes) <= asked
    assert set(codes) <= set(header_words()["inspections"])


# --- the days of each place -------------------------------------------------

# Place, cells that put the visit in scope and outside every exemption, and the
# day of the month that is quiet last. All windows start on the first.
_LAST_QUIET_DAY: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("cn-jx-qingyuan", 22, {"domain": "labour"}),
    ("cn-jx-ganzhou", 25, {"domain": "labour", "zone": "经开区"}),
    ("cn-jx-duchang", 25, {"zone": "工业园", "special-case": "no"}),
    ("cn-ah-anqing", 25, {"enterprise_class": "规上工业"}),
    ("cn-yn-jinning", 15, {"domain": "labour"}),
    ("cn-cq-tongliang", 20, {"domain": "labour"}),
    ("cn-sc-suining", 20, {"domain": "labour"}),
    ("cn-gd-chaozhou", 20, {"domain": "labour", "enterprise_class": "other", "phased-in": "yes"}),
    ("cn-ha-nanyang", 25, {"domain": "labour", "agency_level": "市级", "approved": "no"}),
    ("cn-ha-shangqiu", 20, {}),
    ("cn-hn", 20, {"domain": "none"}),
    ("cn-hn-longhui", 20, {"special-case": "no"}),
    ("cn-hn-liuyang", 15, {"domain": "labour"}),
)


@pytest.mark.parametrize(("id", "last", "cells"), _LAST_QUIET_DAY)
def test_days_of_the_month(id: str, last: int, cells: dict[str, str]) -> None:
    """Days 1 to the last are quiet for a routine check, the next day is free."""
    found = {
        day: outcome(id, f"2026-05-{day:02}", kind="routine", **cells)
        for day in (1, last, last + 1, 31)
    }
    assert found == {1: "forbidden", last: "forbidden", last + 1: "allowed", 31: "allowed"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-19", "forbidden"),
        ("2026-05-20", "undetermined"),
        ("2026-05-21", "allowed"),
    ],
)
def test_suqian_leaves_the_twentieth_open(day: str, expected: str) -> None:
    """Whether the 20th counts is left open by both documents."""
    for year in ("2025", "2026"):
        verdict = judged("cn-js-suqian", day.replace("2026", year), kind="routine")
        assert verdict.outcome.value == expected
        assert verdict.missing == (("window",) if expected == "undetermined" else ())


def test_suqian_adds_the_regulation_in_february_2026() -> None:
    """From 2026-02-01 only published items may be checked."""
    assert set(duties("cn-js-suqian", "2026-01-31", kind="routine")) == {"review"}
    assert set(duties("cn-js-suqian", "2026-03-31", kind="routine")) == {"review", "list"}


def test_yibin_frees_friday_to_sunday() -> None:
    """Monday to Thursday are quiet; 2026-05-18 is a Monday."""
    found = [outcome("cn-sc-yibin", f"2026-05-{day}", kind="routine") for day in range(18, 25)]
    assert found == ["forbidden"] * 4 + ["allowed"] * 3


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-06-12", "forbidden"),  # Monday
        ("2023-06-16", "forbidden"),  # Friday
        ("2023-06-22", "undetermined"),  # Thursday, given off for the Dragon Boat Festival
        ("2023-06-23", "forbidden"),  # Friday, given off too
        ("2023-06-14", "allowed"),  # Wednesday
        ("2023-06-25", "allowed"),  # Sunday
    ],
)
def test_zhangjiakou_bars_mondays_fridays_and_holidays(day: str, expected: str) -> None:
    """Mondays and Fridays are quiet; of days given off it is not settled which are."""
    assert outcome("cn-he-zhangjiakou", day, trigger="none", domain="none") == expected


@pytest.mark.parametrize(
    ("id", "day"),
    [("cn-he-weixian", "2026-05-12"), ("cn-he-zhangjiakou", "2026-05-11"), ("cn-hn", "2026-05-12")],
)
def test_not_seen_is_not_the_same_as_not_there(id: str, day: str) -> None:
    """Where the exemptions were not seen, a field or an occasion sends a person to look."""
    nothing = {"trigger": "none", "domain": "none"}
    assert outcome(id, day, **nothing) == "forbidden"
    assert outcome(id, day) == "undetermined"
    for stated in ({"domain": "labour"}, {"trigger": "complaint"}):
        verdict = judged(id, day, **(nothing | stated))
        assert verdict.outcome == "needs-review"
        assert verdict.codes[0] == "exemptions-unseen"


def test_a_document_is_not_held_against_days_before_it() -> None:
    """Liuyang's measures were read themselves; Qingyuan's rule was told by a later report."""
    facts = {"kind": "routine", "domain": "labour"}
    assert outcome("cn-hn-liuyang", "2025-09-11", **facts) == "undetermined"
    assert outcome("cn-hn-liuyang", "2025-09-12", **facts) == "forbidden"
    assert outcome("cn-jx-qingyuan", "2023-06-15", **facts) == "forbidden"


def test_a_licensing_review_does_not_launder_a_complaint() -> None:
    """In Anqing a visit is no inspection only if nothing in it is one."""
    facts = {"enterprise_class": "规上工业", "others-harmed": "no", "serious": "no"}
    found = [
        outcome("cn-ah-anqing", "2026-05-12", trigger=trigger, **facts)
        for trigger in ("licensing-review", "licensing-review、enterprise-request")
    ]
    assert found == ["not-an-inspection", "not-an-inspection"]
    mixed = "licensing-review、complaint"
    assert outcome("cn-ah-anqing", "2026-05-12", trigger=mixed, **facts) == "forbidden"


@pytest.mark.parametrize("act", ["检查", "调研"])
def test_wei_county_has_five_service_days(act: str) -> None:
    """Inspections and research visits go to the first five days of the month."""
    facts = {"act": act, "trigger": "none", "domain": "none"}
    found = [outcome("cn-he-weixian", day, **facts) for day in ("2026-05-05", "2026-05-06")]
    assert found == ["allowed", "forbidden"]


def test_jiaokou_does_not_tell_its_twenty_days() -> None:
    """Twenty days by segments or areas: any day may be quiet, and none is surely."""
    for day in range(1, 32):
        verdict = judged(
            "cn-sx-jiaokou", f"2026-05-{day:02}", enterprise_class="规上工业", kind="routine"
        )
        assert (verdict.outcome.value, verdict.missing) == ("undetermined", ("window",))


# --- when the rules begin ---------------------------------------------------


@pytest.mark.parametrize(
    ("id", "not_yet", "unclear", "surely"),
    [
        ("cn-ah-anqing", "2018-10-10", "2018-11-21", "2018-12-10"),
        ("cn-yn-jinning", "2024-02-10", "2024-03-10", "2024-04-10"),
        ("cn-ha-shangqiu", "2023-06-10", "2023-07-10", "2023-08-10"),
        ("cn-sc-suining", "2010-12-10", "2011-06-10", "2012-01-10"),
    ],
)
def test_a_rule_known_by_its_month_or_year(
    id: str, not_yet: str, unclear: str, surely: str
) -> None:
    """Since November 2018, March 2024, July 2023, 2011: which day of the span is not known."""
    days = (not_yet, unclear, surely)
    cells = {"kind": "routine", "domain": "labour", "enterprise_class": "规上工业"}
    verdicts = [judged(id, day, **cells) for day in days]
    assert [v.outcome.value for v in verdicts] == ["allowed", "undetermined", "forbidden"]
    assert verdicts[1].missing == ("in_force",)


# --- who and what is covered ------------------------------------------------


@pytest.mark.parametrize(
    ("id", "cells"),
    [
        ("cn-jx-ganzhou", {"zone": "none"}),
        ("cn-jx-duchang", {"zone": "none"}),
        ("cn-ah-anqing", {"enterprise_class": "小微企业"}),
        ("cn-sx-jiaokou", {"enterprise_class": "小微企业"}),
        ("cn-sc-suining", {"kind": "专项检查"}),
        ("cn-gd-chaozhou", {"enterprise_class": "散乱污危", "phased-in": "yes"}),
        ("cn-gd-chaozhou", {"enterprise_class": "other", "phased-in": "no"}),
        ("cn-ha-nanyang", {"agency_level": "省级", "approved": "no"}),
    ],
)
def test_out_of_scope(id: str, cells: dict[str, str]) -> None:
    """A visit outside the scope of the rule is free on a quiet day."""
    verdict = judged(id, "2026-05-12", **{"kind": "routine", "domain": "labour", **cells})
    assert verdict.outcome.value == "allowed"
    assert "out-of-scope" in verdict.codes


@pytest.mark.parametrize(
    ("id", "act", "expected"),
    [
        ("cn-cq-tongliang", "收费", "forbidden"),
        ("cn-cq-tongliang", "重大处罚", "not-an-inspection"),
        ("cn-jx-duchang", "其他入企行为", "forbidden"),
        ("cn-ha-shangqiu", "重大处罚", "forbidden"),
        ("cn-jx-qingyuan", "收费", "not-an-inspection"),
    ],
)
def test_acts(id: str, act: str, expected: str) -> None:
    """Tongliang bars fees too, Duchang every entry, Shangqiu all enforcement."""
    cells = {"zone": "园区", "special-case": "no", "domain": "labour", "trigger": "none"}
    assert outcome(id, "2026-05-12", act=act, **cells) == expected


# --- exemptions -------------------------------------------------------------

_ANQING = {"enterprise_class": "规上工业", "trigger": "投诉举报"}
_GRAVE = {"others-harmed": "yes", "serious": "yes", "site-check-needed": "yes"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (_GRAVE, "exempt"),
        ({**_GRAVE, "others-harmed": "no"}, "forbidden"),
        ({**_GRAVE, "serious": "no"}, "forbidden"),
        ({**_GRAVE, "site-check-needed": "no"}, "forbidden"),
        ({}, "undetermined"),
    ],
)
def test_anqing_admits_grave_complaints_only(more: dict[str, str], expected: str) -> None:
    """Others are harmed, it is serious, and it must be checked on site: all three."""
    verdict = judged("cn-ah-anqing", "2026-05-12", **_ANQING, **more)
    assert verdict.outcome.value == expected
    assert set(verdict.missing) == (set(_GRAVE) if expected == "undetermined" else set())


@pytest.mark.parametrize("trigger", ["应企业要求", "许可现场核查"])
def test_anqing_knows_visits_that_are_no_inspections(trigger: str) -> None:
    """At the enterprise's request, or to review a licence: not an inspection."""
    found = outcome("cn-ah-anqing", "2026-05-12", enterprise_class="规上工业", trigger=trigger)
    assert found == "not-an-inspection"


def test_a_licence_review_is_an_exemption_in_liuyang() -> None:
    """What is no inspection in Anqing is an exempt inspection in Liuyang."""
    assert outcome("cn-hn-liuyang", "2026-05-12", trigger="许可现场核查") == "exempt"


_GANZHOU = {"zone": "园区", "fixed-time": "yes", "domain": "work-safety"}
_DEPLOYED_FROM: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("cn-jx-ganzhou", "province", "city", _GANZHOU),
    ("cn-ah-anqing", "city", "county", {"enterprise_class": "规上工业"}),
    ("cn-cq-tongliang", "city", "county", {"domain": "labour"}),
    ("cn-ha-shangqiu", "city", "county", {}),
    ("cn-hn-liuyang", "county", "township", {"domain": "labour"}),
    ("cn-sc-yibin", "province", "city", {}),
)


@pytest.mark.parametrize(("id", "least", "below", "cells"), _DEPLOYED_FROM)
def test_campaigns_count_from_a_level_on(
    id: str, least: str, below: str, cells: dict[str, str]
) -> None:
    """A campaign is exempt if a body of this level or above deployed it."""
    campaign = {"trigger": "special-campaign", **cells}
    found = [
        outcome(id, "2026-05-12", deploying_level=level, **campaign)
        for level in ("central", least, below)
    ]
    assert found == ["exempt", "exempt", "forbidden"]


@pytest.mark.parametrize(
    ("id", "least", "cells"), [(id, least, cells) for id, least, _, cells in _DEPLOYED_FROM]
)
def test_a_special_inspection_from_above_is_a_deployed_one(
    id: str, least: str, cells: dict[str, str]
) -> None:
    """Recorded as special and as assigned by a superior, it counts as a campaign does."""
    row = {"kind": "special", "trigger": "superior-assigned", **cells}
    assert outcome(id, "2026-05-12", deploying_level=least, **row) == "exempt"


def test_a_campaign_is_not_a_matter_handed_down() -> None:
    """Qingyuan and Suqian name what superiors hand down; a record may name both triggers."""
    level = {"deploying_level": "province", "domain": "labour"}
    both = "special-campaign;superior-assigned"
    found = {
        id: [
            outcome(id, "2026-05-12", trigger=trigger, **level)
            for trigger in ("special-campaign", both)
        ]
        for id in ("cn-jx-qingyuan", "cn-js-suqian")
    }
    assert found == {id: ["forbidden", "exempt"] for id in found}


@pytest.mark.parametrize(
    ("id", "cells"),
    [
        ("cn-jx-qingyuan", {}),
        ("cn-jx-ganzhou", {"zone": "园区"}),
        ("cn-gd-chaozhou", {"enterprise_class": "other", "phased-in": "yes"}),
        ("cn-ha-nanyang", {"agency_level": "city", "approved": "no"}),
        ("cn-hn", {}),
        ("cn-hn-liuyang", {}),
        ("cn-cq-tongliang", {}),
        ("cn-yn-jinning", {}),
        ("cn-js-suqian", {}),
        ("cn-sc-suining", {"kind": "routine"}),
        ("cn-jx-duchang", {"zone": "园区", "special-case": "no"}),
    ],
)
def test_an_open_list_wants_a_person(id: str, cells: dict[str, str]) -> None:
    """Where the list ends in "and the like", who claims it is reviewed."""
    found = outcome(id, "2026-05-12", domain="labour", trigger="其他确需检查的情形", **cells)
    assert found == "needs-review"


def test_tax_risk_is_exempt_in_ganzhou_and_not_in_qingyuan() -> None:
    """The same visit, two lists."""
    tax = {"domain": "税务", "trigger": "tax-risk", "zone": "园区"}
    found = [outcome(id, "2026-05-12", **tax) for id in ("cn-jx-ganzhou", "cn-jx-qingyuan")]
    assert found == ["exempt", "forbidden"]


# --- what must be done ------------------------------------------------------


def test_nanyang_files_three_working_days_before_or_after() -> None:
    """Approved: filed 3 working days ahead. Exempt: within 3 working days after the end."""
    city = {"agency_level": "city", "domain": "labour"}
    exempt = duties("cn-ha-nanyang", "2026-05-12", trigger="complaint", **city)
    approved = duties("cn-ha-nanyang", "2026-05-12", kind="routine", approved="yes", **city)
    assert exempt["file"] == Timing("after", "end", 3, "working_days")
    assert approved["file"] == Timing("before", "start", 3, "working_days")
    assert set(exempt) == set(approved) == {"file", "notice", "no-widening"}


def test_nanyang_wants_the_notice_on_every_day() -> None:
    """The notice and the ban on widening are not confined to the quiet days."""
    found = duties("cn-ha-nanyang", "2026-05-26", agency_level="city", kind="routine")
    assert set(found) == {"notice", "no-widening"}


def test_nanyang_bars_what_an_agency_organises_itself() -> None:
    """A check from above may be none of these, so a person looks at it."""
    city = {"agency_level": "city", "domain": "labour", "approved": "no"}
    found = [
        outcome("cn-ha-nanyang", "2026-05-12", trigger=trigger, **city)
        for trigger in ("superior-assigned", "special-campaign", "double-random")
    ]
    assert found == ["needs-review", "needs-review", "forbidden"]


def test_shangqiu_files_three_days_ahead_outside_the_window() -> None:
    """Three days, not working days, and on the free days too."""
    found = duties("cn-ha-shangqiu", "2026-05-21", kind="routine")
    assert found == {
        "file": Timing("before", "start", 3, "days"),
        "notice": Timing("at", "start"),
        "scan": Timing("before", "start"),
        "no-widening": None,
        "report": Timing("after", "end", 3, "days"),
    }


def test_chaozhou_files_two_working_days_ahead() -> None:
    """A visit that the list does not name is filed with the justice department."""
    found = duties(
        "cn-gd-chaozhou",
        "2026-05-12",
        enterprise_class="other",
        domain="labour",
        trigger="other-necessary",
        **{"phased-in": "yes"},
    )
    assert found == {"file": Timing("before", "start", 2, "working_days")}


def test_yibin_wants_a_stamp_before_the_visit() -> None:
    """Each plan is stamped before the visit."""
    assert duties("cn-sc-yibin", "2026-05-22", kind="routine")["stamp"] == Timing("before", "start")


# --- parents ----------------------------------------------------------------


def test_longhui_replaces_the_province() -> None:
    """One ban and not two: the county's period stands in place of the province's."""
    county, province = load_rulebook("cn-hn-longhui"), load_rulebook("cn-hn")
    assert county.extends == ("cn-hn",)
    assert [period.id for period in county.quiet_periods] == ["quiet-days"]
    assert [period.id for period in province.quiet_periods] == ["quiet-days"]
    assert judged("cn-hn-longhui", "2026-05-12", **{"special-case": "yes"}).outcome == "exempt"


def test_a_rule_without_a_first_day_says_so() -> None:
    """Before the day of the document, the verdict notes that no first day is stated."""
    facts = {"trigger": "none", "domain": "none"}
    assert "start-unstated" in judged("cn-he-weixian", "2022-11-10", **facts).codes
    assert "start-unstated" not in judged("cn-he-weixian", "2026-05-12", **facts).codes


def test_a_visit_is_told_its_next_free_day() -> None:
    """Of three days from 2023-03-04 in Wei County, the next such span starts in April."""
    verdict = judged("cn-he-weixian", "2023-03-04", end="2023-03-06")
    assert verdict.next_allowed == dt.date(2023, 4, 1)
