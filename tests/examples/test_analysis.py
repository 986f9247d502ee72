"""The analyst's script runs, and what it prints follows from the plan beside it."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "examples" / "qingyuan" / "analysis.py"


@cache
def printed() -> str:
    """What the script prints."""
    command = [sys.executable, "-X", "utf8", "-W", "error", str(SCRIPT)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_it_runs_without_warnings_and_tells_every_row() -> None:
    """The script runs with warnings as errors, and counts rows in and rows unread."""
    assert printed().startswith("541 rows, checked by cn-jx-qingyuan 1\n10 of them could not be")


def test_its_table_has_every_agency_and_adds_up() -> None:
    """29 agencies; outcomes sum to rows; the percentage follows from the counts."""
    rows = [
        re.findall(r"[\w.]+", line) for line in printed().splitlines() if line.startswith("│ 区")
    ]
    assert len(rows) == 29
    for _, total, *outcomes, percent in rows:
        assert sum(map(int, outcomes)) == int(total)
        assert float(percent) == round(100 * int(outcomes[4]) / int(total), 1)
    breaches = sum(int(row[6]) for row in rows)
    assert f"Breaches: {breaches} of 531 rows with a verdict" in printed()


def test_it_names_the_three_agencies_with_most_breaches() -> None:
    """Three agencies, the worst first."""
    named = re.findall(r"(?m)^  (区\w+): (\d+)$", printed())
    assert len(named) == 3
    counts = [int(count) for _, count in named]
    assert counts == sorted(counts, reverse=True)


def test_it_ends_with_one_verdict_in_full() -> None:
    """The last part is one verdict in Chinese, from outcome to rulebook."""
    verdict = printed().partition("The first breach in full:\n")[2]
    assert verdict.startswith("结论：不得检查。2023-07-05 区人力资源和社会保障局")
    assert "最近的可检查日：2023-07-23" in verdict
    assert "规则库：cn-jx-qingyuan 1" in verdict
