"""From cells to the facts of cases and events: terms, times, names (逐格读取).

Terms may be written as codes, labels or other spellings, in Chinese or
English. A cell that says nothing is a fact that is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import Any

from attrs import define, field

from bizenv.calendars.periods.period import Period
from bizenv.cases.times import read_time, read_time_as, read_times
from bizenv.cases.values import EventKind, Grade
from bizenv.kernel.errors import RecordError, UsageError
from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem, did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import Axis, Vocabulary
from bizenv.tables.cells import MOST_EXACT, BadCell, blank, read_words, shown, text_of
from bizenv.tables.mapping import FieldMap, TableMap

__all__ = ["CASE_FACTS", "EVENT_FACTS", "FIELDS", "STAGES", "TIMES", "CellReader", "read_field"]

CASE_FACTS = (
    *("kind", "channel", "priority", "enterprise"),
    *("subject", "lead", "co_agencies", "session", "due", "circumstances"),
)
"""What a row may say of its case."""
EVENT_FACTS = (
    *("by", "to", "ground", "grade", "cause"),
    *("until", "period", "asked", "recorded", "text"),
)
"""What a row may say of its event, besides kind and time."""
STAGES = tuple(kind.value for kind in EventKind)
"""The columns of a table with one row a case: each holds the time of one kind of event."""
FIELDS = ("case", "event", "time", *EVENT_FACTS, "lifecycle", *CASE_FACTS, "status")
TEXTS = ("case", "by", "to", "text", "enterprise", "subject", "lead", "session")
"""The fields whose words are kept as they are; of several columns for one the first is taken."""

AXIS_OF = {
    "event": "event",
    "kind": "case_kind",
    "channel": "channel",
    "priority": "priority",
    "ground": "refusal_ground",
    "cause": "pause_cause",
    "grade": "grade",
    "status": "event",
    "circumstances": "case_circumstance",
}
"""The axis of the vocabulary from which a field's words are taken."""
TIMES = ("time", "until", "asked", "recorded", "due", *STAGES)
"""The fields that hold times, and may be written in a format of their own."""


def _refused(
    code: str, field: str, value: object, expected: Text, hint: Text | None = None
) -> Problem:
    return Problem(code, shown(value), expected, Place(field=field), hint)


def read_term(name: str, value: object, axis: Axis, advice: Text | None = None) -> str:
    """The code of the term that a cell spells.

    Raises:
        RecordError: no term is spelt so; the nearest is suggested, or else the
            ``advice`` is given.
    """
    word = text_of(value)
    if term := axis.find(word):
        return term.code
    known = tuple(term.text for term in axis.terms)
    zh = "、".join(text.zh for text in known)
    expected = Text(f"{axis.text.zh}：{zh}", ", ".join(text.say("en") for text in known))
    hint = did_you_mean(axis.suggest(word)) or advice
    raise RecordError((_refused("unknown-term", name, value, expected, hint),))


_A_MAP = Text("可用 --map 文件说明它指哪种事件", "say in a --map file what it stands for")


def read_status(value: object, events: Axis) -> EventKind | str:
    """The event by which a case has come to stand so; the word itself where none is known.

    >>> from bizenv.rulebooks.vocabulary import case_vocabulary
    >>> read_status("已办结", case_vocabulary()["event"]).value
    'closed'
    """
    word = text_of(value)
    term = events.find(word)
    return word if term is None else EventKind(term.code)


def read_circumstances(value: object, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The codes of the circumstances that a cell names; none of them where it says so.

    >>> from bizenv.rulebooks.vocabulary import case_vocabulary
    >>> words = case_vocabulary()
    >>> read_circumstances("情况复杂", words), read_circumstances("无", words)
    (('complex',), ())

    Raises:
        RecordError: a word is none of them.
    """
    if text_of(value).casefold() in _NONE:
        return ()
    axis = vocabulary[AXIS_OF["circumstances"]]
    return tuple(read_term("circumstances", word, axis) for word in read_words(value))


_NONE = frozenset({"无", "none", "没有"})


def read_transition(name: str, value: object, mapped: FieldMap | None, events: Axis) -> str | None:
    """The kind of event that a transition of XES stands for; None for an event that is complete.

    What has begun, or was suspended, is no event of the case by itself; a map
    may say which it is.

    Raises:
        RecordError: the event is not complete, and no map says what that means.
    """
    word = text_of(value)
    meant = mapped.values.get(word, mapped.otherwise) if mapped else None
    if blank(value) or (meant or word).casefold() == "complete":
        return None
    if meant:
        return read_term("event", meant, events)
    problem = Problem(
        *("event-not-complete", shown(value), _COMPLETE, Place(field=name)),
        *(_TRANSITION, "note"),
    )
    raise RecordError((problem,))


_COMPLETE = Text("完成的事件（complete）", "an event that is complete")
_TRANSITION = Text(
    "可用 --map 文件说明，如 lifecycle: {values: {suspend: paused}}",
    "a --map file may say more, for example lifecycle: {values: {suspend: paused}}",
)


def read_id(name: str, value: object) -> str:
    """The words of a cell; a number that has lost its last digits is no id.

    Raises:
        RecordError: digits are lost.
    """
    if isinstance(value, float) and abs(value) > MOST_EXACT:
        raise RecordError((_refused("lost-digits", name, value, _EVERY_DIGIT, _AS_TEXT),))
    return text_of(value)


_EVERY_DIGIT = Text("完整的编号", "every digit of the number")
_AS_TEXT = Text(
    "数字太长，表格丢了末尾几位：请把这一列存为文本，再重新填写",
    "the spreadsheet has lost the last digits: store the column as text, and enter them again",
)


def read_period(name: str, value: object) -> Period:
    """A period as it is written; a number alone has no unit and is refused.

    >>> read_period("period", "10个工作日")
    Period(10, 'working_day')

    Raises:
        RecordError: the cell holds no period.
    """
    try:
        return Period.parse(text_of(value))
    except UsageError:
        raise RecordError((_refused("bad-period", name, value, _PERIOD),)) from None


_PERIOD = Text("期限，如 10个工作日、30日", "a period such as 10 working days or 30 days")


@define
class CellReader:
    """Reads the cells of one field; what equal texts say is worked out once.

    A cell that cannot be read comes out as its problem, a blank one as None.
    """

    name: str
    vocabulary: Vocabulary
    zone: tzinfo | None = None
    mapping: TableMap = field(factory=TableMap)
    _known: dict[str, Any] = field(factory=dict, init=False)
    _mapped: FieldMap | None = field(default=None, init=False)
    _read: Callable[[object], Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._mapped = self.mapping.fields.get(self.name)
        self._read = self._reading()

    def column(self, cells: list[Any]) -> list[Any]:
        """What the cells of a column say, each a value, a problem or None.

        >>> CellReader("time", Vocabulary(())).column(["2023-06-20", ""])
        [datetime.date(2023, 6, 20), None]
        """
        known, read = self._known, self.read
        if self.name in TIMES:  # nearly every cell is another
            return (
                [read(cell) for cell in cells]
                if self._mapped
                else read_times(cells, read, self.zone)
            )
        said = []
        for cell in cells:
            if type(cell) is not str:
                said.append(read(cell))
            else:
                if cell not in known:
                    known[cell] = read(cell)
                said.append(known[cell])
        return said

    def read(self, cell: Any) -> Any:
        """What one cell says."""
        if cell is None and self._mapped is None:
            return None
        try:
            return self._read(cell)
        except RecordError as error:
            return error.problems[0]

    def _reading(self) -> Callable[[object], Any]:
        name = self.name
        if name in TIMES:
            formats = self._mapped.formats if self._mapped else ()
            if formats:
                return self._saying(lambda cell: read_time_as(cell, formats, self.zone, name))
            return self._saying(lambda cell: read_time(cell, self.zone, name))
        if name == "lifecycle":
            return self._transition
        if name == "status":
            return self._saying(lambda cell: read_status(cell, self.vocabulary["event"]))
        if name == "circumstances":
            return self._saying(lambda cell: read_circumstances(cell, self.vocabulary))
        if name in AXIS_OF:
            axis, of = self.vocabulary[AXIS_OF[name]], _ENUMS.get(name, str)
            advice = _A_MAP if name == "event" else None
            return self._saying(lambda cell: of(read_term(name, cell, axis, advice)))
        if name == "period":
            return self._saying(lambda cell: read_period(name, cell))
        if name == "co_agencies":
            return self._saying(read_words)
        return self._saying(lambda cell: read_id(name, cell))

    def _saying(self, read: Callable[[object], Any]) -> Callable[[object], Any]:
        """Reading that takes blanks, broken cells and the map of the table into account."""
        mapped = self._mapped

        def said(cell: object) -> Any:
            if blank(cell):
                cell = mapped.blank if mapped else None
                return read(cell) if cell else None
            if isinstance(cell, BadCell):
                raise RecordError((cell.problem(self.name),))
            if mapped and mapped.values:
                word = mapped.values.get(text_of(cell), mapped.otherwise)
                if word is not None and blank(word):
                    return self._nothing(cell)
                cell = cell if word is None else word
            return read(cell)

        return said

    def _nothing(self, cell: object) -> None:
        """What a map says nothing of: not known, or no event of a case at all.

        Raises:
            RecordError: it would be an event; the note says that it is left aside.
        """
        if self.name == "event":
            place = Place(field=self.name)
            note = Problem("event-set-aside", shown(cell), _OF_A_CASE, place, None, "note")
            raise RecordError((note,))

    def _transition(self, cell: object) -> EventKind | None:
        if isinstance(cell, BadCell):
            raise RecordError((cell.problem(self.name),))
        events = self.vocabulary["event"]
        kind = read_transition(self.name, cell, self._mapped, events)
        return None if kind is None else EventKind(kind)


_OF_A_CASE = Text(
    "映射文件算作诉求事件的活动", "an activity that the map counts as an event of a case"
)


_ENUMS: dict[str, Callable[[str], Any]] = {"event": EventKind, "grade": Grade}


def read_field(name: str, value: object, vocabulary: Vocabulary) -> Any:
    """Read a word as a field, as a map may write it; None where it says nothing.

    >>> from bizenv.rulebooks.vocabulary import case_vocabulary
    >>> read_field("lifecycle", "paused", case_vocabulary()).value
    'paused'

    Raises:
        RecordError: the word cannot be read as this field.
    """
    if name == "lifecycle" and (blank(value) or text_of(value).casefold() == "complete"):
        return None
    if name in ("event", "lifecycle", "status") and not blank(value):
        return EventKind(read_term(name, value, vocabulary["event"]))
    said = CellReader(name, vocabulary).read(value)
    if isinstance(said, Problem):
        raise RecordError((said,))
    return said
