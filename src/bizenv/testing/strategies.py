"""Hypothesis strategies for values of bizenv. They need Hypothesis installed.

Each strategy builds valid values; none filters. Arguments say what is valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from attrs import evolve
from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from bizenv.calendars.days.sets import (
    EVERY_DAY,
    NO_DAY,
    Dates,
    DaySet,
    Holidays,
    MonthDays,
    Recurrence,
    Unsettled,
    Weekdays,
)
from bizenv.calendars.weekdays import WEEKDAYS
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.inspections.quiet_periods import (
    Approval,
    Duty,
    Ground,
    QuietPeriod,
    QuietVersion,
    Scope,
    Situation,
    Strictness,
)
from bizenv.inspections.values import Agency, Enterprise, Inspection
from bizenv.inspections.whole.frequency import FrequencyVersion, Raise, VisitedBy, VisitedFor
from bizenv.inspections.whole.spans import LICENCE_TERM, Span, SpanKind
from bizenv.kernel.legal import Attestation, Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.kernel.verdict import Timing
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary, duty_terms
from bizenv.testing.builders import a_quiet_period, a_rulebook

__all__ = [
    "citations",
    "day_sets",
    "days",
    "frequency_versions",
    "grounds",
    "inspection_rows",
    "inspections",
    "quiet_periods",
    "quiet_versions",
    "rulebooks",
    "sources",
    "texts",
    "truths",
    "validities",
]

_FIRST, _LAST = date(2019, 1, 1), date(2027, 12, 31)
_RULES = ("FREQ=MONTHLY;BYDAY=2TH", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYMONTHDAY=-1")


@cache
def truths() -> SearchStrategy[Truth]:
    """Yes, no and unknown."""
    return st.sampled_from(Truth)


@cache
def texts() -> SearchStrategy[Text]:
    """Short texts in both languages, or in Chinese alone."""
    words = st.sampled_from(["企业安静期", "备案", "检查", "例外"])
    return st.builds(Text, words, st.none() | st.sampled_from(["quiet", "filing", "check"]))


@cache
def days(min_value: date = _FIRST, max_value: date = _LAST) -> SearchStrategy[date]:
    """Plain days."""
    return st.dates(min_value, max_value)


@cache
@st.composite
def _month_days(draw: DrawFn) -> DaySet:
    first = draw(st.integers(1, 31))
    return MonthDays(first, draw(st.integers(first, 31)))


@cache
def day_sets(*, settled: bool = True, max_leaves: int = 4) -> SearchStrategy[DaySet]:
    """Sets of days and their combinations.

    With ``settled=False`` some days may be open: unpublished holidays, windows
    that a document leaves open.
    """
    leaves: list[SearchStrategy[DaySet]] = [
        st.just(EVERY_DAY),
        st.just(NO_DAY),
        _month_days(),
        st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4).map(lambda n: Weekdays(*n)),
        st.lists(days(), max_size=5).map(lambda named: Dates(*named)),
        st.builds(Recurrence, st.sampled_from(_RULES), days(max_value=date(2021, 1, 1))),
    ]
    if not settled:
        leaves.append(st.just(Holidays(work_calendar("CN"))))
        leaves.append(_month_days().map(lambda open_: Unsettled(open_, Text("未定", "open"))))
    return st.recursive(
        st.one_of(leaves),
        lambda parts: st.one_of(
            st.builds(lambda a, b: a | b, parts, parts),
            st.builds(lambda a, b: a & b, parts, parts),
            st.builds(lambda a: ~a, parts),
        ),
        max_leaves=max_leaves,
    )


@cache
def sources() -> SearchStrategy[Source]:
    """Documents, with and without a day of issue."""
    return st.builds(
        Source,
        id=st.sampled_from(["notice-2022", "report-2023"]),
        title=st.sampled_from(["示例通知", "示例报告"]),
        attestation=st.sampled_from(Attestation),
        issued=st.none() | days(max_value=date(2024, 1, 1)),
    )


@cache
def citations() -> SearchStrategy[Citation]:
    """Spots in documents."""
    return st.builds(Citation, sources(), st.none() | st.sampled_from(["第一条", "第二条"]))


@cache
def validities() -> SearchStrategy[Validity]:
    """Days of force: stated, stated by month or year, not stated; open or ended."""
    return _validity_lines(1).map(lambda line: line[0])


@st.composite
def _validity_lines(draw: DrawFn, count: int) -> list[Validity]:
    """Validities in order of time that share no day, with and without gaps between."""
    cuts = sorted(draw(st.lists(days(), min_size=2 * count, max_size=2 * count, unique=True)))
    line = []
    for number in range(count):
        first, until = cuts[2 * number], cuts[2 * number + 1]
        if number > 0 and draw(st.booleans()):  # no gap: a visit may lie in both versions
            first = cuts[2 * number - 1] + timedelta(days=1)
        latest = first + timedelta(days=draw(st.integers(0, (until - first).days)))
        stated = number > 0 or draw(st.booleans())
        is_open = number == count - 1 and draw(st.booleans())
        line.append(
            Validity(
                first if stated else None,
                draw(st.sampled_from([first, latest])) if stated else None,
                None if is_open else until,
            )
        )
    return line


@cache
def _some(axis: str) -> SearchStrategy[frozenset[str]]:
    codes = base_vocabulary()[axis].codes
    return st.frozensets(st.sampled_from(codes), min_size=1, max_size=3)


@cache
def _maybe(axis: str) -> SearchStrategy[frozenset[str] | None]:
    return st.none() | _some(axis)


@cache
def _circumstance_names() -> SearchStrategy[tuple[str, ...]]:
    codes = base_vocabulary()["circumstance"].codes
    names = st.lists(st.sampled_from(codes), unique=True, max_size=2)
    return names.map(lambda chosen: tuple(sorted(chosen)))


@cache
@st.composite
def grounds(draw: DrawFn, *, catch_all: bool | None = None) -> Ground:
    """Exemptions: conjunctions of conditions, some of them catch-alls."""
    is_catch_all = draw(st.booleans()) if catch_all is None else catch_all
    return Ground(
        id=draw(st.sampled_from(["first", "second", "third"])),
        text=draw(texts()),
        citation=draw(citations()),
        acts=draw(st.none() | _some("act")) if draw(st.integers(0, 4)) == 0 else None,
        kinds=draw(_maybe("kind")) if draw(st.booleans()) else None,
        domains=draw(_maybe("domain")),
        triggers=draw(_maybe("trigger")),
        credits=draw(_maybe("credit")) if draw(st.integers(0, 4)) == 0 else None,
        least_level=draw(st.none() | st.sampled_from(base_vocabulary()["level"].codes)),
        circumstances=draw(_circumstance_names()),
        catch_all=is_catch_all,
    )


@cache
def _duties() -> SearchStrategy[Duty]:
    return st.builds(
        Duty,
        id=st.sampled_from(sorted(duty_terms())),
        text=texts(),
        situations=st.lists(st.sampled_from(Situation), min_size=1, unique=True).map(tuple),
        citation=citations(),
        timing=st.none()
        | st.builds(Timing, st.just("before"), st.just("start"), st.just(3), st.just("days")),
        evidence=st.sampled_from([None, "filed", "noticed", "approved"]),
    )


@cache
def _scopes() -> SearchStrategy[Scope]:
    return st.just(Scope()) | st.builds(
        Scope,
        classes=_maybe("enterprise_class"),
        zones=_maybe("zone"),
        exclude_classes=_maybe("enterprise_class"),
        agency_levels=_maybe("level"),
        circumstances=_circumstance_names(),
    )


def quiet_versions(
    validity: Validity | None = None, *, settled: bool = False
) -> SearchStrategy[QuietVersion]:
    """Versions of quiet periods, of one validity or any."""
    if validity is not None:
        return _lapsed(settled).map(lambda version: evolve(version, validity=validity))
    return st.builds(
        lambda version, held: evolve(version, validity=held), _lapsed(settled), validities()
    )


@cache
def _lapsed(settled: bool) -> SearchStrategy[QuietVersion]:
    """Versions that are still to be given their days of force."""
    return st.builds(
        QuietVersion,
        validity=st.just(Validity()),
        window=day_sets(settled=settled),
        citation=citations(),
        strictness=st.sampled_from(Strictness),
        acts=st.just(frozenset({"inspection"})) | _some("act"),
        kinds=st.none() | _maybe("kind"),
        scope=_scopes(),
        not_inspections=st.lists(grounds(catch_all=False), max_size=1).map(tuple),
        exemptions=st.lists(grounds(), max_size=3).map(tuple),
        approval=st.none() | st.builds(Approval, citations()),
        duties=st.lists(_duties(), max_size=2).map(tuple),
    )


@st.composite
def quiet_periods(draw: DrawFn, *, max_versions: int = 3, settled: bool = False) -> QuietPeriod:
    """Quiet periods whose versions share no day."""
    line = draw(_validity_lines(draw(st.integers(1, max_versions))))
    versions = [draw(quiet_versions(v, settled=settled)) for v in line]
    return a_quiet_period(*versions)


@st.composite
def rulebooks(draw: DrawFn, *, max_periods: int = 2, settled: bool = False) -> Rulebook:
    """Rulebooks of one quiet period or a few."""
    periods = [
        draw(quiet_periods(settled=settled)) for _ in range(draw(st.integers(1, max_periods)))
    ]
    named = [a_quiet_period(*p.versions, id=f"quiet-days-{n}") for n, p in enumerate(periods)]
    return a_rulebook(*named)


@cache
def _codes_or_none(axis: str) -> SearchStrategy[Any]:
    codes = base_vocabulary()[axis].codes
    several = st.frozensets(st.sampled_from(codes), min_size=1, max_size=2)
    return st.none() | st.just("none") | several


@cache
def _code_or_none(axis: str) -> SearchStrategy[str | None]:
    return st.none() | st.sampled_from([*base_vocabulary()[axis].codes, "none"])


@cache
def _month_ends() -> SearchStrategy[date]:
    """Last days of months: a visit of two days that starts there lies in two months."""
    return days().map(lambda day: day + relativedelta(day=31))


@st.composite
def inspections(draw: DrawFn, *, max_days: int = 12) -> Inspection:
    """Inspections of one day or several, each fact known or not."""
    start = draw(days() | _month_ends())
    known = st.none() | st.booleans()
    names = st.sampled_from(base_vocabulary()["circumstance"].codes)
    flags = st.dictionaries(names, known, max_size=2)
    done = known | days()
    return Inspection(
        start=start,
        end=start + timedelta(days=draw(st.integers(0, max_days - 1))),
        id=draw(st.none() | st.sampled_from(["1", "2"])),
        enterprise=draw(
            st.none()
            | st.builds(
                Enterprise,
                st.sampled_from(["E1", "E2"]),
                classes=_codes_or_none("enterprise_class"),
                zones=_codes_or_none("zone"),
                credit=_codes_or_none("credit"),
            )
        ),
        agency=draw(
            st.none() | st.builds(Agency, st.sampled_from(["A", "B"]), level=_code_or_none("level"))
        ),
        act=draw(st.just("inspection") | st.sampled_from(base_vocabulary()["act"].codes)),
        kind=draw(_code_or_none("kind")),
        domain=draw(_codes_or_none("domain")),
        trigger=draw(_codes_or_none("trigger")),
        deploying_level=draw(_code_or_none("level")),
        filed=draw(done),
        noticed=draw(done),
        approved=draw(done),
        scanned=draw(done),
        officers=draw(st.sampled_from([None, ("甲",), ("甲", "乙")])),
        licence=draw(st.sampled_from([None, "L1"])),
        circumstances=draw(flags),
    )


@st.composite
def frequency_versions(draw: DrawFn) -> FrequencyVersion:
    """Bounds of every sort: spans, whose visits, about what, what does not count."""
    per = draw(st.sampled_from(VisitedFor))
    calendar = st.sampled_from([Span(1), Span(3), Span(12), Span(24, anchor=2019)])
    rolling = st.sampled_from([Span(n, SpanKind.ROLLING) for n in (1, 3, 12)])
    span = LICENCE_TERM if per is VisitedFor.LICENCE else draw(calendar | rolling)
    lowest = span.kind is not SpanKind.ROLLING and draw(st.booleans())
    return FrequencyVersion(
        most=draw(st.integers(1, 3)),
        least=1 if lowest else None,
        span=span,
        by=draw(st.sampled_from(VisitedBy)),
        per=per,
        kinds=draw(_maybe("kind")),
        scope=draw(_scopes()),
        not_counted=tuple(draw(st.lists(grounds(), max_size=2))),
        raises=tuple(Raise(4, ground) for ground in draw(st.lists(grounds(), max_size=1))),
        after_clean=draw(st.booleans()),
        joint_once=draw(st.booleans()),
        validity=draw(validities()),
        citation=draw(citations()),
    )


@cache
def _spellings(axis: str, *, several: bool) -> SearchStrategy[Any]:
    terms = base_vocabulary()[axis].terms
    words = [w for t in terms for w in (t.code, t.text.zh, *t.aliases) if w]
    one = st.sampled_from([*words, "none", "无"])
    strange = st.sampled_from(["", " ", "—", "不详", "飞行", "complaimt", "=1+1"])
    joined = st.lists(st.sampled_from(words), min_size=2, max_size=2).map("、".join)
    return st.one_of(st.none(), one, one, strange, joined) if several else one | strange | st.none()


def inspection_rows(*, as_text: bool = False) -> SearchStrategy[dict[str, Any]]:
    """Rows of cells as people write them: good, blank and unreadable ones."""
    day: SearchStrategy[Any] = days()
    if as_text:
        forms: Sequence[str] = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")
        good = st.builds(lambda d, f: d.strftime(f), days(), st.sampled_from(forms))
        day = good | good | st.sampled_from(["", "2023-02-30", "06/07/2023", "2023-06-15 08:30"])
    flag = st.sampled_from([None, "", "是", "否", "yes", "no", "?"])
    return st.fixed_dictionaries(
        {
            "start": day | st.none(),
            "end": st.none() | day,
            "enterprise": st.sampled_from([None, "", "E1", "企业二"]),
            "agency": st.sampled_from([None, "区税务局", "区应急局"]),
            "act": st.none() | _spellings("act", several=False),
            "kind": _spellings("kind", several=False),
            "domain": _spellings("domain", several=True),
            "trigger": _spellings("trigger", several=True),
            "deploying_level": _spellings("level", several=False),
            "enterprise_class": _spellings("enterprise_class", several=True),
            "zone": _spellings("zone", several=True),
            "credit": _spellings("credit", several=True),
            "agency_level": _spellings("level", several=False),
            "approved": flag,
            "serious": flag,
        }
    )
