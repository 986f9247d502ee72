"""An item of a published list, with what was read of its conditions (清单事项)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from bizenv.kernel.place import Place
from bizenv.kernel.problems import Problem
from bizenv.kernel.text import Text
from bizenv.tolerance.conditions import Condition
from bizenv.tolerance.published import notes
from bizenv.tolerance.published.leniency import read_leniency
from bizenv.tolerance.published.norms import Norm, read_norms
from bizenv.tolerance.published.parts import Joined, Part, Parts, split_conditions
from bizenv.tolerance.published.plain import flat, folded, printed, trimmed
from bizenv.tolerance.published.rows import RawItem
from bizenv.tolerance.published.sentences import How, ReadSentence, read_sentence
from bizenv.tolerance.published.typed import all_needed, one_enough, open_question
from bizenv.tolerance.words import Leniency

__all__ = ["PublishedItem", "read_item"]


@frozen(kw_only=True)
class PublishedItem:
    """An item as the list has it, and as it was read; an officer confirms the reading.

    ``conditions`` are the list's own words. ``sentences`` are the parts of them,
    ``condition`` what they say together: what was not understood is in it as a
    question that only an officer answers.
    """

    id: str
    behaviour: str
    place: Place
    domain: str | None = None
    agency: str | None = None
    norms: tuple[Norm, ...] = ()
    basis: str = ""
    conditions: str = ""
    accompaniment: str = ""
    leniency: Leniency | None = None
    joined: Joined = Joined.UNSTATED
    sentences: tuple[ReadSentence, ...] = ()
    condition: Condition | None = None
    notes: tuple[Text, ...] = ()
    """What was assumed of the item as a whole."""
    problem: Problem | None = None
    how: How = field(init=False)

    @how.default
    def _how(self) -> How:
        ways = {sentence.how for sentence in self.sentences}
        if notes.OPPOSED in self.notes or not ways:
            return How.PARTLY if ways else How.UNREAD
        if ways <= {How.READ, How.ASSUMED}:
            return How.ASSUMED if self.notes or How.ASSUMED in ways else How.READ
        return How.UNREAD if ways == {How.UNREAD} else How.PARTLY

    @property
    def assumed(self) -> tuple[Text, ...]:
        """Everything that was assumed, each once."""
        every = [*self.notes, *(note for each in self.sentences for note in each.notes)]
        return tuple(dict.fromkeys(every))


def read_item(raw: RawItem, joined: Joined, leniency: Leniency | None = None) -> PublishedItem:
    """Read an item; ``joined`` is what the head of the column of conditions says.

    ``leniency`` is what the list gives where the item itself says nothing.
    """
    cells = _cells_of(raw)
    common = [read_sentence(words) for words in _announced(raw.get("common"))]
    parts = split_conditions(cells.conditions, joined) if cells.conditions else None
    reading = _NOTHING if parts is None else _read_parts(parts)
    told = (*common, *reading.sentences)
    pieces = [condition for each in common for condition in _conditions(each)]
    if reading.condition is not None:
        pieces.append(reading.condition)
    basis = raw.get("basis") or cells.cited
    return PublishedItem(
        id=raw.get("id"),
        behaviour=cells.behaviour,
        place=raw.place,
        domain=raw.get("domain") or raw.section or None,
        agency=raw.get("agency") or None,
        norms=read_norms(basis),
        basis=trimmed(basis),
        conditions=trimmed(cells.conditions),
        accompaniment=trimmed(raw.get("accompaniment")),
        leniency=_leniency(raw, cells.conditions) or leniency,
        joined=joined if parts is None else parts.joined,
        sentences=told,
        condition=all_needed(pieces) if pieces else None,
        notes=(*reading.notes, *((notes.CUT,) if cells.cut else ())),
        problem=raw.problem,
    )


# --- which words are the behaviour, and which the conditions -------------------------


@frozen
class _Cells:
    behaviour: str
    conditions: str
    cited: str = ""
    cut: bool = False


_CITED = re.compile(r"^(?:对)?违反(?P<norms>《.{2,120}?)(?:的?规定)?,(?P<rest>.+)$", re.DOTALL)


def _cells_of(raw: RawItem) -> _Cells:
    """Behaviour and conditions; they are divided where one cell holds both."""
    behaviour, conditions = raw.get("behaviour"), raw.get("conditions")
    if conditions:
        above = raw.get("above")
        return _Cells(trimmed(behaviour), f"{above}\n{conditions}" if above else conditions)
    plain = flat(behaviour)
    cited = _CITED.match(plain)
    words = cited["rest"] if cited else plain
    first = _first_condition(words)
    norms = cited["norms"] if cited else _cited_above(raw.get("common"))
    if first is None:
        return _Cells(printed(words).rstrip(";。；"), "", norms)
    done, asked = words[:first].rstrip(",;"), words[first:].rstrip(";。")
    return _Cells(printed(done), printed(asked), norms, cut=True)


def _cited_above(common: str) -> str:
    """The norms of headings such as 违反《消防法》第十六条的下列情形."""
    return "\n".join(line for line in common.splitlines() if line.startswith("违反《"))


def _first_condition(words: str) -> int | None:
    """Where the first clause begins that is a condition; never the first clause of all."""
    starts = [comma.end() for comma in re.finditer("[,;]", words)]
    for start in starts:
        clause = re.split("[,;。]", words[start:])[0]
        if clause and read_sentence(clause).how.whole:
            return start
    return None


# --- what stands above parts ---------------------------------------------------------

_FRAMES = re.compile(
    r"(?:对)?(?:下列|以下)[^,;:。]*?(?:行为|事项)"
    r"|(?:应当?|须|需)?(?:同时|均)?(?:满足|符合|具备|具有|达到|存在|属于|有)?(?:全部|所有)?"
    r"(?:以下|下列|如下|上述)(?:全部|所有|各项|\d个|[两三四五]个)?(?:适用)?(?:条件|情形|要求|情况|规定)?(?:之一|任意一项|任一)?(?:的|者)?"
    r"|(?:应当?|须|需)?同时(?:满足|符合|具备)(?:的)?"
    r"|(?:依法)?(?:可以|应当)?(?:依法)?(?:(?:不予|免予|免于)(?:行政)?(?:处罚|强制)"
    r"|(?:从轻|减轻|从轻或者减轻|从轻、减轻)(?:行政)?处罚)"
    r"|适用条件|适用情形|不予处罚情形"
)
_RUBBLE = re.compile(r"^[,;:。的、且并()\s]+|[,;:。的、且并()\s]+$")
_ANNOUNCED = re.compile(r"下列|以下|不予|免予|免于|从轻|减轻")


def _announced(above: str) -> Iterator[str]:
    """The conditions in headings that announce what follows: 下列行为及时改正的，不予处罚."""
    for line in folded(above).splitlines():
        plain = flat(line)
        if _ANNOUNCED.search(plain) and not plain.startswith(("违反《", "对违反《")):
            yield from _unframed(plain)


def _unframed(words: str) -> Iterator[str]:
    """What is left of words above parts, once the words that announce are gone."""
    rest = _RUBBLE.sub("", _FRAMES.sub("", words))
    if rest:
        yield rest


# --- the parts and how they are joined -------------------------------------------------


@frozen
class _Reading:
    condition: Condition | None
    sentences: tuple[ReadSentence, ...]
    notes: tuple[Text, ...] = ()


_NOTHING = _Reading(None, ())


def _read_parts(parts: Parts) -> _Reading:
    """What the parts of a cell say together."""
    any_of = parts.joined is Joined.ANY
    above = [read_sentence(words) for words in _unframed(flat(parts.above))]
    readings = [_read_part(part, alternative=any_of) for part in parts.parts]
    sentences = (*above, *(each for reading in readings for each in reading.sentences))
    inner = tuple(dict.fromkeys(note for reading in readings for note in reading.notes))
    if parts.joined is Joined.UNSTATED and len(readings) > 1:
        if _opposed(readings):
            whole = "；".join(part.text for part in parts.parts)
            return _Reading(open_question(whole), sentences, (*inner, notes.OPPOSED))
        inner = (*inner, notes.JOINED)
    conditions = [reading.condition for reading in readings if reading.condition is not None]
    joined = (one_enough if any_of else all_needed)(conditions)
    pieces = [condition for each in above for condition in _conditions(each)]
    return _Reading(all_needed([*pieces, joined]), sentences, inner)


def _read_part(part: Part, *, alternative: bool) -> _Reading:
    if part.inner is not None:
        return _read_parts(part.inner)
    sentence = read_sentence(part.text, alternative=alternative)
    return _Reading(all_needed(_conditions(sentence)), (sentence,))


def _conditions(sentence: ReadSentence) -> list[Condition]:
    """What a sentence says, and a question for each of its words that was not understood."""
    read = [each.condition for each in sentence.said]
    return [*read, *(open_question(words) for words in sentence.unread)]


_ELEMENTS = frozenset({"first", "corrected", "harm", "minor"})
"""What every ground of the statute is made of."""
_GROUND = re.compile(
    r"不满十四周岁|未满十四周岁|不满14周岁|精神病|智力残疾|年内未被发现|规定的?其他|其他(?:依法|法律|应当)?.*(?:不予|免予)"
)


def _opposed(readings: Sequence[_Reading]) -> bool:
    """Whether parts look like alternatives: the same sort of condition stands in two of them.

    So do grounds of the statute that stand alone, such as the absence of fault.
    """
    sorts = [{each.sort for s in reading.sentences for each in s.said} for reading in readings]
    told = [sort for part in sorts for sort in part if sort in _ELEMENTS]
    alone = any(part == {"fault"} for part in sorts)
    texts = (each.text for reading in readings for each in reading.sentences)
    return len(told) != len(set(told)) or alone or any(map(_GROUND.search, texts))


# --- what the item gives -----------------------------------------------------------------


def _leniency(raw: RawItem, conditions: str) -> Leniency | None:
    """What the item's own words give, the nearest words first."""
    nearest = (conditions, raw.get("kind"), raw.get("behaviour"), raw.get("common"), raw.section)
    return next((found for found in map(read_leniency, nearest) if found is not None), None)
