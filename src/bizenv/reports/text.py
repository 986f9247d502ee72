"""A checked schedule as text for people: a summary, then each breach."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedRow, Tally
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Lang, Text
from bizenv.reports.words import message_of, outcome_text, visible, who
from bizenv.tables.cells import read_day

__all__ = ["agency_table", "outcome_table", "row_lines", "summary_lines", "width"]

OUTCOMES = (*(outcome.value for outcome in InspectionOutcome), UNREADABLE, BLANK)
_MOST_AGENCIES = 40


def width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese characters take two.

    >>> width("企业 E1")
    7
    """
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _padded(text: str, columns: int, *, right: bool = False) -> str:
    space = " " * (columns - width(text))
    return space + text if right else text + space


def _table(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    lines = [header, *rows]
    columns = [max(width(line[place]) for line in lines) for place in range(len(header))]
    for number, line in enumerate(lines):
        cells = [_padded(cell, columns[place], right=place > 0) for place, cell in enumerate(line)]
        yield "  ".join(cells).rstrip()
        if number == 0:
            yield "  ".join("-" * column for column in columns)


def outcome_table(tally: Tally, lang: Lang) -> list[str]:
    """Rows by outcome."""
    rows = [
        [f"{outcome_text(outcome).say(lang)} ({outcome})", f"{tally.statuses[outcome]:,}"]
        for outcome in OUTCOMES
        if tally.statuses[outcome]
    ]
    rows.append([_ALL.say(lang), f"{tally.rows:,}"])
    return list(_table([_OUTCOME.say(lang), _ROWS.say(lang)], rows))


def agency_table(tally: Tally, lang: Lang) -> list[str]:
    """Rows by agency and outcome, the agencies with most breaches first."""
    outcomes = [o for o in OUTCOMES if any(other == o for _, other in tally.agencies)]
    names = sorted(
        {agency for agency, _ in tally.agencies},
        key=lambda name: (-tally.agencies[name, "forbidden"], name),
    )
    rows = [
        [visible(name) or _NO_NAME.say(lang)] + [f"{tally.agencies[name, o]:,}" for o in outcomes]
        for name in names[:_MOST_AGENCIES]
    ]
    header = [_AGENCY.say(lang), *(outcome_text(o).say(lang) for o in outcomes)]
    lines = list(_table(header, rows))
    if len(names) > _MOST_AGENCIES:
        lines.append(_MORE_AGENCIES.fill(lang, {"count": len(names) - _MOST_AGENCIES}))
    return lines


def row_lines(row: CheckedRow, lang: Lang) -> list[str]:
    """One row: where, when, who, what; why, by which clause; when instead."""
    when = _day(row, "start") or _NO_DAY.say(lang)
    if end := _day(row, "end"):
        when += f"–{end}" if end != when else ""
    head = _ROW.fill(
        lang,
        {
            "row": row.place.row,
            "when": when,
            "who": who(row, lang),
            "outcome": outcome_text(row.status),
        },
    )
    codes = ";".join(row.told.codes if row.told else (p.code for p in row.problems))
    lines = [head, f"    {message_of(row, lang)} [{codes}]"]
    if row.told:
        lines.append(f"    {_CLAUSE.say(lang)}{row.told.clause}")
        if row.told.missing:
            names = tuple(fact.text for fact in row.told.missing)
            lines.append(f"    {_MISSING.fill(lang, {'facts': names})}")
    if row.next_allowed:
        lines.append(f"    {_NEXT.fill(lang, {'day': row.next_allowed})}")
    return [visible(line) for line in lines]


def _day(row: CheckedRow, field: str) -> str | None:
    """The day that a cell means; what the cell says where it means none."""
    try:
        return read_day(row.fields.get(field), field).isoformat()
    except RecordError:
        return row.words(field)


def summary_lines(tally: Tally, file: str, rulebook: str, lang: Lang) -> list[str]:
    """The head of a report: file, rulebook, the two tables, and notes."""
    lines = [
        visible(_HEAD.fill(lang, {"file": file, "rulebook": rulebook})),
        "",
        *outcome_table(tally, lang),
        "",
        *agency_table(tally, lang),
    ]
    if tally.missing:
        facts = ", ".join(f"{name} ({count:,})" for name, count in tally.missing.most_common())
        lines += ["", _MISSING_ALL.fill(lang, {"facts": facts})]
    if count := tally.codes["start-unstated"]:
        lines += ["", _START_UNSTATED.fill(lang, {"count": f"{count:,}"})]
    return lines


_HEAD = Text("{file}　按 {rulebook} 检查", "{file}, checked by {rulebook}")
_OUTCOME = Text("结论", "outcome")
_ROWS = Text("行数", "rows")
_ALL = Text("合计", "all")
_AGENCY = Text("检查机关", "agency")
_NO_NAME = Text("（未填机关）", "(no agency)")
_NO_DAY = Text("（无日期）", "(no day)")
_MORE_AGENCIES = Text("另有 {count} 个机关未列出", "{count} more agencies not shown")
_ROW = Text("第 {row} 行　{when}　{who}　{outcome}", "row {row}  {when}  {who}  {outcome}")
_CLAUSE = Text("依据：", "by: ")
_MISSING = Text("尚不清楚：{facts}", "not known: {facts}")
_NEXT = Text("最近的可检查日：{day}", "next allowed day: {day}")
_MISSING_ALL = Text(
    "无法判定的行缺少：{facts}。空白若表示“无”，请写 --assume 字段=none；--strict 列出这些行。",
    "Rows that are undetermined lack: {facts}. Where a blank means none, say --assume FIELD=none; "
    "--strict shows these rows.",
)
_START_UNSTATED = Text(
    "没有见到施行日期，按已经施行判断的行（早于规则文件）：{count}",
    "Rows judged as if the rule were in force, before a document of which no first day was "
    "seen: {count}",
)
