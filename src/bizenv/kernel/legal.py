"""Where a rule comes from and when it holds.

A :class:`Source` is a document, a :class:`Citation` a spot in it, a
:class:`Validity` the days on which what it says is in force.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import instance, member, optional_day, optional_words, words
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.truth import Truth

__all__ = ["Attestation", "Citation", "Gap", "Source", "Validity"]

_ONE_DAY = timedelta(days=1)


class Attestation(StrEnum):
    """How well a document is attested (出处可靠程度)."""

    OFFICIAL = "official"
    """Read on a site or in a gazette of the issuing authority."""
    REPORTED = "reported"
    """Told by a report, a newspaper or a press conference."""
    MIRROR = "mirror"
    """Read in a copy kept by somebody else."""

    @property
    def text(self) -> Text:
        """The word for people."""
        return _ATTESTATIONS[self]


_ATTESTATIONS = {
    Attestation.OFFICIAL: Text("官方文本", "official text"),
    Attestation.REPORTED: Text("据报道", "as reported"),
    Attestation.MIRROR: Text("据转载", "from a copy"),
}


def _attestation(value: Attestation | str) -> Attestation:
    return member(Attestation, value)


@frozen
class Source:
    """A document that a rule rests on (依据文件).

    >>> Source("report-2023", "工作报告", Attestation.REPORTED, issuer="青原区人民政府")
    ...     # doctest: +ELLIPSIS
    Source(id='report-2023', title='工作报告', ...)
    """

    id: str = field(validator=words)
    title: str = field(validator=words)
    attestation: Attestation = field(converter=_attestation)
    issuer: str | None = None
    number: str | None = None
    issued: date | None = field(default=None, validator=optional_day)
    url: str | None = None

    def name(self, lang: Lang) -> str:
        """The title in book marks, with number and date where known.

        >>> Source("n", "通知", "official", issued=date(2022, 4, 1)).name("zh")
        '《通知》（2022-04-01，官方文本）'
        """
        notes = [self.number, self.issued.isoformat() if self.issued else None]
        notes.append(self.attestation.text.say(lang))
        known = [note for note in notes if note]
        if lang == "zh":
            return f"《{self.title}》（{'，'.join(known)}）"
        return f"《{self.title}》 ({', '.join(known)})"


@frozen
class Citation:
    """A spot in a document, and how the rule realises its words (引用).

    >>> notice = Source("n", "通知", "official")
    >>> Citation(notice, "第三条").short()
    '《通知》第三条'
    """

    source: Source = field(validator=instance(Source))
    locator: str | None = field(default=None, validator=optional_words)
    quote: str | None = field(default=None, validator=optional_words)
    reading: Text | None = None

    def short(self) -> str:
        """The clause as one cites it: 《title》 and the article."""
        return f"《{self.source.title}》{self.locator or ''}"

    def long(self, lang: Lang) -> str:
        """The clause with number, date, attestation, quoted words and reading."""
        text = self.source.name(lang)
        if self.locator:
            text += self.locator if lang == "zh" else f" {self.locator}"
        if self.quote:
            text += f"：“{self.quote}”" if lang == "zh" else f': "{self.quote}"'
        if self.reading:
            reading = self.reading.say(lang)
            text += f"（{reading}）" if lang == "zh" else f" ({reading})"
        return text


@frozen
class Validity:
    """The days on which a rule is in force (施行期间), both ends included.

    The first day lies between ``earliest`` and ``latest``. They are equal when
    the document names a day; ``2024-03`` in a rulebook means some day of March
    2024. Both are None when the document does not state a first day. ``until``
    is None while the rule is open-ended.

    >>> march = Validity(date(2024, 3, 1), date(2024, 3, 31))
    >>> march.holds_on(date(2024, 2, 29)), march.holds_on(date(2024, 3, 15))
    (Truth.NO, Truth.UNKNOWN)
    >>> march.holds_on(date(2024, 3, 31))
    Truth.YES
    """

    earliest: date | None = field(default=None, validator=optional_day)
    latest: date | None = field(default=None, validator=optional_day)
    until: date | None = field(default=None, validator=optional_day)

    def __attrs_post_init__(self) -> None:
        if (self.earliest is None) is not (self.latest is None):
            raise UsageError("a validity has both an earliest and a latest first day, or neither")
        if self.earliest and self.latest and self.latest < self.earliest:
            raise UsageError(f"latest={self.latest} lies before earliest={self.earliest}")
        if self.latest and self.until and self.until < self.latest:
            raise UsageError(f"until={self.until} lies before the first day {self.latest}")

    @classmethod
    def parse_first(cls, text: str) -> tuple[date, date]:
        """Read a first day: ``2024-03-01``, ``2024-03`` or ``2024``.

        >>> Validity.parse_first("2011")
        (datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))
        """
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(f"not a day: {text!r}")
        if widths not in ([4], [4, 2], [4, 2, 2]):
            raise ValueError(f"not a day: {text!r}")
        year, month, day = (*map(int, parts), *(0, 0))[:3]
        if not month and len(parts) == 1:
            return date(year, 1, 1), date(year, 12, 31)
        if not day and len(parts) == 2:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)

    @property
    def stated(self) -> bool:
        """Whether the document states a first day at all."""
        return self.earliest is not None

    @property
    def always(self) -> bool:
        """Whether neither a first day nor a last one is stated, so that every day is in force."""
        return self.earliest is None and self.until is None

    @property
    def name(self) -> str:
        """The validity by its first day: ``2023-06-29``, ``2024-03`` or ``unstated``.

        >>> Validity(*Validity.parse_first("2024-03")).name, Validity().name
        ('2024-03', 'unstated')
        """
        earliest, latest = self.earliest, self.latest
        if earliest is None or latest is None:
            return "unstated"
        if earliest == latest:
            return earliest.isoformat()
        months = earliest.month == latest.month
        return earliest.isoformat()[: 7 if months else 4]

    def holds_on(self, day: date) -> Truth:
        """Whether the rule is in force on a day.

        A rule whose first day is not stated is taken as in force on every day
        up to its end; what is judged by it carries a note that says so.
        """
        if self.until is not None and day > self.until:
            return Truth.NO
        if self.earliest is None or self.latest is None or day >= self.latest:
            return Truth.YES
        return Truth.UNKNOWN if day >= self.earliest else Truth.NO

    def overlap(self, other: Validity) -> tuple[date, date] | None:
        """The first and last day on which both hold for certain or perhaps.

        >>> a, b = Validity(until=date(2020, 1, 5)), Validity(until=date(2020, 1, 9))
        >>> a.overlap(b)[1]
        datetime.date(2020, 1, 5)
        """
        first = max(self.earliest or date.min, other.earliest or date.min)
        last = min(self.until or date.max, other.until or date.max)
        return (first, last) if first <= last else None

    def gap_before(self, later: Validity) -> tuple[date, date] | None:
        """The days between this validity's end and the next one's first day.

        Days on which the next one is perhaps in force are not in the gap.
        """
        if self.until is None or later.earliest is None or later.earliest <= self.until:
            return None
        first, last = self.until + _ONE_DAY, later.earliest - _ONE_DAY
        return (first, last) if first <= last else None


@frozen
class Gap:
    """Days between two versions on which nothing is regulated, and why (空档)."""

    first: date
    last: date
    reason: Text
