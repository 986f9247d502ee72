"""Who may write a case off: told before, and found when somebody else did."""

from __future__ import annotations

from datetime import date
from typing import Any

from bizenv.cases.rules import CaseVerdict, check_case
from bizenv.cases.values import Case
from bizenv.cases.writing_off import WritingOffRule
from bizenv.testing import a_citation
from bizenv.testing.cases import a_case, an_event, case_rules

AT = date(2023, 6, 30)
COURSE = ("received", "assigned", "resolved")


def verdict(case: Case, **changes: Any) -> CaseVerdict:
    rule = WritingOffRule(["县领导"], citation=a_citation("第六条"), **changes)
    return check_case(case, case_rules(writing_off=[rule]), AT)


def written_off(by: str | None, **facts: Any) -> Case:
    return a_case(*COURSE, **facts).plus(an_event("written-off", 20, by=by))


def said(found: CaseVerdict) -> list[tuple[str, str, str, str]]:
    return [(f.code, f.severity.value, f.message("zh"), f.message("en")) for f in found.findings]


def test_before_it_is_done_it_is_said_who_has_to_do_it() -> None:
    (duty,) = verdict(a_case(*COURSE)).obligations
    assert (duty.code, duty.message("en")) == ("write-off", "write it off, by 县领导")
    assert verdict(a_case("received", "assigned")).obligations == ()
    assert verdict(a_case(*COURSE, kind="individual"), kinds=["systemic"]).obligations == ()
    assert verdict(a_case(*COURSE), kinds=["systemic"]).obligations == ()


def test_who_may_did() -> None:
    assert verdict(written_off("县领导")).findings == ()


def test_somebody_else_did() -> None:
    assert said(verdict(written_off("局长"))) == [
        (
            "written-off-by-other",
            "breach",
            "由局长销号，只有县领导可以销号。",
            "It was written off by 局长; only 县领导 may do so.",
        )
    ]


def test_nobody_said_who() -> None:
    assert said(verdict(written_off(None))) == [
        (
            "writer-off-unknown",
            "review",
            "没有写明由谁销号，只有县领导可以销号。",
            "It does not say who wrote it off; only 县领导 may do so.",
        )
    ]


def test_whether_it_binds_may_not_be_known() -> None:
    assert said(verdict(written_off("局长"), channels=["talk"])) == [
        (
            "writer-off-unknown",
            "review",
            "由局长销号；是否只有县领导可以销号，取决于没有写明的类别或者来源。",
            "It was written off by 局长; whether only 县领导 may do so depends on the kind or "
            "channel, which is not known.",
        )
    ]
    assert verdict(written_off("局长", channel="hotline"), channels=["talk"]).findings == ()
