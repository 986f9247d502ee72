"""Write the shipped holiday notices of China, one file a notice, from a file of facts.

    python updates/cn_notices.py FACTS.json

``FACTS.json``, as ``tests/data/cn_workdays.json``, has by year the days that the
State Council's notices give off (``off``), the rest days they make working days
(``work``) and the addresses of the notices (``papers``), as they stood at the
end. The document numbers, the dates and what three later notices changed are
facts kept here. Running it again on the same facts changes nothing, which a
test shows. This script is not part of the installed package.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "bizenv" / "data" / "calendars" / "cn"

NUMBERS = {
    2007: ("国办发明电〔2006〕49号", "2006-12-14"),
    2008: ("国办发明电〔2007〕52号", "2007-12-15"),
    2009: ("国办发明电〔2008〕42号", "2008-12-04"),
    2010: ("国办发明电〔2009〕27号", "2009-12-07"),
    2011: ("国办发明电〔2010〕40号", "2010-12-09"),
    2012: ("国办发明电〔2011〕45号", "2011-12-05"),
    2013: ("国办发明电〔2012〕33号", "2012-12-08"),
    2014: ("国办发明电〔2013〕28号", "2013-12-11"),
    2015: ("国办发明电〔2014〕28号", "2014-12-16"),
    2016: ("国办发明电〔2015〕18号", "2015-12-10"),
    2017: ("国办发明电〔2016〕17号", "2016-12-01"),
    2018: ("国办发明电〔2017〕12号", "2017-11-30"),
    2019: ("国办发明电〔2018〕15号", "2018-12-04"),
    2020: ("国办发明电〔2019〕16号", "2019-11-21"),
    2021: ("国办发明电〔2020〕27号", "2020-11-25"),
    2022: ("国办发明电〔2021〕11号", "2021-10-25"),
    2023: ("国办发明电〔2022〕16号", "2022-12-08"),
    2024: ("国办发明电〔2023〕7号", "2023-10-25"),
    2025: ("国办发明电〔2024〕12号", "2024-11-12"),
    2026: ("国办发明电〔2025〕7号", "2025-11-04"),
}
"""By year, the number of the notice and the day on which it is signed."""

MID_AUTUMN_FIRST = frozenset({2012, 2017, 2023})
"""Years whose notices say 中秋节、国庆节, in this order, of the two in one."""

CHANGES: dict[int, dict[str, Any]] = {
    2015: {
        "id": "2015-victory-day",
        "number": "国发明电〔2015〕1号",
        "issued": "2015-05-13",
        "title": "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
        "off": {"抗战胜利纪念日": ["2015-09-03/2015-09-05"]},
        "work": ["2015-09-06"],
        "took_off": ["2015-09-03/2015-09-05"],
        "took_work": ["2015-09-06"],
    },
    2019: {
        "id": "2019-labour-day",
        "number": "国办发明电〔2019〕3号",
        "issued": "2019-03-22",
        "title": "国务院办公厅关于调整2019年劳动节假期安排的通知",
        "off": {"劳动节": ["2019-05-01/2019-05-04"]},
        "work": ["2019-04-28", "2019-05-05"],
        "took_off": ["2019-05-02/2019-05-04"],
        "took_work": ["2019-04-28", "2019-05-05"],
    },
    2020: {
        "id": "2020-spring-festival",
        "number": "国办发明电〔2020〕1号",
        "issued": "2020-01-26",
        "title": "国务院办公厅关于延长2020年春节假期的通知",
        "off": {"春节": ["2020-01-31/2020-02-02"]},
        "work": [],  # 3 February, a Monday, is when work resumes
        "took_off": ["2020-01-31/2020-02-02"],
        "took_work": ["2020-02-03"],
        "gave_work": ["2020-02-01"],
    },
}
"""What was changed in mid-year: the later notice, and what the first one said instead.

``took_off`` and ``took_work`` are days of the facts that the first notice did
not name; ``gave_work`` are days that it did.
"""

HEAD = {
    "format": "bizenv.calendar/1",
    "id": "CN",
    "weekend": ["sat", "sun"],
    "awaits": {
        "zh": "《国务院办公厅关于{year}年部分节假日安排的通知》",
        "en": "the State Council's holiday notice for {year}",
    },
    "fixed": ["01-01", "05-01", "2025-05-02", "10-01", "10-02", "10-03"],
    "fixed_by": "全国年节及纪念日放假办法（2024-11-10 修订）",
    "festivals": [
        {
            "label": {"zh": "春节", "en": "Spring Festival"},
            "first": "01-20",
            "last": "02-26",
            "least": 4,
        },
        {
            "label": {"zh": "清明节", "en": "Tomb-Sweeping Day"},
            "first": "04-04",
            "last": "04-06",
            "since": 2008,
        },
        {
            "label": {"zh": "端午节", "en": "Dragon Boat Festival"},
            "first": "05-25",
            "last": "06-26",
            "since": 2008,
        },
        {
            "label": {"zh": "中秋节", "en": "Mid-Autumn Festival"},
            "first": "09-07",
            "last": "10-10",
            "since": 2008,
        },
    ],
    "reach_back": 3,
}


def spread(texts: Iterable[str]) -> set[date]:
    """Days and spans of days as single days.

    >>> len(spread(["2015-09-03/2015-09-05", "2015-09-06"]))
    4
    """
    days = set()
    for text in texts:
        first, _, last = text.partition("/")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            days.add(day)
            day += timedelta(days=1)
    return days


def runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Days in order, each run of neighbours as one list."""
    run: list[date] = []
    for day in sorted(days):
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def spans(days: Iterable[date]) -> list[str]:
    """Days as the data files write them, runs as spans.

    >>> spans({date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)})
    ['2015-09-03/2015-09-04', '2015-09-06']
    """
    return [str(r[0]) if len(r) == 1 else f"{r[0]}/{r[-1]}" for r in runs(days)]


def holiday(run: list[date]) -> str:
    """The holiday of a run of days off, told by the days it holds.

    >>> holiday(sorted(spread(["2025-10-01/2025-10-08"])))
    '国庆节、中秋节'
    """
    marks = {(day.month, day.day) for day in run}
    if (1, 1) in marks:
        return "元旦"
    if (5, 1) in marks:
        return "劳动节"
    if (10, 1) in marks:  # eight days where the Mid-Autumn Festival falls into them
        if len(run) < 8:
            return "国庆节"
        return "中秋节、国庆节" if run[-1].year in MID_AUTUMN_FIRST else "国庆节、中秋节"
    by_month = {1: "春节", 2: "春节", 4: "清明节", 5: "端午节", 6: "端午节", 9: "中秋节"}
    return by_month[run[0].month]


def by_holiday(days: Iterable[date]) -> dict[str, list[str]]:
    """Days off by holiday, in the order of the year."""
    named: dict[str, list[date]] = {}
    for run in runs(days):
        named.setdefault(holiday(run), []).extend(run)
    return {name: spans(each) for name, each in named.items()}


def published(address: str) -> str | None:
    """The publication day that an address of gov.cn carries.

    >>> published("http://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm")
    '2022-12-08'
    """
    found = re.search(r"/(\d{4})-(\d{2})/(\d{2})/", address)
    return "-".join(found.groups()) if found else None


def out_by(address: str, issued: str | None, year: int) -> str | None:
    """The publication day, where the address carries one that can be true.

    Early pages carry the day on which an archive was filled, after the year
    had begun; the day of issue stands in for them.
    """
    day = published(address)
    return issued if day is None or day >= f"{year}-01-01" else day


def first_notice(year: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The notice that first arranged a year."""
    number, issued = NUMBERS.get(year, (None, None))
    off, work = spread(facts["off"]), spread(facts["work"])
    change = CHANGES.get(year)
    if change:
        off -= spread(change["took_off"])
        work = work - spread(change["took_work"]) | spread(change.get("gave_work", []))
    return {
        "format": "bizenv.notice/1",
        "id": str(year),
        "year": year,
        "title": f"国务院办公厅关于{year}年部分节假日安排的通知",
        "number": number,
        "issued": issued,
        "published": out_by(facts["papers"][0], issued, year),
        "supersedes": None,
        "url": facts["papers"][0],
        "off": by_holiday(off),
        "work": spans(work),
    }


def later_notice(year: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The notice that changed a year's arrangement."""
    change = CHANGES[year]
    return {
        "format": "bizenv.notice/1",
        "id": change["id"],
        "year": year,
        "title": change["title"],
        "number": change["number"],
        "issued": change["issued"],
        "published": published(facts["papers"][1]),
        "supersedes": str(year),
        "url": facts["papers"][1],
        "off": change["off"],
        "work": change["work"],
    }


def render(facts: dict[str, Any]) -> dict[str, str]:
    """File name to text, one file a notice and one for the calendar."""
    records: dict[str, Any] = {"calendar": HEAD}
    for name, entry in facts["years"].items():
        year = int(name)
        records[name] = first_notice(year, entry)
        if year in CHANGES:
            records[CHANGES[year]["id"]] = later_notice(year, entry)
    return {f"{name}.json": written(record) for name, record in records.items()}


def written(record: dict[str, Any]) -> str:
    """A record as its file has it; what is not known is left out."""
    known = {key: value for key, value in record.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def main(path: str) -> None:
    """Write every file."""
    facts = json.loads(Path(path).read_text("utf-8"))
    for name, text in render(facts).items():
        (TARGET / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
