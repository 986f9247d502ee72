"""Documents, clauses, and the days on which a rule is in force."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import NotADayError, UsageError
from bizenv.kernel.legal import Attestation, Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth

NOTICE = Source(
    "notice",
    "关于规范涉企检查的通知",
    Attestation.OFFICIAL,
    issuer="区人民政府",
    number="青府办字2023-5号",
    issued=date(2023, 6, 29),
)
RUMOUR = Source("rumour", "某报道", "reported")  # type: ignore[arg-type] # converted
READING = Text("从宽理解", "read broadly")
NOON = datetime(2023, 6, 1, 12, tzinfo=UTC)

days = st.dates(date(2019, 12, 1), date(2021, 2, 1))


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    """Validities of every shape, near the year 2020."""
    shape = draw(st.sampled_from(["unstated", "exact", "span"]))
    first, last, until = sorted([draw(days), draw(days), draw(days)])
    end = draw(st.sampled_from([until, None]))
    if shape == "unstated":
        return Validity(until=end)
    return Validity(first, first if shape == "exact" else last, end)


def holds(validity: Validity, day: date) -> set[bool]:
    """What the answer may be: one answer for each first day that the document allows."""
    if validity.earliest is None or validity.latest is None:
        firsts = [date.min]
    else:
        span = (validity.latest - validity.earliest).days
        firsts = [validity.earliest + timedelta(days=n) for n in range(span + 1)]
    return {first <= day <= (validity.until or date.max) for first in firsts}


@given(validities(), days)
def test_a_rule_holds_surely_perhaps_or_not(validity: Validity, day: date) -> None:
    answers = holds(validity, day)
    expected = Truth.UNKNOWN if len(answers) == 2 else Truth.of(answers.pop())
    assert validity.holds_on(day) is expected


@given(validities(), validities())
def test_two_rules_overlap_on_the_days_on_which_both_may_hold(a: Validity, b: Validity) -> None:
    window = [date(2019, 11, 1) + timedelta(days=n) for n in range(500)]
    both = [day for day in window if True in holds(a, day) and True in holds(b, day)]
    shared = a.overlap(b)
    assert shared == b.overlap(a)
    found = [day for day in window if shared and shared[0] <= day <= shared[1]]
    assert found == both


@given(validities(), validities())
def test_a_gap_lies_after_the_end_and_before_any_possible_first_day(
    a: Validity, b: Validity
) -> None:
    gap = a.gap_before(b)
    if a.until is None or b.earliest is None or b.earliest <= a.until + timedelta(days=1):
        assert gap is None
    else:
        assert gap == (a.until + timedelta(days=1), b.earliest - timedelta(days=1))


def test_days_on_which_the_next_rule_may_already_hold_are_no_gap() -> None:
    """The old notice ended in February; the new one began on some day of March."""
    old, new = Validity(until=date(2024, 2, 29)), Validity(date(2024, 3, 1), date(2024, 3, 31))
    assert old.gap_before(new) is None


def test_the_last_day_there_is_has_no_gap_after_it() -> None:
    assert Validity(until=date.max).gap_before(Validity(date.max, date.max)) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-01", date(2024, 3, 1), date(2024, 3, 1)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2011", date(2011, 1, 1), date(2011, 12, 31)),
    ],
)
def test_a_first_day_may_be_a_day_a_month_or_a_year(text: str, first: date, last: date) -> None:
    assert Validity.parse_first(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "2024-3", "2024-13", "2024-00", "2024-02-30", "2024-03-00", "2024-3-1"),
        *("0000", "2024-03-01-01", "２０２４", "2024/03/01", "-2024", "2024-", "+2024"),
    ],
)
def test_nothing_else_is_a_first_day(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - some are raised by datetime
        Validity.parse_first(text)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            (date(2024, 3, 1), None, None),
            "a validity has both an earliest and a latest first day, or neither",
        ),
        (
            (date(2024, 3, 2), date(2024, 3, 1), None),
            "latest=2024-03-01 lies before earliest=2024-03-02",
        ),
        (
            (date(2024, 3, 1), date(2024, 3, 1), date(2024, 2, 29)),
            "until=2024-02-29 lies before the first day 2024-03-01",
        ),
    ],
)
def test_a_validity_that_makes_no_sense_cannot_be_built(
    parts: tuple[date | None, ...], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Validity(*parts)
    assert str(caught.value) == message


@pytest.mark.parametrize("field", ["earliest", "latest", "until"])
def test_a_validity_takes_days_and_no_datetimes(field: str) -> None:
    with pytest.raises(NotADayError, match=f"^{field}=datetime"):
        Validity(**{"earliest": date.min, "latest": date.min, field: NOON})


def test_stated_says_whether_the_document_names_a_first_day() -> None:
    assert not Validity(until=date(2024, 1, 1)).stated
    assert Validity(date(2024, 1, 1), date(2024, 1, 1)).stated


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        (
            NOTICE,
            "《关于规范涉企检查的通知》（青府办字2023-5号，2023-06-29，官方文本）",
            "《关于规范涉企检查的通知》 (青府办字2023-5号, 2023-06-29, official text)",
        ),
        (RUMOUR, "《某报道》（据报道）", "《某报道》 (as reported)"),
    ],
)
def test_a_source_is_named_with_number_date_and_attestation(
    source: Source, zh: str, en: str
) -> None:
    assert (source.name("zh"), source.name("en")) == (zh, en)


def test_a_clause_is_cited_briefly_or_in_full() -> None:
    clause = Citation(RUMOUR, "第三条", "每月1日至22日", READING)
    assert clause.short() == "《某报道》第三条"
    assert clause.long("zh") == "《某报道》（据报道）第三条：“每月1日至22日”（从宽理解）"
    assert clause.long("en") == '《某报道》 (as reported) 第三条: "每月1日至22日" (read broadly)'
    assert Citation(RUMOUR).long("zh") == "《某报道》（据报道）"


def test_every_attestation_has_words_in_both_languages() -> None:
    assert [(kind.text.zh, kind.text.en) for kind in Attestation] == [
        ("官方文本", "official text"),
        ("据报道", "as reported"),
        ("据转载", "from a copy"),
    ]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"id": ""}, "id='': expected a text that is not blank"),
        ({"title": None}, "title=None: expected a text that is not blank"),
        (
            {"attestation": "hearsay"},
            "'hearsay': expected one of 'official', 'reported', 'mirror'",
        ),
        ({"issued": "2023-06-29"}, "issued='2023-06-29': expected a local day (datetime.date)"),
    ],
)
def test_a_source_that_is_wrong_cannot_be_built(parts: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Source(**{"id": "n", "title": "通知", "attestation": "official", **parts})
    assert str(caught.value) == message


def test_a_citation_needs_a_source_and_words_that_are_not_blank() -> None:
    with pytest.raises(UsageError, match=r"^source='通知': expected a Source$"):
        Citation("通知")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"^quote='': expected a text that is not blank$"):
        Citation(NOTICE, quote="")


@pytest.mark.parametrize("value", [NOTICE, Citation(NOTICE), Validity()])
def test_legal_values_are_frozen(value: object) -> None:
    name = attrs.fields(type(value))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, name, None)
