"""Rules on whole schedules, read out."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from bizenv import load_rulebook
from bizenv.inspections.quiet_periods import Scope
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion, Raise
from bizenv.kernel.legal import Gap, Validity
from bizenv.kernel.text import Text
from bizenv.reports.wholes import whole_lines, wholes_in_short
from bizenv.testing import a_citation, a_ground


def test_a_book_is_read_out_clause_by_clause() -> None:
    lines = list(whole_lines(load_rulebook("cn-jx-nanchang"), "en"))
    assert lines[:6] == [
        "routine plans are entered ahead (plan-ahead)",
        "  first day not stated – open: the papers of a visit",
        "    by: 《南昌市法治护企“法码同行”工作方案》 (2025-04-18, as reported)",
        "    only: routine inspection",
        "    not counted: assigned by a superior authority (assigned)",
        "    not counted: complaint or report (complaint)",
    ]
    assert "    - entered by scan code (《南昌市法治护企“法码同行”工作方案》)" in lines


def test_bounds_notes_and_gaps_are_told() -> None:
    base = load_rulebook("cn-hb-daye")
    version = FrequencyVersion(
        most=2,
        validity=Validity(date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31)),
        scope=Scope(agency_levels=["city"], exclude_classes=["sole-trader"]),
        raises=(Raise(4, a_ground()),),
        after_clean=True,
        joint_once=True,
        citation=a_citation(),
    )
    gap = Gap(date(2025, 1, 1), date(2025, 12, 31), Text("未规定", "nothing said"))
    rule = FrequencyRule("cap", Text("上限", "cap"), (version,), (gap,), rulebook="cn")
    lines = list(whole_lines(evolve(base, frequency_rules=(rule,)), "en"))
    assert lines[:2] == [
        "cap (cn/cap)",
        "  2026-01-01 – 2026-12-31: at most 2 visits by one agency in a calendar year",
    ]
    assert lines[3:9] == [
        "    only: city",
        "    not for: sole trader",
        "    raised to 4: complaint (complaint)",
        "    only where the last visit found no violation",
        "    joint visits on one day count once",
        "  2025-01-01 – 2025-12-31: no rule (nothing said)",
    ]
    assert "target for the joint-visit rate is 60 %" in "\n".join(lines)


def test_a_plain_bound_has_no_notes() -> None:
    assert list(whole_lines(load_rulebook("cn-hn-longhui"), "en")) == [
        "one department once a year (once-a-year)",
        "  first day not stated – open: at most 1 visit by one agency in a calendar year",
        "    by: 《隆回县涉企检查备案的文件》 (隆办发〔2011〕1号, from a copy)",
    ]


def test_what_is_said_twice_is_told_once_in_short() -> None:
    said = wholes_in_short(load_rulebook("cn-economic-inspections"), "zh")
    assert said.count("各机关合计每年最多 2 次") == 1
