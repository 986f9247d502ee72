"""Rules on enterprises, computed: a rulebook and a record go in, a verdict comes out.

>>> import datetime as dt
>>> import bizenv
>>> book = bizenv.load_rulebook("cn-jx-qingyuan")
>>> visit = bizenv.Inspection(
...     enterprise="E1", agency="区税务局", start=dt.date(2023, 6, 15),
...     domain="tax", trigger="double-random",
... )
>>> verdict = book.check(visit)
>>> verdict.outcome.value, verdict.next_allowed.isoformat()
('forbidden', '2023-06-23')

Importing this package loads little; each name below is loaded when it is first
used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bizenv.calendars.clocks.clock import Clock
    from bizenv.calendars.clocks.hours import Hours
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
        WorkingDays,
    )
    from bizenv.calendars.frames import (
        add_working_days,
        count_working_days,
        deadline,
        is_working_day,
    )
    from bizenv.calendars.periods.changes import deemed_start
    from bizenv.calendars.periods.deadlines import Deadline
    from bizenv.calendars.periods.laws import law_profile, law_profiles
    from bizenv.calendars.periods.period import Period
    from bizenv.calendars.periods.suspensions import Suspended
    from bizenv.calendars.periods.units import End, Roll, Unit
    from bizenv.calendars.workdays.calendar import WorkCalendar, shipped_calendars, work_calendar
    from bizenv.calendars.workdays.certainty import Certainty
    from bizenv.calendars.workdays.notices import LocalDays, Notice
    from bizenv.cases.ledger import Ledger, ledger
    from bizenv.cases.reconcile import reconcile
    from bizenv.cases.rules import CaseOutcome, CaseVerdict
    from bizenv.cases.states import CaseState, state_of
    from bizenv.cases.values import Case, Event, EventKind, Grade
    from bizenv.indicators.boards import Scoreboard
    from bizenv.indicators.observations import Observations
    from bizenv.indicators.paths import path_to_rank
    from bizenv.indicators.rules import score
    from bizenv.indicators.schemes import Scheme
    from bizenv.indicators.uncertainty import uncertainty
    from bizenv.indicators.values import Index, Indicator
    from bizenv.inspections.planning.terms import Capacity
    from bizenv.inspections.values import (
        Agency,
        Enterprise,
        Inspection,
        InspectionOutcome,
        InspectionVerdict,
    )
    from bizenv.inspections.whole.papers import PlanEntry
    from bizenv.inspections.whole.values import (
        ScheduleFinding,
        ScheduleOutcome,
        ScheduleVerdict,
    )
    from bizenv.kernel.errors import (
        BizenvError,
        CalendarError,
        NotADayError,
        RecordError,
        RulebookError,
        TableError,
        UnknownDayError,
        UnknownRulebookError,
        UsageError,
    )
    from bizenv.kernel.legal import Citation, Source
    from bizenv.kernel.problems import Problem
    from bizenv.kernel.text import Text
    from bizenv.kernel.truth import Truth
    from bizenv.kernel.verdict import Check, Finding, Obligation, Severity, Verdict
    from bizenv.rulebooks.calendars import load_calendar, load_notice
    from bizenv.rulebooks.published import read_published_list
    from bizenv.rulebooks.repairs import RepairedSchedule, repair
    from bizenv.rulebooks.rulebook import Rulebook
    from bizenv.rulebooks.scoring import load_index, load_scheme
    from bizenv.rulebooks.shelf import load_rulebook, shipped_ids
    from bizenv.rulebooks.simulations import Simulation, simulate
    from bizenv.tolerance.outcomes import ViolationOutcome
    from bizenv.tolerance.quantities import Quantity
    from bizenv.tolerance.values import FineRange, PriorViolation, Violation
    from bizenv.tolerance.verdicts import ViolationVerdict

__version__ = "0.1.0"

_HOMES = {
    "bizenv.calendars.periods.changes": "deemed_start",
    "bizenv.calendars.clocks.clock": "Clock",
    "bizenv.calendars.days.sets": (
        "EVERY_DAY NO_DAY Dates DaySet Holidays MonthDays Recurrence Unsettled Weekdays WorkingDays"
    ),
    "bizenv.calendars.periods.deadlines": "Deadline",
    "bizenv.calendars.clocks.hours": "Hours",
    "bizenv.calendars.periods.laws": "law_profile law_profiles",
    "bizenv.calendars.periods.period": "Period",
    "bizenv.calendars.periods.suspensions": "Suspended",
    "bizenv.calendars.periods.units": "End Roll Unit",
    "bizenv.calendars.workdays.certainty": "Certainty",
    "bizenv.calendars.workdays.notices": "LocalDays Notice",
    "bizenv.calendars.frames": ("add_working_days count_working_days deadline is_working_day"),
    "bizenv.calendars.workdays.calendar": "WorkCalendar shipped_calendars work_calendar",
    "bizenv.cases.ledger": "Ledger ledger",
    "bizenv.cases.reconcile": "reconcile",
    "bizenv.cases.rules": "CaseOutcome CaseVerdict",
    "bizenv.cases.states": "CaseState state_of",
    "bizenv.cases.values": "Case Event EventKind Grade",
    "bizenv.indicators.boards": "Scoreboard",
    "bizenv.indicators.observations": "Observations",
    "bizenv.indicators.paths": "path_to_rank",
    "bizenv.indicators.rules": "score",
    "bizenv.indicators.schemes": "Scheme",
    "bizenv.indicators.uncertainty": "uncertainty",
    "bizenv.indicators.values": "Index Indicator",
    "bizenv.inspections.planning.terms": "Capacity",
    "bizenv.inspections.values": (
        "Agency Enterprise Inspection InspectionOutcome InspectionVerdict"
    ),
    "bizenv.inspections.whole.papers": "PlanEntry",
    "bizenv.inspections.whole.values": "ScheduleFinding ScheduleOutcome ScheduleVerdict",
    "bizenv.kernel.errors": (
        "BizenvError CalendarError NotADayError RecordError RulebookError TableError "
        "UnknownDayError UnknownRulebookError UsageError"
    ),
    "bizenv.kernel.legal": "Citation Source",
    "bizenv.kernel.problems": "Problem",
    "bizenv.kernel.text": "Text",
    "bizenv.kernel.truth": "Truth",
    "bizenv.kernel.verdict": "Check Finding Obligation Severity Verdict",
    "bizenv.rulebooks.calendars": "load_calendar load_notice",
    "bizenv.rulebooks.published": "read_published_list",
    "bizenv.rulebooks.repairs": "RepairedSchedule repair",
    "bizenv.rulebooks.rulebook": "Rulebook",
    "bizenv.rulebooks.scoring": "load_index load_scheme",
    "bizenv.rulebooks.shelf": "load_rulebook shipped_ids",
    "bizenv.rulebooks.simulations": "Simulation simulate",
    "bizenv.tolerance.outcomes": "ViolationOutcome",
    "bizenv.tolerance.quantities": "Quantity",
    "bizenv.tolerance.values": "FineRange PriorViolation Violation",
    "bizenv.tolerance.verdicts": "ViolationVerdict",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "EVERY_DAY",
    "NO_DAY",
    "Agency",
    "BizenvError",
    "CalendarError",
    "Capacity",
    "Case",
    "CaseOutcome",
    "CaseState",
    "CaseVerdict",
    "Certainty",
    "Check",
    "Citation",
    "Clock",
    "Dates",
    "DaySet",
    "Deadline",
    "End",
    "Enterprise",
    "Event",
    "EventKind",
    "Finding",
    "FineRange",
    "Grade",
    "Holidays",
    "Hours",
    "Index",
    "Indicator",
    "Inspection",
    "InspectionOutcome",
    "InspectionVerdict",
    "Ledger",
    "LocalDays",
    "MonthDays",
    "NotADayError",
    "Notice",
    "Obligation",
    "Observations",
    "Period",
    "PlanEntry",
    "PriorViolation",
    "Problem",
    "Quantity",
    "RecordError",
    "Recurrence",
    "RepairedSchedule",
    "Roll",
    "Rulebook",
    "RulebookError",
    "ScheduleFinding",
    "ScheduleOutcome",
    "ScheduleVerdict",
    "Scheme",
    "Scoreboard",
    "Severity",
    "Simulation",
    "Source",
    "Suspended",
    "TableError",
    "Text",
    "Truth",
    "Unit",
    "UnknownDayError",
    "UnknownRulebookError",
    "Unsettled",
    "UsageError",
    "Verdict",
    "Violation",
    "ViolationOutcome",
    "ViolationVerdict",
    "Weekdays",
    "WorkCalendar",
    "WorkingDays",
    "__version__",
    "add_working_days",
    "count_working_days",
    "deadline",
    "deemed_start",
    "is_working_day",
    "law_profile",
    "law_profiles",
    "ledger",
    "load_calendar",
    "load_index",
    "load_notice",
    "load_rulebook",
    "load_scheme",
    "path_to_rank",
    "read_published_list",
    "reconcile",
    "repair",
    "score",
    "shipped_calendars",
    "shipped_ids",
    "simulate",
    "state_of",
    "uncertainty",
    "work_calendar",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'bizenv' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
