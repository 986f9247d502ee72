"""The JSON Schema of a rulebook file: what editors check with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Term
from bizenv.rulebooks.nodes import read_tree
from bizenv.rulebooks.schema import json_schema
from bizenv.rulebooks.shelf import _shelf
from bizenv.rulebooks.vocabulary import base_vocabulary

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
SCHEMA = json_schema()


def accepted(text: str, schema: dict[str, Any] = SCHEMA) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(read_tree(text, "r.yaml").value)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "bizenv rulebook"


@pytest.mark.parametrize("text", [RULES, *_shelf().values()], ids=["rules", *_shelf()])
def test_every_rulebook_is_accepted(text: str) -> None:
    errors = jsonschema.Draft202012Validator(SCHEMA).iter_errors(read_tree(text, "r.yaml").value)
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quiet_periods:", "quiet_period:"),
        ("[complaint], cite", "[complain], cite"),
        ("until: open", "until: never"),
        ("from: 2023-01-01", "from: 2023-1-1"),
        ("1-22", "1 to 22"),
        ("outcome: exempt", "outcome: exemt"),
        ("cite: {source: notice-2022, l", "cite: {sourc: notice-2022, l"),
        ("id: cn-test", "id: CN"),
        ('"360803"', '"36"'),
        ("zh: 测试区", "zh: ''"),
        ("domain: fire-safety}", "domain: {a: b}}"),
        ("timing: 3 working days before start", "timing: soon"),
    ],
)
def test_what_the_reader_refuses_by_shape_the_schema_refuses(old: str, new: str) -> None:
    assert accepted(RULES)
    assert not accepted(RULES.replace(old, new, 1))


def test_the_schema_names_every_term_of_a_vocabulary() -> None:
    more = base_vocabulary().plus({"domain": [Term("tobacco", Text("烟草"))]})
    text = RULES.replace("[work-safety], cite", "[tobacco], cite", 1)
    assert not accepted(text)
    assert accepted(text, json_schema(more))
