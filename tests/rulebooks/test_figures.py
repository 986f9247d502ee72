"""Figures files: what a report prints, read whole or refused with every problem and its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bizenv.cases.published import Count, Ratio, Total
from bizenv.kernel.errors import RulebookError
from bizenv.kernel.text import Lang
from bizenv.rulebooks.figures import PrintedFigure, read_figures
from bizenv.rulebooks.vocabulary import case_vocabulary

WORDS = case_vocabulary()


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "figures.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, *figures: str) -> list[PrintedFigure]:
    lines = "".join(f"  - {figure}\n" for figure in figures)
    return list(read_figures(write(folder, f"figures:\n{lines}"), WORDS))


def refused(folder: Path, text: str | bytes, lang: Lang = "en") -> list[str]:
    with pytest.raises(RulebookError) as caught:
        read_figures(write(folder, text), WORDS)
    return [problem.say(lang).replace(f"{folder}/", "") for problem in caught.value.problems]


# --- what a figure claims to be -----------------------------------------------------


def test_each_kind_of_figure(tmp_path: Path) -> None:
    """A total with its parts, a count, a rate of the ledger, a ratio of numbers or of counts."""
    found = read(
        tmp_path,
        '{name: 诉求，合计, printed: "272", parts: ["184", "28", "60"]}',
        '{name: 办结, printed: "184", count: closed}',
        '{name: 满意率, printed: "98.3 %", rate: satisfaction}',
        '{name: 集中许可, printed: "30 %", numerator: 72, denominator: 246}',
        '{name: 办结率, printed: "67.6%", numerator: closed, denominator: received}',
        '{name: 平均, printed: "1354", numerator: 5416, denominator: 4, per_cent: no}',
    )
    assert [each.figure for each in found] == [
        Total("诉求，合计", "272", ["184", "28", "60"]),
        Count("办结", "184", of="closed"),
        Ratio("满意率", "98.3 %", of="satisfaction"),
        Ratio("集中许可", "30 %", numerator=72, denominator=246),
        Ratio("办结率", "67.6%", numerator="closed", denominator="received"),
        Ratio("平均", "1354", numerator=5416, denominator=4, scale=1),
    ]


@pytest.mark.parametrize(
    ("printed", "figure"),
    [
        ("98.3 %", Ratio("x", "98.3 %")),
        ("98.3 ％", Ratio("x", "98.3 ％")),  # a sign of full width
        ("272", Count("x", "272")),
    ],
)
def test_a_figure_that_claims_nothing_is_what_it_looks_like(
    tmp_path: Path, printed: str, figure: Count | Ratio
) -> None:
    """A percentage or a count; whether it follows cannot be told."""
    assert [each.figure for each in read(tmp_path, f'{{name: x, printed: "{printed}"}}')] == [
        figure
    ]


def test_of_which_cases_a_figure_is_told(tmp_path: Path) -> None:
    """One word or several; terms in any spelling, names as they are."""
    given = "only: {session: [1, 2], channel: [恳谈会, 12345], kind: 个体性, agency: 区住建局}"
    (found,) = read(tmp_path, f'{{name: x, printed: "1", count: closed, {given}}}')
    assert found.only == {
        "session": ("1", "2"),
        "channel": ("talk", "hotline"),
        "kind": ("individual",),
        "agency": ("区住建局",),
    }


# --- what is refused ----------------------------------------------------------------


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    """In both languages, with the nearest word."""
    text = """\
figures:
  - {name: x, printed: many, count: closed}
  - {name: x, printed: "1", rate: satisfacton}
  - {name: x, printed: "1", numerator: clsed, denominator: -1}
  - {name: x, printed: "1", parts: ["1", two]}
  - {name: x, printed: "1", count: closed, only: {sesion: 1}}
  - {printed: "1", count: closed}
"""
    names = (
        "received, accepted, open, closed, solved, replied, satisfied, dissatisfied, written_off, "
        "rehandled, overdue, faulty, stage_nothing, stage_registered, stage_declined, "
        "stage_accepted, stage_assigned, stage_sent_back, stage_working, stage_continuing, "
        "stage_answered, stage_closed, stage_written_off, stage_withdrawn, stage_merged"
    )
    assert refused(tmp_path, text) == [
        "figures.yaml:2:24 figures[0].printed: got 'many', expected a number as printed, such as "
        "'98.3 %' [bad-figure]",
        "figures.yaml:3:35 figures[1].rate: got 'satisfacton', expected one of resolution, "
        "closure_of_accepted, closure_of_received, closure_of_due, on_time, reply, satisfaction, "
        "never_dissatisfied, participation, rehandling [unknown-word] "
        "Hint: did you mean 'satisfaction'?",
        f"figures.yaml:4:40 figures[2].numerator: got 'clsed', expected one of {names} "
        "[unknown-word] Hint: did you mean 'closed'?",
        f"figures.yaml:4:60 figures[2].denominator: got '-1', expected one of {names} "
        "[unknown-word]",
        "figures.yaml:5:42 figures[3].parts[1]: got 'two', expected a number as printed, such as "
        "'98.3 %' [bad-figure]",
        "figures.yaml:6:51 figures[4].only.sesion: got 'sesion', expected one of session, channel, "
        "agency, kind, priority, month [unknown-word] Hint: did you mean 'session'?",
        "figures.yaml:7:5 figures[5].name: got no 'name', expected the key 'name' [missing-key]",
    ]
    assert refused(tmp_path, text, "zh")[0] == (
        "figures.yaml:2:24 figures[0].printed：读到 'many'，应为照公布写的数字，如 '98.3 %' "
        "[bad-figure]"
    )


@pytest.mark.parametrize(
    "claims",
    ["count: closed, rate: reply", "rate: reply, denominator: 2", 'count: closed, parts: ["1"]'],
)
def test_a_figure_is_one_thing(tmp_path: Path, claims: str) -> None:
    text = f'figures:\n  - {{name: x, printed: "1", {claims}}}\n'
    for lang, said in (
        (
            "en",
            "expected one of 'count', 'rate', 'parts', or 'numerator' and 'denominator', at most "
            "[bad-claim]",
        ),
        (
            "zh",
            "应为 'count'、'rate'、'parts'，或 'numerator' 和 'denominator'，最多其一 [bad-claim]",
        ),
    ):
        (told,) = refused(tmp_path, text, lang)  # type: ignore[arg-type] # one of the two
        assert told.startswith("figures.yaml:2:5 figures[0]")
        assert told.endswith(said)


def test_a_word_that_is_no_term_is_told_with_the_nearest(tmp_path: Path) -> None:
    text = 'figures:\n  - {name: x, printed: "1", only: {kind: 个体, channel: talk}}\n'
    assert refused(tmp_path, text) == [
        "figures.yaml:2:42 figures[0].only.kind: got '个体', expected one of individual, systemic "
        "[unknown-term] Hint: did you mean '个体性'?"
    ]
    assert refused(tmp_path, text, "zh") == [
        "figures.yaml:2:42 figures[0].only.kind：读到 '个体'，应为 individual、systemic 之一 "
        "[unknown-term] 提示：是否为 '个体性'？"
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, 1, "empty-file")]),
        ("figures: []\n", [(1, 10, "too-few")]),
        ("figures: [x]\n", [(1, 11, "wrong-type")]),
        ("numbers: []\n", [(1, 1, "unknown-key"), (1, 1, "missing-key")]),
        (b"figures: \xff\n", [(1, 10, "bad-encoding")]),
    ],
    ids=["empty", "no figures", "a word", "other key", "not UTF-8"],
)
def test_a_file_of_another_shape(
    tmp_path: Path, text: str | bytes, problems: list[tuple[int, int, str]]
) -> None:
    with pytest.raises(RulebookError) as caught:
        read_figures(write(tmp_path, text), WORDS)
    found = [(p.place.line, p.place.column, p.code) for p in caught.value.problems]
    assert found == problems


@given(st.binary(max_size=80) | st.text("figuresnamp:{} \n-&*'\"%,x1", max_size=80).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_figures_or_are_refused(tmp_path: Path, raw: bytes) -> None:
    """Property: no other error, and the file is named."""
    try:
        read_figures(write(tmp_path, raw), WORDS)
    except RulebookError as error:
        files = {problem.place.file for problem in error.problems}
        assert files == {str(tmp_path / "figures.yaml")}
