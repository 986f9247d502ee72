"""From a file to a rulebook: every problem told, nothing raised, whatever the file holds."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizenv.kernel.errors import RulebookError
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.rulebooks import nodes
from bizenv.rulebooks.nodes import read_tree
from bizenv.rulebooks.reader import Reading, read_rulebook, read_text
from bizenv.rulebooks.rulebook import Jurisdiction, Rulebook
from bizenv.rulebooks.vocabulary import vocabulary_hash
from bizenv.rulebooks.worked_cases import WorkedVisit

RULES = Path(__file__).with_name("rules.yaml").read_text("utf-8")
QINGYUAN = (files("bizenv") / "data/rulebooks/cn/jx/qingyuan.yaml").read_text("utf-8")


def read(text: str) -> Reading:
    return read_rulebook(text, "rules.yaml")


def book(text: str) -> Rulebook:
    reading = read(text)
    assert reading.rulebook is not None, reading.problems
    return reading.rulebook


# --- what is read -----------------------------------------------------------


def test_the_head_of_a_rulebook() -> None:
    rules = book(RULES.replace("sources:", "unseen: [{zh: 原文}]\nsources:", 1))
    assert (rules.id, rules.version, rules.checked) == ("cn-test", "1", date(2026, 1, 1))
    assert rules.text == Text("测试区", "Test District")
    assert rules.jurisdiction == Jurisdiction("county", "360803", "Asia/Shanghai")
    assert rules.unseen == (Text("原文"),)
    assert [source.id for source in rules.sources] == ["notice-2022", "notice-2023"]
    assert rules.file == "rules.yaml"


def test_a_citation_keeps_source_locator_quote_and_reading() -> None:
    cited = RULES.replace(
        "{source: notice-2022, locator: 第二条, quote: 一律不得检查}",
        "{source: notice-2022, locator: 第二条, quote: 一律, reading: {zh: 从严}}",
    )
    version = book(cited).quiet_periods[0].versions[0]
    notice = Source("notice-2022", "关于企业安静期的通知", "official", issued=date(2022, 12, 20))  # type: ignore[arg-type] # converted
    assert version.citation == Citation(notice, "第二条", "一律", Text("从严"))


def test_a_case_keeps_what_it_expects_and_its_line() -> None:
    cases = {case.name: case for case in book(RULES).worked_cases}
    case = cases["last quiet day of June"]
    assert isinstance(case, WorkedVisit)
    assert case.line == 1 + RULES.splitlines().index("  - name: last quiet day of June")
    assert (case.outcome, case.next_allowed) == ("forbidden", date(2023, 6, 23))
    assert (case.codes, case.exemptions, case.duties, case.missing) == (None, None, None, None)
    filed = cases["fire safety must be filed"]
    assert isinstance(filed, WorkedVisit)
    assert (filed.exemptions, filed.duties) == (("safety",), ("file",))


def test_the_hash_depends_on_lines_terms_and_parents_and_not_on_line_ends() -> None:
    lines = "\n".join(RULES.splitlines())
    expected = sha256(f"{lines}\0{vocabulary_hash()}".encode()).hexdigest()
    for same in (RULES, "\ufeff" + RULES.replace("\n", "\r\n")):
        assert book(same).ref.sha256 == expected
    assert book(RULES + "# note\n").ref.sha256 != expected


# --- parents ----------------------------------------------------------------

PARENT = RULES.replace("id: cn-test", "id: cn-parent").replace(
    "sources:",
    "vocabulary:\n  domain:\n    tobacco: {label: {zh: 烟草}}\nsources:",
    1,
)
CHILD = """\
format: bizenv.rulebook/1
id: cn-child
version: "1"
label: {zh: 子区}
jurisdiction: {level: county}
checked: 2026-01-01
extends: [cn-parent]
sources: {own: {title: 自己的通知, attestation: mirror}}
"""


def with_parent(child: str, parent: str = PARENT) -> Reading:
    return read_rulebook(child, "child.yaml", {"cn-parent": book(parent)}.get)


def test_a_child_has_the_rules_and_the_terms_of_its_parent() -> None:
    child = with_parent(CHILD).rulebook
    assert child is not None
    assert [(p.id, p.rulebook) for p in child.quiet_periods] == [("quiet-days", "cn-parent")]
    assert child.vocabulary["domain"].get("tobacco") is not None
    assert child.extends == ("cn-parent",)
    assert child.ref.sha256 != with_parent(CHILD, PARENT + "# note\n").rulebook.ref.sha256


def test_a_child_replaces_a_rule_of_the_same_id() -> None:
    own = """\
quiet_periods:
  - id: quiet-days
    label: {zh: 安静日}
    versions:
      - {from: unstated, until: open, cite: {source: own}, window: {month_days: 1-10}}
"""
    child = with_parent(CHILD + own).rulebook
    assert child is not None
    (period,) = child.quiet_periods
    assert (period.rulebook, period.text) == ("cn-child", Text("安静日"))


def one_rule(id: str, *parents: str, rule: str = "quiet-days", days: str = "1-10") -> str:
    """A rulebook with one quiet period of its own, or with none where ``rule`` is empty."""
    lines = [CHILD.replace("cn-child", id).replace("[cn-parent]", f"[{', '.join(parents)}]")]
    if rule:
        lines += [
            f"quiet_periods:\n  - id: {rule}\n    label: {{zh: 安静日}}\n    versions:",
            "      - {from: unstated, until: open, cite: {source: own}, "
            f"window: {{month_days: {days}}}}}",
        ]
    return "\n".join(lines) + "\n"


def family(*texts: str) -> Rulebook:
    """The last of some rulebooks, each of which may extend those before it."""
    books: dict[str, Rulebook] = {}
    for text in texts:
        reading = read_rulebook(text, "book.yaml", books.get)
        assert reading.errors == ()
        assert reading.rulebook is not None
        books[reading.rulebook.id] = reading.rulebook
    return list(books.values())[-1]


def rules_of(rulebook: Rulebook) -> list[str]:
    return [p.rule(version) for p in rulebook.quiet_periods for version in p.versions]


PROVINCE, CITY = one_rule("province"), one_rule("city", days="15-20")
COUNTY = one_rule("county", "city", "province", rule="")


def test_the_rules_of_two_parents_bind_both_where_they_have_the_same_id() -> None:
    """The city keeps quiet from the 15th, the province to the 10th: both hold in the county."""
    county = family(PROVINCE, CITY, COUNTY)
    assert rules_of(county) == ["city/quiet-days@unstated", "province/quiet-days@unstated"]
    outcomes = {
        day: county.check(county.inspection({"start": f"2026-03-{day}"})).outcome.value
        for day in ("10", "11", "15", "21")
    }
    assert outcomes == {"10": "forbidden", "11": "allowed", "15": "forbidden", "21": "allowed"}


def test_a_verdict_names_the_rulebook_in_which_the_rule_stands() -> None:
    county = family(PROVINCE, CITY, COUNTY)
    verdict = county.check(county.inspection({"start": "2026-03-10"}))
    assert verdict.rule == "province/quiet-days@unstated"
    verdict = county.check(county.inspection({"start": "2026-03-15"}))
    assert verdict.rule == "city/quiet-days@unstated"


def test_a_rule_that_comes_by_two_ways_counts_once() -> None:
    """The city and the county's other parent both extend the province."""
    city = one_rule("city", "province", rule="city-days")
    zone = one_rule("zone", "province", rule="")
    county = one_rule("county", "city", "zone", "province", rule="")
    assert rules_of(family(PROVINCE, city, zone, county)) == [
        "province/quiet-days@unstated",
        "city/city-days@unstated",
    ]


def test_what_one_parent_replaced_binds_by_the_other_parent() -> None:
    """The city replaces the province's rule for itself only; the county extends both."""
    city = one_rule("city", "province", days="15-20")
    assert rules_of(family(PROVINCE, city)) == ["city/quiet-days@unstated"]
    assert rules_of(family(PROVINCE, city, COUNTY)) == [
        "city/quiet-days@unstated",
        "province/quiet-days@unstated",
    ]
    alone = one_rule("county", "city", rule="")
    assert rules_of(family(PROVINCE, city, alone)) == ["city/quiet-days@unstated"]


def test_a_rule_of_a_grandparent_comes_down() -> None:
    city = one_rule("city", "province", rule="")
    assert rules_of(family(PROVINCE, city, one_rule("county", "city", rule=""))) == [
        "province/quiet-days@unstated"
    ]


def test_an_own_rule_replaces_those_of_its_id_of_every_parent_and_no_other() -> None:
    market = one_rule("market", rule="market-days")
    county = one_rule("county", "city", "market", "province")
    assert rules_of(family(PROVINCE, CITY, market, county)) == [
        "market/market-days@unstated",
        "county/quiet-days@unstated",
    ]


def test_a_case_by_the_id_of_two_inherited_rules_means_both() -> None:
    case = (
        "cases:\n  - {name: n, inspection: {start: 2026-03-10}, expect: {outcome: forbidden}, "
        "rule: quiet-days, version: unstated}\n"
    )
    county = family(PROVINCE, CITY, COUNTY + case)
    assert [each.name for each in county.worked_cases] == ["n"]


def test_a_term_of_a_parent_cannot_be_defined_again() -> None:
    terms = "vocabulary: {domain: {tobacco: {label: {zh: 烟}}}}\n"
    (told,) = with_parent(CHILD + terms).problems
    assert str(told) == (
        "child.yaml:9:23 vocabulary.domain.tobacco: got domain: the code 'tobacco' stands twice, "
        "expected a term of its own [term-twice]"
    )


def test_two_parents_may_share_a_term_but_not_disagree() -> None:
    child = CHILD.replace("[cn-parent]", "[cn-parent, cn-other]")
    same = book(PARENT.replace("cn-parent", "cn-other"))
    other = book(PARENT.replace("cn-parent", "cn-other").replace("烟草", "烟草制品"))
    reading = read_rulebook(child, "c.yaml", {"cn-parent": book(PARENT), "cn-other": same}.get)
    assert reading.problems == ()
    reading = read_rulebook(child, "c.yaml", {"cn-parent": book(PARENT), "cn-other": other}.get)
    assert [str(problem) for problem in reading.problems] == [
        "c.yaml:7:22 extends[1]: got domain: the code 'tobacco' stands twice, expected a term of "
        "its own [term-twice]"
    ]


def test_a_parent_that_cannot_be_used_is_told_with_its_first_problem() -> None:
    def find(_: str) -> Rulebook:
        raise RulebookError((Problem("bad-date", "'x'", "a day"),))

    (told,) = read_rulebook(CHILD, "child.yaml", find).problems
    assert str(told) == (
        "child.yaml:7:11 extends[0]: got 'cn-parent', where: got 'x', expected a day [bad-date], "
        "expected a rulebook without errors [broken-parent]"
    )


@pytest.mark.parametrize("extends", ["cn-parent", "{a: b}", "[{a: b}]", "[]"])
def test_extends_that_is_no_list_of_ids_is_told_by_its_shape(extends: str) -> None:
    reading = with_parent(CHILD.replace("[cn-parent]", extends))
    assert [p.code for p in reading.problems] == ([] if extends == "[]" else ["wrong-type"])


# --- files ------------------------------------------------------------------


def test_a_file_in_utf8_is_read_with_or_without_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes("\ufeffid: 中".encode())
    assert read_text(path) == ("id: 中", [])


def test_a_file_in_another_encoding_is_told_at_the_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_bytes("id: x\n中: ".encode() + "安静".encode("gb18030"))
    text, (problem,) = read_text(path)
    assert text == ""
    assert str(problem) == (
        f"{path}:2:4: got the byte 0xb0, expected a text in UTF-8 [bad-encoding] "
        "Hint: save the file as UTF-8"
    )


def test_a_file_that_is_too_large_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the limit cuts a character in two."""
    monkeypatch.setattr(nodes, "MOST_BYTES", 4)
    path = tmp_path / "r.yaml"
    path.write_text("a中中", "utf-8")
    text, (problem,) = read_text(path)
    assert text == ""
    assert str(problem) == (
        f"{path}:1:1: got more than 4 bytes, expected at most 4 bytes [file-too-large]"
    )


@pytest.mark.parametrize("text", ["", "# only a note\n", "[", "- a\n", "words"])
def test_a_file_of_which_nothing_can_be_read_gives_no_rulebook(text: str) -> None:
    reading = read(text)
    assert reading.rulebook is None
    assert len(reading.errors) == 1


# --- any file ---------------------------------------------------------------


def judge(reading: Reading) -> None:
    """A rulebook, or the reasons why there is none; each in the file, in order."""
    assert (reading.rulebook is None) == bool(reading.errors)
    places = [(p.place.line, p.place.column) for p in reading.problems]
    assert places == sorted(places)
    assert len(set(reading.problems)) == len(reading.problems)
    for problem in reading.problems:
        assert len(str(problem)) < 2_000


@given(st.text())
def test_any_text_is_read_or_told(text: str) -> None:
    judge(read(text))


LINES = [*range(QINGYUAN.count("\n"))]
edits = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "swap", "indent", "replace", "insert", "cut"]),
        st.integers(0, 10_000),
        st.sampled_from(
            [*" \t:-[]{},#&*!|>'\"%?", "0", "é", "１", "x", "\n", "no", "~", "[]", "{}"]
        ),
    ),
    min_size=1,
    max_size=5,
)


def mutated(text: str, steps: list[tuple[str, int, str]]) -> str:
    for kind, number, char in steps:
        lines = text.split("\n")
        at, spot = number % len(lines), number * 37 % max(1, len(text))
        match kind:
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[at - 1] = lines[at - 1], lines[at]
            case "indent":
                lines[at] = "  " + lines[at]
        text = "\n".join(lines)
        match kind:
            case "replace":
                text = text[:spot] + char + text[spot + 1 :]
            case "insert":
                text = text[:spot] + char + text[spot:]
            case "cut":
                text = text[:spot] + text[spot + number % 30 :]
    return text


@given(edits)
@settings(max_examples=100)
def test_a_mutilated_rulebook_is_read_or_told(steps: list[tuple[str, int, str]]) -> None:
    judge(read(mutated(QINGYUAN, steps)))


@given(edits)
@settings(max_examples=60)
def test_a_mutilated_rulebook_with_every_feature_is_read_or_told(
    steps: list[tuple[str, int, str]],
) -> None:
    judge(read(mutated(RULES, steps)))


@given(
    st.randoms(use_true_random=False), st.sampled_from(["", "[]", "{}", "no", "[x, x]", "{x: y}"])
)
@settings(max_examples=60)
def test_any_value_may_stand_anywhere(random: random.Random, value: str) -> None:
    """One line loses its value for another one; the lines under it go."""
    lines = RULES.splitlines()
    at = random.randrange(len(lines))
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {value}"
    judge(read("\n".join(lines) + "\n"))


SCRAPS: tuple[Any, ...] = (
    *("", "x", "no", "22-1", "2023-02-30", "open", "none", "mon", "tax", "１", "FREQ=DAILY", "CN"),
    *([], {}, ["x"], {"x": "y"}, {"month_days": "1-5"}, {"zh": "字"}, {"any": [{}, "x"]}),
)


def parts(value: Any) -> list[tuple[Any, Any]]:
    """Every part of a tree, as the mapping or list it is in and its key there."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [each for key in keys for each in ((value, key), *parts(value[key]))]


@given(st.randoms(use_true_random=False), st.integers(1, 4))
@settings(max_examples=100)
def test_a_rulebook_with_parts_torn_out_or_swapped_is_read_or_told(
    random: random.Random, steps: int
) -> None:
    tree = read_tree(RULES, "rules.yaml").value
    for _ in range(steps):
        home, key = random.choice(parts(tree))
        other, there = random.choice(parts(tree))
        match random.randrange(3):
            case 0:
                del home[key]
            case 1:
                home[key] = random.choice(SCRAPS)
            case 2:
                home[key] = deepcopy(other[there])
    judge(read(json.dumps(tree, ensure_ascii=False, indent=1)))


def many(number: int, part: str) -> str:
    return ", ".join([part] * number)


DAYS, GROUND = "{month_days: 1-5}", "{id: x, cite: {source: notice-2022}}"


@pytest.mark.parametrize(
    ("old", "new", "path", "number"),
    [
        ("{month_days: 1-22}", f"{{any: [{many(101, DAYS)}]}}", "window.any", 101),
        (
            "{month_days: 1-22}",
            f"{{all: [{{any: [{many(99, DAYS)}]}}, {DAYS}]}}",
            "window.all[0].any",
            99,
        ),
        (
            "strictness: absolute",
            f"not_inspections: [{many(3000, GROUND)}]",
            "not_inspections",
            3000,
        ),
    ],
)
def test_more_parts_than_can_be_judged_are_refused(
    old: str, new: str, path: str, number: int
) -> None:
    """A set of days of thousands of parts would run out of stack."""
    (message,) = map(str, read(RULES.replace(old, new, 1)).problems)
    assert message.partition(" ")[2] == (
        f"quiet_periods[0].versions[0].{path}: got {number} of them, expected at most 100 in all "
        "[too-many]"
    )


@pytest.mark.parametrize(
    "text",
    [
        RULES.replace("1-22", "1" * 100_000, 1),
        RULES.replace("id: cn-test", f"id: {'X' * 100_000}", 1),
        RULES.replace("checked:", f"? {'k' * 100_000}\n: 1\nchecked:", 1),
        RULES.replace("[exempt]", f"[{'e' * 100_000}]", 1),
        RULES.replace("do: file", f"do: {'f' * 100_000}", 1),
        RULES.replace("{start: 2023-06-23}", f"{{{'s' * 900}: 2023-06-23}}", 1),
        RULES.replace("[complaint], cite", f"[{'c' * 100_000}], cite", 1),
        RULES.replace("source: notice-2022", f"source: {'n' * 100_000}", 1),
    ],
    ids=range(8),
)
def test_a_message_stays_short_however_long_the_value(text: str) -> None:
    reading = read(text)
    assert reading.errors
    judge(reading)
