"""A phrase reads what its pattern covers, and nothing where its figures cannot be used."""

from __future__ import annotations

from bizenv.tolerance.conditions import CorrectedWithin, Minor
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.phrases import phrases, said


def test_a_pattern_has_to_cover_every_word() -> None:
    [phrase] = phrases(lambda _: said("minor", Minor()), ["轻微"])
    assert phrase.read("轻微") == said("minor", Minor())
    assert phrase.read("轻微的") is None


def test_a_figure_that_cannot_be_used_says_nothing() -> None:
    [phrase] = phrases(
        lambda found: said("corrected", CorrectedWithin(f"{found[1]}日", "order")),
        [r"(\d)日内改正"],
    )
    assert phrase.read("5日内改正") is not None
    assert phrase.read("0日内改正") is None


def test_notes_that_are_none_fall_away() -> None:
    assert said("minor", Minor(), None, notes.WINDOW).notes == (notes.WINDOW,)
