"""What a search takes and gives: every search function has this one shape.

    search(query, *, limit, filters) -> list[Hit]

>>> Filters(date_from="2021", source="湖州日报").is_empty
False
"""

from __future__ import annotations

from dataclasses import dataclass

from .article import Passage


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may return; `None` means any.

    `date_from` and `date_to` are ISO dates as precise as wanted ("2021", "2021-07",
    "2021-07-13"), both inclusive. An article whose printed date is less precise passes when it
    may lie in the range; an article without a date never passes a date filter.
    `place` must be named in the title or text, in either script.
    """

    date_from: str | None = None
    date_to: str | None = None
    source: str | None = None
    article_ids: tuple[str, ...] | None = None
    place: str | None = None

    @property
    def is_empty(self) -> bool:
        """True when every article passes."""
        return (
            not (self.date_from or self.date_to or self.source or self.place)
            and self.article_ids is None
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage and its score: BM25, or cosine similarity in [-1, 1]; higher is better."""

    passage: Passage
    score: float
