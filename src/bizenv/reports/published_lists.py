"""What was read of a published list: a summary, and a table to confirm it by (核对表)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bizenv.kernel.problems import spaced
from bizenv.kernel.text import Lang, Text, say
from bizenv.reports.workbooks import Column, Sheet, write_workbook
from bizenv.tables.writers import cell, csv_file, csv_lines
from bizenv.tolerance.published.items import PublishedItem
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.parts import Joined
from bizenv.tolerance.published.sentences import How, ReadSentence

__all__ = [
    "recognition_lines",
    "review_lines",
    "review_rows",
    "write_review_csv",
    "write_review_xlsx",
]

_HEADERS: dict[str, tuple[Text, int]] = {
    "item": (Text("事项", "item"), 8),
    "row": (Text("行", "row"), 6),
    "behaviour": (Text("违法行为", "behaviour"), 30),
    "norms": (Text("违反的条款", "norms"), 30),
    "leniency": (Text("处理方式", "leniency"), 16),
    "joined": (Text("各项关系", "parts"), 12),
    "sentence": (Text("条件原文", "sentence"), 40),
    "how": (Text("识别程度", "how far read"), 16),
    "read": (Text("读作", "read as"), 40),
    "assumed": (Text("推定", "assumed"), 40),
    "unread": (Text("未识别", "not read"), 40),
    "confirmed": (Text("确认", "confirmed"), 10),
}
_JOINED = {
    Joined.ALL: Text("同时满足", "all needed"),
    Joined.ANY: Text("满足其一", "one is enough"),
    Joined.UNSTATED: Text("未写明", "not stated"),
}
_WEIGHTS = {How.READ: None, How.ASSUMED: None, How.PARTLY: "warning", How.UNREAD: "error"}


def review_rows(book: PublishedList, lang: Lang) -> Iterator[dict[str, Any]]:
    """A row a sentence, or an item without sentences; an officer fills the last column."""
    for item in book.items:
        head = _head(item, lang)
        if not item.sentences:
            unread = item.problem.words(lang) if item.problem else _NOTHING.say(lang)
            how = How.UNREAD.text.say(lang)
            yield {**head, "how": how, "unread": unread, "weight": "error"}
        for place, sentence in enumerate(item.sentences):
            yield {**head, **_sentence(item, sentence, lang, first=not place)}


def _head(item: PublishedItem, lang: Lang) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(_HEADERS)
    return {
        **empty,
        "item": item.id,
        "row": item.place.row or item.place.line,
        "behaviour": item.behaviour,
        "norms": "；".join(map(str, item.norms)),
        "leniency": item.leniency.text.say(lang) if item.leniency else None,
        "joined": _JOINED[item.joined].say(lang) if len(item.sentences) > 1 else None,
        "weight": None,
    }


def _sentence(
    item: PublishedItem, sentence: ReadSentence, lang: Lang, *, first: bool
) -> dict[str, Any]:
    """What was read of one sentence; what was assumed of the whole item stands with the first."""
    notes = (*item.notes, *sentence.notes) if first else sentence.notes
    read = (_BETWEEN.say(lang)).join(each.condition.text.say(lang) for each in sentence.said)
    return {
        "sentence": sentence.text,
        "how": sentence.how.text.say(lang),
        "read": read or None,
        "assumed": _listed(notes, lang),
        "unread": _unread(sentence, lang),
        "weight": _WEIGHTS[sentence.how],
    }


def _listed(notes: Sequence[Text], lang: Lang) -> str | None:
    return _BETWEEN.say(lang).join(note.say(lang) for note in notes) or None


def _unread(sentence: ReadSentence, lang: Lang) -> str | None:
    if not sentence.unread:
        return None
    words = {"words": "；".join(sentence.unread), "why": say(sentence.why, lang)}
    return _WHY.fill(lang, words)


def recognition_lines(book: PublishedList, lang: Lang) -> Iterator[str]:
    """How many items and sentences there are, and how many were understood, in numbers."""
    told = book.recognition
    share = 100 * told.whole / told.total if told.total else 0
    name = book.title or book.file
    yield _TITLE.fill(lang, {"name": name, "items": len(book.items)})
    if told.total:
        figures = {"total": told.total, "whole": told.whole, "share": f"{share:.1f}"}
        yield _SENTENCES.fill(lang, figures)
    for how in How:
        if how in told.items or how in told.sentences:
            counts = {"items": told.items.get(how, 0), "sentences": told.sentences.get(how, 0)}
            yield _LINE.fill(lang, {"how": how.text, **counts})
    if book.unused:
        yield _UNUSED.fill(lang, {"columns": book.unused})
    for problem in book.problems:
        yield problem.say(lang)


def review_lines(book: PublishedList, lang: Lang, limit: int = 0) -> Iterator[str]:
    """The sentences that were not understood to the last word, below the numbers."""
    rows = [row for row in review_rows(book, lang) if row["weight"]]
    shown = rows[: limit or None]
    for row in shown:
        sentence = row["sentence"] or row["behaviour"]
        facts = {"item": row["item"], "how": row["how"], "sentence": spaced(sentence, lang)}
        yield _ROW.fill(lang, facts)
        yield _REASON.fill(lang, {"unread": row["unread"]})
    if more := len(rows) - len(shown):
        yield _MORE.fill(lang, {"count": more})


def write_review_csv(book: PublishedList, path: Path, lang: Lang) -> None:
    """Write the table as CSV in UTF-8 with a byte order mark."""
    with csv_file(path) as file:
        file.writelines(csv_lines([[text.say(lang) for text, _ in _HEADERS.values()]]))
        rows = review_rows(book, lang)
        file.writelines(csv_lines([cell(row[name]) for name in _HEADERS] for row in rows))


def write_review_xlsx(book: PublishedList, path: Path, lang: Lang) -> None:
    """Write the table as a workbook; what was not read is red, what was partly read yellow.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    columns = [Column(text.say(lang), width) for text, width in _HEADERS.values()]
    rows = ((row["weight"], [row[name] for name in _HEADERS]) for row in review_rows(book, lang))
    write_workbook([Sheet(_SHEET.say(lang), columns, rows)], path)


_SHEET = Text("核对表", "review")
_BETWEEN = Text("；", "; ")
_WHY = Text("{words}（{why}）", "{words} ({why})")
_NOTHING = Text("没有写适用条件", "no condition is stated")
_TITLE = Text("{name}：{items} 项", "{name}: {items} items")
_SENTENCES = Text(
    "条件句 {total} 句，完全识别 {whole} 句（{share}%）",
    "sentences of conditions: {total}, understood to the last word: {whole} ({share} %)",
)
_LINE = Text("  {how}：{items} 项，{sentences} 句", "  {how}: {items} items, {sentences} sentences")
_UNUSED = Text("未使用的列：{columns}", "columns not used: {columns}")
_ROW = Text("第{item}项，{how}：{sentence}", "item {item}, {how}: {sentence}")
_REASON = Text("    {unread}", "    {unread}")
_MORE = Text("还有 {count} 处未列出", "and {count} more")
