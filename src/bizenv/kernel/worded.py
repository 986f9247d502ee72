"""Enumerations whose members have words: a kebab-case value and its text (词项)."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from bizenv.kernel.text import Text

__all__ = ["Worded"]


class Worded(StrEnum):
    """A closed list of words, each with its value and its words in both languages.

    >>> class Level(Worded):
    ...     NONE = "none", "无", "none"
    >>> Level.NONE.value, Level("none").text.zh
    ('none', '无')
    """

    text: Text

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        """Make a member of its value and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = Text(zh, en)
        return member
