"""``bizenv path``: files in, a path out, with its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

INDEX = """\
format: bizenv.index/1
id: demo
indicators:
  - {code: rate, zh: 办结率, en: closed, best: 100, worst: 0, weight: 1}
  - {code: days, zh: 办理时限, en: days, direction: lower, best: 0, worst: 10, weight: 1}
"""
SCHEME = """\
format: bizenv.scheme/1
normalise: frontier
ranking: {decimals: 1}
"""
SEEN = """\
县区,类别,月份,办结率,办理时限
甲,一类,2022-01,60,5
乙,一类,2022-01,70,4
丙,二类,2022-01,20,9
甲,一类,2022-02,60,5
乙,一类,2022-02,80,4
丙,二类,2022-02,30,9
"""


@pytest.fixture
def files(run: Run) -> Run:
    """The three files, in the folder where the command runs."""
    Path("index.yaml").write_text(INDEX, "utf-8")
    Path("scheme.yaml").write_text(SCHEME, "utf-8")
    Path("seen.csv").write_text(SEEN, "utf-8")

    def running(*args: object) -> object:
        unit = () if "--unit" in args else ("--unit", "甲", "--rank", "1")
        return run("path", "seen.csv", "-i", "index.yaml", "-s", "scheme.yaml", *unit, *args)

    return running


def test_a_path_is_printed_with_status_0(files: Run) -> None:
    result = files("--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("甲, 2022-02: rank 2, score 55; target rank 1, short of ")
    assert "- closed: from 60 to 89.9001 (score 60 -> 89.9" in result.stdout


def test_out_of_reach_is_status_1(files: Run) -> None:
    result = files("--class-share", "0", "--lang", "en")
    assert result.exit_code == 1
    assert "the target is out of reach" in result.stdout


def test_every_option_is_heard(files: Run) -> None:
    result = files(
        "--only", "days, rate", "--cost", "rate=5", "--step", "days=1", "--margin", "1",
        "--best-gain", "1", "--in-class", "--on", "2022-02", "-f", "json",
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert (told["within"], told["method"]) == ("class", "all")
    assert [(step["code"], step["cost"]) for step in told["steps"]] == [("rate", 50.0)]
    assert [each["reason"] for each in told["idle"]] == ["at-limit"]


def test_days_by_whole_days(files: Run) -> None:
    told = json.loads(files("--step", "days=1", "--cost", "rate=2", "-f", "json").stdout)
    assert [(step["code"], step["then"]) for step in told["steps"]] == [("days", 2.0)]


@pytest.mark.parametrize(
    ("args", "kind", "share"),
    [
        (["--rivals", "trend", "--ahead", "1"], "trend", 1.0),
        (["--rivals", "trend"], "trend", None),
        (["--rivals", "sampled", "--ahead", "1", "--futures", "0.5", "--seed", "4"], "sampled", 1),
    ],
)
def test_rivals(files: Run, args: list[str], kind: str, share: float | None) -> None:
    rows = [
        f"{unit},{when},{rate},5"
        for n, when in enumerate(f"20{21 + k // 12}-{k % 12 + 1:02}" for k in range(14))
        for unit, rate in (("甲", 40), ("乙", 50 + n))
    ]
    Path("seen.csv").write_text("\n".join(["县区,月份,办结率,办理时限", *rows]), "utf-8")
    told = json.loads(files(*args, "-f", "json").stdout)
    assert told["rivals"] == kind
    assert told["reached"]
    if share is not None:
        assert told["share"] == share
        assert told["after_score"] == pytest.approx((63 + 50 + 1) / 2 - 0.05, abs=0.01)


def test_a_sample_needs_no_options(files: Run) -> None:
    result = files("--rivals", "sampled", "--lang", "en")
    assert result.exit_code == 2
    assert "periods=13: there are 2 up to 2022-02" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--ahead", "3"], "--ahead would not be used with --rivals fixed"),
        (["--rivals", "trend", "--seed", "3"], "--seed would not be used with --rivals trend"),
        (["--futures", "0.8"], "--futures would not be used with --rivals fixed"),
        (["--cost", "rate"], "--cost 'rate': expected CODE=NUMBER"),
        (["--step", "rate=x"], "--step 'rate=x': expected CODE=NUMBER"),
        (["--unit", "丁", "--rank", "1"], "there is no unit '丁'"),
        (["--output", "seen.csv", "--overwrite"], "seen.csv"),
    ],
)
def test_unusable_input_is_status_2(files: Run, args: list[str], message: str) -> None:
    result = files(*args, "--lang", "en")
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("name", ["path.csv", "path.xlsx", "path.json", "path.txt"])
def test_files_are_written(files: Run, name: str) -> None:
    result = files("-o", name)
    assert result.exit_code == 0
    assert Path(name).stat().st_size > 100
