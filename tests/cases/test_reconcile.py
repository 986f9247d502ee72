"""Published figures against the rows: what follows, what does not, what cannot be told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.cases.ledger import ledger
from bizenv.cases.published import Count, Published, Ratio, Total
from bizenv.cases.rates import rounded
from bizenv.cases.reconcile import Source, reconcile
from bizenv.cases.values import Case
from bizenv.kernel.truth import Truth
from bizenv.testing.cases import a_case

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
QINGYUAN = {"received": 272, "solved": 184, "continuing": 28, "working": 60}


def told(published: Published, rows: Source = None) -> tuple[Truth, str]:
    [found] = reconcile(rows, [published])
    return found.follows, str(found)


# --- figures of reports -----------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "total", "parts"),
    [
        ("Qingyuan", 272, [184, 28, 60]),
        ("Fengcheng, kinds", 3656, [2954, 480, 139, 66, 17]),
        ("Fengcheng, closed", 3656, [3456, 200]),
        ("Fengcheng, solved", 3456, [3112, 344]),
        ("Fengcheng, month before", 3697, [3656, 41]),
        ("Lianyungang, carried", 83218, [78589, 4629]),
        ("Lianyungang, ways", 83218, [41489, 41729]),
        ("a province", 61723, [60609, 1114]),
        ("Pu'er", 56, [31, 25]),
        ("Pu'er, valid", 31, [13, 18]),
        ("Changzhou, calls", 1246321, [962151, 284170]),
        ("Changzhou, seats", 206, [169, 37]),
        ("Jiangxi, 2019", 81, [31, 15, 20, 15]),
        ("Jinning", 254, [140, 114]),
        ("Jinning, others", 1469, [957, 512]),
        ("Tianning", 97, [78, 10, 3, 6]),
        ("a province, shares", "100.00%", ["77.18", "12.47", "9.61", "0.60", "0.13", "0.01"]),
        ("its cities", "100.00%", ["41.50", "33.26", "19.52", "2.17", "0.33", "3.22"]),
        ("a province, all", "180.00万", ["6.1723万", "173.83万"]),
    ],
)
def test_these_parts_add_up(label: str, total: str | int, parts: list[str | int]) -> None:
    expected = f"{label}: printed {total}, and the parts add up to it [figure-follows]"
    if label == "a province, all":
        expected = (
            f"{label}: printed 180.00万, the parts add up to 1800023, more by 23, "
            "which rounding explains [parts-rounded]"
        )
    assert told(Total(label, total, parts)) == (YES, expected)


def test_parts_that_do_not_add_up_are_told_with_what_is_not_explained() -> None:
    [found] = reconcile(None, [Total("Jiangxi", "356", [112, 81, 25, 117, 6])])
    assert (found.follows, found.code, found.given, found.difference) == (
        *(NO, "parts-differ"),
        *(341, -15),
    )
    assert found.say("en") == (
        "Jiangxi: printed 356, but the parts add up to 341, less by 15 [parts-differ]"
    )
    assert found.say("zh") == "Jiangxi：公布 356，各部分之和 341，少 15 [parts-differ]"


def test_the_channels_of_lianyungang_leave_24_requests_out() -> None:
    parts = [50154, 26213, 3759, 2116, 402, 401, 104, 45]
    expected = "x: printed 83218, but the parts add up to 83194, less by 24 [parts-differ]"
    assert told(Total("x", 83218, parts)) == (NO, expected)


def test_shares_that_miss_a_hundred_by_more_than_rounding_do_not_add_up() -> None:
    """Eight shares of two decimals may be 0.045 apart by rounding; 96 of 100 are not."""
    parts = ["60.27", "31.50", "4.52", "2.54", "0.48", "0.48", "0.12", "0.05"]
    assert told(Total("x", "100.00 %", parts))[0] is YES
    assert told(Total("x", "100.00 %", parts[:-1]))[0] is NO


def test_a_difference_that_rounding_explains_is_none() -> None:
    """173.83 万 = 144.18 + 29.64."""
    expected = (
        "x: printed 173.83万, the parts add up to 1738200, less by 100, "
        "which rounding explains [parts-rounded]"
    )
    assert told(Total("x", "173.83万", ["144.18万", "29.64万"])) == (YES, expected)


@pytest.mark.parametrize(
    ("printed", "above", "below", "scale"),
    [
        ("90.05 %", 3112, 3456, 100),
        ("99.88 %", 816, 817, 100),
        ("99.63 %", 814, 817, 100),
        ("96.86 %", 4077, 4209, 100),
        ("-1.11 %", -41, 3697, 100),
        ("60.27 %", 50154, 83218, 100),
        ("1354", 5416, 4, 1),
        ("29.3 %", 72, 246, 100),
        ("29 %", 72, 246, 100),
    ],
)
def test_these_ratios_follow(printed: str, above: int, below: int, scale: int) -> None:
    [found] = reconcile(
        None, [Ratio("x", printed, numerator=above, denominator=below, scale=scale)]
    )
    assert (found.follows, found.code) == (YES, "figure-follows")
    assert found.given == Fraction(above * scale, below)


def test_thirty_per_cent_is_not_72_of_246() -> None:
    [found] = reconcile(None, [Ratio("集中许可", "30 %", numerator=72, denominator=246)])
    assert (found.follows, found.code) == (NO, "ratio-differs")
    assert found.say("en") == (
        "集中许可: printed 30 %, but 72/246 = 29.27 %, less by 0.73 points; "
        "73 to 75 out of 246 would give it [ratio-differs]"
    )
    assert found.words("zh") == (
        "公布 30 %，但 72/246 = 29.27 %，少 0.73 个百分点；246 中有 73 至 75 才是此数"
    )


def test_98_3_per_cent_of_nobody_says_whom_cannot_be_told() -> None:
    """57 of 58 is the least that prints so."""
    expected = (
        "满意: printed 98.3 %, not stated out of what, and nothing of the rows gives it; "
        "it takes 58 or more [figure-untold]"
    )
    assert told(Ratio("满意", "98.3 %"), QINGYUAN) == (UNKNOWN, expected)


# --- each answer ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "follows", "message"),
    [
        (Count("x", 184, of="solved"), YES, "printed 184, the rows give 184 [figure-follows]"),
        (
            Count("x", "0.02万", of="solved"),
            YES,
            "printed 0.02万, the rows give 184 [figure-follows]",
        ),
        (
            Count("x", 270, of="received"),
            NO,
            "printed 270, the rows give 272: it is rounded to 10 [count-rounded]",
        ),
        (
            Count("x", 300, of="received"),
            NO,
            "printed 300, the rows give 272: it is rounded to 100 [count-rounded]",
        ),
        (
            Count("x", 280, of="received"),
            NO,
            "printed 280, but the rows give 272, less by 8 [count-differs]",
        ),
        (
            Count("x", 0, of="working"),
            NO,
            "printed 0, but the rows give 60, more by 60 [count-differs]",
        ),
        (Count("x", 5), UNKNOWN, "printed 5, and nothing says what of the rows [figure-untold]"),
        (Count("x", 5, of="lost"), UNKNOWN, "printed 5, the rows have no lost [figure-untold]"),
        (
            Ratio("x", "67.65%", numerator="solved", denominator="received"),
            YES,
            "printed 67.65%, and 184/272 = 67.65 % [figure-follows]",
        ),
        (
            Ratio("x", "50%", of="resolution"),
            UNKNOWN,
            "printed 50%, the rows have no resolution [figure-untold]",
        ),
        (
            Ratio("x", "50%", numerator="lost", denominator=2),
            UNKNOWN,
            "printed 50%, the rows have no lost [figure-untold]",
        ),
        (
            Ratio("x", "100%", numerator=0, denominator=0),
            NO,
            "printed 100%, but 0/0 is not applicable [ratio-over-nothing]",
        ),
        (
            Ratio("x", "98.3%", denominator=59),
            UNKNOWN,
            "printed 98.3%, and the numerator is not stated; 58 out of 59 would give it "
            "[ratio-guessed]",
        ),
        (
            Ratio("x", "98.3%", denominator=50),
            NO,
            "printed 98.3%, but no whole number out of 50 gives it [ratio-impossible]",
        ),
        (
            Ratio("x", "67.6%"),
            UNKNOWN,
            "printed 67.6%, and not stated out of what; these would give it: "
            "solved out of received (184/272) [ratio-guessed]",
        ),
        (
            Ratio("x", "68%", numerator=184),
            UNKNOWN,
            "printed 68%, and not stated out of what; these would give it: "
            "solved out of received (184/272) [ratio-guessed]",
        ),
        (
            Ratio("x", "68%", numerator=7),
            UNKNOWN,
            "printed 68%, not stated out of what, and nothing of the rows gives it [figure-untold]",
        ),
        (
            Ratio("x", "101%"),
            UNKNOWN,
            "printed 101%, not stated out of what, and nothing of the rows gives it "
            "[figure-untold]",
        ),
        (
            Ratio("x", "68%", numerator=1, denominator=3),
            NO,
            "printed 68%, but 1/3 = 33.33 %, less by 34.67 points; these would give it: "
            "solved out of received (184/272) [ratio-differs]",
        ),
        (
            Ratio("x", "41%", numerator=1, denominator=3),
            NO,
            "printed 41%, but 1/3 = 33.33 %, less by 7.67 points [ratio-differs]",
        ),
        (
            Ratio("x", "40%", numerator=1, denominator=5),
            NO,
            "printed 40%, but 1/5 = 20.00 %, less by 20 points; 2 out of 5 would give it "
            "[ratio-differs]",
        ),
        (
            Ratio("x", "50%", numerator=1, denominator=150),
            NO,
            "printed 50%, but 1/150 = 0.67 %, less by 49.33 points; 75 out of 150 would give it "
            "[ratio-differs]",
        ),
        (
            Ratio("x", "50%", numerator=1, denominator=201),
            NO,
            "printed 50%, but 1/201 = 0.50 %, less by 49.50 points; "
            "100 or 101 out of 201 would give it [ratio-differs]",
        ),
        (
            Ratio("x", "1.5", numerator=1, denominator=4, scale=1),
            NO,
            "printed 1.5, but 1/4 = 0.25, less by 1.25 [ratio-differs]",
        ),
    ],
)
def test_what_is_told_of_a_figure(published: Published, follows: Truth, message: str) -> None:
    assert told(published, QINGYUAN) == (follows, f"x: {message}")


def test_a_figure_as_plain_values() -> None:
    first, second = reconcile(QINGYUAN, [Ratio("满意", "68 %"), Count("x", 5)])
    assert first.to_dict() == {
        "label": "满意",
        "printed": "68 %",
        "follows": "unknown",
        "code": "ratio-guessed",
        "zh": ("公布 68 %，没有说明分子和分母；可得出此数的有：已解决 ÷ 已登记（184/272）"),
        "en": (
            "printed 68 %, and not stated out of what; these would give it: "
            "solved out of received (184/272)"
        ),
        "given": None,
        "difference": None,
        "candidates": [
            {
                "text": {"zh": "已解决 ÷ 已登记", "en": "solved out of received"},
                "numerator": 184,
                "denominator": 272,
            }
        ],
    }
    assert (second.given, second.difference) == (None, None)
    [third] = reconcile(QINGYUAN, [Count("x", 180, of="solved")])
    assert (third.to_dict()["given"], third.to_dict()["difference"]) == ("184", "4")


# --- against a ledger -------------------------------------------------------------

CASES: list[Case] = [
    a_case("received", "resolved", id="1"),
    a_case("received", "resolved", id="2"),
    a_case("received", "explained", id="3"),
    a_case("received", "continuing", id="4"),
]


def test_a_rate_of_the_ledger_is_taken_by_its_name() -> None:
    book = ledger(CASES, date(2023, 6, 30))
    assert told(Ratio("解决率", "67 %", of="resolution"), book) == (
        YES,
        "解决率: printed 67 %, and 2/3 = 66.67 % [figure-follows]",
    )
    assert told(Count("办结", 3, of="closed"), book.total)[0] is YES


def test_the_numbers_of_the_ledger_that_would_give_a_percentage_are_offered() -> None:
    """The rates come first; of many the first three are told, and all are kept."""
    book = ledger(CASES, date(2023, 6, 30))
    [found] = reconcile(book, [Ratio("解决率", "75 %", of="resolution")])
    assert found.say("en") == (
        "解决率: printed 75 %, but 2/3 = 66.67 %, less by 8.33 points; these would give it: "
        "closed out of accepted (3/4); closed out of received (3/4); "
        "stage: closed out of received (3/4); and 1 more [ratio-differs]"
    )
    assert found.candidates[3].say("zh") == "环节：已办结 ÷ 已受理（3/4）"
    assert told(Ratio("x", "67 %"), book) == (
        UNKNOWN,
        "x: printed 67 %, and not stated out of what; these would give it: "
        "solved out of closed (2/3) [ratio-guessed]",
    )
    assert "；另有 1 种" in found.say("zh")


@given(st.integers(1, 300), st.data())
def test_a_true_percentage_follows_and_is_never_impossible(below: int, data: st.DataObject) -> None:
    above = data.draw(st.integers(0, below))
    text = f"{rounded(Fraction(above * 100, below), data.draw(st.integers(0, 3))):f} %"
    known, open_ = reconcile(
        None,
        [
            Ratio("x", text, numerator=above, denominator=below),
            Ratio("x", text, denominator=below),
        ],
    )
    assert (known.follows, open_.follows) == (YES, UNKNOWN)


@given(
    st.integers(1, 150),
    st.integers(-5, 1010),
    st.sampled_from([("{} %", 1), ("{}.{} %", 10)]),
)
def test_what_would_give_a_percentage_is_what_a_search_finds(
    below: int, value: int, form: tuple[str, int]
) -> None:
    """Every numerator is tried; those that print so are one stretch, or there is none."""
    shape, tenths = form
    text = shape.format(*(divmod(value, 10) if tenths == 10 and value >= 0 else (value, 0)))
    number = Ratio("x", text).printed
    fits = [n for n in range(below + 1) if number.shows(Fraction(100 * n, below))]
    [found] = reconcile(None, [Ratio("x", text, denominator=below)])
    if not fits:
        assert found.code == "ratio-impossible"
    elif len(fits) < 3:
        assert f"; {' or '.join(map(str, fits))} out of {below} would" in found.words("en")
    else:
        assert f"; {fits[0]} to {fits[-1]} out of {below} would give it" in found.words("en")
