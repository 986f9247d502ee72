"""Matching: by id, by words, by norm; else offered, and never chosen."""

from __future__ import annotations

import pytest
from tolerances import item, listing

from bizenv.kernel.errors import RecordError
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Minor
from bizenv.tolerance.matching import By, Index
from bizenv.tolerance.values import Violation

ITEMS = [
    item(
        "file",
        "may-not-punish",
        Minor(),
        behaviour=Text("未按规定办理环境影响登记表备案", "not filed"),
        norms=["《环境影响评价法》第二十二条第四款"],
        also_written=["未依法备案"],
    ),
    item(
        "start",
        "may-not-punish",
        Minor(),
        behaviour=Text("环境影响报告表未经批准擅自开工建设"),
        norms=["《环境影响评价法》第二十五条"],
    ),
    item(
        "publish",
        "may-not-punish",
        Minor(),
        behaviour=Text("未向社会公开验收报告"),
        norms=["《环境影响评价法》第二十五条", "《条例》第十七条"],
    ),
    item("law", "may-not-punish", Minor(), behaviour=None),
]
INDEX = Index([listing(*ITEMS), listing(item("file", "may-not-punish", Minor()), id="other")])


def found(**facts):
    matching = INDEX.match(Violation(**facts))
    names = tuple(entry.item.id for entry in matching.matched)
    return matching.by, names


def test_an_id_decides_and_an_unknown_one_is_refused_with_the_nearest():
    assert found(item="start") == (By.ITEM, ("start",))
    assert found(item="list/file") == (By.ITEM, ("file",))
    assert found(item="file") == (By.ITEM, ("file", "file"))
    assert found(item="none") == (By.NONE, ())
    with pytest.raises(RecordError, match="did you mean 'start'") as told:
        found(item="sart")
    assert told.value.problems[0].code == "unknown-item"


@pytest.mark.parametrize(
    "words",
    [
        "未按规定办理环境影响登记表备案",
        "未按规定办理 环境影响登记表备案",
        "NOT FILED",
        "未依法备案",
    ],
)
def test_an_items_own_words_decide_however_they_are_spaced(words):
    assert found(behaviour=words) == (By.WORDS, ("file",))


def test_other_words_are_offered_and_not_chosen():
    matching = INDEX.match(Violation(behaviour="没有按规定办理环境影响登记表的备案"))
    assert (matching.by, matching.matched) == (By.OPEN, ())
    assert [entry.item.id for entry in matching.offered] == ["file"]
    assert len(matching.possible) == 4


def test_a_norm_decides_where_one_item_cites_it():
    assert found(norms=["环境影响评价法第22条第4款"]) == (By.NORM, ("file",))
    assert found(norms=["环境影响评价法第22条第4款第1项"]) == (By.NORM, ("file",))
    assert found(behaviour="其他", norms=["《条例》第十七条"]) == (By.NORM, ("publish",))


def test_a_norm_of_several_items_leaves_the_choice():
    matching = INDEX.match(Violation(norms=["《环境影响评价法》第二十五条"]))
    assert (matching.by, {e.item.id for e in matching.possible}) == (
        By.SEVERAL,
        {"start", "publish"},
    )
    wider = INDEX.match(Violation(norms=["《环境影响评价法》第二十二条"]))
    assert [entry.item.id for entry in wider.possible] == ["file"]
    worded = INDEX.match(
        Violation(norms=["《环境影响评价法》"], behaviour="未向社会公开验收的报告")
    )
    assert [entry.item.id for entry in worded.offered] == ["publish"]


def test_neither_words_nor_norm_of_any_item_is_no_item():
    assert found(norms=["价格法第十三条"], behaviour="未明码标价") == (By.NONE, ())
    near = INDEX.match(Violation(norms=["价格法第十三条"], behaviour="没有向社会公开验收报告"))
    assert (near.by, [e.item.id for e in near.possible]) == (By.SEVERAL, ["publish"])
    assert INDEX.match(Violation(norms=["价格法第十三条"])).by is By.OPEN
    assert INDEX.match(Violation()).by is By.OPEN


def test_an_entry_names_its_item_and_the_version():
    entry = INDEX.match(Violation(item="start")).matched[0]
    assert (entry.rule, entry.name, entry.key) == (
        "/list@unstated",
        "/list@unstated/start",
        ("list", "start"),
    )
    assert INDEX.knows("none")
    assert not INDEX.knows("sart")


def test_an_item_of_norms_alone_is_found_by_them():
    bare = Index(
        [listing(item("x", "may-not-punish", Minor(), behaviour=None, norms=["《法》第一条"]))]
    )
    assert bare.match(Violation(norms=["法第1条"])).by is By.NORM
    assert bare.match(Violation(behaviour="其他")).offered == ()
