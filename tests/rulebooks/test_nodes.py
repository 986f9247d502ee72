"""YAML read as texts with places; anything but plain texts, lists and mappings is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.place import Place
from bizenv.kernel.text import Text
from bizenv.rulebooks import nodes
from bizenv.rulebooks.nodes import Tree, clip, read_tree, spell

BOTH = pytest.mark.parametrize("loader", [nodes._LOADER, yaml.BaseLoader], ids=["fast", "plain"])
"""The reader written in C, where there is one, and the one that is always there."""


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_tree(text, "x.yaml").problems]


# --- what is read -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 0.10", {"a": "0.10"}),
        ("a: no", {"a": "no"}),
        ("on: off", {"on": "off"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 0440000", {"a": "0440000"}),
        ("a: 2023-06-01", {"a": "2023-06-01"}),
        ("a: ~", {"a": "~"}),
        ("a: null", {"a": "null"}),
        ("a: ''", {"a": ""}),
        ('a: "1"', {"a": "1"}),
        ("! a: ! b", {"a": "b"}),
        ("- [1, {b: 二}]", [["1", {"b": "二"}]]),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("text", "text"),
        ("\ufeffa: b", {"a": "b"}),
    ],
)
def test_every_scalar_stays_what_was_written(text: str, value: Any) -> None:
    tree = read_tree(text, "x.yaml")
    assert (tree.value, tree.problems) == (value, [])


@BOTH
def test_both_readers_of_yaml_see_the_same(
    loader: Any, shelf_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = read_tree(shelf_text, "x.yaml")
    monkeypatch.setattr(nodes, "_LOADER", loader)
    assert read_tree(shelf_text, "x.yaml") == expected


@pytest.fixture
def shelf_text() -> str:
    return "a: {b: [1, 二, {c: d}]}\ne: &x f\ng: *x\nh: !t i\na: again\n? [k]\n: l\nm:\n"


# --- where it stands --------------------------------------------------------

TREE = read_tree("# note\nversions:\n  - from: open\n    window: {days: 1-22}\n  - x\n", "r.yaml")


@pytest.mark.parametrize(
    ("path", "key", "line", "column"),
    [
        (("versions",), False, 3, 3),
        (("versions",), True, 2, 1),
        (("versions", 0), False, 3, 5),
        (("versions", 0, "from"), False, 3, 11),
        (("versions", 0, "from"), True, 3, 5),
        (("versions", 0, "window", "days"), False, 4, 20),
        (("versions", 1), False, 5, 5),
        # absent: its parent's key, or the item of a list
        (("versions", 0, "window", "nights"), False, 4, 5),
        (("versions", 0, "until"), False, 3, 5),
        (("versions", 0, "until"), True, 3, 5),
        (("versions", 7), False, 2, 1),
        (("cases", 0, "name"), False, 2, 1),
        ((), False, 2, 1),
    ],
)
def test_a_part_is_found_or_else_its_parent(
    path: nodes.Path, key: bool, line: int, column: int
) -> None:
    place = TREE.place(path, key=key)
    assert (place.file, place.line, place.column) == ("r.yaml", line, column)
    assert place.path == (spell(path) or None)


def test_a_renamed_key_keeps_its_place() -> None:
    tree = read_tree("a:\n  labl: {zh: x}\n", "r.yaml")
    tree.rename(("a", "labl"), "label")
    assert tree.value == {"a": {"label": {"zh": "x"}}}
    assert tree.place(("a", "label", "zh")) == Place("r.yaml", 2, 14, path="a.label.zh")
    assert tree.written(("a", "label", "zh")) == ("a", "labl", "zh")


def test_an_empty_tree_says_the_first_line() -> None:
    assert Tree("r.yaml").place(("a",)) == Place("r.yaml", 1, 1, path="a")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), ""),
        (("a",), "a"),
        ((0,), "[0]"),
        (("a", 0, 1, "b", "c"), "a[0][1].b.c"),
        (("x" * 50,), "x" * 39 + "…"),
    ],
)
def test_a_path_is_spelled_as_people_write_it(path: nodes.Path, words: str) -> None:
    assert spell(path) == words


def test_a_long_text_is_cut_in_a_message() -> None:
    assert clip("a" * 200) == "a" * 200
    assert clip("a" * 201) == "a" * 199 + "…"
    (message,) = told(f"a: *{'c' * 900}")
    assert message == (
        f"x.yaml:1:4: got the alias *{'c' * 188}…, expected the words themselves [alias]"
    )


# --- what is refused --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", ["x.yaml:1:1: got a file without content, expected a mapping [empty-file]"]),
        (" \n\n", ["x.yaml:1:1: got a file without content, expected a mapping [empty-file]"]),
        ("# a\n", ["x.yaml:1:1: got a file without content, expected a mapping [empty-file]"]),
        ("---\n", ["x.yaml:2:1: got a file without content, expected a mapping [empty-file]"]),
        (
            "a: 1\na: 2",
            ["x.yaml:2:1: got the key 'a' again, expected each key once [duplicate-key]"],
        ),
        (
            "a: &x 1\nb: *x",
            [
                "x.yaml:1:4: got the anchor &x, expected no anchors [anchor]",
                "x.yaml:2:4: got the alias *x, expected the words themselves [alias]",
            ],
        ),
        ("<<: {a: &b 1}", ["x.yaml:1:9: got the anchor &b, expected no anchors [anchor]"]),
        ("&a b: c", ["x.yaml:1:1: got the anchor &a, expected no anchors [anchor]"]),
        (
            "a: !!python/object/apply:os.system [id]",
            [
                "x.yaml:1:4: got the tag !!python/object/apply:os.system, expected no tags [tag]",
            ],
        ),
        ("!x a: b", ["x.yaml:1:1: got the tag !x, expected no tags [tag]"]),
        ("? *a\n: b", ["x.yaml:1:3: got the alias *a, expected the words themselves [alias]"]),
        (
            "? {a: b}\n: c",
            ["x.yaml:1:3: got a list or mapping as key, expected a word as key [bad-key]"],
        ),
        (
            "a:\nb: 1",
            [
                "x.yaml:1:3 a: got nothing, expected a value; leave the key out where there is "
                "none [empty-value]"
            ],
        ),
        (
            "a:\n  -\n",
            [
                "x.yaml:2:4 a[0]: got nothing, expected a value; leave the key out where there is "
                "none [empty-value]"
            ],
        ),
        (
            "day: ２２",
            [
                "x.yaml:1:6 day: got '２２', expected digits, letters and signs of half width "
                "[full-width] Hint: '２' is a full-width character"
            ],
        ),
        (
            "a: 1\n---\nb: 2\n---\nc: 3",
            ["x.yaml:2:1: got a second document, expected one document a file [second-document]"],
        ),
        (
            "a: [1",
            [
                "x.yaml:1:6: got did not find expected ',' or ']', expected valid YAML [bad-yaml] "
                "Hint: look from line 1 on"
            ],
        ),
        (
            "a: {b: 1\nc: 2\n",
            [
                "x.yaml:2:2: got did not find expected ',' or '}', expected valid YAML [bad-yaml] "
                "Hint: look from line 1 on"
            ],
        ),
        ("a: b\n\x07", ["x.yaml:2:1: got the character '\\x07', expected valid YAML [bad-yaml]"]),
        (
            "a: b\nc: \ud800d",
            ["x.yaml:2:4: got half a character, expected whole ones [bad-encoding]"],
        ),
    ],
)
def test_a_text_that_is_more_or_less_than_plain_is_refused(text: str, messages: list[str]) -> None:
    assert told(text) == messages


def test_problems_before_a_syntax_error_are_told_too() -> None:
    tree = read_tree("a: 1\na: 2\nb: [", "x.yaml")
    assert [problem.code for problem in tree.problems] == ["duplicate-key", "bad-yaml"]
    assert tree.value is None


@pytest.mark.parametrize("key", ["zh", "quote", "reason", "name", "aliases"])
def test_words_for_people_may_be_of_full_width(key: str) -> None:
    assert told(f"a: {{{key}: 第１条：甲，乙}}") == []


@pytest.mark.parametrize("open_", ["[", "{a: ", "- ", "? "])
@BOTH
def test_a_file_nested_too_deeply_is_refused_at_once(
    open_: str, loader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    tree = read_tree(open_ * 200_000, "x.yaml")
    assert tree.value is None
    assert tree.problems[-1].code == "too-deep"
    assert tree.problems[-1].got == Text("超过 40 层的嵌套", "more than 40 levels")
    assert tree.problems[-1].place.column == 40 * len(open_) + 1


def test_a_loader_that_gives_up_on_deep_nesting_leaves_the_place_to_the_plain_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Libyaml refuses deep nesting before it says where; older ones do not."""

    class GivesUp(yaml.BaseLoader):
        def check_event(self, *_: Any) -> bool:
            raise yaml.scanner.ScannerError(problem="exceeded maximum nesting depth")

    monkeypatch.setattr(nodes, "_LOADER", GivesUp)
    assert [problem.code for problem in read_tree("[" * 41, "x.yaml").problems] == ["too-deep"]
    assert read_tree("a: 1", "x.yaml").value == {"a": "1"}


def test_forty_levels_are_not_too_deep() -> None:
    assert told("[" * 40 + "]" * 40) == []
    assert told("[" * 41 + "]" * 41) == [
        "x.yaml:1:41: got more than 40 levels, expected fewer levels [too-deep]"
    ]


def test_a_text_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST_BYTES", 9)
    assert told("a: 中中") == []
    assert told("a: 中中b") == [
        "x.yaml:1:1: got 10 bytes, expected at most 9 bytes [file-too-large]"
    ]


# --- any text ---------------------------------------------------------------

yaml_like = st.text(alphabet=" \n\t-:?[]{},#&*!|>'\"%@`~ab01é中\x00\x85\u2028\ufeff", max_size=60)


@BOTH
@given(text=st.text() | yaml_like)
def test_any_text_gives_a_tree_or_problems_in_the_text(loader: Any, text: str) -> None:
    before, nodes._LOADER = nodes._LOADER, loader
    try:
        tree = read_tree(text, "x.yaml")
    finally:
        nodes._LOADER = before
    assert tree.value is not None or tree.problems
    for problem in tree.problems:
        assert problem.severity == "error"
        assert 1 <= (problem.place.line or 0) <= len(text) + 2
        assert (problem.place.column or 0) >= 1


plain_words = st.text(
    st.characters(categories=["Ll", "Lo", "Nd"], max_codepoint=0x9FFF), min_size=1
)
trees = st.recursive(
    plain_words.filter(lambda word: not nodes._WIDE.search(word)),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(plain_words, inner, min_size=1, max_size=4)
    ),
    max_leaves=20,
)


@given(trees, st.booleans())
def test_what_yaml_writes_is_read_back_with_its_places(value: Any, flow: bool) -> None:
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=flow, default_style='"', sort_keys=False
    )
    tree = read_tree(text, "x.yaml")
    assert (tree.value, tree.problems) == (value, [])
    lines = text.splitlines()
    for path, (line, column) in tree._keys.items():
        assert lines[line - 1][column - 1] in '"?'
        assert path[-1] is not None
