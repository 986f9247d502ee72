"""The repair of made-up schedules: time, memory, cost, bound, with and without caps.

    python benchmarks/repair.py [--exact SECONDS] [--json FILE]

The independent solver of the tests is HiGHS; here it closes the gap under caps.
"""

from __future__ import annotations

import argparse
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

from schedules import a_book, a_schedule, capacities

import bizenv

_SIZES = ((5_000, 2_000), (20_000, 9_032))


def measured(name: str, visits: int, enterprises: int, **how: Any) -> dict[str, Any]:
    """One repair: CPU and wall seconds, cost, bound and gap."""
    schedule = a_schedule(visits, enterprises)
    capacity = capacities(schedule)
    book = a_book(capped=how.pop("capped", False))
    wall, cpu = time.perf_counter(), time.process_time()
    done = bizenv.repair(schedule, book, capacity=capacity, **how)
    return {
        "what": name,
        "visits": visits,
        "enterprises": enterprises,
        "cpu": round(time.process_time() - cpu, 2),
        "wall": round(time.perf_counter() - wall, 2),
        "cost": done.cost,
        "bound": done.bound,
        "gap_percent": round(100 * done.gap, 2),
        "unplaced": len(done.unplaced),
    }


def peak_mib(visits: int, enterprises: int) -> float:
    """The memory that a repair allocates at its peak, beside the schedule itself."""
    schedule = a_schedule(visits, enterprises)
    capacity, book = capacities(schedule), a_book()
    tracemalloc.start()
    bizenv.repair(schedule, book, capacity=capacity)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return round(peak / 2**20, 1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--exact", type=float, help="let the solver look on for so many seconds")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = [measured("quiet days and capacity", *size) for size in _SIZES]
    found += [measured("with caps", *size, capped=True) for size in _SIZES[:1]]
    found.append(measured("with caps that seldom bind", 5_000, 9_032, capped=True))
    if asked.exact:
        how = {"capped": True, "exact": asked.exact}
        found.append(measured("with caps, HiGHS", *_SIZES[0], **how))
        found.append(measured("with caps that seldom bind, HiGHS", 5_000, 9_032, **how))
    for each in found:
        print("  ".join(f"{name}={value}" for name, value in each.items()))
    peak = peak_mib(*_SIZES[0])
    print(f"peak memory of {_SIZES[0][0]} visits: {peak} MiB")
    if asked.json:
        asked.json.write_text(json.dumps([*found, {"peak_mib": peak}], indent=1), "utf-8")


if __name__ == "__main__":
    main()
