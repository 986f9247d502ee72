"""Enumerations with words."""

from __future__ import annotations

import pickle

from bizenv.kernel.worded import Worded


class Level(Worded):
    """A level."""

    NONE = "none", "无", "none"
    SOME = "some", "有", "some"


def test_a_member_is_its_value_and_has_its_words():
    assert Level("some") is Level.SOME == "some"
    assert (Level.SOME.text.zh, Level.NONE.text.en) == ("有", "none")


def test_a_member_is_stored_by_its_value():
    assert pickle.loads(pickle.dumps(Level.SOME)) is Level.SOME  # noqa: S301 - our own bytes
