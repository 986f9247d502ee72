"""Two levels of one list, as they are shipped: the province's of 2021 and the city's of 2022."""

from __future__ import annotations

from datetime import date

import pytest

from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.tolerance.audit import compare
from bizenv.tolerance.lists import ToleranceList
from bizenv.tolerance.values import PriorViolation, Violation


def _own(book: Rulebook) -> list[ToleranceList]:
    return [each for each in book.tolerance_lists if each.rulebook == book.id]


def test_the_city_adds_twenty_items_and_asks_differently_of_three() -> None:
    """Read side by side: harm in one item, the time within which it is the first in two."""
    province, city = load_rulebook("cn-gd-ecology"), load_rulebook("cn-gd-jiangmen-ecology")
    found = compare(_own(province), _own(city))
    assert [each.code for each in found].count("only-in-second") == 20
    assert not [each for each in found if each.code == "only-in-first"]
    told = [(each.code, each.item) for each in found if not each.code.startswith("only")]
    assert told == [
        ("second-asks-more", "gd-air-limit"),
        ("first-asks-more", "gd-waste-sign"),
        ("second-asks-more", "gd-waste-sign"),
        ("first-asks-more", "gd-waste-storage"),
        ("second-asks-more", "gd-waste-storage"),
    ]


@pytest.mark.parametrize(
    ("book", "item", "outcome"),
    [
        ("cn-gd-ecology", "gd-waste-sign", "shall-not-punish"),
        ("cn-gd-jiangmen-ecology", "jm-waste-sign", "no-ground"),
    ],
)
def test_one_history_is_judged_by_the_window_of_each(book: str, item: str, outcome: str) -> None:
    """Found twenty months ago: another calendar year, and less than two years."""
    violation = Violation(
        item=item,
        kind="signs",
        agency="生态环境局",
        ended=date(2024, 3, 1),
        discovered=date(2024, 3, 5),
        ordered=date(2024, 3, 5),
        order_due=date(2024, 3, 20),
        corrected=date(2024, 3, 18),
        harm="minor",
        minor=False,
        facts={"special-circumstances": False},
        history=[
            PriorViolation(
                item=item, kind="signs", agency="生态环境局", discovered=date(2022, 7, 5),
                occurred=date(2022, 7, 1),
            )
        ],
    )  # fmt: skip
    assert load_rulebook(book).check(violation).outcome.value == outcome


def test_a_list_that_has_run_out_spares_nobody() -> None:
    """The city's list held until 2025-01-31; the statute, which says may, goes on."""
    book = load_rulebook("cn-gd-jiangmen-ecology")
    [version] = _own(book)[0].versions
    assert version.validity.until == date(2025, 1, 31)
    outcomes = []
    for month, year in ((1, 2025), (2, 2025)):
        violation = Violation(
            item="jm-waste-sign",
            agency="生态环境局",
            ended=date(year, month, 2),
            discovered=date(year, month, 3),
            ordered=date(year, month, 3),
            order_due=date(year, month, 20),
            corrected=date(year, month, 18),
            harm="minor",
            minor=False,
            facts={"special-circumstances": False},
            history=[],
        )
        outcomes.append(book.check(violation).outcome.value)
    assert outcomes == ["shall-not-punish", "may-not-punish"]
