"""Write ``inspections.csv``: two months of made-up inspection plans of one district.

Nothing in the file is real. The agencies are those that any district has, the
enterprises are numbered examples, and chance (with a fixed seed) decides who
visits whom and when. Running the script again writes the same bytes::

    python examples/qingyuan/make_schedule.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")

SEED = 20_230_629
ROWS = 540
FIRST, LAST = date(2023, 6, 1), date(2023, 7, 31)
ENTERPRISES = 180
HEADERS = (
    "序号",
    "检查机关",
    "企业编号",
    "企业名称",
    "企业类别",
    "入企类型",
    "检查类型",
    "检查领域",
    "检查起因",
    "部署层级",
    "检查事项",
    "开始日期",
    "结束日期",
    "备注",
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


class Work(NamedTuple):
    """What an agency inspects: a field of law and a matter."""

    domain: str
    matter: str


AGENCIES: dict[str, tuple[Work, ...]] = {
    "区市场监管局": (
        Work("食品安全", "食品经营检查"),
        Work("药品安全", "药品零售检查"),
        Work("产品质量", "产品质量监督检查"),
        Work("市场秩序", "广告检查"),
        Work("特种设备", "电梯使用检查"),
    ),
    "区应急管理局": (Work("安全生产", "安全生产检查"), Work("危险化学品", "危化品储存检查")),
    "区生态环境局": (Work("生态环境", "排污检查"), Work("重点污染源", "自动监控检查")),
    "区消防救援大队": (Work("消防安全", "消防监督检查"),),
    "区住房和城乡建设局": (Work("建设工程", "工地检查"),),
    "区卫生健康委": (Work("公共卫生", "公共场所卫生检查"), Work("职业健康", "职业病防治检查")),
    "区人力资源和社会保障局": (Work("劳动保障", "用工检查"),),
    "区税务局": (Work("税务", "纳税检查"),),
    "区交通运输局": (Work("交通运输", "道路运输检查"),),
    "区农业农村局": (Work("农业农村", "农资检查"), Work("食品安全", "农产品检查")),
    "区文化广电旅游局": (Work("文化旅游", "旅行社检查"),),
    "区城市管理局": (Work("城市管理", "市容检查"),),
    "区自然资源局": (Work("自然资源", "用地检查"),),
    "区统计局": (Work("统计", "统计数据检查"),),
    "区发展和改革委员会": (Work("价格", "价格检查"),),
    "区工业和信息化局": (Work("其他领域", "节能监察"),),
    "区商务局": (Work("市场秩序", "预付卡检查"), Work("安全生产", "加油站检查")),
    "区教育体育局": (Work("其他领域", "校外培训检查"),),
    "区科学技术局": (Work("其他领域", "科技项目检查"),),
    "区民政局": (Work("其他领域", "养老机构检查"),),
    "区财政局": (Work("其他领域", "会计信息质量检查"),),
    "区司法局": (Work("其他领域", "法律服务机构检查"),),
    "区水利局": (Work("生态环境", "水土保持检查"),),
    "区林业局": (Work("自然资源", "木材经营检查"),),
    "区公安分局": (Work("公共安全", "治安检查"),),
    "区国家保密局": (Work("国家安全", "保密检查"),),
    "区医疗保障局": (Work("其他领域", "定点药店检查"),),
    "区金融服务中心": (Work("金融", "典当行检查"),),
    "区气象局": (Work("公共安全", "防雷检查"),),
}
"""Twenty-nine agencies and what they inspect."""

OCCASIONS: tuple[tuple[str, str, str], ...] = (
    *((("日常检查", "双随机抽查", ""),) * 8),
    *((("日常检查", "无", ""),) * 7),
    *((("日常检查", "法定时限内须完成", ""),) * 1),
    *((("日常检查", "整改复查", ""),) * 2),
    *((("专项检查", "专项行动", "市级"),) * 2),
    *((("专项检查", "专项整治", "省级"),) * 1),
    *((("专项检查", "上级交办", "市级"),) * 1),
    *((("个案检查", "投诉举报", ""),) * 2),
    *((("个案检查", "案件查处", ""),) * 1),
    *((("个案检查", "数据监测", ""),) * 1),
    *((("日常检查", "其他确需检查的情形", ""),) * 1),
)
"""Kind, trigger and deploying level, as often as they stand here."""

TRADES = ("食品", "机械", "电子", "建材", "化工", "物流", "餐饮", "酒店", "医药", "农业", "包装")


def _iso(day: date) -> str:
    return day.isoformat()


def _slashes(day: date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _compact(day: date) -> str:
    return day.strftime("%Y%m%d")


def _dots(day: date) -> str:
    return f"{day.year}.{day.month}.{day.day}"


def _serial(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)  # what a spreadsheet keeps inside


WRITING: tuple[Callable[[date], str], ...] = (
    _iso,
    _iso,
    _slashes,
    _chinese,
    _compact,
    _dots,
    _serial,
)


def _enterprise(number: int) -> tuple[str, str, str]:
    """Code, name and class of an example enterprise."""
    trade = TRADES[number % len(TRADES)]
    if number % 7 == 0:
        return f"QY{number:04}", f"青原区示例{trade}经营部{number:03}", "个体工商户"
    large = "规上工业" if number % 5 == 0 else "小微企业"
    return f"QY{number:04}", f"青原区示例{trade}有限公司{number:03}", large


def _working_day(chance: Chance) -> date:
    """A day of the two months; plans name a weekend once in a while."""
    days = (LAST - FIRST).days + 1
    while True:
        day = FIRST + timedelta(days=chance.pick(range(days)))
        if day.weekday() < 5 or chance.happens(10):
            return day


def _row(number: int, agency: str, write: Callable[[date], str], chance: Chance) -> list[str]:
    work = chance.pick(AGENCIES[agency])
    kind, trigger, level = chance.pick(OCCASIONS)
    entry = "行政检查"
    if chance.happens(3):
        entry, kind, trigger, level = chance.pick(("服务走访", "调研走访")), "", "", ""
    start = _working_day(chance)
    end = start + timedelta(days=chance.pick((1, 1, 1, 2, 2, 3, 6))) if chance.happens(12) else None
    if kind == "日常检查" and trigger == "无" and chance.happens(40):
        trigger = ""  # many plans leave it blank; a routine inspection has none by definition
    return [
        str(number),
        agency,
        *_enterprise(1 + chance.pick(range(ENTERPRISES))),
        entry,
        kind,
        work.domain,
        trigger,
        level,
        work.matter,
        write(start),
        write(end) if end else "",
        "",
    ]


def schedule() -> Iterator[list[str]]:
    """The rows of the plan, as the agencies would have sent them."""
    chance = Chance(SEED)
    agencies = list(AGENCIES)
    writing = {agency: WRITING[place % len(WRITING)] for place, agency in enumerate(agencies)}
    for number in range(1, ROWS + 1):
        # Every agency has some rows; the first dozen have most of the work.
        agency = agencies[number % 29] if number % 2 else chance.pick(agencies[:12])
        row = _row(number, agency, writing[agency], chance)
        yield _spoilt(number, row)
        if number == 300:
            yield [""] * len(HEADERS)  # the blank row between the two months' sheets


def _spoilt(number: int, row: list[str]) -> list[str]:
    """The same row, or the row with the slip that this number has."""
    for column, cell in SLIPS.get(number, {}).items():
        if column in HEADERS:
            row[HEADERS.index(column)] = cell
        else:
            row.append(cell)
    return row


SLIPS: dict[int, dict[str, str]] = {
    17: {"开始日期": "2023-06-31", "结束日期": ""},  # June has thirty days
    58: {"检查起因": "双随即抽查", "备注": "起因有错字"},
    96: {"开始日期": "2023-07-12", "结束日期": "2023-07-10"},
    133: {"开始日期": "7/6/2023", "结束日期": ""},  # the sixth of July, or the seventh of June?
    171: {"开始日期": "２０２３年６月２８日", "结束日期": ""},  # full-width digits can be read
    204: {"开始日期": "2023-06-15 09:30", "结束日期": ""},  # a moment, where a day belongs
    242: {"a cell too many": "多出一格"},
    267: {"检查领域": "食品安金"},
    318: {"开始日期": "", "结束日期": "", "备注": "时间待定"},
    344: {"开始日期": "待定", "结束日期": ""},
    388: {"部署层级": "区里"},
    # Rows that can be read and not decided: a field is blank on a quiet day.
    71: {"检查类型": "日常检查", "检查领域": "", "检查起因": "", "开始日期": "2023-06-08"},
    112: {"检查类型": "日常检查", "检查领域": "", "检查起因": "双随机", "开始日期": "2023-06-12"},
    229: {"检查类型": "", "检查领域": "劳动保障", "检查起因": "", "开始日期": "2023-07-05"},
    355: {"检查类型": "", "检查领域": "", "检查起因": "", "开始日期": "2023-07-18"},
    420: {"检查领域": "不详", "检查起因": "双随机抽查", "开始日期": "2023-07-20"},
    # Rows whose blanks do not matter: the day is free.
    434: {"检查领域": "", "检查起因": "", "开始日期": "2023-07-25", "结束日期": ""},
    # Several fields at once.
    451: {"检查领域": "市场秩序、食品安全", "开始日期": "2023-07-11", "结束日期": ""},
}
for _number in (71, 112, 229, 355, 420):
    SLIPS[_number] |= {"入企类型": "行政检查", "部署层级": "", "结束日期": ""}


def write(path: Path) -> None:
    """Write the schedule as a spreadsheet exports it: UTF-8 with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADERS)
        writer.writerows(schedule())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("inspections.csv"))
