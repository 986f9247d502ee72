"""What sentences of many kinds of lists are read as, and which must stay as text.

The sentences are made up in the manner of published lists of market regulation,
transport, city management, fire safety, culture, labour, tax and housing. What
each of them says was written down by hand.
"""

from __future__ import annotations

import pytest
from condition_words import noted_sentence

from bizenv.tolerance.published import notes
from bizenv.tolerance.published.sentences import How, read_sentence

FIRST = {
    "首次违法": "first unbounded",
    "初次违法的": "first unbounded",
    "系首次违法": "first unbounded",
    "当事人属于首次违法": "first unbounded",
    "首次实施违法行为": "first unbounded",
    "首次被发现": "first unbounded",
    "首次被行政执法机关发现": "first unbounded",
    "首次发现该类违法行为": "first unbounded same-type",
    "首次实施该项违法行为": "first unbounded",
    "两年内首次违法": "first 2 years",
    "二年内首次被发现": "first 2 years",
    "近两年内首次违法": "first 2 years",
    "12个月内首次被发现": "first 12 months",
    "十二个月内首次违法": "first 12 months",
    "１２个月内初次违法": "first 12 months",
    "一个自然年内首次违法": "first calendar-year",
    "同一自然年度内首次违法": "first calendar-year",
    "本年度内属于首次违法": "first calendar-year",
    "在本市首次违法": "first unbounded jurisdiction",
    "两年内无同类违法行为记录": "first 2 years same-type",
    "3年内没有同一违法行为": "first 3 years",
    "近三年内未发现同类违法行为": "first 3 years same-type",
    "一年内无违法记录": "first 1 year any",
    "二年内未因同类违法行为受到行政处罚": "first 2 years same-type penalised",
    "两年内未受过行政处罚": "first 2 years any penalised",
    "未曾因同类违法行为受过行政处罚": "first unbounded same-type penalised",
    "无违法记录": "first unbounded any",
    "首次发生": "first unbounded",
    "首次违反本规定": "first unbounded",
}
CORRECTED = {
    "及时改正": "corrected timely",
    "能够及时纠正": "corrected timely",
    "当场改正": "corrected on-spot",
    "当场予以纠正": "corrected on-spot",
    "现场整改到位": "corrected on-spot",
    "发现后当场整改": "corrected on-spot",
    "立即改正": "corrected at-once",
    "立即停止并改正": None,
    "次日完成整改": "corrected next-day",
    "主动改正": "corrected own-motion",
    "自行纠正违法行为": "corrected own-motion",
    "在被发现前主动改正": "corrected before-discovery",
    "在税务机关发现前主动改正": "corrected before-discovery",
    "在责令改正期限内改正": "corrected within-order",
    "在责令限期改正的期限内整改到位": "corrected within-order",
    "在规定期限内改正": "corrected within-order",
    "在执法部门规定的期限内改正": "corrected within-order",
    "按照要求在限期内完成整改": "corrected within-order",
    "经责令改正后按期改正": "corrected within-order",
    "按期改正": "corrected within-order",
    "责令限期改正后及时改正": "corrected within-order",
    "自责令改正之日起5日内改正": "corrected 5 days from order",
    "责令改正后五个工作日内改正": "corrected 5 working days from order",
    "经责令改正后5个工作日内完成备案": "corrected 5 working days from order",
    "自检查之日起十日内改正": "corrected 10 days from inspection",
    "检查发现之日起3个月内完成验收": "corrected 3 months from inspection",
    "被发现后能在7日内自行纠正": "corrected 7 days from discovery",
    "10日内改正": "corrected 10 days from order",
    "伍日内改正": "corrected 5 days from order",
    "０日内改正": None,
    "经批评教育后立即改正": "corrected at-once",
    "当场按规定悬挂": "corrected on-spot",
    "次日完成整改并达标排放": "all(corrected next-day | stated within-limits-again)",
    "在行政处罚决定作出前改正": "corrected before-closure",
    "案件调查终结前改正": "stated corrected-before-inquiry-ended",
    "在立案前主动改正": "stated corrected-before-filing",
}
HARM = {
    "没有造成危害后果": "harm none",
    "未造成危害后果": "harm none",
    "未造成社会危害后果": "harm none",
    "未产生任何危害后果": "harm none",
    "危害后果轻微": "harm minor",
    "造成的危害后果轻微": "harm minor",
    "违法行为轻微": "minor",
    "情节轻微": "minor",
    "违法情节显著轻微": "minor",
    "未造成环境污染": "harm none pollution",
    "未造成环境污染和生态破坏": "harm none pollution",
    "未造成人身伤害和财产损失": "harm none injury property-loss",
    "未造成人员伤亡、财产损失": "harm none injury property-loss",
    "未发生安全事故": "harm none accident",
    "未因此引发交通事故、造成交通拥堵等危害后果": "harm none",
    "没有违法所得": "noillegalgain",
    "积极配合执法部门调查": "cooperated",
    "当事人主动配合调查取证": "cooperated",
    "当事人有证据足以证明没有主观过错": "nofault none",
    "非主观故意": "nofault negligence",
    "不存在主观故意": "nofault negligence",
    "未造成人身、财产损害": "harm none injury property-loss",
    "未造成公路路产损害，引发交通事故和交通拥堵等危害后果": "harm none",
    "主动消除危害后果": "stated harm-removed",
    "如实陈述违法事实": "stated told-truthfully",
    "违法行为调查过程中，不存在拒绝接受调查处理、阻碍执法等妨碍执行公务的行为": "cooperated",
    "签署包容免罚承诺书": "committed tolerance-letter",
}
FIGURES = {
    "违法行为持续时间不超过20日": "duration <= 20 day",
    "违法行为持续时间3个月以下": "duration <= 3 month",
    "持续时间不满十日": "duration < 10 day",
    "超标倍数在0.1倍以下": "exceedance <= 0.1 times",
    "超标倍数小于0.1倍": "exceedance < 0.1 times",
    "超标倍数在0.1倍以下（不含）": "exceedance < 0.1 times",
    "超标倍数不超过10%": "exceedance <= 10 percent",
    "超标倍数不超过百分之十": "exceedance <= 10 percent",
    "5≤pH≤10": "ph >= 5 <= 10",
    "pH值大于等于5且小于等于10": "ph >= 5 <= 10",
    "pH值在5-10之间": "ph >= 5 <= 10",
    "ｐＨ值在５～１０之间": "ph >= 5 <= 10",
    "噪声超标在1分贝以内": "noise-exceedance <= 1 db",
    "货值金额不足500元": "value < 500 yuan",
    "货值金额在1万元以下": "value <= 1 10k-yuan",
    "违法所得不超过一百元": "illegal-gain <= 100 yuan",
    "占用面积不超过5平方米": "area <= 5 m2",
    "逾期不超过3个月": "delay <= 3 month",
    "所涉危险废物不超过0.1吨": "hazardous-waste <= 0.1 t",
    "锅炉总容量在1吨/小时（不含）以上10吨/小时以下（含）": "measured-e61b89b3 > 1 t/h <= 10 t/h",
    "占用时间未超过2天": "measured-0ff1443d <= 2 day",
    "pH值在10-5之间": None,
    "占用面积不超过5光年": None,
}
OTHERS = {
    "尚处于建设阶段": "stage construction",
    "尚未投入生产": "stage not-started construction built-not-in-use",
    "环境影响评价文件已经批准": "approved eia-approval",
    "已取得营业执照": "approved approval-24f8b013",
    "位于环境敏感区以外": "outsidezone eco-sensitive",
    "日均值未超标": "stated daily-mean-kept",
    "恢复原状": "remedied restored",
    "已停止建设": "remedied stopped",
    "停止建设或者恢复原状": "any(remedied stopped | remedied restored)",
    "立即停止建设": "all(remedied stopped | stated remedied-at-once)",
    "在规定期限内清除污染或者修复损害": (
        "all(any(remedied cleared | remedied repaired) | stated remedied-within-order)"
    ),
    "经教育后停止违法行为": "remedied stopped",
    "及时清理": "all(remedied cleared | stated remedied-promptly)",
}
ONE_PHRASE = {**FIRST, **CORRECTED, **HARM, **FIGURES, **OTHERS}


@pytest.mark.parametrize(("sentence", "expected"), ONE_PHRASE.items(), ids=ONE_PHRASE)
def test_a_phrase_says_one_condition(sentence: str, expected: str | None) -> None:
    assert noted_sentence(read_sentence(sentence)) == [expected or f"? {sentence}"]


JOINED: dict[str, list[str]] = {
    "初次违法且危害后果轻微并及时改正的": ["first unbounded", "harm minor", "corrected timely"],
    "初次违法，危害后果轻微，并及时改正，可以不予行政处罚": [
        "first unbounded",
        "harm minor",
        "corrected timely",
    ],
    "违法行为轻微并及时改正，没有造成危害后果的": ["minor", "corrected timely", "harm none"],
    "首次被发现，责令限期改正后及时改正的": ["first unbounded", "corrected within-order"],
    "首次发现后，当场整改，且危害后果轻微": ["first unbounded", "corrected on-spot", "harm minor"],
    "首次发现，当场纠正，没有造成危害后果或危害后果轻微的": [
        "first unbounded",
        "corrected on-spot",
        "any(harm none | harm minor)",
    ],
    "违法行为及危害后果轻微": ["all(minor | harm minor)"],
    "初次违法；违法行为轻微；立即改正或在执法机关限定期限内改正": [
        "first unbounded",
        "minor",
        "any(corrected at-once | corrected within-order)",
    ],
    "在被发现前主动改正，或者在责令改正期限内改正": [
        "any(corrected before-discovery | corrected within-order)"
    ],
    "立即或者在规定期限内改正": ["any(corrected at-once | corrected within-order)"],
    "占用面积不超过5平方米，持续时间未超过2天，并能在责令整改时间内及时整改的": [
        "area <= 5 m2",
        "duration <= 2 day",
        "corrected within-order",
    ],
    "停止建设、恢复原状": ["remedied stopped", "remedied restored"],
    "情节轻微、及时改正，没有造成危害后果": ["minor", "corrected timely", "harm none"],
    "超标排放水污染物或者大气污染物倍数在0.1倍以内，或者pH值大于等于5且小于等于10，"
    "或者噪声超标在1分贝以内，次日完成整改": [
        "any(exceedance <= 0.1 times | ph >= 5 <= 10 | noise-exceedance <= 1 db)",
        "corrected next-day",
    ],
    "经责令限期改正，在规定期限内改正": ["corrected within-order"],
    "首次违\n法，及时\n改正": ["first unbounded", "corrected timely"],
    "首 次 违 法 ， 及 时 改 正": ["first unbounded", "corrected timely"],
    "首次违法，没有违法所得，积极配合调查，并签署承诺书": [
        "first unbounded",
        "noillegalgain",
        "cooperated",
        "committed tolerance-letter",
    ],
    "首次违法或者没有违法所得": ["any(first unbounded | noillegalgain)"],
    "仅pH值超过标准，且数值在5-10以内": ["stated ph-only", "ph >= 5 <= 10"],
}


@pytest.mark.parametrize(("sentence", "expected"), JOINED.items(), ids=JOINED)
def test_a_sentence_says_all_that_it_joins(sentence: str, expected: list[str]) -> None:
    assert noted_sentence(read_sentence(sentence)) == expected


TRAPS = {
    "两年内两次违法": notes.UNKNOWN_WORDS,
    "非首次违法": notes.UNKNOWN_WORDS,
    "不属于首次违法": notes.UNKNOWN_WORDS,
    "两年内未被发现": notes.UNKNOWN_WORDS,
    "未在责令改正期限内改正": notes.UNKNOWN_WORDS,
    "未及时改正": notes.UNKNOWN_WORDS,
    "不及时改正": notes.UNKNOWN_WORDS,
    "拒不改正": notes.EXCEPTION,
    "逾期不改正的": notes.EXCEPTION,
    "逾期未改正的": notes.EXCEPTION,
    "责令改正后仍不改正": notes.EXCEPTION,
    "造成危害后果": notes.UNKNOWN_WORDS,
    "危害后果并非轻微": notes.UNKNOWN_WORDS,
    "未造成严重危害后果": notes.UNKNOWN_WORDS,
    "未造成重大财产损失": notes.UNKNOWN_WORDS,
    "未造成重大人员伤亡等危害后果": notes.UNKNOWN_WORDS,
    "没有造成明显危害后果": notes.UNKNOWN_WORDS,
    "首次违法且主观上并非没有故意": notes.UNKNOWN_WORDS,
    "按规定悬挂": notes.UNKNOWN_WORDS,
    "停产、限期改正或者主动改正": notes.UNKNOWN_WORDS,
    "首次被查处": notes.UNKNOWN_WORDS,
    "未造成环境污染等严重后果": notes.UNKNOWN_WORDS,
    "仅一个甲污染物超过标准或仅pH值超过标准": notes.UNKNOWN_WORDS,
    "数值不超过5": notes.UNKNOWN_WORDS,
    "锅炉总容量在10吨/小时以上1吨/小时以下": notes.UNKNOWN_WORDS,
    "及时改正或" * 30: notes.TOO_LONG,
    "未取得许可证": notes.UNKNOWN_WORDS,
    "首次违法的次数": notes.UNKNOWN_WORDS,
    "除首次违法外，均应当处罚": notes.UNKNOWN_WORDS,
    "责令改正后5日内未改正": notes.UNKNOWN_WORDS,
    "未超过责令改正期限": notes.UNKNOWN_WORDS,
    "不配合调查": notes.UNKNOWN_WORDS,
    "未签署承诺书": notes.UNKNOWN_WORDS,
    "有违法所得": notes.UNKNOWN_WORDS,
    "造成环境污染": notes.UNKNOWN_WORDS,
    "不能恢复原状": notes.UNKNOWN_WORDS,
    "未停止建设": notes.UNKNOWN_WORDS,
    "没有主观过错的除外": notes.EXCEPTION,
    "首次违法，但逾期不改正的除外": notes.EXCEPTION,
    "首次违法，涉及食品安全的不适用": notes.EXCEPTION,
    "违法行为在二年内未被发现，但法律另有规定的除外": notes.EXCEPTION,
    "首次违法，其中货值金额超过1万元的，应当在5日内改正": notes.CONDITIONAL,
    "未按标准贮存的，所涉危险废物不超过0.1吨；混入贮存的，所涉危险废物不超过0.01吨": (
        notes.CONDITIONAL
    ),
    "所涉危险废物不超过0.1吨，所涉危险废物不超过0.01吨": notes.AMBIGUOUS,
    "首次违法，或者签订协议，及时改正": notes.AMBIGUOUS,
    "接到整改通知后，5日内改正，危害后果轻微": notes.CONDITIONAL,
    "首次违法" * 200: notes.TOO_LONG,
}


@pytest.mark.parametrize("sentence", TRAPS, ids=lambda sentence: sentence[:40])
def test_a_trap_stays_as_text_with_the_reason(sentence: str) -> None:
    read = read_sentence(sentence)
    assert (read.how, read.said) == (How.UNREAD, ())
    assert read.unread == (sentence,)
    assert read.why == (TRAPS[sentence],)


PARTLY = {
    "首次被发现，资料完备": (["first unbounded"], ("资料完备",)),
    "违法行为轻微（资料完备，逾期不超过3个月）": (
        ["minor", "delay <= 3 month"],
        ("资料完备",),
    ),
    "具备备案条件，被发现后能在7日内及时自行纠正，且未造成环境污染的": (
        ["corrected 7 days from discovery", "harm none pollution"],
        ("具备备案条件",),
    ),
    "首次违法，改正、恢复原状或者停业": (["first unbounded"], ("改正、恢复原状或者停业",)),
    "首次被发现或者及时改正，危害后果轻微": (["harm minor"], ("首次被发现或者及时改正",)),
}


@pytest.mark.parametrize(("sentence", "expected"), PARTLY.items(), ids=PARTLY)
def test_what_is_understood_is_read_and_the_rest_stays(
    sentence: str, expected: tuple[list[str], tuple[str, ...]]
) -> None:
    read = read_sentence(sentence)
    said, unread = expected
    assert read.how is How.PARTLY
    assert noted_sentence(read)[: len(said)] == said
    assert read.unread == unread


def test_the_head_of_an_alternative_is_a_condition_of_its_own() -> None:
    """In 有下列情形之一, the words before 的 say which situation is meant."""
    sentence = "无法密闭的，及时改正"
    assert read_sentence(sentence).how is How.UNREAD
    read = read_sentence(sentence, alternative=True)
    assert (noted_sentence(read), read.unread) == (
        ["corrected timely", "? 无法密闭的"],
        ("无法密闭的",),
    )


@pytest.mark.parametrize(
    ("sentence", "assumed"),
    [
        ("首次违法", {notes.WINDOW, notes.MATCH, notes.BASIS}),
        ("两年内首次被发现", {notes.MATCH}),
        ("两年内未因同类违法行为受到行政处罚", set()),
        ("及时改正", {notes.PROMPTLY}),
        ("责令改正后及时改正", {notes.ORDERED_TERM}),
        ("5日内改正", {notes.FROM_ORDER}),
        ("自检查之日起5日内完成备案", {notes.SPECIFIC}),
        ("在规定期限内完成备案", {notes.SPECIFIC}),
        ("当场补办登记", {notes.SPECIFIC}),
        ("停止建设或者恢复原状等措施", {notes.AND_THE_LIKE}),
        ("未造成环境污染等后果", {notes.AND_THE_LIKE}),
        ("在责令改正期限内改正", set()),
    ],
)
def test_what_a_list_leaves_open_is_told(sentence: str, assumed: set[object]) -> None:
    read = read_sentence(sentence)
    assert set(read.notes) == assumed
    assert read.how is (How.ASSUMED if assumed else How.READ)
