"""Norms as they are cited: one key for every way of writing them."""

from __future__ import annotations

import pytest

from bizenv.tolerance.norms import broader, norm_key


@pytest.mark.parametrize(
    "text",
    ["《中华人民共和国价格法》第十三条第一款", "价格法第13条第1款", "《价格法》 第１３条第一款"],
)
def test_one_spot_has_one_key(text):
    assert norm_key(text) == ("价格法", ("13条", "1款"))


def test_items_and_inserted_articles_are_told_apart():
    assert norm_key("《行政处罚法》第三十二条第（一）项") == ("行政处罚法", ("32条", "1项"))
    assert norm_key("刑法第一百二十条之一") == ("刑法", ("120条之一",))
    assert norm_key("《税收征收管理法》") == ("税收征收管理法", ())


def test_an_article_covers_its_paragraphs_and_a_law_its_articles():
    assert broader(("法", ("1条", "2款"))) == (("法", ("1条", "2款")), ("法", ("1条",)), ("法", ()))
