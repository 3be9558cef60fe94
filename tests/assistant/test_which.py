"""What "which" asks for in English: a body, a place or a person of the class that its noun names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.fitting import fitting_first
from assistant.names import in_pinyin
from assistant.organisation import class_asked
from assistant.question import parse_question
from assistant.short_answer import short_answer

from .made import make_article, make_evidence


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which body in Songxi built the platform?", "organisation"),
        ("Which Qinghe (Songxi) insurance company pays for it?", "organisation"),
        ("Which 松溪 primary school opened the library?", "organisation"),
        ("In which neighbourhood does the lady live who called for help?", "place"),
        ("On which street did the bakery open?", "place"),
        ("Which village head gave the books?", "person"),
        ("Which hospital doctor treats those who fell?", "person"),
        ("A headmaster praised the shared lessons. What's his name?", "person"),
        ("What did the villages collect in rent from the halls?", "figure"),
        ("What did the hospital spend on beds?", "figure"),
        # No verb stands between "what" and the noun that it asks for.
        ("What happened at the bank?", "other"),
        ("What does the company want?", "definition"),
        ("What community services are there?", "other"),
        ("Which county got a woman as its head?", "place"),
        ("What was the name of the rescued man?", "person"),
        ("What is the name of the company that lends the boats?", "organisation"),
        ("By when must the river be clean?", "date"),
        ("In which Western year was the county founded?", "date"),
        ("On which dates is the fair held?", "date"),
        ("What are the pears of Songxi worth a year?", "figure"),
        ("What was the average rainfall in Songxi?", "figure"),
        ("How strong was the wind?", "figure"),
        # A headline asks without a question word.
        ("Price of eggs at the Songxi market?", "figure"),
        ("Name of the song that they sang?", "other"),
    ],
)
def test_the_noun_says_what_is_asked_for(question: str, kind: str) -> None:
    assert parse_question(question).kind == kind


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("which songxi middle school won?", "中学"),
        ("which 松溪 bank lent the money?", "银行"),
        ("which hospital staff were sent?", None),
        ("which office runs it?", None),
    ],
)
def test_the_class_of_a_body(question: str, wanted: str | None) -> None:
    assert class_asked(question) == wanted


STREET = "近日，石桥街道银杏社区老人李小满按下呼叫器，十分钟后师傅上门。"
MADE = "由清河县企业策划、松溪镇企业生产的饮料，两天卖出三百瓶。"
SAID = "“我们还要再推一款。”清河大通饮品有限公司经理李小满说。"


@pytest.mark.parametrize(
    ("question", "text", "span", "answer"),
    [
        ("In which neighbourhood does the lady live who called?", STREET, "李小满", "银杏社区"),
        ("Which 清河 company designed the drink?", MADE, "松溪镇", None),
        ("Which company is it that the manager runs?", SAID, "李小满", "清河大通饮品有限公司"),
    ],
)
def test_the_answer_is_of_the_class(
    question: str, text: str, span: str, answer: str | None
) -> None:
    evidence = make_evidence(make_article(text), text, span=span)
    found = short_answer(parse_question(question), evidence)
    assert (None if found is None else found.text) == answer


def test_a_park_is_known_by_its_word() -> None:
    text = "周六，三百名孩子在清河区2049公园过节，晚上去了松溪镇。"
    evidence = make_evidence(make_article(text), text, span="松溪镇")
    found = short_answer(parse_question("In which park did the children meet?"), evidence)
    assert found is not None and found.text == "2049公园"


def test_who_has_a_name_is_named() -> None:
    text = "清河镇石桥小学与城里的学校同上一堂课。"
    told = "石桥小学校长李小满说，孩子们都爱上这堂课。"
    article = make_article(text + told)
    pupils = replace(make_evidence(article, text, span="石桥小学"), score=1.0)
    headmaster = replace(make_evidence(article, told), score=0.0)
    question = parse_question("A headmaster praised the shared lessons. What's his name?")
    assert short_answer(question, pupils) is None
    assert fitting_first(question, [pupils, headmaster]) == [headmaster, pupils]


def test_a_place_without_its_class_word_is_one() -> None:
    text = "村里的三位姑娘回乡开起民宿。"
    told = "在庆元，成立了第一个基金。"
    article = make_article(text + told)
    first = replace(make_evidence(article, text), score=1.0)
    located = replace(make_evidence(article, told), score=0.0)
    question = parse_question("Which county set up the first fund?")
    assert fitting_first(question, [first, located])[0] is located


def test_surnames_are_read_as_surnames() -> None:
    assert [in_pinyin(name) for name in ("缪小满", "单小满", "曾小满")] == [
        "Miao Xiaoman",
        "Shan Xiaoman",
        "Zeng Xiaoman",
    ]
