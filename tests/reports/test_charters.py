"""Service charters as text: whole, in both languages."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from bizenv import load_rulebook
from bizenv.cases.charters import ServiceCharter
from bizenv.reports.charters import charter_lines, promises_in_short
from bizenv.rulebooks.reader import read_rulebook
from bizenv.rulebooks.vocabulary import base_vocabulary

RULES = (Path(__file__).parents[1] / "rulebooks" / "charter.yaml").read_text("utf-8")


def charter() -> ServiceCharter:
    book = read_rulebook(RULES, "rules.yaml").rulebook
    assert book is not None
    return book.charters[0]


def test_a_charter_in_english() -> None:
    assert list(charter_lines(charter(), "cn-test", base_vocabulary(), "en")) == [
        "enterprise requests (requests)",
        "  2023-01-01 – open",
        "    by: 《企业诉求办理办法》 (2022-12-20, official text) 第二条",
        "    promise: contact the enterprise (contact): 2 working hours, from assigned to "
        "in progress or replied",
        "    promise: reply to an urgent request (urgent-reply): 1 working day, from assigned to "
        "replied",
        "      only: urgent",
        "    promise: reply (reply): 3 working days, from assigned to replied",
        "      anew after: reassigned",
        "      does not count: waiting for papers, hearing",
        "      anew when this ends: waiting for papers",
        "      may be extended: times: 2, by 2 working days at most, 6 working days in all at "
        "most, asked for 1 working day before, granted by 区长",
        "      yellow when 90% is used",
        "      how it is timed when handled again is not stated",
        "    closing needs: a reply was given",
        "    closing needs: the closing was signed (sector-wide or systemic), by 局长",
        "    writing off needs: followed up: satisfied, basically satisfied, or a reason that the "
        "rule admits; reasons instead: waiting for a policy; nobody reached in 3 tries is enough",
    ]


def test_a_charter_in_chinese() -> None:
    lines = list(charter_lines(charter(), "cn-test", base_vocabulary(), "zh"))
    assert lines[:2] == ["企业诉求 (requests)", "  2023-01-01 – 现行"]
    assert lines[6:13] == [
        "    承诺：答复（reply）：3 个工作日，自交办起，到答复止",
        "      改派后重新计时",
        "      不计入的时间：等待补正材料、听证",
        "      等待补正材料结束后重新计时",
        "      可延期：2 次、每次最多 2 个工作日、总共最长 6 个工作日、"
        "提前 1 个工作日申请、由区长批准",
        "      用去 90% 时亮黄灯",
        "      重新办理怎样计时没有写明",
    ]
    assert lines[-1] == (
        "    销号须：已经回访，满意或者基本满意，或者有规定的理由；可代替的理由：等待上级政策；"
        "联系 3 次未接通即可"
    )


def test_an_inherited_charter_names_the_rulebook_it_comes_from() -> None:
    first = next(iter(charter_lines(charter(), "cn-other", base_vocabulary(), "en")))
    assert first == "enterprise requests (cn-test/requests)"


def test_a_charter_in_short_has_its_periods() -> None:
    assert promises_in_short(charter(), "zh") == (
        "联系企业：2 个工作小时、急件答复：1 个工作日、答复：3 个工作日"
    )


def test_a_charter_that_promises_nothing_says_so() -> None:
    (talks,) = load_rulebook("cn-jx-qingyuan").charters
    assert promises_in_short(talks, "zh") == "只有办结、销号的条件，没有时限"
    assert promises_in_short(talks, "en") == "what closing and writing off need, and no times"


def test_the_last_version_is_told_in_short() -> None:
    later = evolve(charter().versions[0], promises=charter().versions[0].promises[:1])
    two = evolve(charter(), versions=(*charter().versions, later))
    assert promises_in_short(two, "en") == "contact the enterprise: 2 working hours"
