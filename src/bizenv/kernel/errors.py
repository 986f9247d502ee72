"""The errors of bizenv.

A broken rule is a finding, which is a value. Unusable input is an error::

    BizenvError
    ├── UsageError (ValueError)          an argument that cannot be used
    │   ├── NotADayError (TypeError)     a datetime or a text where a day belongs
    │   └── NoTruthError (TypeError)     a verdict or a truth asked to be true or false
    ├── UnknownDayError (LookupError)    a day that nothing published settles
    ├── UnknownRulebookError (LookupError)
    └── ProblemsError (ValueError)       a file or a record with located problems
        ├── RulebookError
        ├── RecordError
        └── TableError

Each keeps its parts in positional fields and survives pickling.
"""

from __future__ import annotations

from typing import Any

from attrs import field, frozen

from bizenv.kernel.place import Place

__all__ = [
    "BizenvError",
    "NoTruthError",
    "NotADayError",
    "Problem",
    "ProblemsError",
    "RecordError",
    "RulebookError",
    "TableError",
    "UnknownDayError",
    "UnknownRulebookError",
    "UsageError",
]


@frozen
class Problem:
    """One thing that is wrong with an input: place, got, expected, hint, code.

    >>> print(Problem("bad-day", '"2023-02-30"', "a day of the calendar",
    ...               Place("plan.csv", row=4, field="start")))
    plan.csv row 4 start: got "2023-02-30", expected a day of the calendar [bad-day]
    """

    code: str
    got: str
    expected: str
    place: Place = field(factory=Place)
    hint: str | None = None
    severity: str = "error"

    def __str__(self) -> str:
        place = str(self.place)
        text = f"{place}: " if place else ""
        text += f"got {self.got}, expected {self.expected} [{self.code}]"
        return f"{text} Hint: {self.hint}" if self.hint else text

    def to_dict(self) -> dict[str, Any]:
        """The problem as plain values, for JSON."""
        place = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "row": place.row,
            "field": place.field or place.path,
            "got": self.got,
            "expected": self.expected,
            "hint": self.hint,
        }


class BizenvError(Exception):
    """The root of every error that bizenv raises on purpose."""


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

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class RulebookError(ProblemsError):
    """A rulebook that cannot be used."""


class RecordError(ProblemsError):
    """A record (an inspection, say) that cannot be used."""


class TableError(ProblemsError):
    """A table that cannot be read at all: no header, wrong encoding, and so on."""
