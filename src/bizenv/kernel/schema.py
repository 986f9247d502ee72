"""How the words of the kernel are written in a rulebook: texts, sources, citations.

Scalars arrive as the text that was written; the types here read them.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import with_info_after_validator_function

from bizenv.kernel.legal import Attestation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary

__all__ = [
    "CitationModel",
    "Day",
    "FirstDay",
    "Id",
    "InAxis",
    "LastDay",
    "Model",
    "SourceModel",
    "TextModel",
    "Words",
    "YesNo",
    "is_id",
    "wrong",
]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_EARLIEST_YEAR, _LATEST_YEAR = 1949, 2100


def wrong(code: str, expected: str, hint: str | None = None) -> PydanticCustomError:
    """An error that carries our code, what was expected, and how to mend it."""
    context: dict[str, Any] = {"expected": expected}
    if hint:
        context["hint"] = hint
    return PydanticCustomError(code, "{expected}", context)


class Model(BaseModel):
    """The base of every model: unknown keys are errors, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def is_id(text: str) -> bool:
    """Whether a text may be an id.

    >>> is_id("quiet-days"), is_id("Quiet Days")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise wrong("bad-id", "an id of small letters, digits and single hyphens")
    return text


Id = Annotated[str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": _ID.pattern})]
"""A slug: ``quiet-days``."""


def _words(text: str) -> str:
    if not text.strip():
        raise wrong("empty-value", "a text that is not blank")
    return text


Words = Annotated[str, AfterValidator(_words), WithJsonSchema({"type": "string", "minLength": 1})]
"""A text that is not blank."""


def read_day(text: object) -> date:
    """Read ``YYYY-MM-DD`` and nothing else."""
    if isinstance(text, str) and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise wrong("bad-date", "a day that the calendar has") from None
    raise wrong("bad-date", "a day written YYYY-MM-DD, with two digits each for month and day")


def _no_sentinel(day: date, word: str | None = None) -> date:
    if not _EARLIEST_YEAR <= day.year < _LATEST_YEAR:
        raise wrong(
            "sentinel-date",
            f"a real day between {_EARLIEST_YEAR} and {_LATEST_YEAR - 1}",
            f"write '{word}' where the document names no day" if word else None,
        )
    return day


def _day(text: object) -> date:
    return _no_sentinel(read_day(text))


def _first_day(text: object) -> tuple[date, date] | None:
    if text == "unstated":
        return None
    if not isinstance(text, str) or not _FIRST_DAY.fullmatch(text):
        expected = "a first day written YYYY-MM-DD, YYYY-MM or YYYY, or 'unstated'"
        raise wrong("bad-date", expected)
    try:
        first, last = Validity.parse_first(text)
    except ValueError:
        raise wrong("bad-date", "a day that the calendar has") from None
    return _no_sentinel(first, "unstated"), last


def _last_day(text: object) -> date | None:
    return None if text == "open" else _no_sentinel(read_day(text), "open")


_DAY_SCHEMA = {"type": "string", "format": "date"}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
FirstDay = Annotated[
    tuple[date, date] | None,
    BeforeValidator(_first_day),
    WithJsonSchema({"type": "string", "pattern": f"^(unstated|{_FIRST_DAY.pattern})$"}),
]
LastDay = Annotated[
    date | None,
    BeforeValidator(_last_day),
    WithJsonSchema({"type": "string", "pattern": r"^(open|\d{4}-\d{2}-\d{2})$"}),
]


def _yes_no(text: object) -> bool:
    if text not in ("yes", "no", True, False):
        raise wrong("bad-yes-no", "'yes' or 'no'")
    return text in ("yes", True)


YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no"]})]


class InAxis:
    """Marks a text that must be a code of one axis of the vocabulary in the context.

    ``Annotated[str, InAxis("domain")]``.
    """

    def __init__(self, axis: str) -> None:
        self.axis = axis

    def _known(self, text: str, info: ValidationInfo) -> str:
        vocabulary: Vocabulary = info.context["vocabulary"]  # type: ignore[index] # always given
        terms = vocabulary[self.axis]
        if terms.get(text) is not None:
            return text
        term = terms.find(text)
        hint = term.code if term else terms.suggest_code(text)
        raise wrong(
            "unknown-term",
            f"a {terms.text.say('en')} of the vocabulary, such as {terms.codes[0]!r}",
            f"did you mean {hint!r}?" if hint else None,
        )

    def __get_pydantic_core_schema__(
        self, source: type[str], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return with_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.axis}


def _url(text: str) -> str:
    if not re.match(r"https?://\S+$", text):
        raise wrong("bad-url", "an address that begins with https:// or http://")
    return text


Url = Annotated[
    str, AfterValidator(_url), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]


class TextModel(Model):
    """Words in Chinese (required) and English."""

    zh: Words
    en: Words | None = None

    def build(self) -> Text:
        """The text as a value."""
        return Text(self.zh, self.en)


class SourceModel(Model):
    """A document: title, issuer, number, date, and how well it is attested."""

    title: Words
    attestation: Attestation
    issuer: Words | None = None
    number: Words | None = None
    issued: Day | None = None
    url: Url | None = None

    def build(self, id: str) -> Source:
        """The source as a value."""
        return Source(
            id=id,
            title=self.title,
            attestation=self.attestation,
            issuer=self.issuer,
            number=self.number,
            issued=self.issued,
            url=self.url,
        )


class CitationModel(Model):
    """A spot in one of the file's sources."""

    source: Id
    locator: Words | None = None
    quote: Words | None = None
    reading: TextModel | None = None
