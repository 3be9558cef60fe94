"""What speaks for two pieces being one sentence, one kind of evidence at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.layout.attraction import attractions
from index.layout.order import EVIDENCE, Broken, alone_odds, hear, quotes_between, weigh
from index.layout.page import read_groups
from index.layout.reading_order import at_foot, is_line
from index.layout.repeated import Repeats

TAIL = Broken("清晨的山村云雾缭绕，客人们沿着新修的公路驶进村口的停", place=2)
HEAD = Broken("车场，纷纷举起相机。", place=5)


def _odds(tail: Broken, head: Broken) -> float:
    return float(hear([tail], [head])[0, 0])


def test_a_paragraph_under_a_heading_begins_a_sentence() -> None:
    headed = replace(HEAD, line_above=4, looks_headed=True)
    assert _odds(TAIL, headed) < _odds(TAIL, HEAD)


def test_the_line_above_may_itself_be_what_breaks_off() -> None:
    headed = replace(HEAD, line_above=4, looks_headed=True)
    assert _odds(replace(TAIL, place=4), headed) == pytest.approx(_odds(TAIL, HEAD))


def test_an_article_that_begins_with_its_date_goes_on_with_nothing_above() -> None:
    tail = Broken("村民们在新落成的体育公园里散步、打球，")
    assert _odds(tail, Broken("近日，记者在村口看到，路边停满了车。")) < _odds(
        tail, Broken("孩子们在草地上放起了风筝。")
    )


@pytest.mark.parametrize("opening, closing", ["“”", "《》", "（）", "()", "「」", "‘’"])
def test_marks_are_closed_left_open_or_stray(opening: str, closing: str) -> None:
    assert quotes_between(f"讲好{opening}山村", f"故事{closing}的人") == (1, 0, 0)
    assert quotes_between(f"讲好{opening}山村", "故事的人") == (0, 1, 0)
    assert quotes_between("讲好山村", f"故事{closing}的人") == (0, 0, 1)


@pytest.mark.parametrize("heading", ["产业兴旺底气足", "党建引领 激活发展新引擎", "环境美，人气旺"])
def test_headings_stand_alone(heading: str) -> None:
    assert alone_odds(heading, is_line=True) > _odds(Broken(heading, is_line=True), HEAD)


@pytest.mark.parametrize(
    "cut", ["昨天上午9时许，记者在3号码头看到", "经过两年多的建设，全长12公里的沿江绿道终于全线贯"]
)
def test_lines_with_figures_and_long_ones_are_hardly_headings(cut: str) -> None:
    assert alone_odds(cut, is_line=True) < alone_odds("产业兴旺底气足", is_line=True) - 2


def test_no_heading_has_half_a_pair_of_marks_or_stands_at_the_foot() -> None:
    body = "村里的老房子经过修缮，变成了十几家各有特色的民宿，周末常常一房难求，生意越来越红火。"
    page = f"山村的新路\n\n张银燕\n\n{body}\n\n讲好“山村\n\n{body}\n\n民宿经营户们说\n\n（本版图片由青石县宣传部提供）"
    groups = read_groups(page).groups
    lines = {group.text: i for i, group in enumerate(groups) if group.role == "short"}
    assert not is_line(groups[lines["讲好“山村"]])
    assert is_line(groups[lines["民宿经营户们说"]])
    assert at_foot(groups, lines["民宿经营户们说"])
    assert not at_foot(groups, lines["讲好“山村"])
    assert alone_odds("民宿经营户们说", is_line=True, at_foot=True) < alone_odds(
        "民宿经营户们说", is_line=True
    )


def test_a_name_that_the_page_has_whole_goes_on_where_it_was_cut() -> None:
    tail, head = Broken("客人们都说，青石"), Broken("谷的路好走，住得也舒心。")
    page = [tail.text, head.text]
    whole = Repeats([*page, "去年，青石谷通了路。"])
    told = weigh([tail], [head], whole)[0, 0]
    untold = weigh([tail], [head], Repeats(page))[0, 0]
    differ = {name for name, a, b in zip(EVIDENCE, told, untold, strict=True) if a != b}
    assert differ == {"repeated_more", "repeated_share"}
    assert float(hear([tail], [head], whole)[0, 0]) > _odds(tail, head) + 2


@pytest.mark.parametrize(
    "left, right, texts, expected",
    [
        # The joint itself does not count, and neither do marks and figures.
        ("水泵", "房的灯", ["水泵", "房的灯"], (0, 0.0)),
        ("水泵，", "房", ["水泵，房"], (0, 0.0)),
        ("1", "2", ["12"], (0, 0.0)),
        # In every place where the page has a half elsewhere, it has the whole; or in one of two.
        ("水泵", "房的灯", ["水泵", "房的灯", "水泵房"], (1, 1.0)),
        ("水泵", "房的灯", ["水泵", "房的灯", "水泵房", "水泵厂", "库房"], (1, 0.5)),
    ],
)
def test_what_stands_across_a_joint_and_elsewhere(
    left: str, right: str, texts: list[str], expected: tuple[int, float]
) -> None:
    assert Repeats(texts).across(left, right) == expected


def test_strings_of_four_attract_where_their_pairs_stand_together() -> None:
    found = attractions(["客人络绎", "绎"], ["不绝", "村里", ""])
    assert found.shape == (2, 3, 4)
    assert found[0, 0, 2] > found[0, 1, 2] and found[0, 0, 3] > 0
    # Of a text that is too short, and of none, nothing is known.
    assert found[1, 0, 2] == found[0, 2, 0] == 0


def test_a_latin_word_is_cut_before_a_small_letter() -> None:
    tail = Broken("店里也卖Sam")
    kind = EVIDENCE.index("letters")
    evidence = weigh([tail], [Broken("ples的样品。"), Broken("Ples的样品。"), Broken("的样品。")])
    assert evidence[0, :, kind].tolist() == [1, 0, 0]


def test_a_dateline_begins_an_article() -> None:
    tail = Broken("村里人常到镇上去，对")
    dateline, plain = (
        float(hear([tail], [Broken(text)])[0, 0])
        for text in ("江南日报青石讯（记者 张银燕）路修好了。", "江南来的客人说，路修好了。")
    )
    assert dateline < plain
