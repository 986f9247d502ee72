"""A checked log as a workbook: a sheet of cases, and a sheet of what is wrong with rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bizenv.cases.checked_logs import CheckedCase, CheckedPart
from bizenv.cases.readings import ClockState
from bizenv.cases.records import AXIS_OF, CASE_FACTS
from bizenv.cases.service_levels import PromiseStage
from bizenv.cases.stages import Stage
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Lang, Text, say
from bizenv.kernel.vocabulary import Vocabulary
from bizenv.reports.case_rows import FOUR_FACTS, case_cells, clock_names, column_names
from bizenv.reports.case_words import level_of, status_text
from bizenv.reports.workbooks import Column, Sheet, write_workbook

__all__ = ["HEADERS", "write_case_xlsx"]

_Shown = Callable[[Any, Lang], str]

HEADERS = {
    "case": Text("诉求编号", "case"),
    "rows": Text("行", "rows"),
    "kind": Text("诉求类别", "kind"),
    "channel": Text("诉求来源", "channel"),
    "priority": Text("紧急程度", "priority"),
    "enterprise": Text("企业", "enterprise"),
    "subject": Text("诉求事项", "subject"),
    "lead": Text("主办单位", "lead agency"),
    "co_agencies": Text("协办单位", "supporting agencies"),
    "session": Text("场次", "session"),
    "due": Text("登记的期限", "due as recorded"),
    "circumstances": Text("情形", "circumstances"),
    "agency": Text("现承办单位", "agency in charge"),
    "received": Text("登记时间", "received"),
    "outcome": Text("结论", "outcome"),
    "codes": Text("代码", "codes"),
    "clause": Text("依据", "clause"),
    "stage": Text("环节", "stage"),
    "closed": Text("是否办结", "closed"),
    "solved": Text("是否解决", "solved"),
    "satisfied": Text("是否满意", "satisfied"),
    "written_off": Text("是否销号", "written off"),
    "next_due": Text("最近期限", "next due day"),
    "missing": Text("尚缺的事实", "missing facts"),
    "message": Text("说明", "why"),
    "obligations": Text("应办事项", "to be done"),
}
_WIDTHS = {"enterprise": 24, "subject": 24, "clause": 30, "message": 60, "obligations": 60}
_PROBLEM_HEADERS = {
    "row": (Text("行", "row"), 8),
    "case": (Text("诉求编号", "case"), 14),
    "column": (Text("列", "column"), 18),
    "got": (Text("读到", "got"), 40),
    "expected": (Text("应为", "expected"), 40),
    "hint": (Text("提示", "hint"), 30),
    "code": (Text("代码", "code"), 20),
}
_TRUTHS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "unknown": Text("未知", "unknown")}


def write_case_xlsx(
    checked: Iterable[CheckedPart],
    stages: Sequence[PromiseStage],
    vocabulary: Vocabulary,
    path: Path,
    lang: Lang,
) -> None:
    """Write a row a case in words, and a row a problem; what must be mended is red.

    Raises:
        UsageError: there are more rows than a sheet holds, or nothing to write it with.
    """
    shown = _shown(stages, vocabulary)
    names = column_names(stages)[1:]  # the sheet says what its rows are
    problems: list[tuple[str, Sequence[Any]]] = []

    def cases() -> Iterator[tuple[str | None, Sequence[Any]]]:
        for part in checked:
            for case in part.cases:
                cells = _words(case, shown, lang)
                yield level_of(case), [cells.get(name) for name in names]
                problems.extend(_problem(each, case.case.id, lang) for each in case.problems)
            problems.extend(_problem(each, None, lang) for each in part.rows)

    write_workbook(
        [
            Sheet(_CASES.say(lang), [_column(name, stages, lang) for name in names], cases()),
            Sheet(
                _PROBLEMS.say(lang),
                [Column(text.say(lang), width) for text, width in _PROBLEM_HEADERS.values()],
                problems,
            ),
        ],
        path,
    )


def _column(name: str, stages: Iterable[PromiseStage], lang: Lang) -> Column:
    for stage in stages:
        state, due = clock_names(stage)
        if name in (state, due):
            text = _CLOCK if name == state else _CLOCK_DUE
            return Column(text.fill(lang, {"stage": stage.text}), 12)
    return Column(HEADERS[name].say(lang), _WIDTHS.get(name, 12))


def _shown(stages: Iterable[PromiseStage], vocabulary: Vocabulary) -> dict[str, _Shown]:
    """By column whose cells are codes, the words of a code."""
    facts, clocks = [name for name in CASE_FACTS if name in AXIS_OF], map(clock_names, stages)
    return {
        "outcome": lambda code, lang: status_text(code).say(lang),
        "stage": lambda code, lang: Stage(code).text.say(lang),
        **dict.fromkeys(FOUR_FACTS, lambda code, lang: _TRUTHS[code].say(lang)),
        **{state: lambda code, lang: ClockState(code).text.say(lang) for state, _ in clocks},
        **{name: vocabulary[AXIS_OF[name]].label for name in facts},
    }


def _words(case: CheckedCase, shown: dict[str, _Shown], lang: Lang) -> dict[str, Any]:
    cells = case_cells(case, lang)
    for name, words in shown.items():
        if cells.get(name) is not None:
            cells[name] = words(cells[name], lang)
    if case.judged and case.verdict.missing:
        cells["missing"] = say(tuple(fact.text for fact in case.verdict.missing), lang)
    return cells


def _problem(problem: Problem, case: str | None, lang: Lang) -> tuple[str, Sequence[Any]]:
    place = problem.place
    said = (say(part, lang) for part in (problem.got, problem.expected))
    hint = None if problem.hint is None else say(problem.hint, lang)
    return problem.severity, [place.row, case, place.column_words, *said, hint, problem.code]


_CASES = Text("诉求", "cases")
_PROBLEMS = Text("问题", "problems")
_CLOCK = Text("{stage}时限", "{stage}: clock")
_CLOCK_DUE = Text("{stage}到期日", "{stage}: due day")
