"""Does a text carry a term of a claim: by one of its words, by most of a long one, or by sound?"""

from __future__ import annotations

import re
from functools import lru_cache

from ..names import syllables
from .terms import Term


def carried(term: Term, text: str, sounds: str = "") -> float:
    """How far `text` (folded) carries the term, 0 to 1; `sounds` is its pinyin for names."""
    if term.sound:
        return float(_sounds_like(term.sound, sounds))
    best = 0.0
    for i, form in enumerate(term.forms):
        if form in text:
            return 1.0 if i == 0 or not term.measure else 0.95
        if len(form) == 2 and re.search(rf"{form[0]}[\u4e00-\u9fff]{form[1]}", text):
            best = max(best, 0.85)  # 共富 stands for 共同富裕
        if len(form) >= 3:
            pairs = [form[k : k + 2] for k in range(len(form) - 1)]
            share = sum(pair in text for pair in pairs) / len(pairs)
            if share >= 0.5:
                best = max(best, 0.8 * share)
    return best


def _sounds_like(sound: str, sounds: str) -> bool:
    """Whether the letters `sound` begin at a syllable and end at one."""
    letters, starts = _letters(sounds)
    position = letters.find(sound)
    while position >= 0:
        if position in starts and position + len(sound) in starts:
            return True
        position = letters.find(sound, position + 1)
    return False


@lru_cache(maxsize=256)
def _letters(sounds: str) -> tuple[str, frozenset[int]]:
    starts, total = set(), 0
    pieces = sounds.split("|")
    for piece in pieces:
        starts.add(total)
        total += len(piece)
    starts.add(total)
    return "".join(pieces), frozenset(starts)


@lru_cache(maxsize=1024)
def sounds_of(text: str) -> str:
    """Pinyin of the Han characters of a text, syllables divided by |."""
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return "|0|".join("|".join(syllables(run)) for run in runs)
