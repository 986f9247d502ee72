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
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import with_info_after_validator_function

from bizenv.kernel.legal import Attestation, Gap, Source, Validity
from bizenv.kernel.problems import did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Vocabulary

__all__ = [
    "CitationModel",
    "DatedModel",
    "Day",
    "FirstDay",
    "GapModel",
    "Id",
    "InAxis",
    "LastDay",
    "Model",
    "SourceModel",
    "TextModel",
    "Words",
    "YesNo",
    "a_term_of",
    "is_id",
    "padded",
    "unpadded",
    "wrong",
]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_EARLIEST_YEAR, _LATEST_YEAR = 1949, 2100


def wrong(code: str, expected: Text, hint: Text | None = None) -> PydanticCustomError:
    """An error that carries our code, what was expected, and how to mend it."""
    context: dict[str, Any] = {"expected": expected, "words": expected.say("en")}
    if hint:
        context["hint"] = hint
    return PydanticCustomError(code, "{words}", context)


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
        raise wrong("bad-id", _AN_ID, _better_id(text))
    return text


def _better_id(text: str) -> Text | None:
    """How a text might be written as an id; a rulebook is named by its id, not by its file."""
    name = re.sub(r".*/|\.ya?ml$", "", text)
    slug = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug or len(slug) > _MOST_OF_AN_ID:
        return None
    if name != text:
        return Text(
            f"写 id，不写文件名：{slug!r}", f"write the id, not the name of a file: {slug!r}"
        )
    return Text(f"可写作 {slug!r}", f"write {slug!r}")


_MOST_OF_AN_ID = 60
_AN_ID = Text(
    "由小写字母、数字和单个连字符组成的 id", "an id of small letters, digits and single hyphens"
)
Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"}),
]
"""A slug: ``quiet-days``."""


def _words(text: str) -> str:
    if not text.strip():
        raise wrong("empty-value", _NOT_BLANK)
    return text


_NOT_BLANK = Text("不是空白的文字", "a text that is not blank")
Words = Annotated[str, AfterValidator(_words), WithJsonSchema({"type": "string", "minLength": 1})]
"""A text that is not blank."""


def read_day(text: object) -> date:
    """Read ``YYYY-MM-DD`` and nothing else."""
    if isinstance(text, str) and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise wrong("bad-date", _IN_CALENDAR) from None
    raise wrong("bad-date", A_DAY, padded(text))


def unpadded(text: object) -> bool:
    """Whether a day is written with one digit for its month or its day.

    >>> unpadded("2023-6-1"), unpadded("2023-06-01")
    (True, False)
    """
    found = _UNPADDED.fullmatch(text) if isinstance(text, str) else None
    return found is not None and len(found[0]) < len("YYYY-MM-DD")


def padded(text: object) -> Text | None:
    """The hint that writes a day with two digits each for month and day.

    >>> padded("2023-6-1").say("en")
    'write 2023-06-01'
    """
    if not unpadded(text):
        return None
    year, month, day = map(int, str(text).split("-"))
    better = f"{year}-{month:02}-{day:02}"
    return Text(f"可写作 {better}", f"write {better}")


_UNPADDED = re.compile(r"[1-9]\d{3}-\d{1,2}-\d{1,2}", re.ASCII)
_IN_CALENDAR = Text("确实存在的日期", "a day that the calendar has")
A_DAY = Text(
    "写作 YYYY-MM-DD 的日期，月和日各两位数",
    "a day written YYYY-MM-DD, with two digits each for month and day",
)
_A_FIRST_DAY = Text(
    "写作 YYYY-MM-DD、YYYY-MM 或 YYYY 的首日，或 'unstated'",
    "a first day written YYYY-MM-DD, YYYY-MM or YYYY, or 'unstated'",
)


def _no_sentinel(day: date, word: str | None = None) -> date:
    if not _EARLIEST_YEAR <= day.year < _LATEST_YEAR:
        raise wrong(
            "sentinel-date",
            _REAL_DAY,
            _write_instead(word) if word else None,
        )
    return day


_REAL_DAY = Text(
    f"{_EARLIEST_YEAR} 年至 {_LATEST_YEAR - 1} 年之间真实的日期",
    f"a real day between {_EARLIEST_YEAR} and {_LATEST_YEAR - 1}",
)


def _write_instead(word: str) -> Text:
    return Text(f"文件没有写明日期时写 {word!r}", f"write {word!r} where the document names no day")


def _day(text: object) -> date:
    return _no_sentinel(read_day(text))


def _first_day(text: object) -> tuple[date, date] | None:
    if text == "unstated":
        return None
    if not isinstance(text, str) or not _FIRST_DAY.fullmatch(text):
        raise wrong("bad-date", _A_FIRST_DAY, padded(text))
    try:
        first, last = Validity.parse_first(text)
    except ValueError:
        raise wrong("bad-date", _IN_CALENDAR) from None
    return _no_sentinel(first, "unstated"), last


def _last_day(text: object) -> date | None:
    return None if text == "open" else _no_sentinel(read_day(text), "open")


_DAY_SCHEMA = {"type": "string", "format": "date"}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
FirstDay = Annotated[
    tuple[date, date] | None,
    BeforeValidator(_first_day),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": f"^(unstated|{_FIRST_DAY.pattern})$"}
    ),  # to other readers of YAML a year alone is a number
]
LastDay = Annotated[
    date | None,
    BeforeValidator(_last_day),
    WithJsonSchema({"type": "string", "pattern": r"^(open|\d{4}-\d{2}-\d{2})$"}),
]


def _yes_no(text: object) -> bool:
    if text not in ("yes", "no", True, False):
        raise wrong("bad-yes-no", _YES_OR_NO)
    return text in ("yes", True)


_YES_OR_NO = Text("'yes' 或 'no'", "'yes' or 'no'")
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": ["yes", "no"]})]


def a_term_of(axis: Axis) -> Text:
    """What is expected where a term of one axis belongs."""
    return Text(
        f"词表中的{axis.text.zh}，如 {axis.codes[0]!r}",
        f"a {axis.text.say('en')} of the vocabulary, such as {axis.codes[0]!r}",
    )


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
        raise wrong("unknown-term", a_term_of(terms), did_you_mean(hint))

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
        raise wrong("bad-url", _AN_ADDRESS)
    return text


_AN_ADDRESS = Text(
    "以 https:// 或 http:// 开头的网址", "an address that begins with https:// or http://"
)
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


class DatedModel(Model):
    """One dated version of a rule, both days included."""

    from_: FirstDay = Field(alias="from")
    until: LastDay
    cite: CitationModel

    @model_validator(mode="after")
    def _in_order(self) -> DatedModel:
        if self.from_ and self.until and self.until < self.from_[1]:
            raise wrong("inverted-validity", _UNTIL_AFTER_FROM, _BOTH_INCLUDED)
        return self

    @property
    def validity(self) -> Validity:
        """The days on which the version is in force."""
        earliest, latest = self.from_ or (None, None)
        return Validity(earliest, latest, self.until)


_UNTIL_AFTER_FROM = Text("不早于 'from' 的 'until'", "an 'until' that is not before 'from'")
_BOTH_INCLUDED = Text("首末两日都包括在内", "both days are included")


class GapModel(Model):
    """Days between two versions on which nothing is regulated, and why."""

    from_: Day = Field(alias="from")
    until: Day
    reason: TextModel

    def build(self) -> Gap:
        """The gap as a value."""
        return Gap(self.from_, self.until, self.reason.build())
