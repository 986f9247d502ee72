"""Stages, approvals and other facts of a violation: 处于建设阶段, 环评文件已经批准 (其他事实)."""

from __future__ import annotations

import re
from collections.abc import Callable

from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import (
    Approved,
    Condition,
    InStage,
    Not,
    OutsideZone,
    Stated,
)
from bizenv.tolerance.published.fragments import ACTOR
from bizenv.tolerance.published.phrases import Phrase, Said, said
from bizenv.tolerance.published.typed import code_of

__all__ = ["FACTS"]

_PROJECT = r"(?:建设)?(?:项目|工程)?"


def _stated(name: str, zh: str, en: str) -> Condition:
    return Stated(name, Text(zh, en))


_KNOWN: tuple[tuple[str, Condition], ...] = (
    (
        rf"{_PROJECT}(?:尚)?(?:处于|处在|在)(?:初期)?(?:建设|施工)(?:阶段|期间|期|过程中)",
        InStage(("construction",)),
    ),
    (
        rf"{_PROJECT}未开工建设或已开工建设,但未完工、未投入生产或使用",
        InStage(("not-started", "construction")),
    ),
    (
        rf"{_PROJECT}(?:尚)?未(?:正式)?(?:投入|投产)(?:生产|使用|运营|生产或者?使用|生产或者?运营)?",
        InStage(("not-started", "construction", "built-not-in-use")),
    ),
    (
        rf"{_PROJECT}(?:尚在|尚处于|处于)建设(?:期间|阶段),?或者?(?:已经|已)建成,?但尚未投入生产或者?使用",
        InStage(("construction", "built-not-in-use")),
    ),
    (
        r"(?:无|没有)污染物(?:产生|排放)",
        _stated("no-pollutant", "没有污染物产生", "no pollutant is discharged"),
    ),
    (
        rf"{_PROJECT}主体工程尚未(?:建成|完工)",
        InStage(("not-started", "construction")),
    ),
    (
        r"(?:环评文件|环境影响评价文件)已经?(?:获得|取得)?批准",
        Approved(
            "eia-approval", words=Text("环评批复", "an approval of its environmental assessment")
        ),
    ),
    (
        r"(?:环保|环境保护|污染防治|配套环保)设施已按(?:要求|环评要求|规定)建成",
        _stated(
            "facilities-built",
            "环保设施已按要求建成",
            "the environmental facilities are built as required",
        ),
    ),
    (
        r"已按照?规定安装并使用(?:污染防治|环保)设施",
        _stated(
            "facilities-in-use",
            "已安装并使用污染防治设施",
            "pollution control is installed and in use",
        ),
    ),
    (
        r"(?:环境保护|环保)设施验收工作已全部完成",
        _stated(
            "acceptance-completed",
            "环保设施验收已全部完成",
            "the acceptance of the facilities is complete",
        ),
    ),
    (
        r"未超过(?:规定的)?验收期限",
        _stated(
            "acceptance-period-running", "验收期限未过", "the time for acceptance has not run out"
        ),
    ),
    (
        r"(?:污染物)?日均值未(?:超标|超过(?:排放)?标准)",
        _stated("daily-mean-kept", "日均值未超标", "the daily mean is within the limit"),
    ),
    (
        r"(?:经检测,?)?(?:厂界)?噪声(?:排放)?未超(?:标|过(?:排放)?标准)",
        _stated("noise-limit-kept", "噪声未超标", "the noise is within the limit"),
    ),
    (
        r"因突发(?:性)?故障(?:等非主观故意因素)?导致污染防治设施不正常运行",
        _stated(
            "sudden-fault", "设施因突发故障不正常运行", "a sudden fault stopped the facilities"
        ),
    ),
    (
        r"24小时内(?:及时)?报告(?:并|,并)采取(?:应急处置、停产等|停、限产|停产、限产|停产|限产|应急)措施减少污染物排放",
        _stated(
            "reported-in-24-hours",
            "24 小时内报告，并采取措施减少排放",
            "reported within 24 hours, with measures to reduce the emission",
        ),
    ),
    (
        r"(?:仅|只有)一[个种]b类(?P<medium>水|大气)?污染物超过(?:排放)?标准",
        _stated(
            "one-class-b-only",
            "仅一个 B 类污染物超标",
            "only one class B pollutant exceeds its limit",
        ),
    ),
    (
        r"(?:仅|只有)ph值?超过(?:排放)?标准",
        _stated("ph-only", "仅 pH 值超标", "only the pH exceeds its limit"),
    ),
    (
        r"(?:仅|只有)色度超过(?:排放)?标准",
        _stated("colour-only", "仅色度超标", "only the colour exceeds its limit"),
    ),
    (
        r"(?:所涉|涉及)?(?:固体废物|污染物)不属于a类污染物",
        Not(_stated("class-a-pollutant", "属于 A 类污染物", "it is a class A pollutant")),
    ),
    (
        r"(?:所涉|涉及)?危险废物不属于废弃剧毒化学品、医疗废物、实验室废物及易燃易爆危险废物",
        Not(
            _stated(
                "dangerous-kind-of-waste",
                "属于剧毒、医疗、实验室、易燃易爆的危险废物",
                "it is toxic, medical, laboratory, inflammable or explosive waste",
            )
        ),
    ),
    (
        r"已按照?规定对有毒有害水污染物的排污口和周边环境进行监测",
        _stated(
            "outlet-monitored",
            "已监测排污口和周边环境",
            "the outlet and its surroundings are monitored",
        ),
    ),
    (
        r"未及时公开或公开内容不全",
        _stated(
            "late-or-incomplete", "公开不及时或者不全", "it was published late or incompletely"
        ),
    ),
    (
        r"(?:位于|在)?(?:非环境敏感区|环境敏感区以外|非敏感区)(?:内)?",
        OutsideZone("eco-sensitive", words=Text("环境敏感区", "an environmentally sensitive area")),
    ),
)
_APPROVAL = re.compile(
    rf"{ACTOR}(?:但)?(?:已经?|均已)(?:依法)?(?:取得|获得|具有|持有)(?P<kind>[\u4e00-\u9fff]{{0,16}}?(?:许可证|许可|批准文号|批准文件|审批手续|登记证|资质证书|资质|营业执照|证书))"
)


def _approval(found: re.Match[str]) -> Said:
    kind = found["kind"]
    return said("approved", Approved(code_of("approval", kind), words=Text(kind)))


def _saying(condition: Condition) -> Callable[[re.Match[str]], Said]:
    """The reader of words that say just this."""
    told = said("fact", condition)
    return lambda _: told


FACTS = (
    *(
        Phrase(re.compile(pattern, re.IGNORECASE), _saying(condition))
        for pattern, condition in _KNOWN
    ),
    Phrase(_APPROVAL, _approval),
)
