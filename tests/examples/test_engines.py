"""The job on Spark, run as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

SCRIPT = Path(__file__).parents[2] / "examples" / "engines" / "spark_job.py"


def test_visits_in_parquet_become_verdicts_in_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if not (shutil.which("java") or "JAVA_HOME" in os.environ):
        pytest.skip("Spark needs Java, and there is none")
    visits, verdicts = tmp_path / "visits.parquet", tmp_path / "verdicts"
    days = [date(2023, 6, 15), date(2023, 6, 25), date(2023, 6, 26)]
    pl.DataFrame({"检查日期": days, "检查领域": ["税务"] * 3}).write_parquet(visits)
    ran = subprocess.run(
        [sys.executable, SCRIPT, visits, verdicts],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"},
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ["allowed: 2", "undetermined: 1"] == sorted(ran.stdout.splitlines())
    written = pl.read_parquet(verdicts / "*.parquet")
    assert days == sorted(written["检查日期"])
