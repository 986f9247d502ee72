"""The files of the calendars that ship, read as what a calendar is made of (随附的日历文件).

>>> extends, given = read_shipped("CN-GX")
>>> extends, [each.text.zh for each in given["local"]][0]
('CN', '壮族三月三')
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bizenv.calendars.workdays.festivals import festivals_from
from bizenv.calendars.workdays.notices import LocalDays, Notice
from bizenv.calendars.workdays.settings import month_days
from bizenv.kernel.text import Text

__all__ = ["read_shipped", "shipped_ids"]


def _folders() -> Iterator[Traversable]:
    """The folders that hold a calendar; laws and other data stand beside them."""
    folders = (files("bizenv") / "data" / "calendars").iterdir()
    return (each for each in folders if each.is_dir() and (each / "calendar.json").is_file())


@cache
def shipped_ids() -> tuple[str, ...]:
    """The ids of the calendars that ship with bizenv."""
    return tuple(sorted(folder.name.upper() for folder in _folders()))


def read_shipped(id: str) -> tuple[str | None, dict[str, Any]]:
    """Which calendar one takes over, if any, and the arguments that it adds or sets."""
    folder = files("bizenv") / "data" / "calendars" / id.lower()
    records = {
        path.name: json.loads(path.read_text("utf-8"))
        for path in folder.iterdir()
        if path.name.endswith(".json")
    }
    head = records.pop("calendar.json")
    given = {name: read(head[name]) for name, read in _HEAD.items() if name in head}
    given["notices"] = [Notice.from_dict(record) for record in records.values()]
    given["local"] = [LocalDays.from_dict(record) for record in head.get("local", ())]
    return head.get("extends"), given


_HEAD: dict[str, Callable[[Any], Any]] = {
    "weekend": tuple,
    "awaits": lambda words: Text(**words),
    "fixed": month_days,
    "festivals": festivals_from,
    "reach_back": int,
}
"""How the keys of a calendar file's head are read."""
