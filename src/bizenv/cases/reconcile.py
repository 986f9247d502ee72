"""Whether published figures follow from the rows (数字核对).

Each figure is worked out again. It follows, or it does not, or that cannot be
told; and the answer says what the rows give, and what would give the figure.

>>> from bizenv.cases.published import Ratio
>>> [told] = reconcile(None, [Ratio("licences", "30 %", numerator=72, denominator=246)])
>>> print(told)
licences: printed 30 %, but 72/246 = 29.27 %, less by 0.73 points; 73 to 75 out of 246 would \
give it [ratio-differs]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

from attrs import field, frozen

from bizenv.cases import figurewords as words
from bizenv.cases.indicators import COUNTS, INDICATORS
from bizenv.cases.ledger import Ledger
from bizenv.cases.published import Count, Printed, Published, Ratio, Total
from bizenv.cases.rates import Rate, rounded
from bizenv.cases.tallies import Tally
from bizenv.kernel.findings import plain
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

__all__ = ["Candidate", "Reconciled", "Source", "reconcile"]

Source: TypeAlias = Ledger | Tally | Mapping[str, int] | None
"""The rows: a ledger, the figures of one of its groups, or counts by name; None for none."""


@frozen
class Candidate:
    """Two numbers of the rows that would give a published percentage."""

    text: Text
    numerator: int
    denominator: int

    def say(self, lang: Lang) -> str:
        """The words and the numbers."""
        return words.CANDIDATE.fill(
            lang, {"text": self.text, "above": self.numerator, "below": self.denominator}
        )


@frozen
class Reconciled:
    """What became of one published figure (核对结果).

    ``given`` is what the rows, or the report's own numbers, give; ``difference``
    is that less what is printed. Both are None where nothing can be told.
    """

    published: Published
    follows: Truth
    code: str
    text: Text
    given: Fraction | None = None
    candidates: tuple[Candidate, ...] = field(default=(), kw_only=True)

    @property
    def difference(self) -> Fraction | None:
        """By how much the rows give more than is printed."""
        return None if self.given is None else self.given - self.published.printed.value

    def words(self, lang: Lang) -> str:
        """What was found, without label and code."""
        return self.text.say(lang)

    def say(self, lang: Lang) -> str:
        """The figure and what was found, on one line."""
        head = words.HEAD.fill(lang, {"label": self.published.label})
        return f"{head}{self.text.say(lang)} [{self.code}]"

    def __str__(self) -> str:
        return self.say("en")

    def to_dict(self) -> dict[str, Any]:
        """What was found as plain values, for JSON; numbers as text, to keep them exact."""
        return {
            "label": self.published.label,
            "printed": self.published.printed.text,
            "follows": self.follows.value,
            "code": self.code,
            "zh": self.text.say("zh"),
            "en": self.text.say("en"),
            "given": None if self.given is None else str(self.given),
            "difference": None if self.difference is None else str(self.difference),
            "candidates": [
                {"text": plain(c.text), "numerator": c.numerator, "denominator": c.denominator}
                for c in self.candidates
            ],
        }


def reconcile(rows: Source, published: Iterable[Published]) -> tuple[Reconciled, ...]:
    """What becomes of each published figure, in the order in which they are given.

    >>> from bizenv.cases.published import Total
    >>> parts = ["112", "81", "25", "117", "6"]
    >>> print(reconcile(None, [Total("screened", "356", parts)])[0].say("zh"))
    screened：公布 356，各部分之和 341，少 15 [parts-differ]
    """
    found = _Rows.of(rows)
    return tuple(_reconciled(found, each) for each in published)


def _reconciled(rows: _Rows, published: Published) -> Reconciled:
    if isinstance(published, Total):
        return _total(published)
    if isinstance(published, Count):
        return _count(rows, published)
    return _ratio(rows, published)


@frozen
class _Rows:
    """The counts and rates that figures are compared with."""

    counts: Mapping[str, int]
    rates: Mapping[str, Rate]

    @classmethod
    def of(cls, source: Source) -> _Rows:
        if isinstance(source, Ledger):
            source = source.total
        if isinstance(source, Tally):
            return cls(source.counts, source.rates)
        return cls(source or {}, {})

    def number(self, value: int | str | None) -> int | None:
        return self.counts.get(value) if isinstance(value, str) else value

    def pairs(self) -> Iterator[Candidate]:
        """What could be divided by what: the rates first, then any two counts.

        A report divides by a stage of the work less often than by chance.
        """
        for each in INDICATORS:
            if (rate := self.rates.get(each.name)) is not None:
                yield Candidate(each.rule, rate.numerator, rate.denominator)
        for below, n in self.counts.items():
            if below in _STAGES:
                continue
            for above, m in self.counts.items():
                if above != below and m <= n:
                    pair = {"above": _label(above), "below": _label(below)}
                    yield Candidate(words.OUT_OF.filled(**pair), m, n)


_STAGES = frozenset(name for name in COUNTS if name.startswith("stage_"))


def _label(name: str) -> Text:
    return COUNTS.get(name, Text(name))


# --- totals and counts ------------------------------------------------------------


def _total(total: Total) -> Reconciled:
    apart = total.sum - total.printed.value
    facts = {"printed": total.printed, "sum": _number(total.sum), **_apart(apart)}
    if not apart:
        return Reconciled(total, Truth.YES, _YES, words.ADDS_UP.filled(**facts), total.sum)
    if total.explained:
        text = words.ADDS_UP_ROUNDED.filled(**facts)
        return Reconciled(total, Truth.YES, "parts-rounded", text, total.sum)
    text = words.PARTS_DIFFER.filled(**facts)
    return Reconciled(total, Truth.NO, "parts-differ", text, total.sum)


def _count(rows: _Rows, count: Count) -> Reconciled:
    if (found := rows.number(count.of)) is None:
        return _untold(count, count.of)
    given, number = Fraction(found), count.printed
    facts = {"printed": number, "given": found, **_apart(given - number.value)}
    if number.shows(given):
        return Reconciled(count, Truth.YES, _YES, words.COUNT_FOLLOWS.filled(**facts), given)
    if number.exact and (place := _rounded_to(number.value, given)):
        text = words.COUNT_ROUNDED.filled(place=place, **facts)
        return Reconciled(count, Truth.NO, "count-rounded", text, given)
    text = words.COUNT_DIFFERS.filled(**facts)
    return Reconciled(count, Truth.NO, "count-differs", text, given)


def _rounded_to(whole: Fraction, given: Fraction) -> int | None:
    """The tens, hundreds and so on to which a count was rounded; None where it was not."""
    place = 10
    while whole and whole % place == 0:
        if rounded(given / place, 0) * place == int(whole):
            return place
        place *= 10
    return None


def _untold(published: Published, name: str | None) -> Reconciled:
    facts = {"printed": published.printed, "name": name}
    text = (words.NOTHING_NAMED if name is None else words.NO_SUCH).filled(**facts)
    return Reconciled(published, Truth.UNKNOWN, _UNTOLD, text)


# --- ratios -----------------------------------------------------------------------


def _ratio(rows: _Rows, ratio: Ratio) -> Reconciled:
    if ratio.of is not None:
        if (rate := rows.rates.get(ratio.of)) is None:
            return _untold(ratio, ratio.of)
        return _divided(rows, ratio, rate.numerator, rate.denominator)
    above, below = rows.number(ratio.numerator), rows.number(ratio.denominator)
    for name, value in ((ratio.numerator, above), (ratio.denominator, below)):
        if isinstance(name, str) and value is None:
            return _untold(ratio, name)
    if above is not None and below is not None:
        return _divided(rows, ratio, above, below)
    return _guessed(rows, ratio, above) if below is None else _possible(ratio, below)


def _divided(rows: _Rows, ratio: Ratio, above: int, below: int) -> Reconciled:
    """Both numbers are known."""
    number = ratio.printed
    if below == 0:
        text = words.OVER_NOTHING.filled(printed=number, above=above)
        return Reconciled(ratio, Truth.NO, "ratio-over-nothing", text)
    given = Fraction(above * ratio.scale, below)
    facts = {"printed": number, "above": above, "below": below, "given": _shown(ratio, given)}
    if number.shows(given):
        return Reconciled(ratio, Truth.YES, _YES, words.RATIO_FOLLOWS.filled(**facts), given)
    apart = _apart(given - number.value)
    if ratio.scale == _PER_CENT:
        apart["apart"] = words.POINTS.filled(n=apart["apart"])
    text = words.RATIO_DIFFERS.filled(**facts, **apart)
    others = _candidates(rows, ratio, None)
    if hint := _instead(ratio, below, others):
        text = words.AND.filled(one=text, other=hint)
    return Reconciled(ratio, Truth.NO, "ratio-differs", text, given, candidates=others)


def _instead(ratio: Ratio, below: int, others: tuple[Candidate, ...]) -> Text | None:
    """What would give the printed figure: numbers of the rows, else another numerator."""
    if others:
        return words.WOULD.filled(these=_listed(others))
    fits = _numerators(ratio.printed, below, ratio.scale)
    return words.WOULD_OF.filled(fits=_range(fits), below=below) if fits else None


def _possible(ratio: Ratio, below: int) -> Reconciled:
    """Only the denominator is known: is there any whole number above it?"""
    fits = _numerators(ratio.printed, below, ratio.scale)
    facts = {"printed": ratio.printed, "below": below}
    if not fits:
        return Reconciled(ratio, Truth.NO, "ratio-impossible", words.IMPOSSIBLE.filled(**facts))
    text = words.POSSIBLE.filled(fits=_range(fits), **facts)
    return Reconciled(ratio, Truth.UNKNOWN, "ratio-guessed", text)


def _guessed(rows: _Rows, ratio: Ratio, above: int | None) -> Reconciled:
    """The denominator is not known: which numbers of the rows would give the figure?"""
    found = _candidates(rows, ratio, above)
    if found:
        text = words.GUESSED.filled(printed=ratio.printed, these=_listed(found))
        return Reconciled(ratio, Truth.UNKNOWN, "ratio-guessed", text, candidates=found)
    least = next((n for n in range(1, _MOST) if _numerators(ratio.printed, n, ratio.scale)), None)
    facts = {"printed": ratio.printed, "least": least}
    text = (words.NO_DENOMINATOR if least is None or above is not None else words.AT_LEAST).filled(
        **facts
    )
    return Reconciled(ratio, Truth.UNKNOWN, _UNTOLD, text)


_YES, _UNTOLD = "figure-follows", "figure-untold"
_MOST = 10_001
_PER_CENT = 100


def _candidates(rows: _Rows, ratio: Ratio, above: int | None) -> tuple[Candidate, ...]:
    """Each pair once, though a rate and two counts may be the same pair."""
    found: dict[Text, Candidate] = {}
    for each in rows.pairs():
        if each.denominator and above in (None, each.numerator):
            value = Fraction(each.numerator * ratio.scale, each.denominator)
            if ratio.printed.shows(value):
                found.setdefault(each.text, each)
    return tuple(found.values())


def _numerators(number: Printed, below: int, scale: int) -> range:
    """The whole numbers, up to the denominator, that give what is printed."""
    half = number.step / 2
    first = ceil((number.value - half) * below / scale)
    after = ceil((number.value + half) * below / scale)
    return range(max(0, first), min(below + 1, after))


# --- words ------------------------------------------------------------------------


def _number(value: Fraction) -> str:
    """A number without decimals where it is whole, and with two where not."""
    return str(value.numerator) if value.denominator == 1 else f"{rounded(value, 2):f}"


def _shown(ratio: Ratio, value: Fraction) -> str:
    if ratio.scale == _PER_CENT:
        return f"{rounded(value, 2):f} %"
    return _number(value)


def _apart(difference: Fraction) -> dict[str, Any]:
    return {"less": words.LESS if difference < 0 else words.MORE, "apart": _number(abs(difference))}


def _range(fits: range) -> Text:
    """One number, two, or from the first to the last."""
    if len(fits) == 1:
        return Text(str(fits[0]), str(fits[0]))
    return (words.EITHER if len(fits) == 2 else words.FROM_TO).filled(first=fits[0], last=fits[-1])


def _listed(candidates: tuple[Candidate, ...]) -> Text:
    """The first three, and how many more there are."""
    first = candidates[:3]
    zh, en = ("；".join(c.say("zh") for c in first), "; ".join(c.say("en") for c in first))
    if more := len(candidates) - len(first):
        return words.MORE_OF_THEM.filled(first=Text(zh, en), more=more)
    return Text(zh, en)
