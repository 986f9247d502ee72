"""Problems and summaries in words, in both languages."""

from __future__ import annotations

import re

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
    "visible",
    "who",
]

_ZH = {
    "ambiguous-header": "分不清哪一列是所需的列：{got}；{expected}",
    "bad-csv": "引号没有成对，或单元格超过一百万字：{got}",
    "bad-day": "读到 {got}，应填写确实存在的日期，如 2023-06-15、2023年6月15日、20230615",
    "bad-encoding": "{got}，应为 UTF-8 或 GB18030 文本",
    "bad-json": "{got}：每行应为一个 JSON 对象",
    "bad-format": "读到 {got}，{expected}",
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
    "several-sheets": "有多个工作表：{got}",
    "too-large": "文件过大：{got}，{expected}",
    "too-many-columns": "{got}：列数过多，{expected}",
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


_PHRASES = tuple(
    (re.compile(english, re.DOTALL), chinese)
    for english, chinese in (
        (
            r"did you mean (.+)\? Or name the column in a --map file",
            r"是否为 \1？也可用 --map 文件指明列名",
        ),
        (r"did you mean (.+)\?", r"是否为 \1？"),
        (r"name the column in a --map file", "可用 --map 文件指明列名"),
        (
            r"name the format in a --map file, for example (.+)",
            r"可用 --map 文件写明日期格式，如 \1",
        ),
        (
            r"give the local day, or name the format in a --map file",
            "请填当地日期，或用 --map 文件写明日期格式",
        ),
        (r"give the first and the last day in two columns", "请把开始日期和结束日期分两列填写"),
        (r"the day and its weekday differ", "日期与星期不符"),
        (r"choose with --sheet", "用 --sheet 指定一个"),
        (
            r"open it in Excel or WPS and save it as XLSX or CSV",
            "请在 Excel 或 WPS 中另存为 XLSX 或 CSV",
        ),
        (r"delete the cells that lie far from the table", "请删除离表格很远的单元格"),
        (r"a file ending in (.+)", r"支持 \1"),
        (r"a column for '(.+?)': (.+)", r"字段 \1，表头可写作 \2"),
        (r"one column for '(.+)'", r"字段 \1 只能对应一列"),
        (r"the columns (.+)", r"\1"),
        (r"no columns", "没有列"),
        (r"no column (.+)", r"没有 \1 列"),
        (r"the sheets (.+)", r"\1"),
        (r"one of (.+)", r"应为其中之一：\1"),
        (r"a known .+ \((.+)\)", r"应填“\1”中的词"),
        (r"(\d+) cells", r"\1 个"),
        (r"([\d,]+) columns", r"\1 列"),
        (r"([\d,]+) bytes unpacked", r"解压后 \1 字节"),
        (r"at most ([\d,]+) bytes", r"最多 \1 字节"),
        (r"at most ([\d,]+) cells, blank ones among them", r"连同空白最多 \1 个单元格"),
        (r"at most ([\d,]+)", r"最多 \1"),
        (r"cells up to row ([\d,]+) and column ([\d,]+)", r"单元格远至第 \1 行第 \2 列"),
        (r"a byte at (\d+) that does not belong", r"第 \1 字节无法识别"),
        (r"the byte at (\d+)", r"第 \1 字节无法识别"),
        (r"the library (.+)", r"\1"),
        (r"a format only for the days (.+)", r"只有日期字段可写格式：\1"),
        (r"a format that tells year, month and day, such as (.+)", r"格式应写明年月日，如 \1"),
    )
)


def problem_text(problem: Problem, lang: Lang) -> str:
    """A problem in words, without its place.

    >>> problem_text(Problem("missing-day", "no day", "the day of the visit"), "en")
    'got no day, expected the day of the visit'
    """
    template = Text(_ZH.get(problem.code, _GOT.zh), _GOT.en)
    got, expected, hint = (
        _translated(part) if lang == "zh" else part
        for part in (problem.got, problem.expected, problem.hint or "")
    )
    text = template.fill(lang, {"got": got, "expected": expected})
    return text + (_HINT.fill(lang, {"hint": hint}) if hint else "")


def _translated(words: str) -> str:
    """The words of a problem with a table in Chinese; others stay as they are."""
    for pattern, chinese in _PHRASES:
        if found := pattern.fullmatch(words):
            return found.expand(chinese)
    return words


def visible(text: str) -> str:
    r"""A text that a terminal shows and does not obey: control characters are spelt out.

    Line breaks and tabs become spaces. Marks that turn the direction of
    writing are spelt out too.

    >>> visible("区市场\n监管局\x1b[2J")
    '区市场 监管局\\x1b[2J'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char.isspace() else char.encode("unicode_escape").decode("ascii")


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
    return visible(f"{agency} → {enterprise}")


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
