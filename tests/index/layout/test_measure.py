"""The measure itself: what it calls a wrong join, and what the pages are made of."""

from __future__ import annotations

import random

import pytest

from index.article import Block
from index.layout import RepairedArticle
from index.layout.training import measure
from index.layout.training.headings import headings
from index.layout.training.measure import Score, score_page
from index.layout.training.pages import Page, Truth, make_page
from tests.index.layout.prose import article

FIRST = "清晨的山村云雾缭绕，一辆辆旅游大巴沿着新修的公路驶进村口的停车场。"
SECOND = "村里的老房子经过修缮，变成了十几家各有特色的民宿，周末常常一房难求。"
THIRD = "孩子们在村口的图书馆里读书写字，老人们坐在廊下喝茶聊天，日子越过越好。"
HEADING = "产业兴旺"


def _score(
    monkeypatch: pytest.MonkeyPatch, came_out: str, raw: str = "", **known: list[str]
) -> Score:
    """The score of a page of the three paragraphs, where this text came out of the repair."""
    page = Page(
        raw,
        [Truth("", None, None, None, [FIRST, HEADING, SECOND, THIRD], frozenset({HEADING}))],
        **known,
    )
    block = Block("paragraph", 0, len(came_out))
    monkeypatch.setattr(measure, "repair_page", lambda raw: [RepairedArticle(came_out, (block,))])
    return score_page(page)[0]


def test_text_that_comes_back_has_no_wrong_join(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _score(monkeypatch, "\n".join((FIRST, HEADING, SECOND, THIRD))).wrong_joins == 0


def test_each_seam_that_reads_like_no_article_is_a_wrong_join(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = FIRST[:20] + SECOND[12:28] + THIRD[18:]
    assert _score(monkeypatch, two).wrong_joins == 2


def test_a_heading_joined_with_its_paragraph_is_a_wrong_join(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _score(monkeypatch, f"{FIRST}\n{HEADING}{SECOND}\n{THIRD}").wrong_joins == 1


def test_a_word_taken_out_of_a_line_is_damage_and_no_join(monkeypatch: pytest.MonkeyPatch) -> None:
    without = FIRST[:14] + FIRST[16:]
    score = _score(monkeypatch, f"{without}\n{SECOND}", raw=without)
    assert (score.wrong_joins, score.damaged, score.lost > 0) == (0, 1, True)


def test_half_an_injected_word_is_no_join(monkeypatch: pytest.MonkeyPatch) -> None:
    around = f"{SECOND[8:12]}|{SECOND[12:16]}"
    score = _score(
        monkeypatch,
        f"{FIRST}\n{HEADING}\n{SECOND[:12]}小班{SECOND[12:]}\n{THIRD}",
        injected=[around],
    )
    assert (score.wrong_joins, score.injected, score.taken_out) == (0, 1, 0)


def test_headings_are_many_and_of_one_make_in_an_article() -> None:
    made = [headings(random.Random(seed), "茶叶", 3) for seed in range(300)]
    assert len({heading for three in made for heading in three}) > 800
    for three in made:
        assert len({"，" in heading or "," in heading for heading in three}) == 1
        assert all(3 < len(heading) < 28 for heading in three)


def test_columns_end_with_a_whole_line_and_never_with_a_heading() -> None:
    texts = ["".join(article(10 * k + i) for i in range(3)) for k in range(2)]
    for seed in range(60):
        page = make_page(texts, seed)
        blocks = [block for block in page.raw.split("\n") if block]
        for left, right in page.breaks:
            above = [block for block in blocks if block.endswith(left)]
            assert not any(page.is_heading(block) for block in above)
            number = left[-1].isdigit() and right[0] in "0123456789.%"
            assert number or all(len(block) >= 10 for block in above)
