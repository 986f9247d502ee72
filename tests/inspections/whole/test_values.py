"""Verdicts on whole schedules as values."""

from bizenv import load_rulebook
from bizenv.inspections.whole.joint_visits import Share
from bizenv.inspections.whole.values import ScheduleFinding, ScheduleOutcome, ScheduleVerdict
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Severity

REF = load_rulebook("cn-jx-qingyuan").ref


def finding(severity: str) -> ScheduleFinding:
    return ScheduleFinding(
        code="some-code",
        severity=severity,  # type: ignore[arg-type]
        text=Text("{rows} 行", "{rows} rows"),
        rows=(1, 2),
        worst=(2,),
        facts={"rows": 2},
    )


def verdict(*findings: ScheduleFinding) -> ScheduleVerdict:
    return ScheduleVerdict(REF, 3, findings, Share(0, 0), Share(0, 0))


def test_the_gravest_finding_is_the_outcome() -> None:
    note, review, unknown, breach = map(finding, ("note", "review", "unknown", "breach"))
    assert verdict().outcome is ScheduleOutcome.CLEAN
    assert verdict(note).outcome is ScheduleOutcome.CLEAN
    assert verdict(note, review).outcome is ScheduleOutcome.REVIEW
    assert verdict(review, unknown).outcome is ScheduleOutcome.UNDETERMINED
    assert verdict(unknown, breach).outcome is ScheduleOutcome.BREACHED
    assert verdict(unknown, breach).of(Severity.UNKNOWN) == (unknown,)


def test_a_finding_without_a_clause_has_no_line_for_it() -> None:
    assert finding("note").lines("en") == [
        "[note] 2 rows [some-code]",
        "    rows: 1, 2",
        "    of these too many: 2",
    ]
    assert finding("note").lines("en", {1: 5, 2: 9})[1] == "    rows: 5, 9"


def test_rows_may_be_called_by_other_numbers() -> None:
    moved = verdict(finding("breach")).with_rows({1: 4, 2: 7}, unread=(0,))
    assert (moved.findings[0].rows, moved.findings[0].worst, moved.unread) == ((4, 7), (7,), (0,))
