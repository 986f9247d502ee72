"""How long it takes to import a published list of 308 items; the bound is one second.

Processor time is measured, so that others on the machine do not count.

Run: ``python benchmarks/published_lists.py``. The list is made up, in the manner of
published ones; hardly two of its items have the same sentences, unlike those of
published ones. It is read once, so that nothing is remembered from before.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bizenv.rulebooks.drafts import DraftHead, draft_rulebook
from bizenv.rulebooks.published import read_published_list
from bizenv.rulebooks.shelf import read_file

ITEMS = 308
SECONDS = 1.0


def sentences(number: int, rng: random.Random) -> Iterator[str]:
    """Some sentences of an item, with figures of their own."""
    yield rng.choice(
        ["首次违法", f"{number % 9 + 1}年内首次被发现", f"{number + 1}个月内无同类违法记录"]
    )
    yield rng.choice(
        [
            f"责令改正后{number + 1}个工作日内完成备案",
            f"在责令改正期限内改正违法行为，占用面积不超过{number}.5平方米",
            f"当场改正或者在{number + 1}日内改正，危害后果轻微",
            f"货值金额不足{number + 1}元，没有违法所得，并主动配合执法部门调查",
        ]
    )
    yield rng.choice(
        ["没有造成危害后果", f"第{number}号车间的台账完备", f"超标倍数在0.{number}倍以下"]
    )


def table() -> str:
    """A list of 308 items as CSV."""
    rng = random.Random(7)
    rows = ["序号,类别,违法行为,法律依据,适用条件"]
    for number in range(1, ITEMS + 1):
        cell = "；".join(f"（{n}）{text}" for n, text in enumerate(sentences(number, rng), 1))
        head = "同时满足下列情形的，不予行政处罚："
        norm = f"《示例条例》第{number}条第一款"
        rows.append(f"{number},示例,第{number}种未按规定公示的行为,{norm},{head}{cell}")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Measure reading alone, and reading with a rulebook written and read back."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "list.csv", Path(folder) / "rules.yaml"
        source.write_text(table(), "utf-8")
        start = time.process_time()
        book = read_published_list(source)
        read = time.process_time() - start
        text = draft_rulebook(book, DraftHead(id="rules", checked=date(2024, 1, 1)))
        target.write_text(text, "utf-8")
        whole = time.process_time() - start
        assert not read_file(target).problems
    told = book.recognition
    print(f"items {len(book.items)}, sentences {told.total}, understood {told.whole}")
    print(f"read {read:.2f} s, read and written {whole:.2f} s (bound {SECONDS:.2f} s)")
    return 0 if whole <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
