"""What a list gives, in its own words; shall and may are never merged."""

from __future__ import annotations

import pytest

from bizenv.tolerance.published.leniency import read_leniency

GIVEN = {
    "不予行政处罚": "shall-not-punish",
    "依法免予处罚": "shall-not-punish",
    "轻微免罚": "shall-not-punish",
    "轻微违法行为不予处罚清单": "shall-not-punish",
    "依法可以不予行政处罚": "may-not-punish",
    "可不予处罚": "may-not-punish",
    "首违不罚": "may-not-punish",
    "首违免罚清单": "may-not-punish",
    "初次违法不予处罚": "may-not-punish",
    "首查免罚": "may-not-punish",
    "应当从轻处罚": "shall-lighten",
    "可以从轻处罚": "may-lighten",
    "应当减轻处罚": "shall-mitigate",
    "可以依法减轻处罚": "may-mitigate",
    "应当从轻或者减轻行政处罚": "shall-lighten-or-mitigate",
    "可以从轻、减轻处罚": "may-lighten-or-mitigate",
    "不予行政强制": "no-compulsory-measure",
    "从轻处罚": None,
    "不予处罚、不予强制": None,
    "不予处罚和可以从轻处罚": None,
    "首次违法": None,
    "": None,
}


@pytest.mark.parametrize(("words", "expected"), GIVEN.items(), ids=GIVEN)
def test_words_that_give_one_thing_give_it(words: str, expected: str | None) -> None:
    found = read_leniency(words)
    assert (found.value if found else None) == expected
