"""From a rulebook file to a rulebook, with every problem told.

Reading has four steps, and each goes on past what the one before could not
read: the YAML becomes a located tree, the tree a model, the model values, and
the values are checked as law (:mod:`bizenv.rulebooks.lint`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from attrs import frozen

from bizenv.calendars.clocks.hours import Hours
from bizenv.cases.charters import ServiceCharter
from bizenv.inspections.quiet_periods import QuietPeriod
from bizenv.inspections.schema import MOST_PARTS
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.inspections.whole.joint_visits import JointRule
from bizenv.inspections.whole.papers import PaperRule, PlanEntry
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.schema import CitationModel, is_id
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.rulebooks import nodes
from bizenv.rulebooks.lint import Own, lint_rulebook
from bizenv.rulebooks.nodes import Tree, at_most_bytes, read_tree
from bizenv.rulebooks.rulebook import Jurisdiction, Rulebook
from bizenv.rulebooks.schema import CaseModel, RulebookModel
from bizenv.rulebooks.shapes import mend_keys, validate
from bizenv.rulebooks.terms import read_terms
from bizenv.rulebooks.vocabulary import duty_terms, vocabulary_hash
from bizenv.rulebooks.worked_cases import (
    WorkedCase,
    WorkedRequest,
    WorkedSchedule,
    WorkedVisit,
)

__all__ = ["Reading", "read_rulebook"]

Find = Callable[[str], Rulebook | None]
"""Finds a parent rulebook by its id; None if there is none, RulebookError if it is broken."""

_OWN_FAULTS = frozenset({"extends-cycle", "too-many-parents"})
"""Codes of what is wrong with a parent because of the file that extends it."""
_NO_SOURCE = Source("unknown", "（出处不明）", "mirror")


@frozen
class Reading:
    """What came of reading one file: the rulebook, unless there are errors, and the problems."""

    rulebook: Rulebook | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that make the rulebook unusable."""
        return tuple(p for p in self.problems if p.severity == "error")


def read_text(file: Path) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, or the problem that keeps it from being read."""
    with file.open("rb") as stream:
        raw = stream.read(nodes.MOST_BYTES + 1)
    if len(raw) > nodes.MOST_BYTES:
        got = Text(f"超过 {nodes.MOST_BYTES} 字节", f"more than {nodes.MOST_BYTES} bytes")
        return "", [Problem("file-too-large", got, at_most_bytes(), Place(str(file), 1, 1))]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        byte = f"0x{raw[error.start]:02x}"
        got, place = Text(f"字节 {byte}", f"the byte {byte}"), Place(str(file), line, column)
        return "", [Problem("bad-encoding", got, _IN_UTF8, place, _SAVE_AS_UTF8)]


_IN_UTF8 = Text("UTF-8 编码的文本", "a text in UTF-8")
_SAVE_AS_UTF8 = Text("请把文件另存为 UTF-8", "save the file as UTF-8")


def _no_parents(_: str) -> None:
    return None


def read_rulebook(text: str, file: str, find: Find = _no_parents) -> Reading:
    r"""Read a rulebook from the text of its file.

    >>> print(read_rulebook("id: x\nid: y", "rules.yaml").problems[-1])
    rules.yaml:2:1: got the key 'id' again, expected each key once [duplicate-key]
    """
    tree = read_tree(text, file)
    mend_keys(tree, RulebookModel)
    _refuse_many(tree)
    parents = _parents(tree, find)
    vocabulary = read_terms(tree, parents)
    if tree.value is None:
        return Reading(None, _in_order(tree))
    model, left_out = validate(tree, RulebookModel, {"vocabulary": vocabulary})
    if model is None:
        return Reading(None, _in_order(tree))
    sources = {id: source.build(id) for id, source in model.sources.items()}
    cite = _citer(sources)
    own = {
        number: period.build(cite, vocabulary, duty_terms(), model.id)
        for number, period in enumerate(model.quiet_periods)
        if period
    }
    charters = {
        number: charter.build(cite, model.id)
        for number, charter in enumerate(model.service_charters)
        if charter
    }
    whole = built_wholes(model, cite, vocabulary)
    frequency = _first_of_each(whole[0].values())
    joint, papers = _first_of_each(whole[1].values()), _first_of_each(whole[2].values())
    above = parents.values()
    periods, promised = _first_of_each(own.values()), _first_of_each(charters.values())
    rulebook = Rulebook(
        ref=RulebookRef(model.id, model.version, _hash(text, parents)),
        text=model.label.build(),
        jurisdiction=Jurisdiction(**model.jurisdiction.model_dump()),
        checked=model.checked,
        sources=tuple(sources.values()),
        vocabulary=vocabulary,
        quiet_periods=(*_inherited((p.quiet_periods for p in above), periods), *periods),
        frequency_rules=(*_inherited((p.frequency_rules for p in above), frequency), *frequency),
        joint_rules=(*_inherited((p.joint_rules for p in above), joint), *joint),
        paper_rules=(*_inherited((p.paper_rules for p in above), papers), *papers),
        charters=(*promised, *_inherited((p.charters for p in above), promised)),
        office_hours=_office_hours(model, parents),
        worked_cases=tuple(
            _case(case, tree.place(("cases", number)).line)
            for number, case in enumerate(model.cases)
            if case
        ),
        unseen=tuple(text.build() for text in model.unseen if text),
        extends=tuple(id for id in model.extends if id),
        file=file,
    )
    lint_rulebook(tree, model, rulebook, Own(own, charters, *whole), left_out)
    reading = Reading(rulebook, _in_order(tree))
    return Reading(None, reading.problems) if reading.errors else reading


def _in_order(tree: Tree) -> tuple[Problem, ...]:
    unique = dict.fromkeys(tree.problems)
    return tuple(sorted(unique, key=lambda p: (p.place.line or 0, p.place.column or 0, p.code)))


_LONG = frozenset(
    {"any", "all", "exemptions", "not_inspections", "promises", "closure", "not_counted", "raised"}
)
"""Lists of which each part is held against the others, or built into the others."""


def _refuse_many(tree: Tree) -> None:
    """No more parts than can be judged: those lists are refused that have too many."""

    def visit(node: Any, path: nodes.Path, parts: int) -> None:
        keys = (
            node if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        )
        for key in keys:
            part, inner = node[key], (*path, key)
            number = len(part) if key in _LONG and isinstance(part, list) else 0
            if parts + number > MOST_PARTS:
                got = Text(f"{number} 项", f"{number} of them")
                tree.wrong("too-many", inner, got, _AT_MOST)
                tree.told.add(tree.written(inner))
                node[key] = None
            else:
                visit(part, inner, parts + number)

    visit(tree.value, (), 0)


_AT_MOST = Text(f"合计最多 {MOST_PARTS} 项", f"at most {MOST_PARTS} in all")


def _hash(text: str, parents: dict[int, Rulebook]) -> str:
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    parts = [lines, vocabulary_hash(), *(parent.ref.sha256 for parent in parents.values())]
    return sha256("\0".join(parts).encode()).hexdigest()


def _parents(tree: Tree, find: Find) -> dict[int, Rulebook]:
    """The rulebooks that the file extends, by their place in its list."""
    extends = tree.value.get("extends") if isinstance(tree.value, dict) else None
    parents: dict[int, Rulebook] = {}
    for number, id in enumerate(extends if isinstance(extends, list) else ()):
        if not isinstance(id, str) or not is_id(id):
            continue  # told when the whole file is validated
        path = ("extends", number)
        try:
            parent = find(id)
        except RulebookError as error:
            first = error.problems[0]
            if first.code in _OWN_FAULTS:
                tree.wrong(first.code, path, first.got, first.expected)
            else:
                got = Text(f"{id!r}，其中 {first.say('zh')}", f"{id!r}, where: {first}")
                tree.wrong("broken-parent", path, got, _SOUND)
            continue
        if parent is None:
            tree.wrong("unknown-parent", path, repr(id), _A_PARENT)
        else:
            parents[number] = parent
    return parents


_SOUND = Text("没有错误的规则库", "a rulebook without errors")
_A_PARENT = Text(
    "随软件提供的规则库的 id，或同一文件夹中文件的 id",
    "the id of a shipped rulebook, or of a file beside this one",
)


RuleT = TypeVar("RuleT", bound=QuietPeriod | ServiceCharter | FrequencyRule | JointRule | PaperRule)


def _first_of_each(own: Iterable[RuleT]) -> tuple[RuleT, ...]:
    """The file's own rules; of two with one id, which is told, the first."""
    return tuple({rule.id: rule for rule in reversed(tuple(own))}.values())[::-1]


def _inherited(parents: Iterable[Iterable[RuleT]], own: Iterable[RuleT]) -> tuple[RuleT, ...]:
    """The rules of every parent but those that the file's own replace, by their id.

    Two parents may give the same id to different rules. Both bind, so both
    stay; their rules are told apart by the parent's id. A rule that is
    inherited by two ways is one rule.
    """
    replaced = {rule.id for rule in own}
    found: list[RuleT] = []
    for rules in parents:
        for rule in rules:
            if rule.id not in replaced and rule not in found:
                found.append(rule)
    return tuple(found)


def built_wholes(
    model: RulebookModel, cite: Callable[[CitationModel], Citation], vocabulary: Vocabulary
) -> tuple[dict[int, FrequencyRule], dict[int, JointRule], dict[int, PaperRule]]:
    """The file's own rules on whole schedules, by their place in their lists."""
    return (
        {n: r.build(cite, vocabulary, model.id) for n, r in enumerate(model.frequency_rules) if r},
        {n: r.build(cite, vocabulary, model.id) for n, r in enumerate(model.joint_visits) if r},
        {n: r.build(cite, vocabulary, model.id) for n, r in enumerate(model.paper_trail) if r},
    )


def _office_hours(model: RulebookModel, parents: dict[int, Rulebook]) -> Hours | None:
    """The file's own office hours, else those of the first parent that has any."""
    if model.office_hours:
        return model.office_hours.build(model.jurisdiction.time_zone)
    return next((p.office_hours for p in parents.values() if p.office_hours), None)


def _citer(sources: dict[str, Source]) -> Callable[[CitationModel], Citation]:
    def cite(model: CitationModel) -> Citation:
        reading = model.reading.build() if model.reading else None
        source = sources.get(model.source, _NO_SOURCE)
        return Citation(source, model.locator, model.quote, reading)

    return cite


def _case(model: CaseModel, line: int | None) -> WorkedCase:
    expect = model.expect
    compared: dict[str, Any] = {
        "name": model.name,
        "outcome": expect.outcome.value,
        "codes": _known(expect.codes),
        "missing": _known(expect.missing),
        "line": line,
    }
    if model.schedule is not None:
        return _schedule(model, compared)
    compared["duties"] = _known(expect.duties)
    if model.at is None:
        return WorkedVisit(
            record=model.inspection or {},
            exemptions=_known(expect.exemptions),
            next_allowed=expect.next_allowed,
            **compared,
        )
    return WorkedRequest(
        record=model.request or {},
        events=tuple(line for line in model.events or () if line),
        at=model.at,
        clocks=expect.clocks,
        due=expect.due,
        **compared,
    )


def _schedule(model: CaseModel, compared: dict[str, Any]) -> WorkedSchedule:
    expect, through = model.expect, model.through
    entries = None if model.plan is None else [e.model_dump() if e else {} for e in model.plan]
    return WorkedSchedule(
        schedule=tuple(line or {} for line in model.schedule or ()),
        history=tuple(line or {} for line in model.history or ()),
        matters=_known(model.matters),
        plan=None if entries is None else tuple(PlanEntry(**entry) for entry in entries),
        through=(through.first, through.last) if through else None,
        rows={code: _numbers(rows) for code, rows in expect.rows.items()} if expect.rows else None,
        beyond=None if expect.beyond is None else _numbers(expect.beyond),
        **compared,
    )


def _numbers(items: list[int | None]) -> tuple[int, ...]:
    return tuple(item for item in items if item)


def _known(items: list[str | None] | None) -> tuple[str, ...] | None:
    return None if items is None else tuple(item for item in items if item)
