"""How indexes and schemes are written down: plain lists, mappings and texts, read strictly.

What is wrong is told through ``wrong``, with the path where it stands, so that a
reader of files can say the line. Numbers may be texts, as they are in a YAML
file that is read as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
from attrs import define, field

from bizenv.indicators.methods import METHODS
from bizenv.indicators.missing import Screen
from bizenv.indicators.ranking import Ranking, Tiers
from bizenv.indicators.schemes import Scheme
from bizenv.indicators.values import Direction, Index, Indicator
from bizenv.kernel.errors import UsageError
from bizenv.kernel.problems import did_you_mean, one_of
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest

__all__ = ["DIRECTIONS", "IndexReader", "SchemeReader", "scheme_from_dict"]

Path: TypeAlias = tuple[str | int, ...]
Wrong: TypeAlias = Callable[..., None]
"""Called with code, path, got, expected and, where there is one, a hint."""

DIRECTIONS = {
    "higher": Direction.HIGHER,
    "lower": Direction.LOWER,
    "正向": Direction.HIGHER,
    "正": Direction.HIGHER,
    "效益型": Direction.HIGHER,
    "+": Direction.HIGHER,
    "1": Direction.HIGHER,
    "benefit": Direction.HIGHER,
    "逆向": Direction.LOWER,
    "负向": Direction.LOWER,
    "反向": Direction.LOWER,
    "逆": Direction.LOWER,
    "负": Direction.LOWER,
    "成本型": Direction.LOWER,
    "-": Direction.LOWER,
    "-1": Direction.LOWER,
    "cost": Direction.LOWER,
}
"""What people write for a direction."""
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
_A_NUMBER = Text("一个数", "a number")
_YES_NO = Text("yes 或 no", "yes or no")
_A_MAPPING = Text("映射（键: 值）", "a mapping")
_A_LIST = Text("列表", "a list")
_HERE = "此处可用的值"


@define
class _Reader:
    """Reads plain values; what is wrong is told and left out."""

    wrong: Wrong
    told: int = 0

    def tell(
        self, code: str, path: Path, got: object, expected: Text, hint: Text | None = None
    ) -> None:
        """Note one problem."""
        self.told += 1
        shown = Text("空白", "nothing") if got is None else repr(got)
        self.wrong(code, path, shown, expected, hint)

    def refused(self, path: Path, got: object, error: UsageError) -> None:
        """Note that a value was refused where it was made."""
        message = error.args[0]
        english = error.say("en")
        if isinstance(message, Text):
            self.tell("bad-setting", path, got, message)
            return
        self.tell("bad-setting", path, got, Text(_HERE, english.rpartition(": expected ")[2]))

    def mapping(self, value: Any, path: Path) -> dict[str, Any] | None:
        """The value, if it is a mapping."""
        if isinstance(value, Mapping):
            return dict(value)
        self.tell("wrong-type", path, value, _A_MAPPING)
        return None

    def items(self, value: Any, path: Path) -> Sequence[Any]:
        """The value, if it is a list."""
        if isinstance(value, (list, tuple)):
            return value
        self.tell("wrong-type", path, value, _A_LIST)
        return ()

    def keys(self, given: dict[str, Any], known: Sequence[str], path: Path) -> None:
        """Leave out the keys that mean nothing here, and tell them."""
        for key in [key for key in given if key not in known]:
            hint = did_you_mean(nearest(key, known))
            self.tell("unknown-key", (*path, key), key, one_of(known), hint)
            del given[key]

    def value(self, said: Any, kind: str, path: Path) -> Any:
        """A value as a field of some kind wants it; what is no number is told."""
        if said is None or (said == "none" and kind != "str"):
            return None
        if isinstance(said, (list, tuple)):
            return [self.value(each, kind, (*path, n)) for n, each in enumerate(said)]
        if isinstance(said, Mapping):
            return {key: self.value(each, kind, (*path, key)) for key, each in said.items()}
        if kind == "bool":
            return self._yes_no(said, path)
        if kind == "str" or not isinstance(said, str):
            return said
        return self.number(said, path, whole=kind == "int")

    def _yes_no(self, said: Any, path: Path) -> bool:
        if isinstance(said, bool) or said in _TRUTHS:
            return said if isinstance(said, bool) else _TRUTHS[said]
        self.tell("wrong-type", path, said, _YES_NO)
        return False

    def number(self, said: str, path: Path, *, whole: bool = False) -> float | int:
        """A text as a number; fractions such as 1/3 may be written."""
        parts = said.split("/")
        if len(said) <= _LONGEST and len(parts) <= 2 and all(map(_NUMBER.fullmatch, parts)):
            numbers = [float(part) for part in parts]
            if len(numbers) == 1 or numbers[1] != 0:
                number = numbers[0] if len(numbers) == 1 else numbers[0] / numbers[1]
                return int(number) if whole and number.is_integer() else number
        self.tell("bad-number", path, said, _A_NUMBER)
        return 0


_LONGEST = 60
_TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def _kind_of(attribute: attrs.Attribute[Any]) -> str:
    """What a field holds at the bottom: bool, str, int or float."""
    words = set(re.findall(r"\w+", str(attribute.type)))
    if words & {"bool", "int", "float"} and attribute.name != "units":
        return next(kind for kind in ("bool", "float", "int") if kind in words)
    return "int" if attribute.name == "units" else "str"


# --- schemes -----------------------------------------------------------------------


@define
class SchemeReader(_Reader):
    """Reads a scheme."""

    def read(self, value: Any) -> Scheme | None:
        """The scheme; None where something is wrong, which was told."""
        given = self.mapping(value, ())
        if given is None:
            return None
        given.pop("format", None)
        self.keys(given, [a.name for a in attrs.fields(Scheme)], ())
        if "normalise" not in given:
            self.tell("missing-key", (), None, Text("键 'normalise'", "the key 'normalise'"))
            return None
        settings = {name: self._setting(name, said) for name, said in given.items()}
        if self.told:
            return None
        try:
            return Scheme(**settings)
        except UsageError as error:
            self.refused((), "scheme", error)
            return None

    def _setting(self, name: str, said: Any) -> Any:
        path = (name,)
        if name == "missing":
            steps = said if isinstance(said, (list, tuple)) else [said]
            return [self._method(name, each, (name, n)) for n, each in enumerate(steps)]
        if name in METHODS:
            return self._by_code(name, said, path)
        if name in _PARTS:
            return None if said is None else self._made(_PARTS[name], said, path)
        if name == "goalposts":
            return self.value(self.mapping(said, path) or {}, "float", path)
        if isinstance(said, str):
            return said
        self.tell("wrong-type", path, said, Text("文字", "a text"))
        return None

    def _by_code(self, name: str, said: Any, path: Path) -> Any:
        if isinstance(said, str) or (isinstance(said, Mapping) and "kind" in said):
            return self._method(name, said, path)
        table = self.mapping(said, path) or {}
        return {code: self._method(name, each, (*path, code)) for code, each in table.items()}

    def _method(self, name: str, said: Any, path: Path) -> Any:
        given = {"kind": said} if isinstance(said, str) else self.mapping(said, path)
        if given is None:
            return None
        known = METHODS[name]
        kind = given.pop("kind", None)
        if not isinstance(kind, str) or kind not in known:
            hint = did_you_mean(nearest(str(kind), known)) if kind else None
            where = path if isinstance(said, str) or "kind" not in said else (*path, "kind")
            self.tell("unknown-method", where, kind, one_of(known), hint)
            return None
        return self._made(known[kind], given, path)

    def _made(self, of: type[Any], said: Any, path: Path) -> Any:
        given = self.mapping(said, path)
        if given is None:
            return None
        fields = {a.name: a for a in attrs.fields(of) if a.init}
        told = self.told
        self.keys(given, [*fields, *_DERIVED.get(of.__name__, ())], path)
        values = {
            key: self.value(each, _kind_of(fields[key]), (*path, key))
            for key, each in given.items()
            if key in fields
        }
        needed = [n for n, a in fields.items() if a.default is attrs.NOTHING and n not in values]
        for name in needed:
            self.tell("missing-key", path, None, Text(f"键 {name!r}", f"the key {name!r}"))
        if self.told > told:
            return None
        try:
            return of(**values)
        except UsageError as error:
            self.refused(path, said, error)
            return None


_PARTS: dict[str, type[Any]] = {"ranking": Ranking, "tiers": Tiers, "screen": Screen}
_DERIVED = {"Harmonic": ("exponent",)}
"""Keys that a scheme's own account has though they cannot be chosen."""


def scheme_from_dict(value: Mapping[str, Any]) -> Scheme:
    """A scheme from plain values, as ``Scheme.to_dict`` gives them.

    >>> scheme_from_dict({"normalise": "min-max", "aggregate": {"*": {"kind": "minimum"}}}).version
    '1'

    Raises:
        UsageError: something is wrong; the message tells all of it.
    """
    lines: list[str] = []

    def wrong(code: str, path: Path, got: object, expected: Text, *_: object) -> None:
        said = got if isinstance(got, str) else "nothing"
        where = ".".join(map(str, path)) or "scheme"
        lines.append(f"{where}: got {said}, expected {expected.say('en')} [{code}]")

    scheme = SchemeReader(wrong).read(value)
    if scheme is None:
        raise UsageError("; ".join(lines))
    return scheme


# --- indexes -----------------------------------------------------------------------

_INDICATOR = (
    "code zh en parent direction unit best worst weight since until per auxiliary source below"
).split()
_NUMBERS = ("best", "worst", "weight")


@define
class IndexReader(_Reader):
    """Reads an index: nested by ``below``, or flat with a ``parent`` each."""

    found: list[Indicator] = field(factory=list)

    def read(self, value: Any) -> Index | None:
        """The index; None where something is wrong, which was told."""
        given = self.mapping(value, ())
        if given is None:
            return None
        given.pop("format", None)
        self.keys(given, ("id", "name", "indicators"), ())
        for key in ("id", "indicators"):
            if key not in given:
                self.tell("missing-key", (), None, Text(f"键 {key!r}", f"the key {key!r}"))
        self.indicators(given.get("indicators", []), None, ("indicators",))
        name = self._name(given["name"]) if "name" in given else None
        if self.told:
            return None
        try:
            return Index(given["id"], self.found, name)
        except UsageError as error:
            self.refused((), given["id"], error)
            return None

    def _name(self, said: Any) -> Text | None:
        if isinstance(said, str):
            return Text(said)
        given = self.mapping(said, ("name",)) or {}
        self.keys(given, ("zh", "en"), ("name",))
        return _text(given.get("zh"), given.get("en"))

    def indicators(self, value: Any, parent: str | None, path: Path) -> None:
        """Read a list of indicators and what stands below each."""
        for number, said in enumerate(self.items(value, path)):
            self.indicator(said, parent, (*path, number))

    def indicator(self, value: Any, parent: str | None, path: Path) -> None:
        """Read one indicator."""
        given = self.mapping(value, path)
        if given is None:
            return
        self.keys(given, _INDICATOR, path)
        below = given.pop("below", None)
        fields = {k: v for k, v in given.items() if v is not None and v != ""}
        if "code" not in fields:
            self.tell("missing-key", path, None, Text("键 'code'", "the key 'code'"))
            return
        if parent is not None:
            if "parent" in fields:
                expected = Text("不写：已在上级之下", "none, for it stands below one")
                self.tell("parent-twice", (*path, "parent"), fields["parent"], expected)
            fields["parent"] = parent
        self._make(fields, path)
        if below is not None:
            self.indicators(below, str(fields["code"]), (*path, "below"))

    def _make(self, fields: dict[str, Any], path: Path) -> None:
        zh, en = fields.pop("zh", None), fields.pop("en", None)
        for key in _NUMBERS:
            if key in fields:
                fields[key] = self.value(fields[key], "float", (*path, key))
        if "auxiliary" in fields:
            fields["auxiliary"] = self.value(fields["auxiliary"], "bool", (*path, "auxiliary"))
        said = str(fields.get("direction", "higher")).strip()
        if said.casefold() not in DIRECTIONS:
            hint = did_you_mean(nearest(said, DIRECTIONS))
            expected = one_of(("higher", "lower"))
            self.tell("unknown-word", (*path, "direction"), said, expected, hint)
            return
        fields["direction"] = DIRECTIONS[said.casefold()]
        name = _text(zh, en)
        try:
            self.found.append(Indicator(name=name, **fields))
        except UsageError as error:
            self.refused(path, fields["code"], error)


def _text(zh: Any, en: Any) -> Text | None:
    """A name of its words in two languages; the English ones alone stand for both."""
    words = zh or en
    return Text(str(words), str(en) if en else None) if words else None
