"""Text in two languages (中文 and English).

Every label and message exists in Chinese; English is added where it is known.
The language is always an argument. It is never read from the environment.

>>> Text("企业安静期", "enterprise quiet period").say("en")
'enterprise quiet period'
>>> Text("企业安静期").say("en")
'企业安静期'
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, get_args

from attrs import field, frozen

from bizenv.kernel.errors import UsageError
from bizenv.kernel.fields import optional_words, words

__all__ = ["Lang", "Text", "check_lang", "core", "say"]

Lang = Literal["zh", "en"]


def check_lang(lang: str) -> Lang:
    """Return the language, or refuse a word that is not one.

    >>> check_lang("zh")
    'zh'
    """
    for known in get_args(Lang):
        if lang == known:
            return known  # type: ignore[no-any-return] # get_args is untyped
    raise UsageError(f"lang={lang!r}: expected 'zh' or 'en'")


@frozen
class Text:
    """The same words in Chinese and, where known, in English.

    A text may hold places in braces, which :meth:`fill` replaces.

    >>> Text("第 {n} 天", "day {n}").fill("en", {"n": 22})
    'day 22'
    """

    zh: str = field(validator=words)
    en: str | None = field(default=None, validator=optional_words)

    def say(self, lang: Lang) -> str:
        """The words in one language; Chinese where English is not known."""
        return self.en if lang == "en" and self.en is not None else self.zh

    def fill(self, lang: Lang, facts: Mapping[str, Any]) -> str:
        """The words in one language with every place filled from facts."""
        return self.say(lang).format_map({name: say(fact, lang) for name, fact in facts.items()})

    def filled(self, **facts: Any) -> Text:
        """The text with every place filled, in both languages.

        >>> Text("第 {n} 天", "day {n}").filled(n=22)
        Text(zh='第 22 天', en='day 22')
        """
        english = None if self.en is None else self.fill("en", facts)
        return Text(self.fill("zh", facts), english)


def core(words: str) -> str:
    """Words without what two typists write differently: spaces, marks, widths, case.

    >>> core("甲 公司。") == core("甲公司"), core("AB") == core("ab")
    (True, True)
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(filter(str.isalnum, folded)) or folded.strip()


def say(value: Any, lang: Lang) -> str:
    """Any fact as words: texts in the language, days as ISO, several joined.

    >>> say((date(2023, 6, 1), Text("无", "none")), "en")
    '2023-06-01, none'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list, set, frozenset)):
        parts = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ("、" if lang == "zh" else ", ").join(say(part, lang) for part in parts)
    return str(value)
