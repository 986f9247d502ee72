"""A cell of conditions taken apart: how its parts are joined, and the parts (条件的分项).

>>> cell = split_conditions("同时满足下列情形的：（1）首次违法；（2）危害后果轻微。")
>>> cell.joined.value, [part.text for part in cell.parts]
('all', ['首次违法', '危害后果轻微'])
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from bizenv.calendars.periods.durations import read_numeral
from bizenv.tolerance.published.plain import folded, printed, trimmed

__all__ = ["Joined", "Part", "Parts", "says_all", "split_conditions"]


class Joined(StrEnum):
    """How the parts of a cell are joined."""

    ALL = "all"
    """The list says that every part is needed."""
    ANY = "any"
    """The list says that one part is enough."""
    UNSTATED = "unstated"
    """The list does not say."""


@frozen
class Part:
    """One part of a cell: a sentence, or parts again."""

    text: str
    inner: Parts | None = None


@frozen
class Parts:
    """The parts of a cell, how they are joined, and the words that stand above them."""

    joined: Joined
    parts: tuple[Part, ...]
    above: str = ""


_NUMERALS = "一二三四五六七八九十"
_MARKS = (
    re.compile(rf"\(([{_NUMERALS}]{{1,3}})\)[、.]?"),
    re.compile(rf"(?:^|(?<=[\n;。:,]))\s*([{_NUMERALS}]{{1,3}})(?:、|[.,](?!\d))"),
    re.compile(r"\((\d{1,2})\)[、.]?"),
    re.compile(
        r"(?:^|(?<=[\n;。:,)\s的]))\s*(\d{1,2})"
        r"(?:、|[.)](?!\d)|,(?=\D)|[.](?=\d{1,3}(?:个月|个工作日|年|日|天|小时)))"
    ),
)
"""The ways in which parts are numbered; in 2.12个月内 the figure is 12."""
_MOST_PARTS = 40
_DEPTH = 3
_ANY = re.compile(r"之一|任一|任意一|其中一")
_ALL = re.compile(
    r"同时(?:满足|符合|具备|达到)|(?:均|都)(?:满足|符合|具备)|(?:满足|符合|具备)(?:以下|下列|上述)?(?:全部|所有)"
)


def says_all(words: str) -> bool:
    """Whether words say that everything is needed, as 适用条件（需同时满足） does."""
    return _ALL.search(folded(words)) is not None


def split_conditions(text: str, joined: Joined = Joined.UNSTATED) -> Parts:
    """Take a cell apart; ``joined`` is what the head of its column says.

    Parts are told by numbers that begin with one and go on by one, so that
    a figure such as 0.1 opens no part. A cell without them is one part.
    """
    return _split(folded(text).strip(), joined, _DEPTH)


def _split(text: str, joined: Joined, depth: int) -> Parts:
    above, texts = _numbered(text) if depth else ("", ())
    if not texts:
        above, sentence = _headed(text)
        return Parts(_said(above, joined), (Part(_ended(sentence)),), trimmed(above))
    return Parts(
        _said(above, joined), tuple(_part(each, depth - 1) for each in texts), trimmed(above)
    )


def _part(text: str, depth: int) -> Part:
    inner = _split(text, Joined.UNSTATED, depth)
    if len(inner.parts) == 1 and not inner.above:
        return Part(inner.parts[0].text)
    return Part(_ended(text), inner)


def _said(above: str, otherwise: Joined) -> Joined:
    if _ANY.search(above):
        return Joined.ANY
    return Joined.ALL if _ALL.search(above) else otherwise


_HEAD = re.compile(
    r"^(?P<above>[^:;。]{0,60}(?:下列|以下|情形|条件)[^:;。]{0,30}:)\s*(?P<rest>\S.*)$", re.DOTALL
)


def _headed(text: str) -> tuple[str, str]:
    """The words before a colon that speak of conditions, and the rest."""
    found = _HEAD.match(text)
    return (found["above"], found["rest"]) if found else ("", text)


def _ended(text: str) -> str:
    """The words of a part without the marks at its end, on one line."""
    return printed(trimmed(text).rstrip(";,。、. "))


def _numbered(text: str) -> tuple[str, Sequence[str]]:
    """The words above the first number, and the words behind each."""
    rows = [marks for pattern in _MARKS if (marks := _run(pattern, text))]
    if not rows:
        return "", ()
    marks = min(rows, key=lambda run: run[0].start())
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return text[: marks[0].start()], [
        text[m.end() : end] for m, end in zip(marks, ends, strict=True)
    ]


def _run(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The numbers that count 1, 2, 3 and on; none where there is no second."""
    run: list[re.Match[str]] = []
    for mark in pattern.finditer(text):
        if read_numeral(mark[1]) == len(run) + 1 and not _cites(text, mark):
            run.append(mark)
    return run[:_MOST_PARTS] if len(run) > 1 else []


def _cites(text: str, mark: re.Match[str]) -> bool:
    """Whether a number belongs to a citation: 第（一）项."""
    return text[: mark.start()].endswith("第") or text[mark.end() :].startswith(("项", "款"))
