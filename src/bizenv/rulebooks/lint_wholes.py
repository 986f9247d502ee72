"""Rules on whole schedules: versions that follow, grounds once, worked schedules that fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bizenv.inspections.whole.telling import CODES
from bizenv.inspections.whole.values import ScheduleOutcome
from bizenv.kernel.errors import RecordError, TableError
from bizenv.kernel.text import Text
from bizenv.rulebooks.lint_cases import words_known
from bizenv.rulebooks.lint_parts import Lost
from bizenv.rulebooks.lint_versions import versions_follow
from bizenv.rulebooks.lint_words import names_once, tell_unknown
from bizenv.rulebooks.nodes import Path, Tree
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.schema import CaseModel, RulebookModel

__all__ = ["schedules_fit", "wholes_have_sense"]


def wholes_have_sense(
    tree: Tree,
    model: RulebookModel,
    frequency: Mapping[int, Any],
    joint: Mapping[int, Any],
    papers: Mapping[int, Any],
    lost: Lost,
) -> None:
    """What is wrong with the rules on whole schedules, each looked at alone."""
    lists: tuple[tuple[str, Sequence[Any], Mapping[int, Any]], ...] = (
        ("frequency_rules", model.frequency_rules, frequency),
        ("joint_visits", model.joint_visits, joint),
        ("paper_trail", model.paper_trail, papers),
    )
    for key, written, built in lists:
        names_once(tree, (key,), [each.id if each else None for each in written])
        for number, rule in built.items():
            path: Path = (key, number)
            versions_follow(tree, path, written[number], rule, lost)
            for place, version in enumerate(written[number].versions):
                if version:
                    spot = (*path, "versions", place)
                    ids = [ground.id if ground else None for ground in version.not_counted]
                    names_once(tree, (*spot, "not_counted"), ids)


def schedules_fit(tree: Tree, model: RulebookModel, rulebook: Rulebook, lost: Lost) -> None:
    """Hold every worked schedule against the rules: it can be read, and names what there is."""
    cases = [(n, case) for n, case in enumerate(model.cases) if case and case.schedule]
    keys = ("frequency_rules", "joint_visits", "paper_trail")
    if cases and not rulebook.schedule.any and all(lost.spares((key,)) for key in keys):
        tree.wrong("no-rules", ("cases",), _NO_RULE, _RULES, key=True)
        return
    for number, case in cases:
        path: Path = ("cases", number)
        words_known(tree, (*path, "expect"), case, CODES, ScheduleOutcome)
        for code in case.expect.rows or ():
            if code not in CODES:
                tell_unknown(tree, "unknown-code", (*path, "expect", "rows", code), code, CODES)
        _rows_read(tree, path, case, rulebook, lost)


def _rows_read(tree: Tree, path: Path, case: CaseModel, rulebook: Rulebook, lost: Lost) -> None:
    """Every row of a worked schedule is an inspection."""
    for key, rows in (("schedule", case.schedule), ("history", case.history)):
        for number, row in enumerate(rows or ()):
            spot = (*path, key, number)
            if row is None or not lost.spares(spot):
                continue
            try:
                rulebook.inspection(row)
            except (RecordError, TableError) as error:
                for problem in error.problems:
                    field = problem.place.header or problem.place.field
                    place = (*spot, field) if field in row else spot
                    tree.wrong(problem.code, place, problem.got, problem.expected, problem.hint)


_NO_RULE = Text("没有关于整份计划的规则", "no rules on whole schedules")
_RULES = Text(
    "frequency_rules、joint_visits 或 paper_trail，写在本文件或上级规则库中",
    "frequency_rules, joint_visits or paper_trail, here or in a parent",
)
