"""Observations and indexes from tables: files, frames and rows, with Chinese or English headers.

Observations are long (a column each for unit, indicator, period and value) or
wide (a column for each indicator). An indicator is named by its code or by
either of its names. Every cell that cannot be read is told with its row.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from attrs import define, evolve, field, frozen

from bizenv.indicators.observations import Observations
from bizenv.indicators.periods import A_PERIOD, NO_PERIOD, period_key, read_period
from bizenv.indicators.trees import Array, Flags, Positions
from bizenv.indicators.values import Index
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest, normal
from bizenv.tables.batches import Batch, Table
from bizenv.tables.cells import BadCell, blank, shown, text_of
from bizenv.tables.columns import Encoded, encode
from bizenv.tables.headers import match_headers

__all__ = ["OBSERVATION_HEADERS", "read_number", "read_observations", "table_of"]

OBSERVATION_HEADERS: dict[str, tuple[str, ...]] = {
    "unit": (
        "单位", "参评单位", "县区", "县（市、区）", "区县", "县市区", "地区", "城市", "country",
        "county", "economy", "city", "region",
    ),
    "indicator": ("指标", "指标代码", "指标名称", "监测指标", "indicator code", "code"),
    "period": ("期", "时期", "月份", "年份", "年度", "季度", "月", "年", "时间", "year", "month"),
    "value": ("数值", "值", "指标值", "监测值", "得分", "score"),
    "class": ("类别", "分类", "县类", "组别", "分组", "group"),
}  # fmt: skip
"""The headers that people write in a table of observations, by field."""
_MOST = 1000
_MOST_CELLS = 50_000_000
_NUMBER = re.compile(r"[-+]?(\d+(,\d{3})*|\d+)?(\.\d+)?([eE][-+]?\d{1,3})?%?")
_PLAIN = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)
"""How nearly every number is written; the rest is looked at more closely."""
_MISSING = frozenset(
    "… ... .. . n.a. 缺 缺失 缺测 缺项 无数据 未报 未提供 na nan null none x".split()
)


def read_number(cell: object) -> float | Problem | None:
    """A cell as a number; None where it says that there is none.

    A sign for per cent is left off: ``98.3%`` is 98.3.

    >>> read_number("1,204.5"), read_number("98.3%"), read_number("…"), read_number("n/a")
    (1204.5, 98.3, None, None)
    """
    if type(cell) is str and _PLAIN.fullmatch(cell):
        return float(cell)
    if isinstance(cell, BadCell):
        return cell.problem("value")
    if blank(cell):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        try:
            number = float(cell)
        except OverflowError:
            number = math.inf
        return number if math.isfinite(number) else _bad_number(cell)
    text = unicodedata.normalize("NFKC", text_of(cell)).replace("\u2212", "-").replace(" ", "")
    if text.casefold() in _MISSING:
        return None
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text) or not any(map(str.isdigit, text)):
        return _bad_number(cell)
    number = float(text.rstrip("%").replace(",", ""))
    return number if math.isfinite(number) else _bad_number(cell)


_LONGEST = 400


def _bad_number(cell: object) -> Problem:
    return Problem("bad-value", shown(cell), _A_NUMBER, Place(field="value"))


_A_NUMBER = Text("一个数，缺失则空白或写 …", "a number; a blank cell or … where it is missing")


def table_of(rows: Iterable[Mapping[str, object]]) -> Table:
    """Rows as a table; they are counted from 1."""
    rows = rows if isinstance(rows, (list, tuple)) else list(rows)
    headers = tuple(dict.fromkeys(chain.from_iterable(rows)))
    columns = {name: [row.get(name) for row in rows] for name in headers}
    batch = Batch(columns, list(range(1, len(rows) + 1)))
    return Table("", headers, lambda: iter((batch,)), len(rows))


def read_observations(
    table: Table,
    index: Index | None = None,
    *,
    period: object = None,
    words: Mapping[str, Sequence[str]] = OBSERVATION_HEADERS,
) -> Observations:
    """The observations of a table, long or wide.

    Without an index every code is taken as it is written. ``period`` is that of
    every row, where the table has no column for it.

    >>> from bizenv.indicators.values import Indicator
    >>> index = Index("x", [Indicator(code="rate", name="办结率")])
    >>> table = table_of([{"县区": "甲", "办结率": "98.3%"}, {"县区": "乙", "办结率": "缺"}])
    >>> read_observations(table, index, period="2022年12月").values.tolist()
    [[[98.3], [nan]]]

    Raises:
        TableError: a column is lacking, or two may be meant.
        RecordError: cells cannot be read; all problems are told, up to a thousand.
    """
    names = _Names.of(index) if index else None
    headers = match_headers(table.headers, words, table.file or None)
    headers.require("unit", words, table.headers, table.place)
    long = "indicator" in headers and "value" in headers
    wide = [] if long else _wide(headers.unused, names)
    if not (long or wide):
        lacking = "value" if "indicator" in headers else "indicator"
        headers.require(lacking, words, table.headers, table.place)
    reader = _Reader(table.file or None, headers.columns, names, period)
    for batch in table.batches():
        reader.take(batch, wide)
    return reader.build(index)


def _wide(headers: Sequence[str], names: _Names | None) -> list[tuple[str, str]]:
    """The columns that are indicators, with their codes."""
    if names is None:
        return [(header, header) for header in headers]
    found = [(header, names.find(header)) for header in headers]
    return [(header, code) for header, code in found if code is not None]


@frozen
class _Names:
    """By what people write, the code of an indicator that is observed."""

    codes: dict[str, str]

    @classmethod
    def of(cls, index: Index) -> _Names:
        observed = [*index.leaves, *index.auxiliaries]
        codes: dict[str, str] = {}
        twice: set[str] = set()
        for code in observed:
            name = index[code].name
            for word in {normal(each) for each in (name and name.zh, name and name.en) if each}:
                if word in codes:
                    twice.add(word)
                codes[word] = code
        kept = {word: code for word, code in codes.items() if word not in twice}
        return cls(kept | {normal(code): code for code in observed})

    def find(self, word: str) -> str | None:
        """The code that a word stands for."""
        return self.codes.get(normal(word))


def _unknown(word: str, known: Iterable[str]) -> Problem:
    """The refusal of a word that is no indicator."""
    hint = did_you_mean(nearest(word, known))
    return Problem("unknown-indicator", repr(word), _AN_INDICATOR, Place(field="indicator"), hint)


_AN_INDICATOR = Text("指标体系中监测指标的代码或名称", "a code or name of a monitored indicator")


@define
class _Reader:
    """Gathers what batches say: positions of unit, indicator and period, and the value."""

    file: str | None
    columns: Mapping[str, str]
    names: _Names | None
    period: object
    units: dict[str, int] = field(factory=dict)
    indicators: dict[str, int] = field(factory=dict)
    periods: dict[str, int] = field(factory=dict)
    classes: dict[str, str] = field(factory=dict)
    parts: list[tuple[Positions, Positions, Positions, Array]] = field(factory=list)
    rows: list[tuple[Positions, Batch]] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def take(self, batch: Batch, wide: Sequence[tuple[str, str]]) -> None:
        """Read one more batch."""
        columns = {name: encode(batch.columns[header]) for name, header in self._keys()}
        skip = _empty_rows(batch, columns["unit"])
        for n, problem in batch.torn.items():
            skip[n] = True
            self._tell(batch, n, problem)
        units = self._places(columns["unit"], self._unit, batch, skip)
        periods = self._periods(columns.get("period"), batch, skip)
        if "class" in columns:
            self._classes(columns["class"], units, batch, skip)
        if not wide:
            indicators = self._places(columns["indicator"], self._indicator, batch, skip)
            self._values(self.columns["value"], (periods, units, indicators), batch, skip)
        for header, code in wide:
            place = self.indicators.setdefault(code, len(self.indicators))
            indicators = np.full(len(batch), place, dtype=np.intp)
            self._values(header, (periods, units, indicators), batch, skip)

    def _keys(self) -> list[tuple[str, str]]:
        """The columns that say of what a value is."""
        return [(name, header) for name, header in self.columns.items() if name != "value"]

    def build(self, index: Index | None) -> Observations:
        """The observations, or everything that is wrong."""
        if not self.units and not self.problems:
            self.problems.append(Problem("no-observations", _NO_ROWS, _A_ROW, Place(self.file)))
        ordered = sorted(self.periods, key=period_key)
        shape = (len(ordered), len(self.units), len(self.indicators))
        if math.prod(shape) > _MOST_CELLS:
            got = Text(
                " × ".join(map(str, shape)) + " 个值", f"{' × '.join(map(str, shape))} values"
            )
            self.problems.append(Problem("too-many-values", got, _FEWER, Place(self.file)))
        if self.problems:
            raise RecordError(tuple(self.problems[:_MOST]))
        rank = {period: position for position, period in enumerate(ordered)}
        moved = np.array([rank[period] for period in self.periods], dtype=np.intp)
        flat = np.full(math.prod(shape), np.nan)
        seen = np.zeros(len(flat), dtype=bool)
        for (periods, units, indicators, values), (rows, batch) in zip(
            self.parts, self.rows, strict=True
        ):
            cells = np.ravel_multi_index((moved[periods], units, indicators), shape)
            self._refuse_twice(cells, seen, rows, batch, (units, indicators))
            seen[cells] = True
            flat[cells] = values
        if self.problems:
            raise RecordError(tuple(self.problems[:_MOST]))
        leaves = index.leaves if index else ()
        place = {code: position for position, code in enumerate(leaves)}
        codes = sorted(self.indicators, key=lambda code: place.get(code, len(place)))
        order = [self.indicators[code] for code in codes]
        values = flat.reshape(shape)[..., order]
        return Observations(tuple(self.units), codes, ordered, values, self.classes)

    # --- columns --------------------------------------------------------------------

    def _unit(self, cell: object) -> int | Problem:
        return self._text(cell, "unit", self.units)

    def _indicator(self, cell: object) -> int | Problem:
        if self.names is None or blank(cell):
            return self._text(cell, "indicator", self.indicators)
        code = self.names.find(text_of(cell))
        if code is None:
            return _unknown(text_of(cell), self.names.codes)
        return self.indicators.setdefault(code, len(self.indicators))

    def _text(self, cell: object, name: str, known: dict[str, int]) -> int | Problem:
        if isinstance(cell, BadCell):
            return cell.problem(name)
        if blank(cell):
            return Problem("missing-field", _NOTHING, _FIELDS[name], Place(field=name))
        return known.setdefault(text_of(cell), len(known))

    def _period(self, cell: object) -> int | Problem:
        try:
            said = read_period(text_of(cell) if isinstance(cell, float) else cell)
        except UsageError:
            got = _NOTHING if blank(cell) else shown(cell)
            return Problem("bad-period", got, A_PERIOD, Place(field="period"))
        return self.periods.setdefault(said, len(self.periods))

    def _periods(self, column: Encoded | None, batch: Batch, skip: Flags) -> Positions:
        if column is not None:
            return self._places(column, self._period, batch, skip)
        said = NO_PERIOD if self.period is None else read_period(self.period)
        return np.full(len(batch), self.periods.setdefault(said, len(self.periods)), dtype=np.intp)

    def _classes(self, column: Encoded, units: Positions, batch: Batch, skip: Flags) -> None:
        names = tuple(self.units)
        _, firsts = np.unique(np.stack([units, column.codes]), axis=1, return_index=True)
        for n in sorted(firsts.tolist()):
            cell = column.values[int(column.codes[n])]
            if skip[n] or units[n] < 0 or blank(cell):
                continue
            unit, said = names[units[n]], text_of(cell)
            if self.classes.setdefault(unit, said) != said:
                got = Text(f"{unit} 又属 {said}", f"{unit} in {said} as well")
                self._tell(batch, n, Problem("class-twice", got, _ONE_CLASS, Place(field="class")))

    def _places(
        self,
        column: Encoded,
        place: Callable[[object], int | Problem],
        batch: Batch,
        skip: Flags,
    ) -> Positions:
        """What each row's cell stands for; -1 where it stands for nothing, which is told."""
        found = np.full(max(len(column.values), 1), -1, dtype=np.intp)
        wrong: dict[int, Problem] = {}
        for code in dict.fromkeys(column.codes[~skip].tolist()):
            said = place(column.values[code])
            if isinstance(said, Problem):
                wrong[code] = said
            else:
                found[code] = said
        places = found[column.codes]
        for n in np.flatnonzero((places < 0) & ~skip)[:_MOST]:
            self._tell(batch, int(n), wrong[int(column.codes[n])])
        return places

    def _values(
        self,
        header: str,
        where: tuple[Positions, Positions, Positions],
        batch: Batch,
        skip: Flags,
    ) -> None:
        """Keep the values of a column, and where each belongs."""
        keep = ~skip & np.all([part >= 0 for part in where], axis=0)
        rows = np.flatnonzero(keep)
        cells = batch.columns[header]
        values = np.full(len(rows), np.nan)
        for n, row in enumerate(rows.tolist()):
            said = read_number(cells[row])
            if isinstance(said, Problem):
                self._tell(batch, row, said, header)
            elif said is not None:
                values[n] = said
        periods, units, indicators = (part[keep] for part in where)
        self.parts.append((periods, units, indicators, values))
        self.rows.append((rows, batch))

    # --- telling ----------------------------------------------------------------------

    def _refuse_twice(
        self,
        cells: Positions,
        seen: Flags,
        rows: Positions,
        batch: Batch,
        who: tuple[Positions, Positions],
    ) -> None:
        """Tell the rows that say a value of something that has one."""
        again = seen[cells]
        _, firsts = np.unique(cells, return_index=True)
        repeats = np.ones(len(cells), dtype=bool)
        repeats[firsts] = False
        units, codes = tuple(self.units), tuple(self.indicators)
        for n in np.flatnonzero(again | repeats)[:_MOST]:
            unit, code = units[who[0][n]], codes[who[1][n]]
            got = Text(f"{unit} 的 {code} 再次出现", f"{code} of {unit} again")
            self._tell(batch, int(rows[n]), Problem("value-twice", got, _ONCE))

    def _tell(self, batch: Batch, n: int, problem: Problem, header: str | None = None) -> None:
        if len(self.problems) >= _MOST:
            return
        if n in batch.torn:
            self.problems.append(problem)
            return
        name = problem.place.field
        said = header or (self.columns.get(name) if name else None)
        place = Place(self.file, batch.lines[n] if batch.lines else None, row=batch.rows[n])
        place = evolve(place, field=name, header=said if said != name else None)
        self.problems.append(evolve(problem, place=place))


def _empty_rows(batch: Batch, units: Encoded) -> Flags:
    """Which rows say nothing at all; those that name a unit say something."""
    nothing = np.array([blank(value) for value in units.values] or [True])[units.codes]
    for n in np.flatnonzero(nothing):
        nothing[n] = all(blank(cells[n]) for cells in batch.columns.values())
    return nothing


_NOTHING = Text("空白", "nothing")
_NO_ROWS = Text("没有数据行", "no rows")
_A_ROW = Text("至少一行数据", "a row at least")
_FEWER = Text(f"最多 {_MOST_CELLS:,} 个", f"at most {_MOST_CELLS:,}")
_FIELDS = {
    "unit": Text("参评单位", "the unit that is scored"),
    "indicator": Text("指标的代码或名称", "the code or name of an indicator"),
}
_ONCE = Text("每个单位、指标、期只有一个值", "one value for each unit, indicator and period")
_ONE_CLASS = Text("每个单位只属一类", "one class for each unit")
