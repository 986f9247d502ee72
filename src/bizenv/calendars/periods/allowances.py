"""What a law allows to be done to its periods: by how much, how often, on what ground.

Asked by :class:`~bizenv.calendars.periods.deadlines.Deadline` before anything moves it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from bizenv.calendars.periods import wording
from bizenv.calendars.periods.changes import Change, Extension
from bizenv.calendars.periods.laws import ExclusionRule, ExtensionRule
from bizenv.calendars.periods.units import Unit
from bizenv.kernel.errors import UsageError
from bizenv.kernel.legal import Citation
from bizenv.kernel.text import Text

if TYPE_CHECKING:
    from bizenv.calendars.periods.period import Period

__all__ = ["extension_rule", "extra_period", "ground_of", "restart_basis"]


def extension_rule(period: Period, changes: tuple[Change, ...]) -> ExtensionRule | None:
    """What the law says of extending this period; None where no law is named.

    Raises:
        UsageError: the law does not extend it, or not once more.
    """
    law = period.law
    if law is None:
        return None
    for rule in law.extensions:
        if (rule.of.n, rule.of.unit) == (period.n, period.unit):
            times = sum(isinstance(each, Extension) for each in changes)
            if times >= rule.times:
                facts = {"times": rule.times, "clause": rule.citation.short()}
                raise UsageError(wording.EXTENDED_OFTEN.filled(period=period.text, **facts))
            return rule
    known = tuple(rule.of.text for rule in law.extensions)
    template = wording.NO_EXTENSION if known else wording.NO_EXTENSIONS
    raise UsageError(template.filled(law=law.text, period=period.text, known=known))


def extra_period(period: Period, by: Period | str | None, rule: ExtensionRule | None) -> Period:
    """The period that is added: what was asked for, else the most that the law allows.

    Raises:
        UsageError: it is longer than the law allows, or nobody says how long it is.
    """
    from bizenv.calendars.periods.period import Period

    if by is None:
        if rule is None:
            raise UsageError(wording.BY_HOW_MUCH.filled(period=period.text))
        return _read(rule.by.text.zh, period)
    extra = by if isinstance(by, Period) else _read(by, period)
    if rule and (extra.unit is not rule.by.unit or extra.n > rule.by.n):
        facts = {"most": rule.by.text, "clause": rule.citation.short()}
        raise UsageError(wording.TOO_LONG.filled(by=extra.text, **facts))
    if extra.unit.by_the_hour or extra.start_counts:
        raise UsageError(wording.NO_EXTRA.filled(by=extra.text))
    return extra


def _read(by: str, period: Period) -> Period:
    """A text as more of the period: its last day moves and ends as the period's does.

    Only where the period is in working days, which never move, is the law asked
    what days, months and years do.
    """
    from bizenv.calendars.periods.period import Period

    extra = Period.parse(by, period.law)
    if extra.unit.by_the_hour:
        raise UsageError(wording.NO_EXTRA.filled(by=extra.text))
    fixed = Unit.WORKING_DAY in (period.unit, extra.unit)
    return attrs.evolve(extra, end=period.end, roll=extra.roll if fixed else period.roll)


def ground_of(
    period: Period, ground: str | Text | None, own: Citation | None = None
) -> tuple[Text | None, Citation | None]:
    """A ground in words, with its article where the law names it.

    A basis of one's ``own`` is cited instead, and may speak of other periods.

    Raises:
        UsageError: the law knows no such ground, or not for this period.
    """
    if ground is None or isinstance(ground, Text):
        return ground, own
    law = period.law
    if law is None or law.exclusions is None:
        raise UsageError(wording.NO_GROUNDS.filled(ground=repr(ground)))
    known = law.exclusions.grounds
    for code, text in known.items():
        if ground in (code, text.zh):
            return text, own or _article(law.exclusions, period, ground)
    facts = {"ground": repr(ground), "law": law.text, "known": tuple(known)}
    raise UsageError(wording.NO_SUCH_GROUND.filled(**facts))


def _article(rule: ExclusionRule, period: Period, ground: str) -> Citation:
    """The article that leaves time out of a period, if it speaks of this one."""
    if rule.speaks_of(period.n, period.unit):
        return rule.citation
    facts = {"ground": repr(ground), "clause": rule.citation.short(), "period": period.text}
    of = tuple(each.text for each in rule.of)
    raise UsageError(wording.OTHER_PERIOD.filled(of=of, **facts))


def restart_basis(period: Period, own: Citation | None) -> Citation | None:
    """The article by which a period runs anew; None where no law is named.

    Raises:
        UsageError: no such rule is known of the law, and no other basis is given.
    """
    law = period.law
    if own is not None or law is None:
        return own
    if law.restart is None:
        raise UsageError(wording.NO_RESTART.filled(law=law.text))
    return law.restart
