"""A published list as a draft of a rulebook, for an officer to confirm (规则草稿).

Every item is marked ``confirmed: no``. Above each stands, as a comment, how far
its conditions were understood and what was assumed. Words that were not
understood stand in a condition of their own, which stays unknown until an
officer answers it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from bizenv.kernel.errors import TableError
from bizenv.kernel.fields import optional_day, optional_words, words
from bizenv.kernel.legal import Attestation
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text, say
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.rulebooks.yaml_text import Commented, yaml_text
from bizenv.tolerance.conditions import Condition, Stated
from bizenv.tolerance.published.items import PublishedItem
from bizenv.tolerance.published.lists import PublishedList
from bizenv.tolerance.published.typed import code_of
from bizenv.tolerance.written import terms_of, written

__all__ = ["DraftHead", "draft_rulebook"]


@frozen(kw_only=True)
class DraftHead:
    """What the list does not say of itself, or not in a way that can be read.

    ``level`` is a term such as ``county``; ``checked`` the day of the import.
    Without ``first_day`` the list counts as in force on every day.
    """

    id: str = field(validator=words)
    checked: date
    title: str | None = field(default=None, validator=optional_words)
    level: str = "county"
    agency: str | None = field(default=None, validator=optional_words)
    number: str | None = field(default=None, validator=optional_words)
    attestation: Attestation = Attestation.MIRROR
    first_day: date | None = field(default=None, validator=optional_day)
    last_day: date | None = field(default=None, validator=optional_day)
    lang: Lang = "zh"


def draft_rulebook(book: PublishedList, head: DraftHead) -> str:
    """A rulebook file with the items of a list, in the format that ``load_rulebook`` reads.

    Rows that cannot be items stand as comments at the end, with the reason.

    Raises:
        TableError: the list does not say what an item gives, and neither does
            the caller; or it has no item at all.
    """
    usable = [item for item in book.items if item.problem is None]
    if not usable:
        problem = Problem("no-items", _NO_ITEMS, _ITEMS, Place(book.file or None))
        raise TableError((*book.problems, problem))
    if silent := [item for item in usable if item.leniency is None]:
        raise TableError(tuple(map(_silent, silent)))
    title = head.title or book.title or head.id
    document: dict[str, Any] = {
        "format": "bizenv.rulebook/1",
        "id": head.id,
        "version": "1",
        "label": {"zh": title},
        "jurisdiction": {"level": head.level},
        "checked": head.checked,
    }
    if terms := _new_terms(usable):
        document["vocabulary"] = terms
    document["sources"] = {"list": _source(title, head)}
    document["tolerance_lists"] = [_list(title, head, usable)]
    comments = [_HEAD.say(head.lang), *_skipped(book, head.lang)]
    return yaml_text(Commented(document, comments))


def _source(title: str, head: DraftHead) -> dict[str, Any]:
    known = {"issuer": head.agency, "number": head.number}
    said = {name: value for name, value in known.items() if value}
    return {"title": title, **said, "attestation": head.attestation.value}


def _list(title: str, head: DraftHead, items: list[PublishedItem]) -> dict[str, Any]:
    agency = {"agency": head.agency} if head.agency else {}
    version = {
        "from": head.first_day or "unstated",
        "until": head.last_day or "open",
        "cite": {"source": "list"},
        "items": [_item(place, item, head.lang) for place, item in enumerate(items, 1)],
    }
    return {"id": "items", "label": {"zh": title}, **agency, "versions": [version]}


def _item(place: int, item: PublishedItem, lang: Lang) -> Commented:
    """An item, with how it was read as comments above it."""
    condition = item.condition or _unstated(item)
    assert item.leniency is not None  # noqa: S101 - looked at before
    values: dict[str, Any] = {
        "id": f"item-{place}",
        "behaviour": {"zh": item.behaviour},
        "norms": [str(norm) for norm in item.norms],
        "domain": item.domain,
        "leniency": item.leniency.value,
        "conditions": written(condition),
        "text": item.conditions,
        "confirmed": "no",
        "cite": {"source": "list", "locator": f"第{item.id}项"},
    }
    kept = {name: value for name, value in values.items() if value not in (None, "", [])}
    return Commented(kept, list(_remarks(item, lang)))


def _unstated(item: PublishedItem) -> Condition:
    """The question that stands where a list states no condition at all."""
    return Stated(code_of("unstated", item.behaviour), _NO_CONDITION)


def _remarks(item: PublishedItem, lang: Lang) -> Iterator[str]:
    yield _REMARK.fill(lang, {"id": item.id, "how": item.how.text})
    for note in item.assumed:
        yield f"- {say(note, lang)}"
    for sentence in item.sentences:
        for part in sentence.unread:
            why = "、".join(say(reason, lang) for reason in sentence.why)
            yield _UNREAD.fill(lang, {"words": part, "why": why})
    if item.accompaniment:
        yield _BESIDE.fill(lang, {"words": item.accompaniment})


def _skipped(book: PublishedList, lang: Lang) -> Iterator[str]:
    for problem in book.problems:
        yield _SKIPPED.fill(lang, {"problem": problem.say(lang)})


def _new_terms(items: list[PublishedItem]) -> dict[str, Any]:
    """The terms that the conditions use and the shipped vocabulary lacks, by axis."""
    base = base_vocabulary()
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        for axis, code, text in terms_of(item.condition) if item.condition else ():
            if code not in base[axis].codes and text is not None:
                found.setdefault(axis, {})[code] = {"label": {"zh": text.zh}}
    return found


def _silent(item: PublishedItem) -> Problem:
    return Problem("no-leniency", _SAYS_NOTHING, _A_LENIENCY, item.place, _SAY_LENIENCY)


_HEAD = Text(
    "由导入生成的草稿：逐项核对后，把 confirmed 改为 yes。",
    "A draft made by the importer: compare each item, then change confirmed to yes.",
)
_REMARK = Text("第{id}项：{how}", "item {id}: {how}")
_UNREAD = Text("- 未识别：{words}（{why}）", "- not read: {words} ({why})")
_BESIDE = Text("- 配套措施（未转换）：{words}", "- measures beside it, not converted: {words}")
_SKIPPED = Text("未能成为事项：{problem}", "no item: {problem}")
_NO_CONDITION = Text(
    "清单未写适用条件，是否适用由人判断",
    "the list states no condition: whether it applies is for a person to judge",
)
_NO_ITEMS = Text("没有可用的事项", "no item that can be used")
_ITEMS = Text("至少一项", "at least one item")
_SAYS_NOTHING = Text("没有写明处理方式的事项", "an item that does not say what it gives")
_A_LENIENCY = Text(
    "不予处罚、可以不予处罚、从轻、减轻或者不予强制",
    "no penalty (shall or may), a lighter one, a mitigated one, or no compulsory measure",
)
_SAY_LENIENCY = Text(
    "用 --leniency 写明",
    "say it with --leniency, for example --leniency may-not-punish",
)
