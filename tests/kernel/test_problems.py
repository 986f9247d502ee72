"""What is wrong with an input: quoted as it is, in our own words in one language."""

from __future__ import annotations

import json
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean, one_of
from bizenv.kernel.text import Text

DAY = Text("日历上有的日期", "a day of the calendar")
AT = Place("plan.csv", row=4, field="start", header="检查日期")
PROBLEM = Problem("bad-day", "'2023-02-30'", DAY, AT)
HINTED = Problem("unknown-term", "'taxx'", Text("检查领域", "a domain"), hint=did_you_mean("tax"))


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        (
            PROBLEM,
            "plan.csv 第 4 行 检查日期 (start)：读到 '2023-02-30'，应为日历上有的日期 [bad-day]",
            "plan.csv row 4 检查日期 (start): got '2023-02-30', expected a day of the calendar "
            "[bad-day]",
        ),
        (
            HINTED,
            "读到 'taxx'，应为检查领域 [unknown-term] 提示：是否为 'tax'？",
            "got 'taxx', expected a domain [unknown-term] Hint: did you mean 'tax'?",
        ),
        (
            Problem("too-few", Text("空白", "nothing"), "[work-safety]"),
            "读到空白，应为 [work-safety] [too-few]",
            "got nothing, expected [work-safety] [too-few]",
        ),
        (Problem("odd", "", "税务"), "读到，应为税务 [odd]", "got , expected 税务 [odd]"),
    ],
)
def test_a_problem_is_said_on_one_line_in_one_language(problem: Problem, zh: str, en: str) -> None:
    """Place, got, expected, code, hint; a space parts 中文 from Latin letters."""
    assert (problem.say("zh"), problem.say("en"), str(problem)) == (zh, en, en)


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        (
            PROBLEM,
            "读到 '2023-02-30'，应为日历上有的日期",
            "got '2023-02-30', expected a day of the calendar",
        ),
        (
            HINTED,
            "读到 'taxx'，应为检查领域（提示：是否为 'tax'？）",
            "got 'taxx', expected a domain (did you mean 'tax'?)",
        ),
    ],
)
def test_the_words_of_a_problem_leave_out_place_and_code(
    problem: Problem, zh: str, en: str
) -> None:
    assert (problem.words("zh"), problem.words("en")) == (zh, en)


def test_a_problem_as_plain_values() -> None:
    values = {
        "code": "bad-day",
        "severity": "error",
        "file": "plan.csv",
        "line": None,
        "column": None,
        "row": 4,
        "field": "start",
        "header": "检查日期",
        "got": "'2023-02-30'",
        "expected": "a day of the calendar",
        "hint": None,
    }
    assert PROBLEM.to_dict() == values
    assert PROBLEM.to_dict("zh") == {**values, "expected": "日历上有的日期"}
    assert HINTED.to_dict("zh")["hint"] == "是否为 'tax'？"


def test_a_problem_of_a_rulebook_names_its_path_as_field() -> None:
    place = Place("rules.yaml", line=2, column=5, path="cases[0].name")
    assert Problem("duplicate-id", "'x'", "a name", place).to_dict()["field"] == "cases[0].name"


def test_the_nearest_word_is_a_question() -> None:
    assert did_you_mean("tax") == Text("是否为 'tax'？", "did you mean 'tax'?")
    assert did_you_mean(None) is None
    assert did_you_mean("") is None


def test_some_words_are_listed_and_none_are_said_to_be_none() -> None:
    assert one_of(["act", "kind"]) == Text("act、kind 之一", "one of act, kind")
    assert one_of([]) == Text("空缺，因为这里没有可用的名称", "no name, for there is none")


def test_a_problem_is_frozen_and_survives_pickling() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        PROBLEM.code = "x"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(HINTED)) == HINTED  # noqa: S301 - our own bytes


@given(st.text(), st.text(), st.none() | st.text(min_size=1))
def test_whatever_is_quoted_stands_in_both_languages(got: str, expected: str, hint: str) -> None:
    problem = Problem("odd", got, expected, hint=hint)
    for said in (problem.say("zh"), problem.say("en"), problem.words("zh"), problem.words("en")):
        assert all(part in said for part in (got, expected, hint or ""))
    assert json.loads(json.dumps(problem.to_dict("zh")))["got"] == got
