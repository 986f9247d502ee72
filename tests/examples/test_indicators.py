"""The made-up province: its story holds, its files can be scored, and it regenerates."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bizenv.cli.score import open_observations
from bizenv.rulebooks.scoring import load_index, load_scheme

FOLDER = Path(__file__).parents[2] / "examples" / "indicators"


@pytest.fixture(scope="module")
def counties() -> Any:
    spec = importlib.util.spec_from_file_location("make_counties", FOLDER / "make_counties.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_story_holds() -> None:
    """Rank 68 to 37, tied first in its class, tier 3 to 2, by a script of its own."""
    done = subprocess.run(
        [sys.executable, FOLDER / "story.py"], capture_output=True, text=True, check=True,
        encoding="utf-8", env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "2021-01: 63.82, rank 68, in class 12, tier 3",
        "2022-12: 73.66, rank 37, in class 1, tier 2",
        "beats 64% of the counties",
        "示例区: 68 -> 37 (+31 places: own +32, others -1, scheme 0)",
    ]


def test_a_second_count_agrees(counties: Any) -> None:
    """Sums by hand, with no code of bizenv: the county, and the twin it ties with."""
    index, seen = counties.index(), counties.observations()
    assert (len(index.leaves), len(index.children[index.root])) == (535, 18)
    assert seen.values.shape == (24, 100, 535)
    totals = []
    for name in (counties.HERO, counties.TWIN):
        row = seen.values[-1, seen.units.index(name)]
        parts = [(20 - v) * 5 if n % 3 == 2 else v for n, v in enumerate(row)]
        heads: dict[str, list[float]] = {}
        for code, part in zip(index.leaves, parts, strict=True):
            heads.setdefault(code.rsplit("-", 1)[0], []).append(part)
        weights = {code: 5 + n % 3 for n, code in enumerate(counties.FIRST_LEVEL)}
        means = {code: sum(values) / len(values) for code, values in heads.items()}
        totals.append(sum(weights[c] * means[c] for c in means) / sum(weights.values()))
    assert [round(total, 2) for total in totals] == [73.66, 73.66]
    assert set(seen.classes.values()) == {"一类县", "二类县", "三类县"}


def test_its_files_are_read_as_they_were_written(counties: Any, tmp_path: Path) -> None:
    counties.write(tmp_path, months=1)
    index = load_index(tmp_path / "index.csv")
    seen = open_observations(tmp_path / "observations.csv", index)
    made = counties.observations()
    np.testing.assert_allclose(seen.values[0], made.values[-1])
    assert dict(seen.classes) == dict(made.classes)
    assert index.indicators[18].worst == counties.index().indicators[18].worst
    assert load_scheme(FOLDER / "scheme.yaml").reference == "first"
    first = hashlib.sha256((tmp_path / "observations.csv").read_bytes()).hexdigest()
    counties.write(tmp_path, months=1)
    again = hashlib.sha256((tmp_path / "observations.csv").read_bytes()).hexdigest()
    assert first == again


def test_the_path_to_rank_30_is_as_the_page_says() -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / "rise.py"], capture_output=True, text=True, check=True,
        encoding="utf-8", env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip
    assert f"```text\n{done.stdout}```" in (FOLDER / "README.md").read_text("utf-8")
