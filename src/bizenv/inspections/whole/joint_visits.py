"""Several agencies at one gate within days, where one joint visit would do (综合查一次).

The unit is the *entry*: an enterprise on one day. Entries of one enterprise
within so many days, made by at least two agencies, could be one. Of all ways
to merge, the one that removes most entries is offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from bizenv.inspections.whole.scoped import ScopedVersion
from bizenv.kernel.legal import Gap
from bizenv.kernel.text import Text

__all__ = [
    "Entry",
    "JointRule",
    "JointVersion",
    "Merge",
    "Share",
    "best_merges",
    "share_after",
    "share_of",
]


@frozen(kw_only=True)
class JointVersion(ScopedVersion):
    """One dated version of a rule on joint visits.

    ``days`` is the length of the span within which entries could be one:
    7 means a day and the six after it. ``target_percent`` is the share of
    visits that are to be made jointly, where the document names one.
    """

    days: int
    target_percent: int | None = None


@frozen
class JointRule:
    """A rule on joint visits, with its versions in order of time."""

    id: str
    text: Text
    versions: tuple[JointVersion, ...]
    gaps: tuple[Gap, ...] = ()
    rulebook: str = ""

    def rule(self, version: JointVersion) -> str:
        """How a finding names the rule."""
        return f"{self.rulebook}/{self.id}@{version.name}"


@frozen
class Entry:
    """What happens at one enterprise on one day: by agency, its rows.

    ``perhaps`` are agencies of which it is not known whether their visit could
    be made jointly.
    """

    day: date
    rows: Mapping[str, tuple[int, ...]] = field(hash=False)
    perhaps: frozenset[str] = frozenset()

    @property
    def sure(self) -> frozenset[str]:
        """The agencies whose visit surely could be joint."""
        return frozenset(self.rows) - self.perhaps


@frozen
class Merge:
    """Entries of one enterprise that could be one joint visit."""

    enterprise: str
    entries: tuple[Entry, ...]

    @property
    def removed(self) -> int:
        """How many entries fewer there would be."""
        return len(self.entries) - 1

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who would come together."""
        return tuple(sorted({agency for entry in self.entries for agency in entry.rows}))

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of all the visits."""
        return tuple(sorted(r for e in self.entries for rows in e.rows.values() for r in rows))

    @property
    def sure(self) -> bool:
        """Whether it stands without the visits of which it is not known if they could be joint."""
        entries = [entry for entry in self.entries if entry.sure]
        return len(entries) > 1 and len({a for entry in entries for a in entry.sure}) > 1


@frozen
class Share:
    """How many of the visits are made together with another agency (联合检查率)."""

    joint: int
    visits: int

    @property
    def percent(self) -> float | None:
        """The share in per cent; None where there is no visit.

        >>> Share(3, 4).percent, Share(0, 0).percent
        (75.0, None)
        """
        return 100 * self.joint / self.visits if self.visits else None

    @property
    def text(self) -> Text:
        """The share in words, with what it was computed from."""
        if not self.visits:
            return _NO_VISIT
        said = f"{self.joint:,}/{self.visits:,} = {100 * self.joint / self.visits:.1f} %"
        return Text(said, said)


_NO_VISIT = Text("没有检查", "no visits")


def best_merges(enterprise: str, entries: Iterable[Entry], days: int) -> tuple[Merge, ...]:
    """The merges within so many days that remove most entries of one enterprise.

    A merge has at least two entries and two agencies. Of ways that remove the
    same number, the one with the longer first merges is taken.

    >>> four = [Entry(date(2026, 3, d), {a: (d,)}) for d, a in ((2, "A"), (3, "B"), (5, "C"))]
    >>> [(merge.removed, merge.agencies) for merge in best_merges("E1", four, 7)]
    [(2, ('A', 'B', 'C'))]
    """
    line = sorted(entries, key=lambda entry: entry.day)
    removed, chosen = [0] * (len(line) + 1), [0] * (len(line) + 1)
    for first in reversed(range(len(line))):
        removed[first], chosen[first] = removed[first + 1], 1
        agencies: set[str] = set()
        for last in range(first, len(line)):
            if (line[last].day - line[first].day).days >= days:
                break
            agencies.update(line[last].rows)
            fewer = last - first + removed[last + 1]
            if len(agencies) > 1 and last > first and fewer >= removed[first]:
                removed[first], chosen[first] = fewer, last - first + 1
    return tuple(_chosen(enterprise, line, chosen))


def _chosen(enterprise: str, line: Sequence[Entry], chosen: Sequence[int]) -> Iterable[Merge]:
    place = 0
    while place < len(line):
        if chosen[place] > 1:
            yield Merge(enterprise, tuple(line[place : place + chosen[place]]))
        place += chosen[place]


def share_of(entries: Iterable[Entry]) -> Share:
    """How many of the visits of some entries are made together with another agency."""
    numbers = [len(entry.rows) for entry in entries]
    return Share(sum(n for n in numbers if n > 1), sum(numbers))


def share_after(entries: Iterable[Entry], merges: Iterable[Merge]) -> Share:
    """The share once the visits of each merge are made on one day, each agency once."""
    before = share_of(entries)
    joint = visits = 0
    for merge in merges:
        old = share_of(merge.entries)
        joint += len(merge.agencies) - old.joint
        visits += len(merge.agencies) - old.visits
    return Share(before.joint + joint, before.visits + visits)
