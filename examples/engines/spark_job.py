"""A nightly job: visits in Parquet files, checked by Spark, verdicts written as Parquet.

    python examples/engines/spark_job.py VISITS VERDICTS [--rulebook cn-jx-qingyuan]

It needs ``pip install "bizenv[spark]"`` and Java 17 or newer. On a cluster, submit it with
``spark-submit``; bizenv must be installed on every worker.
"""

from __future__ import annotations

import argparse
import os
import sys

from pyspark.sql import SparkSession

import bizenv


def main() -> None:
    """Check the visits and print how many there are of each outcome."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("visits")
    parser.add_argument("verdicts")
    parser.add_argument("--rulebook", default="cn-jx-qingyuan")
    asked = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers run this Python
    spark = SparkSession.builder.appName("bizenv").getOrCreate()
    book = bizenv.load_rulebook(asked.rulebook)
    book.check_frame(spark.read.parquet(asked.visits)).write.parquet(asked.verdicts)
    for row in spark.read.parquet(asked.verdicts).groupBy("outcome").count().collect():
        print(f"{row['outcome']}: {row['count']}")
    spark.stop()


if __name__ == "__main__":
    main()
