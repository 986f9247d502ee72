"""What must hold of every judgement, whatever the list and the violation."""

from __future__ import annotations

from datetime import date

import pandas as pd
import polars as pl
import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st
from tolerances import CITE, item, listing, rules_of, since

from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.vocabulary import base_vocabulary
from bizenv.testing.violations import conditions, violations
from bizenv.tolerance.bulk import VERDICT_COLUMNS
from bizenv.tolerance.conditions import All
from bizenv.tolerance.frames import judge_frame
from bizenv.tolerance.lists import ListVersion, ToleranceList
from bizenv.tolerance.outcomes import ViolationOutcome
from bizenv.tolerance.rules import check_violation
from bizenv.tolerance.values import Violation
from bizenv.tolerance.words import Leniency

FACTS = ("f", "g", "life")
HIDDEN = (
    *("occurred", "ended", "discovered", "ordered", "order_due", "corrected", "decided", "minor"),
    *("harm", "illegal_gain", "fault", "cooperated", "history", "kind", "agency", "jurisdiction"),
    *("domain", "inspected", "item"),
)
PENALTIES = st.sampled_from(
    [each for each in Leniency if each is not Leniency.NO_COMPULSORY_MEASURE]
)


@st.composite
def rule_sets(draw):
    """Two items, and a general ground; one of the items in two versions."""
    wanted = [draw(conditions(FACTS)) for _ in range(4)]
    gives = [draw(PENALTIES) for _ in range(4)]
    old = ListVersion(
        validity=since("2020-01-01", "2022-06-30"),
        citation=CITE,
        items=[item("a", gives[0], wanted[0]), item("b", gives[1], wanted[1])],
    )
    new = ListVersion(
        validity=since("2022-07-01"), citation=CITE, items=[item("a", gives[2], wanted[2])]
    )
    general = listing(item("law", gives[3], wanted[3], behaviour=None), id="law", statute=True)
    changing = ToleranceList(id="list", text=Text("清单"), versions=[old, new])
    return rules_of(changing, general)


def without(violation, names, facts=()):
    """The violation with some facts not known."""
    blank = dict.fromkeys(names)
    kept = [(name, value) for name, value in violation.facts if name not in facts]
    return evolve(violation, **blank, facts=kept)


@st.composite
def known_in_part(draw):
    whole = draw(violations(items=["a", "b", "none"], facts=FACTS))
    names = draw(st.sets(st.sampled_from(HIDDEN), max_size=5))
    facts = draw(st.sets(st.sampled_from([name for name, _ in whole.facts]), max_size=3))
    if draw(st.booleans()):
        names -= {"item"}
    if "item" in names:
        whole = evolve(whole, behaviour=None)
    return whole, without(whole, names, facts)


@given(rule_sets(), known_in_part())
@settings(max_examples=50)
def test_adding_known_facts_never_changes_a_settled_outcome(rules, pair):
    whole, part = pair
    early = check_violation(part, rules).outcome
    if early is not ViolationOutcome.UNDETERMINED:
        assert check_violation(whole, rules).outcome is early


@given(rule_sets(), violations(items=["a", "b", "none"], facts=FACTS))
@settings(max_examples=30)
def test_a_violation_of_which_everything_is_known_is_settled(rules, violation):
    assert check_violation(violation, rules).outcome is not ViolationOutcome.UNDETERMINED


@given(rule_sets(), known_in_part())
@settings(max_examples=50)
def test_an_undetermined_verdict_is_settled_once_its_missing_facts_are_given(rules, pair):
    whole, part = pair
    verdict = check_violation(part, rules)
    assert bool(verdict.missing) is (verdict.outcome is ViolationOutcome.UNDETERMINED)
    mended = _given(part, whole, verdict.missing)
    if mended is not None:
        assert check_violation(mended, rules).outcome is not ViolationOutcome.UNDETERMINED


def _given(part, whole, missing):
    """The missing facts, from where they are known; None where one is in no field."""
    known = {field.name for field in fields(Violation)}
    if any(name not in known and whole.fact(name) is None for name in missing):
        return None
    plain = {name: getattr(whole, name) for name in missing if name in known}
    facts = dict(part.facts) | {n: whole.fact(n) for n in missing if n not in known}
    return evolve(part, **plain, facts=facts)


@given(rule_sets(), known_in_part())
@settings(max_examples=30)
def test_what_may_settle_it_is_told_fewest_first_and_none_within_another(rules, pair):
    settling = check_violation(pair[1], rules).settling
    sizes = [len(each.facts) for each in settling]
    sets = {frozenset(each.facts) for each in settling}
    assert not any(a < b for a in sets for b in sets)
    assert sizes == sorted(sizes)


@given(conditions(FACTS), conditions(FACTS), violations(items=["a"], facts=FACTS))
@settings(max_examples=50)
def test_stricter_conditions_never_widen_leniency(wide, more, violation):
    loose = check_violation(violation, rules_of(listing(item("a", "may-not-punish", wide))))
    strict = check_violation(
        violation, rules_of(listing(item("a", "may-not-punish", All(wide, more))))
    )
    if strict.outcome is ViolationOutcome.MAY_NOT_PUNISH:
        assert loose.outcome is ViolationOutcome.MAY_NOT_PUNISH


@given(st.lists(conditions(FACTS), min_size=3, max_size=3), known_in_part(), st.randoms())
@settings(max_examples=30)
def test_the_order_of_items_and_of_history_does_not_matter(wanted, pair, random):
    items = [item(i, give, c) for i, give, c in zip("abc", Leniency, wanted, strict=False)]
    shuffled, history = items[::-1], list(pair[1].history or ())
    random.shuffle(history)
    turned = evolve(pair[1], history=None if pair[1].history is None else history)
    one = check_violation(pair[1], rules_of(listing(*items)))
    other = check_violation(turned, rules_of(listing(*shuffled)))
    assert one.outcome is other.outcome
    assert set(one.missing) == set(other.missing)


@given(violations(items=["a"], facts=FACTS), conditions(FACTS))
@settings(max_examples=40)
def test_the_time_bar_comes_first(violation, wanted):
    """Two years to the corresponding day, five where life is involved and there is harm."""
    rules = rules_of(listing(item("a", "shall-not-punish", wanted)))
    long = violation.fact("life") and violation.harm.value != "none"
    ended, years = violation.ended, 5 if long else 2
    try:
        last = ended.replace(year=ended.year + years)
    except ValueError:  # 29 February
        last = date(ended.year + years, 2, 28)
    barred = check_violation(violation, rules).outcome is ViolationOutcome.TIME_BARRED
    assert barred is (violation.discovered > last)


# --- in bulk --------------------------------------------------------------------------------


def _cell(value):
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return ";".join(str(prior.discovered) for prior in value) or "无"
    return str(getattr(value, "value", value))


def _row(violation):
    names = [name for name in HIDDEN if getattr(violation, name) is not None]
    row = {name: _cell(getattr(violation, name)) for name in names}
    facts = {name: _cell(value) for name, value in violation.facts if name in FACTS}
    said = {name: _cell(value) for name, value in violation.facts if name.startswith("corrected-")}
    return row | facts | said


@pytest.mark.parametrize("kind", ["pandas", "polars"])
@given(st.data())
@settings(max_examples=15)
def test_in_bulk_as_alone(kind, data):
    rules = data.draw(rule_sets())
    parts = data.draw(st.lists(known_in_part().map(lambda pair: pair[1]), min_size=1, max_size=8))
    rows = [_row(part) for part in parts]
    names = sorted({name for row in rows for name in row} & _fields_of(rules))
    columns = {name: [row.get(name) for row in rows] for name in names} or {
        "item": [None] * len(rows)
    }
    frame = pd.DataFrame(columns, dtype=object) if kind == "pandas" else pl.DataFrame(columns)
    judged = judge_frame(frame, rules, base_vocabulary(), {})
    from bizenv.tolerance.records import violation_from_row

    for number, row in enumerate(rows):
        known = {name: cell for name, cell in row.items() if name in names}
        alone = check_violation(
            violation_from_row(known, base_vocabulary(), rules.fact_words), rules
        )
        expected = (
            alone.outcome.value,
            ";".join(alone.codes),
            alone.item,
            alone.clause,
            alone.rule,
            ";".join(alone.missing) or None,
        )
        got = tuple(_plain(judged[name][number]) for name in VERDICT_COLUMNS)
        assert got == expected


def _fields_of(rules):
    from bizenv.tolerance.records import field_names

    return set(field_names(base_vocabulary(), rules.fact_words))


def _plain(value):
    return None if value is None or value != value else value


def test_kleene_is_not_the_whole_of_it():
    """First or not, it may go unpunished: the fact that is missing changes nothing."""
    from bizenv.tolerance.conditions import FirstViolation, Not

    first = FirstViolation(window="unbounded", match="any", scope="anywhere", basis="occurred")
    rules = rules_of(
        listing(
            item("a", "may-not-punish", first),
            item("b", "may-not-punish", Not(first), behaviour=None),
        ),
        bar=False,
    )
    verdict = check_violation(Violation(item="a"), rules)
    assert verdict.outcome is ViolationOutcome.MAY_NOT_PUNISH
    assert verdict.codes == ("settled-either-way",)
    assert all(ruling.truth is Truth.UNKNOWN for ruling in verdict.rulings)
