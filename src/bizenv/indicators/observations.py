"""What was observed: a value for a unit, an indicator and a period (监测数据)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from bizenv.indicators.periods import period_key, read_period
from bizenv.indicators.trees import Array
from bizenv.indicators.values import Index, unknown_code
from bizenv.kernel.errors import UsageError
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
        if not all(shape):
            raise UsageError(f"values of shape {shape}: expected a period, a unit and an indicator")

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Mapping[str, Any]],
        index: Index | None = None,
        *,
        period: object = None,
        classes: Mapping[str, str | None] | None = None,
    ) -> Observations:
        """Observations from rows: ``unit``, ``indicator``, ``period``, ``value``.

        Wide rows have a column for each indicator instead.

        >>> wide = Observations.from_rows([{"unit": "甲", "a": 1, "b": None}], period=2022)
        >>> wide.indicators, wide.values.tolist()
        (('a', 'b'), [[[1.0, nan]]])

        A row may have ``class``. Without a period all rows are of one. An index
        lets indicators be named by their names. A blank value is missing.

        Raises:
            TableError: a column is lacking.
            RecordError: rows lack a field, or say two values of one thing.
        """
        from bizenv.indicators.records import read_observations, table_of

        read = read_observations(table_of(rows), index, period=period)
        return read.with_classes({**read.classes, **(classes or {})})

    from_wide = from_rows
    """The same: which of both the rows are is seen by their columns."""

    @classmethod
    def from_frame(cls, frame: Any, index: Index, *, period: object = None) -> Observations:
        """Observations from a pandas, polars or PyArrow frame, long or wide."""
        from bizenv.indicators.frames import observations_from_frame

        return observations_from_frame(frame, index, period=period)

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
                told = unknown_code(code, index.leaves)
                raise UsageError(Text(f"监测数据：{told.zh}", f"observations: {told.say('en')}"))
        raw = self.select(index.leaves)
        leaves = [index[code] for code in index.leaves]
        changed = (each.per or each.since or each.until for each in leaves)
        if not any(changed):
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
