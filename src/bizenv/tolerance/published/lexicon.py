"""All phrases that are known, tried one after the other (词库)."""

from __future__ import annotations

from functools import lru_cache

from bizenv.tolerance.published.corrections import CORRECTIONS
from bizenv.tolerance.published.facts import FACTS
from bizenv.tolerance.published.firsts import FIRSTS
from bizenv.tolerance.published.harms import CONDUCT, HARMS
from bizenv.tolerance.published.phrases import Said
from bizenv.tolerance.published.quantities import QUANTITIES
from bizenv.tolerance.published.remedies import REMEDIES

__all__ = ["PHRASES", "read_phrase"]

PHRASES = (*FIRSTS, *CORRECTIONS, *HARMS, *CONDUCT, *QUANTITIES, *REMEDIES, *FACTS)
_LONGEST = 120


@lru_cache(8_192)
def read_phrase(words: str) -> Said | None:
    """What a phrase says, if one pattern covers all of it.

    >>> read_phrase("危害后果轻微").sort, read_phrase("危害后果轻微者") is None
    ('harm', True)
    """
    if not words or len(words) > _LONGEST:
        return None
    readings = (phrase.read(words) for phrase in PHRASES)
    return next((each for each in readings if each is not None), None)
