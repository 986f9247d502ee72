"""Three-valued truth after Kleene: its tables, its laws, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizenv.kernel.errors import NoTruthError, UsageError
from bizenv.kernel.truth import Truth, all_of, any_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
truths = st.sampled_from(Truth)


def refined(truth: Truth) -> tuple[Truth, ...]:
    """What a truth may turn out to be once everything is known."""
    return (YES, NO) if truth is UNKNOWN else (truth,)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_or_follow_the_tables_of_kleene(
    left: Truth, right: Truth, both: Truth, either: Truth
) -> None:
    assert (left & right, right & left) == (both, both)
    assert (left | right, right | left) == (either, either)


@pytest.mark.parametrize(("truth", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_turns_yes_and_no_round_and_leaves_unknown(truth: Truth, opposite: Truth) -> None:
    assert ~truth is opposite


def test_nothing_asked_is_yes_for_all_and_no_for_any() -> None:
    assert all_of([]) is YES
    assert any_of([]) is NO


@given(truths, truths)
def test_de_morgan(left: Truth, right: Truth) -> None:
    assert ~(left & right) is (~left | ~right)
    assert ~(left | right) is (~left & ~right)


@given(truths, truths, truths)
def test_and_and_or_are_associative_and_distributive(a: Truth, b: Truth, c: Truth) -> None:
    assert ((a & b) & c) is (a & (b & c))
    assert ((a | b) | c) is (a | (b | c))
    assert (a & (b | c)) is ((a & b) | (a & c))


@given(st.lists(truths), st.randoms())
def test_the_order_of_asking_does_not_matter(asked: list[Truth], random: object) -> None:
    shuffled = list(asked)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_of(shuffled) is all_of(asked)
    assert any_of(shuffled) is any_of(asked)


@given(truths, truths)
def test_learning_more_never_overturns_an_answer(left: Truth, right: Truth) -> None:
    """Monotone in information: a yes or no stays what it is once facts arrive."""
    for a in refined(left):
        for b in refined(right):
            assert (a & b) in refined(left & right)
            assert (a | b) in refined(left | right)
            assert ~a in refined(~left)


def test_a_boolean_is_read_and_none_means_unknown() -> None:
    assert [Truth.of(value) for value in (True, False, None)] == [YES, NO, UNKNOWN]


@pytest.mark.parametrize("value", ["no", 0, 1, [], UNKNOWN])
def test_nothing_but_a_boolean_is_read_as_truth(value: object) -> None:
    with pytest.raises(UsageError) as caught:
        Truth.of(value)  # type: ignore[arg-type]
    assert str(caught.value) == f"value={value!r}: expected True, False or None"


@pytest.mark.parametrize("join", [all_of, any_of])
def test_a_boolean_among_truths_is_refused(join: object) -> None:
    """``Truth.YES & False`` must not quietly be yes."""
    with pytest.raises(UsageError, match=r"^None: expected a Truth; Truth.of\(\) reads a boolean$"):
        join([None])  # type: ignore[operator]
    with pytest.raises(UsageError, match=r"^False: expected a Truth"):
        YES & False  # type: ignore[operator]
    with pytest.raises(UsageError, match=r"^True: expected a Truth"):
        NO | True  # type: ignore[operator]


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_has_no_boolean_value(truth: Truth) -> None:
    with pytest.raises(NoTruthError) as caught:
        bool(truth)
    assert str(caught.value) == (
        f"Truth.{truth.name} has no true or false: write 'truth is Truth.YES', "
        "'is Truth.NO' or 'is Truth.UNKNOWN'"
    )


@given(truths)
def test_the_repr_can_be_pasted_back(truth: Truth) -> None:
    assert eval(repr(truth)) is truth  # noqa: S307 - our own repr
