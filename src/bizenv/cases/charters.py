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
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.fields import instance, words
from bizenv.kernel.legal import Citation, Gap, Validity
from bizenv.kernel.text import Text

__all__ = ["CharterVersion", "ServiceCharter"]


def _tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(values)


def _codes(values: Iterable[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


@frozen
class CharterVersion:
    """One dated version of a charter: what is promised, and what closing a case needs.

    ``kinds`` and ``channels`` are those of the cases that it is about, None for
    all; a rule of its own may be about fewer. ``writing_off`` says who may
    write a case off.
    """

    validity: Validity = field(validator=instance(Validity))
    citation: Citation = field(validator=instance(Citation))
    promises: tuple[Promise, ...] = field(default=(), converter=_tuple)
    closure: tuple[ClosureRule, ...] = field(default=(), converter=_tuple)
    writing_off: tuple[WritingOffRule, ...] = field(default=(), converter=_tuple)
    kinds: frozenset[str] | None = field(default=None, converter=_codes)
    channels: frozenset[str] | None = field(default=None, converter=_codes)

    def bound(self, one: Any, **more: Any) -> Any:
        """One of its rules, for the requests that the version is about."""
        kinds = self.kinds if one.kinds is None else one.kinds
        channels = self.channels if one.channels is None else one.channels
        return evolve(one, validity=self.validity, kinds=kinds, channels=channels, **more)

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
            yield from (version.bound(promise, rule=rule) for promise in version.promises)

    def closures(self) -> Iterator[tuple[ClosureRule, ...]]:
        """By version, its closure rules, each for the requests that it binds."""
        for version in self.versions:
            yield tuple(version.bound(rule) for rule in version.closure)

    def writers_off(self) -> Iterator[WritingOffRule]:
        """Who may write cases off, in every version."""
        for version in self.versions:
            yield from (version.bound(rule) for rule in version.writing_off)
