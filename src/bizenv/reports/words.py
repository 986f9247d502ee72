"""Problems and summaries in words, in both languages."""

from __future__ import annotations

from bizenv.inspections.rules import Told
from bizenv.inspections.schedules import BLANK, UNREADABLE, CheckedRow
from bizenv.inspections.values import InspectionOutcome
from bizenv.kernel.errors import Problem
from bizenv.kernel.text import Lang, Text
from bizenv.kernel.verdict import Severity

__all__ = [
    "LEVELS",
    "finding_text",
    "message_of",
    "outcome_text",
    "problem_text",
    "statuses_of",
    "who",
]

_ZH = {
    "bad-csv": "引号没有成对，或单元格超过一百万字：{got}",
    "bad-day": "读到 {got}，应填写确实存在的日期，如 2023-06-15、2023年6月15日、20230615",
    "bad-encoding": "{got}：应为 UTF-8 或 GB18030 文本",
    "bad-json": "{got}：每行应为一个 JSON 对象",
    "bad-parquet": "{got}：应为 Parquet 文件",
    "bad-span": "{got}：结束日期不得早于开始日期，且相差不超过十年",
    "bad-xlsx": "{got}：应为 Excel 或 WPS 工作簿",
    "bad-yes-no": "读到 {got}，应填写“是”或“否”",
    "blank-row": "空行，没有检查内容",
    "duplicate-header": "表头 {got} 重复",
    "empty-header": "没有表头",
    "empty-table": "没有数据",
    "missing-column": "缺少必需的列，{expected}；表中有：{got}",
    "missing-day": "没有填写检查日期",
    "missing-library": "缺少组件：{expected}",
    "no-sheets": "只有 XLSX 文件有工作表",
    "not-a-day": "读到 {got}，应填写当地日期，不带时间",
    "several-sheets": "有多个工作表：{got}，请用 --sheet 指定一个",
    "too-many-columns": "{got}：列数过多",
    "too-many-terms": "读到 {got}，这里只能填一个词；“无”不能与其他词并列",
    "unknown-format": "不支持 {got} 这类文件；{expected}",
    "unknown-sheet": "没有工作表 {got}；{expected}",
    "unknown-term": "读到 {got}，不是词表中的词；{expected}",
    "wrong-cell-count": "单元格数量与表头不一致：{got}，{expected}",
}
"""What a problem with a table or a row says in Chinese, by its code."""

_OTHER_OUTCOMES = {
    UNREADABLE: Text("无法读取", "unreadable"),
    BLANK: Text("空行", "blank row"),
}
_GOT = Text("读到 {got}，应为 {expected}", "got {got}, expected {expected}")
_HINT = Text("（提示：{hint}）", " ({hint})")


def problem_text(problem: Problem, lang: Lang) -> str:
    """A problem in words, without its place.

    >>> problem_text(Problem("missing-day", "no day", "the day of the visit"), "en")
    'got no day, expected the day of the visit'
    """
    template = Text(_ZH.get(problem.code, _GOT.zh), _GOT.en)
    text = template.fill(lang, {"got": problem.got, "expected": problem.expected})
    return text + (_HINT.fill(lang, {"hint": problem.hint}) if problem.hint else "")


def outcome_text(outcome: str) -> Text:
    """The words for an outcome's code, ``unreadable`` and ``blank-row`` among them.

    >>> outcome_text("forbidden").zh
    '不得检查'
    """
    return _OTHER_OUTCOMES.get(outcome) or InspectionOutcome(outcome).text


def who(row: CheckedRow, lang: Lang) -> str:
    """Who visits whom, in words."""
    agency = row.words("agency") or _NO_AGENCY.say(lang)
    enterprise = row.words("enterprise_name", "enterprise") or _NO_ENTERPRISE.say(lang)
    return f"{agency} → {enterprise}"


_NO_AGENCY = Text("（未填机关）", "(no agency)")
_NO_ENTERPRISE = Text("（未填企业）", "(no enterprise)")


def finding_text(told: Told, lang: Lang) -> str:
    """The findings that matter most, in words: those as grave as the outcome."""
    grave = [f for f in told.findings if f.severity is not Severity.NOTE] or list(told.findings)
    return (" " if lang == "en" else "").join(finding.message(lang) for finding in grave)


def message_of(row: CheckedRow, lang: Lang) -> str:
    """Why a row has its outcome, or why it has none."""
    if row.told is not None:
        return finding_text(row.told, lang)
    joint = "；" if lang == "zh" else "; "
    return joint.join(
        f"{p.place.field}: {problem_text(p, lang)}" if p.place.field else problem_text(p, lang)
        for p in row.problems
    )


LEVELS = {
    "forbidden": "error",
    UNREADABLE: "error",
    "undetermined": "warning",
    "needs-review": "warning",
    BLANK: "note",
}
"""By status, how a row weighs for a machine; what is lawful does not stand here.

Breaches and rows that cannot be read are errors; what a person must decide or
is not known yet is a warning.
"""


def statuses_of(*levels: str) -> frozenset[str]:
    """The statuses that weigh as much as one of these levels.

    >>> sorted(statuses_of("error"))
    ['forbidden', 'unreadable']
    """
    return frozenset(status for status, level in LEVELS.items() if level in levels)
