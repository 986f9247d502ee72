"""The judgement, case by case: golden answers that an officer could read."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from tolerances import CITE, OTHER, item, listing, rules_of, since

from bizenv import Citation, Source, ViolationOutcome, load_rulebook
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.tolerance.conditions import All, Corrected, Harm, Minor, Stated
from bizenv.tolerance.lists import Accompaniment, ListVersion, ToleranceList
from bizenv.tolerance.rules import check_violation, decided_on
from bizenv.tolerance.values import FineRange, Violation

D = date
F = Stated("f", Text("甲事实", "fact f"))
G = Stated("g", Text("乙事实", "fact g"))
NOW = {"ended": D(2024, 3, 1), "discovered": D(2024, 3, 5)}


def judged(rules, **facts):
    return check_violation(Violation(**{**NOW, **facts}), rules)


def test_the_most_lenient_ground_that_holds_gives_the_outcome():
    rules = rules_of(
        listing(item("a", "may-not-punish", F)),
        listing(item("law", "shall-lighten", G, behaviour=None), id="law"),
    )
    assert (
        judged(rules, item="a", facts={"f": True, "g": True}).outcome
        is ViolationOutcome.MAY_NOT_PUNISH
    )
    assert (
        judged(rules, item="a", facts={"f": False, "g": True}).outcome
        is ViolationOutcome.SHALL_LIGHTEN
    )
    assert (
        judged(rules, item="a", facts={"f": False, "g": False}).outcome
        is ViolationOutcome.NO_GROUND
    )
    open_ = judged(rules, item="a", facts={"g": True})
    assert (open_.outcome, open_.missing) == (ViolationOutcome.UNDETERMINED, ("f",))
    settled = judged(rules, item="a", facts={"f": True})
    assert (settled.outcome, settled.missing) == (ViolationOutcome.MAY_NOT_PUNISH, ())


def test_a_verdict_names_its_rule_and_clause_and_tells_what_kept_others_out():
    rules = rules_of(listing(item("a", "may-not-punish", All(F, Harm("none"))), rulebook="x"))
    verdict = judged(rules, item="a", harm="minor", facts={"f": True})
    assert verdict.codes == ("ground-fails", "no-ground")
    assert verdict.findings[0].message("zh") == "行为a（a）：不满足没有造成危害后果"
    held = judged(rules, item="a", harm="none", facts={"f": True})
    assert (held.rule, held.clause, held.item) == ("x/list@unstated/a", "《示例清单》第一条", "a")
    assert "行为a：可以不予处罚" in held.explain("zh")
    assert "[yes] fact f: is yes" in held.explain("en")
    assert held.to_dict()["rulings"][0]["holds"] == "yes"


def test_items_that_disagree_are_told_with_both_citations():
    other = Citation(Source("second", "第二清单", "mirror"), "第9项")
    rules = rules_of(
        listing(item("a", "shall-not-punish", F), id="one"),
        listing(item("a", "may-not-punish", F, citation=other), id="two"),
        bar=False,
    )
    verdict = judged(rules, item="a", facts={"f": True})
    (conflict,) = [each for each in verdict.findings if each.code == "items-disagree"]
    assert conflict.citation == other
    assert "《示例清单》第一条" in conflict.message("zh")
    assert verdict.outcome is ViolationOutcome.SHALL_NOT_PUNISH


def test_a_later_version_that_is_lighter_applies_and_an_earlier_one_stays():
    """行政处罚法 art. 37."""
    old = ListVersion(
        validity=since("2020-01-01", "2022-06-30"),
        citation=CITE,
        items=[item("a", "may-not-punish", F)],
    )
    new = ListVersion(
        validity=since("2022-07-01"), citation=CITE, items=[item("a", "shall-not-punish", F)]
    )
    rules = rules_of(ToleranceList(id="l", text=Text("清单"), versions=[old, new]), bar=False)
    given = {"item": "a", "facts": {"f": True}, "discovered": None}
    later = judged(rules, ended=D(2022, 6, 1), decided=D(2022, 8, 1), **given)
    assert later.outcome is ViolationOutcome.SHALL_NOT_PUNISH
    assert "lighter-version" in later.codes
    assert "items-disagree" not in later.codes
    before = judged(rules, ended=D(2022, 6, 1), decided=D(2022, 6, 20), **given)
    assert (before.outcome, "lighter-version" in before.codes) == (
        ViolationOutcome.MAY_NOT_PUNISH,
        False,
    )
    gone = rules_of(ToleranceList(id="l", text=Text("清单"), versions=[old]), bar=False)
    kept = judged(gone, ended=D(2022, 6, 1), decided=D(2022, 8, 1), **given)
    assert (kept.outcome, kept.codes) == (
        ViolationOutcome.MAY_NOT_PUNISH,
        ("ground-holds", "lighter-version"),
    )
    open_ = judged(rules, ended=D(2022, 6, 1), **given)
    assert (open_.outcome, open_.missing) == (ViolationOutcome.UNDETERMINED, ("decided",))


def test_a_list_that_was_not_in_force_is_told_as_such():
    rules = rules_of(
        listing(item("a", "may-not-punish", F), validity=since("2025-01-01")), bar=False
    )
    verdict = judged(rules, item="a", decided=D(2024, 6, 1), facts={"f": True})
    assert verdict.findings[0].message("en").endswith("a list in force then, and of this agency")


def test_the_list_of_another_agency_does_not_apply_unless_the_item_is_named():
    rules = rules_of(listing(item("a", "may-not-punish", F), agency="税务局"))
    facts = {"behaviour": "行为a", "facts": {"f": True}}
    assert judged(rules, agency="青原区税务局", **facts).outcome is ViolationOutcome.MAY_NOT_PUNISH
    assert judged(rules, agency="青原区住建局", **facts).outcome is ViolationOutcome.NO_GROUND
    assert judged(rules, **facts).missing == ("agency",)
    assert judged(rules, item="a", facts={"f": True}).outcome is ViolationOutcome.MAY_NOT_PUNISH


def test_what_is_not_matched_is_undetermined_where_an_item_could_help():
    rules = rules_of(listing(item("a", "may-not-punish", F), item("b", "may-not-punish", F)))
    assert judged(rules).missing == ("item", "f")
    assert judged(rules, facts={"f": False}).outcome is ViolationOutcome.NO_GROUND
    near = judged(rules, behaviour="行为ab", facts={"f": True})
    assert (near.missing, near.codes) == (("item",), ("facts-missing", "items-offered"))
    settled = judged(rules, behaviour="行为ab", facts={"f": False})
    assert settled.codes == ("items-offered", "no-ground")
    assert judged(rules, item="none").codes == ("no-item", "no-ground")
    with pytest.raises(RecordError, match="unknown-item"):
        judged(rules, item="c")


def test_compulsory_measures_stand_beside_the_outcome():
    rules = rules_of(
        listing(item("a", "may-not-punish", F)),
        listing(item("m", "no-compulsory-measure", G, behaviour=None), id="law"),
    )
    verdict = judged(rules, item="a", facts={"f": False, "g": True})
    assert (verdict.outcome, verdict.measures) == (ViolationOutcome.NO_GROUND, Truth.YES)
    assert "可以不采取行政强制措施" in verdict.explain("zh")
    assert judged(rules, item="a", facts={"f": False}).measures is Truth.UNKNOWN
    assert judged(rules, item="a", facts={"f": False, "g": False}).measures is Truth.NO
    assert judged(rules, item="a", facts={"f": True}).missing == ()


def test_accompaniments_are_obligations_with_dates():
    also = [
        Accompaniment("record", OTHER),
        Accompaniment("record", OTHER, "5 working days", "order"),
        Accompaniment("order-correction", OTHER),
        Accompaniment("commitment", OTHER, "7 days", "inspection"),
    ]
    rules = rules_of(listing(item("a", "may-not-punish", F, also=also)))
    verdict = judged(rules, item="a", ordered=D(2024, 9, 27), facts={"f": True, "recorded": True})
    record, order, letter = verdict.obligations
    assert (record.due, record.done) == (D(2024, 10, 10), Truth.YES)
    assert (order.done, order.done_on) == (Truth.YES, D(2024, 9, 27))
    assert (letter.due, letter.note.zh) == (None, "自检查之日起 7 日内（检查之日不清楚）")
    assert judged(rules, item="a", facts={"f": False}).obligations == ()
    unordered = judged(rules, item="a", ordered=False, facts={"f": True}).obligations
    assert [duty.done for duty in unordered] == [Truth.UNKNOWN, Truth.NO, Truth.UNKNOWN]
    far = judged(rules, item="a", ordered=D(2040, 9, 27), facts={"f": True}).obligations[0]
    assert (far.due, far.note.en) == (None, "no day yet: the holiday notice is not out")


def test_a_lightened_fine_is_the_lowest_part_of_its_range():
    from decimal import Decimal

    lists = listing(
        item("a", "shall-lighten", F, fine=FineRange(1000, 5000)),
        lowest_share=(Decimal("0.30"), OTHER),
    )
    verdict = judged(rules_of(lists), item="a", facts={"f": True})
    assert verdict.fine == FineRange(1000, Decimal("2200.00"))
    own = judged(rules_of(lists), item="a", fine=FineRange(0, 100), facts={"f": True})
    assert own.fine == FineRange(0, Decimal("30.00"))
    assert "2200.00 元" in verdict.explain("zh")
    assert verdict.to_dict()["fine"] == {"least": "1000", "most": "2200.00"}
    elsewhere = rules_of(listing(item("a", "shall-lighten", F, fine=FineRange(1, 2))), bar=False)
    assert judged(elsewhere, item="a", facts={"f": True}).fine is None
    mitigated = rules_of(listing(item("a", "shall-mitigate", F, fine=FineRange(1, 2))), bar=False)
    assert judged(mitigated, item="a", facts={"f": True}).fine is None


def test_conditions_that_nobody_confirmed_are_for_review():
    rules = rules_of(listing(item("a", "may-not-punish", F, confirmed=False)))
    verdict = judged(rules, item="a", facts={"f": True})
    assert verdict.codes == ("ground-holds", "item-unconfirmed")


def test_a_verdict_is_stored_and_taken_up_again_with_its_working():
    rules = rules_of(listing(item("a", "may-not-punish", F)))
    verdict = judged(rules, item="a")
    again = pickle.loads(pickle.dumps(verdict))  # noqa: S301 - our own bytes
    assert again == verdict
    assert again.checks == verdict.checks
    assert [each.facts for each in again.settling] == [("f",), ("f",)]
    assert [ruling.truth for ruling in again.asked] == [Truth.UNKNOWN]
    assert again.explain("en") == verdict.explain("en")
    with pytest.raises(AttributeError):
        _ = verdict.nothing


def test_the_day_of_the_decision_is_that_of_the_record():
    assert decided_on(Violation(), D(2024, 1, 1)).decided == D(2024, 1, 1)
    assert decided_on(Violation(decided=D(2023, 1, 1)), D(2024, 1, 1)).decided == D(2023, 1, 1)
    assert decided_on(Violation(), None).decided is None


def test_a_rulebook_checks_a_violation_as_it_checks_other_records():
    book = load_rulebook("cn-tax")
    violation = Violation(
        item="tax-03", ended=D(2021, 12, 15), discovered=D(2023, 12, 16), harm="none"
    )
    assert book.check(violation, at=D(2024, 1, 1)).outcome is ViolationOutcome.TIME_BARRED
    with pytest.raises(UsageError, match="no rules on violations"):
        load_rulebook("cn-jx-qingyuan").check(violation)
    with pytest.raises(UsageError, match=r"bizenv\.Violation"):
        book.check("violation")
    assert repr(book.check(Violation())).startswith("ViolationVerdict(")
    assert book.check(Violation()).subject.zh == "（未说明的违法行为）"


def test_named_facts_are_known_with_their_words():
    rules = rules_of(listing(item("a", "may-not-punish", All(F, Corrected("on-spot"), Minor()))))
    words = rules.fact_words
    assert words["f"] == ("甲事实",)
    assert words["corrected-on-spot"] == ()
    assert words["life"] == ("生命健康",)
    assert "educated" in words
