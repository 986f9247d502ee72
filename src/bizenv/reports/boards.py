"""A scoreboard as a report: text, CSV, a workbook, JSON and an HTML page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from attrs import frozen

from bizenv.indicators.boards import Scoreboard
from bizenv.indicators.explaining import Explanation, Line
from bizenv.indicators.laggards import Laggard
from bizenv.indicators.movement import Move, Movement
from bizenv.indicators.notes import BoardFinding
from bizenv.indicators.tabling import COLUMNS, board_html, headers
from bizenv.kernel.findings import Severity
from bizenv.kernel.text import Lang, Text
from bizenv.reports.terminal import ruled, visible
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines

__all__ = [
    "BoardReport",
    "board_html_lines",
    "board_json_lines",
    "board_lines",
    "write_board_csv",
    "write_board_xlsx",
]


@frozen
class BoardReport:
    """A scoreboard, and what was asked besides: why, who moved, where one lags."""

    board: Scoreboard
    file: str
    explanation: Explanation | None = None
    movement: Movement | None = None
    laggards: tuple[Laggard, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing on the board has to be looked at."""
        return all(each.severity is Severity.NOTE for each in self.board.findings)


# --- text ---------------------------------------------------------------------------


def board_lines(report: BoardReport, lang: Lang, limit: int = 0) -> Iterator[str]:
    """The board in words; ``limit`` cuts long lists, 0 shows all."""
    sections = (
        [_head(report, lang)],
        _board_lines(report, lang, limit),
        _explained(report, lang),
        _movement_lines(report.movement, lang, limit) if report.movement else [],
        _cut([each.say(lang) for each in report.laggards], lang, limit),
        _finding_lines(report, lang, limit),
    )
    for number, lines in enumerate(list(section) for section in sections):
        if lines:
            yield from ([""] if number else [])
            yield from map(visible, lines)


def _head(report: BoardReport, lang: Lang) -> str:
    plan = report.board.plan
    facts = {
        "file": report.file,
        "period": report.board.period,
        "index": plan.index.name or Text(plan.index.id, plan.index.id),
        "scheme": f"{plan.scheme.id} {plan.scheme.version}",
        "hash": plan.scheme.hash[:12],
        "units": len(report.board.units),
    }
    return _HEAD.fill(lang, facts)


_HEAD = Text(
    "{file}：{index}，{period}，{units} 个单位；方案 {scheme}（{hash}）",
    "{file}: {index}, {period}, {units} units; scheme {scheme} ({hash})",
)


def _explained(report: BoardReport, lang: Lang) -> list[str]:
    """The explanation: of the whole its first-level indicators, of a node all below it."""
    told = report.explanation
    if told is None:
        return []
    whole = told.lines[0].code == report.board.plan.index.root
    return told.explain(lang, 1 if whole else None).split("\n")


def _board_lines(report: BoardReport, lang: Lang, limit: int) -> Iterator[str]:
    rows = report.board.to_rows()
    shown = [_cells(row, report.board) for row in (rows[:limit] if limit else rows)]
    heads = [text.say(lang) for text in COLUMNS.values()]
    yield from ruled(heads, shown, words=(0, 1, 3))
    if len(shown) < len(rows):
        yield _MORE.fill(lang, {"n": len(rows) - len(shown)})


def _cells(row: dict[str, Any], board: Scoreboard) -> list[str]:
    """The common columns of a row, scores at the declared decimals."""
    decimals = board.plan.scheme.ranking.decimals
    said = {name: "" if row[name] is None else str(row[name]) for name in COLUMNS}
    if row["score"] is not None and decimals is not None:
        said["score"] = f"{row['score']:.{decimals}f}"
    said["coverage"] = f"{row['coverage']:.0%}"
    return [visible(each) for each in said.values()]


def _cut(lines: list[str], lang: Lang, limit: int) -> list[str]:
    if not limit or len(lines) <= limit:
        return lines
    return [*lines[:limit], _MORE.fill(lang, {"n": len(lines) - limit})]


_MORE = Text("……另有 {n} 项", "... and {n} more")


def _movement_lines(movement: Movement, lang: Lang, limit: int) -> list[str]:
    head, *lines = movement.explain(lang).split("\n")
    return [head, *_cut(lines, lang, limit)]


def _finding_lines(report: BoardReport, lang: Lang, limit: int) -> list[str]:
    """What has to be looked at, line by line; of mere notes how many there are."""
    found = report.board.findings
    lines = [_finding(each, lang) for each in found if each.severity is not Severity.NOTE]
    notes = Counter(each.code for each in found if each.severity is Severity.NOTE)
    said = [_NOTES.fill(lang, {"code": code, "n": n}) for code, n in notes.items()]
    return [*_cut(lines, lang, limit), *said]


def _finding(each: BoardFinding, lang: Lang) -> str:
    return f"- {each.message(lang)} [{each.code}]"


_NOTES = Text("- {n} 个指标有说明 [{code}]", "- notes on {n} indicators [{code}]")


# --- rows ---------------------------------------------------------------------------


def write_board_csv(report: BoardReport, path: Path, lang: Lang) -> None:
    """Write the board as CSV in UTF-8 with a byte order mark, a row for each unit."""
    with csv_file(path) as file:
        file.writelines(csv_lines([[cell(head) for head in headers(report.board, lang)]]))
        rows = report.board.to_rows()
        file.writelines(csv_lines([cell(value) for value in row.values()] for row in rows))


def write_board_xlsx(report: BoardReport, path: Path, lang: Lang) -> None:
    """Write the board, and what was asked besides, as sheets of a workbook."""
    rows = report.board.to_rows()
    columns = [Column(head, 14) for head in headers(report.board, lang)]
    sheets = [Sheet(_BOARD.say(lang), columns, ((None, [*row.values()]) for row in rows))]
    if report.explanation:
        heads = [Column(text.say(lang), 14) for text in _EXPLAINED.values()]
        lines = [(None, _line_cells(line, lang)) for line in report.explanation.lines]
        sheets.append(Sheet(_WHY.say(lang), heads, lines))
    if report.movement:
        heads = [Column(text.say(lang), 14) for text in _MOVED.values()]
        moves = [(None, _move_cells(move)) for move in report.movement.moves]
        sheets.append(Sheet(_MOVES.say(lang), heads, moves))
    if report.laggards:
        heads = [Column(text.say(lang), 14) for text in _LAGGING.values()]
        behind = [(None, _laggard_cells(each, lang)) for each in report.laggards]
        sheets.append(Sheet(_LAGGARDS.say(lang), heads, behind))
    found = [
        ("note" if each.severity is Severity.NOTE else "warning", [each.code, each.message(lang)])
        for each in report.board.findings
    ]
    heads = [Column(_CODE.say(lang), 24), Column(_FINDING.say(lang), 80)]
    sheets.append(Sheet(_FINDINGS.say(lang), heads, found))
    write_workbook(sheets, path)


_BOARD, _WHY = Text("评价结果", "scoreboard"), Text("得分说明", "why")
_MOVES, _LAGGARDS = Text("位次变化", "movement"), Text("短板", "laggards")
_FINDINGS, _FINDING, _CODE = Text("提示", "findings"), Text("内容", "finding"), Text("代码", "code")
_EXPLAINED = {
    "code": _CODE,
    "name": Text("指标", "indicator"),
    "raw": Text("数值", "value"),
    "unit": Text("计量单位", "unit"),
    "direction": Text("方向", "direction"),
    "worst": Text("最差", "worst"),
    "best": Text("最好", "best"),
    "score": Text("得分", "score"),
    "weight": Text("权重", "weight"),
    "effective": Text("总权重", "effective weight"),
    "contribution": Text("贡献", "contribution"),
}


def _line_cells(line: Line, lang: Lang) -> list[Any]:
    return [
        line.code,
        line.text.say(lang),
        line.raw,
        line.unit,
        line.direction.text.say(lang) if line.direction else None,
        line.worst,
        line.best,
        line.score,
        line.weight,
        line.effective,
        line.contribution,
    ]


_MOVED = {
    "unit": Text("单位", "unit"),
    "earlier_rank": Text("上期名次", "earlier rank"),
    "rank": Text("名次", "rank"),
    "gained": Text("进位", "places gained"),
    "own": Text("自身变化", "own change"),
    "others": Text("他方变化", "others' change"),
    "scheme": Text("方案变化", "change of scheme"),
    "earlier_tier": Text("上期档次", "earlier tier"),
    "tier": Text("档次", "tier"),
}


def _move_cells(move: Move) -> list[Any]:
    return [getattr(move, name) for name in _MOVED]


_LAGGING = {
    "unit": Text("单位", "unit"),
    "name": Text("指标", "indicator"),
    "place": Text("类内名次", "rank in class"),
    "of": Text("类内个数", "units in class"),
    "periods": Text("连续期数", "periods"),
    "score": Text("得分", "score"),
    "median": Text("同类中位数", "median of the class"),
    "at_stake": Text("可增分", "points at stake"),
}


def _laggard_cells(each: Laggard, lang: Lang) -> list[Any]:
    return [each.text.say(lang) if n == "name" else getattr(each, n) for n in _LAGGING]


# --- documents ------------------------------------------------------------------------


def board_json_lines(report: BoardReport) -> Iterator[str]:
    """The board and what was asked besides as one JSON document."""
    document: dict[str, Any] = report.board.to_dict()
    if report.explanation:
        document["explanation"] = report.explanation.to_dict()
    if report.movement:
        document["movement"] = report.movement.to_dict()
    if report.laggards:
        document["laggards"] = [each.to_dict() for each in report.laggards]
    yield json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def board_html_lines(report: BoardReport, lang: Lang) -> Iterator[str]:
    """The board as an HTML page that loads nothing; what comes from data is escaped."""
    title = escape(_head(report, lang))
    yield f'<!doctype html>\n<html lang="{_TAGS[lang]}"><head><meta charset="utf-8">\n'
    yield f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n"
    yield board_html(report.board, (lang,)) + "\n"
    for lines in (
        report.explanation.explain(lang) if report.explanation else "",
        report.movement.explain(lang) if report.movement else "",
        "\n".join(each.say(lang) for each in report.laggards),
    ):
        if lines:
            yield f"<pre>{escape(lines)}</pre>\n"
    yield "</body></html>\n"


_TAGS = {"zh": "zh-CN", "en": "en"}
_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;margin:2em}"
    "h1{font-size:1.1em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}"
    "td:first-child,th:first-child{text-align:left}"
)
