"""What the repair gets right of pages that were spoiled on purpose, measured against the truth.

With the data sets at hand the pages are made of news that the language signal was not trained on;
without them of made-up articles. Everything takes some twenty seconds of one processor.
"""

from __future__ import annotations

import random
import re
from itertools import islice
from pathlib import Path

import pytest

from index.layout import repair_page
from index.layout.train import read_news
from tests.index.layout import pages
from tests.index.layout.measure import Score, score_page
from tests.index.layout.pages import make_page
from tests.index.layout.prose import article

PAGES_OF_NEWS = 300
PAGES_OF_PROSE = 40
PAGES_IN_ORDER = 120
CLEAN_ARTICLES = 300


def _score(texts: list[str], pages: int, first_seed: int) -> Score:
    score = Score()
    for i in range(pages):
        page = make_page([texts[2 * i], texts[2 * i + 1]], first_seed + i)
        score += score_page(page)[0]
    return score


def held_out_news(data: Path, count: int) -> list[str]:
    """Articles of 500 to 1,600 characters that no statistic was trained on."""
    news = read_news(data / "open" / "crud_news.docs.jsonl.xz", held_out=True)
    fit = (
        text
        for text in news
        if 500 <= len(text) <= 1600
        and len(re.findall("[。！？]", text)) >= 8
        and not re.search("\u200b|声明：|公告|编辑", text)
    )
    return list(islice(fit, count))


def test_pages_of_made_up_prose() -> None:
    score = _score([article(i) for i in range(2 * PAGES_OF_PROSE)], PAGES_OF_PROSE, 5000)
    assert score.rejoined_share >= 0.7, f"\n{score}"
    assert score.wrong_joins <= 2, f"\n{score}"
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"


@pytest.fixture(scope="module")
def news(shared: Path | None) -> list[str]:
    """Articles for the pages, unseen by the statistics."""
    if shared is None or not (shared / "data" / "open" / "crud_news.docs.jsonl.xz").is_file():
        pytest.skip("the news is not here")
    return held_out_news(shared / "data", 2 * PAGES_OF_NEWS)


@pytest.mark.timeout(600)
def test_pages_of_unseen_news(news: list[str]) -> None:
    """Three fifths of the columns stand out of order; the promise is kept but for the joins.

    Measured: 0.897 rejoined (513 of 572) and 0.015 of the joins wrong (8 of 518), where 0.95 and
    0.005 are wanted. The weights have seen these articles on other pages: a guard against getting
    worse, no proof. CARD.md has the figures of articles that the weights have not seen.
    """
    score = _score(news, PAGES_OF_NEWS, 0)
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"
    assert score.rejoined_share >= 0.87, f"\n{score}"
    assert score.wrong_share <= 0.02, f"\n{score}"
    assert score.titles >= 0.97 * score.articles, f"\n{score}"


@pytest.mark.timeout(600)
def test_pages_whose_columns_stand_in_order(
    news: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured: 0.970 rejoined (230 of 237), 2 of 230 joins wrong."""
    monkeypatch.setattr(pages, "ORDERS", ("kept",))
    score = _score(news, PAGES_IN_ORDER, 0)
    assert score.rejoined_share >= 0.95, f"\n{score}"
    assert score.wrong_share <= 0.015, f"\n{score}"


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
