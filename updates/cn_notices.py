"""Write the shipped holiday notices of China from a file of facts.

    python updates/cn_notices.py FACTS.json

``FACTS.json`` has, by year, the days that the State Council's notices give off
(``off``), the rest days they make working days (``work``) and the addresses of
the notices (``papers``). Running it again on the same facts changes nothing,
which a test shows. This script is not part of the installed package.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "bizenv" / "data" / "calendars" / "cn"


def published(address: str) -> str | None:
    """The publication day that an address of gov.cn carries, if it is before the year.

    >>> published("http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm")
    '2022-12-08'
    """
    found = re.search(r"/(\d{4})-(\d{2})/(\d{2})/", address)
    return "-".join(found.groups()) if found else None


def notice(year: str, facts: dict[str, Any]) -> dict[str, Any]:
    """One notice file."""
    return {
        "year": int(year),
        "published": published(facts["papers"][0]),
        "papers": facts["papers"],
        "off": sorted(facts["off"]),
        "work": sorted(facts["work"]),
    }


def render(facts: dict[str, Any]) -> dict[str, str]:
    """File name to text, one file a year."""
    return {
        f"{year}.json": json.dumps(notice(year, entry), ensure_ascii=False, indent=1) + "\n"
        for year, entry in facts["years"].items()
    }


def main(path: str) -> None:
    """Write every notice file."""
    facts = json.loads(Path(path).read_text("utf-8"))
    for name, text in render(facts).items():
        (TARGET / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
