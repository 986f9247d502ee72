"""A service charter hands out its promises and needs, each for the requests that it binds."""

from __future__ import annotations

from datetime import date

from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.closure import ClosureRule
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.testing import a_citation
from bizenv.testing.cases import a_charter, a_promise

FIRST = date(2023, 1, 1)
THEN = date(2024, 1, 1)
NEED = ClosureRule("reply", "closing", citation=a_citation())
TWO = ServiceCharter(
    "requests",
    Text("企业诉求"),
    [
        CharterVersion(
            Validity(FIRST, FIRST, date(2023, 12, 31)), a_citation(), [a_promise()], [NEED]
        ),
        CharterVersion(Validity(THEN, THEN), a_citation(), [a_promise(period="5 working days")]),
    ],
    rulebook="cn-test",
)


def test_each_promise_names_its_rule_and_binds_while_its_version_is_in_force() -> None:
    first, second = TWO.promises()
    assert (first.rule, second.rule) == (
        "cn-test/requests@2023-01-01",
        "cn-test/requests@2024-01-01",
    )
    assert first.validity is not None
    assert first.validity.holds_on(date(2023, 12, 31)) is Truth.YES
    assert first.validity.holds_on(THEN) is Truth.NO
    assert (first.period.n, second.period.n) == (3, 5)


def test_the_needs_come_by_version_and_bind_as_it_does() -> None:
    first, second = TWO.closures()
    assert [rule.validity for rule in first] == [TWO.versions[0].validity]
    assert second == ()


def test_a_version_without_a_first_day_is_named_so() -> None:
    charter = a_charter(a_promise(), validity=Validity())
    (promise,) = charter.promises()
    assert promise.rule == "example/requests@unstated"
