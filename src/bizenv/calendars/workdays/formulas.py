"""The formulas of holiday notices, as patterns over cleaned text (放假通知的句式).

>>> kind, found = next_formula("1月1日至3日放假调休，共3天", 0, 16)
>>> kind, found["days"], found["count"]
('off', '1月1日至3日', '3')
"""

from __future__ import annotations

import re

from bizenv.calendars.workdays.datewords import DAY, HOLIDAYS

__all__ = [
    "ADVICE",
    "ARRANGES",
    "ARRANGES_ALL_THE_SAME",
    "FILLER",
    "HEADING",
    "LEADS",
    "NUMBER",
    "SENTENCE",
    "SIGNED",
    "TITLE",
    "UNDOES",
    "count_of",
    "end_of_item",
    "name_of",
    "next_formula",
]

_SPAN = rf"{DAY}(?:至{DAY})?"
_DAYS = rf"{_SPAN}(?:(?:、|和|及){_SPAN})*"
_COUNT = r"(?:，?(?P<said>共?(?P<count>\d{1,3}|[一二三四五六七八九十])天))?"
_OFF = rf"(?:全国|全体公民)?(?:放假调休|放假公休|调休放假|放假|补休|调休(?!上班|补班)){_COUNT}"
_REST = r"，?(?:为(?:[一-龥]+节)?法定(?:节)?假日|照常公休|为公休日|照常休息|正常休息)"
_SHIFTED = r"(?:[两三四]个)?公休日(?:及[一-龥]+节)?(?:分别)?调至"
_FORMULAS = {
    "extended": rf"延长(?:\d{{4}}年)?(?P<holiday>[一-龥]+节)假期至(?P<days>{DAY})",
    "moved": rf"(?:将|把)?(?P<days>{_DAYS}){_SHIFTED}(?P<to>{_DAYS})",
    "off": rf"(?P<days>{_DAYS}){_OFF}",
    "resumed": rf"(?P<days>{_DAYS})起(?:正常|照常)?上班",
    "worked": rf"(?P<days>{_DAYS})(?:(?:正常|照常|调休)?上班|(?:调休)?补班)",
    "rest": rf"(?P<days>{_DAYS}){_REST}",
}
_FORMULA = tuple((kind, re.compile(pattern)) for kind, pattern in _FORMULAS.items())
"""Where two begin at the same place, the one that stands first here is meant."""
FILLER = re.compile(r"其中|不调休|与周末连休|与周[六日]连休|[，、；：]")
"""Words that only join what is understood."""
ARRANGES = re.compile(r"放假|上班|补休|公休|调休|补班|取消")
"""Words that arrange something, with or without a day."""
UNDOES = re.compile(r"取消|撤销|作废|不再")
"""Words that undo an arrangement, with or without a day."""
ADVICE = re.compile(r"鼓励|建议|提倡")
"""How a sentence begins that only recommends."""
ARRANGES_ALL_THE_SAME = re.compile(rf"{ARRANGES.pattern}|不休|照常|办公|营业")
"""Words that may arrange something within advice: 鼓励错峰返程，10月9日上班."""
_NUMERALS = "零一二三四五六七八九十"

_NAME = rf"(?:[“\"]?(?:{HOLIDAYS})[”\"]?)"
_AT_START = r"(?:^|(?<=[\n。]))"
_ORDINAL = r"(?:（?[一二三四五六七八九十]+[）、]|\d+、|至至|[①-⑳]、?)"
HEADING = re.compile(
    rf"{_AT_START}(?:{_ORDINAL}?(?:(?P<of>\d{{4}})年)?【?(?P<known>{_NAME}(?:[、和及]?{_NAME})*)】?"
    rf"(?:：|(?<=】)|(?={DAY}))"
    rf"|{_ORDINAL}(?P<other>[^\d：，。\n]{{1,16}})：(?=\n?{DAY}))\n*"
)
"""The name of one or two holidays, with a number or a colon, before a day."""
_TURNS = "取消不撤废停暂免无勿禁未非"
_PLACE = rf"(?![除改原{_TURNS}])(?:(?![{_TURNS}])[一-龥]){{1,6}}(?:省|市|县|区|州|盟|旗)"
_PLAIN = (
    r"(?:《[^《》\n]*》|〔\d{4}〕\d{1,4}号|国务院|[省市县区州]?(?:人民)?政府|办公[厅室]|上级|有关|相关|"
    r"关于|文件|通知|公告|决定|规定|要求|精神|部署|办法|方案|部分|节假日|假日|假期|节日|期间|放假|调休|"
    r"安排|广大|人民|公众|群众|市民|居民|企业|职工|干部|各地区?|各部门|各单位|及早|合理|统筹|旅游|交通|"
    r"运输|生产|生活|经营|工作|出行|返程|祭扫|探亲|庆祝|纪念|活动|我|本|的|和|与|及|等|、|"
    rf"{_PLACE})"
)
"""Words that lead up to an arrangement; any that is not here could turn it round (停止、无需)."""
_LEAD = (
    r"(?:经?国务院(?:办公厅)?)?(?:批准|决定|同意)|现(?:将|就)|(?:具体)?安排如下|(?:现)?通知如下|"
    r"(?:特|现)[作做]如下(?:调休|安排)|兹定于|[一二三四五六七八九十]+、|"
    rf"为了?(?:方便|便于){_PLAIN}{{1,20}}+|(?:根据|按照){_PLAIN}{{1,20}}+|"
    rf"(?:\d{{4}}年)?{_NAME}(?:假期|期间)?|其中|全国|[自从于在即为，、；：]"
)
LEADS = re.compile(rf"(?:{_LEAD})*+")
"""All that may stand before the first formula of a sentence without a heading.

Any other word could turn it round, as 取消 and 不再 do.
"""
_USUAL = {
    "五一": "劳动节",
    "国际": "劳动节",
    "劳动": "劳动节",
    "十一": "国庆节",
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
NUMBER = re.compile(r"国办?发明电〔\d{4}〕\d+号")
"""A document number of the State Council."""
SIGNED = re.compile(
    rf"{_AT_START}(?:国务院(?:办公厅)?)?(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日(?=[\n。]|$)"
)
"""The day of issue, on a line of its own."""
SENTENCE = re.compile(r"[^。\n]+")
"""What is read at a time."""
TITLE = re.compile(r"(\d{4})年部分节假日")
"""The year in the title of a notice."""


def next_formula(clean: str, start: int, end: int) -> tuple[str, re.Match[str]] | None:
    """The first formula within a part of the text."""
    found = [(kind, hit) for kind, form in _FORMULA if (hit := form.search(clean, start, end))]
    return min(found, key=lambda each: each[1].start(), default=None)


def name_of(heading: re.Match[str]) -> str:
    """The holidays of a heading, by the names that the law uses."""
    if heading["other"]:
        return heading["other"]
    found = re.findall(_NAME, heading["known"])
    names = [name.strip('“”"') for name in found]
    return "、".join(dict.fromkeys(_USUAL.get(name[:2], name) for name in names))


def end_of_item(clean: str, start: int, end: int) -> int:
    """The end of an item: its line, and lines after it that go on with a day."""
    stop = clean.find("\n", start, end)
    while stop >= 0:
        line = clean[stop + 1 : end].partition("\n")[0]
        if SIGNED.fullmatch(line) or not re.match(rf"其中|{DAY}", line):
            return stop
        stop = clean.find("\n", stop + 1, end)
    return end


def count_of(said: str) -> int:
    """A number of days, in digits or as one Chinese numeral."""
    return int(said) if said.isascii() else _NUMERALS.index(said)
