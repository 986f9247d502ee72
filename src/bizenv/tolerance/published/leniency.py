"""What a list gives, in its own words: 不予处罚, 可以不予处罚, 从轻, 减轻, 不予强制 (处理方式).

>>> read_leniency("同时满足下列情形的，依法可以不予行政处罚").value
'may-not-punish'
>>> read_leniency("首违不罚").value, read_leniency("适用条件")
('may-not-punish', None)
"""

from __future__ import annotations

import re

from bizenv.tolerance.published.plain import flat
from bizenv.tolerance.words import Leniency

__all__ = ["read_leniency"]

_SPARED = (
    r"(?:不予(?:行政)?处罚|不予罚款|免予(?:行政)?处罚|免于(?:行政)?处罚|免处罚|免除处罚|免罚|不罚)"
)
_WORDS: tuple[tuple[Leniency, str], ...] = (
    (Leniency.NO_COMPULSORY_MEASURE, r"(?:不予|不采取|不实施|免予)(?:行政)?强制"),
    (
        Leniency.MAY_NOT_PUNISH,
        rf"(?:可以?|首违|初次违法|首次违法)(?:依法|予以|轻微)?{_SPARED}|首[违查错]免罚",
    ),
    (Leniency.SHALL_NOT_PUNISH, _SPARED),
    (Leniency.MAY_LIGHTEN_OR_MITIGATE, r"可以?(?:依法)?从轻(?:、|或者|或|和)?减轻"),
    (Leniency.SHALL_LIGHTEN_OR_MITIGATE, r"应当?(?:依法)?从轻(?:、|或者|或|和)?减轻"),
    (Leniency.MAY_MITIGATE, r"可以?(?:依法)?减轻"),
    (Leniency.SHALL_MITIGATE, r"应当?(?:依法)?减轻"),
    (Leniency.MAY_LIGHTEN, r"可以?(?:依法)?从轻"),
    (Leniency.SHALL_LIGHTEN, r"应当?(?:依法)?从轻"),
)


def read_leniency(text: str) -> Leniency | None:
    """What some words give; None where they give nothing, or more than one thing.

    A list that names several, as 不予处罚和不予强制清单 does, does not say which
    of them an item gives.
    """
    words = flat(text)
    found: list[Leniency] = []
    for leniency, pattern in _WORDS:
        words, count = re.subn(pattern, "|", words)
        if count:
            found.append(leniency)
    return found[0] if len(found) == 1 else None
