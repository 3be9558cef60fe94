"""Amounts that a question names, put as papers print them, and clauses that are worded alike."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.contrasts import counterpart_alone, of_all_residents
from assistant.expected import expected_type
from assistant.figure_features import figure_features
from assistant.figure_labels import labels_of
from assistant.measured_amiss import measures_another
from assistant.parallel_clauses import asked_literally, told_apart, told_of_neither
from assistant.public_affairs import printed_terms, words_of_terms
from assistant.question import parse_question
from assistant.short_answer import figures_wanted, short_answer
from assistant.sums_asked import chinese_amounts, english_amounts
from assistant.written_english import in_written_english

from .made import make_article, make_evidence


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Which hamlet earns at least three million yuan?", "Which hamlet earns 300万元以上?"),
        ("Which firm got RMB 1,250,000?", "Which firm got 125万元?"),
        ("Who earns more than 8,000 yuan a month?", "Who earns 8000元以上 a month?"),
        ("Where do 210,000 households live?", "Where do 21万 households live?"),
        (
            "Which platform yields one hundred billion yuan or more?",
            "Which platform yields 1000亿元以上?",
        ),
        ("Which school sent under 60 per cent?", "Which school sent 60%以下?"),
        # Years, names and small numbers stay.
        ("Which of the 3 towns won in 2019?", "Which of the 3 towns won in 2019?"),
        ("Is a Global 500 company under 40 there?", "Is a Global 500 company under 40 there?"),
    ],
)
def test_english_amounts_are_put_as_papers_print_them(asked: str, printed: str) -> None:
    assert english_amounts(asked) == printed


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("收入过百万元的村有几个", "收入100万元以上的村有几个"),
        ("那三百二十项检查归谁管", "那320项检查归谁管"),
        ("补了一百多万的是哪个厂", "补了100多万的是哪个厂"),
        ("花五个亿造的桥叫什么", "花5亿造的桥叫什么"),
        # No one number, or none at all.
        ("几十万人去过", "几十万人去过"),
        ("三四百户人家", "三四百户人家"),
        ("千家万户都用上了吗", "千家万户都用上了吗"),
        ("三个村", "三个村"),
    ],
)
def test_chinese_amounts_are_put_in_digits(asked: str, printed: str) -> None:
    assert chinese_amounts(asked, lambda run: False) == printed


def test_an_amount_that_the_articles_spell_out_stays() -> None:
    assert chinese_amounts("收入过百万元的村", lambda run: run == "过百万元") == "收入过百万元的村"


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("How large is the county's economy in 2020?", "How large is the county's GDP in 2020?"),
        ("profit in the first six months of 2020", "profit in the first half of 2020"),
        ("Is the economy of sharing discussed?", "Is the economy of sharing discussed?"),
    ],
)
def test_english_is_put_in_the_words_of_papers(asked: str, written: str) -> None:
    assert in_written_english(asked) == written


def test_the_head_of_a_term_may_be_in_the_plural() -> None:
    assert dict(printed_terms("how many chambers of commerce joined?")) == {"商会": 0.5}
    assert words_of_terms("how many chambers of commerce joined?") == {"chambers", "of", "commerce"}
    assert not words_of_terms("how many villagers joined?")


ALIKE = "七成的村步行十分钟内有学堂，九成的村步行十分钟内有球场。"


def _alike(word: str, texts: Sequence[str]) -> list[float]:
    """Words are like those that they share a character with."""
    return [sum(character in text for character in word) / len(word) for text in texts]


@pytest.mark.parametrize(
    ("question", "share"),
    [("走十分钟有学校的村占几成?", "七成"), ("走十分钟能打球的村占几成?", "九成")],
)
def test_clauses_worded_alike_are_told_apart_by_what_differs(question: str, share: str) -> None:
    evidence = make_evidence(make_article(ALIKE), ALIKE)
    asked = parse_question(question)
    wanted = [figure for figure in evidence.figures if figure.kind in ("percent", "fraction")]
    assert [figure.text for figure in wanted] == ["七成", "九成"]
    apart = [one.apart for one in figure_features(asked, evidence, wanted, _alike)]
    right = [figure.text for figure in wanted].index(share)
    assert apart[right] > 0 > apart[1 - right]
    found = short_answer(asked, evidence, _alike)
    assert found is not None and found.text == share


def test_a_word_that_one_of_two_clauses_says_decides() -> None:
    evidence = make_evidence(make_article(ALIKE), ALIKE)
    wanted = [figure for figure in evidence.figures if figure.kind in ("percent", "fraction")]
    labels = labels_of(ALIKE, evidence.figures, wanted)
    asked = parse_question("十分钟走得到学堂的村占几成?")
    assert asked_literally(asked, wanted, labels) == [1.0, -1.0]
    asked = parse_question("十分钟走得到的村占几成?")
    assert asked_literally(asked, wanted, labels) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("question", "neither"),
    [
        ("十分钟走得到学堂的村占几成?", False),
        ("十分钟走得到诊所的村占几成?", True),
        ("走十分钟能打球的村占几成?", False),
    ],
)
def test_what_no_clause_of_a_pair_says_is_not_answered(question: str, neither: bool) -> None:
    evidence = make_evidence(make_article(ALIKE), ALIKE)
    wanted = [figure for figure in evidence.figures if figure.kind in ("percent", "fraction")]
    assert told_of_neither(parse_question(question), evidence, wanted, _alike) is neither


def test_clauses_of_different_words_are_left_to_other_features() -> None:
    text = "村里有茶园30亩，去年来了500名客人。"
    evidence = make_evidence(make_article(text), text)
    asked = parse_question("来了多少客人?")
    wanted = figures_wanted(asked, evidence)
    labels = labels_of(text, evidence.figures, wanted)
    assert told_apart(asked, wanted, labels, _alike) == [0.0] * len(wanted)


@pytest.mark.parametrize(
    "asked",
    ["what do city dwellers earn?", "the income of townspeople?", "urban residents' income?"],
)
def test_english_names_town_and_country_too(asked: str) -> None:
    assert of_all_residents(asked, "居民人均可支配收入达5万元")
    assert counterpart_alone(asked, "农村居民人均可支配收入达3万元", [])
    assert not counterpart_alone(asked, "农村居民人均可支配收入", ["城镇居民人均可支配收入"])
    assert not of_all_residents(asked, "城镇居民人均可支配收入达7万元")


def test_a_difference_that_is_asked_for_is_the_figure() -> None:
    text = "全县综合得分88.2，比全市平均高2.4分，在9个县中排第二。"
    evidence = make_evidence(make_article(text), text, span="88.2")
    found = short_answer(
        parse_question("By how many points did the county beat the city average?"), evidence
    )
    assert found is not None and found.text == "2.4分"


@pytest.mark.parametrize(
    ("question", "amiss"),
    [
        ("How much is a night at the guesthouse?", True),
        ("What does one ticket cost?", True),
        ("How much does a villager earn a year?", False),
        ("How much did the guesthouse take in?", False),
    ],
)
def test_what_a_house_takes_in_is_not_the_price_of_a_night(question: str, amiss: bool) -> None:
    text = "民宿去年的经营收入达160万元。"
    evidence = make_evidence(make_article(text), text)
    assert measures_another(parse_question(question), evidence) == amiss


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("镇上有个当了八年的民警,帮人修好了门,叫什么名字?", "person"),
        ("问客人能不能停船的那位村民叫什么?", "person"),
        ("有个医生办的平台,叫什么名字?", "definition"),
        ("Whose plant was the first of its kind?", "organisation"),
        ("Which Global 500 company lent the boats?", "organisation"),
        ("What portion of the villages has a nursery?", "figure"),
        ("What were the village's earnings in 2020?", "figure"),
        ("What problem made them close the mill?", "reason"),
        ("What keeps the boats in port?", "reason"),
    ],
)
def test_the_words_say_what_is_asked_for(question: str, kind: str) -> None:
    assert parse_question(question).kind == kind


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("那条街占多大的地方?", "area"),
        ("最近几天闹事,伤了几个人?", "people"),
        ("what are the exports so far?", "money"),
    ],
)
def test_the_type_that_is_wanted(question: str, wanted: str) -> None:
    assert expected_type(question, "figure") == wanted
