"""A rulebook in hand: it reads records, checks them, and says what it cannot check."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

from bizenv.inspections.values import Inspection
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.rulebooks.rulebook import Jurisdiction, Rulebook
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.tables.mapping import FieldMap, TableMap
from bizenv.testing import a_rulebook, an_inspection

BOOK = load_rulebook(Path(__file__).with_name("rules.yaml"))
QUIET = Inspection(start=date(2024, 3, 20), kind="routine", domain="none")


def test_a_rulebook_checks_an_inspection() -> None:
    verdict = BOOK.check(QUIET)
    assert verdict.outcome.value == "forbidden"
    assert verdict.rulebook == BOOK.ref
    assert (BOOK.id, BOOK.version) == ("cn-test", "1")


KINDS = "a bizenv.Inspection, a bizenv.Case or a bizenv.Violation"


@pytest.mark.parametrize("record", [None, "2024-03-20", {"start": "2024-03-20"}])
def test_a_record_of_another_kind_is_refused(record: object) -> None:
    with pytest.raises(UsageError) as caught:
        BOOK.check(record)  # type: ignore[arg-type]
    assert str(caught.value) == f"record={record!r}: expected {KINDS}"


def test_a_row_is_read_by_fields_or_headers() -> None:
    row = {"start": "2024-03-20", "kind": "日常检查", "domain": "无"}
    assert BOOK.inspection(row) == QUIET
    assert BOOK.inspection({"检查日期": "2024/3/20", "检查类型": "日常", "领域": "无"}) == QUIET


def test_a_row_that_cannot_be_read_is_refused_with_every_problem() -> None:
    with pytest.raises(RecordError) as caught:
        BOOK.inspection({"start": "2024-03-32", "kind": "rutine"})
    assert [problem.code for problem in caught.value.problems] == ["bad-day", "unknown-term"]


def test_a_frame_is_checked_row_by_row() -> None:
    frame = pd.DataFrame({"start": ["2024-03-20", "2024-03-21"], "kind": "routine"})
    frame["domain"] = "none"
    checked = BOOK.check_frame(frame)
    assert checked["outcome"].tolist() == ["forbidden", "allowed"]


def test_a_frame_is_read_by_the_headers_that_people_write_or_by_those_given() -> None:
    frame = pd.DataFrame(
        {"检查日期": ["2024-03-20"], "来访日": ["2024-03-21"], "kind": ["routine"]}
    )
    frame["domain"] = "none"
    one = TableMap({"end": FieldMap(column="")})
    assert BOOK.check_frame(frame, mapping=one)["outcome"].tolist() == ["forbidden"]
    given = BOOK.check_frame(
        frame, headers={"start": ["来访日"]}, mapping=one, columns=["outcome"], prefix="x_"
    )
    assert given["x_outcome"].tolist() == ["allowed"]


def test_a_frame_is_explained_in_the_language_asked_for() -> None:
    frame = pd.DataFrame({"start": ["2024-03-21"], "kind": ["routine"]})
    assert BOOK.check_frame(frame, explain=True, lang="en")["message"].tolist() == [
        "The visit lies outside the quiet period (days 1–20 of every month)."
    ]
    assert BOOK.check_frame(frame, explain=True)["message"].tolist() == [
        "检查日不在企业安静期（每月 1–20 日）内。"
    ]


def test_an_option_of_frames_that_is_misspelt_is_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'explane'"):
        BOOK.check_frame(pd.DataFrame({"start": []}), explane=True)  # type: ignore[call-arg]


def test_a_rulebook_without_rules_says_so() -> None:
    bare = evolve(BOOK, quiet_periods=())
    with pytest.raises(UsageError) as caught:
        bare.check(QUIET)
    assert str(caught.value) == "the rulebook 'cn-test' has no rules on inspections"
    assert caught.value.say("zh") == "规则库 'cn-test' 没有关于检查的规则"


def test_a_rulebook_survives_pickling_and_judges_alike() -> None:
    twin = pickle.loads(pickle.dumps(BOOK))  # noqa: S301 - our own bytes
    assert isinstance(twin, Rulebook)
    assert twin == BOOK
    assert twin.check(QUIET) == BOOK.check(QUIET)


def test_a_rulebook_is_frozen_and_shows_its_hash() -> None:
    assert repr(BOOK) == f"<Rulebook cn-test 1 (sha256:{BOOK.ref.sha256[:12]})>"
    with pytest.raises(FrozenInstanceError):
        BOOK.checked = date(2026, 1, 2)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Jurisdiction("county").level = "city"  # type: ignore[misc]


def test_a_case_is_judged_at_a_time_and_by_rules_on_requests() -> None:
    import datetime as dt

    from bizenv import Case, UsageError, load_rulebook

    with pytest.raises(UsageError, match="write check"):
        load_rulebook("cn-sd").check(Case("1"))  # type: ignore[call-overload] # refused
    with pytest.raises(UsageError, match="has no rules on requests"):
        load_rulebook("cn-ha-nanyang").check(Case("1"), at=dt.date(2023, 6, 30))


def test_the_outcome_alone_is_that_of_the_verdict() -> None:
    book = a_rulebook()
    for day in (15, 25):
        visit = an_inspection(start=date(2024, 3, day), domain="tax", trigger="none")
        assert book.outcome(visit) is book.check(visit).outcome
    with pytest.raises(UsageError, match="expected a bizenv"):
        book.outcome("a visit")  # type: ignore[arg-type] # wrong on purpose
