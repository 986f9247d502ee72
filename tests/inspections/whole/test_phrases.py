"""Frequencies as lists word them: typed bounds, and nothing guessed."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.inspections.whole.phrases import PublishedFrequency, WordedBound, read_frequency

ITEMS = Path(__file__).parents[4] / "shared" / "data" / "zhejiang_random_inspection_items.csv"


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("一般不超过2次/年", WordedBound(most=2, generally=True)),
        ("根据实际需要，一般不超过2次/年", WordedBound(most=2, generally=True)),
        ("每年不少于1次", WordedBound(least=1)),
        ("每年2次", WordedBound(least=2, most=2)),
        ("1—2次/年", WordedBound(least=1, most=2)),
        ("每年一次", WordedBound(least=1, most=1)),
        ("对同一单位每2年抽查不超过1次", WordedBound(most=1, every=2, per="同一单位")),
        ("在许可有效期内同一单位不超过2次", WordedBound(most=2, unit="licence", per="同一单位")),
        (
            "在许可有效期内对同一个单位的检查不超过2次。",
            WordedBound(most=2, unit="licence", per="同一个单位"),
        ),
        ("在备案有效期内同一机构不超过2次", WordedBound(most=2, unit="filing", per="同一机构")),
        ("每季度至少1次", WordedBound(least=1, unit="quarter")),
        ("每半年最多两次", WordedBound(most=2, unit="half-year")),
        ("不超过3次/月", WordedBound(most=3, unit="month")),
    ],
)
def test_what_a_list_says_becomes_a_bound(words: str, bound: WordedBound) -> None:
    assert read_frequency(words) == PublishedFrequency(words, (bound,))


def test_two_levels_have_a_bound_each() -> None:
    read = read_frequency("市级局每年组织1次；县级局每月组织1次")
    assert [(bound.who, bound.unit) for bound in read.bounds] == [
        ("市级局", "year"),
        ("县级局", "month"),
    ]


@pytest.mark.parametrize(
    "words",
    ["每年1次20%；或者每年2次各10%", "按照分层次监管", "每0年1次", "2-1次/年", "每年100次左右"],
)
def test_what_is_not_understood_is_told_in_its_own_words(words: str) -> None:
    assert read_frequency(words) == PublishedFrequency(words, not_understood=(words,))


def test_a_part_that_is_not_understood_leaves_the_other_its_bound() -> None:
    read = read_frequency("每年1次；视情况增加")
    assert (len(read.bounds), read.not_understood) == (1, ("视情况增加",))


def test_a_number_that_is_left_to_the_agency_is_no_bound() -> None:
    assert read_frequency("根据实际情况确定") == PublishedFrequency(
        "根据实际情况确定", left_open=True
    )
    assert read_frequency(" ") == PublishedFrequency(" ")


@settings(max_examples=50)
@given(st.text("每年不超过少于1次/对同一单位，。；%或者市局月", max_size=30))
def test_any_words_are_read_or_told(words: str) -> None:
    read = read_frequency(words)
    assert read.bounds or read.not_understood or read.left_open or not words.strip("。. ；")
    for bound in read.bounds:
        assert bound.least is None or bound.most is None or bound.least <= bound.most


@pytest.mark.skipif(
    not ITEMS.is_file(), reason=f"the real list is not part of the project; looked for {ITEMS}"
)
def test_the_real_list_is_read_but_for_four_rows() -> None:
    """28 rows have an upper bound (26 of 2, 2 of 1), 17 a lower one, 4 a term."""
    with ITEMS.open(encoding="utf-8", newline="") as file:
        reads = [read_frequency(row["frequency"]) for row in csv.DictReader(file)]
    bounds = [bound for read in reads for bound in read.bounds]
    upper = Counter(b.most for b in bounds if b.least is None)
    assert upper == {2: 26, 1: 2}
    assert sum(bound.most is None for bound in bounds) == 17
    assert sum(bound.unit in ("licence", "filing") for bound in bounds) == 4
    assert [b for b in bounds if b.every == 2] == [WordedBound(most=1, every=2, per="同一单位")]
    assert sum(read.left_open for read in reads) == 6
    assert sum(bool(read.not_understood) for read in reads) == 4


def test_a_bound_within_one_year() -> None:
    read = read_frequency("对同一个定量包装商品生产、销售单位同一年度内不超过2次")
    assert read.bounds == (WordedBound(most=2, per="同一个定量包装商品生产、销售单位"),)
