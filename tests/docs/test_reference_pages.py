"""The reference pages name everything there is: options, keys, fields, terms."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from typer.main import get_command

from bizenv import InspectionOutcome, InspectionVerdict, Severity
from bizenv.cli.app import app
from bizenv.inspections.frames import VERDICT_COLUMNS
from bizenv.kernel.legal import Attestation
from bizenv.reports.formats import FORMATS
from bizenv.rulebooks.mapping import FieldMapModel, MappingModel
from bizenv.rulebooks.schema import json_schema
from bizenv.tables.readers import FORMATS as ENDINGS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def page(name: str) -> str:
    """A page of the reference."""
    return (REFERENCE / name).read_text("utf-8")


def quoted(text: str) -> set[str]:
    """Every word of a page that stands in backticks, alone or at the start."""
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in (code, code.split()[0])}


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    yield " ".join(path), command
    for name, sub in getattr(command, "commands", {}).items():
        yield from _commands(sub, (*path, name))


def test_the_command_line_page_has_every_command_and_option() -> None:
    """Each command has a heading, each option stands there as it is written."""
    text = page("command-line.md")
    words = quoted(text)
    for path, command in _commands(get_command(app)):
        is_leaf = not getattr(command, "commands", None)
        assert not is_leaf or f"## bizenv {path}\n" in text, path
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert not option.startswith("-") or option in words, (path, option)
    assert set(FORMATS) <= words
    assert {ending.removeprefix(".") for ending in ENDINGS} <= set(re.findall(r"\w+", text.lower()))


def _keys(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get("properties", {})
        for part in node.values():
            yield from _keys(part)
    elif isinstance(node, list):
        for part in node:
            yield from _keys(part)


def test_the_format_page_has_every_key_of_a_rulebook_and_of_a_map() -> None:
    """The keys come from the JSON Schema and from the models."""
    words = quoted(page("rulebook-format.md"))
    keys = set(_keys(json_schema())) | {"zh", "en"}
    keys |= set(FieldMapModel.model_fields) | set(MappingModel.model_fields)
    assert sorted(keys - words) == []


def test_the_format_page_names_no_key_that_there_is_not() -> None:
    """The first column of its tables of keys."""
    keys = set(_keys(json_schema()))
    for table in re.findall(
        r"(?m)^\| key[^\n]*\n\|[-|: ]+\n((?:\|.*\n)+)", page("rulebook-format.md")
    ):
        named = set(re.findall(r"(?m)^\| `(\w+)` \|", table))
        assert named
        assert named <= keys


def test_the_verdict_page_has_every_outcome_field_and_column() -> None:
    """Outcomes, severities, attestations, attributes of a verdict, columns of a frame."""
    text = page("verdict.md")
    words = quoted(text)
    for outcome in InspectionOutcome:
        lawful = "yes" if outcome.lawful else "no"
        assert re.search(rf"\| `{outcome.value}` \| {outcome.text.zh} \| .* \| {lawful} \|", text)
    for each in (*Severity, *Attestation):
        assert f"| `{each.value}` | {each.text.zh} |" in text
    fields = {name for name in dir(InspectionVerdict) if not name.startswith("_")}
    methods = {"explain", "to_dict", "extra_lines", "extra_dict"}
    assert sorted(fields - methods - words) == []
    assert set(VERDICT_COLUMNS) <= words


def _script() -> ModuleType:
    path = ROOT / "updates" / "vocabulary_page.py"
    spec = importlib.util.spec_from_file_location("vocabulary_page", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_vocabulary_page_is_what_its_script_writes() -> None:
    """Run ``python updates/vocabulary_page.py`` after a change of the terms."""
    assert page("vocabulary.md") == _script().page()


def test_the_design_page_has_every_room_and_every_module_of_a_topic() -> None:
    """The table of rooms names the folders, the text below it the modules of inspections."""
    source = ROOT / "src" / "bizenv"
    text = (ROOT / "docs" / "explanation" / "design.md").read_text("utf-8")
    rooms = re.findall(r"(?m)^\| `(\w+)` \|", text)
    folders = {path.name for path in source.iterdir() if path.is_dir()} - {"__pycache__"}
    assert set(rooms) == folders
    modules = {path.stem for path in (source / "inspections").glob("*.py")} - {"__init__"}
    assert modules <= quoted(text)
