"""How long a judgement of violations takes: one against 308 items, and a table of them.

Run ``python benchmarks/tolerance.py [ROWS]``. The list is made up; its items have
conditions of forty kinds. Beside each figure stands what a loop of ten million
additions takes on the same machine at the same time.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from bizenv import Violation, load_rulebook
from bizenv.kernel.legal import Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.rulebooks.vocabulary import base_vocabulary, header_words
from bizenv.tolerance.conditions import All, Condition, Corrected, FirstViolation, Harm, Stated
from bizenv.tolerance.frames import judge_frame
from bizenv.tolerance.lists import ListVersion, ToleranceItem, ToleranceList
from bizenv.tolerance.rules import ToleranceRules, check_violation

ITEMS, KINDS = 308, 40
CITE = Citation(Source("list", "示例清单（虚构）", "mirror"))


def _conditions(kind: int) -> Condition:
    first = FirstViolation(
        window="2 years", match="same-type", scope="anywhere", basis="discovered"
    )
    asked = [first, Harm("minor"), Corrected("within-order")]
    return All(*asked, Stated(f"fact-{kind}", Text(f"事实{kind}")))


def rules() -> ToleranceRules:
    """308 made-up items beside the statutory base."""
    items = [
        ToleranceItem(
            id=f"item-{n}",
            leniency="may-not-punish",
            conditions=_conditions(n % KINDS),
            citation=CITE,
            behaviour=Text(f"示例违法行为第{n}项"),
        )
        for n in range(ITEMS)
    ]
    version = ListVersion(validity=Validity(), citation=CITE, items=items)
    made_up = ToleranceList(id="list", text=Text("示例清单（虚构）"), versions=[version])
    base = load_rulebook("cn-penalties")
    return ToleranceRules(
        lists=[made_up, *base.tolerance_lists],
        time_bar=base.time_bar,
        calendar=base.calendar,
        citation=CITE,
        rulebook=RulebookRef("benchmark", "1", "0" * 64),
    )


def table(rows: int) -> pl.DataFrame:
    """Violations as a register of a few years has them."""
    rng = random.Random(5)
    found = []
    for _ in range(rows):
        occurred = date(2023, 1, 1) + timedelta(days=rng.randrange(900))
        discovered = occurred + timedelta(days=rng.randrange(60))
        due = discovered + timedelta(days=10)
        found.append(
            {
                "违法行为": f"示例违法行为第{rng.randrange(ITEMS)}项",
                "终了日期": occurred,
                "发现日期": discovered,
                "责令改正期限": due,
                "改正日期": due + timedelta(days=rng.choice([-3, -1, 0, 4])),
                "危害后果": rng.choice(["无", "轻微", "轻微", "严重"]),
                "首次违法": rng.choice(["是", "是", "否"]),
                "minor": rng.choice(["是", "否"]),
                "special-circumstances": "否",
            }
        )
    return pl.DataFrame(found)


def _timed(name: str, work: Callable[[], object], times: int) -> None:
    start = time.process_time()
    for _ in range(times):
        work()
    print(f"{name}: {(time.process_time() - start) / times * 1e6:,.0f} µs of CPU")


def main(rows: int) -> None:
    """Print the figures."""
    book = rules()
    known = Violation(
        behaviour="示例违法行为第7项",
        ended=date(2024, 4, 16),
        discovered=date(2024, 4, 17),
        order_due=date(2024, 4, 25),
        corrected=date(2024, 4, 25),
        harm="minor",
        first=True,
        facts={"special-circumstances": False, "fact-7": True},
    )
    start = time.process_time()
    sum(range(10_000_000))
    print(f"ten million additions: {time.process_time() - start:.2f} s of CPU")
    _timed("a settled verdict against 308 items", lambda: check_violation(known, book), 500)
    opened = Violation(item="item-7", harm="minor", facts={"special-circumstances": False})
    _timed("an undetermined one", lambda: check_violation(opened, book), 200)
    _timed("one of which nothing is known", lambda: check_violation(Violation(), book), 5)
    frame, start = table(rows), time.process_time()
    judge_frame(frame, book, base_vocabulary(), header_words()["violations"])
    print(f"{rows:,} violations in bulk: {time.process_time() - start:.1f} s of CPU")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
