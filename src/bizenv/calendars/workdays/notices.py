"""Holiday notices: what a government arranges for a year, as it was published.

A calendar is the fold of its notices (节假日安排通知). Each names days off and
rest days that are worked instead (调休), and may change single days of an
earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import CalendarError, UsageError
from bizenv.kernel.fields import as_day, instance, optional_day, optional_words
from bizenv.kernel.text import Text

__all__ = ["LocalDays", "Notice", "days_of", "read_days"]


def days_of(year: int) -> tuple[date, date]:
    """The first and the last day that a notice for a year may name.

    A notice has reached back to the last days of the December before.
    """
    return date(year - 1, 12, 1), date(year, 12, 31)


def _days(value: Iterable[date]) -> frozenset[date]:
    return frozenset(as_day(day) for day in value)


Off = Mapping[str, Iterable[date]] | Mapping[date, str] | Iterable[date]
"""Days off: by the name of the holiday, with their names, or without names."""


def _named_days(value: Off) -> dict[date, str]:
    """Days with their names, in order, so that equal notices look equal."""
    if not isinstance(value, Mapping):
        value = {"": value}
    named: dict[date, str] = {}
    for key, said in value.items():
        given = {as_day(day): key for day in said} if isinstance(key, str) else {key: str(said)}
        for day, name in given.items():
            if (other := named.setdefault(as_day(day), name)) != name:
                names = (repr(other), repr(name))
                raise UsageError(_TWO_HOLIDAYS.filled(day=day, names=names))
    return dict(sorted(named.items()))


def _list(days: Iterable[date]) -> str:
    """Days in order for a repr, so that it is the same each time."""
    return repr(sorted(days))


_TWO_HOLIDAYS = Text(
    "{day} 列在两个假期之下（{names}）：应只取其一",
    "{day} stands under two holidays, {names}: expected one of them",
)


_BOTH = Text(
    "{of}：{day} 既放假又上班，应只取其一",
    "{of}: {day} is both a day off and a working day, expected one of them",
)
_OUTSIDE = Text(
    "{of}：{day} 不在 {first} 至 {last} 之内", "{of}: {day} lies outside {first} to {last}"
)
_NO_TEXT = Text("text={got}：应为通知的文字", "text={got}: expected the words of a notice")
_BAD_YEAR = Text("year={year}：应为四位数的年份", "year={year}: expected a year of four digits")
_FIRST_YEAR, _LAST_YEAR = 1000, 9998  # a year to each side keeps Python's calendar


def _year(value: int) -> int:
    if type(value) is not int or not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise UsageError(_BAD_YEAR.filled(year=repr(value)))
    return value


def _refuse_both(of: Text, off: Iterable[date], work: Iterable[date]) -> None:
    if both := sorted(set(off) & set(work)):
        raise UsageError(_BOTH.filled(of=of, day=both[0]))


@frozen(cache_hash=True)
class Notice:
    """One holiday notice: the days it gives off and the rest days it makes working.

    ``year`` is the year that it arranges; single days may lie in the December
    before. ``off`` takes days, or days by the name of the holiday. A notice
    that ``supersedes`` another changes the days it names and leaves the rest.
    Its ``id`` is the year where nothing is said; of one that supersedes another,
    the id of the other and the day from which it counts.

    >>> notice = Notice(2027, {"元旦": [date(2027, 1, 1)]}, [date(2027, 1, 3)])
    >>> notice.off[date(2027, 1, 1)], sorted(notice.work)
    ('元旦', [datetime.date(2027, 1, 3)])

    Raises:
        UsageError: a day lies outside the year, is both off and worked, or stands
            under two holidays.
    """

    year: int = field(converter=_year)
    off: Mapping[date, str] = field(converter=_named_days, hash=False)
    work: frozenset[date] = field(default=frozenset(), converter=_days, repr=_list)
    id: str = ""
    number: str | None = field(default=None, validator=optional_words)
    issued: date | None = field(default=None, validator=optional_day)
    published: date | None = field(default=None, validator=optional_day)
    supersedes: str | None = field(default=None, validator=optional_words)
    title: str | None = field(default=None, validator=optional_words)
    url: str | None = field(default=None, validator=optional_words)

    def __attrs_post_init__(self) -> None:
        if not self.id:
            own = f"{self.supersedes}-{self.known_by}" if self.supersedes else str(self.year)
            object.__setattr__(self, "id", own)
        of = Text(f"通知 {self.id!r}", f"notice {self.id!r}")
        _refuse_both(of, self.off, self.work)
        first, last = days_of(self.year)
        if strays := sorted(d for d in (*self.off, *self.work) if not first <= d <= last):
            raise UsageError(_OUTSIDE.filled(of=of, day=strays[0], first=first, last=last))

    @property
    def known_by(self) -> date:
        """The day from which the notice counts: published, issued, or else before it applies.

        Where neither day is known, the notice counts from the day before the
        first day that it arranges, when it must have been out; one that
        arranges a whole year, from the eve of the year at the latest.
        """
        named = (*self.off, *self.work)
        year = date(self.year, 1, 1)
        arranged = min(named, default=year) if self.supersedes else min((*named, year))
        return self.published or self.issued or arranged - timedelta(days=1)

    @property
    def name(self) -> str:
        """The document number where it is known, else the id."""
        return self.number or self.id

    @property
    def ends(self) -> dict[str, date]:
        """By holiday, the last day off, from which a later notice may extend it."""
        return {name: day for day, name in self.off.items()}

    @classmethod
    def from_text(
        cls,
        text: str,
        year: int,
        *,
        holiday: str = "",
        supersedes: Notice | str | None = None,
        **about: Any,
    ) -> Notice:
        """Read a notice from its own Chinese sentences.

        The document number and the day of issue are taken from the text where
        it has them; give ``id``, ``published``, ``title`` and ``url`` yourself.
        ``holiday`` names the days of a text without headings. A text that
        extends a holiday needs the notice that it ``supersedes``.

        >>> text = "元旦：1月1日至3日放假，共3天。春节：2月6日（周六）上班。"
        >>> notice = Notice.from_text(text, 2027, published=date(2026, 11, 30))
        >>> len(notice.off), sorted(notice.work)
        (3, [datetime.date(2027, 2, 6)])

        Raises:
            CalendarError: something could not be read, or contradicts itself.
            UsageError: the text is none, or the year is none.
        """
        if not isinstance(text, str):
            raise UsageError(_NO_TEXT.filled(got=repr(text)))
        # Its many patterns take a while to build, and shipped notices are data.
        from bizenv.calendars.workdays.sentences import read_sentences

        earlier = supersedes if isinstance(supersedes, Notice) else None
        ends = earlier.ends if earlier is not None else {}
        read = read_sentences(text, _year(year), holiday, ends)
        if read.problems:
            raise CalendarError(read.problems)
        about = {"number": read.number, "issued": read.issued, **about}
        named = supersedes.id if isinstance(supersedes, Notice) else supersedes
        return cls(year, read.off, read.work, supersedes=named, **about)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Notice:
        """Read a notice from a shipped data file.

        Days are single (``2027-01-01``) or a span with both ends included
        (``2027-10-01/2027-10-07``).
        """
        issued, published = record.get("issued"), record.get("published")
        return cls(
            year=record["year"],
            off={name: read_days(days) for name, days in record.get("off", {}).items()},
            work=read_days(record.get("work", ())),
            id=record.get("id", ""),
            number=record.get("number"),
            issued=date.fromisoformat(issued) if issued else None,
            published=date.fromisoformat(published) if published else None,
            supersedes=record.get("supersedes"),
            title=record.get("title"),
            url=record.get("url"),
        )


def read_days(texts: Iterable[str]) -> frozenset[date]:
    """Days and spans of days, as data files write them.

    >>> sorted(read_days(["2027-01-01/2027-01-02", "2027-01-09"]))[-1]
    datetime.date(2027, 1, 9)
    """
    days: set[date] = set()
    for text in texts:
        first, _, last = text.partition("/")
        start = date.fromisoformat(first)
        count = (date.fromisoformat(last or first) - start).days + 1
        days.update(start + timedelta(days=n) for n in range(count))
    return frozenset(days)


def _years(value: Iterable[int] | None) -> tuple[int, ...] | None:
    if value is None:
        return None
    return tuple(sorted({_year(year) for year in value}))


_NOT_COVERED = Text("{of}：{day} 不在 years={years} 之内", "{of}: {day} lies outside years={years}")


@frozen(cache_hash=True)
class LocalDays:
    """Days off, or worked, in one region or at one agency only (地方放假、本机关停止办公).

    ``statutory`` says which kind they are. A regional holiday fixed by law is a
    rest day for every period. A closing day of an agency, or a closure by
    order, shuts the door and leaves periods as they are.

    ``years`` are the years whose days of this kind were seen. A calendar with
    statutory local days knows no other year, because another year may have
    such days too. Without ``years`` the days say nothing of other days.

    >>> LocalDays(Text("本机关停止办公", "office closed"), [date(2026, 8, 3)], statutory=False).off
    frozenset({datetime.date(2026, 8, 3)})
    """

    text: Text = field(validator=instance(Text))
    off: frozenset[date] = field(default=frozenset(), converter=_days, repr=_list)
    work: frozenset[date] = field(default=frozenset(), converter=_days, repr=_list)
    statutory: bool = field(kw_only=True, validator=instance(bool))
    source: str | None = field(default=None, validator=optional_words)
    years: tuple[int, ...] | None = field(default=None, converter=_years)
    published: date | None = field(default=None, validator=optional_day)

    def __attrs_post_init__(self) -> None:
        _refuse_both(self.text, self.off, self.work)
        if self.years is None:
            return
        if strays := sorted(d for d in self.off | self.work if d.year not in self.years):
            raise UsageError(_NOT_COVERED.filled(of=self.text, day=strays[0], years=self.years))

    @property
    def known_by(self) -> date | None:
        """The day from which these days count; None where they count from the beginning.

        Days that bound what is known, and whose publication is not known, count
        from the day before the first of them, as notices do.
        """
        if self.published is not None or not self.claims:
            return self.published
        first = date(min(self.years), 1, 1) if self.years else None
        arranged = min(self.off | self.work, default=first)
        return arranged and arranged - timedelta(days=1)

    @property
    def claims(self) -> bool:
        """Whether these days bound what a calendar knows."""
        return self.statutory and self.years is not None

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> LocalDays:
        """Read local days from a shipped data file."""
        published = record.get("published")
        return cls(
            text=Text(**record["label"]),
            off=read_days(record.get("off", ())),
            work=read_days(record.get("work", ())),
            statutory=record["statutory"],
            source=record.get("title"),
            years=record.get("years"),
            published=date.fromisoformat(published) if published else None,
        )
