"""Two official lists of ecology offices, sentence by sentence, against a key read by hand.

The key says what each sentence means. It was written from the lists, before and
without looking at what the importer makes of them; ``None`` stands for a
sentence that no condition of the language says, which must stay as text.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from condition_words import noted, noted_sentence

from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.shelf import load_rulebook
from bizenv.tolerance.norms import norm_key
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.parts import Joined
from bizenv.tolerance.published.sentences import How

DATA = Path(__file__).parents[2].parent / "shared" / "data"
GUANGDONG = DATA / "guangdong_no_penalty_list.csv"
JIANGMEN = DATA / "jiangmen_no_penalty_list.json"

pytestmark = pytest.mark.skipif(
    not GUANGDONG.is_file() or not JIANGMEN.is_file(),
    reason=f"the lists are not part of the project; looked for them in {DATA}",
)

Key = dict[int, list[list[str] | None]]

EVER, YEAR, TWO_YEARS, THIS_YEAR = (
    ["first unbounded"],
    ["first 1 year"],
    ["first 2 years"],
    ["first calendar-year"],
)
FIXED = ["corrected within-order", "harm minor"]
FIXED_ONLY = ["corrected within-order"]
SET_RIGHT = [
    "all(any(remedied closed | remedied stopped | remedied removed | remedied restored)"
    " | stated remedied-of-own-accord)",
    "harm minor",
]
TWENTY_DAYS = ["duration <= 20 day"]
NOT_A = ["not stated class-a-pollutant"]
ONE_B = ["stated one-class-b-only", "exceedance <= 0.1 times"]
WATER = [
    "any(all(stated one-class-b-only | exceedance <= 0.1 times)"
    " | all(stated ph-only | ph >= 5 <= 10)"
    " | all(stated colour-only | exceedance <= 1 times))"
]
FAULT = ["stated sudden-fault", "stated reported-in-24-hours"]
DAILY = ["stated daily-mean-kept"]
NOT_DANGEROUS = ["not stated dangerous-kind-of-waste"]

GUANGDONG_KEY: Key = {
    1: [EVER, FIXED],
    2: [EVER, SET_RIGHT],
    3: [EVER, FIXED],
    4: [EVER, SET_RIGHT],
    5: [EVER, ["stated acceptance-completed"], FIXED],
    6: [YEAR, WATER, FIXED_ONLY],
    7: [YEAR, FAULT, DAILY, FIXED],
    8: [YEAR, ONE_B, FIXED_ONLY],
    9: [YEAR, FAULT, DAILY, FIXED],
    10: [None, None],  # one of two situations, each told from the behaviour
    11: [EVER, FIXED],
    12: [THIS_YEAR, FIXED],
    13: [EVER, FIXED],
    14: [EVER, None, NOT_DANGEROUS, FIXED],  # a bound of its own for each behaviour
    15: [EVER, TWENTY_DAYS, FIXED],
    16: [EVER, TWENTY_DAYS, NOT_A, FIXED],
    17: [EVER, FIXED],
    18: [EVER, FIXED],
    19: [EVER, TWENTY_DAYS, NOT_A, FIXED],
    20: [EVER, TWENTY_DAYS, FIXED],
}
LATE = ["stated late-or-incomplete"]
JIANGMEN_KEY: Key = {
    **{n: [EVER, FIXED] for n in (1, 3, 14, 30, 31)},
    **{
        n: [TWO_YEARS, FIXED]
        for n in (7, 15, 16, 19, 20, 21, 22, 23, 25, 26, 27, 28, 29, 37, 38, 39)
    },
    **{n: [EVER, SET_RIGHT] for n in (2, 4)},
    5: [EVER, ["stated acceptance-completed"], FIXED],
    6: [TWO_YEARS, ["stage not-started construction"], FIXED],
    8: [
        TWO_YEARS,
        ["approved eia-approval", "stated facilities-built"],
        ["stated acceptance-period-running"],
        FIXED,
    ],
    9: [YEAR, WATER, FIXED_ONLY],
    10: [YEAR, FAULT, DAILY, FIXED],
    11: [YEAR, ONE_B, FIXED],
    12: [YEAR, FAULT, DAILY, FIXED],
    13: [None, None],
    17: [EVER, None, NOT_DANGEROUS, FIXED],
    18: [EVER, TWENTY_DAYS, NOT_A, FIXED],
    24: [TWO_YEARS, ["stated noise-limit-kept"], FIXED],
    32: [EVER, TWENTY_DAYS, NOT_A, FIXED],
    33: [TWO_YEARS, LATE, FIXED],
    34: [TWO_YEARS, ["stated outlet-monitored"], FIXED],
    35: [EVER, TWENTY_DAYS, FIXED],
    36: [TWO_YEARS, LATE, FIXED],
    40: [EVER, TWENTY_DAYS, FIXED],
}


@pytest.fixture(scope="module")
def guangdong() -> PublishedList:
    return read_published_list(GUANGDONG)


@pytest.fixture(scope="module")
def jiangmen() -> PublishedList:
    return read_published_list(JIANGMEN)


def _read(book: PublishedList) -> dict[int, list[list[str] | None]]:
    """What was read of each sentence; None where any word of it was not understood."""
    return {
        int(item.id): [noted_sentence(s) if s.how.whole else None for s in item.sentences]
        for item in book.items
    }


def test_every_sentence_of_guangdong_is_read_as_the_key_says(guangdong: PublishedList) -> None:
    assert _read(guangdong) == GUANGDONG_KEY


def test_every_sentence_of_jiangmen_is_read_as_the_key_says(jiangmen: PublishedList) -> None:
    assert _read(jiangmen) == JIANGMEN_KEY


def test_nine_sentences_in_ten_are_understood_to_the_last_word(
    guangdong: PublishedList, jiangmen: PublishedList
) -> None:
    figures = [(book.recognition.whole, book.recognition.total) for book in (guangdong, jiangmen)]
    assert figures == [(52, 55), (99, 102)]
    assert all(whole >= 0.9 * total for whole, total in figures)


@pytest.mark.parametrize(("name", "alternatives"), [("guangdong", 10), ("jiangmen", 13)])
def test_parts_are_joined_as_the_lists_say(
    name: str, alternatives: int, request: pytest.FixtureRequest
) -> None:
    book: PublishedList = request.getfixturevalue(name)
    one_enough = [item.id for item in book.items if item.joined is Joined.ANY]
    assert one_enough == [str(alternatives)]
    assert {item.joined for item in book.items} == {Joined.ANY, Joined.ALL}


@pytest.mark.parametrize(("name", "may"), [("guangdong", {"7", "9"}), ("jiangmen", {"10", "12"})])
def test_may_and_shall_are_told_apart(
    name: str, may: set[str], request: pytest.FixtureRequest
) -> None:
    book: PublishedList = request.getfixturevalue(name)
    given = {item.id: item.leniency.value for item in book.items if item.leniency}
    assert len(given) == len(book.items)
    assert {id for id, leniency in given.items() if leniency == "may-not-punish"} == may
    assert set(given.values()) == {"may-not-punish", "shall-not-punish"}


def test_what_is_not_understood_stays_as_a_question(guangdong: PublishedList) -> None:
    fourteen = guangdong.items[13]
    assert fourteen.how is How.PARTLY
    assert fourteen.condition is not None
    questions = [leaf.text.zh for leaf in fourteen.condition.leaves() if "0.01吨" in leaf.text.zh]
    assert len(questions) == 1


def test_every_item_names_the_articles_that_it_rests_on(
    guangdong: PublishedList, jiangmen: PublishedList
) -> None:
    for book in (guangdong, jiangmen):
        assert all(norm.article for item in book.items for norm in item.norms)
        assert all(item.norms for item in book.items)
    assert [str(norm) for norm in jiangmen.items[24].norms] == [
        "《中华人民共和国土壤污染防治法》第二十一条第二款第二项",
        "《中华人民共和国土壤污染防治法》第二十一条第二款第三项",
    ]


def test_the_city_s_list_says_who_issued_it_and_since_when(jiangmen: PublishedList) -> None:
    assert jiangmen.title == "江门市生态环境依法不予行政处罚的轻微环境违法行为清单"


SHIPPED = {"guangdong": "cn-gd-ecology", "jiangmen": "cn-gd-jiangmen-ecology"}
TOLD_APART = {"guangdong": {"10", "14"}, "jiangmen": {"13", "17"}}
"""Items with a bound or a way of correction for each of two behaviours: shipped as two items."""


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_rulebook_asks_what_the_list_asks(
    name: str, request: pytest.FixtureRequest
) -> None:
    """The rulebook was written by hand; the importer reads the list: both say the same."""
    book: PublishedList = request.getfixturevalue(name)
    [shipped] = [each for each in load_rulebook(SHIPPED[name]).tolerance_lists if not each.statute]
    by_number = {item.citation.locator: item for item in shipped.versions[0].items}
    for item in book.items:
        if item.id in TOLD_APART[name]:
            continue
        own = by_number[f"第{item.id}项"]
        assert item.condition is not None
        asked = {noted(leaf) for leaf in item.condition.leaves()}
        assert {noted(leaf) for leaf in own.conditions.leaves()} == asked, item.id
        assert own.leniency is item.leniency
        cited = {norm_key(str(norm))[0] for norm in item.norms}
        assert {norm_key(norm)[0] for norm in own.norms} == cited


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_wording_is_our_own(name: str, request: pytest.FixtureRequest) -> None:
    book: PublishedList = request.getfixturevalue(name)
    [shipped] = [each for each in load_rulebook(SHIPPED[name]).tolerance_lists if not each.statute]
    published = {item.behaviour for item in book.items}
    assert not published & {item.label.zh for item in shipped.versions[0].items}
