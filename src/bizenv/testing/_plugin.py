"""The entry point by which Hypothesis learns of bizenv's own types."""

from __future__ import annotations

__all__ = ["register"]


def register() -> None:
    """Tell Hypothesis how to draw bizenv's values; they are loaded when first drawn."""
    from hypothesis import strategies as st

    from bizenv.calendars.days.sets import DaySet
    from bizenv.calendars.workdays.calendar import WorkCalendar
    from bizenv.calendars.workdays.notices import LocalDays, Notice
    from bizenv.cases.values import Case, Event
    from bizenv.indicators.values import Index
    from bizenv.inspections.quiet_periods import QuietPeriod, QuietVersion
    from bizenv.inspections.values import Inspection
    from bizenv.kernel.legal import Citation, Source, Validity
    from bizenv.kernel.text import Text

    def lazily(name: str) -> st.SearchStrategy[object]:
        def strategy() -> st.SearchStrategy[object]:
            from bizenv.testing import calendars, cases, indicators, strategies

            homes = (calendars, cases, indicators)
            home = next((h for h in homes if name in h.__all__), strategies)
            return getattr(home, name)()  # type: ignore[no-any-return] # by name

        return st.deferred(strategy)

    for kind, name in (
        (DaySet, "day_sets"),
        (LocalDays, "local_days"),
        (Notice, "notices"),
        (WorkCalendar, "work_calendars"),
        (Case, "cases"),
        (Event, "events"),
        (Index, "indexes"),
        (QuietPeriod, "quiet_periods"),
        (QuietVersion, "quiet_versions"),
        (Inspection, "inspections"),
        (Citation, "citations"),
        (Source, "sources"),
        (Validity, "validities"),
        (Text, "texts"),
    ):
        st.register_type_strategy(kind, lazily(name))
