"""A tree held against its model: every problem in its place, and no second one for a first."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BeforeValidator, Field, RootModel

from bizenv.kernel.errors import UsageError
from bizenv.kernel.schema import Id, Model, TextModel
from bizenv.kernel.text import Text
from bizenv.rulebooks import shapes
from bizenv.rulebooks.nodes import Path, Tree, read_tree
from bizenv.rulebooks.shapes import mend_keys, validate


def never(_: object) -> str:
    raise UsageError("n=3: expected no number at all")


class Part(Model):
    """A part: some words, a kind, a number, parts of its own."""

    label: TextModel | None = None
    kind: Literal["small", "large"] = "small"
    size: int | None = None
    parts: list[Part | None] = Field(default_factory=list)
    words: dict[Id, str] = Field(default_factory=dict)
    odd: Annotated[str, BeforeValidator(never)] | None = None
    needed: TextModel | None = None


class Whole(Model):
    """A whole: a head that is needed, and parts."""

    id: Id
    label: TextModel
    some: list[Part | None] = Field(default_factory=list, min_length=1)
    named: dict[str, Part] = Field(default_factory=dict)
    strict: Literal["yes"] | None = None


class Strict(Model):
    """Nothing in it can be left out."""

    name: str
    inner: dict[str, TextModel] = Field(min_length=1)


HEAD = "id: x\nlabel: {zh: 全}\n"


def check(text: str, model: Any = Whole) -> tuple[list[str], Any, frozenset[Path]]:
    """What is told, what is read, and what was left out."""
    tree = read_tree(text, "x.yaml")
    read, left_out = validate(tree, model, {})
    return [str(problem) for problem in tree.problems], read, left_out


KEYS = "one of id, label, some, named, strict"
PART = "one of label, kind, size, parts, words, odd, needed"


@pytest.mark.parametrize(
    ("text", "message", "cut"),
    [
        (
            "some: [{size: many}, {size: '2'}]",
            "3:15 some[0].size: got 'many', expected a whole number [bad-number]",
            ("some", 0),
        ),
        (
            "some: [{size: 1, kind: smal}]",
            "3:24 some[0].kind: got 'smal', expected 'small' or 'large' [unknown-word] "
            "Hint: did you mean 'small'?",
            ("some", 0, "kind"),
        ),
        (
            f"some: [{{size: {'9' * 5000}, kind: small}}]",
            f"3:15 some[0].size: got '{'9' * 198}…, expected a whole number of fewer digits "
            "[bad-number]",
            ("some", 0, "size"),
        ),
        (
            "some: [words, {}]",
            "3:8 some[0]: got 'words', expected a mapping [wrong-type]",
            ("some", 0),
        ),
        (
            "some: [{parts: words, size: 1}]",
            "3:16 some[0].parts: got 'words', expected a list [wrong-type] "
            "Hint: a list of one is written [words]",
            ("some", 0, "parts"),
        ),
        (
            "some: [{words: [a], size: 1}]",
            "3:16 some[0].words: got ['a'], expected a mapping [wrong-type]",
            ("some", 0, "words"),
        ),
        (
            "some: [{words: {a: [b], c: d}}]",
            "3:20 some[0].words.a: got ['b'], expected a text [wrong-type]",
            ("some", 0, "words", "a"),
        ),
        (
            "some: [{words: {A: b, c: d}}]",
            "3:17 some[0].words.A: got 'A', expected an id of small letters, digits and single "
            "hyphens [bad-id] Hint: write 'a'",
            ("some", 0, "words", "A"),
        ),
        ("some: []", "3:7 some: got [], expected at least 1 of them [too-few]", ("some",)),
        (
            "some: [{odd: x, size: 1}]",
            "3:14 some[0].odd: got 'x', expected no number at all [bad-value]",
            ("some", 0, "odd"),
        ),
        (
            "some: [{label: {en: all}, size: 1}]",
            "3:9 some[0].label.zh: got no 'zh', expected the key 'zh' [missing-label] "
            "Hint: give the Chinese words: zh: …",
            ("some", 0, "label", "zh"),
        ),
        (
            "named: {a: {parts: [{parts: [{size: x, kind: large}]}]}, b: {}}",
            "3:37 named.a.parts[0].parts[0].size: got 'x', expected a whole number [bad-number]",
            ("named", "a", "parts", 0, "parts", 0, "size"),
        ),
        ("strict: no", "3:9 strict: got 'no', expected 'yes' [unknown-word]", ("strict",)),
    ],
)
def test_a_wrong_part_is_told_once_and_left_out(text: str, message: str, cut: Path) -> None:
    messages, read, left_out = check(HEAD + text)
    assert messages == [f"x.yaml:{message}"]
    assert left_out == {cut}
    assert isinstance(read, Whole)


def test_the_rest_of_a_list_keeps_its_places() -> None:
    messages, read, _ = check(f"{HEAD}some: [{{size: x}}, {{size: 1, lable: {{zh: 二}}}}, y]")
    assert messages == [
        "x.yaml:3:29 some[1].lable: got the key 'lable', expected "
        f"{PART} [unknown-key] Hint: did you mean 'label'?",
        "x.yaml:3:15 some[0].size: got 'x', expected a whole number [bad-number]",
        "x.yaml:3:46 some[2]: got 'y', expected a mapping [wrong-type]",
    ]
    assert [part and part.label for part in read.some] == [None, TextModel(zh="二"), None]


def test_a_list_of_which_nothing_is_left_is_left_out_itself() -> None:
    messages, read, left_out = check(f"{HEAD}some: [x, y]")
    assert len(messages) == 2
    assert read.some == []
    assert left_out == {("some", 0), ("some",)}


def test_a_misspelt_key_is_read_as_the_one_it_resembles() -> None:
    """What stands under it is checked as well, in the place where it is written."""
    messages, read, left_out = check("id: x\nlabl: {zh: 全}\nsume: [{size: x, kind: large}]")
    assert messages == [
        f"x.yaml:2:1 labl: got the key 'labl', expected {KEYS} [unknown-key] "
        "Hint: did you mean 'label'?",
        f"x.yaml:3:1 sume: got the key 'sume', expected {KEYS} [unknown-key] "
        "Hint: did you mean 'some'?",
        "x.yaml:3:15 some[0].size: got 'x', expected a whole number [bad-number]",
    ]
    assert read.label == TextModel(zh="全")
    assert left_out == {("some", 0, "size")}


def test_a_misspelt_key_beside_the_right_one_is_only_told() -> None:
    messages, read, left_out = check(f"{HEAD}labl: {{zh: 别}}\nlabels: {{zh: 别}}")
    assert messages == [
        f"x.yaml:3:1 labl: got the key 'labl', expected {KEYS} [unknown-key] "
        "Hint: did you mean 'label'?",
        f"x.yaml:4:1 labels: got the key 'labels', expected {KEYS} [unknown-key] "
        "Hint: did you mean 'label'?",
    ]
    assert (read.label, left_out) == (TextModel(zh="全"), frozenset())


def test_a_key_that_resembles_none_is_only_told() -> None:
    messages, read, _ = check(f"{HEAD}zzz: 1")
    assert messages == [f"x.yaml:3:1 zzz: got the key 'zzz', expected {KEYS} [unknown-key]"]
    assert isinstance(read, Whole)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("id: x\nlabel: {qqq: 全}", "2:9 label.qqq"),
        (f"{HEAD}named: {{a: {{qqq: x}}}}", "3:13 named.a.qqq"),
    ],
)
def test_a_mapping_without_one_known_key_is_told_by_its_keys_alone(text: str, at: str) -> None:
    (message,), read, left_out = check(text)
    assert message.startswith(f"x.yaml:{at}: got the key 'qqq', expected one of")
    assert isinstance(read, Whole)
    assert len(left_out) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("label: {zh: 全}", "1:1 id: got no 'id', expected the key 'id' [missing-key]"),
        ("id: x\nlabel: 全", "2:8 label: got '全', expected a mapping [wrong-type]"),
        (
            "id: x\nlabel: {en: all}",
            "2:1 label.zh: got no 'zh', expected the key 'zh' [missing-label] "
            "Hint: give the Chinese words: zh: …",
        ),
    ],
)
def test_a_needed_part_has_a_stand_in(text: str, message: str) -> None:
    messages, read, left_out = check(text)
    assert messages == [f"x.yaml:{message}"]
    assert isinstance(read, Whole)
    assert len(left_out) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inner: {a: {zh: b}}", "1:1 name: got no 'name', expected the key 'name' [missing-key]"),
        ("name: x\ninner: {a: b}", "2:12 inner.a: got 'b', expected a mapping [wrong-type]"),
        ("name: x\ninner: {}", "2:8 inner: got {}, expected at least 1 of them [too-few]"),
        ("- a", "1:1: got ['a'], expected a mapping [wrong-type]"),
        ("words", "1:1: got 'words', expected a mapping [wrong-type]"),
    ],
)
def test_where_nothing_useful_is_left_there_is_no_model(text: str, message: str) -> None:
    messages, read, _ = check(text, Strict)
    assert messages == [f"x.yaml:{message}"]
    assert read is None


@pytest.mark.parametrize(
    "text", ["some: [{size: , kind: small}]", "some: [{kind: ｓmall, size: 1}]", "some: *x"]
)
def test_what_the_reader_of_nodes_told_is_not_told_again(text: str) -> None:
    messages, read, _ = check(HEAD + text)
    assert len(messages) == 1
    assert isinstance(read, Whole)


def test_a_mapping_without_keys_of_its_own_may_be_the_root() -> None:
    class Root(RootModel[dict[str, TextModel]]):
        """Words by name."""

    messages, read, _ = check("a: {zh: 一, eng: one}\nb: {zh: 二}", Root)
    assert messages == [
        "x.yaml:1:12 a.eng: got the key 'eng', expected one of zh, en [unknown-key] "
        "Hint: did you mean 'en'?"
    ]
    assert read.root["a"] == TextModel(zh="一", en="one")


def test_keys_at_the_head_can_be_mended_before_anything_is_read() -> None:
    tree = read_tree("idd: x\nlabel: {zh: 全}\nzzz: 1\nlabls: 1", "x.yaml")
    mend_keys(tree, Whole)
    assert [problem.got for problem in tree.problems] == [Text("键 'idd'", "the key 'idd'")]
    assert tree.value == {"label": {"zh": "全"}, "zzz": "1", "labls": "1", "id": "x"}


@pytest.mark.parametrize("value", [None, ["a"], "a"])
def test_where_there_is_no_head_nothing_is_mended(value: Any) -> None:
    tree = Tree("x.yaml", value)
    mend_keys(tree, Whole)
    assert (tree.value, tree.problems) == (value, [])


def test_validation_gives_up_after_some_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "_MOST_ROUNDS", 1)
    messages, read, _ = check(f"{HEAD}zzz: 1")
    assert (len(messages), read) == (1, None)
