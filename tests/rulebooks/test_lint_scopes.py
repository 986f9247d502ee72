"""A scope leaves some class of enterprises that the rule covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizenv.rulebooks.reader import Reading, read_rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
AT = "strictness: absolute"
OWN = """\
vocabulary:
  enterprise_class:
    tobacco: {label: {zh: 烟草企业}}
    cigars: {label: {zh: 雪茄企业}, broader: [tobacco]}
sources:"""


def read(scope: str) -> tuple[str, Reading]:
    text = RULES.replace("sources:", OWN, 1).replace(AT, f"enterprises: {scope}\n        {AT}", 1)
    return text, read_rulebook(text, "rules.yaml")


@pytest.mark.parametrize(
    "scope",
    [
        "{classes: [tobacco], exclude: [tobacco]}",
        "{classes: [cigars], exclude: [tobacco]}",
        "{classes: [cigars, small-micro], exclude: [small-micro, tobacco]}",
    ],
)
def test_a_scope_that_excludes_all_that_it_covers_is_empty(scope: str) -> None:
    text, reading = read(scope)
    (told,) = [problem for problem in reading.problems if problem.code != "boundary-without-case"]
    before = text[: text.index("exclude: ") + len("exclude: ")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert str(told) == (
        f"rules.yaml:{line}:{column} quiet_periods[0].versions[0].enterprises.exclude: got every "
        "class of 'classes' excluded, expected a scope that leaves some class of enterprises "
        "[empty-scope] Hint: exclude a class that is narrower than those of 'classes'"
    )
    assert told.say("zh").endswith(
        "读到排除了 classes 中的每一类，应为至少留下一类企业的适用范围 [empty-scope] "
        "提示：排除的类别应比 classes 中的更窄"
    )


@pytest.mark.parametrize(
    "scope",
    [
        "{classes: [tobacco], exclude: [cigars]}",
        "{classes: [tobacco, small-micro], exclude: [tobacco]}",
        "{classes: [tobacco]}",
        f"{{exclude: [{', '.join(base_vocabulary()['enterprise_class'].codes)}, tobacco]}}",
    ],
)
def test_a_scope_that_leaves_some_enterprise_is_fine(scope: str) -> None:
    """An enterprise of no class is left where no class is asked for."""
    _, reading = read(scope)
    assert "empty-scope" not in {problem.code for problem in reading.problems}


def test_a_scope_that_could_not_be_read_is_not_judged() -> None:
    _, reading = read("{classes: [tobacco], exclude: [tobacco, tobaco]}")
    assert [problem.code for problem in reading.errors] == ["unknown-term"]
