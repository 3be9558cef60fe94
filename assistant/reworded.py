"""A refused question, asked once more in the words that the articles print.

Who asks for 进账 where the paper prints 收入 is refused by a reader that has learned too few words. The
nearest passages tell which of the words that mean the same they use: with those the question is put
again, and what it finds then is judged as any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalise import fold_text

from .evidence import Evidence
from .roles import OFFICE
from .synonyms import same_words

_NEAREST = 3
_SHORTEST = 2


def in_printed_words(folded: str, nearest: Sequence[Evidence]) -> str | None:
    """A folded Chinese question with words of the nearest passages for its own that they lack.

    `None` where nothing is to be replaced. Offices stay: a secretary is no mayor.
    """
    printed = fold_text(
        "\n".join(evidence.candidate.passage.text for evidence in nearest[:_NEAREST])
    )
    words = same_words()
    found = folded
    for word in _longest_first(words).findall(folded):
        if word in printed or OFFICE.fullmatch(word):
            continue
        for other in words[word]:
            if other in printed and other not in folded and not OFFICE.fullmatch(other):
                found = found.replace(word, other, 1)
                break
    return None if found == folded else found


def _longest_first(words: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    known = sorted((word for word in words if len(word) >= _SHORTEST), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))
