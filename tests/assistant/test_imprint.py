"""Questions about an article itself are answered from its record, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assistant.answer import Citation, Sentence, answer_to_json
from assistant.dialogue import Standalone
from assistant.imprint import fields_asked, recorded_answer
from assistant.question import parse_question
from assistant.record import author_names, recorded
from assistant.retrieve import Candidate
from assistant.understand import Understood
from assistant.verify import verify
from index import Article, Passage

from .made import make_article

BRIDGE = make_article(
    "石桥村的木桥修好了。村民又能过河了。", id="a1", title="木桥归来", source="清河日报",
    date="2023-03-10", page="3", author="本报记者 林小满 苏大有",
)  # fmt: skip
BOATS = make_article("东湾的渔船换了新帆。", id="a2", title="东湾换新帆")


def passages(article_id: str) -> Iterator[Passage]:
    article = {"a1": BRIDGE, "a2": BOATS}[article_id]
    yield Passage(1, article.id, 0, None, 0, len(article.text), article.text)


def understood(text: str) -> Understood:
    question = parse_question(text)
    return Understood(text, Standalone(text), question, question, question.query)


def asked(text: str, before: tuple[Article, ...] = ()) -> tuple[str | None, bool] | None:
    candidates = [
        Candidate(next(passages(article.id)), article, 1.0, rank, None)
        for rank, article in enumerate((BRIDGE, BOATS))
    ]
    answer = recorded_answer(
        understood(text), fields_asked(parse_question(text).folded), candidates, before, passages
    )
    return None if answer is None else (answer.short_answer, answer.abstained)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("《木桥归来》是谁写的？", "林小满、苏大有"),
        ("“木桥归来”这篇报道是哪天登的？", "2023年3月10日"),
        ("写石桥村木桥的那篇文章登在哪家报纸上？", "清河日报"),
        ("讲石桥村木桥的那版清河日报是哪天出的？", "2023年3月10日"),
        ("《木桥归来》这篇稿子署的谁的名？", "林小满、苏大有"),
        ("「木橋歸來」這篇文章在第幾版？", "3"),
        ("Who wrote the newspaper article “木桥归来”?", "林小满, 苏大有"),
        ("When was the article “木桥归来” published in the paper?", "March 10, 2023"),
        ("What is the newspaper of the article “木桥归来”?", "清河日报"),
    ],
)
def test_the_record_answers(question: str, answer: str) -> None:
    assert asked(question) == (answer, False)


def test_what_is_not_printed_is_refused() -> None:
    assert asked("《东湾换新帆》是谁写的？") == (None, True)


def test_this_article_is_the_one_cited_before() -> None:
    assert asked("这篇报道是谁写的？", (BRIDGE,)) == ("林小满、苏大有", False)
    assert asked("这篇报道是谁写的？") is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [("第几版？", "3"), ("那是哪家报纸登的呢？", "清河日报"), ("Which page was it on?", "3")],
)
def test_a_page_and_a_newspaper_are_those_of_the_article_cited_before(
    question: str, answer: str
) -> None:
    assert asked(question, (BRIDGE,)) == (answer, False)
    assert asked(question) is None


def test_what_no_article_is_called_is_not_its_record() -> None:
    assert asked("《白鹭传》的作者是谁？") is None


@pytest.mark.parametrize(
    "question",
    [
        "村里的路是谁修的？",
        "渔船什么时候换的帆？",
        "谁写了村歌？",
        "Who repaired the bridge?",
        "哪家报纸的记者来过村里？",
    ],
)
def test_questions_about_what_is_told_are_none_about_the_article(question: str) -> None:
    assert fields_asked(parse_question(question).folded) == ()


def test_a_sentence_that_says_more_than_the_record_is_dropped() -> None:
    passage = next(passages("a1"))
    citation = Citation(1, BRIDGE, 0, 10, BRIDGE.text[:10], passage)
    sentence = Sentence(
        "“木桥归来”署名林小满、苏大有（据报头和署名，非正文）。", (1,), record=("author",)
    )
    assert verify([sentence], [citation]).sentences
    forged = replace(sentence, text=sentence.text.replace("苏大有", "周立"))
    assert not verify([forged], [citation]).sentences


def test_the_contract_says_what_is_recorded() -> None:
    candidates = [Candidate(next(passages("a1")), BRIDGE, 1.0, 0, None)]
    answer = recorded_answer(
        understood("《木桥归来》是谁写的？"), ("author",), candidates, (), passages
    )
    assert answer is not None
    printed = answer_to_json(answer)
    assert printed["sentences"][0]["record"] == ["author"]
    cited = printed["citations"][0]
    assert BRIDGE.text[cited["start"] : cited["end"]] == cited["quote"]


def test_names_of_a_byline() -> None:
    assert author_names("本报讯（记者 林小满）") == ("林小满",)
    assert author_names("通讯员 苏大有 摄影 周立") == ("苏大有", "周立")
    assert recorded(BOATS, "date", "en") is None


def test_a_topic_in_a_title_says_which_article_is_meant() -> None:
    assert asked("那篇讲东湾的报道是谁写的？") == (None, True)
    assert asked("那篇讲木桥的报道是哪天登的？", (BOATS,)) == ("2023年3月10日", False)
