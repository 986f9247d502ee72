"""Lists, items, what goes with them, time bars: refused when they do not hold together."""

from __future__ import annotations

import pytest
from tolerances import CITE, item, listing, since

from bizenv.kernel.errors import UsageError
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Minor
from bizenv.tolerance.lists import Accompaniment, TimeBar


def test_an_item_without_behaviour_and_norms_is_for_every_violation():
    general = item("law", "may-not-punish", Minor(), behaviour=None)
    assert general.is_general
    assert general.label.zh == "《示例清单》第一条"
    assert not item("a", "may-not-punish", Minor()).is_general
    assert not item("a", "may-not-punish", Minor(), behaviour=None, norms=["x"]).is_general


def test_a_rule_is_named_by_list_and_version():
    tax = listing(
        item("a", "may-not-punish", Minor()), validity=since("2021-04-01"), rulebook="cn-tax"
    )
    assert tax.rule(tax.versions[0]) == "cn-tax/list@2021-04-01"
    assert tax.text == Text("清单")


def test_a_time_needs_a_start_and_a_longer_bar_a_condition():
    with pytest.raises(UsageError, match="both 'within' and 'start'"):
        Accompaniment("educate", CITE, within="5 working days")
    with pytest.raises(UsageError, match="both 'longer' and 'longer_if'"):
        TimeBar(period="2 years", longer="5 years", citation=CITE)
    assert Accompaniment("record", CITE, "5 days", "order").within.n == 5
