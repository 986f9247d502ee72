"""A checked schedule as a workbook, with the breaches marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from bizenv.inspections.rules import Opinion
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedBatch
from bizenv.kernel.obligations import Obligation
from bizenv.kernel.text import Lang, Text
from bizenv.reports.rows import ADDED, added_cells, added_names, answer_cells, by_answer
from bizenv.reports.words import LEVELS, outcome_text
from bizenv.reports.workbooks import Column, Sheet, write_workbook

__all__ = ["write_xlsx"]

_HEADERS = {
    "outcome": Text("结论", "outcome"),
    "codes": Text("代码", "codes"),
    "clause": Text("依据", "clause"),
    "rule": Text("规则", "rule"),
    "next_allowed": Text("最近的可检查日", "next allowed day"),
    "missing": Text("尚缺的事实", "missing facts"),
    "message": Text("说明", "why"),
    "obligations": Text("应办事项", "to be done"),
    "due": Text("最早期限", "earliest due day"),
}
_WIDTHS = {
    "outcome": 12,
    "codes": 18,
    "clause": 30,
    "next_allowed": 14,
    "message": 60,
    "obligations": 60,
    "due": 14,
}


def write_xlsx(
    checked: Iterable[CheckedBatch], headers: Iterable[str], path: Path, lang: Lang
) -> None:
    """Write every row with its verdict; breaches are red, open questions yellow.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    headers = list(headers)
    rows = chain.from_iterable(_rows(batch, headers, lang) for batch in checked)
    write_workbook([Sheet(_SHEET.say(lang), list(_columns(headers, lang)), rows)], path)


def _rows(
    checked: CheckedBatch, headers: Sequence[str], lang: Lang
) -> Iterator[tuple[str | None, Sequence[Any]]]:
    """The rows of a batch, each with its weight."""
    unread = checked.rows(checked.positions({UNREADABLE, BLANK}))
    answers = by_answer(checked, partial(_answer, lang=lang))
    own = zip(*(checked.batch.columns[header] for header in headers), strict=True)
    for status, cells, answer in zip(checked.statuses, own, answers, strict=True):
        added = _said(added_cells(next(unread), lang), lang) if answer is None else answer
        yield LEVELS.get(status), [*cells, *added]


def _columns(headers: list[str], lang: Lang) -> Iterator[Column]:
    """The table's own columns, and those that are added in the language of the report."""
    yield from map(Column, headers)
    names = added_names(headers, {name: _HEADERS[name].say(lang) for name in ADDED})
    for name, said in names.items():
        yield Column(said, _WIDTHS.get(name, 12))


_SHEET = Text("检查结果", "checked")


def _answer(
    opinion: Opinion, day: date | None, duties: Sequence[Obligation], lang: Lang
) -> list[Any]:
    cells = answer_cells(opinion, day, duties, lang)
    if opinion.missing:
        names = (fact.text.say(lang) for fact in opinion.missing)
        cells["missing"] = ("、" if lang == "zh" else ", ").join(names)
    return _said(cells, lang)


def _said(cells: dict[str, Any], lang: Lang) -> list[Any]:
    """The added cells, the outcome in words."""
    return list({**cells, "outcome": outcome_text(cells["outcome"]).say(lang)}.values())
