"""A demand of a question that its evidence does not carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Unmet:
    """A demand of the question that the evidence does not carry; `found` is what stands instead.

    "" for a place of which the passage says nothing.
    """

    kind: Literal["year", "place", "name", "figure", "role", "person", "event"]
    text: str
    found: str | None = None

    @property
    def final(self) -> bool:
        """Whether nothing can make up for it: another year or person, no such place or figure."""
        return self.found is not None or self.kind in ("figure", "role", "event")
