"""How the words of the kernel are written in a file: what is read, and what is refused."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bizenv.kernel.legal import Attestation, Source
from bizenv.kernel.schema import (
    CitationModel,
    Day,
    FirstDay,
    Id,
    InAxis,
    LastDay,
    SourceModel,
    TextModel,
    Words,
    YesNo,
    wrong,
)
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary

DOMAINS = Axis("domain", Text("领域", "domain"), (Term("tax", Text("税务")),))
Domain = Annotated[str, InAxis("domain")]


def read(kind: Any, value: object) -> Any:
    context = {"vocabulary": Vocabulary((DOMAINS,))}
    return TypeAdapter(kind).validate_python(value, context=context)


def refused(kind: Any, value: object) -> dict[str, Any]:
    """The one error of a value: its code, what was expected, the hint."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    context = error.get("ctx", {})
    assert not CHINESE.search(context.get("words", ""))
    told = {name: context[name] for name in ("expected", "hint") if name in context}
    assert all(CHINESE.search(words.zh) or words.zh == words.en for words in told.values())
    return {"code": error["type"], **{name: words.say("en") for name, words in told.items()}}


CHINESE = re.compile("[\u4e00-\u9fff]")
NOT_A_DAY = "a day written YYYY-MM-DD, with two digits each for month and day"
NOT_A_FIRST_DAY = "a first day written YYYY-MM-DD, YYYY-MM or YYYY, or 'unstated'"
REAL = "a real day between 1949 and 2099"


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (Id, "quiet-days-2", "quiet-days-2"),
        (Words, " 是 ", " 是 "),
        (Day, "2024-02-29", date(2024, 2, 29)),
        (Day, "1949-01-01", date(1949, 1, 1)),
        (Day, "2099-12-31", date(2099, 12, 31)),
        (FirstDay, "2024-03-01", (date(2024, 3, 1), date(2024, 3, 1))),
        (FirstDay, "2024-03", (date(2024, 3, 1), date(2024, 3, 31))),
        (FirstDay, "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        (FirstDay, "unstated", None),
        (LastDay, "open", None),
        (LastDay, "2024-03-31", date(2024, 3, 31)),
        (YesNo, "yes", True),
        (YesNo, "no", False),
        (YesNo, True, True),
        (Domain, "tax", "tax"),
    ],
)
def test_what_is_written_well_is_read(kind: Any, written: object, value: object) -> None:
    assert read(kind, written) == value


@pytest.mark.parametrize(
    ("kind", "written", "code", "expected"),
    [
        (Id, "－", "bad-id", "an id of small letters, digits and single hyphens"),
        (Id, "A" * 61, "bad-id", "an id of small letters, digits and single hyphens"),
        (Words, " \u3000", "empty-value", "a text that is not blank"),
        (Day, "2023-02-30", "bad-date", "a day that the calendar has"),
        (Day, "2023-13-01", "bad-date", "a day that the calendar has"),
        (Day, "20230601", "bad-date", NOT_A_DAY),
        (Day, "２０２３-06-01", "bad-date", NOT_A_DAY),
        (Day, ["2023-06-01"], "bad-date", NOT_A_DAY),
        (Day, "1948-12-31", "sentinel-date", REAL),
        (Day, "2100-01-01", "sentinel-date", REAL),
        (FirstDay, "2024-3", "bad-date", NOT_A_FIRST_DAY),
        (FirstDay, ["2024"], "bad-date", NOT_A_FIRST_DAY),
        (FirstDay, "2024-13", "bad-date", "a day that the calendar has"),
        (FirstDay, "2023-02-30", "bad-date", "a day that the calendar has"),
        (FirstDay, "open", "bad-date", NOT_A_FIRST_DAY),
        (LastDay, "2024-03", "bad-date", NOT_A_DAY),
        (LastDay, "unstated", "bad-date", NOT_A_DAY),
        (YesNo, "on", "bad-yes-no", "'yes' or 'no'"),
        (YesNo, "true", "bad-yes-no", "'yes' or 'no'"),
        (YesNo, [], "bad-yes-no", "'yes' or 'no'"),
    ],
)
def test_what_is_written_badly_is_refused(
    kind: Any, written: object, code: str, expected: str
) -> None:
    assert refused(kind, written) == {"code": code, "expected": expected}


@pytest.mark.parametrize(
    ("kind", "written", "word"),
    [(FirstDay, "0001-01-01", "unstated"), (LastDay, "9999-12-31", "open")],
)
def test_a_sentinel_is_refused_with_the_word_to_write(kind: Any, written: str, word: str) -> None:
    assert refused(kind, written) == {
        "code": "sentinel-date",
        "expected": REAL,
        "hint": f"write '{word}' where the document names no day",
    }


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("Quiet", "write 'quiet'"),
        ("a--b", "write 'a-b'"),
        ("a-", "write 'a'"),
        ("Quiet_Days 2", "write 'quiet-days-2'"),
        ("cn-hn.yaml", "write the id, not the name of a file: 'cn-hn'"),
        ("../books/cn_hn.yml", "write the id, not the name of a file: 'cn-hn'"),
    ],
)
def test_what_is_no_id_is_shown_as_one(written: str, better: str) -> None:
    assert refused(Id, written) == {
        "code": "bad-id",
        "expected": "an id of small letters, digits and single hyphens",
        "hint": better,
    }


@pytest.mark.parametrize(
    ("kind", "written", "expected", "better"),
    [
        (Day, "2023-6-1", NOT_A_DAY, "2023-06-01"),
        (LastDay, "2023-12-1", NOT_A_DAY, "2023-12-01"),
        (FirstDay, "2023-1-15", NOT_A_FIRST_DAY, "2023-01-15"),
    ],
)
def test_an_unpadded_day_is_shown_with_two_digits_each(
    kind: Any, written: str, expected: str, better: str
) -> None:
    assert refused(kind, written) == {
        "code": "bad-date",
        "expected": expected,
        "hint": f"write {better}",
    }


@pytest.mark.parametrize(("written", "hint"), [("taxx", "tax"), ("税务", "tax"), ("zzz", None)])
def test_a_term_is_a_code_of_its_axis(written: str, hint: str | None) -> None:
    expected = {"code": "unknown-term", "expected": "a domain of the vocabulary, such as 'tax'"}
    hints = {"hint": f"did you mean {hint!r}?"} if hint else {}
    assert refused(Domain, written) == {**expected, **hints}


@given(st.text(alphabet="0123456789-", max_size=10))
def test_a_day_is_read_only_if_it_is_written_as_iso(text: str) -> None:
    try:
        day = read(Day, text)
    except ValidationError:
        return
    assert day.isoformat() == text


def test_the_json_schema_names_the_axis_for_the_reader_of_rulebooks() -> None:
    assert TypeAdapter(Domain).json_schema() == {"type": "string", "x-vocabulary": "domain"}


def test_an_error_carries_code_expectation_and_hint() -> None:
    good, mend = Text("好的", "a good thing"), Text("改好", "mend it")
    error = wrong("bad-thing", good, mend)
    assert (error.type, error.message()) == ("bad-thing", "a good thing")
    assert error.context == {"expected": good, "words": "a good thing", "hint": mend}


def test_a_text_and_a_source_become_values() -> None:
    assert TextModel(zh="安静", en="quiet").build() == Text("安静", "quiet")
    model = SourceModel(
        title="通知", attestation="mirror", issued="2024-01-02", url="https://example.cn/a"
    )
    assert model.build("notice") == Source(
        "notice",
        "通知",
        Attestation.MIRROR,
        issued=date(2024, 1, 2),
        url="https://example.cn/a",
    )


@pytest.mark.parametrize("url", ["example.cn", "ftp://example.cn", "https://", "https://a b"])
def test_an_address_begins_with_its_scheme(url: str) -> None:
    model = {"title": "通知", "attestation": "mirror", "url": url}
    assert refused(SourceModel, model) == {
        "code": "bad-url",
        "expected": "an address that begins with https:// or http://",
    }


def test_models_are_frozen_and_know_their_keys() -> None:
    cite = CitationModel(source="notice")
    with pytest.raises(ValidationError, match="frozen"):
        cite.source = "other"
    assert refused(CitationModel, {"source": "notice", "page": "3"}) == {"code": "extra_forbidden"}
