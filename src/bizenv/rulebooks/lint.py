"""Legal YAML, bad law: what is wrong with a rulebook that reads well.

Days and terms are finite, so these checks are exact: they enumerate. An
*error* makes the law ambiguous or empty, and the rulebook cannot be loaded. A
*warning* is a lack of proof, such as a boundary that no case tests. What the
validation had to leave out is not judged again.

The checks, each in a module of its own: words and names
(:mod:`~bizenv.rulebooks.lint_words`), sources
(:mod:`~bizenv.rulebooks.lint_sources`), versions in time
(:mod:`~bizenv.rulebooks.lint_versions`), windows
(:mod:`~bizenv.rulebooks.lint_windows`), scopes
(:mod:`~bizenv.rulebooks.lint_scopes`), exemptions
(:mod:`~bizenv.rulebooks.lint_exemptions`), duties
(:mod:`~bizenv.rulebooks.lint_duties`), cases
(:mod:`~bizenv.rulebooks.lint_cases`), service charters
(:mod:`~bizenv.rulebooks.lint_charters`), rules on whole schedules
(:mod:`~bizenv.rulebooks.lint_wholes`).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from bizenv.cases.charters import ServiceCharter
from bizenv.inspections.quiet_periods import QuietPeriod
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.inspections.whole.joint_visits import JointRule
from bizenv.inspections.whole.papers import PaperRule
from bizenv.rulebooks.lint_cases import boundaries_have_cases, cases_fit
from bizenv.rulebooks.lint_charters import charter_has_sense, edges_have_requests, requests_fit
from bizenv.rulebooks.lint_duties import duties_have_sense
from bizenv.rulebooks.lint_exemptions import exemptions_have_sense
from bizenv.rulebooks.lint_parts import Lost, Spot, spots_of
from bizenv.rulebooks.lint_scopes import scope_has_sense
from bizenv.rulebooks.lint_sources import (
    checked_after_sources,
    sources_are_used,
    sources_known,
    strictness_is_quoted,
)
from bizenv.rulebooks.lint_versions import versions_follow
from bizenv.rulebooks.lint_wholes import schedules_fit, wholes_have_sense
from bizenv.rulebooks.lint_windows import window_has_sense
from bizenv.rulebooks.lint_words import names_once, terms_apart, terms_once
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import RulebookModel

__all__ = ["Own", "lint_rulebook"]

_UNREAD = frozenset({"bad-key", "duplicate-key", "second-document"})
"""Codes of problems where a part of the file was not read; anything may stand there."""


@frozen
class Own:
    """The file's own rules, by their place in its lists."""

    periods: Mapping[int, QuietPeriod]
    charters: Mapping[int, ServiceCharter]
    frequency: Mapping[int, FrequencyRule]
    joint: Mapping[int, JointRule]
    papers: Mapping[int, PaperRule]


def lint_rulebook(
    tree: Tree, model: RulebookModel, rulebook: Rulebook, own: Own, left_out: frozenset[Path]
) -> None:
    """Note in the tree everything that is wrong with the law or unproved by cases."""
    lost = Lost(left_out | tree.told)
    unread = any(problem.code in _UNREAD for problem in tree.problems)
    terms_once(tree)
    names_once(tree, ("quiet_periods",), [(p.id if p else None) for p in model.quiet_periods])
    names_once(tree, ("cases",), [(case.name if case else None) for case in model.cases], "name")
    sources_known(tree)
    checked_after_sources(tree, model, lost)
    of_schedules = model.frequency_rules or model.joint_visits or model.paper_trail
    has_rules = bool(model.quiet_periods or model.service_charters or of_schedules)
    if has_rules and not unread and not tree.told:
        sources_are_used(tree)
    spots: list[Spot] = []
    for number, period_model in enumerate(model.quiet_periods):
        if period_model:
            path: Path = ("quiet_periods", number)
            spots.extend(spots_of(path, period_model, own.periods[number]))
            versions_follow(tree, path, period_model, own.periods[number], lost)
    for spot in spots:
        _version_has_sense(tree, spot, rulebook, lost)
    visits = cases_fit(tree, model, rulebook, lost)
    if visits is not None and lost.spares(("cases",)) and not unread:
        for spot in spots:
            boundaries_have_cases(tree, spot, visits, lost)
    wholes_have_sense(tree, model, {**own.frequency}, {**own.joint}, {**own.papers}, lost)
    schedules_fit(tree, model, rulebook, lost)
    _lint_charters(tree, model, rulebook, own.charters, lost, unread=unread)


def _lint_charters(
    tree: Tree,
    model: RulebookModel,
    rulebook: Rulebook,
    charters: Mapping[int, ServiceCharter],
    lost: Lost,
    *,
    unread: bool,
) -> None:
    """What is wrong with the service charters, and with the requests that prove them."""
    ids = [charter.id if charter else None for charter in model.service_charters]
    names_once(tree, ("service_charters",), ids)
    for number, charter in charters.items():
        path: Path = ("service_charters", number)
        written = model.service_charters[number]
        assert written is not None  # noqa: S101 - it was built from this
        versions_follow(tree, path, written, charter, lost)
        charter_has_sense(tree, path, written, rulebook, lost)
    requests = requests_fit(tree, model, rulebook, lost)
    if lost.spares(("cases",)) and not unread:
        for number, charter in charters.items():
            edges_have_requests(tree, ("service_charters", number), charter, requests, rulebook)


def _version_has_sense(tree: Tree, spot: Spot, rulebook: Rulebook, lost: Lost) -> None:
    """What is wrong with one version, looked at alone."""
    if lost.spares((*spot.path, "window")):
        window_has_sense(tree, spot)
    if lost.spares((*spot.path, "enterprises")):
        scope_has_sense(tree, spot, rulebook.vocabulary)
    strictness_is_quoted(tree, spot, lost)
    duties_have_sense(tree, spot, lost)
    terms_apart(tree, spot, rulebook.vocabulary)
    exemptions_have_sense(tree, spot, rulebook.vocabulary, lost)
