"""Index and scheme files: YAML with the line of every problem, or a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.kernel.errors import RecordError, RulebookError
from bizenv.rulebooks.scoring import load_index, load_scheme, read_index, read_scheme

INDEX = """\
format: bizenv.index/1
id: demo
name: {zh: 营商环境, en: Business environment}
indicators:
  - code: gov
    zh: 政务服务
    below:
      - {code: days, direction: lower, best: "1", worst: 30}
      - {code: rate}
"""
SCHEME = """\
format: bizenv.scheme/1
normalise: {kind: min-max, high: 10}
weigh: {kind: equal, by: level}
"""


def test_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "index.yaml").write_text(INDEX, "utf-8")
    (tmp_path / "scheme.yaml").write_text(SCHEME, "utf-8")
    (tmp_path / "table.csv").write_text("代码,权重\na,1\n", "utf-8")
    index = load_index(tmp_path / "index.yaml")
    assert (index.id, index.root, index.leaves) == ("demo", "gov", ("days", "rate"))
    assert load_scheme(str(tmp_path / "scheme.yaml")).normalise["*"].span() == (0, 10)
    assert load_index(str(tmp_path / "table.csv")).id == "table"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.yaml:1:1: got a file without content, expected a mapping [empty-file]"),
        ("id: x\nindicators: [{code: a}]\n",
         "f.yaml:1:1: got no 'format', expected format: bizenv.index/1 [missing-key]"),
        ("format: bizenv.scheme/1\nid: x\nindicators: [{code: a}]\n",
         "f.yaml:1:9 format: got 'bizenv.scheme/1', expected bizenv.index/1 [unknown-word]"),
        ("- a\n", "f.yaml:1:1: got ['a'], expected a mapping [wrong-type]"),
        ("format: bizenv.index/1\nid: x\nindicators:\n  - {code: a, wight: 1}\n",
         "f.yaml:4:15 indicators[0].wight: got 'wight', expected one of code, zh, en, parent, "
         "direction, unit, best, worst, weight, since, until, per, auxiliary, source, below "
         "[unknown-key] Hint: did you mean 'weight'?"),
        ("format: bizenv.index/1\nid: x\nindicators:\n  - {code: a, weight: many}\n",
         "f.yaml:4:23 indicators[0].weight: got 'many', expected a number [bad-number]"),
        ("format: bizenv.index/1\nid: x\nid: y\nindicators: [{code: a}]\n",
         "f.yaml:3:1: got the key 'id' again, expected each key once [duplicate-key]"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_index_file_has_its_line(text: str, message: str) -> None:
    with pytest.raises(RulebookError) as told:
        read_index(text, "f.yaml")
    assert str(told.value) == message


def test_every_problem_of_a_scheme_is_told_at_once() -> None:
    text = (
        "format: bizenv.scheme/1\n"
        "normalise:\n"
        "  '*': {kind: min-max, hihg: 3}\n"
        "  a: z-scor\n"
        "aggregate: {kind: geometric, floor: -1}\n"
        "ranking: {ties: shared}\n"
    )
    with pytest.raises(RulebookError) as told:
        read_scheme(text, "s.yaml")
    found = [(each.code, each.place.line, each.place.path) for each in told.value.problems]
    assert found == [
        ("unknown-key", 3, "normalise.*.hihg"),
        ("unknown-method", 4, "normalise.a"),
        ("bad-setting", 5, "aggregate"),
        ("bad-setting", 6, "ranking"),
    ]
    assert told.value.problems[2].say("zh") == (
        "s.yaml:5:12 aggregate：读到 {'floor': '-1'}，应为此处可用的值 [bad-setting]"
    )


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RulebookError):
        load_index(tmp_path / "a.yaml")
    with pytest.raises(FileNotFoundError):
        load_scheme(tmp_path / "none.yaml")
    (tmp_path / "bad.csv").write_text("代码\na\na\n", "utf-8")
    with pytest.raises(RecordError, match="no-tree"):
        load_index(tmp_path / "bad.csv")
