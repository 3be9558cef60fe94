"""RGB's four testbeds made of our own questions and articles, where RGB itself is not at hand.

From each question with a figure, date, place, person or organisation as its answer comes one row in
RGB's form (see `rgb`):

    positive        the paragraphs of the gold article that state the evidence
    negative        the five paragraphs without the answer that share most words with the question
    positive_wrong  the first positive one, its figure altered as the figure checker's test does it
    _int            two such questions of different articles in one, a positive paragraph of each

Nothing is drawn at random here. The figures are no RGB figures: they say how the reader bears noise,
missing, scattered and false evidence on our articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.tokens import tokens

from ..facts import share_stated, states
from ..figure_checker import ARTICLES, alterations
from ..gold import SETS, Gold, digest, read_gold
from ..scoring import SHORT_KINDS
from .rgb import RgbSettings, all_parts

_NEGATIVES = 5
_SHORTEST = 30


def own_rows(
    settings: RgbSettings, *, questions: Path = SETS / "single.jsonl", articles: Path = ARTICLES
) -> tuple[list[dict[str, Any]], str]:
    """The rows of one testbed, and the hash of the set and the articles."""
    texts = sorted(articles.glob("*.txt"))
    paragraphs = {path.stem: _paragraphs(path.read_text(encoding="utf-8")) for path in texts}
    single = [
        row
        for gold in read_gold(questions)
        if gold.kind in SHORT_KINDS and (gold.lang == "en") == (settings.lang == "en")
        if (row := _row(gold, paragraphs)) is not None
    ]
    if settings.part == "_fact":
        rows = [row for row in single if row["fakeanswer"]]
    elif settings.part == "_int":
        rows = list(_pairs(single))
    else:
        rows = single
    return rows, digest([questions, *texts])


def _paragraphs(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("---\n", 2)[-1].splitlines())
    return [line for line in lines if len(line) >= _SHORTEST]


def _row(gold: Gold, paragraphs: dict[str, list[str]]) -> dict[str, Any] | None:
    """One row of RGB's form, None where no paragraph holds the evidence and the facts."""
    positive = [
        text
        for name in gold.articles
        for text in paragraphs.get(name, ())
        if any(states(fact, text) for fact in gold.evidence_facts)
        # RGB's rule knows no scripts and no notations: the words themselves must be there.
        and all_parts(text, [list(fact) for fact in gold.facts], chinese=gold.lang != "en")
    ]
    if not positive:
        return None
    asked = set(tokens(gold.question))
    others = [text for texts in paragraphs.values() for text in texts if not _answers(gold, text)]
    negative = sorted(others, key=lambda text: (-len(asked & set(tokens(text))), text))
    wrong, fake = _falsified(gold, positive[0])
    return {
        "id": gold.id,
        "query": gold.question,
        "answer": [list(fact) for fact in gold.facts],
        "article": gold.articles[0],
        "positive": positive,
        "negative": negative[:_NEGATIVES],
        "positive_wrong": [wrong] if wrong else [],
        "fakeanswer": [fake] if fake else [],
    }


def _answers(gold: Gold, text: str) -> bool:
    stated, wanted = share_stated(gold.facts, text)
    return stated == wanted


def _falsified(gold: Gold, text: str) -> tuple[str, str]:
    """The paragraph with another figure in place of the fact's, and that figure; "" where none."""
    for form in gold.facts[0]:
        altered = dict(alterations(form)).get("digit")
        if altered and form in text and altered not in text:
            return text.replace(form, altered), altered
    return "", ""


def _pairs(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each row with the next one of another article, each used once."""
    left = list(rows)
    while left:
        first = left.pop(0)
        place = next((n for n, row in enumerate(left) if row["article"] != first["article"]), None)
        if place is None:
            return
        second = left.pop(place)
        both = set(first["positive"]) | set(second["positive"])
        negative = [text for text in (*first["negative"], *second["negative"]) if text not in both]
        yield {
            "id": f"{first['id']}+{second['id']}",
            "query": f"{first['query']}{second['query']}",
            "answer": [*first["answer"], *second["answer"]],
            "positive": [first["positive"], second["positive"]],
            "negative": list(dict.fromkeys(negative)),
        }
