"""What was assumed is told in both languages."""

from __future__ import annotations

from bizenv.tolerance.published import notes


def test_every_note_is_told_in_both_languages_and_once() -> None:
    texts = [getattr(notes, name) for name in notes.__all__]
    assert all(text.zh and text.en for text in texts)
    assert len({text.zh for text in texts}) == len(texts)
