"""What stands across a joint, and elsewhere on the same page as well.

A page says its names again and again: where 青石谷 stands on it in one piece, a column that ends with
青石 goes on with the one that begins with 谷. No count of other texts can know that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 6


class Repeats:
    """The strings of a page that may be heard again across its joints."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._page = "\n".join(texts)
        self._pairs = {self._page[i : i + 2] for i in range(len(self._page) - 1)}
        self._count = lru_cache(maxsize=None)(self._page.count)

    def across(self, left: str, right: str) -> tuple[int, float]:
        """Characters of the longest string across the joint that the page has, up to six, beyond
        two; and the greater share of its two halves elsewhere on the page that stand so (0 to 1).

        >>> page = Repeats(["去年，青石谷通了路。", "客人都说青石", "谷里的路好走。", "山", "谷很深。"])
        >>> page.across("客人都说青石", "谷里的路好走。"), page.across("山", "谷很深。")
        ((1, 0.5), (0, 0.0))
        """
        longest = 0
        if (left[-1:] + right[:1]).isalpha() and left[-1:] + right[:1] in self._pairs:
            longest = 2
            while longest < _LONGEST and self._splits(left, right, longest + 1):
                longest += 1
        shares = (self._share(*halves) for halves in self._splits(left, right, longest))
        return max(longest - 2, 0), max(shares, default=0.0)

    def _splits(self, left: str, right: str, size: int) -> list[tuple[str, str]]:
        """The strings of this size across the joint that the page has, in their two halves."""
        return [
            (left[-first:], right[: size - first])
            for first in range(max(1, size - len(right)), min(size - 1, len(left)) + 1)
            if (left[-first:] + right[: size - first]).isalnum()
            and left[-first:] + right[: size - first] in self._page
        ]

    def _share(self, first: str, second: str) -> float:
        """How many of the halves that stand elsewhere, the more frequent one, stand in a row."""
        others = max(self._count(first), self._count(second)) - 1
        return self._count(first + second) / max(others, 1)
