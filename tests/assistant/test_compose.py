"""Which sentences make an answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.compose import choose, short_text, with_beside
from assistant.question import parse_question
from assistant.short_answer import short_answer

from .made import make_article, make_evidence

WHY = "由于本村没有厂房,村里的收入一直很低。"
WHAT = "石桥村决定和邻村一起买下三间厂房。"
OTHER = "厂房的屋顶是蓝色的。"


def test_a_reason_brings_the_sentence_that_gives_it() -> None:
    article = make_article(WHY + WHAT + OTHER)
    best = replace(make_evidence(article, WHAT), score=3.0)
    why = replace(make_evidence(article, WHY), score=-2.0)
    other = replace(make_evidence(article, OTHER), score=-1.0)
    ranked = [best, other, why]
    chosen = choose(parse_question("石桥村为什么要买厂房？"), ranked)
    assert [e.text for e in chosen] == [WHY, WHAT]
    assert [e.text for e in choose(parse_question("石桥村买了几间厂房？"), ranked)] == [WHAT]


def test_a_reason_that_is_given_needs_no_neighbour() -> None:
    article = make_article(WHY + "为了增加收入,石桥村买下三间厂房。")
    best = replace(make_evidence(article, "为了增加收入,石桥村买下三间厂房。"), score=3.0)
    why = replace(make_evidence(article, WHY), score=-2.0)
    assert choose(parse_question("石桥村为什么要买厂房？"), [best, why]) == [best]


def test_each_figure_of_a_run_has_its_own_words() -> None:
    text = "东河镇城镇、农村居民人均收入为7.7万元、4.8万元。"
    evidence = make_evidence(make_article(text), text)
    for place, expected in (("城镇", "7.7万元"), ("农村", "4.8万元")):
        short = short_answer(parse_question(f"东河镇{place}居民人均收入是多少？"), evidence)
        assert short is not None and short.text == expected


def test_a_sentence_that_asks_is_followed_by_its_reply() -> None:
    article = make_article("医生为何愿意留下？一是待遇，二是前途。镇上还有一家药房。")
    asks, reply, other = (
        replace(make_evidence(article, text), score=score)
        for text, score in (
            ("医生为何愿意留下？", 2.0), ("一是待遇，二是前途。", -4.0), ("镇上还有一家药房。", -3.0),
        )
    )  # fmt: skip
    chosen = choose(parse_question("医生为什么愿意留下？"), [asks, other, reply])
    assert chosen == [asks, reply]


def test_years_told_from_the_newspapers_own_are_said() -> None:
    text = "望江桥去年9月动工，今年4月底通车，5月收费。"
    dated = make_article(text, date="2019-06-02")
    for about, words in (
        ("动工", "去年9月（2018年9月）"), ("通车", "今年4月底（2019年4月底）"), ("收费", "5月"),
    ):  # fmt: skip
        asked = parse_question(f"望江桥什么时候{about}？")
        short = short_answer(asked, make_evidence(dated, text))
        assert short_text(asked, short) == words
    asked = parse_question("望江桥什麼時候通車？")
    assert (
        short_text(asked, short_answer(asked, make_evidence(dated, text)))
        == "今年4月底（2019年4月底）"
    )
    undated = make_evidence(make_article(text), text)
    assert short_text(asked, short_answer(asked, undated)) == "今年4月底"


def test_another_likely_sentence_stands_beside_one_that_is_not_sure() -> None:
    text = "食堂的老人餐每份收8元。食堂由林小满承包。食堂的老人餐每份都收8元。"
    article = make_article(text)
    best, beside, same = (
        replace(make_evidence(article, sentence + "。"), score=score)
        for sentence, score in zip(text.split("。"), (3.0, -5.0, -5.0), strict=False)
    )
    question = parse_question("食堂一份饭收多少钱？")
    alone = choose(question, [best, beside, same])
    assert alone == [best]
    assert with_beside(alone, [beside, same]) == [best, beside]
    assert with_beside(alone, [same]) == [best]
