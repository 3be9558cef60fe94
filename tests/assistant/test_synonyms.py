"""Words that a text may carry another word by."""

from __future__ import annotations

from assistant.question import parse_question
from assistant.refuse import judge
from assistant.support import support
from assistant.synonyms import also_said, widen
from tests.assistant.made import make_article, make_evidence

SENTENCE = "青石面馆的经营者岳明介绍，店里的伙食费每人每天12元。"


class Nothing:
    """A collection that holds none of the words."""

    def document_frequencies(self, words: list[str]) -> dict[str, int]:
        return {}

    def passage_count(self) -> int:
        return 1


def test_words_of_everyday_talk_do_not_widen_the_search() -> None:
    assert "餐费" in also_said("饭钱") and widen("饭钱") == ""
    assert "生产总值" in also_said("gdp")
    assert also_said("面馆") == ()


def test_a_word_is_carried_by_another_that_means_the_same() -> None:
    evidence = make_evidence(make_article(SENTENCE), SENTENCE)
    assert support(parse_question("青石面馆的老板是谁？"), evidence, None).focus == 1
    assert support(parse_question("青石面馆的厨师是谁？"), evidence, None).focus == 0


def test_what_is_said_in_other_words_is_not_called_missing() -> None:
    evidence = make_evidence(make_article(SENTENCE), SENTENCE)
    asked = parse_question("青石面馆的饭钱多少？")
    judged = judge(asked, evidence, Nothing(), None)  # type: ignore[arg-type]
    assert "饭钱" not in judged.unseen and "青石" in " ".join(judged.unseen)


def test_everyday_words_are_carried_by_official_ones() -> None:
    for said, printed in (
        ("公家", "政府"),
        ("工钱", "薪酬"),
        ("二产", "第二产业"),
        ("礼拜", "周"),
    ):
        assert printed in also_said(said)
        assert not widen(said)
