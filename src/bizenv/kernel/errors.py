"""The errors of bizenv.

A broken rule is a finding, which is a value. Unusable input is an error::

    BizenvError
    ├── UsageError (ValueError)          an argument that cannot be used
    │   ├── NotADayError (TypeError)     a datetime or a text where a day belongs
    │   └── NoTruthError (TypeError)     a verdict or a truth asked to be true or false
    ├── UnknownDayError (LookupError)    a day that nothing published settles
    ├── UnknownRulebookError (LookupError)
    └── ProblemsError (ValueError)       a file or a record with located problems
        ├── CalendarError
        ├── RulebookError
        ├── RecordError
        └── TableError

Each keeps its parts in positional fields and survives pickling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizenv.kernel.problems import Problem
    from bizenv.kernel.text import Lang, Text

__all__ = [
    "BizenvError",
    "CalendarError",
    "NoTruthError",
    "NotADayError",
    "ProblemsError",
    "RecordError",
    "RulebookError",
    "TableError",
    "UnknownDayError",
    "UnknownRulebookError",
    "UnreadColumnWarning",
    "UsageError",
]


class BizenvError(Exception):
    """The root of every error that bizenv raises on purpose.

    Its message is a text, or a :class:`~bizenv.kernel.text.Text` where an
    officer may meet it; as a ``str`` it is English.
    """

    def say(self, lang: Lang) -> str:
        """The message in one language; English where it is known in no other."""
        message: str | Text = self.args[0] if self.args else ""
        return message if isinstance(message, str) else message.say(lang)

    def __str__(self) -> str:
        return self.say("en")


class UsageError(BizenvError, ValueError):
    """An argument that cannot be used; the message shows it."""


class NotADayError(UsageError, TypeError):
    """A datetime, a text or another thing where a day (``datetime.date``) belongs."""


class NoTruthError(UsageError, TypeError):
    """A verdict, or a three-valued truth, was asked whether it is true."""


class UnknownDayError(BizenvError, LookupError):
    """Nothing that was published says what kind of day this is."""


class UnknownRulebookError(BizenvError, LookupError):
    """No rulebook has this id, and no file has this name."""


class ProblemsError(BizenvError, ValueError):
    """An input with one or more problems; all of them are in ``problems``."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def say(self, lang: Lang) -> str:
        """Every problem on its line, in one language."""
        return "\n".join(problem.say(lang) for problem in self.problems)


class CalendarError(ProblemsError):
    """A holiday notice, or a calendar file, that cannot be used."""


class RulebookError(ProblemsError):
    """A rulebook that cannot be used."""


class RecordError(ProblemsError):
    """A record (an inspection, say) that cannot be used."""


class TableError(ProblemsError):
    """A table that cannot be read at all: no header, wrong encoding, and so on."""


class UnreadColumnWarning(UserWarning):
    """A column of a frame is not read though it may be the last day of every visit."""
