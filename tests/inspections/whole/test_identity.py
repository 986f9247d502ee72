"""Ids: blanks and placeholders are nobody, look-alikes are offered."""

import pytest

from bizenv.inspections.whole.identity import LookAlike, look_alikes, true_id


@pytest.mark.parametrize(
    "words",
    [
        None,
        "",
        "  ",
        "0",
        "000000",
        "-",
        "——",
        "无",
        "N/A",
        "null",
        "不详",
        "XXXX",
        "？？",
        "x",
        "123456",
        "99999999999999",
        "test",
        "aaaaaaaaaaaa",
        "0 0 0",
    ],
)
def test_what_stands_for_a_blank_is_nobody(words: str | None) -> None:
    assert true_id(words) is None


@pytest.mark.parametrize(
    "words", ["E1", "甲公司", "91360803MA35ABCD12", "7", "ab", "10", "乙乙乙", "1234567891234"]
)
def test_an_id_is_kept_as_it_is(words: str) -> None:
    assert true_id(words) == words


def test_spellings_and_names_are_offered() -> None:
    found = look_alikes(
        {
            "甲公司": (),
            "甲 公司": (),
            "E1": ("乙公司", "无"),
            "E2": ("乙（公司）",),
            "E3": ("丙公司",),
            "e-3": ("丙公司",),
        }
    )
    assert found == (
        LookAlike(("甲 公司", "甲公司"), "spelling"),
        LookAlike(("E3", "e-3"), "spelling"),
        LookAlike(("E1", "E2"), "name"),
    )
