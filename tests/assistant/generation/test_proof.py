"""A sentence is proved only where figures and names belong to the same things as in the source."""

from __future__ import annotations

import pytest

from assistant.generation.prompt import Source, make_source
from assistant.generation.proof import Prover
from assistant.generation.proper_names import names_in
from assistant.language import detect_language
from assistant.names import NameIndex
from index import Passage
from tests.assistant.made import make_article

TEXT = (
    "“最美教师”叶知秋在山里坚守31年，“贴心村医”韩冬青行医24年，一直扎根基层。"
    "涉及18个部门的检查事项412项、处罚事项527项，被汇总成一份清单。"
    "云岭县城镇居民的人均可支配收入已有71230元，农村居民为40125元。"
    "收入达到80万元以上的村有136个，占91.4%；120万元以上的有85个，占57.2%。"
    "县里的生产总值在2021年首次突破六百亿，为612.3亿元。今后3年，计划在新城投资45亿元，建成9座公园。"
    "白石镇组建县域医共体7个和城市医联体3个。全镇有26个村。"
)


@pytest.fixture(scope="module")
def source() -> Source:
    article = make_article(TEXT, id="a1", title="云岭县的一年", date="2022-03-01")
    return make_source(1, article, Passage(1, article.id, 0, None, 0, len(TEXT), TEXT))


@pytest.fixture(scope="module")
def prover() -> Prover:
    return Prover(lambda: NameIndex([TEXT]))


@pytest.mark.parametrize(
    "sentence",
    [
        "“贴心村医”韩冬青行医24年，扎根基层。",
        "18个部门的412项检查事项和527项处罚事项被汇总成清单。",
        "云岭县城镇居民人均可支配收入为71230元，农村居民人均可支配收入为40125元。",
        "收入达到80万元以上的村有136个，占比91.4%。",
        "收入120万元以上的有85个村，占比57.2%。",
        "2021年，云岭县生产总值首次突破六百亿元，达到612.3亿元。",
        "白石镇组建了7个县域医共体和3个城市医联体。",
    ],
)
def test_figures_of_the_same_thing(prover: Prover, source: Source, sentence: str) -> None:
    assert prover.prove(sentence, detect_language(sentence), [source]).fault is None


@pytest.mark.parametrize(
    "sentence",
    [
        "“贴心村医”韩冬青行医31年，扎根基层。",
        "“最美教师”叶知秋在山里坚守24年。",
        "18个部门的527项检查事项和412项处罚事项被汇总成清单。",
        "18个部门的412项检查事项和412项处罚事项被汇总成清单。",
        "云岭县城镇居民人均可支配收入为40125元，农村居民人均可支配收入为71230元。",
        "收入达到80万元以上的村有136个，占比57.2%。",
        "2021年，云岭县生产总值首次突破六百亿元，达到45亿元。",
        "白石镇组建了3个县域医共体和7个城市医联体。",
    ],
)
def test_figures_of_another_thing(prover: Prover, source: Source, sentence: str) -> None:
    assert prover.prove(sentence, detect_language(sentence), [source]).fault == "figure"


@pytest.mark.parametrize(
    "sentence",
    [
        "“贴心村医”赵明远行医24年，扎根基层。",
        "“贴心村医”叶知秋行医24年，扎根基层。",
        "青云镇组建了7个县域医共体和3个城市医联体。",
    ],
)
def test_names_of_others(prover: Prover, source: Source, sentence: str) -> None:
    assert prover.prove(sentence, detect_language(sentence), [source]).fault == "name"


def test_a_name_that_the_tagger_cuts_in_two() -> None:
    assert "赵明远" in names_in("困难群众赵明远每月领到917元。")
