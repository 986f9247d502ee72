"""Write the reference page of the vocabulary from the shipped terms.

Run it after a change of ``src/bizenv/data/vocabulary``::

    python updates/vocabulary_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bizenv.kernel.vocabulary import Axis, Term
from bizenv.rulebooks.vocabulary import (
    base_vocabulary,
    case_vocabulary,
    duty_terms,
    header_words,
)

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "vocabulary.md"

_HEAD = """\
# The vocabulary

Every word that a record or a rulebook may use, by *axis*.
A record may write the code, the Chinese or English words, or one of the other spellings.
Case, spaces, hyphens and full-width letters make no difference.
A rulebook writes codes only, and may add terms of its own.
`none` (无) is known on every axis of a record, and means: known to be none of these.

- *Broader* terms: an exemption for food and drug safety covers food safety, too.
- What a term *may be*: fire safety is work safety in one document and stands beside it in another.
  A rule that names work safety only leaves a visit for fire safety undetermined.
  Name both fields where both are meant.
- What a term *settles*: a routine inspection by definition has no trigger, so a blank one is none.
- The *rank* orders levels of government.

This page is written by `updates/vocabulary_page.py` from the shipped terms.
"""


def _term_row(term: Term) -> str:
    notes = [f"part of `{code}`" for code in term.broader]
    notes += [f"may be `{code}`" for code in term.may_be]
    notes += [f"settles {axis} `{code}`" for axis, code in term.settles.items()]
    notes += [f"rank {term.rank}"] if term.rank is not None else []
    cells = (
        f"`{term.code}`",
        term.text.zh,
        term.text.say("en"),
        "、".join(term.aliases),
        ", ".join(notes),
    )
    return f"| {' | '.join(cells)} |"


def _axis_lines(axis: Axis) -> Iterator[str]:
    yield f"## {axis.name}"
    yield ""
    yield f"{axis.text.zh} · {axis.text.say('en')}"
    yield ""
    yield "| code | 中文 | English | other spellings | notes |"
    yield "|---|---|---|---|---|"
    yield from map(_term_row, axis.terms)
    yield ""


def _duty_lines() -> Iterator[str]:
    yield "## Duties"
    yield ""
    yield "What a rulebook may ask for around a visit."
    yield "*Shown by* is the field of the record that shows it was done."
    yield ""
    yield "| code | 中文 | English | shown by |"
    yield "|---|---|---|---|"
    for code, term in duty_terms().items():
        evidence = f"`{term.evidence}`" if term.evidence else ""
        text = term.label.build()
        yield f"| `{code}` | {text.zh} | {text.say('en')} | {evidence} |"
    yield ""


_CASES = (
    "# Cases",
    "",
    "What requests of enterprises, and the events that are recorded of them, are described with.",
    "",
)


def _header_lines() -> Iterator[str]:
    yield "## Headers"
    yield ""
    yield "The column headers that are understood, by field."
    yield "The field's own name is understood always."
    for kind, words in header_words().items():
        yield ""
        yield f"### {kind}"
        yield ""
        yield "| field | headers |"
        yield "|---|---|"
        yield from (f"| `{field}` | {'、'.join(known)} |" for field, known in words.items())


def page() -> str:
    """The text of the page."""
    lines = [_HEAD]
    of_cases = set(case_vocabulary().names)
    for axis in base_vocabulary().axes:
        lines += _axis_lines(axis) if axis.name not in of_cases else ()
    lines += _duty_lines()
    lines += _CASES
    for axis in case_vocabulary().axes:
        lines += _axis_lines(axis)
    lines += _header_lines()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
