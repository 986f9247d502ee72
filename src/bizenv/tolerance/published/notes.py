"""What the importer had to assume, in words for the officer who confirms (读法说明)."""

from __future__ import annotations

from bizenv.kernel.text import Text

__all__ = [
    "AMBIGUOUS",
    "AND_THE_LIKE",
    "BASIS",
    "CONDITIONAL",
    "CUT",
    "EXCEPTION",
    "FROM_ORDER",
    "JOINED",
    "MATCH",
    "OPPOSED",
    "ORDERED_TERM",
    "PROMPTLY",
    "SPECIFIC",
    "TOO_LONG",
    "UNKNOWN_WORDS",
    "WINDOW",
]

WINDOW = Text(
    "未写期限，按“以往从未”理解", "no window is stated: read as never before, without limit"
)
MATCH = Text(
    "未写与哪些违法比较，按本机关以往发现的本事项违法理解",
    "which earlier violations count is not stated: read as those of the same item with the agency",
)
BASIS = Text(
    "未写以何时为准，按以往被发现的违法理解",
    "what counts of an earlier violation is not stated: read as its discovery",
)
PROMPTLY = Text(
    "“及时改正”未写期限，按被发现前改正或者在责令期限内改正理解",
    "'promptly' has no stated time: read as before the discovery, or within the ordered time",
)
ORDERED_TERM = Text(
    "责令后“及时”，按责令的期限内理解", "promptly after an order: read as within the ordered time"
)
FROM_ORDER = Text(
    "未写从何时起算，按责令改正之日起算", "no first day is stated: read as from the order"
)
SPECIFIC = Text(
    "改正有指定的做法，按改正理解，做法见原文",
    "the correction is to be made in a certain way, which the text states",
)
AND_THE_LIKE = Text(
    "原文有“等”，未列举的同类措施或者后果是否算数由人判断",
    "the list is open ('and the like'): whether more counts is for a person to judge",
)
JOINED = Text(
    "各项之间未写是否须同时满足，按须同时满足理解",
    "how the parts are joined is not stated: read as all of them needed",
)
CUT = Text(
    "行为与条件写在同一格，从第一句条件处分开",
    "behaviour and conditions stand in one cell: divided where the first condition begins",
)
AMBIGUOUS = Text(
    "“或”“且”混用，层次不明", "'or' and 'and' are mixed, and which binds first is not said"
)
CONDITIONAL = Text(
    "分情形的条件，尚不能拆开", "what is needed depends on the case, which is not taken apart yet"
)
EXCEPTION = Text(
    "含例外或者转折，整句保留原文", "it makes an exception, so the sentence stays whole"
)
OPPOSED = Text(
    "各项像是彼此的替代，但原文未写是否满足其一即可",
    "the parts look like alternatives, and the list does not say whether one is enough",
)
UNKNOWN_WORDS = Text("未能识别的词句", "words that are not known")
TOO_LONG = Text("句子过长，未作识别", "the sentence is too long to be taken apart")
