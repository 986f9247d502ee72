"""The shipped vocabulary: terms, duties, headers, read from ``data/vocabulary``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pydantic import Field, RootModel

from bizenv.inspections.records import FIELDS, TEXTS
from bizenv.inspections.schema import DutyTerm
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.schema import Model, TextModel, Words
from bizenv.kernel.vocabulary import Axis, Term, Vocabulary
from bizenv.rulebooks.nodes import read_tree
from bizenv.rulebooks.shapes import validate
from bizenv.tables.headers import match_headers

__all__ = [
    "TermModel",
    "base_vocabulary",
    "case_vocabulary",
    "duty_terms",
    "header_words",
    "headers_of",
    "known_fields",
    "vocabulary_hash",
]


class TermModel(Model):
    """One term of an axis."""

    label: TextModel
    aliases: list[Words | None] = Field(default_factory=list)
    broader: list[str | None] = Field(default_factory=list)
    may_be: list[str | None] = Field(default_factory=list)
    settles: dict[str, str] = Field(default_factory=dict)
    rank: int | None = None

    def build(self, code: str) -> Term:
        """The term as a value."""
        return Term(
            code=code,
            text=self.label.build(),
            aliases=tuple(alias for alias in self.aliases if alias),
            broader=tuple(code for code in self.broader if code),
            settles=self.settles,
            rank=self.rank,
            may_be=tuple(code for code in self.may_be if code),
        )


class AxisModel(Model):
    """One axis and its terms."""

    label: TextModel
    terms: dict[str, TermModel] = Field(min_length=1)

    def build(self, name: str) -> Axis:
        """The axis as a value."""
        terms = tuple(term.build(code) for code, term in self.terms.items())
        return Axis(name, self.label.build(), terms)


class _Axes(RootModel[dict[str, AxisModel]]):
    pass


class _Duties(RootModel[dict[str, DutyTerm]]):
    pass


class _Headers(RootModel[dict[str, dict[str, list[str]]]]):
    pass


def _text(name: str) -> str:
    return (files("bizenv") / "data" / "vocabulary" / name).read_text("utf-8")


def _read(name: str, model: type[RootModel[dict[str, object]]]) -> dict[str, object]:
    tree = read_tree(_text(name), name)
    read, _ = validate(tree, model, {})
    if read is None or tree.problems:
        raise RulebookError(tuple(tree.problems))
    return read.root


@cache
def base_vocabulary() -> Vocabulary:
    """The terms that every rulebook may use: of inspections, of cases and of tolerance lists."""
    tolerance = _axes("tolerance.yaml")
    return Vocabulary((*_axes("inspections.yaml").axes, *case_vocabulary().axes, *tolerance.axes))


@cache
def case_vocabulary() -> Vocabulary:
    """The terms that describe cases: kinds, channels, events, grades, grounds, causes."""
    return _axes("cases.yaml")


def _axes(name: str) -> Vocabulary:
    axes = _read(name, _Axes)  # type: ignore[arg-type] # RootModel is invariant
    return Vocabulary(
        tuple(axis.build(name) for name, axis in axes.items() if isinstance(axis, AxisModel))
    )


@cache
def duty_terms() -> dict[str, DutyTerm]:
    """The kinds of duties that every rulebook may use."""
    terms = _read("duties.yaml", _Duties)  # type: ignore[arg-type] # RootModel is invariant
    return {name: term for name, term in terms.items() if isinstance(term, DutyTerm)}


@cache
def header_words() -> dict[str, dict[str, list[str]]]:
    """By kind of record and field, the column headers that people write."""
    headers = _read("headers.yaml", _Headers)  # type: ignore[arg-type] # RootModel is invariant
    return {kind: words for kind, words in headers.items() if isinstance(words, dict)}


def headers_of(row: Iterable[str]) -> dict[str, str]:
    """By field, the key of a row that holds it: the field's name, or a header.

    >>> headers_of(["检查日期", "domain"])
    {'start': '检查日期', 'domain': 'domain'}

    Raises:
        TableError: two keys may hold the same field.
    """
    return match_headers(list(row), header_words()["inspections"], first_wins=TEXTS).columns


def known_fields(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The fields that a record may have, and a mapping may name."""
    return (*FIELDS, *vocabulary["circumstance"].codes)


@cache
def vocabulary_hash() -> str:
    """The hash of the shipped terms and duties, part of every rulebook's hash."""
    names = ("inspections.yaml", "cases.yaml", "tolerance.yaml", "duties.yaml")
    return sha256("".join(map(_text, names)).encode()).hexdigest()
