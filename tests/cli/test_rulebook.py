"""``bizenv rulebook``: list, show, lint, test, schema."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bizenv import shipped_ids
from bizenv.reports.terminal import width

SHELF = Path(str(files("bizenv") / "data" / "rulebooks"))
SOUND = (SHELF / "cn" / "jx" / "qingyuan.yaml").read_text("utf-8")


def mended(old: str, new: str) -> str:
    """The sound rulebook with one change."""
    assert old in SOUND
    return SOUND.replace(old, new, 1)


# --- list and show ----------------------------------------------------------


def test_every_shipped_rulebook_is_listed(run: Any) -> None:
    """One line each, by id, in both languages."""
    zh, en = run("rulebook", "list"), run("rulebook", "list", "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (0, 0)
    for result in zh, en:
        assert [line.split()[0] for line in result.stdout.splitlines()] == list(shipped_ids())
    (chinese,) = [line for line in zh.stdout.splitlines() if line.startswith("cn-jx-qingyuan")]
    (english,) = [line for line in en.stdout.splitlines() if line.startswith("cn-jx-qingyuan")]
    assert re.split(" {2,}", chinese) == [
        "cn-jx-qingyuan",
        "江西省吉安市青原区",
        "每月 1–22 日；只有办结、销号的条件，没有时限",
    ]
    assert re.split(" {2,}", english) == [
        "cn-jx-qingyuan",
        "Qingyuan District, Ji'an, Jiangxi",
        "days 1–22 of every month; what closing and writing off need, and no times",
    ]


def test_the_columns_of_the_list_stand_below_each_other(run: Any) -> None:
    """On a terminal, where Chinese characters take two columns."""
    for lang in "zh", "en":
        lines = run("rulebook", "list", "--lang", lang).stdout.splitlines()
        starts = [found[0] for line in lines if (found := re.match(r"\S+ +.+? {2,}", line))]
        assert len(starts) == len(lines)
        assert {width(start) for start in starts} == {width(starts[0])}
        assert width(starts[0]) < width(lines[0])


def test_a_rulebook_is_shown(run: Any) -> None:
    """By its id or its path, in both languages."""
    Path("cn-jx-qingyuan.yaml").write_text(SOUND, "utf-8")
    by_id = run("rulebook", "show", "cn-jx-qingyuan")
    by_path = run("rulebook", "show", "cn-jx-qingyuan.yaml")
    assert (by_id.exit_code, by_path.exit_code) == (0, 0)
    assert by_id.stdout == by_path.stdout
    assert by_id.stdout.startswith("江西省吉安市青原区  (cn-jx-qingyuan 1 (sha256:")
    english = run("rulebook", "show", "cn-jx-qingyuan", "--lang", "en").stdout
    assert english.startswith("Qingyuan District, Ji'an, Jiangxi  (cn-jx-qingyuan 1 (sha256:")


def test_a_rulebook_of_strangers_does_not_steer_the_terminal(run: Any) -> None:
    """Control characters in its words are spelt out."""
    text = mended("zh: 江西省吉安市青原区", r'zh: "青原\e[2J区"')
    Path("cn-jx-qingyuan.yaml").write_text(text, "utf-8")
    result = run("rulebook", "show", "cn-jx-qingyuan.yaml")
    assert "\x1b" not in result.stdout + result.stderr


def test_a_rulebook_that_nobody_knows(run: Any) -> None:
    """The message suggests the nearest, and ends with 2."""
    for command in "show", "lint", "test":
        result = run("rulebook", command, "cn-jx-qingyaun")
        assert result.exit_code == 2
        assert "'cn-jx-qingyaun'" in result.stderr


# --- lint -------------------------------------------------------------------


def test_the_shipped_rulebooks_are_clean(run: Any) -> None:
    """Where none is named, all are read."""
    result = run("rulebook", "lint", "--lang", "en")
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert str(len(shipped_ids())) in result.stdout


def test_problems_are_told_with_their_places(run: Any) -> None:
    """Every problem of every file; status 1."""
    Path("bad.yaml").write_text(mended("month_days: 1-22", "month_days: 1-32"), "utf-8")
    Path("worse.yaml").write_text("format: bizenv.rulebook/1\nid: x\nid: y\n", "utf-8")
    for lang in "zh", "en":
        result = run("rulebook", "lint", "bad.yaml", "worse.yaml", "cn-jx-qingyuan", "--lang", lang)
        lines = result.stdout.splitlines()
        assert result.exit_code == 1
        line = 1 + SOUND[: SOUND.index("month_days")].count("\n")
        assert lines[0].startswith(f"bad.yaml:{line}:")
        assert any(each.startswith("worse.yaml:3:1") for each in lines)
        assert "[duplicate-key]" in result.stdout
        assert "3" in lines[-1]


def test_a_folder_means_every_rulebook_in_it(run: Any) -> None:
    """At any depth, in order; other files are left alone."""
    Path("mine/deep").mkdir(parents=True)
    Path("mine/b.yaml").write_text(SOUND.replace("id: cn-jx-qingyuan", "id: b"), "utf-8")
    Path("mine/deep/a.yaml").write_text("nothing", "utf-8")
    Path("mine/readme.md").write_text("nothing", "utf-8")
    result = run("rulebook", "lint", "mine")
    assert result.exit_code == 1
    told = {line.split(":")[0] for line in result.stdout.splitlines()[:-1]}
    assert told == {"mine/deep/a.yaml"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "mine：文件夹里没有 .yaml 文件\n"), ("en", "mine: no .yaml file in this folder\n")],
)
def test_a_folder_without_rulebooks(run: Any, lang: str, said: str) -> None:
    """Nothing was checked, so it is not called clean."""
    Path("mine").mkdir()
    for command in "lint", "test":
        result = run("rulebook", command, "mine", "--lang", lang)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_a_file_that_is_no_text(run: Any) -> None:
    """It is a problem of the file, not a defect."""
    Path("bad.yaml").write_bytes(b"\xff\xfe\x00")
    result = run("rulebook", "lint", "bad.yaml")
    assert (result.exit_code, "[bad-encoding]" in result.stdout) == (1, True)


# --- test -------------------------------------------------------------------


def test_the_cases_of_a_rulebook_pass(run: Any) -> None:
    """Status 0, how many passed, and what is covered."""
    cases = len(yaml.safe_load(SOUND)["cases"])
    zh = run("rulebook", "test", "cn-jx-qingyuan")
    en = run("rulebook", "test", "cn-jx-qingyuan", "--lang", "en")
    assert (zh.exit_code, en.exit_code) == (0, 0)
    assert zh.stdout.startswith(f"cn-jx-qingyuan: 用例通过 {cases}/{cases}\n  版本 1/1\n")
    assert en.stdout.startswith(f"cn-jx-qingyuan: cases passed {cases}/{cases}\n")


def test_the_cases_of_every_shipped_rulebook_pass(run: Any) -> None:
    """Where none is named, all are run."""
    result = run("rulebook", "test")
    told = [line.split(":")[0] for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert (result.exit_code, told) == (0, list(shipped_ids()))


def test_a_case_that_fails(run: Any) -> None:
    """It is told with its line, what was expected and what came; status 1."""
    old = "expect: {outcome: forbidden, codes: [in-quiet-period]}"
    line = 1 + SOUND[: SOUND.index(old)].count("\n")
    text = mended(old, "expect: {outcome: allowed}")
    Path("cn-jx-qingyuan.yaml").write_text(text, "utf-8")
    result = run("rulebook", "test", "cn-jx-qingyuan.yaml")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("  ✗ ")
    assert int(lines[0].split()[1].rstrip(":")) in range(line - 2, line + 1)
    assert lines[1] == "      outcome：应为 allowed，实为 forbidden"


def test_what_no_case_reaches(run: Any) -> None:
    """Every case passes, and yet the status is 1."""
    Path("cn-jx-qingyuan.yaml").write_text(SOUND[: SOUND.index("cases:")], "utf-8")
    result = run("rulebook", "test", "cn-jx-qingyuan.yaml", "--lang", "en")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "cn-jx-qingyuan: cases passed 0/0\n  version 0/1  not covered: "
    )


def test_a_rulebook_with_errors_cannot_be_tested(run: Any) -> None:
    """Its problems are told; status 2."""
    Path("bad.yaml").write_text(mended("month_days: 1-22", "month_days: 1-32"), "utf-8")
    for command in "test", "show":
        result = run("rulebook", command, "bad.yaml")
        assert result.exit_code == 2
        assert result.stderr.startswith("bad.yaml:")


# --- schema -----------------------------------------------------------------


@pytest.fixture
def schema(run: Any) -> Any:
    """What ``bizenv rulebook schema`` prints."""
    result = run("rulebook", "schema")
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_the_schema_is_a_json_schema(schema: Any) -> None:
    """Of the draft that it names."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", sorted(SHELF.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_accepts_every_shipped_rulebook(run: Any, schema: Any, path: Path) -> None:
    """Read by PyYAML as plain texts, as bizenv reads them; with its own terms, if it has any."""
    read = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    if "vocabulary" in read:
        schema = json.loads(run("rulebook", "schema", read["id"]).stdout)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(read)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format: bizenv.rulebook/1", "format: bizenv.rulebook/2"),
        ("checked:", "cheked:"),
        ("strictness: in-principle", "strictness: soft"),
        ("domains: [national-security]", "domains: [nationl-security]"),
        ("level: county", "level: country"),
        ("attestation: reported", "attestation: rumoured"),
    ],
)
def test_the_schema_refuses_what_bizenv_refuses(schema: Any, old: str, new: str) -> None:
    """An editor shows the same slip."""
    read = yaml.load(mended(old, new), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert not jsonschema.Draft202012Validator(schema).is_valid(read)
