"""What was observed: a value for a unit, an indicator and a period (监测数据)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from bizenv.indicators.periods import A_PERIOD, NO_PERIOD, period_key, read_period
from bizenv.indicators.trees import Array
from bizenv.indicators.values import Index, unknown_code
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text

__all__ = ["Observations"]


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(value)


def _classes(value: Mapping[str, str | None] | None) -> Mapping[str, str]:
    return MappingProxyType({u: c for u, c in (value or {}).items() if c is not None})


@frozen(eq=False)
class Observations:
    """Values by period, unit and indicator, as one array; NaN is missing (监测数据).

    ``classes`` says in which class a unit is compared. Build it with
    :meth:`from_rows`, :meth:`from_wide` or
    :func:`bizenv.indicators.frames.observations_from_frame`.

    >>> rows = [{"unit": "甲", "indicator": "rate", "period": "2022-12", "value": 98.0}]
    >>> Observations.from_rows(rows).values.tolist()
    [[[98.0]]]

    Shapes: ``values`` are ``(periods, units, indicators)``.
    """

    units: tuple[str, ...] = field(converter=_texts)
    indicators: tuple[str, ...] = field(converter=_texts)
    periods: tuple[str, ...] = field(converter=_texts)
    values: Array = field(repr=False)
    classes: Mapping[str, str] = field(factory=dict, converter=_classes, repr=False)

    def __attrs_post_init__(self) -> None:
        shape = (len(self.periods), len(self.units), len(self.indicators))
        if self.values.shape != shape:
            raise UsageError(f"values of shape {self.values.shape}: expected {shape}")
        if np.isinf(self.values).any():
            raise UsageError("values: expected finite numbers, or NaN where one is missing")
        for name in ("units", "indicators", "periods"):
            each = getattr(self, name)
            if len(set(each)) < len(each):
                raise UsageError(f"{name}: expected each once")
        _check_periods(self.periods)
        strays = [unit for unit in self.classes if unit not in self.units]
        if strays and not self.units:
            raise UsageError(f"classes of {strays[0]!r}: there are no units")

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Mapping[str, Any]],
        classes: Mapping[str, str | None] | None = None,
    ) -> Self:
        """Observations from long rows: ``unit``, ``indicator``, ``period``, ``value``.

        A row may have ``class``. Without a period all rows are of one. None and
        NaN are missing.

        Raises:
            RecordError: rows lack a field, or say two values of one thing.
        """
        reader = _Long(dict(classes or {}))
        for number, row in enumerate(rows, 1):
            reader.add(row, Place(row=number))
        return cls(*reader.build())

    @classmethod
    def from_wide(
        cls,
        rows: Iterable[Mapping[str, Any]],
        period: object = None,
        classes: Mapping[str, str | None] | None = None,
    ) -> Self:
        """Observations from wide rows: a column ``unit`` and one for each indicator.

        >>> wide = Observations.from_wide([{"unit": "甲", "a": 1, "b": None}], period=2022)
        >>> wide.indicators, wide.values.tolist()
        (('a', 'b'), [[[1.0, nan]]])
        """
        reader = _Long(dict(classes or {}))
        for number, row in enumerate(rows, 1):
            base = {k: row[k] for k in ("unit", "class") if k in row}
            when = row.get("period", period)
            for name, value in row.items():
                if name not in ("unit", "period", "class"):
                    one = base | {"indicator": name, "period": when, "value": value}
                    reader.add(one, Place(row=number, field=str(name)))
        return cls(*reader.build())

    @cached_property
    def class_names(self) -> tuple[str, ...]:
        """The classes there are, in the order of the units."""
        found = (self.classes.get(unit) for unit in self.units)
        return tuple(dict.fromkeys(name for name in found if name is not None))

    @cached_property
    def class_of(self) -> npt.NDArray[np.intp]:
        """For each unit the position of its class in ``class_names``; -1 for none."""
        place = {name: position for position, name in enumerate(self.class_names)}
        codes = [place.get(self.classes.get(unit, ""), -1) for unit in self.units]
        return np.array(codes, dtype=np.intp)

    def unit_position(self, unit: str) -> int:
        """Where a unit stands; an unknown one is refused."""
        if unit not in self.units:
            raise UsageError(Text(f"没有单位 {unit!r}", f"there is no unit {unit!r}"))
        return self.units.index(unit)

    def period_position(self, period: object) -> int:
        """Where a period stands; one that was not observed is refused."""
        sought = read_period(period)
        if sought not in self.periods:
            raise UsageError(
                Text(
                    f"{sought}：没有这一期的数据，只有 {self.periods[0]} 至 {self.periods[-1]}",
                    f"{sought}: nothing was observed; the periods are {self.periods[0]} to "
                    f"{self.periods[-1]}",
                )
            )
        return self.periods.index(sought)

    def with_classes(self, classes: Mapping[str, str | None]) -> Self:
        """The same observations, with units in other classes."""
        return evolve(self, classes=classes)

    def select(self, codes: Sequence[str]) -> Array:
        """The values of some indicators, ``(periods, units, codes)``; NaN where there is none."""
        if tuple(codes) == self.indicators:
            return self.values
        place = {code: position for position, code in enumerate(self.indicators)}
        found = np.full((*self.values.shape[:2], len(codes)), np.nan)
        there = [n for n, code in enumerate(codes) if code in place]
        found[..., there] = self.values[..., [place[codes[n]] for n in there]]
        return found

    def raw(self, index: Index) -> Array:
        """The values of an index's leaves, divided where the index says by what.

        Raises:
            UsageError: an indicator was observed that the index does not know,
                or nothing was observed that it does.
        """
        for code in self.indicators:
            if code not in index or code in index.children:
                raise UsageError(f"observations: {unknown_code(code, index.leaves)}")
        raw = self.select(index.leaves)
        changes = any(
            index[code].per or index[code].since or index[code].until for code in index.leaves
        )
        if not changes:
            return raw
        raw = raw.copy()
        divisors = {index[code].per for code in index.leaves} - {None}
        for code in sorted(filter(None, divisors)):
            columns = [n for n, leaf in enumerate(index.leaves) if index[leaf].per == code]
            by = self.select([code])
            raw[..., columns] = raw[..., columns] / np.where(by > 0, by, np.nan)
        for column, leaf in enumerate(index.leaves):
            if index[leaf].since or index[leaf].until:
                out = [p for p, when in enumerate(self.periods) if not index[leaf].valid(when)]
                raw[out, :, column] = np.nan
        return raw


def _check_periods(periods: Sequence[str]) -> None:
    keys = [period_key(period) for period in periods]
    kinds = {(len(key), "Q" in period) for key, period in zip(keys, periods, strict=True)}
    if len(kinds) > 1:
        raise UsageError(
            Text(
                f"{periods[0]} 与其他期写法不同：应为同一种期，都是年、季、月或日",
                f"the periods from {periods[0]} to {periods[-1]} are of different kinds: expected "
                "all years, all quarters, all months or all days",
            )
        )
    if keys != sorted(keys):
        raise UsageError(f"periods={tuple(periods)!r}: expected them in order")


@frozen
class _Long:
    """Long rows on their way to one array."""

    classes: dict[str, str | None]
    values: dict[tuple[str, str, str], float] = field(factory=dict)
    units: dict[str, int] = field(factory=dict)
    indicators: dict[str, int] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def add(self, row: Mapping[str, Any], place: Place) -> None:
        """One row; what is wrong with it is noted."""
        unit, indicator = row.get("unit"), row.get("indicator")
        for name, said in (("unit", unit), ("indicator", indicator)):
            if said is None or not str(said).strip():
                where = evolve(place, field=name)
                self.problems.append(Problem("missing-field", _NOTHING, _FIELDS[name], where))
                return
        try:
            period = read_period(row["period"]) if row.get("period") is not None else NO_PERIOD
            value = _value(row.get("value"))
        except UsageError as error:
            self.problems.append(_problem(error, row, place))
            return
        self._keep((period, str(unit), str(indicator)), value, row.get("class"), place)

    def _keep(self, key: tuple[str, str, str], value: float, named: object, place: Place) -> None:
        if key in self.values:
            got = Text(f"{key[1]} 的 {key[2]} 再次出现", f"{key[2]} of {key[1]} again")
            self.problems.append(Problem("value-twice", got, _ONCE, place))
            return
        self.values[key] = value
        self.units.setdefault(key[1], len(self.units))
        self.indicators.setdefault(key[2], len(self.indicators))
        if named is not None and self.classes.setdefault(key[1], str(named)) != str(named):
            got = Text(f"{key[1]} 又属 {named}", f"{key[1]} in {named} as well")
            self.problems.append(Problem("class-twice", got, _ONE_CLASS, place))

    def build(self) -> tuple[Any, ...]:
        """The observations, or all that is wrong with the rows."""
        if not self.values and not self.problems:
            self.problems.append(Problem("no-observations", _NOTHING, _A_ROW))
        if self.problems:
            raise RecordError(tuple(self.problems[:_MOST]))
        periods = sorted({period for period, _, _ in self.values}, key=period_key)
        when = {period: position for position, period in enumerate(periods)}
        array = np.full((len(periods), len(self.units), len(self.indicators)), np.nan)
        for (period, unit, indicator), value in self.values.items():
            array[when[period], self.units[unit], self.indicators[indicator]] = value
        return (tuple(self.units), tuple(self.indicators), periods, array, self.classes)


_MOST = 1000
_NOTHING = Text("空白", "nothing")
_FIELDS = {
    "unit": Text("参评单位", "the unit that is scored"),
    "indicator": Text("指标代码", "the code of an indicator"),
}
_ONCE = Text("每个单位、指标、期只有一个值", "one value for each unit, indicator and period")
_ONE_CLASS = Text("每个单位只属一类", "one class for each unit")
_A_ROW = Text("至少一行数据", "a row at least")


def _value(value: object) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise UsageError(f"{value!r}")
    if math.isinf(value):
        raise UsageError(f"{value!r}")
    return float(value)


def _problem(error: UsageError, row: Mapping[str, Any], place: Place) -> Problem:
    if "expected" in str(error):
        return Problem(
            "bad-period", repr(row.get("period")), A_PERIOD, evolve(place, field="period")
        )
    where = place if place.field else evolve(place, field="value")
    return Problem("bad-value", repr(row.get("value")), _A_NUMBER, where)


_A_NUMBER = Text("一个数，缺失则为空", "a number, or nothing where it is missing")
