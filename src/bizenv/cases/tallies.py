"""The figures of some cases: counts, rates, working times, ages (统计值).

A tally can be added to another, and the sum is the tally of all their cases.
That is why it keeps how often each number of days occurs: a median of medians
is no median.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from bizenv.cases.entries import Days, Entry, Facts
from bizenv.cases.indicators import COUNTS, INDICATORS, count_of, indicator, rate_of
from bizenv.cases.rates import Rate
from bizenv.kernel.errors import UsageError
from bizenv.kernel.findings import plain
from bizenv.kernel.text import Lang, Text

__all__ = ["Band", "Bands", "Tally", "WorkingTime", "tally_of"]

Bands = tuple[int, ...]
"""The last day of each band but the open one at the end."""


@frozen
class WorkingTime:
    """How many working days some cases took (办理用时), each length and how often.

    A percentile is the *nearest rank*: the least number of days within which at
    least so many per cent of the cases were done. It is always a time that some
    case really took; of an even number of cases the median is the lower middle.

    >>> time = WorkingTime({1: 1, 2: 1, 3: 1, 10: 1})
    >>> time.median, time.percentile(90), time.cases
    (2, 10, 4)
    """

    counts: Mapping[int, int] = field(hash=False)
    excluded: tuple[tuple[Text, int], ...] = ()

    @property
    def cases(self) -> int:
        """How many cases the times are of."""
        return sum(self.counts.values())

    @property
    def median(self) -> int | None:
        """The time within which half of the cases were done."""
        return self.percentile(50)

    def percentile(self, percent: int) -> int | None:
        """The time within which so many per cent were done; None where there are no cases.

        Raises:
            UsageError: not a whole number from 1 to 100.
        """
        if type(percent) is not int or not 1 <= percent <= 100:
            raise UsageError(f"percent={percent!r}: expected a whole number from 1 to 100")
        wanted, done = -(-percent * self.cases // 100), 0
        for days in sorted(self.counts):
            done += self.counts[days]
            if done >= wanted:
                return days
        return None

    def to_dict(self) -> dict[str, Any]:
        """The times as plain values, for JSON."""
        return {
            "cases": self.cases,
            "median": self.median,
            "percentile_90": self.percentile(90),
            "excluded": [{"reason": plain(reason), "count": n} for reason, n in self.excluded],
        }


@frozen
class Band:
    """How many open cases are of an age (账龄): from so many working days to so many.

    ``last`` is None in the band without an end; both are None where the age is
    not known, and ``why`` says why.
    """

    count: int
    first: int | None = None
    last: int | None = None
    why: Text | None = None

    @property
    def text(self) -> Text:
        """The band in words.

        >>> Band(3, 6, 15).text.en, Band(1, 31).text.zh
        ('6-15 working days', '31 个工作日及以上')
        """
        if self.first is None:
            return self.why or _AGE_UNKNOWN
        if self.last is None:
            return _AND_MORE.filled(first=self.first)
        return _FROM_TO.filled(first=self.first, last=self.last)


_AGE_UNKNOWN = Text("天数不明", "age not known")
_AND_MORE = Text("{first} 个工作日及以上", "{first} working days and more")
_FROM_TO = Text("{first}-{last} 个工作日", "{first}-{last} working days")


def _counted(value: Mapping[Any, int]) -> Mapping[Any, int]:
    return {key: count for key, count in value.items() if count}


@frozen
class Tally:
    """The figures of some cases, worked out from how many cases have which facts.

    >>> Tally().received, str(Tally().rate("resolution"))
    (0, '0/0: not applicable')
    """

    facts: Mapping[Facts, int] = field(factory=dict, converter=_counted, hash=False)
    days: Mapping[Days, int] = field(factory=dict, converter=_counted, hash=False)
    """Of closed cases: working days to the closing."""
    ages: Mapping[Days, int] = field(factory=dict, converter=_counted, hash=False)
    """Of open cases: working days since receipt."""

    @property
    def received(self) -> int:
        """All cases."""
        return sum(self.facts.values())

    def count(self, name: str) -> int:
        """How many cases are ``closed``, ``open``, ``stage_continuing`` and so on."""
        return count_of(name, self.facts)

    @property
    def counts(self) -> dict[str, int]:
        """Every count by its name; those of the stages add up to all cases."""
        return {name: count_of(name, self.facts) for name in COUNTS}

    def rate(self, name: str) -> Rate:
        """A rate by its name, such as ``resolution``."""
        return rate_of(indicator(name), self.facts)

    @property
    def rates(self) -> dict[str, Rate]:
        """Every rate by its name."""
        return {each.name: rate_of(each, self.facts) for each in INDICATORS}

    @property
    def working_time(self) -> WorkingTime:
        """Working days from receipt (not counted) to closing (counted), of closed cases."""
        known = {days: n for days, n in self.days.items() if isinstance(days, int)}
        return WorkingTime(known, _unknown(self.days))

    def ageing(self, bands: Bands) -> tuple[Band, ...]:
        """The open cases by age; the parts add up to all open cases."""
        firsts = (0, *(last + 1 for last in bands))
        lasts: tuple[int | None, ...] = (*bands, None)
        found = [
            Band(self._between(first, last), first, last)
            for first, last in zip(firsts, lasts, strict=True)
        ]
        return (*found, *(Band(count, why=why) for why, count in _unknown(self.ages)))

    def _between(self, first: int, last: int | None) -> int:
        return sum(
            count
            for age, count in self.ages.items()
            if isinstance(age, int) and first <= age and (last is None or age <= last)
        )

    def __add__(self, other: Tally) -> Tally:
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(
            Counter(self.facts) + Counter(other.facts),
            Counter(self.days) + Counter(other.days),
            Counter(self.ages) + Counter(other.ages),
        )

    def to_dict(self, bands: Bands) -> dict[str, Any]:
        """The figures as plain values, for JSON."""
        return {
            "counts": self.counts,
            "rates": {name: rate.to_dict() for name, rate in self.rates.items()},
            "working_time": self.working_time.to_dict(),
            "ageing": [
                {"first": b.first, "last": b.last, "why": plain(b.why), "count": b.count}
                for b in self.ageing(bands)
            ],
        }

    def rows(self, bands: Bands, lang: Lang) -> list[dict[str, Any]]:
        """Each figure as a row, in long form."""
        rows = [
            _row("count", name, COUNTS[name].say(lang), count)
            for name, count in self.counts.items()
        ]
        for each in INDICATORS:
            rate = self.rate(each.name)
            rows.append(_row("rate", each.name, each.label.say(lang), None, rate, lang))
        time = self.working_time
        for percent, label in _PERCENTILES.items():
            name = f"percentile_{percent}"
            rows.append(_row("working_days", name, label.say(lang), time.percentile(percent)))
        rows += [
            _row("ageing", f"from_{b.first}" if b.first is not None else "unknown", w, b.count)
            for b in self.ageing(bands)
            for w in (b.text.say(lang),)
        ]
        return rows


_PERCENTILES = {
    50: Text("办结用时中位数（工作日）", "median working days to close"),
    90: Text("办结用时 90 分位（工作日）", "90th percentile of working days to close"),
}


def _unknown(days: Mapping[Days, int]) -> tuple[tuple[Text, int], ...]:
    found = [(why, count) for why, count in days.items() if isinstance(why, Text)]
    return tuple(sorted(found, key=lambda pair: pair[0].zh))


def _row(
    sort: str, name: str, label: str, value: int | None, rate: Rate | None = None, lang: Lang = "zh"
) -> dict[str, Any]:
    """One figure; of a rate the value is the percentage, as text."""
    percent = None if rate is None else rate.percent()
    return {
        "sort": sort,
        "figure": name,
        "label": label,
        "value": value if percent is None else f"{percent:f}",
        "numerator": None if rate is None else rate.numerator,
        "denominator": None if rate is None else rate.denominator,
        "rule": None if rate is None else rate.rule.say(lang),
        "excluded": None if rate is None else rate.cases - rate.denominator,
    }


def tally_of(entries: Iterable[Entry]) -> Tally:
    """The figures of some lines of a ledger."""
    entries = tuple(entries)
    days = Counter(entry.days for entry in entries if entry.days is not None)
    ages = Counter(entry.age for entry in entries if entry.age is not None)
    return Tally(Counter(entry.facts for entry in entries), days, ages)
