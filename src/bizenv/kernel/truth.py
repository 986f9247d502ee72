"""Three-valued truth: yes, no, unknown (Kleene's strong logic).

Facts about a visit arrive over time. A condition whose fact has not arrived is
neither met nor failed; it is *unknown*, and it stays unknown until somebody
says more.

>>> any_of([Truth.UNKNOWN, Truth.YES])
Truth.YES
>>> all_of([Truth.UNKNOWN, Truth.YES])
Truth.UNKNOWN
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn

from bizenv.kernel.errors import NoTruthError, UsageError

__all__ = ["Truth", "all_of", "any_of"]


class Truth(Enum):
    """Yes, no or unknown (是、否、未知).

    A truth has no boolean value, because ``if truth:`` would treat unknown as
    no. Write ``truth is Truth.YES``.

    >>> Truth.of(None)
    Truth.UNKNOWN
    >>> ~Truth.YES
    Truth.NO
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Read a Python boolean, with None for unknown.

        Raises:
            UsageError: the value is neither; ``"no"`` is not read as yes.
        """
        if value is None:
            return cls.UNKNOWN
        if not isinstance(value, bool):
            raise UsageError(f"value={value!r}: expected True, False or None")
        return cls.YES if value else cls.NO

    def __invert__(self) -> Truth:
        if self is Truth.UNKNOWN:
            return self
        return Truth.NO if self is Truth.YES else Truth.YES

    def __and__(self, other: Truth) -> Truth:
        return all_of((self, other))

    def __or__(self, other: Truth) -> Truth:
        return any_of((self, other))

    def __bool__(self) -> NoReturn:
        raise NoTruthError(
            f"{self!r} has no true or false: write 'truth is Truth.YES', "
            "'is Truth.NO' or 'is Truth.UNKNOWN'"
        )

    def __repr__(self) -> str:
        return f"Truth.{self.name}"


def all_of(truths: Iterable[Truth]) -> Truth:
    """Conjunction: no if any is no, yes if all are yes, else unknown.

    >>> all_of([])
    Truth.YES
    """
    result = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return truth
        if truth is not Truth.YES:
            result = _unknown(truth)
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Disjunction: yes if any is yes, no if all are no, else unknown.

    >>> any_of([])
    Truth.NO
    """
    result = Truth.NO
    for truth in truths:
        if truth is Truth.YES:
            return truth
        if truth is not Truth.NO:
            result = _unknown(truth)
    return result


def _unknown(truth: object) -> Truth:
    """Unknown itself; a Python boolean among truths would be taken for it."""
    if truth is not Truth.UNKNOWN:
        raise UsageError(f"{truth!r}: expected a Truth; Truth.of() reads a boolean")
    return Truth.UNKNOWN
