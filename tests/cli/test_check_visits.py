"""``bizenv check`` of inspections: what belongs to them alone; see also ``test_check``."""

from __future__ import annotations

from typing import Any

HEAD = "检查机关,企业名称,检查日期,检查领域,检查起因\n"
LAWFUL = HEAD + "区税务局,甲,2023-07-25,税务,无\n"


def test_inspections_are_what_the_rows_are_where_nothing_is_said(check: Any) -> None:
    assert check(LAWFUL).stdout == check(LAWFUL, "--kind", "inspections").stdout


def test_inspections_are_judged_by_their_own_days(check: Any) -> None:
    """A time to look from means nothing for them."""
    for lang, said in (
        ("zh", "--at 只用于 --kind cases 和 --kind violations"),
        ("en", "--at goes with --kind cases and --kind violations only"),
    ):
        result = check(LAWFUL, "--at", "2023-06-30", "--lang", lang)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{said}\n")


def test_no_bar_is_shown_where_nobody_watches(check: Any) -> None:
    """Nothing goes to the stream for errors."""
    assert check(LAWFUL, "-o", "out.csv").stderr == ""
