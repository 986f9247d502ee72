"""The shelf of shipped rulebooks, and how one is taken from it."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from bizenv.kernel.errors import RulebookError, UnknownRulebookError
from bizenv.kernel.problems import Problem, did_you_mean
from bizenv.kernel.text import Text
from bizenv.kernel.vocabulary import nearest
from bizenv.rulebooks.reader import Reading, read_rulebook, read_text
from bizenv.rulebooks.rulebook import Rulebook

__all__ = ["load_rulebook", "read_file", "read_shipped", "shipped_ids"]

_MOST_PARENTS = 8


@cache
def _shelf() -> dict[str, str]:
    """Id to text of every shipped rulebook; the id is the path, joined by hyphens."""
    books: dict[str, str] = {}
    with as_file(files("bizenv") / "data" / "rulebooks") as root:
        for path in sorted(root.rglob("*.yaml")):
            id = "-".join(path.relative_to(root).with_suffix("").parts)
            books[id] = path.read_text("utf-8")
    return books


def shipped_ids() -> tuple[str, ...]:
    """The ids of the shipped rulebooks.

    >>> "cn-jx-qingyuan" in shipped_ids()
    True
    """
    return tuple(sorted(_shelf()))


@cache
def _shipped(id: str) -> Rulebook:
    return _of(read_shipped(id))


def _find_shipped(id: str) -> Rulebook | None:
    return _shipped(id) if id in _shelf() else None


def read_shipped(id: str) -> Reading:
    """Read a shipped rulebook with its problems."""
    return read_rulebook(_shelf()[id], f"{id}.yaml", _find_shipped)


def read_file(path: Path | str) -> Reading:
    """Read a rulebook file; parents are looked for beside it, then on the shelf.

    Raises:
        OSError: the file cannot be opened.
    """
    return _read_file(Path(path), (), {})


def _read_file(path: Path, below: tuple[str, ...], known: dict[Path, Reading]) -> Reading:
    """Read a file that the files ``below`` extend; each file is read once."""
    text, problems = read_text(path)
    if problems:
        return Reading(None, tuple(problems))
    chain = (*below, path.stem)

    def find(id: str) -> Rulebook | None:
        if id in chain:
            raise _refusal("extends-cycle", " → ".join((*chain, id)), _ABOVE)
        if len(chain) > _MOST_PARENTS:
            raise _refusal("too-many-parents", " → ".join(chain), _AT_MOST)
        beside = path.parent / f"{id}.yaml"
        if not beside.is_file():
            return _find_shipped(id)
        if beside not in known:
            known[beside] = _read_file(beside, chain, known)
        return _of(known[beside])

    return read_rulebook(text, str(path), find)


_ABOVE = Text("位于本文件之上的规则库", "parents above the file")
_AT_MOST = Text(f"最多 {_MOST_PARENTS} 层", f"at most {_MOST_PARENTS}")


def _refusal(code: str, got: str, expected: Text) -> RulebookError:
    return RulebookError((Problem(code, got, expected),))


def _of(reading: Reading) -> Rulebook:
    if reading.rulebook is None:
        raise RulebookError(reading.errors)
    return reading.rulebook


_SEE_LIST = Text("见 'bizenv rulebook list'", "see 'bizenv rulebook list'")


def load_rulebook(id_or_path: str | Path) -> Rulebook:
    """Load a shipped rulebook by its id, or any rulebook by its path.

    >>> load_rulebook("cn-jx-qingyuan").id
    'cn-jx-qingyuan'

    Raises:
        UnknownRulebookError: there is no such rulebook, and no such file.
        RulebookError: the file has errors; all of them are told.
    """
    name = str(id_or_path)
    if name in _shelf():
        return _shipped(name)
    if not Path(id_or_path).is_file():
        hint = did_you_mean(nearest(name, shipped_ids())) or _SEE_LIST
        raise UnknownRulebookError(
            Text(
                f"{name!r} 既不是随软件提供的规则库，也不是文件；{hint.zh}",
                f"{name!r} is neither a shipped rulebook nor a file; {hint.say('en')}",
            )
        )
    return _of(read_file(id_or_path))
