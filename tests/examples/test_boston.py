"""The recount of a city's flags: what the script prints and what the pages say are one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "boston311_sample_2015_2024.csv.gz"
FOLDER = ROOT / "examples" / "boston"
PAGES = ["README.md", "README.zh-CN.md"]

here = pytest.mark.skipif(
    not DATA.is_file(), reason=f"the Boston data are not part of the project; looked for {DATA}"
)


def run(path: Path) -> str:
    """What the script prints of a table, with warnings as errors."""
    command = [sys.executable, "-X", "utf8", "-W", "error", str(FOLDER / "recount.py"), str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


TABLE = """\
case_id,open_dt,sla_target_dt,closed_dt,on_time,subject,type,source
1,2015-01-05 15:22:38,2015-01-08 03:30:00,2015-01-08 03:30:00,ONTIME,Works,Cleaning,Twitter
2,2015-01-05 15:22:38,2015-01-08 03:30:00,2015-01-08 03:30:01,ONTIME,Works,Cleaning,Fax
3,2015-01-05 15:22:38,2025-01-08 23:30:00,,OVERDUE,Works,Lights,
4,2015-01-05 15:22:38,,,,Parks,Trees,
"""


def test_a_small_table_is_recounted(tmp_path: Path) -> None:
    """One flag is right; the others part from it, each in its way."""
    (tmp_path / "boston.csv").write_text(TABLE, "utf-8")
    assert run(tmp_path / "boston.csv").splitlines() == [
        "row 2 source (channel): got 'Fax', expected government–enterprise talk, sentinel point, "
        "visit, rights-protection centre, 12345 hotline, service window, online platform, petition "
        "or letter, handed down by a superior, other channel [unknown-term]",
        "4 requests; the city's flag, our count, requests",
        "  ONTIME   ONTIME         1",
        "  ONTIME   OVERDUE        1",
        "  OVERDUE  pending        1",
        "  no flag  no target      1",
        "",
        "In time, as flagged  2/3",
        "1/2 = 50.00 % (closed in time out of due)",
        "  left out 1: not due yet",
        "  left out 1: no clock",
        "",
        "By department: in time by our count",
        "  Parks                              0/0: not applicable",
        "  Works                              1/2 = 50.00 %",
        "",
        "Flagged without a target, by type",
        "     1 Trees",
        "",
        "Every other request whose flag and count part",
        "  2 Cleaning: ONTIME, by our count OVERDUE",
        "  3 Lights: OVERDUE, by our count pending",
    ]


def test_without_the_table_the_script_says_so(tmp_path: Path) -> None:
    assert run(tmp_path / "gone.csv.gz") == (
        f"{tmp_path / 'gone.csv.gz'} is not there, so nothing is counted\n"
    )


@here
@pytest.mark.parametrize("page", PAGES)
def test_the_pages_tell_the_numbers_that_the_script_prints(page: str) -> None:
    printed = run(DATA).replace(",", "")
    text = (FOLDER / page).read_text("utf-8").replace(",", "")
    counts = re.findall(r"(?m)^  (?:ONTIME|OVERDUE|no flag) .* (\d+)$", printed)
    flags, shares = re.findall(r"(?ms)(^\|.*?)\n\n", text)
    assert sorted(re.findall(r"\| (\d+) \|$", flags, re.MULTILINE)) == sorted(counts)
    assert re.findall(r"\| (\d+) \| (\d+) \|", shares) == [
        re.search(r"as flagged +(\d+)/(\d+)", printed).groups(),  # type: ignore[union-attr] # it is
        re.search(r"(\d+)/(\d+) = 88\.91 %", printed).groups(),  # type: ignore[union-attr] # it is
    ]
    picked = [int(n) for n in re.findall(r"(?m)^ +(\d+) Schedule a Bulk", printed)]
    assert str(sum(picked)) in text
    (other,) = re.findall(r"(?m)^  (\d+) .*by our count OVERDUE$", printed)
    assert other in text
