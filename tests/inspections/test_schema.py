"""How quiet periods are written: every key becomes the value it says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

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
from bizenv.calendars.workdays.calendar import work_calendar
from bizenv.inspections.quiet_periods import Situation, Strictness
from bizenv.inspections.schema import GroundModel, QuietPeriodModel, WindowModel
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import Timing
from bizenv.rulebooks.vocabulary import base_vocabulary, duty_terms
from bizenv.testing import a_citation

CONTEXT = {"vocabulary": base_vocabulary()}
CITE = {"source": "example-2024"}


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ({"month_days": "1-22"}, MonthDays(1, 22)),
        ({"month_days": "20"}, MonthDays(20, 20)),
        ({"weekdays": ["mon", "fri"]}, Weekdays("mon", "fri")),
        ({"dates": ["2026-01-04"]}, Dates(date(2026, 1, 4))),
        (
            {"recurrence": {"rule": "FREQ=MONTHLY;BYDAY=2TH", "start": "2023-01-01"}},
            Recurrence("FREQ=MONTHLY;BYDAY=2TH", date(2023, 1, 1)),
        ),
        ({"holidays": "CN"}, Holidays(work_calendar("CN"))),
        ({"working_days": "CN"}, WorkingDays(work_calendar("CN"))),
        ({"every_day": "yes"}, EVERY_DAY),
        ({"every_day": "no"}, NO_DAY),
        ({"not": {"month_days": "1-5"}}, ~MonthDays(1, 5)),
        (
            {"any": [{"month_days": "1-5"}, {"weekdays": ["mon"]}]},
            MonthDays(1, 5) | Weekdays("mon"),
        ),
        (
            {"all": [{"month_days": "1-5"}, {"weekdays": ["mon"]}]},
            MonthDays(1, 5) & Weekdays("mon"),
        ),
        (
            {"unsettled": {"days": {"month_days": "20"}, "why": {"zh": "不明"}}},
            Unsettled(MonthDays(20, 20), Text("不明")),
        ),
    ],
)
def test_a_window_is_the_set_that_it_names(written: dict[str, Any], days: DaySet) -> None:
    """Each key of a window, alone."""
    assert days == WindowModel.model_validate(written).build()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"month_days": "1-35"}, "bad-window"),
        ({"month_days": "0-5"}, "bad-window"),
        ({"month_days": "1to5"}, "bad-window"),
        ({"month_days": "22-1"}, "inverted-window"),
        ({"weekdays": ["monday"]}, "unknown-word"),
        ({"dates": ["2023-02-30"]}, "bad-date"),
        ({"recurrence": {"rule": "FREQ=SECONDLY", "start": "2023-01-01"}}, "bad-recurrence"),
        ({"holidays": "XX"}, "unknown-word"),
        ({}, "bad-window"),
        ({"month_days": "1-5", "weekdays": ["mon"]}, "bad-window"),
    ],
)
def test_a_window_that_means_nothing_is_refused(written: dict[str, Any], code: str) -> None:
    """Each slip has its code."""
    with pytest.raises(ValidationError) as caught:
        WindowModel.model_validate(written)
    assert code == caught.value.errors()[0]["type"]


def test_a_ground_without_a_label_is_called_by_its_terms() -> None:
    """The vocabulary's words serve."""
    ground = GroundModel.model_validate(
        {"id": "a", "cite": CITE, "domains": ["work-safety"], "triggers": ["complaint"]},
        context=CONTEXT,
    ).build(lambda _: a_citation(), base_vocabulary())
    assert Text("安全生产、投诉举报", "work safety, complaint or report") == ground.text
    bare = GroundModel.model_validate({"id": "a", "cite": CITE}, context=CONTEXT)
    assert Text("a", "a") == bare.build(lambda _: a_citation(), base_vocabulary()).text


@pytest.mark.parametrize(
    ("written", "timing"),
    [
        ("3 working days before start", Timing("before", "start", 3, "working_days")),
        ("1 day after end", Timing("after", "end", 1, "days")),
        ("before start", Timing("before", "start")),
    ],
)
def test_a_duty_says_when(written: str, timing: Timing) -> None:
    """A count of a unit before or after an anchor, or just before or after it."""
    period = _period(duties=[{"do": "file", "when": ["exempt"], "timing": written, "cite": CITE}])
    (duty,) = period.versions[0].duties
    assert (timing, "filed", (Situation.EXEMPT,)) == (duty.timing, duty.evidence, duty.situations)
    assert written == str(timing)


def test_a_timing_of_another_form_is_refused() -> None:
    """The message shows the forms."""
    with pytest.raises(ValidationError, match="a timing such as '3 working days before start'"):
        _period(duties=[{"do": "file", "when": ["exempt"], "timing": "soon", "cite": CITE}])


def test_every_part_of_a_version_is_read() -> None:
    """Scope, kinds, approval, strictness, gaps."""
    period = _period(
        strictness="absolute",
        acts=["inspection", "fee-collection"],
        kinds=["routine"],
        agency_levels=["county"],
        enterprises={
            "classes": ["sole-trader"],
            "zones": ["development-zone"],
            "exclude": ["disorderly-polluting"],
            "circumstances": ["serious"],
        },
        approval={"cite": CITE, "by": {"zh": "县政府"}},
    )
    (version,) = period.versions
    assert Strictness.ABSOLUTE is version.strictness
    assert frozenset({"inspection", "fee-collection"}) == version.acts
    assert frozenset({"routine"}) == version.kinds
    scope = version.scope
    assert (
        frozenset({"sole-trader"}),
        frozenset({"development-zone"}),
        frozenset({"disorderly-polluting"}),
        frozenset({"county"}),
        ("serious",),
    ) == (
        scope.classes,
        scope.zones,
        scope.exclude_classes,
        scope.agency_levels,
        scope.circumstances,
    )
    assert version.approval is not None
    assert Text("县政府") == version.approval.by
    assert date(2024, 2, 1) == period.gaps[0].first


def test_an_until_before_the_first_day_is_refused() -> None:
    """Both days are included."""
    with pytest.raises(ValidationError, match="an 'until' that is not before 'from'"):
        _period(until="2023-12-31")


def _period(**changes: Any) -> Any:
    version = {
        "from": "2024-01-01",
        "until": "open",
        "cite": CITE,
        "window": {"month_days": "1-22"},
        **changes,
    }
    written = {
        "id": "quiet-days",
        "label": {"zh": "企业安静期"},
        "versions": [version],
        "gaps": [{"from": "2024-02-01", "until": "2024-02-29", "reason": {"zh": "停用"}}],
    }
    model = QuietPeriodModel.model_validate(written, context=CONTEXT)
    return model.build(lambda _: a_citation(), base_vocabulary(), duty_terms(), "example")
