"""From a row to an inspection: cells read as facts, dirty ones told apart.

A row is a mapping from field names (``start``, ``trigger`` …) to whatever its
cells hold. Terms may be written as codes, labels or other spellings, in
Chinese or English. ``双随机、一公开`` is one word although it holds a separator:
the whole cell is tried before it is split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bizenv.inspections.grounds import AXIS_OF, unknown_term
from bizenv.inspections.values import LONGEST_VISIT, Agency, Enterprise, Inspection
from bizenv.kernel.errors import Problem, RecordError
from bizenv.kernel.place import Place
from bizenv.kernel.vocabulary import NONE, Vocabulary, is_none
from bizenv.tables.cells import blank, read_day, read_words, read_yes_no, shown, text_of

__all__ = ["FIELDS", "inspection_from_row", "read_field"]


_SEVERAL = frozenset({"domain", "trigger", "enterprise_class", "zone"})
_TEXTS = ("id", "enterprise", "enterprise_name", "agency", "matter", "reason")
_DAYS = ("start", "end")
_DONE = ("filed", "noticed", "approved")
DAY_FIELDS = (*_DAYS, *_DONE)
"""The fields whose cells may hold days."""

FIELDS = (*_TEXTS, *_DAYS, *AXIS_OF, *_DONE)
"""The fields of a row; circumstances of the vocabulary are fields too."""


def _read_terms(field: str, value: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    axis = vocabulary[AXIS_OF[field]]
    whole = text_of(value) if isinstance(value, str) else None
    words = (whole,) if whole and axis.find(whole) else read_words(value)
    codes: list[str] = []
    problems: list[Problem] = []
    for word in words:
        if is_none(word):
            codes.append(NONE)
        elif term := axis.find(word):
            codes.append(term.code)
        else:
            problems.append(unknown_term(axis, field, shown(word), axis.suggest(word)))
    if not words:
        problems.append(unknown_term(axis, field, shown(value)))
    if not problems and len(codes) > 1 and (field not in _SEVERAL or NONE in codes):
        expected = "one term" if field not in _SEVERAL else "'none' alone, or terms"
        problems.append(Problem("too-many-terms", shown(value), expected, Place(field=field)))
    if problems:
        raise RecordError(tuple(problems))
    return tuple(sorted(set(codes)))


def _read_done(field: str, value: object) -> Any:
    """A day on which it was done, or yes, or no."""
    try:
        return read_yes_no(value, field)
    except RecordError:
        try:
            return read_day(value, field)
        except RecordError as error:
            got = error.problems[0]
            raise RecordError(
                (Problem(got.code, got.got, "a day, yes or no", got.place, got.hint),)
            ) from None


def read_field(field: str, value: object, vocabulary: Vocabulary) -> Any:
    """Read one cell as the value of one field; None where it says nothing.

    Raises:
        RecordError: the cell cannot be read as this field.
    """
    if blank(value):
        return None
    if field in _TEXTS:
        return text_of(value)
    if field in _DAYS:
        return read_day(value, field)
    if field in _DONE:
        return _read_done(field, value)
    if field in AXIS_OF:
        codes = _read_terms(field, value, vocabulary)
        return frozenset(codes) if field in _SEVERAL else codes[0]
    return read_yes_no(value, field)


def collect(
    fields: Iterable[str], read: Callable[[str], Any]
) -> tuple[dict[str, Any], list[Problem]]:
    """Read several fields, keeping every problem."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in fields:
        try:
            values[field] = read(field)
        except RecordError as error:
            problems.extend(error.problems)
    return values, problems


def inspection_from_row(row: Mapping[str, object], vocabulary: Vocabulary) -> Inspection:
    """Build an inspection from a row.

    >>> from bizenv.kernel.vocabulary import Vocabulary
    >>> visit = inspection_from_row({"start": "2023年6月15日", "enterprise": "E1"}, Vocabulary(()))
    >>> visit.start
    datetime.date(2023, 6, 15)

    Raises:
        RecordError: every cell that cannot be read, with its field.
    """
    circumstances = vocabulary["circumstance"].codes if "circumstance" in vocabulary else ()
    if strays := [name for name in row if name not in FIELDS and name not in circumstances]:
        raise RecordError(
            tuple(
                Problem("unknown-field", shown(name), f"a field: {', '.join(FIELDS)}")
                for name in strays
            )
        )
    values, problems = collect(row, lambda field: read_field(field, row[field], vocabulary))
    failed = {problem.place.field for problem in problems}
    if not failed & set(_DAYS):
        problems.extend(span_problems(values.get("start"), values.get("end")))
    elif "start" not in failed:
        problems.extend(span_problems(values.get("start"), None))
    if problems:
        raise RecordError(tuple(problems))
    return _inspection(values)


def span_problems(start: date | None, end: date | None) -> list[Problem]:
    """What is wrong with the days of a visit: none, or an end before the start."""
    if start is None:
        return [Problem("missing-day", "no day", "the day of the visit", Place(field="start"))]
    if end is None or 0 <= (end - start).days < LONGEST_VISIT:
        return []
    expected = "an end that is not before the start, and at most ten years after it"
    got = f"{start.isoformat()} to {end.isoformat()}"
    return [Problem("bad-span", got, expected, Place(field="end"))]


def _inspection(values: Mapping[str, Any]) -> Inspection:
    """An inspection from fields that were read and fit together."""
    get = values.get
    name = get("enterprise_name")
    id = get("enterprise") or name
    enterprise = None
    if id or get("enterprise_class") or get("zone"):
        enterprise = Enterprise(id or "", name, get("enterprise_class"), get("zone"))
    agency = None
    if get("agency") or get("agency_level"):
        agency = Agency(get("agency") or "", get("agency_level"))
    return Inspection(
        id=get("id"),
        enterprise=enterprise,
        agency=agency,
        start=values["start"],
        end=get("end") or values["start"],
        act=get("act") or "inspection",
        kind=get("kind"),
        matter=get("matter"),
        domain=get("domain"),
        trigger=get("trigger"),
        deploying_level=get("deploying_level"),
        reason=get("reason"),
        filed=get("filed"),
        noticed=get("noticed"),
        approved=get("approved"),
        circumstances={k: v for k, v in values.items() if k not in FIELDS and v is not None},
    )
