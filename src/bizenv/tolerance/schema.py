"""How tolerance lists and time bars are written in a rulebook, and how they become values.

The models say what may stand where. Building a value also needs the file's
sources and the words of its terms, which the reader of rulebooks passes in.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from bizenv.calendars.periods.period import Period
from bizenv.calendars.schema import PeriodText
from bizenv.kernel.legal import Citation, Validity
from bizenv.kernel.schema import (
    CitationModel,
    DatedModel,
    Day,
    GapModel,
    Id,
    Model,
    TextModel,
    Words,
    YesNo,
    wrong,
)
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import All, Condition
from bizenv.tolerance.lists import (
    Accompaniment,
    Accompanying,
    ListVersion,
    Repealed,
    TimeBar,
    ToleranceItem,
    ToleranceList,
)
from bizenv.tolerance.schema_conditions import ConditionModel, Label
from bizenv.tolerance.values import FineRange
from bizenv.tolerance.words import Anchor, Leniency

__all__ = ["Cite", "RepealedModel", "TimeBarModel", "ToleranceListModel"]

Cite = Callable[[CitationModel], Citation]


def _yuan(text: object) -> str:
    digits = str(text)
    if not (digits.isascii() and digits.replace(".", "", 1).isdigit() and len(digits) < _MOST):
        raise wrong("bad-number", _AN_AMOUNT)
    return digits


_MOST = 16
_AN_AMOUNT = Text("以元计的金额，如 2000", "an amount in yuan, such as 2000")
Yuan = Annotated[str, BeforeValidator(_yuan), WithJsonSchema({"type": ["string", "number"]})]


def _share(text: object) -> str:
    digits = str(text)
    if not (digits.isascii() and digits.replace(".", "", 1).isdigit()) or not (
        0 < Decimal(digits) < 1
    ):
        raise wrong("bad-share", _A_SHARE)
    return digits


_A_SHARE = Text("幅度的一部分，如 0.30", "a part of the range, such as 0.30")
Part = Annotated[str, BeforeValidator(_share), WithJsonSchema({"type": ["string", "number"]})]


class FineModel(Model):
    """The least and the most of a fine, in yuan."""

    least: Yuan = "0"
    most: Yuan

    @model_validator(mode="after")
    def _in_order(self) -> FineModel:
        if Decimal(self.least) > Decimal(self.most):
            raise wrong("bad-fine", _LEAST_FIRST)
        return self

    def build(self) -> FineRange:
        """The range as a value."""
        return FineRange(self.least, self.most)


_LEAST_FIRST = Text("不超过 'most' 的 'least'", "a 'least' that is not more than 'most'")


class AlsoModel(Model):
    """One thing that goes with leniency, by when it has to be done, by which clause."""

    do: Accompanying
    within: PeriodText | None = None
    from_: Anchor | None = Field(default=None, alias="from")
    cite: CitationModel | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> AlsoModel:
        if (self.within is None) is not (self.from_ is None):
            raise wrong("half-a-pair", _BOTH)
        return self

    def build(self, cite: Cite, default: Citation) -> Accompaniment:
        """The accompaniment as a value."""
        citation = cite(self.cite) if self.cite else default
        within = Period.parse(self.within) if self.within else None
        return Accompaniment(self.do, citation, within, self.from_)


_BOTH = Text("'within' 和 'from' 都写或者都不写", "both 'within' and 'from', or neither")


class ItemModel(Model):
    """One item of a list: what is done, what it breaks, on which conditions it is spared.

    ``text`` keeps the published words; ``confirmed: no`` says that nobody has yet
    compared the conditions with them.
    """

    id: Id
    behaviour: TextModel | None = None
    also_written: list[Words | None] = Field(default=[])
    norms: list[Words | None] = Field(default=[])
    domain: Words | None = None
    leniency: Leniency
    conditions: ConditionModel | None = None
    fine: FineModel | None = None
    also: list[AlsoModel | None] = Field(default=[])
    text: Words | None = None
    confirmed: YesNo = True
    cite: CitationModel | None = None

    def build(
        self, cite: Cite, label: Label, head: tuple[Condition, ...], default: Citation
    ) -> ToleranceItem:
        """The item as a value; the version's own conditions come first."""
        citation = cite(self.cite) if self.cite else default
        own = (self.conditions.build(label),) if self.conditions else ()
        return ToleranceItem(
            id=self.id,
            leniency=self.leniency,
            conditions=All(*flat(head), *flat(own)),
            citation=citation,
            behaviour=self.behaviour.build() if self.behaviour else None,
            also_written=known(self.also_written),
            norms=known(self.norms),
            domain=self.domain,
            fine=self.fine.build() if self.fine else None,
            also=tuple(part.build(cite, citation) for part in self.also if part),
            text=self.text,
            confirmed=self.confirmed,
        )


def known(parts: list[Any]) -> tuple[Any, ...]:
    """What could be read of a list."""
    return tuple(part for part in parts if part is not None)


def flat(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Conditions that must all hold, as one line."""
    return tuple(
        part for each in conditions for part in (each.parts if isinstance(each, All) else (each,))
    )


class ListVersionModel(DatedModel):
    """One dated version of a list; ``conditions`` and ``also`` are of every item of it."""

    conditions: ConditionModel | None = None
    also: list[AlsoModel | None] = Field(default=[])
    items: list[ItemModel | None] = Field(min_length=1)

    @model_validator(mode="after")
    def _some_condition(self) -> ListVersionModel:
        bare = [item.id for item in self.items if item and item.conditions is None]
        if bare and self.conditions is None:
            raise wrong("no-condition", _CONDITIONS.filled(item=bare[0]))
        return self

    def build(self, cite: Cite, label: Label) -> ListVersion:
        """The version as a value."""
        citation = cite(self.cite)
        head = (self.conditions.build(label),) if self.conditions else ()
        return ListVersion(
            validity=self.validity,
            citation=citation,
            items=tuple(item.build(cite, label, head, citation) for item in self.items if item),
            also=tuple(part.build(cite, citation) for part in self.also if part),
        )


_CONDITIONS = Text(
    "事项 {item} 或者这一版的 'conditions'", "'conditions' of the item {item}, or of the version"
)


class LowestShareModel(Model):
    """The lowest part of a range of fines that counts as lightened, by which clause."""

    share: Part
    cite: CitationModel


class ToleranceListModel(Model):
    """A tolerance list and its versions."""

    id: Id
    label: TextModel
    agency: Words | None = None
    statute: YesNo = False
    lowest_share: LowestShareModel | None = None
    versions: list[ListVersionModel | None] = Field(min_length=1)
    gaps: list[GapModel | None] = Field(default=[])

    def build(self, cite: Cite, label: Label, rulebook: str) -> ToleranceList:
        """The list as a value, its versions in order of time."""
        versions = [version.build(cite, label) for version in self.versions if version]
        share = self.lowest_share
        return ToleranceList(
            id=self.id,
            text=self.label.build(),
            versions=versions,
            agency=self.agency,
            statute=self.statute,
            lowest_share=(Decimal(share.share), cite(share.cite)) if share else None,
            gaps=[gap.build() for gap in self.gaps if gap],
            rulebook=rulebook,
        )


class TimeBarModel(Model):
    """How long after the act a violation may be punished."""

    period: PeriodText
    longer: PeriodText | None = None
    longer_if: ConditionModel | None = None
    cite: CitationModel

    @model_validator(mode="after")
    def _both_or_neither(self) -> TimeBarModel:
        if (self.longer is None) is not (self.longer_if is None):
            raise wrong("half-a-pair", _LONGER)
        return self

    def build(self, cite: Cite, label: Label) -> TimeBar:
        """The time bar as a value."""
        return TimeBar(
            period=self.period,
            citation=cite(self.cite),
            longer=self.longer,
            longer_if=self.longer_if.build(label) if self.longer_if else None,
        )


_LONGER = Text(
    "'longer' 和 'longer_if' 都写或者都不写", "both 'longer' and 'longer_if', or neither"
)


class RepealedModel(Model):
    """A law that no longer holds: its title, its last day, and by what it was ended."""

    title: Words
    until: Day
    cite: CitationModel

    def build(self, cite: Cite) -> Repealed:
        """The entry as a value."""
        return Repealed(self.title, Validity(until=self.until), cite(self.cite))
