"""The JSON Schema of a rulebook file: what editors check with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Term
from bizenv.rulebooks import schema
from bizenv.rulebooks.nodes import read_tree
from bizenv.rulebooks.reader import read_rulebook
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
    """With its own terms, where it has any: an editor knows those that are shipped."""
    own = "\nvocabulary:\n" in text
    book = read_rulebook(text, "r.yaml").rulebook if own else None
    schema = json_schema(book.vocabulary) if book else SCHEMA
    errors = jsonschema.Draft202012Validator(schema).iter_errors(read_tree(text, "r.yaml").value)
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
        ("checked:", "extends: [Cn Hn]\nchecked:"),
        ("id: quiet-days", "id: quiet--days"),
        ("  notice-2022:", "  Notice 2022:"),
        ("cite: {source: notice-2022, l", "cite: {source: notice 2022, l"),
        ('"360803"', '"36080312"'),
        ("{month_days: 1-22}", f"{{any: [{', '.join(['{month_days: 1-5}'] * 101)}]}}"),
    ],
)
def test_what_the_reader_refuses_by_shape_the_schema_refuses(old: str, new: str) -> None:
    assert accepted(RULES)
    assert not accepted(RULES.replace(old, new, 1))


def test_a_version_may_be_a_number_for_other_readers_of_yaml() -> None:
    """They take ``version: 1`` for one; ours keeps what was written."""
    value = read_tree(RULES, "r.yaml").value
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid({**value, "version": 1})
    assert validator.is_valid({**value, "version": 1.1})
    assert not validator.is_valid({**value, "version": ["1"]})
    unquoted = read_rulebook(RULES.replace('version: "1"', "version: 1.10"), "r.yaml")
    assert unquoted.rulebook is not None
    assert unquoted.rulebook.version == "1.10"


@pytest.mark.parametrize("zone", ["Asia/Urumqi", "UTC"])
def test_a_time_zone_is_one_of_the_known(zone: str) -> None:
    assert read_rulebook(_in_zone(zone), "r.yaml").problems == ()


@pytest.mark.parametrize("zone", ["Asia", "../../etc/passwd", "/etc/passwd", "Beijing time", "''"])
def test_another_time_zone_is_refused(zone: str) -> None:
    (problem,) = read_rulebook(_in_zone(zone), "r.yaml").problems
    assert problem.code == "unknown-time-zone"


def test_without_the_data_of_the_zones_any_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "available_timezones", set)
    assert read_rulebook(_in_zone("Mars/Olympus"), "r.yaml").problems == ()


def _in_zone(zone: str) -> str:
    return RULES.replace('code: "360803"', f"time_zone: {zone}", 1)


def test_the_schema_names_every_term_of_a_vocabulary() -> None:
    more = base_vocabulary().plus({"domain": [Term("tobacco", Text("烟草"))]})
    text = RULES.replace("[work-safety], cite", "[tobacco], cite", 1)
    assert not accepted(text)
    assert accepted(text, json_schema(more))


def test_a_year_may_be_a_number_for_other_readers_of_yaml() -> None:
    """An editor reads ``from: 2011`` as one."""
    value = read_tree(RULES, "r.yaml").value
    value["quiet_periods"][0]["versions"][0]["from"] = 2011
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(value)
    value["quiet_periods"][0]["versions"][0]["from"] = [2011]
    assert not validator.is_valid(value)


def test_an_editor_is_told_the_very_part_that_is_wrong() -> None:
    """Not that the whole quiet period is no null."""
    value = read_tree(RULES, "r.yaml").value
    value["quiet_periods"][0]["versions"][0]["exemptions"][0]["domains"] = ["work-safty"]
    (error,) = jsonschema.Draft202012Validator(SCHEMA).iter_errors(value)
    assert list(error.path) == ["quiet_periods", 0, "versions", 0, "exemptions", 0, "domains", 0]


@pytest.mark.parametrize("part", ["quiet_periods", "sources", "cases"])
def test_no_part_may_be_null(part: str) -> None:
    value = read_tree(RULES, "r.yaml").value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid({**value, part: None})
    assert '"null"' not in json.dumps(SCHEMA)
