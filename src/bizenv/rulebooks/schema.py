"""What a rulebook file may say: its head, its sources, its rules, its cases."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from bizenv.inspections.schema import QuietPeriodModel
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.schema import Day, Id, InAxis, Model, SourceModel, TextModel
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks.vocabulary import TermModel, base_vocabulary

__all__ = ["CaseModel", "RulebookModel", "json_schema"]

FORMAT = "bizenv.rulebook/1"


class JurisdictionModel(Model):
    """Whose rules these are."""

    level: Annotated[str, InAxis("level")]
    code: str | None = Field(default=None, pattern=r"^\d{6,12}$")
    time_zone: str = "Asia/Shanghai"


class ExpectModel(Model):
    """What a case expects of the verdict; what is left out is not compared."""

    outcome: InspectionOutcome
    codes: list[Id | None] | None = None
    exemptions: list[Id | None] | None = None
    duties: list[Id | None] | None = None
    missing: list[str | None] | None = None
    next_allowed: Day | None = None


class CaseModel(Model):
    """One worked case beside the rule."""

    name: str = Field(min_length=1)
    inspection: dict[str, str | list[str]]
    expect: ExpectModel
    rule: Id | None = None
    version: str | None = None


class RulebookModel(Model):
    """One rulebook file."""

    format: Literal["bizenv.rulebook/1"]
    id: Id
    version: str = Field(min_length=1)
    label: TextModel
    jurisdiction: JurisdictionModel
    checked: Day
    extends: list[Id | None] = []
    unseen: list[TextModel | None] = []
    vocabulary: dict[str, dict[Id, TermModel]] = {}
    sources: dict[Id, SourceModel] = Field(min_length=1)
    quiet_periods: list[QuietPeriodModel | None] = []
    cases: list[CaseModel | None] = []


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


def _with_terms(node: Any, vocabulary: Vocabulary) -> Any:
    if isinstance(node, list):
        return [_with_terms(part, vocabulary) for part in node]
    if not isinstance(node, dict):
        return node
    filled = {key: _with_terms(part, vocabulary) for key, part in node.items()}
    if isinstance(axis := filled.pop("x-vocabulary", None), str):
        filled["enum"] = list(vocabulary[axis].codes)
    return filled
