"""Service charters: dated promises, each for the requests that it binds."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.closure import ClosureRule
from bizenv.cases.service_levels import ServiceLevel
from bizenv.cases.values import Case
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.testing import a_citation
from bizenv.testing.cases import a_charter, a_promise

OLD = Validity(date(2020, 1, 1), date(2020, 1, 1), date(2022, 12, 31))
NEW = Validity(*Validity.parse_first("2023-01-01"))
CITE = a_citation()


def two_versions() -> ServiceCharter:
    need = ClosureRule("reply", "closing", citation=CITE)
    return ServiceCharter(
        "requests",
        Text("企业诉求"),
        [
            CharterVersion(OLD, CITE, [a_promise(period="5 working days")]),
            CharterVersion(NEW, CITE, [a_promise(period="3 working days")], [need]),
        ],
        rulebook="example",
    )


def test_each_version_promises_for_the_requests_received_under_it() -> None:
    level = ServiceLevel(two_versions().promises())
    days = (date(2022, 12, 31), date(2023, 1, 1), date(2019, 12, 31))
    chosen = [level.choose(Case("1"), day) for day in days]
    assert [c[0].promise and c[0].promise.period.n for c in chosen[:2]] == [5, 3]
    assert chosen[2] == ()


def test_a_day_that_is_not_known_leaves_open_which_version_binds() -> None:
    (choice,) = ServiceLevel(two_versions().promises()).choose(Case("1"))
    assert (choice.promise, [str(fact) for fact in choice.missing]) == (None, ["received"])


def test_a_promise_names_its_version() -> None:
    rules = [promise.rule for promise in two_versions().promises()]
    assert rules == ["example/requests@2020-01-01", "example/requests@2023-01-01"]


def test_closure_rules_bind_the_requests_of_their_version() -> None:
    (old, new) = two_versions().closures()
    assert old == ()
    days = (date(2023, 1, 1), date(2022, 1, 1), None)
    assert [new[0].applies(None, day).value for day in days] == ["yes", "no", "unknown"]


def test_a_charter_has_an_id_and_words() -> None:
    with pytest.raises(UsageError):
        ServiceCharter(" ", Text("诉求"), [])
    assert a_charter(a_promise()).rule(a_charter().versions[0]) == "example/requests@2023-01-01"
