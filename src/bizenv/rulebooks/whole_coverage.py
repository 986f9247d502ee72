"""What worked schedules prove: each bound kept and broken, each exception, each need.

Rules that are inherited are proved where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bizenv.inspections.situations import read_facts, situation_of
from bizenv.inspections.whole.counting import count_visits
from bizenv.inspections.whole.frequency import FrequencyRule
from bizenv.inspections.whole.gathering import Scoped, find_merges
from bizenv.inspections.whole.papers import PaperRule, Records, paper_state
from bizenv.inspections.whole.standings import ground_truth
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.coverage import Coverage
from bizenv.rulebooks.rulebook import Rulebook
from bizenv.rulebooks.worked_schedules import JudgedSchedule

__all__ = ["whole_coverage"]


def whole_coverage(book: Rulebook, judged: Sequence[JudgedSchedule]) -> tuple[Coverage, ...]:
    """What worked schedules reach of a rulebook's own rules; nothing where it has none.

    >>> from bizenv import load_rulebook
    >>> whole_coverage(load_rulebook("cn-ha-nanyang"), ())
    ()
    """
    frequency = [rule for rule in book.frequency_rules if rule.rulebook == book.id]
    papers = [rule for rule in book.paper_rules if rule.rulebook == book.id]
    joint = [rule for rule in book.joint_rules if rule.rulebook == book.id]
    merges = {name for rule in joint for name in (f"{rule.id} merged",)}
    found = (
        Coverage(
            "bound", _set(map(_bounds, frequency)), _set(_bounds_met(book, frequency, judged))
        ),
        Coverage(
            "uncounted", _set(map(_grounds, frequency)), _set(_grounds_met(book, frequency, judged))
        ),
        Coverage(
            "merge",
            frozenset(merges),
            frozenset(
                f"{rule.id} merged"
                for rule in joint
                for one in judged
                for each in find_merges(one.visits, rule, book.vocabulary)
                if each.merges
            ),
        ),
        Coverage("paper", _set(map(_needs, papers)), _set(_needs_met(book, papers, judged))),
    )
    return tuple(each for each in found if each.reachable)


def _set(several: Iterator[Iterator[str]] | map[Iterator[str]]) -> frozenset[str]:
    return frozenset(name for names in several for name in names)


def _bounds(rule: FrequencyRule) -> Iterator[str]:
    for version in rule.versions:
        ways = [("within", "beyond")] if version.most is not None else []
        ways += [("enough", "short")] if version.least is not None else []
        yield from (f"{rule.id}@{version.name} {way}" for pair in ways for way in pair)


def _bounds_met(
    book: Rulebook, rules: Sequence[FrequencyRule], judged: Sequence[JudgedSchedule]
) -> Iterator[Iterator[str]]:
    for rule in rules:
        for one in judged:
            counts = count_visits((*one.visits, *one.history), rule, book.vocabulary)
            for group in counts.groups:
                name = f"{rule.id}@{group.version.name}"
                over = {Truth.YES: "beyond", Truth.NO: "within"}.get(group.over)
                under = {Truth.YES: "short", Truth.NO: "enough"}.get(group.under)
                yield iter([f"{name} {over}", f"{name} {under}"])


def _grounds(rule: FrequencyRule) -> Iterator[str]:
    for version in rule.versions:
        for ground in (*version.not_counted, *(each.ground for each in version.raises)):
            yield f"{rule.id}@{version.name} {ground.id}"


def _grounds_met(
    book: Rulebook, rules: Sequence[FrequencyRule], judged: Sequence[JudgedSchedule]
) -> Iterator[Iterator[str]]:
    words = book.vocabulary
    for one in judged:
        for visit in one.visits:
            facts = read_facts(situation_of(visit), words)
            yield (
                f"{rule.id}@{version.name} {ground.id}"
                for rule in rules
                for version in rule.versions
                for ground in (*version.not_counted, *(each.ground for each in version.raises))
                if ground_truth(ground, facts, words) is Truth.YES
                or (ground.catch_all and ground_truth(ground, facts, words) is Truth.UNKNOWN)
            )


def _needs(rule: PaperRule) -> Iterator[str]:
    for version in rule.versions:
        for paper in version.papers:
            name = f"{rule.id}@{version.name} {paper.need.value}"
            yield from (f"{name} kept", f"{name} broken")


def _needs_met(
    book: Rulebook, rules: Sequence[PaperRule], judged: Sequence[JudgedSchedule]
) -> Iterator[Iterator[str]]:
    answers = {Truth.YES: "kept", Truth.NO: "broken", Truth.UNKNOWN: "open"}
    for one in judged:
        records = Records(one.matters, one.plan)
        for rule in rules:
            for version in rule.versions:
                scoped = Scoped(version, book.vocabulary)
                covered = [
                    visit for visit in one.visits if scoped.of(visit, version.validity) is Truth.YES
                ]
                for paper in version.papers:
                    name = f"{rule.id}@{version.name} {paper.need.value}"
                    yield (
                        f"{name} {answers[paper_state(paper, v, records, book.calendar).truth]}"
                        for v in covered
                    )
