"""Where the words of a Chinese text begin and end, so that an answer need not cut one.

The reader scores spans of characters and knows words only from its own table; a segmenter with a
larger dictionary sees that a span ends in the middle of a name.
"""

from __future__ import annotations

import numpy as np


def word_edges(text: str) -> np.ndarray:
    """Whether a word begins or ends before each character, (characters + 1,) of bool.

    >>> word_edges("铁路通车").tolist()
    [True, False, True, False, True]
    """
    import rjieba

    edges = np.zeros(len(text) + 1, dtype=bool)
    edges[0] = True
    place = 0
    for word in rjieba.cut(text):
        place += len(word)
        edges[place] = True
    return edges


def words_cut(edges: np.ndarray, start: int, end: int) -> int:
    """At how many of its two ends (0 to 2) the span `start:end` cuts a word.

    >>> words_cut(word_edges("铁路通车"), 1, 4)
    1
    """
    return int(not edges[start]) + int(not edges[end])
