"""What an office promises of requests, dated: promises and closure rules by version (服务承诺制度).

A :class:`ServiceCharter` is a line of dated versions. Which version binds a
case is decided by the day on which its request was received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve, field, frozen

from bizenv.cases.closure import ClosureRule
from bizenv.cases.service_levels import Promise
from bizenv.kernel.fields import instance, words
from bizenv.kernel.legal import Citation, Gap, Validity
from bizenv.kernel.text import Text

__all__ = ["CharterVersion", "ServiceCharter"]


def _tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


@frozen
class CharterVersion:
    """One dated version of a charter: what is promised, and what closing a case needs."""

    validity: Validity = field(validator=instance(Validity))
    citation: Citation = field(validator=instance(Citation))
    promises: tuple[Promise, ...] = field(default=(), converter=_tuple)
    closure: tuple[ClosureRule, ...] = field(default=(), converter=_tuple)

    @property
    def name(self) -> str:
        """The version by its first day: ``2023-06-29``, ``2024-03`` or ``unstated``."""
        return self.validity.name


@frozen
class ServiceCharter:
    """The promises of one jurisdiction on requests, with their versions in order of time.

    >>> from bizenv.kernel.legal import Source
    >>> cite = Citation(Source("n", "办法", "official"))
    >>> charter = ServiceCharter("talks", Text("恳谈会"), [CharterVersion(Validity(), cite)])
    >>> charter.rule(charter.versions[0])
    '/talks@unstated'
    """

    id: str = field(validator=words)
    text: Text = field(validator=instance(Text))
    versions: tuple[CharterVersion, ...] = field(converter=_tuple)
    gaps: tuple[Gap, ...] = field(default=(), converter=_tuple)
    rulebook: str = ""

    def rule(self, version: CharterVersion) -> str:
        """How a reading names the rule: ``cn-sd/requests@2020-05-10``."""
        return f"{self.rulebook}/{self.id}@{version.name}"

    def promises(self) -> Iterator[Promise]:
        """The promises of every version, each for the requests that it binds."""
        for version in self.versions:
            rule = self.rule(version)
            for promise in version.promises:
                yield evolve(promise, validity=version.validity, rule=rule)

    def closures(self) -> Iterator[tuple[ClosureRule, ...]]:
        """By version, its closure rules, each for the requests that it binds."""
        for version in self.versions:
            yield tuple(evolve(rule, validity=version.validity) for rule in version.closure)
