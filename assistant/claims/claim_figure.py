"""A figure of a claim and everything the claim says of it."""

from __future__ import annotations

from dataclasses import dataclass

from index.figures import Figure

from .terms import Term


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """A figure of the claim with the terms that name it, and the claim's places and dates.

    `condition`: the figure is one (70万元以上的村); `under`: the condition it stands under.
    """

    figure: Figure
    near: tuple[Term, ...]
    far: tuple[Term, ...]
    measures: tuple[Term, ...]
    places: tuple[str, ...]
    dates: tuple[Figure, ...]
    scope: str | None
    counts: bool = False
    own: tuple[Term, ...] = ()
    text: str = ""
    claim: str = ""
    condition: bool = False
    under: Figure | None = None
