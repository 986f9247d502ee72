"""Plain values as the text of a rulebook file, read back as they are."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.rulebooks.yaml_text import Commented, yaml_text

texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
)
keys = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
values = st.recursive(
    texts,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3)
        | st.dictionaries(keys, parts, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
@settings(max_examples=50)
def test_values_are_read_back_as_they_are(document: dict[str, Any]) -> None:
    read = yaml.load(yaml_text(document), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert read == _without_marks(document)


def _without_marks(value: Any) -> Any:
    """Byte order marks and the like are not for files."""
    if isinstance(value, dict):
        return {key: _without_marks(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_marks(part) for part in value]
    return "".join(" " if char in "\ufeff\ufffe\uffff" else char for char in value)


def test_signs_that_would_end_a_line_become_spaces() -> None:
    assert yaml_text({"a": "x\n# y\u2028z\x00\ud800"}) == 'a: "x # y z  "\n'


def test_comments_stand_above_and_cannot_be_left() -> None:
    item = Commented({"id": "a", "long": "长" * 90}, ["read\nid: b"])
    document = Commented({"items": [item, {"id": "c"}]}, ["a draft"])
    assert yaml_text(document) == (
        '# a draft\nitems:\n  # read id: b\n  - id: a\n    long: "' + "长" * 90 + '"\n  - {id: c}\n'
    )


def test_long_lists_stand_item_by_item() -> None:
    norms = [f"《条例》第{n}条" + "长" * 40 for n in range(3)]
    assert yaml_text({"norms": norms}) == "norms:\n" + "".join(f'  - "{norm}"\n' for norm in norms)
