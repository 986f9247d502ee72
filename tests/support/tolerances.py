"""A small list of made-up items, and a way to judge by it."""

from __future__ import annotations

from datetime import date

from bizenv import work_calendar
from bizenv.kernel.legal import Citation, Source, Validity
from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.tolerance.lists import ListVersion, TimeBar, ToleranceItem, ToleranceList
from bizenv.tolerance.rules import ToleranceRules

CITE = Citation(Source("list", "示例清单", "mirror"), "第一条")
OTHER = Citation(Source("law", "示例法", "mirror"), "第二条")


def item(id, leniency, conditions, **options):
    given = {"behaviour": Text(f"行为{id}", f"behaviour {id}"), "citation": CITE, **options}
    return ToleranceItem(id=id, leniency=leniency, conditions=conditions, **given)


def listing(*items, id="list", validity=None, **options):
    version = ListVersion(validity=validity or Validity(), citation=CITE, items=items)
    return ToleranceList(id=id, text=Text("清单"), versions=[version], **options)


def rules_of(*lists, bar=True, calendar=None):
    from bizenv.tolerance.conditions import All, Harm, Not, Stated

    longer = All(Stated("life", Text("生命健康")), Not(Harm("none")))
    time_bar = TimeBar(period="2 years", longer="5 years", longer_if=longer, citation=OTHER)
    return ToleranceRules(
        lists=lists,
        time_bar=time_bar if bar else None,
        calendar=calendar or work_calendar("CN"),
        citation=CITE,
        rulebook=RulebookRef("made-up", "1", "0" * 64),
    )


def since(first, until=None):
    day = date.fromisoformat(first)
    return Validity(day, day, date.fromisoformat(until) if until else None)
