"""A service charter as text, in both languages."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from requests_yaml import book

from bizenv.calendars.periods.period import Period
from bizenv.cases.charters import CharterVersion, ServiceCharter
from bizenv.cases.closure import ClosureRule
from bizenv.cases.service_levels import ExtensionRule, YellowLight
from bizenv.cases.writing_off import WritingOffRule
from bizenv.kernel.legal import Gap, Validity
from bizenv.kernel.text import Text
from bizenv.reports.charters import charter_lines, promises_in_short
from bizenv.reports.rulebooks import list_lines, rulebook_lines
from bizenv.testing import a_citation
from bizenv.testing.cases import a_charter, a_promise

CITE = a_citation()
FULL = ServiceCharter(
    "requests",
    Text("企业诉求", "requests"),
    [
        CharterVersion(
            Validity(until=date(2024, 12, 31)),
            CITE,
            [
                a_promise(
                    kinds=["systemic"],
                    channels=["hotline", "talk"],
                    restarts_on=["reassigned"],
                    pauses=None,
                    reopening="restart",
                    yellow=YellowLight(before=Period(1, "working_day")),
                    extension=ExtensionRule(
                        times=2, by=Period(5, "working_day"), granted_by=["区长"], citation=CITE
                    ),
                )
            ],
            [
                ClosureRule("signature", "closing", signers=["区长"], citation=CITE),
                ClosureRule("measure", "closing", kinds=["systemic"], citation=CITE),
                ClosureRule(
                    "follow-up", "writing-off", reasons=["hearing"], tries=3, citation=CITE
                ),
            ],
        )
    ],
    [Gap(date(2025, 1, 1), date(2025, 3, 31), Text("办法失效", "the measures lapsed"))],
    "city",
)


def test_everything_a_charter_says_in_english() -> None:
    lines = list(charter_lines(FULL, "district", book().vocabulary, "en"))
    assert lines[0] == "requests (city/requests)"
    assert lines[1] == "  first day not stated – 2024-12-31"
    assert lines[3:] == [
        "    promise: time to reply (reply): 3 working days, from assigned to replied",
        "      only: sector-wide or systemic; 12345 hotline, government–enterprise talk",
        "      anew after: reassigned",
        "      does not count: any pause",
        "      may be extended: times: 2, by 5 working days at most, granted by 区长",
        "      yellow 1 working day before it is due",
        "      the clock starts anew",
        "      by: 《示例办法》第八条",
        "    closing needs: the closing was signed, by 区长",
        "    closing needs: a measure was taken or a study project opened "
        "(sector-wide or systemic)",
        "    writing off needs: followed up: satisfied, basically satisfied, or a reason that the "
        "rule admits; reasons instead: hearing; nobody reached in 3 tries is enough",
        "  2025-01-01 – 2025-03-31: no rule (the measures lapsed)",
    ]


def test_everything_a_charter_says_in_chinese() -> None:
    lines = list(charter_lines(FULL, "city", book().vocabulary, "zh"))
    assert lines[0] == "企业诉求 (requests)"
    assert lines[3:] == [
        "    承诺：答复时限（reply）：3 个工作日，自交办起，到答复止",
        "      只限：行业性体制性；12345 热线、政企恳谈会",
        "      改派后重新计时",
        "      不计入的时间：任何暂停",
        "      可延期：2 次、每次最多 5 个工作日、由区长批准",
        "      到期前 1 个工作日亮黄灯",
        "      重新计时",
        "      依据：《示例办法》第八条",
        "    办结须：办结已经签批，由区长签批",
        "    办结须：已经出台措施或者课题立项（行业性体制性）",
        "    销号须：已经回访，满意或者基本满意，或者有规定的理由；可代替的理由：听证；"
        "联系 3 次未接通即可",
        "  2025-01-01 – 2025-03-31：没有规则（办法失效）",
    ]


def test_what_begins_anew_what_ends_all_extensions_and_what_is_not_stated() -> None:
    promise = a_promise(
        pauses=["awaiting-papers"],
        restarts_after=["awaiting-papers"],
        reopening="unstated",
        extension=ExtensionRule(in_all=Period(9, "working_day"), citation=CITE),
    )
    lines = list(charter_lines(a_charter(promise), "example", book().vocabulary, "en"))
    assert lines[4:] == [
        "      does not count: waiting for papers",
        "      anew when this ends: waiting for papers",
        "      may be extended: times: 1, 9 working days in all at most",
        "      how it is timed when handled again is not stated",
        "      by: 《示例办法》第八条",
    ]
    lines = list(charter_lines(a_charter(promise), "example", book().vocabulary, "zh"))
    assert lines[5:] == [
        "      等待补正材料结束后重新计时",
        "      可延期：1 次、总共最长 9 个工作日",
        "      重新办理怎样计时没有写明",
        "      依据：《示例办法》第八条",
    ]


def test_scope_conditions_what_is_deemed_and_who_writes_off() -> None:
    """A rule says of which cases it is where it is of fewer than its version."""
    cite = a_citation("第九条", quote="五日内")
    version = CharterVersion(
        Validity(),
        CITE,
        [
            a_promise("accept", "5日", deems="accepted", citation=cite),
            a_promise("reply", only_if=["complex"], optional=True, citation=CITE),
        ],
        [ClosureRule("reply", "closing", channels=["hotline"], citation=CITE)],
        [WritingOffRule(["县领导", "PWD"], kinds=["systemic"], citation=cite)],
        channels=["hotline", "talk"],
    )
    charter = ServiceCharter("requests", Text("企业诉求", "requests"), [version])
    assert list(charter_lines(charter, "", book().vocabulary, "en"))[3:] == [
        "    only: 12345 hotline, government–enterprise talk",
        "    promise: time to decide whether to accept it (accept): 5 days, "
        "from received to accepted or not accepted",
        "      if not done in time, this counts as done: accepted",
        '      by: 《示例办法》第九条: "五日内"',
        "    promise: time to reply (reply): 3 working days, from assigned to replied",
        "      only: complex",
        "      need not be done, and may not be done later",
        "    closing needs: a reply was given (12345 hotline)",
        "    may be written off by PWD or 县领导 only (sector-wide or systemic)",
        '      by: 《示例办法》第九条: "五日内"',
    ]
    chinese = list(charter_lines(charter, "", book().vocabulary, "zh"))
    assert chinese[-2:] == [
        "    销号：只能由 PWD、县领导办理（行业性体制性）",
        "      依据：《示例办法》第九条：“五日内”",
    ]


def test_a_charter_that_promises_nothing_says_so_in_short() -> None:
    need = ClosureRule("asked", "writing-off", citation=CITE)
    assert promises_in_short(a_charter(closure=[need]), "zh") == "只有办结、销号的条件，没有时限"
    told = promises_in_short(a_charter(closure=[need]), "en")
    assert told == "what closing and writing off need, and no times"


def test_the_example_is_shown_with_its_office_hours() -> None:
    lines = list(rulebook_lines(book(), "en"))
    assert "  2024-01-01 – open" in lines
    assert "      does not count: hearing" in lines
    assert "      yellow when 90% is used" in lines
    assert (
        "      may be extended: any number of times, by 2 working days at most, "
        "asked for 1 working day before, granted by 区长"
    ) in lines
    hours = "office hours: Monday to Friday 09:00–12:00, 13:00–17:00 (Asia/Shanghai)"
    assert lines[-1] == hours


def test_promises_in_short() -> None:
    assert promises_in_short(FULL, "zh") == "答复时限：3 个工作日"
    (line,) = list_lines([evolve(book())], "en")
    assert line.endswith("reply within three working days: 3 working days")
