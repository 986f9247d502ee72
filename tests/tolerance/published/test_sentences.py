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

TRAPS = {
    "两年内两次违法": notes.UNKNOWN_WORDS,
    "非首次违法": notes.UNKNOWN_WORDS,
    "不属于首次违法": notes.UNKNOWN_WORDS,
    "两年内未被发现": notes.UNKNOWN_WORDS,
    "未在责令改正期限内改正": notes.UNKNOWN_WORDS,
    "未及时改正": notes.UNKNOWN_WORDS,
    "不及时改正": notes.UNKNOWN_WORDS,
    "承诺在执法部门规定的期限内改正": notes.UNKNOWN_WORDS,
    "承诺责令改正后及时改正": notes.UNKNOWN_WORDS,
    "保证及时改正": notes.UNKNOWN_WORDS,
    "可以当场改正": notes.UNKNOWN_WORDS,
    "拟当场改正": notes.UNKNOWN_WORDS,
    "无法及时改正": notes.UNKNOWN_WORDS,
    "能够恢复原状": notes.UNKNOWN_WORDS,
    "责令改正之日起5日后改正": notes.UNKNOWN_WORDS,
    "首次违法行为轻微": notes.UNKNOWN_WORDS,
    "没有造成危害后果的可能": notes.UNKNOWN_WORDS,
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
