"""Schedules as frames, rows and inspections; values of the verdict; tables with dirty rows."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest

import bizenv
from bizenv.inspections.values import Inspection
from bizenv.inspections.whole.columns import columns_of
from bizenv.inspections.whole.papers import PlanEntry, Records
from bizenv.inspections.whole.tables import check_whole_table, plan_entries, read_table
from bizenv.inspections.whole.values import ScheduleOutcome, shown_rows
from bizenv.kernel.errors import RecordError, TableError, UsageError
from bizenv.rulebooks.vocabulary import header_words
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.tables.readers import open_table

BOOK = bizenv.load_rulebook("cn-hn-longhui")
ROWS = [
    {"检查日期": "2026-03-23", "企业名称": "甲公司", "检查机关": "县质监局"},
    {"检查日期": "2026-06-23", "企业名称": "甲公司", "检查机关": "县质监局"},
    {"检查日期": "2026-06-24", "企业名称": "乙公司", "检查机关": "县质监局"},
]


def told(verdict: bizenv.ScheduleVerdict) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(f.code, f.rows, f.worst) for f in verdict.findings]


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, list])
def test_frames_and_rows_are_judged_alike(make: Any) -> None:
    verdict = BOOK.check_schedule(make(ROWS))
    assert told(verdict) == [("too-many-visits", (0, 1), (1,))]
    assert (verdict.outcome, verdict.rows) == (ScheduleOutcome.BREACHED, 3)


def test_inspections_are_judged_alike() -> None:
    visits = [BOOK.inspection(row) for row in ROWS]
    assert told(BOOK.check_schedule(visits)) == told(BOOK.check_schedule(ROWS))
    assert BOOK.check_schedule([]).outcome is ScheduleOutcome.CLEAN


def test_history_counts_and_is_told_apart() -> None:
    (finding,) = BOOK.check_schedule(ROWS[1:], history=ROWS[:1]).breaches
    assert (finding.rows, finding.worst, finding.earlier) == ((0,), (0,), (0,))
    assert "earlier visits counted: 0" in "\n".join(finding.lines("en"))


def test_a_breach_of_the_history_alone_is_not_told() -> None:
    assert BOOK.check_schedule(ROWS[2:], history=ROWS[:2]).findings == ()


def test_rows_that_cannot_be_read_are_left_out_and_told() -> None:
    dirty = [{**ROWS[0], "检查日期": "不是日期"}, *ROWS, {"检查日期": None}]
    verdict = BOOK.check_schedule(pl.DataFrame(dirty))
    assert (verdict.unread, verdict.rows) == ((0, 4), 3)
    assert told(verdict) == [("too-many-visits", (1, 2), (2,))]


def test_a_row_that_ends_before_it_starts_is_left_out() -> None:
    rows = [{**ROWS[0], "结束日期": "2026-01-01"}, {**ROWS[1], "结束日期": "2026-06-25"}]
    assert BOOK.check_schedule(rows).unread == (0,)


def test_an_id_stands_before_a_name() -> None:
    rows = [
        {**ROWS[0], "企业编号": "E1"},
        {**ROWS[1], "企业编号": ""},
        {**ROWS[2], "企业编号": "E1"},
    ]
    assert told(BOOK.check_schedule(rows))[0] == ("too-many-visits", (0, 2), (2,))


def test_a_map_says_what_blanks_and_columns_mean() -> None:
    frame = pl.DataFrame({"日": ["2026-03-23", "2026-06-23"], "户": ["甲", "甲"]})
    mapping = TableMap(
        {
            "start": FieldMap(column="日"),
            "enterprise": FieldMap(column="户"),
            "agency": FieldMap(blank="县质监局"),
        }
    )
    assert told(BOOK.check_schedule(frame, mapping=mapping)) == [("too-many-visits", (0, 1), (1,))]


def test_a_table_without_days_is_refused() -> None:
    with pytest.raises(TableError):
        BOOK.check_schedule([{"企业名称": "甲公司"}])


def test_a_rulebook_without_such_rules_says_so() -> None:
    with pytest.raises(UsageError, match="has no rules on whole schedules"):
        bizenv.load_rulebook("cn-jx-qingyuan").check_schedule(ROWS)


def test_a_plan_is_entries_or_mappings() -> None:
    jiujiang = bizenv.load_rulebook("cn-jx-jiujiang")
    rows = [{**ROWS[0], "检查事项": "计量", "检查起因": "无"}]
    plan: list[Any] = [PlanEntry(matter="计量"), {"agency": "县质监局"}]
    codes = [f.code for f in jiujiang.check_schedule(rows, plan=plan).findings]
    assert "not-planned" not in codes
    with pytest.raises(UsageError, match="expected a PlanEntry or a mapping"):
        jiujiang.check_schedule(rows, plan=[{"agent": "县质监局"}])


# --- the verdict ----------------------------------------------------------------


def test_a_verdict_tells_itself_in_both_languages() -> None:
    verdict = BOOK.check_schedule(ROWS)
    assert verdict.explain("zh").splitlines()[1:] == [
        "[违反] 甲公司（县质监局）2026-01-01 至 2026-12-31 有 2 次检查，超过 1 次："
        "同一机关每年最多 1 次 [too-many-visits]",
        "    依据：《隆回县涉企检查备案的文件》",
        "    涉及的行：0、1",
        "    其中超出的行：1",
    ]
    assert str(verdict) == verdict.explain("en")
    assert verdict.to_dict()["findings"][0]["clause"] == "《隆回县涉企检查备案的文件》"
    assert (verdict.failed(), verdict.failed(strict=True)) == (True, True)


def test_a_verdict_weighs_its_gravest_finding() -> None:
    daye = bizenv.load_rulebook("cn-hb-daye")
    near = [ROWS[1], {**ROWS[2], "企业名称": "甲公司", "检查机关": "县环保局"}]
    review = daye.check_schedule(near)
    assert (review.outcome, review.failed(), review.failed(strict=True)) == (
        ScheduleOutcome.REVIEW,
        False,
        True,
    )
    assert "joint-visit rate: 0/2 = 0.0 % as planned, 2/2 = 100.0 % once merged" in str(review)
    unknown = BOOK.check_schedule([{**ROWS[0], "企业名称": "0"}])
    assert unknown.outcome is ScheduleOutcome.UNDETERMINED
    assert unknown.undetermined[0].missing == ("enterprise",)
    assert {each.text.en for each in ScheduleOutcome} == {
        "clean",
        "to review",
        "undetermined",
        "breached",
    }


def test_many_rows_are_told_by_the_first_and_their_number() -> None:
    assert shown_rows(tuple(range(13)), "en").endswith("11 … (13 rows)")


# --- tables ---------------------------------------------------------------------


def test_a_table_is_told_by_the_rows_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "检查日期,企业名称,检查机关\n"
        + "".join(
            f"{r['检查日期']},{r['企业名称']},{r['检查机关']}\n" for r in (*ROWS, ROWS[0])
        ).replace("2026-06-24", "bad"),
        "utf-8",
    )
    words = header_words()["inspections"]
    check = check_whole_table(
        open_table(path, words), BOOK.schedule, words, TableMap(), records=Records()
    )
    (finding,) = check.verdict.findings
    assert check.numbers(finding.rows) == [2, 3, 5]
    assert (check.place(4 - 1).line, check.verdict.unread) == (5, (2,))
    assert sorted(check.by_row) == [1]


def test_columns_that_come_later_are_blank_before() -> None:
    one = columns_of([Inspection(start=date(2026, 1, 1), circumstances={"serious": True})])
    two = columns_of([Inspection(start=date(2026, 1, 1))])
    assert two.joined(one).fact("serious").decode() == [None, True]


def test_a_plan_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "企业名称,检查机关,检查事项,开始日期,结束日期\n甲,市应急局,,2026-01-01,2026-12-31\n,,,,\n",
        "utf-8",
    )
    words = header_words()["inspections"]
    assert list(plan_entries(open_table(path, words), words)) == [
        PlanEntry(
            enterprise="甲",
            agency="市应急局",
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
    ]
    path.write_text("检查机关,开始日期\n市应急局,bad\n", "utf-8")
    with pytest.raises(RecordError):
        list(plan_entries(open_table(path, words), words))
    history = read_table(open_table(path, words), BOOK.schedule, words, TableMap())
    assert (history.rows, history.given) == (0, 1)


def test_what_is_neither_a_frame_nor_rows_is_refused() -> None:
    with pytest.raises(UsageError):
        BOOK.check_schedule([1, 2])


def test_a_blank_day_may_have_a_meaning_and_an_unread_field_is_passed_over() -> None:
    mapping = TableMap(
        {
            "start": FieldMap(blank="2026-03-23"),
            "agency": FieldMap(blank="县质监局"),
            "reason": FieldMap(blank="无"),
        }
    )
    verdict = BOOK.check_schedule([{"企业名称": "甲"}], mapping=mapping)
    assert (verdict.rows, verdict.outcome) == (1, ScheduleOutcome.CLEAN)
