"""From a row to a violation: cells read as facts (违法行为记录的读取).

A row is a mapping from field names (``occurred``, ``harm`` …) to whatever its
cells hold. Besides the fields of every violation a row may hold the facts that
the lists ask for by name, kinds of harm (``harm-pollution``) and measured values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import evolve

from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean, one_of
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Vocabulary, is_none, nearest, normal
from bizenv.tables.cells import BadCell, blank, read_day, read_yes_no, shown, text_of
from bizenv.tolerance.quantities import Quantity
from bizenv.tolerance.values import NO_ITEM, FineRange, PriorViolation, Violation
from bizenv.tolerance.words import Fault, HarmLevel

__all__ = ["FIELDS", "TEXTS", "field_names", "read_field", "violation_from_row", "violation_of"]

TEXTS = ("id", "enterprise", "agency", "jurisdiction", "domain", "item", "behaviour", "kind")
"""The fields whose words are kept as they are; of several columns for one the first is taken."""
DAYS = ("occurred", "discovered", "inspected", "order_due", "decided")
DAYS_OR_NOT = ("ended", "ordered", "corrected")
FLAGS = ("minor", "first", "illegal_gain", "cooperated")
_LEVELS = ("harm", "fault")
_AMOUNTS = ("fine_least", "fine_most")
FIELDS = (*TEXTS, "norms", *DAYS, *DAYS_OR_NOT, *FLAGS, *_LEVELS, "stage", "history", *_AMOUNTS)
"""The fields of every row; kinds of harm, measured values and named facts are fields too."""


def field_names(vocabulary: Vocabulary, facts: Iterable[str]) -> tuple[str, ...]:
    """Every field that a row may have: of every violation, and those that the lists ask for."""
    return tuple(
        dict.fromkeys((*FIELDS, *_harm_fields(vocabulary), *vocabulary["measured"].codes, *facts))
    )


def _harm_fields(vocabulary: Vocabulary) -> dict[str, str]:
    """By field, the kind of harm that it holds."""
    if "harm_kind" not in vocabulary:
        return {}
    return {f"harm-{kind}": kind for kind in vocabulary["harm_kind"].codes}


def read_field(field: str, value: object, vocabulary: Vocabulary) -> Any:
    """Read one cell as the value of one field; None where it says nothing.

    >>> from bizenv.kernel.vocabulary import Vocabulary
    >>> read_field("corrected", "2024年5月6日", Vocabulary(())), read_field(
    ...     "harm", "轻微", Vocabulary(()))
    (datetime.date(2024, 5, 6), <HarmLevel.MINOR: 'minor'>)

    Raises:
        RecordError: the cell cannot be read as this field.
    """
    if isinstance(value, BadCell):
        raise RecordError((value.problem(field),))
    if isinstance(value, (list, tuple)) and field == "history":
        return tuple(_prior(each) for each in value)
    if blank(value):
        return None
    reader = _READERS.get(field)
    if reader is not None:
        return reader(field, value)
    if field == "stage":
        return _term("project_stage", field, value, vocabulary)
    if field in _harm_fields(vocabulary):
        return _level(field, value)
    if "measured" in vocabulary and vocabulary["measured"].get(field):
        return _quantity(field, value)
    return read_yes_no(value, field)


def _wrong(field: str, value: object, expected: Text, code: str, hint: Text | None = None) -> Any:
    raise RecordError((Problem(code, shown(value), expected, Place(field=field), hint),))


def _text(_: str, value: object) -> str:
    return text_of(value)


def _item(_: str, value: object) -> str:
    text = text_of(value)
    return NO_ITEM if is_none(text) else text


def _norms(_: str, value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, (list, tuple)) else re.split(r"[;；\n]", text_of(value))
    return tuple(text for part in parts if (text := text_of(part)))


def _day(field: str, value: object) -> date:
    return read_day(value, field)


def _day_or_not(field: str, value: object) -> date | bool:
    """A day, or no; that it has come without a day says too little to be judged by."""
    try:
        answer = read_yes_no(value, field)
    except RecordError:
        return read_day(value, field)
    if answer:
        _wrong(field, value, _A_DAY_OR_NO, "bad-day")
    return False


_A_DAY_OR_NO = Text("日期，或“否”", "a day, or no")


def _flag(field: str, value: object) -> bool:
    return read_yes_no(value, field)


_HARMS = {
    **{
        normal(word): HarmLevel.NONE
        for word in ("没有", "没有危害后果", "无危害后果", "未造成危害后果", "无危害", "否", "no")
    },
    **{
        normal(word): HarmLevel.MINOR
        for word in ("minor", "轻微", "危害后果轻微", "较轻", "slight")
    },
    **{
        normal(word): HarmLevel.SERIOUS
        for word in ("serious", "严重", "较重", "较大", "一般", "是", "yes")
    },
}
_FAULTS = {
    **{normal(word): Fault.NONE for word in ("没有", "无过错", "没有主观过错", "否", "no")},
    **{normal(word): Fault.NEGLIGENCE for word in ("negligence", "过失", "疏忽")},
    **{normal(word): Fault.INTENT for word in ("intent", "故意", "主观故意")},
}


def _level(field: str, value: object) -> HarmLevel:
    word = text_of(value)
    found = HarmLevel.NONE if is_none(word) else _HARMS.get(normal(word))
    return found or _wrong(field, value, one_of([each.value for each in HarmLevel]), "unknown-term")


def _fault(field: str, value: object) -> Fault:
    word = text_of(value)
    found = Fault.NONE if is_none(word) else _FAULTS.get(normal(word))
    return found or _wrong(field, value, one_of([each.value for each in Fault]), "unknown-term")


def _term(axis: str, field: str, value: object, vocabulary: Vocabulary) -> str:
    word = text_of(value)
    term = vocabulary[axis].find(word)
    if term is None:
        terms = vocabulary[axis]
        expected = Text(f"已知的{terms.text.zh}", f"a known {terms.text.say('en')}")
        return str(_wrong(field, value, expected, "unknown-term", vocabulary.hint(terms, word)))
    return term.code


def _quantity(field: str, value: object) -> Quantity:
    try:
        return Quantity.parse(text_of(value))
    except UsageError:
        return _wrong(field, value, _A_QUANTITY, "bad-number")  # type: ignore[no-any-return]


_A_QUANTITY = Text("数字加单位，如“0.1倍”", "a number and a unit such as '0.1 times'")


def _amount(field: str, value: object) -> Decimal:
    try:
        amount = Decimal(text_of(value).replace(",", "").removesuffix("元"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and amount >= 0):
        _wrong(field, value, _AN_AMOUNT, "bad-number")
    return amount


_AN_AMOUNT = Text("以元计的金额", "an amount in yuan")


def _history(field: str, value: object) -> tuple[PriorViolation, ...]:
    """None at all, or the days on which earlier violations were discovered."""
    text = text_of(value)
    if is_none(text) or normal(text) in _NO_RECORD:
        return ()
    days = (read_day(part, field) for part in re.split(r"[;；、\n]", text) if part.strip())
    return tuple(PriorViolation(discovered=day) for day in days)


_NO_RECORD = frozenset(map(normal, ("0", "没有", "无记录", "否", "no")))
_PRIOR_DAYS = {"occurred": _day, "discovered": _day, "penalised": _day_or_not}
_PRIOR_TEXTS = ("item", "behaviour", "kind", "agency", "jurisdiction", "domain")


def _prior(given: object) -> PriorViolation:
    """An earlier violation as a worked case writes it: a mapping of its facts."""
    if isinstance(given, PriorViolation):
        return given
    if not isinstance(given, Mapping):
        raise RecordError((Problem("bad-history", shown(given), _A_PRIOR, Place(field="history")),))
    known = (*_PRIOR_TEXTS, *_PRIOR_DAYS)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, cell in given.items():
        place = Place(field="history")
        if name not in known:
            hint = did_you_mean(nearest(str(name), known))
            problems.append(Problem("unknown-field", shown(name), one_of(known), place, hint))
            continue
        try:
            values[name] = _PRIOR_DAYS.get(name, _text)(name, cell)
        except RecordError as error:
            problems += [evolve(problem, place=place) for problem in error.problems]
    if problems:
        raise RecordError(tuple(problems))
    return PriorViolation(**values)


_A_PRIOR = Text("一条既往违法记录", "an earlier violation and its facts")

_READERS: dict[str, Callable[[str, object], Any]] = {
    **dict.fromkeys(TEXTS, _text),
    "item": _item,
    "norms": _norms,
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(DAYS_OR_NOT, _day_or_not),
    **dict.fromkeys(FLAGS, _flag),
    "harm": _level,
    "fault": _fault,
    "history": _history,
    **dict.fromkeys(_AMOUNTS, _amount),
}


def violation_from_row(
    row: Mapping[str, object], vocabulary: Vocabulary, facts: Iterable[str] = ()
) -> Violation:
    """Build a violation from a row; ``facts`` are the named facts that the lists ask for.

    >>> from bizenv.rulebooks.vocabulary import base_vocabulary
    >>> row = {"item": "tax-01", "corrected": "否", "harm": "轻微", "exceedance": "0.05倍"}
    >>> violation_from_row(row, base_vocabulary()).quantities
    (('exceedance', Quantity('0.05', 'times')),)

    Raises:
        RecordError: every cell that cannot be read, and every key that is no field.
    """
    known = field_names(vocabulary, facts)
    problems = []
    values: dict[str, Any] = {}
    for name, cell in row.items():
        if name not in known:
            hint = did_you_mean(nearest(name, known))
            place = Place(field=name)
            problems.append(Problem("unknown-field", shown(name), one_of(FIELDS), place, hint))
            continue
        try:
            values[name] = read_field(name, cell, vocabulary)
        except RecordError as error:
            problems.extend(error.problems)
    if problems:
        raise RecordError(tuple(problems))
    return violation_of(values, vocabulary)


def violation_of(values: Mapping[str, Any], vocabulary: Vocabulary) -> Violation:
    """A violation from fields that were read.

    Raises:
        RecordError: two fields contradict each other.
    """
    measured = vocabulary["measured"].codes
    given = {name: value for name, value in values.items() if value is not None}
    named = {n: v for n, v in given.items() if n not in FIELDS}
    kinds = _harm_fields(vocabulary)
    harms = {kinds[n]: v for n, v in named.items() if n in kinds}
    quantities = {n: v for n, v in named.items() if n in measured}
    facts = {n: v for n, v in named.items() if n not in quantities and n not in kinds}
    plain = {n: v for n, v in given.items() if n in FIELDS and n not in _AMOUNTS}
    try:
        fine = _fine(given.get("fine_least"), given.get("fine_most"))
        return Violation(**plain, harms=harms, quantities=quantities, facts=facts, fine=fine)
    except UsageError as error:
        got = Text(error.say("zh"), error.say("en"))
        raise RecordError((Problem("facts-contradict", got, _TOGETHER),)) from None


def _fine(least: Decimal | None, most: Decimal | None) -> FineRange | None:
    return None if most is None else FineRange(least or Decimal(0), most)


_TOGETHER = Text("相互一致的事实", "facts that go together")
