"""What the repair gets right of pages that were spoiled on purpose, measured against the truth.

With the data sets at hand the pages are made of news that the language signal was not trained on;
without them of made-up articles.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import pytest

from index.layout.train import read_news
from tests.index.layout.measure import Score, score_page
from tests.index.layout.pages import make_page
from tests.index.layout.prose import article

PAGES_OF_NEWS = 300
PAGES_OF_PROSE = 40


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
    assert score.rejoined_share >= 0.8, f"\n{score}"
    assert score.wrong_joins <= 1, f"\n{score}"
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"


def test_pages_of_unseen_news(shared: Path | None) -> None:
    if shared is None or not (shared / "data" / "open" / "crud_news.docs.jsonl.xz").is_file():
        pytest.skip("the news is not here")
    texts = held_out_news(shared / "data", 2 * PAGES_OF_NEWS)
    score = _score(texts, PAGES_OF_NEWS, 1000)
    assert score.lost_share <= 0.002, f"\n{score}"
    assert score.gone_share >= 0.95, f"\n{score}"
    assert score.rejoined_share >= 0.8, f"\n{score}"
    assert score.wrong_share <= 0.02, f"\n{score}"
