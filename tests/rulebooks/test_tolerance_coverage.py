"""What worked violations prove: each distinct set of conditions met, failed and open."""

from __future__ import annotations

from datetime import date

from bizenv import Violation, load_rulebook
from bizenv.rulebooks.tolerance_coverage import tolerance_coverage

NOW = {"ended": date(2024, 3, 1), "discovered": date(2024, 3, 5)}


def test_items_with_the_same_conditions_are_proved_together():
    book = load_rulebook("cn-tax")
    (nothing,) = tolerance_coverage(book, ())
    assert (str(nothing), len(nothing.missed)) == ("conditions 0/6", 6)
    verdicts = [
        book.check(Violation(item="tax-02", **NOW)),
        book.check(Violation(item="tax-01", harm="serious", **NOW)),
    ]
    (some,) = tolerance_coverage(book, verdicts)
    assert sorted(some.reached) == [
        "cn-tax/first-violations@2021/tax-01 failed",
        "cn-tax/first-violations@2021/tax-01 open",
    ]


def test_a_rulebook_without_lists_of_its_own_has_nothing_to_prove():
    assert tolerance_coverage(load_rulebook("cn-ha-nanyang"), ()) == ()
