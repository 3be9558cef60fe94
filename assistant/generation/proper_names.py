"""The proper names of a Chinese text: places, people, titles of works, words in Latin letters.

Persons are found also where the tagger cuts their name in two, which it does with names that its
dictionary lacks: 赵 明远 (nr, a), 韩 冬青 (j, nr).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from index.figures.places import places
from index.normalise import fold_text

from ..claims.terms import claim_terms
from ..who import people_in

_TITLE = re.compile(r"《([^》]{2,30})》")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def names_in(text: str) -> list[str]:
    """Names of a Chinese text, folded, in their order.

    >>> names_in("织里镇的莫晓岚写了《风起南太湖》")
    ['织里镇', '莫晓岚', '风起南太湖', '南太湖']
    """
    return list(_names_in(fold_text(text)))


@lru_cache(maxsize=4096)
def _names_in(folded: str) -> tuple[str, ...]:
    found = {(start, name) for start, _, name in places(folded)}
    taken = [(start, start + len(name)) for start, name in found]
    found |= {(m.start(1), m.group(1)) for m in _TITLE.finditer(folded)}
    people = {
        (at, name) for at, name in people_named(folded) if not any(a <= at < b for a, b in taken)
    }
    found |= people
    taken += [(start, start + len(name)) for start, name in people]
    for term in claim_terms(folded, "zh-Hans", []):
        at = folded.find(term.text)
        if term.name and not any(a <= at < b for a, b in taken):
            found.add((at, term.text))
    found |= {(m.start(), m.group()) for m in _LATIN.finditer(folded) if len(m.group()) > 1}
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def people_named(folded: str) -> Iterator[tuple[int, str]]:
    """Where persons are named in a folded text, and their names, each once.

    >>> list(people_named("困难群众赵明远每月领到917元。"))
    [(4, '赵明远')]
    """
    import rjieba

    position, family, known = 0, "", False
    cut = []
    for word, tag in rjieba.tag(folded):
        start, position = position, position + len(word)
        given = tag == "nr" or (tag[0] in "navgzj" and known)
        if family and len(word) <= 2 and _HAN.match(word) and given:
            cut.append((start - 1, family + word))
        family = word if tag in ("nr", "j") and len(word) == 1 else ""
        known = tag == "nr"
    told = [(name.start, fold_text(name.text)) for name in people_in(folded)]
    yield from dict.fromkeys([*cut, *told])


def kind_of(name: str) -> Literal["place", "other"]:
    """Whether a name is that of a place or of something else.

    >>> kind_of("织里镇"), kind_of("莫晓岚")
    ('place', 'other')
    """
    return "place" if places(name) else "other"


def same_name(one: str, other: str) -> bool:
    """Whether one name may be the other: a part of it, or it without its class word.

    >>> same_name("织里镇", "织里"), same_name("织里镇", "织东村")
    (True, False)
    """
    return one in other or other in one or core(one) in other or core(other) in one


def core(name: str) -> str:
    """A place without its class word, where two characters remain: 织里镇 -> 织里."""
    for suffix in ("街道", "社区", *"省市县区镇乡村州"):
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name
