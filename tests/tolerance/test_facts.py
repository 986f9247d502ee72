"""The names of facts have words, for whoever is asked for them."""

from __future__ import annotations

from attrs import fields

from bizenv.kernel.text import Text
from bizenv.tolerance.facts import FACTS, missing_fact
from bizenv.tolerance.values import Violation


def test_a_fact_has_the_words_of_its_field_or_those_given_or_its_name():
    assert missing_fact("harm").text.en == "the harm done"
    assert missing_fact("f", Text("某事实")).text.zh == "某事实"
    assert missing_fact("g").text.zh == "g"


def test_fields_with_words_are_fields():
    assert set(FACTS) - {"calendar"} <= {field.name for field in fields(Violation)}
