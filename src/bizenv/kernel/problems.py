"""What is wrong with an input, and where: located, in both languages.

>>> print(Problem("bad-day", '"2023-02-30"', Text("确实存在的日期", "a day of the calendar"),
...               Place("plan.csv", row=4, field="start", header="检查日期")))
plan.csv row 4 检查日期 (start): got "2023-02-30", expected a day of the calendar [bad-day]
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.text import Lang, Text, say

__all__ = ["Problem", "did_you_mean", "one_of", "spaced"]


@frozen
class Problem:
    """One thing that is wrong with an input: place, got, expected, hint, code.

    What is quoted from the input is a plain ``str``; our own words are a
    :class:`~bizenv.kernel.text.Text`, so that each reader gets one language.

    >>> Problem("missing-day", Text("空白", "no day"), Text("检查日期", "the day")).say("zh")
    '读到空白，应为检查日期 [missing-day]'
    """

    code: str
    got: str | Text
    expected: str | Text
    place: Place = field(factory=Place)
    hint: str | Text | None = None
    severity: str = "error"

    def words(self, lang: Lang) -> str:
        """Got, expected and hint in one language, without place and code."""
        return self._body(lang) + self._hinted(lang, _HINT)

    def say(self, lang: Lang) -> str:
        """The whole problem on one line, in one language."""
        place = self.place.say(lang)
        where = _PLACED.fill(lang, {"place": place}) if place else ""
        return f"{where}{self._body(lang)} [{self.code}]{self._hinted(lang, _HINT_AFTER)}"

    def _body(self, lang: Lang) -> str:
        facts = {"got": spaced(self.got, lang), "expected": spaced(self.expected, lang)}
        return _GOT_EXPECTED.fill(lang, facts)

    def _hinted(self, lang: Lang, template: Text) -> str:
        return template.fill(lang, {"hint": self.hint}) if self.hint else ""

    def __str__(self) -> str:
        return self.say("en")

    def to_dict(self, lang: Lang = "en") -> dict[str, Any]:
        """The problem as plain values, for JSON; our own words in one language."""
        place = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "row": place.row,
            "field": place.field or place.path,
            "header": place.header,
            "got": say(self.got, lang),
            "expected": say(self.expected, lang),
            "hint": None if self.hint is None else say(self.hint, lang),
        }


def did_you_mean(word: str | None) -> Text | None:
    """The hint that names the nearest known word; None where no word is near.

    >>> did_you_mean("complaint").say("en"), did_you_mean(None)
    ("did you mean 'complaint'?", None)
    """
    return Text(f"是否为 {word!r}？", f"did you mean {word!r}?") if word else None


def one_of(words: Iterable[str]) -> Text:
    """What is expected where only some words are possible.

    >>> one_of(["act", "kind"]).say("zh"), one_of([]).say("en")
    ('act、kind 之一', 'no name, for there is none')
    """
    words = tuple(words)
    if not words:
        return _NO_NAME
    return Text(f"{'、'.join(words)} 之一", f"one of {', '.join(words)}")


def spaced(words: str | Text, lang: Lang) -> str:
    """Words set into a sentence: in Chinese a space parts 中文 from Latin letters.

    >>> "应为" + spaced("tax", "zh"), "应为" + spaced("税务", "zh"), "is " + spaced("tax", "en")
    ('应为 tax', '应为税务', 'is tax')
    """
    said = say(words, lang)
    return f" {said}" if lang == "zh" and said[:1].isascii() and said else said


_GOT_EXPECTED = Text("读到{got}，应为{expected}", "got {got}, expected {expected}")
_PLACED = Text("{place}：", "{place}: ")
_HINT = Text("（提示：{hint}）", " ({hint})")
_HINT_AFTER = Text(" 提示：{hint}", " Hint: {hint}")
_NO_NAME = Text("空缺，因为这里没有可用的名称", "no name, for there is none")
