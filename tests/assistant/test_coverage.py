"""How far evidence carries the words of a question: by rarity, by meaning, in either language."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.coverage import Coverage, coverage
from assistant.question import parse_question
from assistant.support import support
from tests.assistant.made import make_article, make_evidence

TEXT = (
    "红砂镇的拖拉机厂每12分钟生产一台拖拉机。厂里的工人平均月薪5200元。去年全镇居民的收入增长7%。"
)
MADE = "红砂镇的拖拉机厂每12分钟生产一台拖拉机。"
PAID = "厂里的工人平均月薪5200元。"
INCOME = "去年全镇居民的收入增长7%。"
ARTICLE = make_article(TEXT, title="红砂镇的工厂")
# (word, word of the text) -> cosine, as a static embedder would have it.
NEAR = {("工资", "月薪"): 0.5, ("下线", "生产"): 0.1, ("最低工资", "收入"): 0.17}
MEANT = {"wage": [("工资", 0.6), ("月薪", 0.4)], "metro": [("地铁", 1.0)], "town": [("镇", 1.0)],
         "lines": [("线路", 1.0)], "workers": [("工人", 1.0)]}  # fmt: skip


class Words:
    """A collection of ten passages in which the parts of `ARTICLE` stand once."""

    def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
        return {word: 1 for word in words if word in TEXT}

    def passage_count(self) -> int:
        return 10


def _late(word: str, texts: Sequence[str]) -> list[float]:
    return [
        max((cosine for (asked, other), cosine in NEAR.items() if asked == word and other in text), default=0.0)
        for text in texts
    ]  # fmt: skip


def _translate(word: str) -> list[tuple[str, float]]:
    return MEANT.get(word, [])


def _covered(question: str, sentence: str) -> Coverage:
    evidence = make_evidence(ARTICLE, sentence)
    return coverage(parse_question(question), evidence, Words(), _late, _translate)  # type: ignore[arg-type]


def test_another_word_for_the_same_thing_is_carried_in_part() -> None:
    asked = _covered("拖拉机厂的工资是多少？", PAID)
    assert 0.5 < asked.head_sentence < 1
    assert asked.head_sentence > _covered("拖拉机厂的工资是多少？", INCOME).head_sentence


def test_a_shared_character_carries_less_than_the_word() -> None:
    by_character = _covered("拖拉机的产量是多少？", MADE).head
    assert 0 < by_character < _covered("拖拉机厂的月薪是多少？", PAID).head == 1


def test_what_is_asked_for_weighs_by_itself() -> None:
    lowest = _covered("红砂镇的最低工资是多少？", INCOME)
    income = _covered("红砂镇的收入是多少？", INCOME)
    assert lowest.head_sentence < 0.3 < income.head_sentence
    assert lowest.least < income.least


@pytest.mark.parametrize(
    ("question", "sentence", "least", "most"),
    [
        ("What is the wage of the workers?", PAID, 0.4, 1.0),
        ("How many metro lines does the town have?", INCOME, 0.0, 0.2),
    ],
)
def test_an_english_word_is_carried_by_its_translations(
    question: str, sentence: str, least: float, most: float
) -> None:
    assert least <= _covered(question, sentence).head_sentence <= most


def test_rare_words_weigh_more_than_common_ones() -> None:
    class Common(Words):
        def document_frequencies(self, words: Sequence[str]) -> dict[str, int]:
            return {
                word: 9 if word in ("收入", "收", "入") else 1 for word in words if word in TEXT
            }

    evidence = make_evidence(ARTICLE, INCOME)
    rare = coverage(parse_question("红砂镇的收入和地铁线路？"), evidence, Words(), None, None)  # type: ignore[arg-type]
    common = coverage(parse_question("红砂镇的收入和地铁线路？"), evidence, Common(), None, None)  # type: ignore[arg-type]
    assert common.sentence < rare.sentence


def test_a_question_without_content_words_lacks_nothing() -> None:
    empty = _covered("多少？", MADE)
    assert empty.sentence == empty.passage == empty.least == empty.head == 1


def test_words_that_only_ask_are_no_content() -> None:
    plain, wordy = (
        parse_question("红砂镇有哪些工厂？"),
        parse_question("红砂镇有哪些工厂，能点几个名吗？"),
    )
    assert wordy.query.replace(",", "").strip() == plain.query


def test_a_name_spelled_by_a_rarer_reading_is_carried() -> None:
    article = make_article("乐平村的茶厂有40名工人。", title="乐平村的茶厂")
    evidence = make_evidence(article, article.text)
    for name in ("Leping", "Yueping"):
        question = parse_question(f"How many workers are there in {name}?")
        covered = coverage(question, evidence, Words(), _late, _translate)  # type: ignore[arg-type]
        assert covered.sentence == covered.passage == 1
        assert support(question, evidence, _late).missing != name.lower()
