"""Near-duplicates: the same text printed again, perhaps cut or under another title.

Candidates share sampled shingles: of all runs of 8 folded characters those whose hash is 0 mod 16
are kept, so that two texts keep the same ones (Broder, "On the resemblance and containment of
documents", 1997; Manku, Jain and Das Sarma use the idea for web pages). A candidate is confirmed
on all its shingles, and **only when it states no figure that the other does not**: two yearly
reports that differ in their figures are two sources, and hiding one would hide a disagreement.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable

from .article import Article
from .normalise import fold_text
from .store import Store

SHINGLE = 8
KEEP_ONE_IN = 16
CONTAINMENT = 0.85
# Very long texts share boilerplate; they need not be compared whole.
_LONGEST = 200_000

_LETTERS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*|[〇零一二三四五六七八九十百千万亿两半]+")


def link(store: Store, article_ids: Iterable[str]) -> None:
    """Link each of these articles to the one it repeats, or that repeats it, if any.

    Call inside a transaction, after the articles were stored.
    """
    known = store.duplicates()
    for article_id in article_ids:
        article = store.article(article_id)
        if article is None:
            continue
        for other_id in store.sharing_shingles(article_id):
            other_id = known.get(other_id, other_id)
            other = store.article(other_id)
            if other is None or other_id == article_id or known.get(article_id) == other_id:
                continue
            pair = _reprint(article, other)
            if pair is None:
                continue
            reprint, original = pair
            # A chain would hide the end of it: everything points at one original.
            for repeated in [r for r, o in known.items() if o == reprint] + [reprint]:
                store.set_duplicate(repeated, original)
                known[repeated] = original
            if reprint == article_id:
                break


def sampled_shingles(text: str) -> set[int]:
    """The hashes by which near-duplicates are found; about one for 16 characters."""
    letters = _letters(text)
    hashes = (zlib.crc32(letters[i : i + SHINGLE].encode()) for i in _positions(letters))
    return {value for value in hashes if value % KEEP_ONE_IN == 0}


def _reprint(left: Article, right: Article) -> tuple[str, str] | None:
    """(id of the reprint, id of the original), or None when they are two texts."""
    ours, theirs = _letters(left.text), _letters(right.text)
    shingles = [{text[i : i + SHINGLE] for i in _positions(text)} for text in (ours, theirs)]
    shared = len(shingles[0] & shingles[1])
    contained = [shared / max(len(own), 1) for own in shingles]
    pairs = []
    if contained[0] >= CONTAINMENT and _figures(left.text) <= _figures(right.text):
        pairs.append((left, right))
    if contained[1] >= CONTAINMENT and _figures(right.text) <= _figures(left.text):
        pairs.append((right, left))
    if not pairs:
        return None
    # Where each holds the other, the earlier one, then the longer one, is the original.
    reprint, original = max(
        pairs, key=lambda pair: (pair[0].date or "~", len(pair[1].text), pair[0].id)
    )
    return reprint.id, original.id


def _letters(text: str) -> str:
    return _LETTERS.sub("", fold_text(text[:_LONGEST]))


def _positions(letters: str) -> range:
    return range(max(len(letters) - SHINGLE + 1, 1))


def _figures(text: str) -> Counter[str]:
    return Counter(_NUMBERS.findall(fold_text(text)))
