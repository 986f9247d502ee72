"""One shallow tree of errors; each is also a built-in one, and each survives pickling."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from bizenv.kernel import errors
from bizenv.kernel.errors import BizenvError, Problem, ProblemsError
from bizenv.kernel.place import Place

PROBLEM = Problem(
    "bad-day", "'2023-02-30'", "a day of the calendar", Place("plan.csv", row=4, field="start")
)
BUILT_IN = {
    "UsageError": ValueError,
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


def test_a_problem_tells_place_got_expected_and_code() -> None:
    assert str(PROBLEM) == (
        "plan.csv row 4 start: got '2023-02-30', expected a day of the calendar [bad-day]"
    )


def test_a_problem_tells_its_hint_last() -> None:
    problem = Problem("unknown-term", "'taxx'", "a domain", hint="did you mean 'tax'?")
    assert str(problem) == (
        "got 'taxx', expected a domain [unknown-term] Hint: did you mean 'tax'?"
    )


def test_a_problem_as_plain_values() -> None:
    assert PROBLEM.to_dict() == {
        "code": "bad-day",
        "severity": "error",
        "file": "plan.csv",
        "line": None,
        "column": None,
        "row": 4,
        "field": "start",
        "got": "'2023-02-30'",
        "expected": "a day of the calendar",
        "hint": None,
    }


def test_a_problem_of_a_rulebook_names_its_path_as_field() -> None:
    place = Place("rules.yaml", line=2, column=5, path="cases[0].name")
    assert Problem("duplicate-id", "'x'", "a name", place).to_dict()["field"] == "cases[0].name"


def test_an_error_with_several_problems_tells_each_on_its_line() -> None:
    other = Problem("missing-day", "no day", "the day of the visit")
    assert str(errors.RecordError((PROBLEM, other))) == f"{PROBLEM}\n{other}"


def test_a_problem_is_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        PROBLEM.code = "x"  # type: ignore[misc]
