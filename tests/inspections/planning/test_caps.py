"""Caps on the days with visits of an enterprise."""

from datetime import date

from bizenv.inspections.planning.caps import enterprise_caps
from bizenv.inspections.planning.plans import Visit


def visit(row: int, enterprise: str, year: int = 2024) -> Visit:
    return Visit(row, "A", enterprise, date(year, 6, 5), date(year, 6, 5))


def test_an_enterprise_with_more_visits_than_days_has_a_cap_for_each_year() -> None:
    visits = [visit(row, "E1") for row in range(3)] + [visit(9, "E1", 2023), visit(8, "E2")]
    (cap,) = enterprise_caps(visits, 2)
    assert (cap.enterprise, cap.rows, cap.most, cap.joint) == ("E1", (0, 1, 2), 2, True)
    assert cap.why.text.en == (
        "An enterprise has at most 2 days with visits a year; visits of one day are joined."
    )


def test_visits_of_nobody_known_are_not_one_enterprise() -> None:
    assert enterprise_caps([visit(row, "") for row in range(9)], 2) == []
