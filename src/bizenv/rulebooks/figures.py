"""A figures file: what a report prints, to be compared with the rows, written in YAML.

For example::

    figures:
      - {name: 诉求, printed: "272", parts: ["184", "28", "60"]}
      - {name: 办结, printed: "184", count: closed}
      - {name: 满意率, printed: "98.3 %", rate: satisfaction, only: {session: ["1", "2"]}}
      - {name: 集中许可, printed: "30 %", numerator: "72", denominator: "246"}
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as File
from typing import Annotated, Any
from unicodedata import normalize

from attrs import field, frozen
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bizenv.cases.indicators import COUNTS, INDICATORS
from bizenv.cases.ledger import GROUPINGS
from bizenv.cases.published import Count, Number, Published, Ratio, Total, printed
from bizenv.cases.records import AXIS_OF
from bizenv.kernel.errors import RulebookError, UsageError
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.schema import Model, Words, YesNo, wrong
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary, nearest
from bizenv.rulebooks.nodes import Path, Tree, read_tree
from bizenv.rulebooks.reader import read_text
from bizenv.rulebooks.shapes import validate

__all__ = ["PrintedFigure", "read_figures"]

# --- fields -----------------------------------------------------------------------


def _printed(text: str) -> str:
    try:
        printed(text)
    except UsageError:
        raise wrong("bad-figure", _AS_PRINTED) from None
    return text


_AS_PRINTED = Text("照公布写的数字，如 '98.3 %'", "a number as printed, such as '98.3 %'")
PrintedText = Annotated[str, AfterValidator(_printed)]


def _known(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise wrong("unknown-word", one_of(known), did_you_mean(nearest(text, known)))
    return text


_COUNTS, _RATES = tuple(COUNTS), tuple(each.name for each in INDICATORS)
CountName = Annotated[str, AfterValidator(lambda text: _known(text, _COUNTS))]
RateName = Annotated[str, AfterValidator(lambda text: _known(text, _RATES))]


def _number(text: str) -> Number:
    return int(text) if text.isascii() and text.isdigit() else _known(text, _COUNTS)


NumberText = Annotated[Any, BeforeValidator(_number)]
"""A whole number, or the name of a count of the rows."""


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Values = Annotated[list[Words | None], BeforeValidator(_several), Field(min_length=1)]
Groupings = Annotated[str, AfterValidator(lambda text: _known(text, tuple(GROUPINGS)))]


class FigureModel(Model):
    """One published figure, and what of the rows it claims to be."""

    name: Words
    printed: PrintedText
    count: CountName | None = None
    rate: RateName | None = None
    numerator: NumberText = None
    denominator: NumberText = None
    per_cent: YesNo = True
    parts: list[PrintedText | None] | None = Field(default=None, min_length=1)
    only: dict[Groupings, Values] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_claim(self) -> FigureModel:
        divided = self.numerator is not None or self.denominator is not None
        claims = (self.count, self.rate, self.parts, divided or None)
        if sum(claim is not None for claim in claims) > 1:
            raise wrong("bad-claim", _ONE_OF_THEM)
        return self

    def build(self) -> Published:
        """The figure as a value."""
        if self.parts is not None:
            return Total(self.name, self.printed, [part for part in self.parts if part])
        if self.count or self._plain:
            return Count(self.name, self.printed, of=self.count)
        return Ratio(
            self.name,
            self.printed,
            of=self.rate,
            numerator=self.numerator,
            denominator=self.denominator,
            scale=100 if self.per_cent else 1,
        )

    @property
    def _plain(self) -> bool:
        """Whether it claims nothing and bears no sign for per cent."""
        claims = (self.rate, self.numerator, self.denominator)
        return claims == (None, None, None) and "%" not in normalize("NFKC", self.printed)


_ONE_OF_THEM = Text(
    "'count'、'rate'、'parts'，或 'numerator' 和 'denominator'，最多其一",
    "one of 'count', 'rate', 'parts', or 'numerator' and 'denominator', at most",
)


class FiguresModel(Model):
    """A figures file."""

    figures: list[FigureModel | None] = Field(min_length=1)


# --- reading ----------------------------------------------------------------------


@frozen
class PrintedFigure:
    """A published figure, and of which cases it is told; of all where nothing is said."""

    figure: Published
    only: Mapping[str, tuple[str, ...]] = field(factory=dict, hash=False)


def read_figures(path: File, vocabulary: Vocabulary) -> tuple[PrintedFigure, ...]:
    """Read a figures file.

    Raises:
        RulebookError: the file has problems; all of them are told.
        OSError: the file cannot be opened.
    """
    text, problems = read_text(path)
    tree = Tree(str(path), problems=problems) if problems else read_tree(text, str(path))
    found: list[PrintedFigure] = []
    if tree.value is not None:
        model, _ = validate(tree, FiguresModel, {})
        for number, each in enumerate(model.figures if model else ()):
            if each is not None:
                only = _only(tree, ("figures", number, "only"), each, vocabulary)
                found.append(PrintedFigure(each.build(), only))
    if tree.problems:
        raise RulebookError(tuple(tree.problems))
    return tuple(found)


def _only(
    tree: Tree, path: Path, figure: FigureModel, vocabulary: Vocabulary
) -> dict[str, tuple[str, ...]]:
    """The cases that a figure is told of, by code; a word that is no term is told."""
    only: dict[str, tuple[str, ...]] = {}
    for name, words in figure.only.items():
        given = tuple(word for word in words if word)
        axis = vocabulary[AXIS_OF[name]] if name in AXIS_OF else None
        if axis is not None:
            terms = {word: axis.find(word) for word in given}
            for word, term in terms.items():
                if term is None:
                    known, hint = one_of(axis.codes), did_you_mean(axis.suggest(word))
                    tree.wrong("unknown-term", (*path, name), repr(word), known, hint)
            given = tuple(term.code for term in terms.values() if term)
        only[name] = given
    return only
