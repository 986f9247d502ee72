"""SARIF 2.1.0: what a code-scanning viewer asks for is there, and nothing is left out silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from attrs import evolve

from bizenv.kernel.text import Text
from bizenv.kernel.verdict import RulebookRef
from bizenv.reports import sarif as module
from bizenv.reports.sarif import sarif, write_sarif
from bizenv.reports.visit_results import VisitResults
from bizenv.reports.words import message_of

REF = RulebookRef("example", "1", "ab" * 32)


def run_of(check: Any, *args: Any, lang: Any = "en") -> dict[str, Any]:
    """The one run of a log."""
    (run,) = sarif(map(VisitResults, check(*args)), REF, "0.1.0", lang)["runs"]
    return run  # type: ignore[no-any-return]


def prints(run: dict[str, Any]) -> list[str]:
    """The fingerprints of a run's results."""
    return [result["partialFingerprints"]["bizenvRow/v1"] for result in run["results"]]


def test_the_members_that_the_standard_asks_for(check: Any) -> None:
    """Version, tool, results with rule, message, level and place; every rule is listed."""
    log = sarif(map(VisitResults, check()), REF, "0.1.0", "zh")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("bizenv", "0.1.0")
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for result in run["results"]:
        assert result["level"] in ("none", "note", "warning", "error")
        assert isinstance(result["message"]["text"], str)
        ((place,),) = [result["locations"]]
        physical = place["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "plan.csv"
        assert physical["region"]["startLine"] >= 1
    ids = [rule["id"] for rule in driver["rules"]]
    assert sorted({result["ruleId"] for result in run["results"]}) == ids
    assert len(ids) == len(set(ids))
    assert run["properties"] == {
        "rulebook": "example",
        "rulebookVersion": "1",
        "rulebookSha256": "ab" * 32,
    }


def test_what_wants_attention_is_told(check: Any) -> None:
    """Breaches and unreadable rows are errors, open questions warnings; the rest is left out."""
    run = run_of(check)
    assert [
        (r["ruleId"], r["level"], r["locations"][0]["physicalLocation"]["region"]["startLine"])
        for r in run["results"]
    ] == [
        ("in-quiet-period", "error", 2),
        ("facts-missing", "warning", 5),
        ("bad-day", "error", 6),
        ("wrong-cell-count", "error", 8),
        ("in-quiet-period", "error", 9),
    ]
    first, _, unread, *_ = run["results"]
    (batch,) = check()
    row, bad = batch.rows([0, 4])
    assert first["message"]["text"] == (
        f"区税务局 → 甲公司: {message_of(row, 'en')} By: 《示例办法》第一条. "
        "Next allowed day: 2024-03-23"
    )
    assert first["locations"][0]["logicalLocations"] == [{"name": "row 2", "kind": "row"}]
    assert first["properties"] == {
        "outcome": "forbidden",
        "clause": "《示例办法》第一条",
        "rule": "example/quiet-days@2024-01-01",
        "nextAllowed": "2024-03-23",
    }
    assert unread["properties"] == {"outcome": "unreadable"}
    assert unread["message"]["text"] == message_of(bad, "en")
    assert unread["message"]["text"].startswith("检查日期 (start): got 'soon', expected ")


def test_a_clean_schedule_has_no_results(check: Any) -> None:
    """And no rules."""
    run = run_of(check, "start\n2024-03-25\n")
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_the_language_of_messages(check: Any) -> None:
    """It is an argument; the log says which it is."""
    (batch,) = check()
    (torn,) = batch.rows([6])
    zh, en = run_of(check, lang="zh"), run_of(check)
    assert zh["results"][3]["message"]["text"] == message_of(torn, "zh")
    assert (zh["language"], en["language"]) == ("zh-CN", "en-US")
    assert (zh["tool"]["driver"]["language"], en["tool"]["driver"]["language"]) == (
        "zh-CN",
        "en-US",
    )
    first = zh["results"][0]["locations"][0]["logicalLocations"][0]
    assert first == {"name": "第 2 行", "kind": "row"}


def test_what_the_rules_mean(check: Any) -> None:
    """Each code in words, in the language of the log and in both; results point to it."""
    for lang, said in ("zh", "安静期内不得检查"), ("en", "forbidden in the quiet period"):
        run = run_of(check, lang=lang)
        rules = run["tool"]["driver"]["rules"]
        assert rules[2] == {
            "id": "in-quiet-period",
            "name": "in-quiet-period",
            "shortDescription": {"text": said},
            "properties": {"zh": "安静期内不得检查", "en": "forbidden in the quiet period"},
        }
        pointed = [rules[result["ruleIndex"]]["id"] for result in run["results"]]
        assert pointed == [result["ruleId"] for result in run["results"]]


def test_fingerprints_stay_when_a_row_is_put_in_above(check: Any) -> None:
    """A viewer knows a result again by what the row says, not by where it stands."""
    rows = "agency,start\n甲,2024-03-15\n甲,2024-03-16\n"
    more = "agency,start\n乙,2024-03-14\n甲,2024-03-15\n甲,2024-03-16\n"
    before, after = prints(run_of(check, rows)), prints(run_of(check, more))
    assert after[1:] == before
    assert len(set(after)) == 3


def test_equal_rows_are_two_results(check: Any) -> None:
    """A row that stands twice has two fingerprints, of which the first stays."""
    once, twice = "start\n2024-03-15\n", "start\n2024-03-15\n2024-03-15\n"
    (first,), (same, second) = prints(run_of(check, once)), prints(run_of(check, twice))
    assert (first, len({same, second})) == (same, 2)


def test_cells_are_kept_apart_in_a_fingerprint(check: Any) -> None:
    """``a|b`` and ``c`` are not ``a`` and ``b|c``."""
    run = run_of(check, 'start,x,y\n2024-03-15,"a|b",c\n2024-03-15,a,"b|c"\n')
    first, second = prints(run)
    assert first != second


@pytest.mark.parametrize("name", ["检查 计划#1.csv", "a%b.csv", "a:b.csv", "a?b.csv"])
def test_the_name_of_a_file_is_a_uri(check: Any, name: str) -> None:
    """Every character that a URI does not know is escaped."""
    (result,) = run_of(check, "start\n2024-03-15\n", name)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == name
    assert set(uri.replace("%", "")) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"
    )


def test_an_absolute_name_is_a_file_uri(check: Any, tmp_path: Path) -> None:
    """With its scheme."""
    (result,) = run_of(check, "start\n2024-03-15\n", str(tmp_path / "计划.csv"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"file://{tmp_path}/%E8%AE%A1%E5%88%92.csv"


def test_cells_make_no_links(check: Any) -> None:
    """Viewers take ``[words](place)`` in a message for a link; brackets are escaped."""
    text = "agency,start\n[点这里](http://evil) \\,2024-03-15\n"
    (result,) = run_of(check, text)["results"]
    assert result["message"]["text"].startswith(r"\[点这里\](http://evil) \\ → (no enterprise): ")


def test_more_results_than_a_viewer_takes(check: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted in a notification."""
    monkeypatch.setattr(module, "_MOST_RESULTS", 3)
    run = run_of(check)
    assert len(run["results"]) == 3
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {
                    "level": "warning",
                    "message": {
                        "text": "2 further results are not listed; write JSON Lines for all of them"
                    },
                }
            ],
        }
    ]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["bad-day", "facts-missing", "in-quiet-period"]
    (notification,) = run_of(check, lang="zh")["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"] == "另有 2 条结果未列出；JSON Lines 格式列出全部"


def test_what_was_seen_of_the_file_is_a_notification(check: Any) -> None:
    """A note, in the language of the log, before anything else that is notified."""
    (batch,) = check("start\n2024-03-25\n")
    noted = evolve(batch, notes=(Text("表头取自第 3 行。", "The header is in row 3."),))
    for lang, text in ("zh", "表头取自第 3 行。"), ("en", "The header is in row 3."):
        (run,) = sarif([VisitResults(noted)], REF, "0.1.0", lang)["runs"]
        assert run["invocations"] == [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [{"level": "note", "message": {"text": text}}],
            }
        ]


def test_a_viewer_takes_so_many(check: Any) -> None:
    """One more than 25,000 rows in breach."""
    run = run_of(check, "start\n" + "2024-03-15\n" * 25_001)
    assert len(run["results"]) == 25_000
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("1 further results are not listed")


def test_the_file_is_json(check: Any) -> None:
    """Read back by the json module; half a character is escaped."""
    batches = check('{"start": "2024-03-15", "agency": "\\ud800区税务局"}', "plan.jsonl")
    write_sarif(map(VisitResults, batches), REF, "0.1.0", Path("out.sarif"), "zh")
    text = Path("out.sarif").read_text("utf-8")
    assert "区税务局" in text
    assert json.loads(text) == sarif(map(VisitResults, batches), REF, "0.1.0", "zh")
