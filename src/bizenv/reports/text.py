"""A checked schedule as text for people: a summary, then each breach."""

from __future__ import annotations

from typing import Any

from bizenv.inspections.faults import Fault
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedRow, Tally
from bizenv.inspections.telling import duty_words, open_duties, problem_words
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import MissingFact
from bizenv.reports.terminal import ruled, visible
from bizenv.reports.words import message_of, outcome_text, who
from bizenv.tables.cells import read_day

__all__ = [
    "agency_table",
    "duty_lines",
    "fault_line",
    "outcome_table",
    "row_lines",
    "summary_lines",
]

OUTCOMES = (*(outcome.value for outcome in InspectionOutcome), UNREADABLE, BLANK)
_MOST_AGENCIES = 40


def outcome_table(tally: Tally, lang: Lang) -> list[str]:
    """Rows by outcome."""
    rows = [
        [f"{outcome_text(outcome).say(lang)} ({outcome})", f"{tally.statuses[outcome]:,}"]
        for outcome in OUTCOMES
        if tally.statuses[outcome]
    ]
    rows.append([_ALL.say(lang), f"{tally.rows:,}"])
    return list(ruled([_OUTCOME.say(lang), _ROWS.say(lang)], rows))


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
    lines = list(ruled(header, rows))
    if len(names) > _MOST_AGENCIES:
        lines.append(_MORE_AGENCIES.fill(lang, {"count": len(names) - _MOST_AGENCIES}))
    return lines


def row_lines(row: CheckedRow, lang: Lang) -> list[str]:
    """One row: where, when, who, what; why, by which clause; when instead; what to do."""
    codes = ";".join(row.opinion.codes if row.opinion else (p.code for p in row.problems))
    lines = [_head(row, lang), f"    {message_of(row, lang)} [{codes}]"]
    if row.opinion:
        lines.append(f"    {_CLAUSE.say(lang)}{row.opinion.clause}")
        if row.opinion.missing:
            names = tuple(fact.text for fact in row.opinion.missing)
            lines.append(f"    {_MISSING.fill(lang, {'facts': names})}")
    if row.next_allowed:
        lines.append(f"    {_NEXT.fill(lang, {'day': row.next_allowed})}")
    if row.obligations:
        lines.append(f"    {_DUTIES.say(lang)}")
        lines += [f"    - {duty_words(duty, lang)}" for duty in row.obligations]
    return [visible(line) for line in lines]


def duty_lines(row: CheckedRow, lang: Lang) -> list[str]:
    """One row that may go ahead, with what is still to be done, by which day and clause."""
    duties = open_duties(row.obligations)
    lines = [_head(row, lang), *(f"    - {duty_words(duty, lang)}" for duty in duties)]
    return [visible(line) for line in lines]


def fault_line(fault: Fault, lang: Lang) -> str:
    """What keeps one or many rows from being read, how many they are, and the first of them."""
    problems = fault.problems()
    facts = {
        "count": f"{fault.rows:,}",
        "rows": tuple(fault.first),
        "more": _MORE.say(lang) if fault.rows > len(fault.first) else "",
        "words": problem_words(problems, lang),
        "codes": ";".join(dict.fromkeys(problem.code for problem in problems)),
    }
    return visible((_FAULT if fault.rows > 1 else _ONE_FAULT).fill(lang, facts))


def _head(row: CheckedRow, lang: Lang) -> str:
    """Where, when, who visits whom, and the outcome."""
    when = _day(row, "start") or _NO_DAY.say(lang)
    if end := _day(row, "end"):
        when += f"–{end}" if end != when else ""
    facts = {
        "row": row.place.row,
        "when": when,
        "who": who(row, lang),
        "outcome": outcome_text(row.status),
    }
    return _ROW.fill(lang, facts)


def _day(row: CheckedRow, field: str) -> str | None:
    """The day that a cell means; what the cell says where it means none."""
    try:
        return read_day(row.fields.get(field), field).isoformat()
    except RecordError:
        return row.words(field)


def summary_lines(tally: Tally, file: str, rulebook: str, lang: Lang) -> list[str]:
    """The head of a report: file, rulebook, notes on the file, the two tables, notes on rows."""
    lines = [
        visible(_HEAD.fill(lang, {"file": file, "rulebook": rulebook})),
        *(visible(note.say(lang)) for note in tally.notes),
        "",
        *outcome_table(tally, lang),
        "",
        *agency_table(tally, lang),
    ]
    if tally.missing:
        counted = tally.missing.most_common()
        facts = tuple(_FACT.fill(lang, _fact(name, count)) for name, count in counted)
        lines += ["", _MISSING_ALL.fill(lang, {"facts": facts})]
    if count := tally.codes["start-unstated"]:
        lines += ["", _START_UNSTATED.fill(lang, {"count": f"{count:,}"})]
    if tally.still_to_do:
        counts = {"count": f"{tally.still_to_do:,}", "missed": f"{tally.missed:,}"}
        said = _STILL.fill(lang, counts) + (_MISSED.fill(lang, counts) if tally.missed else "")
        lines += ["", said + _STOP.say(lang)]
    return lines


def _fact(name: str, count: int) -> dict[str, Any]:
    """A missing fact with its label, where it has one, and how many rows lack it."""
    label = name.text if isinstance(name, MissingFact) else name
    return {"label": label, "name": str(name), "count": f"{count:,}"}


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
_DUTIES = Text("应当办理：", "to be done:")
_FAULT = Text(
    "{count} 行（第 {rows} 行{more}）：{words} [{codes}]",
    "{count} rows ({rows}{more}): {words} [{codes}]",
)
_ONE_FAULT = Text("第 {rows} 行：{words} [{codes}]", "row {rows}: {words} [{codes}]")
_MORE = Text("等", " …")
_STILL = Text(
    "可以检查的行中，有 {count} 行还有应办事项没有显示为按期办理",
    "Lawful rows around which something is not shown to be done in time: {count}",
)
_MISSED = Text("，其中 {missed} 行写明没有办或办迟了", ", of which {missed} say that it was not")
_STOP = Text("。", ".")
_FACT = Text("{label} {name}（{count} 行）", "{name} ({count})")
_MISSING_ALL = Text(
    "无法判定的行缺少：{facts}。空白若表示“无”，请写 --assume 字段=none；--strict 列出这些行。",
    "Rows that are undetermined lack: {facts}. Where a blank means none, say --assume FIELD=none; "
    "--strict shows these rows.",
)
_START_UNSTATED = Text(
    "没有见到规则从哪一天起施行：{count} 行早于规则文件的日期，按已经施行判断。",
    "No first day of the rule was seen: {count} rows before the date of its document are judged "
    "as if it were in force.",
)
