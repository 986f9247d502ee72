"""What a rulebook file may say: its head, its sources, its rules, its cases."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    InstanceOf,
    WithJsonSchema,
    model_validator,
)

from bizenv.cases.readings import ClockState
from bizenv.cases.rules import CaseOutcome
from bizenv.cases.schema import OfficeHoursModel, ServiceCharterModel
from bizenv.cases.times import read_time
from bizenv.cases.values import Time
from bizenv.inspections.schema import CalendarId, QuietPeriodModel
from bizenv.inspections.values import InspectionOutcome
from bizenv.inspections.whole.schema import FrequencyRuleModel, JointRuleModel, PaperRuleModel
from bizenv.inspections.whole.values import ScheduleOutcome
from bizenv.kernel.errors import RecordError
from bizenv.kernel.problems import did_you_mean
from bizenv.kernel.schema import Day, Id, InAxis, Model, SourceModel, TextModel, Words, wrong
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.vocabulary import TermModel, base_vocabulary
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.schema import RepealedModel, TimeBarModel, ToleranceListModel

__all__ = ["CaseModel", "RulebookModel", "json_schema"]


def _area_code(text: str) -> str:
    if not re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", text):
        raise wrong("bad-area-code", _AN_AREA_CODE)
    return text


_AN_AREA_CODE = Text("6、9 或 12 位的行政区划代码", "an administrative code of 6, 9 or 12 digits")
AreaCode = Annotated[
    str,
    AfterValidator(_area_code),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{6}|[0-9]{9}|[0-9]{12})$"}),
]


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        known = available_timezones()
        if known:  # a machine without the data of the zones cannot tell
            raise wrong("unknown-time-zone", _A_ZONE, did_you_mean(nearest(text, known))) from None
    return text


_A_ZONE = Text(
    "IANA 时区名称，如 'Asia/Shanghai'", "the name of a time zone, such as 'Asia/Shanghai'"
)


def _cell(value: object) -> object:
    """What a case's record says in one field: a text, or a list of texts."""
    words = [word for word in value if word is not None] if isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) for word in words):
        raise wrong("wrong-type", _TEXTS)
    return words if isinstance(value, list) else value


_TEXTS = Text("文字，或由文字组成的列表", "a text or a list of texts")
Cell = Annotated[
    Any,
    BeforeValidator(_cell),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class JurisdictionModel(Model):
    """Whose rules these are."""

    level: Annotated[str, InAxis("level")]
    code: AreaCode | None = None
    time_zone: Annotated[str, AfterValidator(_time_zone)] = "Asia/Shanghai"
    calendar: CalendarId = "CN"


Outcome = StrEnum(  # type: ignore[misc] # the outcomes of every kind of record
    "Outcome",
    {
        each.name: each.value
        for each in (*InspectionOutcome, *CaseOutcome, *ScheduleOutcome, *ViolationOutcome)
    },
)


def _at(text: object) -> Time:
    try:
        return read_time(text)
    except RecordError as error:
        expected = error.problems[0].expected
        assert isinstance(expected, Text)  # noqa: S101 - our own words
        raise wrong("bad-time", expected) from None


At = Annotated[
    InstanceOf[date], BeforeValidator(_at), WithJsonSchema({"type": "string", "minLength": 8})
]


def _row_number(text: object) -> int:
    if not isinstance(text, str) or not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise wrong("wrong-type", _A_ROW)
    return int(text)


_A_ROW = Text("行号，从 1 起", "the number of a row, from 1")
RowNumber = Annotated[
    int,
    BeforeValidator(_row_number),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": "^[1-9][0-9]{0,3}$",
            "minimum": 1,
            "maximum": 9999,
        }
    ),
]


class ExpectModel(Model):
    """What a case expects of the verdict; what is left out is not compared."""

    outcome: Outcome
    codes: list[Id | None] | None = None
    exemptions: list[Id | None] | None = None
    duties: list[str | None] | None = None
    missing: list[str | None] | None = None
    next_allowed: Day | None = None
    clocks: dict[Id, ClockState] | None = None
    due: dict[Id, Day] | None = None
    rows: dict[Id, list[RowNumber | None]] | None = None
    beyond: list[RowNumber | None] | None = None
    items: list[Id | None] | None = None


class PlanEntryModel(Model):
    """An entry of a year's plan beside a worked schedule; what it leaves out may be anything."""

    enterprise: Words | None = None
    agency: Words | None = None
    matter: Words | None = None
    first: Day | None = None
    last: Day | None = None


class ThroughModel(Model):
    """The first and last day for which every visit is in the schedule or the history."""

    first: Day
    last: Day


class CaseModel(Model):
    """One worked case beside the rule: an inspection, a schedule, a request or a violation."""

    name: Words
    inspection: dict[str, Cell] | None = None
    schedule: list[dict[str, Cell] | None] | None = Field(default=None, min_length=1)
    matters: list[Words | None] | None = Field(default=None, min_length=1)
    plan: list[PlanEntryModel | None] | None = Field(default=None, min_length=1)
    through: ThroughModel | None = None
    request: dict[str, Cell] | None = None
    events: list[dict[str, Cell] | None] | None = Field(default=None, min_length=1)
    violation: dict[str, Cell] | None = None
    history: list[dict[str, Cell] | None] | None = None
    at: At | None = None
    expect: ExpectModel
    rule: Id | None = None
    version: str | None = None

    @model_validator(mode="after")
    def _of_one_topic(self) -> CaseModel:
        topics = (
            self.inspection is not None,
            self.schedule is not None,
            self.is_request,
            self.is_violation,
        )
        if sum(topics) != 1:
            raise wrong("bad-case", _ONE_TOPIC)
        beside = (self.matters, self.plan, self.through)
        if self.schedule is None and any(value is not None for value in beside):
            raise wrong("bad-case", _BESIDE_SCHEDULE)
        if self.history is not None and not (topics[1] or self.is_violation):
            raise wrong("bad-case", _WITH_HISTORY)
        if self.is_request and self.at is None:
            raise wrong("bad-case", _WITH_AT)
        if self.at is not None and not (self.is_request or self.is_violation):
            raise wrong("bad-case", _WITH_AT)
        given = {name for name in _OWN if getattr(self.expect, name) is not None}
        if not given <= _OWN_OF[topics.index(True)]:
            raise wrong("bad-case", _OF_THE_OTHER)
        if self.schedule is not None and self.expect.duties is not None:
            raise wrong("bad-case", _OF_THE_OTHER)
        return self

    @property
    def is_violation(self) -> bool:
        """Whether it is about a violation."""
        return self.violation is not None

    @property
    def is_request(self) -> bool:
        """Whether it is about a request."""
        return self.request is not None or self.events is not None

    @property
    def is_visit(self) -> bool:
        """Whether it is about one inspection."""
        return self.inspection is not None


_OWN_OF = (
    frozenset({"exemptions", "next_allowed"}),
    frozenset({"rows", "beyond"}),
    frozenset({"clocks", "due"}),
    frozenset({"items", "due"}),
)
"""What only cases of a topic may expect: of visits, schedules, requests, violations."""
_OWN = frozenset().union(*_OWN_OF)
_ONE_TOPIC = Text(
    "'inspection'、'schedule'，或 'request' 和 'events'，或 'violation' 和 'history'，四者之一",
    "'inspection', 'schedule', 'request' and 'events', or 'violation' and 'history': one of the "
    "four",
)
_BESIDE_SCHEDULE = Text(
    "'matters'、'plan'、'through' 只与 'schedule' 一起写",
    "'matters', 'plan' and 'through' only beside a 'schedule'",
)
_WITH_HISTORY = Text(
    "'history' 只与 'schedule' 或 'violation' 一起写",
    "'history' only beside a 'schedule' or a 'violation'",
)
_WITH_AT = Text(
    "诉求案例写 'at'（按何时判断），检查和计划案例不写",
    "'at' (as of when it is judged) for a request, and none for an inspection or a schedule",
)
_OF_THE_OTHER = Text(
    "'exemptions'、'next_allowed' 用于检查，'rows'、'beyond' 用于计划，'clocks'、'due' 用于诉求，"
    "'items'、'due' 用于违法行为，'duties' 不用于计划",
    "'exemptions' and 'next_allowed' of an inspection, 'rows' and 'beyond' of a schedule, "
    "'clocks' and 'due' of a request, 'items' and 'due' of a violation, 'duties' of no schedule",
)


class RulebookModel(Model):
    """One rulebook file."""

    format: Literal["bizenv.rulebook/1"]
    id: Id
    version: Annotated[Words, WithJsonSchema({"type": ["string", "number"], "minLength": 1})]
    label: TextModel
    jurisdiction: JurisdictionModel
    checked: Day
    extends: list[Id | None] = Field(default_factory=list)
    unseen: list[TextModel | None] = Field(default_factory=list)
    vocabulary: dict[str, dict[Id, TermModel]] = Field(default_factory=dict)
    sources: dict[Id, SourceModel] = Field(min_length=1)
    quiet_periods: list[QuietPeriodModel | None] = Field(default_factory=list)
    frequency_rules: list[FrequencyRuleModel | None] = Field(default_factory=list)
    joint_visits: list[JointRuleModel | None] = Field(default_factory=list)
    paper_trail: list[PaperRuleModel | None] = Field(default_factory=list)
    service_charters: list[ServiceCharterModel | None] = Field(default_factory=list)
    office_hours: OfficeHoursModel | None = None
    tolerance_lists: list[ToleranceListModel | None] = Field(default_factory=list)
    time_bar: TimeBarModel | None = None
    repealed: list[RepealedModel | None] = Field(default_factory=list)
    cases: list[CaseModel | None] = Field(default_factory=list)


def json_schema(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The JSON Schema of a rulebook file, for editors, with every known term.

    >>> json_schema()["title"]
    'bizenv rulebook'
    """
    terms = vocabulary or base_vocabulary()
    schema = RulebookModel.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "bizenv rulebook"
    return _with_terms(schema, terms)  # type: ignore[no-any-return] # a mapping stays one


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """A schema that takes no null: no key of a file may be left blank.

    The models take it in place of a part that could not be read. An editor
    would tell what is wrong within the part of the whole part, as no null.
    """
    if _NULL not in node.get("anyOf", ()):
        return node
    left = [part for part in node["anyOf"] if part != _NULL]
    rest = {key: part for key, part in node.items() if (key, part) != ("default", None)}
    del rest["anyOf"]
    return {**rest, **left[0]} if len(left) == 1 else {**rest, "anyOf": left}


_NULL = {"type": "null"}


def _with_terms(node: Any, vocabulary: Vocabulary) -> Any:
    if isinstance(node, list):
        return [_with_terms(part, vocabulary) for part in node]
    if not isinstance(node, dict):
        return node
    filled = {key: _with_terms(part, vocabulary) for key, part in _without_null(node).items()}
    if "patternProperties" in filled:
        filled["additionalProperties"] = False
    if isinstance(axis := filled.pop("x-vocabulary", None), str):
        filled["enum"] = list(vocabulary[axis].codes)
    return filled
