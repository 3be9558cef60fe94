"""What checking a claim gives back, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol

from index import Article, Language, Passage

from ..answer import Citation, citation_to_json, decimal_to_json

Verdict = Literal["supported", "contradicted", "not_enough_info"]


class Found(Protocol):
    """A passage that a search found; `assistant.retrieve.Candidate` is one."""

    @property
    def passage(self) -> Passage:
        """The passage."""
        ...

    @property
    def article(self) -> Article:
        """The article of the passage."""
        ...


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """One figure of a claim. `found` is what the source prints in its place, None when nothing;
    `citation` the number of the citation in which it stands."""

    text: str
    value: Decimal | None
    unit: str
    verdict: Verdict
    found: str | None = None
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """One statement of a text: `text[start:end] == claim`.

    contradicted only when the articles measure the same thing of the same subject, place and time
    and say otherwise; whatever they do not settle is not_enough_info. Citations are verbatim.
    """

    claim: str
    start: int
    end: int
    language: Language
    verdict: Verdict
    explanation: str
    figures: tuple[FigureVerdict, ...] = ()
    citations: tuple[Citation, ...] = ()


def verdict_to_json(verdict: ClaimVerdict, *, id: Any = None) -> dict[str, Any]:
    """One object of the `check-batch` contract, then where the claim stands in the text."""
    return {
        "id": id,
        "claim": verdict.claim,
        "verdict": verdict.verdict,
        "explanation": verdict.explanation,
        "figures": [
            {
                "text": figure.text,
                "value": decimal_to_json(figure.value),
                "unit": figure.unit or None,
                "verdict": figure.verdict,
                "found": figure.found,
                "citation": figure.citation,
            }
            for figure in verdict.figures
        ],
        "citations": [citation_to_json(citation) for citation in verdict.citations],
        "start": verdict.start,
        "end": verdict.end,
        "error": None,
    }


_MARKS = {"supported": "✓", "contradicted": "✗", "not_enough_info": "?"}


def render_verdict(verdict: ClaimVerdict) -> str:
    """The verdict as lines for a terminal."""
    lines = [f"{_MARKS[verdict.verdict]} {verdict.claim}", f"  {verdict.explanation}"]
    for citation in verdict.citations:
        origin = " · ".join(
            part
            for part in (citation.article.title, citation.article.source, citation.article.date)
            if part
        )
        lines.append(f"  [{citation.n}] {citation.quote}  ({origin})")
    return "\n".join(lines)
