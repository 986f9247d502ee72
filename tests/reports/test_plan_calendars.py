"""One calendar an agency: the visits that have a day, under ids that last."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned import HEAD, planned

from bizenv.kernel.errors import UsageError
from bizenv.reports.plan_calendars import agency_events, file_names, write_calendars

FIRST, LATER = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2))


def text(path: Path) -> str:
    return path.read_bytes().decode().replace("\r\n ", "").replace("\r\n", "\n")


def test_each_agency_has_the_visits_that_have_a_day(tmp_path: Path) -> None:
    events = agency_events(planned(tmp_path), "en")
    assert {agency: [e.summary for e in some] for agency, some in events.items()} == {
        "": ["Inspection of (no enterprise)"],
        "=1+1": ["Inspection of 丁"],
        "区税务局": ["Inspection of 甲,公司 · 账簿", "Inspection of 乙"],
    }
    moved, kept = events["区税务局"]
    assert moved.description.startswith("Planned for 2024-06-18. The visit lies in")
    assert kept.description == ""
    assert "and stays" in events["=1+1"][0].description


def test_a_visit_keeps_its_id_when_its_day_or_its_row_changes(tmp_path: Path) -> None:
    """Found by its own id; without one, by what else its row says."""
    row = "{id},A,甲,日常检查,无,无,账簿,{day},\n"
    for id in ("V1", ""):
        first = planned(tmp_path, row.format(id=id, day="2024-06-18"))
        second = planned(
            tmp_path,
            HEAD.replace("编号", "编号")
            and ("V9,A,乙,日常检查,无,无,账簿,2024-06-26,\n" + row.format(id=id, day="2024-06-27")),
        )
        one, two = (agency_events(each, "en")["A"] for each in (first, second))
        assert one[0].uid == two[1].uid != two[0].uid


def test_written_again_a_visit_that_moved_gets_the_next_number(tmp_path: Path) -> None:
    row = "V{n},A,甲,日常检查,无,无,账簿,{day},\n"
    folder = tmp_path / "calendars"
    plan = planned(tmp_path, row.format(n=1, day="2024-06-18") + row.format(n=2, day="2024-06-25"))
    (file,) = write_calendars(plan, folder, FIRST, "1.0", "en")
    before = text(file)
    assert before.count("SEQUENCE:0") == 2
    write_calendars(plan, folder, LATER, "1.0", "en", overwrite=True)
    assert text(file) == before  # nothing has changed, so nothing is new
    plan = planned(tmp_path, row.format(n=1, day="2024-06-27") + row.format(n=2, day="2024-06-25"))
    write_calendars(plan, folder, LATER, "1.0", "en", overwrite=True)
    assert (text(file).count("SEQUENCE:1"), text(file).count("SEQUENCE:0")) == (1, 1)
    assert "DTSTAMP:20261102T000000Z" in text(file)


def test_a_file_is_not_replaced_unasked_nor_one_that_is_no_calendar(tmp_path: Path) -> None:
    plan = planned(tmp_path, "V2,A,乙,日常检查,无,无,,2024-06-25,\n")
    write_calendars(plan, tmp_path, FIRST, "1.0", "zh")
    with pytest.raises(UsageError, match="exists"):
        write_calendars(plan, tmp_path, FIRST, "1.0", "zh")
    (tmp_path / "A.ics").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is no calendar file"):
        write_calendars(plan, tmp_path, FIRST, "1.0", "zh", overwrite=True)
    assert (tmp_path / "A.ics").read_text(encoding="utf-8") == "mine"


@settings(max_examples=50)
@given(st.lists(st.text(max_size=80), unique=True, max_size=5))
def test_file_names_are_plain_and_differ(agencies: list[str]) -> None:
    names = list(file_names(agencies).values())
    assert len({name.casefold() for name in names}) == len(agencies)
    for name in names:
        assert Path(name).name == name
        assert not set(name) & set('<>:"/\\|?*\n\x00')
        assert name not in (".ics", "..ics")
