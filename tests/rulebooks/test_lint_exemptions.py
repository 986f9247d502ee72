"""Each exemption holds for some visit, none for all, and each adds something."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rules_yaml import FIRST, SECOND, edited, read, spot

from bizenv.inspections.grounds import meets
from bizenv.inspections.quiet_periods import Ground
from bizenv.inspections.situations import read_facts, situation_of
from bizenv.inspections.values import Inspection
from bizenv.kernel.legal import Citation, Source
from bizenv.kernel.text import Text
from bizenv.kernel.truth import Truth
from bizenv.rulebooks.lint_exemptions import matches
from bizenv.rulebooks.vocabulary import base_vocabulary

COMPLAINT = "{id: complaint, triggers: [complaint], cite: {source: notice-2023}}"


def test_two_exemptions_of_one_id_are_told() -> None:
    text = edited(("{id: work-safety", "{id: x"), ("{id: complaint, t", "{id: safety, t"))
    told = [str(p) for p in read(text).errors if p.code == "duplicate-id"]
    assert told == [
        f"{spot(text, 'safety, t')} {SECOND}.exemptions[1].id: got 'safety', expected a name of "
        "its own [duplicate-id]"
    ]


def test_no_exemption_is_blamed_where_the_kinds_of_the_rule_are_not_known() -> None:
    kinds = ("strictness: absolute", "kinds: [routine, specal]")
    text = edited(kinds, ("domains: [work-safety], cite", "kinds: [special], cite"))
    assert [problem.code for problem in read(text).errors] == ["unknown-term"]


def test_each_shadowed_exemption_is_told_once() -> None:
    fire = "{{id: {}, domains: [fire-safety], cite: {{source: notice-2023}}}}\n          - "
    both = fire.format("fire-one") + fire.format("fire-two")
    text = edited((COMPLAINT, both + COMPLAINT))
    assert [problem.got for problem in read(text).errors] == [
        Text(
            f"{name!r}，它成立时 'safety' 也都成立",
            f"{name!r}, which holds only where 'safety' holds too",
        )
        for name in ("fire-one", "fire-two")
    ]


VOCABULARY = base_vocabulary()

VISITED = date(2024, 3, 1)

CLAUSE = Citation(Source("n", "通知", "official"))  # type: ignore[arg-type] # converted


def some(axis: str) -> st.SearchStrategy[frozenset[str] | None]:
    return st.none() | st.frozensets(st.sampled_from(VOCABULARY[axis].codes), min_size=1)


def one(axis: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*VOCABULARY[axis].codes, "none"])


circumstances = st.frozensets(st.sampled_from(VOCABULARY["circumstance"].codes), max_size=3)


grounds = st.builds(
    Ground,
    id=st.just("g"),
    text=st.just(Text("情形")),
    citation=st.just(CLAUSE),
    acts=some("act"),
    kinds=some("kind"),
    domains=some("domain"),
    triggers=some("trigger"),
    least_level=st.none() | st.sampled_from(VOCABULARY["level"].codes),
    circumstances=circumstances.map(sorted).map(tuple),
)


@given(
    grounds,
    st.sampled_from(VOCABULARY["act"].codes),
    one("kind"),
    one("domain"),
    one("trigger"),
    one("level"),
    circumstances,
)
def test_lint_and_judgement_ask_the_same_of_a_ground(
    ground: Ground, act: str, kind: str, domain: str, trigger: str, level: str, held: Any
) -> None:
    combination = {
        "act": act,
        "kind": kind,
        "domain": domain,
        "trigger": trigger,
        "level": level,
        "circumstances": held,
    }
    visit = Inspection(
        start=VISITED,
        act=act,
        kind=kind,
        domain=domain,
        trigger=trigger,
        deploying_level=level,
        circumstances={name: name in held for name in VOCABULARY["circumstance"].codes},
    )
    facts = read_facts(situation_of(visit), VOCABULARY)
    judged = meets(ground, facts, VOCABULARY).truth
    assert matches(ground, combination, VOCABULARY) == (judged is Truth.YES)


@pytest.mark.parametrize(
    ("exemption", "code"),
    [
        ("circumstances: [serious]", None),
        ("circumstances: [serious, important], triggers: [complaint]", None),
        ("least_level: township", "exemption-swallows-rule"),
        ("kinds: [case, special, routine]", "exemption-swallows-rule"),
        ("triggers: [complaint], kinds: [special]", None),
        ("triggers: [double-random], kinds: [routine]", None),
        ("acts: [research-visit]", "exemption-never-matches"),
        ("triggers: [complaint], domains: [tax, labour], least_level: city", None),
    ],
)
def test_an_exemption_adds_something_and_leaves_something(exemption: str, code: str | None) -> None:
    reading = read(edited(("triggers: [complaint], cite", f"{exemption}, cite")))
    assert [p.code for p in reading.errors] == ([code] if code else [])


@pytest.mark.parametrize(
    ("cite", "code"), [("", "missing-citation"), (", cite: {locator: 第一条}", "missing-key")]
)
def test_a_lost_citation_does_not_hide_what_an_exemption_asks(cite: str, code: str) -> None:
    line = f"{{id: complaint, acts: [research-visit]{cite}}}"
    codes = {problem.code for problem in read(edited((COMPLAINT, line))).errors}
    assert codes == {code, "exemption-never-matches"}


def test_an_exemption_is_not_blamed_for_a_condition_that_could_not_be_read() -> None:
    line = "{id: complaint, acts: [research-visit, inspektion], cite: {source: notice-2023}}"
    assert [p.code for p in read(edited((COMPLAINT, line))).errors] == ["unknown-term"]


def test_an_exemption_that_a_record_may_meet_by_its_own_words_is_not_refused() -> None:
    """Routine settles that nothing set the visit off only where the record is silent on it."""
    line = COMPLAINT.replace("triggers: [complaint]", "kinds: [routine], triggers: [double-random]")
    book = read(edited((COMPLAINT, line))).rulebook
    assert book is not None
    visit = Inspection(start=VISITED, kind="routine", trigger="double-random", domain="tax")
    verdict = book.check(visit)
    assert (verdict.outcome, book.inspections.held(visit)[0].id) == ("exempt", "complaint")


CATCH_ALL = "{{id: other, {}catch_all: yes, cite: {{source: notice-2023}}}}"


@pytest.mark.parametrize("asks", ["", "kinds: [case, special, routine], "])
def test_a_catch_all_that_every_visit_claims_is_told(asks: str) -> None:
    line = CATCH_ALL.format(asks)
    text = edited((COMPLAINT, f"{COMPLAINT}\n          - {line}"))
    (told,) = read(text).errors
    assert str(told) == (
        f"{spot(text, line)} {SECOND}.exemptions[2]: got the catch-all 'other', which every "
        "regulated visit meets, expected one that leaves something forbidden "
        "[catch-all-swallows-rule] Hint: say what claims it, such as triggers: [other-necessary]"
    )
    assert told.say("zh").endswith(
        "读到兜底情形 'other'，所有受约束的检查都符合，应为仍有检查不得进行的情形 "
        "[catch-all-swallows-rule] 提示：写明主张它的条件，如 triggers: [other-necessary]"
    )


def test_a_catch_all_with_a_condition_is_fine() -> None:
    line = CATCH_ALL.format("triggers: [other-necessary], ")
    assert read(edited((COMPLAINT, f"{COMPLAINT}\n          - {line}"))).errors == ()


SCOPED = ("strictness: absolute", "enterprises: {circumstances: [phased-in, fixed-time]}")


@pytest.mark.parametrize(
    ("asks", "code"),
    [
        ("circumstances: [phased-in]", "exemption-swallows-rule"),
        ("circumstances: [fixed-time, phased-in]", "exemption-swallows-rule"),
        ("circumstances: [phased-in, serious]", None),
        ("circumstances: [serious]", None),
        ("circumstances: [phased-in], domains: [tax]", None),
    ],
)
def test_what_holds_of_every_visit_in_scope_narrows_nothing(asks: str, code: str | None) -> None:
    """The scope asks for it already, so an exemption that asks the same exempts everybody."""
    text = edited(SCOPED, ("domains: [work-safety], cite", f"{asks}, cite"))
    assert [p.code for p in read(text).errors] == ([code] if code else [])


def test_what_is_no_inspection_by_the_scope_leaves_nothing_to_exempt() -> None:
    out = "not_inspections: [{id: out, circumstances: [phased-in], cite: {source: notice-2022}}]"
    text = edited(SCOPED, ("        exemptions:", f"        {out}\n        exemptions:"))
    assert [p.code for p in read(text).errors] == ["exemption-never-matches"]


def each_of(*asked: str) -> tuple[str, str]:
    """One exemption for each of some conditions, in place of the first one."""
    old = "{id: work-safety, domains: [work-safety], cite: {source: notice-2022}}"
    names = ("work-safety", "second", "third")
    lines = (
        f"{{id: {name}, {asks}, cite: {{source: notice-2022}}}}"
        for name, asks in zip(names, asked, strict=False)
    )
    return old, "\n          - ".join(lines)


CASE, SPECIAL, ROUTINE = (f"kinds: [{kind}]" for kind in ("case", "special", "routine"))


def test_exemptions_that_together_cover_every_kind_are_told() -> None:
    text = edited(each_of(CASE, SPECIAL, ROUTINE))
    (told,) = read(text).errors
    before = text[: text.index("exemptions:")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert str(told) == (
        f"rules.yaml:{line}:{column} {FIRST}.exemptions: got exemptions of which every regulated "
        "visit meets one, expected exemptions that leave something forbidden "
        "[exemptions-swallow-rule]"
    )
    assert told.say("zh").endswith(
        "读到合起来包括所有受约束的检查的例外情形，应为合起来仍有检查不得进行的例外情形 "
        "[exemptions-swallow-rule]"
    )


def test_exemptions_of_the_kinds_that_the_rule_covers_leave_nothing() -> None:
    text = edited(each_of(CASE, SPECIAL), ("strictness: absolute", "kinds: [case, special]"))
    assert [p.code for p in read(text).errors] == ["exemptions-swallow-rule"]


@pytest.mark.parametrize(
    "asked",
    [
        (CASE, SPECIAL),
        (CASE, SPECIAL, f"{ROUTINE}, domains: [tax]"),
        (CASE, SPECIAL, f"{ROUTINE}, circumstances: [serious]"),
        (CASE, ROUTINE, f"{SPECIAL}, triggers: [special-campaign]"),
        (CASE, SPECIAL, f"{ROUTINE}, least_level: city"),
    ],
)
def test_exemptions_that_leave_one_kind_of_visit_are_fine(asked: tuple[str, ...]) -> None:
    assert read(edited(each_of(*asked))).errors == ()


@pytest.mark.parametrize("axis", ["domain", "trigger"])
def test_a_visit_that_is_known_to_have_no_ground_is_never_swallowed(axis: str) -> None:
    """Every trigger is named, and still a visit without one is not exempt."""
    every = f"{axis}s: [{', '.join(VOCABULARY[axis].codes)}], cite"
    assert read(edited(("domains: [work-safety], cite", every))).errors == ()


@pytest.mark.parametrize(
    ("out", "codes"),
    [
        ("triggers: [complaint, emergency]", ["exemption-never-matches"]),
        ("triggers: [complaint], circumstances: [important]", []),
        ("kinds: [case]", []),
    ],
)
def test_what_is_no_inspection_cannot_be_exempt(out: str, codes: list[str]) -> None:
    """A complaint makes a case inspection where the record names no kind, and only there."""
    cite = "cite: {source: notice-2023}"
    lines = f"not_inspections: [{{id: out, {out}, {cite}}}]\n        exemptions:\n          - "
    text = edited(("exemptions:\n          - {id: safety", lines + "{id: safety"))
    assert [p.code for p in read(text).errors] == codes


def test_many_grounds_with_every_condition_are_judged_in_good_time() -> None:
    """Terms that no ground tells apart are tried once, so the search stays small."""
    asks = (
        "acts: [inspection], kinds: [case, special], triggers: [{}], domains: [{}, tax], "
        "least_level: city, circumstances: [important, serious, others-harmed, fixed-time, major]"
    )
    pairs = zip(VOCABULARY["trigger"].codes[4:10], VOCABULARY["domain"].codes[-7:-1], strict=True)
    lines = "".join(
        f"          - {{id: g{n}, {asks.format(*pair)}, cite: {{source: notice-2023}}}}\n"
        for n, pair in enumerate(pairs)
    )
    at = "        duties:"
    assert [p.code for p in read(edited((at, lines + at))).errors] == []


def test_a_copy_of_a_ground_keeps_what_it_asks() -> None:
    ground = Ground("g", Text("情形"), CLAUSE, domains={"tax"})
    assert not matches(evolve(ground, domains={"labour"}), {"domain": "tax"}, VOCABULARY)
    assert matches(ground, {"domain": "tax"}, VOCABULARY)
