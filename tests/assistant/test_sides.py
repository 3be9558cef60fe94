"""The figures of a comparison are those of its sides, and say the same of them."""

from __future__ import annotations

import pytest

from assistant.question import parse_question
from assistant.short_answer import ShortAnswer
from assistant.sides import Reading, go_together, is_of_side, own_words

from .made import make_article, make_evidence


def _reading(text: str, figure: str, *, title: str | None = None, sentence: str = "") -> Reading:
    article = make_article(text, title=title)
    evidence = make_evidence(article, sentence or text)
    found = next(f for f in evidence.figures if f.text == figure)
    at = evidence.start + evidence.text.index(figure)
    return Reading(evidence, ShortAnswer(figure, at, at + len(figure), found))


@pytest.mark.parametrize(
    ("side", "other", "words"),
    [
        ("城镇居民收入是多少？", "农村居民收入是多少？", ("城镇",)),
        ("石桥村旅游业收入是多少？", "石桥村民宿收入是多少？", ("旅游业",)),
        ("2020年东河区人口是多少？", "2021年东河区人口是多少？", ("2020",)),
        ("东河镇人口是多少？", "东河镇人口是多少？", ()),
    ],
)
def test_what_tells_a_side_from_the_other(side: str, other: str, words: tuple[str, ...]) -> None:
    assert own_words(side, other) == words


TOURISM, HOMES = (
    parse_question("石桥村旅游业收入是多少？"), parse_question("石桥村民宿收入是多少？"),
)  # fmt: skip
URBAN, RURAL = (
    parse_question("东河镇城镇居民收入是多少？"), parse_question("东河镇农村居民收入是多少？"),
)  # fmt: skip


def test_a_figure_of_the_other_side_is_none_of_this_one() -> None:
    said = _reading("石桥村的民宿去年收入1632万元。", "1632万元")
    assert is_of_side(HOMES, TOURISM, said)
    assert not is_of_side(TOURISM, HOMES, said)


def test_a_figure_of_another_place_is_of_no_side() -> None:
    text = "东河镇很大。西河镇人口4.1万人。"
    said = _reading(text, "4.1万人", sentence="西河镇人口4.1万人。")
    east, west = (parse_question(f"{p}人口是多少？") for p in ("东河镇", "西河镇"))
    assert is_of_side(west, east, said)
    assert not is_of_side(east, west, said)


def test_the_place_may_stand_before_or_in_the_title() -> None:
    east, west = (parse_question(f"{p}人口是多少？") for p in ("东河镇", "西河镇"))
    assert is_of_side(east, west, _reading("全镇人口5.6万人。", "5.6万人", title="东河镇的一年"))
    assert not is_of_side(east, west, _reading("全镇人口5.6万人。", "5.6万人"))


def test_figures_of_one_sentence_stand_as_their_sides_do() -> None:
    text = "东河镇城镇、农村居民收入已达到76949元、48266元。"
    urban, rural = _reading(text, "76949元"), _reading(text, "48266元")
    assert go_together([URBAN, RURAL], [urban, rural])
    assert not go_together([URBAN, RURAL], [rural, urban])


def test_how_much_it_grew_is_not_how_much_it_is() -> None:
    level = _reading("石桥村旅游业收入86万元。", "86万元")
    growth = _reading("石桥村民宿收入比上年增加9万元。", "9万元")
    reached = _reading("石桥村民宿收入增加到9万元。", "9万元")
    assert not go_together([TOURISM, HOMES], [level, growth])
    assert go_together([TOURISM, HOMES], [level, reached])
