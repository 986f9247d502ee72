"""Real visits, several rows each: visits are counted, not rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from bizenv import load_rulebook
from bizenv.inspections.whole.frames import check_whole
from bizenv.inspections.whole.frequency import FrequencyRule, FrequencyVersion
from bizenv.inspections.whole.rules import ScheduleRules
from bizenv.kernel.text import Text
from bizenv.testing import a_citation

DATA = Path(__file__).parents[3] / "shared" / "data" / "minneapolis_inspections.csv.gz"

pytestmark = pytest.mark.skipif(
    not DATA.is_file(),
    reason=f"the Minneapolis data are not part of the project; looked for {DATA}",
)


def test_visits_are_counted_and_not_rows() -> None:
    """Licences with more than two inspections in a year, as pandas counts them."""
    rows = pd.read_csv(DATA, dtype=str)
    book = load_rulebook("cn-jx-qingyuan")
    cap = FrequencyVersion(most=2, by="all", citation=a_citation())  # type: ignore[arg-type]
    rules = ScheduleRules(
        frequency=(FrequencyRule("cap", Text("上限"), (cap,)),),
        vocabulary=book.vocabulary,
        rulebook=book.ref,
        calendar=book.calendar,
    )
    frame = pd.DataFrame(
        {"id": rows.inspection_id, "enterprise": rows.license_number, "start": rows.date}
    )
    verdict = check_whole(frame, rules, {})
    got = {
        (f.facts["enterprise"], f.facts["first"].year): f.facts["low"]
        for f in verdict.findings
        if f.code == "too-many-visits"
    }
    visits = rows.drop_duplicates(["license_number", "inspection_id", "date"])
    numbers = visits.groupby(["license_number", visits.date.str[:4].astype(int)]).size()
    assert got == numbers[numbers > 2].to_dict()
    by_rows = rows.groupby(["license_number", rows.date.str[:4].astype(int)]).size()
    assert len(got) < (by_rows > 2).sum()
