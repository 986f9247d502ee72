"""Every finding on a visit, word for word in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from bizenv.calendars.days.sets import MonthDays
from bizenv.inspections.quiet_periods import Approval, QuietPeriod, QuietVersion, Window
from bizenv.inspections.values import InspectionOutcome
from bizenv.inspections.wording import Wording, with_reason
from bizenv.kernel.findings import Check, Finding, MissingFact, Severity
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing import a_quiet_version

NOTICE = Citation(Source("n", "通知", "official", issued=date(2022, 4, 1)), "第二条")
CLAUSE = Citation(NOTICE.source, "第九条")
ACTS = base_vocabulary()["act"]
VERSION = a_quiet_version(window=MonthDays(1, 22), citation=NOTICE)
FACTS = (MissingFact("domain", Text("检查领域", "the domain")),)


def wording(version: QuietVersion = VERSION, window: Window = Window.INSIDE) -> Wording:
    period = QuietPeriod("q", Text("企业安静期", "enterprise quiet period"), (version,))
    return Wording.of(period, version, window, ACTS)


def check(zh: str, en: str) -> Check:
    return Check(asked=Text(zh, en), truth=Truth.YES, citation=CLAUSE)


SAFETY = check("安全生产", "work safety")
WHERE = "企业安静期（每月 1–22 日）"
WHERE_EN = "the enterprise quiet period (days 1–22 of every month)"


@pytest.mark.parametrize(
    ("findings", "code", "zh", "en", "cited"),
    [
        (
            wording().no_inspection(check("上门服务", "a service visit")),
            "not-an-inspection",
            "这次入企不属于企业安静期所说的检查：上门服务。",
            "This visit is no inspection in the sense of the enterprise quiet period: "
            "a service visit.",
            CLAUSE,
        ),
        (
            wording().no_inspection(None),
            "not-an-inspection",
            "这次入企不属于企业安静期所说的检查：其他行为。",
            "This visit is no inspection in the sense of the enterprise quiet period: another act.",
            NOTICE,
        ),
        (
            wording().out_of_scope(),
            "out-of-scope",
            "企业安静期不适用于这次检查。",
            "The enterprise quiet period does not cover this visit.",
            NOTICE,
        ),
        (
            wording().not_in_force(),
            "not-in-force",
            "检查当日企业安静期没有施行。",
            "The enterprise quiet period is not in force on the day of the visit.",
            NOTICE,
        ),
        (
            wording().outside(),
            "outside-quiet-period",
            f"检查日不在{WHERE}内。",
            f"The visit lies outside {WHERE_EN}.",
            NOTICE,
        ),
        (
            wording().exempt([SAFETY]),
            "exempt",
            f"检查日在{WHERE}内，但属于例外情形：安全生产。",
            f"The visit lies in {WHERE_EN}, and an exemption holds: work safety.",
            CLAUSE,
        ),
        (
            wording(window=Window.DAYS_UNSETTLED).exempt([SAFETY]),
            "exempt",
            f"检查日可能在{WHERE}内，但属于例外情形：安全生产。",
            f"The visit may lie in {WHERE_EN}, and an exemption holds: work safety.",
            CLAUSE,
        ),
        (
            wording(evolve(VERSION, approval=Approval(CLAUSE))).approved(),
            "approved",
            f"检查日在{WHERE}内，但已经批准。",
            f"The visit lies in {WHERE_EN} and was approved.",
            CLAUSE,
        ),
        (
            wording(evolve(VERSION, approval=None)).approved(),
            "approved",
            f"检查日在{WHERE}内，但已经批准。",
            f"The visit lies in {WHERE_EN} and was approved.",
            NOTICE,
        ),
        (
            wording().claimed([check("等情形", "and the like")]),
            "catch-all-claimed",
            f"检查日在{WHERE}内，主张的是兜底情形（等情形），须记明理由并审核。",
            f"The visit lies in {WHERE_EN} and claims a catch-all ground (and the like): "
            "the reason must be recorded and reviewed.",
            CLAUSE,
        ),
        (
            (wording().start_unstated(),),
            "start-unstated",
            "没有见到从哪一天起施行（文件日期：2022-04-01），这里按已经施行判断。",
            "No first day was seen (the document: 2022-04-01); the rule is taken as in force.",
            NOTICE,
        ),
    ],
)
def test_a_finding_is_worded_and_cites_the_nearest_clause(
    findings: tuple[Finding, ...], code: str, zh: str, en: str, cited: Citation
) -> None:
    (finding,) = findings
    assert (finding.code, finding.citation) == (code, cited)
    assert finding.message("zh") == zh
    assert finding.message("en") == en


LATE_ZH = "批准的日期晚于检查开始的日期，不算已经批准。"
LATE_EN = "The approval was given after the day on which the visit began: it does not count."


@pytest.mark.parametrize(
    ("approval", "cited"), [(Approval(CLAUSE), CLAUSE), (None, NOTICE)], ids=["admitted", "none"]
)
@pytest.mark.parametrize(
    ("outcome", "severity"),
    [
        (InspectionOutcome.FORBIDDEN, Severity.BREACH),
        (InspectionOutcome.NEEDS_REVIEW, Severity.NOTE),
    ],
)
def test_a_late_approval_stands_beside_the_breach_or_the_review(
    approval: Approval | None, cited: Citation, outcome: InspectionOutcome, severity: Severity
) -> None:
    """It cites the clause on approvals."""
    finding = wording(evolve(VERSION, approval=approval)).approved_late(outcome)
    assert (finding.code, finding.severity, finding.citation) == ("approved-late", severity, cited)
    assert (finding.message("zh"), finding.message("en")) == (LATE_ZH, LATE_EN)


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (
            None,
            f"检查日在{WHERE}内，主张的是兜底情形（等情形），须记明理由并审核；"
            "记录中没有理由（reason）。",
            f"The visit lies in {WHERE_EN} and claims a catch-all ground (and the like): "
            "the reason must be recorded and reviewed, and it is missing (reason).",
        ),
        (
            "设备 {A} 复验",
            f"检查日在{WHERE}内，主张的是兜底情形（等情形），须审核；"
            "记录的理由是“设备 {A} 复验”。",
            f"The visit lies in {WHERE_EN} and claims a catch-all ground (and the like), "
            'which must be reviewed; the reason recorded is "设备 {A} 复验".',
        ),
    ],
)
def test_a_claim_is_told_with_its_reason_or_that_there_is_none(
    reason: str | None, zh: str, en: str
) -> None:
    """The reviewer reads the reason as it was recorded, braces and all."""
    (claimed,) = wording().claimed([check("等情形", "and the like")])
    finding = with_reason(claimed, reason)
    assert (finding.message("zh"), finding.message("en")) == (zh, en)
    assert finding.facts["reason"] == reason
    assert (finding.code, finding.severity, finding.citation) == (
        "catch-all-claimed",
        Severity.REVIEW,
        CLAUSE,
    )


def test_other_findings_need_no_reason() -> None:
    (breach,) = wording().forbidden()
    assert with_reason(breach, "设备复验") is breach


def test_a_breach_says_what_is_forbidden_and_how_strictly() -> None:
    (finding,) = wording().forbidden()
    assert finding.severity is Severity.BREACH
    strict = VERSION.strictness.text
    assert finding.message("zh") == f"检查日在{WHERE}内，没有例外情形，{strict.zh}行政检查。"
    assert finding.message("en") == (
        f"The visit lies in {WHERE_EN} and no exemption holds: {strict.en} (inspection)."
    )


@pytest.mark.parametrize(
    ("outcomes", "zh", "en"),
    [
        ([InspectionOutcome.FORBIDDEN], "不得检查", "forbidden"),
        (
            [InspectionOutcome.EXEMPT, InspectionOutcome.FORBIDDEN, InspectionOutcome.EXEMPT],
            "例外可查或不得检查",
            "exempt or forbidden",
        ),
        (
            [
                InspectionOutcome.ALLOWED,
                InspectionOutcome.EXEMPT,
                InspectionOutcome.FORBIDDEN,
            ],
            "可以检查、例外可查或不得检查",
            "allowed, exempt or forbidden",
        ),
    ],
)
def test_what_is_open_is_told_with_the_ways_it_may_end(
    outcomes: list[InspectionOutcome], zh: str, en: str
) -> None:
    open_ = wording().undetermined(FACTS, outcomes)
    assert (open_.code, open_.severity) == ("facts-missing", Severity.UNKNOWN)
    assert open_.message("zh") == f"还不能判定：取决于检查领域，可能是{zh}。"
    assert open_.message("en") == (
        f"This cannot be decided yet: it depends on the domain, and may be {en}."
    )
    lawful = wording().lawful_either_way(FACTS, outcomes)
    assert lawful.message("zh") == (
        f"无论检查领域如何都可以检查（{zh}）；各种可能的应办事项都已列出。"
    )


def test_a_document_without_any_date_says_so() -> None:
    undated = evolve(VERSION, citation=Citation(Source("n", "通知", "official")))
    assert wording(undated).start_unstated().message("en") == (
        "Neither the document's date nor a first day was seen; the rule is taken as in force."
    )
