"""Rulebooks by id or by path, with parents beside them or on the shelf."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bizenv.kernel.errors import RulebookError, UnknownRulebookError
from bizenv.rulebooks import shelf
from bizenv.rulebooks.shelf import load_rulebook, read_file, read_shipped, shipped_ids

RULES = Path(__file__).with_name("rules.yaml")
HEAD = """\
format: bizenv.rulebook/1
id: {id}
version: "1"
label: {{zh: 某地}}
jurisdiction: {{level: county}}
checked: 2026-01-01
extends: [{parent}]
sources: {{own: {{title: 通知, attestation: mirror}}}}
"""


def write(folder: Path, id: str, parent: str) -> Path:
    path = folder / f"{id}.yaml"
    path.write_text(HEAD.format(id=id, parent=parent), "utf-8")
    return path


def told(path: Path) -> list[str]:
    return [str(problem) for problem in read_file(path).problems]


def test_a_shipped_rulebook_is_loaded_once() -> None:
    assert "cn-jx-qingyuan" in shipped_ids()
    assert load_rulebook("cn-jx-qingyuan") is load_rulebook("cn-jx-qingyuan")
    assert read_shipped("cn-jx-qingyuan").problems == ()


def test_ids_are_in_order() -> None:
    assert list(shipped_ids()) == sorted(shipped_ids())


@pytest.mark.parametrize("kind", [str, Path])
def test_any_rulebook_is_loaded_by_its_path(kind: type) -> None:
    assert load_rulebook(kind(RULES)).id == "cn-test"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("cn-jx-qingyuen", "did you mean 'cn-jx-qingyuan'?"),
        ("", "see 'bizenv rulebook list'"),
        ("@@@@", "see 'bizenv rulebook list'"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(UnknownRulebookError) as caught:
        load_rulebook(name)
    assert str(caught.value) == f"{name!r} is neither a shipped rulebook nor a file; {hint}"


def test_an_unknown_name_is_refused_in_chinese_too() -> None:
    with pytest.raises(UnknownRulebookError) as caught:
        load_rulebook("cn-jx-qingyuen")
    assert caught.value.say("zh") == (
        "'cn-jx-qingyuen' 既不是随软件提供的规则库，也不是文件；是否为 'cn-jx-qingyuan'？"
    )


def test_a_broken_file_is_refused_with_all_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    text = RULES.read_text("utf-8")
    path.write_text(text.replace("1-22", "22-1").replace("do: file", "do: fiel"), "utf-8")
    with pytest.raises(RulebookError) as caught:
        load_rulebook(path)
    assert [problem.code for problem in caught.value.problems] == [
        "inverted-window",
        "unknown-term",
    ]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes(RULES.read_text("utf-8").encode("gb18030"))
    reading = read_file(str(path))
    assert reading.rulebook is None
    assert [problem.code for problem in reading.problems] == ["bad-encoding"]


def test_a_file_that_is_not_there_raises_what_the_system_says(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "r.yaml")


# --- parents ----------------------------------------------------------------


def test_a_parent_is_looked_for_beside_the_file(tmp_path: Path) -> None:
    shutil.copy(RULES, tmp_path / "cn-test.yaml")
    child = read_file(write(tmp_path, "cn-child", "cn-test"))
    assert child.problems == ()
    assert child.rulebook is not None
    assert [period.rulebook for period in child.rulebook.quiet_periods] == ["cn-test"]


def test_a_parent_is_looked_for_on_the_shelf(tmp_path: Path) -> None:
    child = read_file(write(tmp_path, "cn-child", "cn-jx-qingyuan"))
    assert child.problems == ()
    assert child.rulebook is not None
    assert child.rulebook.quiet_periods == load_rulebook("cn-jx-qingyuan").quiet_periods


def test_a_broken_parent_breaks_the_child(tmp_path: Path) -> None:
    text = RULES.read_text("utf-8").replace("1-22", "22-1")
    (tmp_path / "cn-test.yaml").write_text(text, "utf-8")
    path = write(tmp_path, "cn-child", "cn-test")
    (message,) = told(path)
    assert message.startswith(f"{path}:7:11 extends[0]: got 'cn-test', where: {tmp_path}")
    assert message.endswith("expected a rulebook without errors [broken-parent]")
    assert read_file(path).rulebook is None


def test_a_rulebook_cannot_extend_itself(tmp_path: Path) -> None:
    path = write(tmp_path, "cn-a", "cn-a")
    assert told(path) == [
        f"{path}:7:11 extends[0]: got cn-a → cn-a, expected parents above the file [extends-cycle]"
    ]


def test_a_circle_of_parents_is_told_in_the_file_that_was_read(tmp_path: Path) -> None:
    for id, parent in (("cn-a", "cn-b"), ("cn-b", "cn-c"), ("cn-c", "cn-a")):
        write(tmp_path, id, parent)
    path = tmp_path / "cn-a.yaml"
    assert told(path) == [
        f"{path}:7:11 extends[0]: got cn-a → cn-b → cn-c → cn-a, expected parents above the file "
        "[extends-cycle]"
    ]


def test_a_chain_of_parents_has_an_end(tmp_path: Path) -> None:
    for number in range(12):
        write(tmp_path, f"cn-{number}", f"cn-{number + 1}")
    chain = " → ".join(f"cn-{number}" for number in range(9))
    path = tmp_path / "cn-0.yaml"
    assert told(path) == [
        f"{path}:7:11 extends[0]: got {chain}, expected at most 8 [too-many-parents]"
    ]


def test_each_parent_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two parents with two parents each and so on: nine files, not two to the eighth."""
    reads: list[Path] = []

    def counted(path: Path) -> tuple[str, list[object]]:
        reads.append(path)
        return path.read_text("utf-8"), []

    monkeypatch.setattr(shelf, "read_text", counted)
    for level in range(4):
        for side in "ab":
            write(tmp_path, f"cn-{level}{side}", f"cn-{level + 1}a, cn-{level + 1}b")
    for side in "ab":
        write(tmp_path, f"cn-4{side}", "cn-jx-qingyuan")
    assert told(tmp_path / "cn-0a.yaml") == []
    assert len(reads) == len(set(reads)) == 9
