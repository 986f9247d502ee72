"""One shallow tree of errors; each is also a built-in one, and each survives pickling."""

from __future__ import annotations

import copy
import pickle

import pytest

from bizenv.kernel import errors
from bizenv.kernel.errors import BizenvError, ProblemsError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

PROBLEM = Problem(
    "bad-day",
    "'2023-02-30'",
    Text("日历上有的日期", "a day of the calendar"),
    Place("plan.csv", row=4, field="start"),
)
BUILT_IN = {
    "UsageError": ValueError,
    "CalendarError": ValueError,
    "NotADayError": TypeError,
    "NoTruthError": TypeError,
    "UnknownDayError": LookupError,
    "UnknownRulebookError": LookupError,
    "ProblemsError": ValueError,
    "RulebookError": ValueError,
    "RecordError": ValueError,
    "TableError": ValueError,
}


def example(name: str) -> BizenvError:
    kind = getattr(errors, name)
    made = kind((PROBLEM,)) if issubclass(kind, ProblemsError) else kind("day='x'")
    assert isinstance(made, BizenvError)
    return made


def test_every_public_error_is_in_the_table_above() -> None:
    kinds = {name for name in errors.__all__ if name.endswith("Error")}
    assert kinds == {"BizenvError", *BUILT_IN}


@pytest.mark.parametrize(("name", "built_in"), BUILT_IN.items())
def test_an_error_is_also_the_built_in_it_resembles(name: str, built_in: type) -> None:
    assert isinstance(example(name), built_in)


@pytest.mark.parametrize("name", BUILT_IN)
def test_an_error_survives_pickle_and_copy(name: str) -> None:
    error = example(name)
    twins = [copy.copy(error), copy.deepcopy(error)]
    twins += [
        pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - our own bytes
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]
    for twin in twins:
        assert type(twin) is type(error)
        assert (str(twin), twin.args) == (str(error), error.args)
        assert getattr(twin, "problems", None) == getattr(error, "problems", None)


def test_an_error_with_several_problems_tells_each_on_its_line() -> None:
    other = Problem("missing-day", "no day", "the day of the visit")
    assert str(errors.RecordError((PROBLEM, other))) == f"{PROBLEM}\n{other}"


def test_an_error_speaks_both_languages_where_its_message_is_a_text() -> None:
    error = errors.UnknownRulebookError(Text("没有这个规则库", "no such rulebook"))
    assert (error.say("zh"), error.say("en")) == ("没有这个规则库", "no such rulebook")
    assert str(error) == "no such rulebook"
    assert str(pickle.loads(pickle.dumps(error))) == "no such rulebook"  # noqa: S301 - our own


def test_an_error_whose_message_is_a_plain_text_says_it_in_both_languages() -> None:
    error = errors.UsageError("day='x'")
    assert (error.say("zh"), error.say("en"), str(error)) == ("day='x'",) * 3


def test_an_error_without_a_message_says_nothing() -> None:
    assert (BizenvError().say("zh"), str(BizenvError())) == ("", "")


def test_problems_are_said_in_one_language_each_on_its_line() -> None:
    error = errors.TableError((PROBLEM, PROBLEM))
    line = "plan.csv 第 4 行 start：读到 '2023-02-30'，应为日历上有的日期 [bad-day]"
    assert error.say("zh") == f"{line}\n{line}"
