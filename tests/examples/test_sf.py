"""San Francisco's table, checked by a foreign rule, against a plain count of pandas."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "sf_inspections.csv.gz"
MAP = ROOT / "examples" / "sf" / "map.yaml"

pytestmark = pytest.mark.skipif(
    not DATA.is_file(),
    reason=f"the San Francisco data are not part of the project; looked for {DATA}",
)

NO_INSPECTION = {"Non-inspection site visit", "Administrative or Document Review"}
EXEMPT = {"Complaint", "Complaint Reinspection/Followup", "Foodborne Illness Investigation"}
NO_TRIGGER = {"Multi-agency Investigation"}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table, unpacked."""
    path = tmp_path_factory.mktemp("sf") / "sf_inspections.csv"
    with gzip.open(DATA, "rb") as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def check(table: Path, *more: str) -> pd.DataFrame:
    """The table with the outcome of every row, as the command writes it."""
    target = table.with_name(f"checked{len(more)}.csv")
    command = [sys.executable, "-m", "bizenv", "check", str(table), "--map", str(MAP)]
    command += ["--rulebook", "cn-jx-qingyuan", "--output", str(target), "--overwrite", *more]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode in (0, 1), run.stderr
    with target.open(encoding="utf-8-sig", newline="") as file:
        return pd.DataFrame(csv.DictReader(file))


def second_count(table: Path, *, food: bool = False) -> pd.Series:
    """The outcome of every row by its type and the day in its date."""
    rows = pd.read_csv(table, dtype=str)
    outcome = pd.Series("forbidden", index=rows.index)
    outcome[rows["type"].isin(NO_TRIGGER)] = "undetermined"
    outcome[rows["type"].isin(EXEMPT) | food] = "exempt"
    outcome[rows["date"].str[-2:].astype(int) > 22] = "allowed"
    outcome[rows["type"].isin(NO_INSPECTION)] = "not-an-inspection"
    return outcome


def test_every_row_has_the_outcome_of_the_second_count(table: Path) -> None:
    """32,688 rows, each with the outcome of the plain count; so by type, too."""
    checked, counted = check(table), second_count(table)
    assert len(checked) == 32_688
    assert checked["outcome"].tolist() == counted.tolist()
    by_type = checked.groupby(["type", "outcome"]).size()
    assert by_type.to_dict() == counted.groupby([checked["type"], counted]).size().to_dict()


def test_the_next_allowed_day_is_the_23rd_of_the_same_month(table: Path) -> None:
    """A visit that may not take place may move to the 23rd; no other row says when."""
    checked = check(table)
    barred = checked[checked["outcome"].isin(["forbidden", "undetermined"])]
    assert (barred["next_allowed"] == barred["date"].str[:8] + "23").all()
    assert (checked.drop(barred.index)["next_allowed"] == "").all()


def test_if_all_were_food_safety_nothing_would_be_forbidden(table: Path) -> None:
    """With --assume domain=food-safety every inspection in the window is exempt."""
    checked = check(table, "--assume", "domain=food-safety")
    assert checked["outcome"].tolist() == second_count(table, food=True).tolist()


def test_the_page_beside_the_mapping_tells_the_true_numbers(table: Path) -> None:
    """Both tables of the README: rows by outcome and rows by type."""
    page = (MAP.parent / "README.md").read_text("utf-8").replace(",", "")
    outcomes = re.findall(r"(?m)^\| `([a-z-]+)` \| (\d+) \| (\d+) \|$", page)
    none, food = second_count(table).value_counts(), second_count(table, food=True).value_counts()
    assert {name for name, _, _ in outcomes} == set(none.index)
    for name, plain, assumed in outcomes:
        assert (int(plain), int(assumed)) == (none[name], food.get(name, 0))
    types = {name: int(count) for name, count in re.findall(r"(?m)^\| ([^`|]+) \| (\d+) \|", page)}
    assert types == pd.read_csv(table, dtype=str)["type"].value_counts().to_dict()
