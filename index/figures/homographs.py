"""Which words that the tagger calls places, or persons, are common words too.

The list beside this file comes of CC-CEDICT by `train_homographs` (CC BY-SA 3.0).
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Literal

FILE = Path(__file__).parent / "homographs.json"
# The tagger's parts of speech for persons.
PERSONS = frozenset({"nr", "nrt", "nrfg"})

Sense = Literal["place", "common", "both", "unknown"]
_SENSES: dict[str, Sense] = {"places": "place", "common": "common", "both": "both"}


@lru_cache(maxsize=1)
def _senses() -> dict[str, Sense]:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return {word: sense for kind, sense in _SENSES.items() for word in kept[kind].split()}


def sense_of(word: str) -> Sense:
    """What a word that the tagger calls a name may mean; "unknown" to the dictionary.

    >>> sense_of("扬州"), sense_of("台风"), sense_of("朝阳")
    ('place', 'common', 'both')
    """
    return _senses().get(word, "unknown")
