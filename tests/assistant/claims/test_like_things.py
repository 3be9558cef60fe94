"""A claim that one count exceeds another is judged only over counts of like things."""

from __future__ import annotations

import pytest

from assistant.claims.computed import Side, _of_like_things
from assistant.claims.evidence import SourceSentence, Spot
from index import Passage
from index.figures import find_figures

from ..made import make_article


def _sides(text: str) -> tuple[Side, Side]:
    article = make_article(text)
    passage = Passage(1, article.id, 0, None, 0, len(text), text)
    one, other = (Spot(figure, "", "", "") for figure in find_figures(text))
    source = SourceSentence(article, passage, 0, len(text), text, "", "", (one, other), (), ())
    return (source, one), (source, other)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("白塔镇有36个停车场，石湾镇有118个行政村。", ("白塔镇", "石湾镇"), False),
        ("白塔镇有36个停车场，石湾镇有118个行政村。", ("白塔镇停车场", "石湾镇行政村"), True),
        ("白塔镇有36个村，石湾镇有118个行政村。", ("白塔镇", "石湾镇"), True),
        ("白塔镇面积36亩，石湾镇面积118亩。", ("白塔镇", "石湾镇"), True),
    ],
)
def test_counts_of_unlike_things_are_not_compared(
    text: str, said: tuple[str, str], expected: bool
) -> None:
    assert _of_like_things(_sides(text), said) is expected
