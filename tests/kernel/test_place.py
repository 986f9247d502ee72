"""Where something stands, as a person would find it again."""

from __future__ import annotations

import attrs
import pytest

from bizenv.kernel.place import Place


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(), ""),
        (Place("plan.csv"), "plan.csv"),
        (Place("plan.csv", row=12, field="start"), "plan.csv row 12 start"),
        (Place("rules.yaml", line=12), "rules.yaml:12"),
        (
            Place("rules.yaml", line=12, column=17, path="quiet_periods[0].window"),
            "rules.yaml:12:17 quiet_periods[0].window",
        ),
        (Place(row=3), "row 3"),
        (Place(field="end"), "end"),
    ],
)
def test_a_place_tells_the_parts_it_has(place: Place, words: str) -> None:
    assert str(place) == words


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (
            Place("plan.csv", row=12, field="start", header="检查日期"),
            "plan.csv 第 12 行 检查日期 (start)",
            "plan.csv row 12 检查日期 (start)",
        ),
        (Place(row=3, field="start", header="start"), "第 3 行 start", "row 3 start"),
        (Place(header="备注"), "备注", "备注"),
        (Place("r.yaml", 3, 7, path="cases[0]"), "r.yaml:3:7 cases[0]", "r.yaml:3:7 cases[0]"),
    ],
)
def test_a_place_is_said_with_the_header_that_its_reader_knows(
    place: Place, zh: str, en: str
) -> None:
    assert (place.say("zh"), place.say("en"), str(place)) == (zh, en, en)


def test_a_place_is_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Place().line = 1  # type: ignore[misc]
