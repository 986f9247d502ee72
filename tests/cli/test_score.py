"""``bizenv score``: files in, a board out, with its exit status."""

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
  - {code: rate, zh: 办结率, best: 100, worst: 0, weight: 1}
  - {code: days, zh: 办理时限, direction: lower, best: 0, worst: 10, weight: 1}
"""
SCHEME = """\
format: bizenv.scheme/1
normalise: frontier
missing: {kind: reweight, at_least: 0.5}
ranking: {decimals: 1}
"""
SEEN = """\
县区,月份,办结率,办理时限
甲,2022-01,60,5
乙,2022-01,80,4
甲,2022-02,90,1
乙,2022-02,80,4
"""


@pytest.fixture
def files(run: Run) -> Run:
    """The three files, in the folder where the command runs."""
    Path("index.yaml").write_text(INDEX, "utf-8")
    Path("scheme.yaml").write_text(SCHEME, "utf-8")
    Path("seen.csv").write_text(SEEN, "utf-8")

    def running(*args: object) -> object:
        return run("score", "seen.csv", "-i", "index.yaml", "-s", "scheme.yaml", *args)

    return running


def test_a_clean_board_is_printed_with_status_0(files: Run) -> None:
    result = files("--lang", "en")
    assert result.exit_code == 0
    assert "甲    2022-02     1" in result.stdout


def test_what_has_to_be_looked_at_is_status_1(files: Run) -> None:
    Path("seen.csv").write_text(SEEN.replace("90,1", "101,1"), "utf-8")
    result = files()
    assert result.exit_code == 1
    assert "办结率：1 个单位的数值超出上下限（甲） [value-beyond-goalposts]" in result.stdout


def test_why_who_moved_and_where_one_lags(files: Run) -> None:
    result = files(
        "--unit", "甲", "--since", "2022-01", "--bottom", 1, "--months", 1, "--lang", "en"
    )
    assert "甲, 2022-02: 90, rank 1 of 2" in result.stdout
    assert "甲: 2 -> 1 (+1 places: own +1, others 0, scheme 0)" in result.stdout
    assert "乙: 1 -> 2" not in result.stdout  # of the unit alone
    everyone = files("--since", "2022-01", "--bottom", 1, "--lang", "en").stdout
    assert "乙: 1 -> 2" in everyone
    assert "乙: 办理时限 among the last for 1 periods" in everyone


def test_a_board_of_an_earlier_period_and_at_a_node(files: Run) -> None:
    result = files("--on", "2022-01", "--unit", "乙", "--node", "days", "--lang", "en")
    assert "乙, 2022-01: 60, rank 1 of 2" in result.stdout


def test_a_what_if_compares_two_schemes(files: Run) -> None:
    Path("other.yaml").write_text(SCHEME + "weigh: {kind: given, table: {days: 9}}\n", "utf-8")
    result = files("--compare", "other.yaml", "--lang", "en")
    assert "- the scheme's weigh differs" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "html", "txt"])
def test_a_file_is_written_in_the_format_of_its_ending(files: Run, ending: str) -> None:
    result = files("-o", f"board.{ending}")
    assert result.exit_code == 0
    assert Path(f"board.{ending}").stat().st_size > 100
    if ending == "json":
        assert json.loads(Path("board.json").read_text("utf-8"))["period"] == "2022-02"
    again = files("-o", f"board.{ending}")
    assert again.exit_code == 2


def test_a_table_without_periods_is_given_one(files: Run) -> None:
    Path("seen.csv").write_text("县区,办结率,办理时限\n甲,60,5\n", "utf-8")
    assert "2022-12" in files("--period", "2022-12").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--node", "rate"), "--node needs --unit"),
        (("--since", "2022-01", "--compare", "scheme.yaml"),
         "--since and --compare: write one of them"),
        (("--unit", "丙"), "there is no unit '丙'"),
        (("--on", "2023-01"), "2023-01: nothing was observed"),
        (("-o", "seen.csv", "--overwrite"), "seen.csv is one of the inputs"),
        (("-o", "board.doc"), "the ending names no format"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_status_2(files: Run, args: tuple[str, ...], message: str) -> None:
    result = files(*args, "--lang", "en")
    assert result.exit_code == 2
    assert message in result.stderr


def test_bad_files_are_told_with_their_places(files: Run) -> None:
    Path("scheme.yaml").write_text(SCHEME.replace("frontier", "fronteir"), "utf-8")
    assert "scheme.yaml:2:12 normalise: got 'fronteir'" in files("--lang", "en").stderr
    Path("scheme.yaml").write_text(SCHEME + "weigh: {kind: given, table: {dais: 1}}\n", "utf-8")
    assert files("--lang", "en").stderr == (
        "scheme.yaml: weigh: the weight of 'dais' would not be used\n"
    )
    Path("scheme.yaml").write_text(SCHEME, "utf-8")
    Path("seen.csv").write_text(SEEN + "丙,2022-02,高,1\n", "utf-8")
    assert "seen.csv:6 row 6 办结率 (value): got '高'" in files("--lang", "en").stderr
