"""Are the lists sound: counts, remarks, and two lists held against each other."""

from __future__ import annotations

from datetime import date

from tolerances import CITE, item, listing, since

from bizenv import load_rulebook
from bizenv.kernel.legal import Validity
from bizenv.kernel.text import Text
from bizenv.tolerance.audit import audit, compare, statistics
from bizenv.tolerance.conditions import (
    All,
    AnyOf,
    Corrected,
    CorrectedWithin,
    FirstViolation,
    Harm,
    Minor,
    Stated,
)
from bizenv.tolerance.lists import Repealed

LAW = load_rulebook("cn-penalties").tolerance_lists
FIRST = FirstViolation(window="2 years", match="same-item", scope="agency", basis="discovered")
INSIDE = CorrectedWithin("5 working days", "order")
MAY, SHALL = All(FIRST, Harm("minor"), INSIDE), All(Harm("none"), Corrected("within-order"))


def codes(*items, **options):
    given = audit((listing(*items, **options.pop("list", {})), *LAW), **options)
    return [(remark.code, remark.entry.item.id) for remark in given]


def test_items_are_counted_by_agency_field_and_leniency():
    tax = listing(
        item("a", "may-not-punish", MAY, domain="税务"),
        item("b", "may-not-punish", MAY, confirmed=False),
        agency="税务局",
    )
    found = statistics((tax, *LAW))
    assert (found.items, found.unconfirmed, dict(found.by_agency)) == (2, 1, {"税务局": 2})
    assert found.by_domain == {"税务": 1, "": 1}
    assert list(found.by_leniency.values()) == [2]
    assert (
        statistics(
            (
                listing(
                    item("a", "may-not-punish", MAY), validity=since("2020-01-01", "2020-12-31")
                ),
            ),
            date(2024, 1, 1),
        ).items
        == 0
    )


def test_an_item_is_held_against_what_the_statute_gives_on_its_conditions():
    assert codes(item("a", "may-not-punish", MAY), item("b", "shall-not-punish", SHALL)) == []
    assert codes(item("a", "may-not-punish", SHALL)) == [("harsher-than-statute", "a")]
    assert codes(item("a", "shall-not-punish", MAY)) == [("more-lenient-than-statute", "a")]
    assert codes(item("a", "may-not-punish", FIRST)) == [("more-lenient-than-statute", "a")]
    assert codes(item("a", "shall-lighten", FIRST)) == []
    either = All(FIRST, Harm("none"), AnyOf(Corrected("on-spot"), INSIDE))
    assert codes(item("a", "shall-not-punish", either)) == []
    assert audit((listing(item("a", "may-not-punish", FIRST)),)) == ()


def test_repetitions_are_told_with_the_first():
    def said(id, zh):
        return item(id, "may-not-punish", MAY, behaviour=Text(zh))

    text = "未按照规定的时间向社会公开环境保护设施验收报告"
    assert codes(
        said("a", text), said("b", f"{text} "), said("c", f"{text}的"), said("d", "其他")
    ) == [("duplicate-item", "b"), ("near-duplicate-item", "c"), ("near-duplicate-item", "c")]
    assert codes(said("a", "甲乙丙丁"), said("b", "丁丙乙甲")) == []


def test_norms_that_ended_lists_that_ended_and_conditions_that_nobody_confirmed():
    gone = Repealed("合伙企业登记管理办法", Validity(until=date(2022, 2, 28)), CITE)
    old = item(
        "a",
        "may-not-punish",
        MAY,
        norms=["《合伙企业登记管理办法》第三十三条", "《价格法》"],
        confirmed=False,
    )
    assert codes(old, repealed=[gone]) == [("repealed-norm", "a"), ("item-unconfirmed", "a")]
    ended = {"validity": since("2020-01-01", "2020-12-31")}
    assert codes(old, day=date(2024, 1, 1), list=ended) == [("expired-list", "a")]
    assert codes(item("a", "may-not-punish", MAY), day=date(2020, 6, 1), list=ended) == []


def test_two_lists_are_compared_item_by_item():
    f = Stated("f", Text("甲事实"))
    one = listing(
        item("a", "may-not-punish", All(f, Minor())),
        item("b", "may-not-punish", f),
        item("x", "may-not-punish", f, behaviour=None, norms=["《法》"]),
    )
    other = listing(
        item("a", "shall-not-punish", All(f, Harm("none"))),
        item("c", "may-not-punish", f),
        item("x", "may-not-punish", f, behaviour=None, norms=["《法》"]),
    )
    found = compare([one], [other])
    assert [(each.code, each.item) for each in found] == [
        ("only-in-first", "b"),
        ("only-in-second", "c"),
        ("leniency-differs", "a"),
        ("first-asks-more", "a"),
        ("second-asks-more", "a"),
    ]
    assert found[3].text.zh == "行为a：只有前者要求违法行为轻微"
    assert compare([one], [one]) == ()
