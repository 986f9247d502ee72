"""What is told of published figures, in both languages (核对用语)."""

from __future__ import annotations

from bizenv.kernel.text import Text

HEAD = Text("{label}：", "{label}: ")
LESS, MORE = Text("少", "less"), Text("多", "more")
POINTS = Text("{n} 个百分点", "{n} points")
AND = Text("{one}；{other}", "{one}; {other}")
EITHER = Text("{first} 或 {last}", "{first} or {last}")
FROM_TO = Text("{first} 至 {last}", "{first} to {last}")
OUT_OF = Text("{above} ÷ {below}", "{above} out of {below}")
CANDIDATE = Text("{text}（{above}/{below}）", "{text} ({above}/{below})")
MORE_OF_THEM = Text("{first}；另有 {more} 种", "{first}; and {more} more")
ADDS_UP = Text("公布 {printed}，各部分之和相同", "printed {printed}, and the parts add up to it")
ADDS_UP_ROUNDED = Text(
    "公布 {printed}，各部分之和 {sum}，{less} {apart}，四舍五入可以解释",
    "printed {printed}, the parts add up to {sum}, {less} by {apart}, which rounding explains",
)
PARTS_DIFFER = Text(
    "公布 {printed}，各部分之和 {sum}，{less} {apart}",
    "printed {printed}, but the parts add up to {sum}, {less} by {apart}",
)
COUNT_FOLLOWS = Text(
    "公布 {printed}，台账为 {given}，一致", "printed {printed}, the rows give {given}"
)
COUNT_ROUNDED = Text(
    "公布 {printed}，台账为 {given}，是按 {place} 取整的数",
    "printed {printed}, the rows give {given}: it is rounded to {place}",
)
COUNT_DIFFERS = Text(
    "公布 {printed}，台账为 {given}，{less} {apart}",
    "printed {printed}, but the rows give {given}, {less} by {apart}",
)
NOTHING_NAMED = Text(
    "公布 {printed}，没有说明对应台账的哪一项",
    "printed {printed}, and nothing says what of the rows",
)
NO_SUCH = Text("公布 {printed}，台账中没有 {name}", "printed {printed}, the rows have no {name}")
OVER_NOTHING = Text(
    "公布 {printed}，但 {above}/0 不适用", "printed {printed}, but {above}/0 is not applicable"
)
RATIO_FOLLOWS = Text(
    "公布 {printed}，与 {above}/{below} = {given} 一致",
    "printed {printed}, and {above}/{below} = {given}",
)
RATIO_DIFFERS = Text(
    "公布 {printed}，但 {above}/{below} = {given}，{less} {apart}",
    "printed {printed}, but {above}/{below} = {given}, {less} by {apart}",
)
WOULD = Text("可得出此数的有：{these}", "these would give it: {these}")
WOULD_OF = Text("{below} 中有 {fits} 才是此数", "{fits} out of {below} would give it")
POSSIBLE = Text(
    "公布 {printed}，没有说明分子；{below} 中有 {fits} 才是此数",
    "printed {printed}, and the numerator is not stated; {fits} out of {below} would give it",
)
IMPOSSIBLE = Text(
    "公布 {printed}，但以 {below} 为分母，没有整数能得出此数",
    "printed {printed}, but no whole number out of {below} gives it",
)
GUESSED = Text(
    "公布 {printed}，没有说明分子和分母；可得出此数的有：{these}",
    "printed {printed}, and not stated out of what; these would give it: {these}",
)
NO_DENOMINATOR = Text(
    "公布 {printed}，没有说明分母，台账中也没有能得出此数的",
    "printed {printed}, not stated out of what, and nothing of the rows gives it",
)
AT_LEAST = Text(
    "公布 {printed}，没有说明分母，台账中也没有能得出此数的；分母至少为 {least}",
    "printed {printed}, not stated out of what, and nothing of the rows gives it; "
    "it takes {least} or more",
)
