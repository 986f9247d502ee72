"""A repaired schedule as text."""

from pathlib import Path

from planned import planned

from bizenv.reports.plan_text import plan_lines, plan_summary


def test_the_head_counts_rows_by_what_becomes_of_them_and_gives_the_figures(tmp_path: Path) -> None:
    lines = plan_summary(planned(tmp_path), "plan.csv", "en")
    assert lines[0] == "plan.csv, repaired"
    assert "kept (kept)                 1" in lines
    assert "all                         7" in lines
    assert "Proved: no lawful schedule is nearer." in lines


def test_each_row_that_does_not_just_stay_is_told(tmp_path: Path) -> None:
    lines = list(plan_lines(planned(tmp_path), "plan.csv", "en", 0))
    told = [line for line in lines if line.startswith("row ")]
    assert [line.split("  ")[:2] for line in told] == [
        *(["row 2", "moved"], ["row 4", "unreadable"], ["row 5", "blank row"]),
        *(["row 6", "stays"], ["row 7", "no place"], ["row 8", "moved"]),
    ]


def test_a_limit_counts_what_it_hides(tmp_path: Path) -> None:
    lines = list(plan_lines(planned(tmp_path), "plan.csv", "en", 2))
    assert lines[-1].startswith("4 more rows are not shown")
    assert sum(line.startswith("row ") for line in lines) == 2


def test_a_lawful_schedule_has_nothing_below_its_figures(tmp_path: Path) -> None:
    done = planned(tmp_path, "V2,A,乙,日常检查,无,无,,2024-06-25,\n")
    assert list(plan_lines(done, "plan.csv", "en", 0)) == plan_summary(done, "plan.csv", "en")
