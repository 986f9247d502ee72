"""How each law counts its periods: law profiles, read from data (各法的期限计算规则).

>>> law = law_profile("行政处罚法")
>>> law.period("7日").unit.value, law.period("90日").unit.value
('working_day', 'day')
>>> law.unit_rule(7).citation.short()
'《中华人民共和国行政处罚法》第八十五条'

Every rule cites its article. Where a law is silent on the first day, the hours
or the end of the day, its profile is ``like`` another law and cites that one;
where it is silent on what happens when the last day is a rest day, nothing is
assumed, and ``period(..., roll=...)`` states what practice follows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from bizenv.calendars.periods.durations import Duration, read_duration
from bizenv.calendars.periods.units import End, Roll, Unit
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period

__all__ = [
    "DeemedRule",
    "ExclusionRule",
    "ExtensionRule",
    "LawProfile",
    "RollRule",
    "UnitRule",
    "check_options",
    "law_profile",
    "law_profiles",
]


@frozen
class UnitRule:
    """Which days a number of days means: all numbers, those listed, or those up to one."""

    unit: Unit
    citation: Citation
    days: frozenset[int] | None = None
    at_most: int | None = None
    written: bool = False
    """Only where the text itself names the unit."""

    def applies(self, n: int) -> bool:
        """Whether it speaks of this number of days."""
        return (self.days is None or n in self.days) and (self.at_most is None or n <= self.at_most)


@frozen
class RollRule:
    """What happens when the last day is a rest day; ``silent`` where the law does not say."""

    roll: Roll
    citation: Citation | None
    least_days: int | None = None
    """How many rest days in a row make a long holiday (tax law)."""
    silent: bool = False


@frozen
class ExtensionRule:
    """By how much which period may be extended, and how often (延长)."""

    of: Duration
    by: Duration
    times: int
    citation: Citation


@frozen
class ExclusionRule:
    """What does not count towards a period (不计入期限的时间), by its code."""

    grounds: Mapping[str, Text] = field(hash=False)
    citation: Citation = field()
    of: tuple[Duration, ...] = ()
    """The periods of which it speaks; all of the law where none is named."""

    def speaks_of(self, n: int, unit: Unit) -> bool:
        """Whether it leaves time out of such a period."""
        return not self.of or any((each.n, each.unit) == (n, unit) for each in self.of)


@frozen
class DeemedRule:
    """Within which time an agency must ask for what is missing (逾期视为受理)."""

    within: Duration
    citation: Citation


@frozen(repr=False, cache_hash=True)
class LawProfile:
    """How one law counts its periods, rule by rule, with the articles.

    >>> law_profile("cn-government-information-disclosure-regulations").period("20个工作日").n
    20
    """

    id: str
    text: Text
    source: Source
    titles: tuple[str, ...]
    units: tuple[UnitRule, ...]
    start: Citation
    hours: Citation
    months: Citation
    roll: RollRule
    end: Citation
    end_of_day: End
    start_counts: bool
    from_next_hour: bool
    extensions: tuple[ExtensionRule, ...] = ()
    exclusions: ExclusionRule | None = None
    restart: Citation | None = None
    deemed_start: DeemedRule | None = None

    def unit_rule(self, n: int, unit: Unit | None = None) -> UnitRule | None:
        """The rule on a number of days, or on a unit that the text itself names."""
        if unit is None:
            said = (rule for rule in self.units if not rule.written and rule.applies(n))
            return next(said, None)
        rules = [rule for rule in self.units if rule.unit is unit]
        return next((rule for rule in rules if rule.applies(n)), rules[0] if rules else None)

    def unit_citation(self, n: int, unit: Unit) -> Citation | None:
        """The article by which a count of this unit is counted as it is."""
        if unit in (Unit.MONTH, Unit.YEAR):
            return self.months
        if unit.by_the_hour:
            return self.hours
        rule = self.unit_rule(n, unit)
        return rule.citation if rule else None

    def period(self, text: str, **options: Any) -> Period:
        """A period of this law, from its words: the law says what its days are.

        ``options`` set aside what the law says: ``start_counts``, ``roll``,
        ``end``, ``from_next_hour``.

        >>> law_profile("行政强制法").period("10日").unit.value
        'working_day'

        Raises:
            UsageError: the text is no period, or can be read in more than one way.
        """
        from bizenv.calendars.periods.period import Period

        check_options(options)
        duration = read_duration(text)
        counted = duration.unit
        if duration.bare:
            rule = self.unit_rule(duration.n)
            counted = rule.unit if rule else counted
        rolls = counted in (Unit.DAY, Unit.MONTH, Unit.YEAR)
        said: dict[str, Any] = {
            "start_counts": self.start_counts and not counted.by_the_hour,
            "from_next_hour": self.from_next_hour and counted is Unit.HOUR,
            "roll": self.roll.roll if rolls else Roll.NONE,
            "end": End.MIDNIGHT if counted.by_the_hour else self.end_of_day,
        }
        return Period(duration.n, counted, **(said | options), law=self)

    def __repr__(self) -> str:
        return f"law_profile({self.id!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return law_profile, (self.id,)


_OPTIONS = ("start_counts", "roll", "end", "from_next_hour")
_NO_OPTION = Text(
    "{name}：期限没有这个选项，可用 {known}", "{name}: expected an option of a period, {known}"
)


def check_options(options: Mapping[str, Any]) -> None:
    """Refuse an option that a period has not."""
    for name in options:
        if name not in _OPTIONS:
            raise UsageError(_NO_OPTION.filled(name=name, known=_OPTIONS))


# --- the shipped profiles -----------------------------------------------------


def law_profiles() -> tuple[LawProfile, ...]:
    """Every law profile that ships with bizenv."""
    return tuple(_profiles().values())


def law_profile(name: str | LawProfile) -> LawProfile:
    """The profile of a law, by its id or its title: Chinese, short or whole, or English.

    >>> law_profile("中华人民共和国行政许可法").id
    'cn-administrative-licensing-law'

    Raises:
        UsageError: there is no such profile.
    """
    if isinstance(name, LawProfile):
        return name
    wanted = str(name).strip().removeprefix("《").removesuffix("》")
    found = _by_name().get(wanted) or _by_name().get(wanted.casefold())
    if found is None:
        names = [f"{profile.id} ({profile.text.zh})" for profile in law_profiles()]
        raise UsageError(_UNKNOWN_LAW.filled(name=repr(name), names=names))
    return found


_UNKNOWN_LAW = Text(
    "法律 {name}：没有这部法律的期限计算规则，现有 {names}",
    "law={name}: expected a law whose counting is known, one of {names}",
)


@cache
def _by_name() -> dict[str, LawProfile]:
    found = {name: law for law in law_profiles() for name in (law.id, *law.titles)}
    return found | {law.text.say("en").casefold(): law for law in law_profiles()}


@cache
def _profiles() -> dict[str, LawProfile]:
    folder = files("bizenv") / "data" / "calendars" / "laws"
    records: dict[str, dict[str, Any]] = {
        record["id"]: record
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        for record in json.loads(path.read_text("utf-8"))["laws"]
    }
    sources = {id: _source(record) for id, record in records.items()}
    return {id: _profile(id, records, sources) for id in records}


def _source(record: Mapping[str, Any]) -> Source:
    said = dict(record["source"])
    said["issued"] = date.fromisoformat(said["issued"])
    return Source(record["id"], **said)


_Part = Literal["start", "hours", "months", "roll", "end"]


def _profile(
    id: str, records: Mapping[str, Mapping[str, Any]], sources: Mapping[str, Source]
) -> LawProfile:
    record = records[id]

    def part(name: _Part) -> tuple[Mapping[str, Any], Citation | None]:
        """What the law says of one thing, or else the law that it is like."""
        home = record
        while name not in home:
            home = records[home["like"]]
        said = home[name].get("citation")
        return home[name], _citation(said, sources[home["id"]]) if said else None

    def cited(name: _Part) -> Citation:
        citation = part(name)[1]
        assert citation is not None  # noqa: S101 - a test asks it of every shipped profile
        return citation

    roll, roll_citation = part("roll")
    source, text = sources[id], Text(**record["text"])
    return LawProfile(
        id=id,
        text=text,
        source=source,
        titles=tuple(dict.fromkeys((text.zh, source.title, *record.get("aliases", ())))),
        units=tuple(_unit_rule(said, source) for said in record["units"]),
        start=cited("start"),
        hours=cited("hours"),
        months=cited("months"),
        roll=RollRule(
            Roll(roll["rule"]), roll_citation, roll.get("least_days"), roll.get("silent", False)
        ),
        end=cited("end"),
        end_of_day=End(part("end")[0]["rule"]),
        start_counts=part("start")[0]["counts"],
        from_next_hour=part("hours")[0]["from"] == "next_hour",
        extensions=tuple(_extension(said, source) for said in record.get("extensions", ())),
        exclusions=_exclusion(record.get("exclusions"), source),
        restart=_citation(record["restart"]["citation"], source) if "restart" in record else None,
        deemed_start=_deemed(record.get("deemed_start"), source),
    )


def _citation(said: Mapping[str, Any], source: Source) -> Citation:
    reading = said.get("reading")
    return Citation(
        source, said.get("locator"), said.get("quote"), Text(**reading) if reading else None
    )


def _unit_rule(said: Mapping[str, Any], source: Source) -> UnitRule:
    days = said.get("days", "all")
    return UnitRule(
        Unit(said["unit"]),
        _citation(said["citation"], source),
        None if days == "all" else frozenset(days),
        said.get("at_most"),
        "written" in said,
    )


def _extension(said: Mapping[str, Any], source: Source) -> ExtensionRule:
    of, by = read_duration(said["of"]), read_duration(said["by"])
    return ExtensionRule(of, by, said["times"], _citation(said["citation"], source))


def _exclusion(said: Mapping[str, Any] | None, source: Source) -> ExclusionRule | None:
    if said is None:
        return None
    grounds = {code: Text(**words) for code, words in said["grounds"].items()}
    of = tuple(map(read_duration, said.get("of", ())))
    return ExclusionRule(grounds, _citation(said["citation"], source), of)


def _deemed(said: Mapping[str, Any] | None, source: Source) -> DeemedRule | None:
    if said is None:
        return None
    return DeemedRule(read_duration(said["within"]), _citation(said["citation"], source))
