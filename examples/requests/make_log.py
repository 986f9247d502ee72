"""Write ``events.csv``: a made-up log of what became of 272 requests of enterprises.

Nothing in the file is real. There are sixteen talks, one every Thursday evening,
as many districts hold them; the enterprises are numbered examples, and chance
(with a fixed seed) decides who asks for what and how it goes. Running the
script again writes the same bytes::

    python examples/requests/make_log.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")

SEED = 20_230_615
SESSIONS, PER_SESSION = 16, 17
FIRST = datetime(2023, 3, 2, 19, 30)  # noqa: DTZ001 - local time: a Thursday evening
LAST = datetime(2023, 6, 29, 18, 0)  # noqa: DTZ001 - local time
"""Nothing that is later has happened yet."""
HEADERS = (
    *("诉求编号", "场次", "企业名称", "诉求事项", "诉求类别", "诉求来源", "主办单位", "协办单位"),
    *("环节", "时间", "经办单位", "接收单位", "暂停原因", "延长期限", "满意度", "备注"),
)


class Chance:
    """Choices made from ``Random.random`` alone.

    That is the one method whose sequence Python promises to keep from version
    to version; ``choice`` and ``sample`` may change.
    """

    def __init__(self, seed: int) -> None:
        self._next = Random(seed).random  # noqa: S311 - an example needs no secrecy

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the next."""
        return items[int(self._next() * len(items))]

    def happens(self, percent: int) -> bool:
        """Whether something happens that has this chance in a hundred."""
        return self._next() * 100 < percent


class Field(NamedTuple):
    """Who deals with what: an agency, its individual matters and its systemic ones."""

    agency: str
    matters: tuple[str, ...]
    systemic: tuple[str, ...]


FIELDS = (
    Field("区自然资源局", ("不动产登记", "临时用地"), ("工业用地供应",)),
    Field("区住房和城乡建设局", ("施工许可", "管网接入", "工程款支付"), ("标准厂房配套",)),
    Field("区人力资源和社会保障局", ("用工招聘", "社保补缴"), ("技能人才短缺",)),
    Field("区金融服务中心", ("贷款续贷", "过桥资金"), ("抵押物评估难",)),
    Field("区供电公司", ("用电增容", "线路迁改"), ("园区双电源",)),
    Field("区市场监管局", ("变更登记", "食品许可"), ("检验检测机构不足",)),
    Field("区税务局", ("退税进度", "发票额度"), ("政策解读",)),
    Field("区工业和信息化局", ("奖补兑现", "技改备案"), ("物流成本",)),
    Field("区交通运输局", ("货车通行证", "道路修复"), ("公交线路",)),
    Field("区生态环境局", ("环评咨询", "排污许可"), ("污水处理能力",)),
    Field("区教育体育局", ("子女入学",), ("园区学位",)),
    Field("区城市管理局", ("门头审批", "垃圾清运"), ("夜间施工管理",)),
)
TRADES = ("食品", "机械", "电子", "建材", "化工", "物流", "餐饮", "酒店", "医药", "农业", "包装")
ROW = dict.fromkeys(HEADERS, "")


def _iso(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _slashes(moment: datetime) -> str:
    return f"{moment.year}/{moment.month}/{moment.day} {moment:%H:%M}"


def _chinese(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


WRITING: tuple[Callable[[datetime], str], ...] = (_iso, _iso, _iso, _slashes, _chinese)
"""How an agency writes when something happened; the last one leaves out the hour."""


class Request:
    """One request on its way: each step is a row, until today."""

    def __init__(self, number: int, chance: Chance) -> None:
        session = (number - 1) // PER_SESSION + 1
        self.id = f"S{session:02}-{(number - 1) % PER_SESSION + 1:02}"
        self.chance = chance
        self.field = chance.pick(FIELDS)
        self.systemic = chance.happens(18)
        self.write = WRITING[FIELDS.index(self.field) % len(WRITING)]
        self.now = FIRST + timedelta(weeks=session - 1)
        self.rows: list[dict[str, str]] = []
        matters = self.field.systemic if self.systemic else self.field.matters
        enterprise = 1 + chance.pick(range(160))
        trade = TRADES[enterprise % len(TRADES)]
        self.step(
            "登记",
            write=_iso,
            场次=str(session),
            企业名称=f"示例{trade}有限公司{enterprise:03}",
            诉求事项=chance.pick(matters),
            诉求类别="行业性体制性" if self.systemic else "个体性急需性",
            诉求来源="政企恳谈会",
            主办单位=self.field.agency,
            协办单位=self._others(),
        )

    def _others(self) -> str:
        if not self.systemic:
            return ""
        return "、".join(dict.fromkeys(self.chance.pick(FIELDS).agency for _ in range(2)))

    def step(
        self, event: str, write: Callable[[datetime], str] | None = None, **cells: str
    ) -> None:
        """Something happens now; what lies after today has not happened."""
        if self.now <= LAST:
            time = (write or self.write)(self.now)
            self.rows.append({**ROW, "诉求编号": self.id, "环节": event, "时间": time, **cells})

    def wait(self, days: int) -> None:
        """So many weekdays go by, then it is some hour of the office; without a day, an hour."""
        if not days:
            self.now += timedelta(hours=1)
            return
        while days > 0:
            self.now += timedelta(days=1)
            days -= self.now.weekday() < 5
        self.now = self.now.replace(hour=self.chance.pick(range(9, 17)), minute=0)

    # --- what happens ---------------------------------------------------------

    def run(self) -> list[dict[str, str]]:
        """The whole way of the request."""
        self.wait(1)
        self.step("交办", write=_iso, 经办单位="区营商办", 接收单位=self.field.agency)
        self.wait(1 if self.chance.happens(93) else 3)
        if self.chance.happens(3):
            self._goes_elsewhere()
        self.step("签收", 经办单位=self.field.agency)
        if self.systemic:
            self._systemic()
        else:
            self._individual()
        return self.rows

    def _goes_elsewhere(self) -> None:
        self.step("退回", 经办单位=self.field.agency, 备注="不属于本单位职责")
        self.wait(1)
        self.field = self.chance.pick(FIELDS)
        self.step("改派", write=_iso, 经办单位="区营商办", 接收单位=self.field.agency)
        self.wait(1)

    def _systemic(self) -> None:
        self.wait(self.chance.pick((3, 5, 8)))
        self.step("持续推进", 经办单位=self.field.agency)
        self.wait(self.chance.pick((10, 20, 30)))
        if self.chance.happens(40):
            self.step("课题立项", 经办单位="区营商办")
            self.wait(20)
        if self.chance.happens(35):
            self.step("解决", 经办单位=self.field.agency)
            self._follow_up()

    def _individual(self) -> None:
        if self.chance.happens(6):
            self.wait(2)
            self.step("暂停", 经办单位=self.field.agency, 暂停原因="补正材料")
            self.wait(self.chance.pick((3, 6, 9)))
            self.step("恢复", 经办单位=self.field.agency)
        if self.chance.happens(6):
            self.wait(6)
            self.step("延期", 经办单位="分管区领导", 延长期限="10个工作日")
            self.wait(8)
        self.wait(self.chance.pick((2, 3, 3, 4, 5, 6, 7, 8, 9, 11, 18)))
        if self.chance.happens(12):
            self.step("解释说明", 经办单位=self.field.agency, 备注="不符合政策条件")
        elif self.chance.happens(90):
            self.step("答复", 经办单位=self.field.agency)
            self.wait(self.chance.pick((0, 1, 2)))
            self.step("解决", 经办单位=self.field.agency)
        else:
            return  # still in hand, and late before long
        self._follow_up()

    def _follow_up(self) -> None:
        self.wait(self.chance.pick((1, 2, 3, 4, 7)))
        if self.chance.happens(5):
            self.step("回访", write=_iso, 经办单位="区营商办", 满意度="未接通")
            self.wait(2)
        if self.chance.happens(5):
            self.step("回访", write=_iso, 经办单位="区营商办", 满意度="不满意")
            self.wait(1)
            self.step("退回重办", write=_iso, 经办单位="区营商办")
            self.wait(self.chance.pick((4, 8)))
            self.step("答复", 经办单位=self.field.agency)
            self.step("解决", 经办单位=self.field.agency)
            self.wait(2)
        grade = self.chance.pick(("满意",) * 17 + ("基本满意",) * 5 + ("不满意",) * 2)
        if self.chance.happens(92):
            self.step("回访", write=_iso, 经办单位="区营商办", 满意度=grade)
            self.wait(1)
        if self.chance.happens(96) and grade != "不满意":
            self.step("销号", write=_iso, 经办单位="区营商办")
        if self.chance.happens(2):
            self.wait(10)
            self.step("重新打开", write=_iso, 经办单位="区营商办", 备注="同一问题再次出现")


def log() -> Iterator[list[str]]:
    """The rows of the log, case after case, with the slips that people make."""
    chance, slips = Chance(SEED), dict(SLIPS)
    for number in range(1, SESSIONS * PER_SESSION + 1):
        for row in Request(number, chance).run():
            key = (row["诉求编号"], row["环节"])
            yield list({**row, **slips.pop(key, {})}.values())
            for more in AFTER.get(key, ()):
                yield list({**ROW, **more}.values())


SLIPS: dict[tuple[str, str], dict[str, str]] = {
    ("S02-05", "签收"): {"环节": "签受"},
    ("S02-11", "回访"): {"时间": "45014.416667"},  # what a spreadsheet keeps inside; it can be read
    ("S04-06", "答复"): {"时间": "6/7/2023"},  # the sixth of July, or the seventh of June?
    ("S05-04", "登记"): {"时间": "２０２３年３月３０日"},  # full-width digits can be read
    ("S05-13", "销号"): {"诉求编号": ""},
    ("S06-10", "签收"): {"时间": "2032-04-10 13:00"},  # a slip of the year
    ("S06-11", "交办"): {"时间": "2022-04-07 13:00"},  # another
    ("S09-04", "回访"): {"满意度": "还行"},
    ("S11-13", "解决"): {"诉求类别": "个体性急需性"},  # it was registered as systemic
    ("S13-11", "解决"): {"时间": ""},
}
"""Rows with a slip, by case and event."""
AFTER: dict[tuple[str, str], tuple[dict[str, str], ...]] = {
    ("S09-16", "签收"): (
        {
            "诉求编号": "S09-16",
            "环节": "签收",
            "时间": "2023-05-01 10:00",
            "经办单位": "区教育体育局",
        },
    ),
    ("S12-08", "回访"): ({},),  # a blank row
    ("S13-11", "恢复"): (
        {"诉求编号": "S13-11", "环节": "恢复", "时间": "2023-06-21", "备注": "材料已补齐"},
    ),
}
"""Rows that stand there besides."""


def write(path: Path) -> None:
    """Write the log as a spreadsheet exports it: UTF-8 with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS)
        writer.writerows(log())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("events.csv"))
