"""What a question wants, which words the evidence carries, and how a refusal reads."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import assistant
from assistant.constraints import Unmet, unmet_demands
from assistant.expected import expected_type, figure_fits, type_held
from assistant.names import NameIndex
from assistant.question import parse_question
from assistant.refuse import (
    MONOTONE,
    Decision,
    _nothing_known,
    decide,
    judge,
    load_calibration,
    missing_text,
)
from assistant.short_answer import short_answer
from assistant.suggest import question_about
from assistant.support import support
from assistant.who import organisations_in, people_in
from index.figures import find_figures
from tests.assistant.made import make_article, make_evidence

TEXT = "青石镇的松果公园总投资3000万元。去年五一期间，公园接待游客2万人次。园长林小满说，公园占地120亩。"
ARTICLE = make_article(TEXT, title="青石镇建公园", date="2022-05-08")
INVESTED = "青石镇的松果公园总投资3000万元。"
HEAD = "园长林小满说，公园占地120亩。"


class NoWords:
    """A collection of one passage in which no word stands."""

    def document_frequencies(self, words: list[str]) -> dict[str, int]:
        return {}

    def passage_count(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("门票多少钱一张？", "money"),
        ("园里有多少名员工？", "people"),
        ("她今年几岁？", "age"),
        ("产量增长了多少？", "share"),
        ("物业费一个月多少？", "money"),
        ("书店捐了多少书？", "number"),
        ("占地面积是多少？", "area"),
        ("镇上的校长是谁？", "person"),
        ("为什么要建公园？", None),
        ("What was the prize money for the men's winner?", "money"),
        ("What is the fare?", "money"),
    ],
)
def test_the_question_says_what_type_it_wants(question: str, expected: str | None) -> None:
    parsed = parse_question(question)
    assert expected_type(parsed.folded, parsed.kind) == expected


def test_a_sentence_without_the_type_does_not_hold_it() -> None:
    evidence = make_evidence(ARTICLE, INVESTED)
    assert type_held("money", evidence.text, evidence.figures) == 1
    assert type_held("people", evidence.text, evidence.figures) == 0
    assert type_held("person", HEAD, ()) == 1
    assert type_held("person", HEAD, (), "林小满的丈夫是谁") == 0


def test_names_of_people_and_organisations() -> None:
    assert [name.text for name in people_in(HEAD)] == ["林小满"]
    text = "项目依托青石长风激光科技有限公司。"
    assert [name.text for name in organisations_in(text)] == ["青石长风激光科技有限公司"]
    assert all(text[n.start : n.end] == n.text for n in organisations_in(text))


def test_the_thing_asked_for_is_looked_for_in_the_sentence() -> None:
    evidence = make_evidence(ARTICLE, INVESTED)
    invested = support(parse_question("松果公园的总投资是多少？"), evidence, None)
    ticket = support(parse_question("松果公园的门票多少钱？"), evidence, None)
    assert invested.near_answer == 1 and invested.weakest == 1
    assert ticket.near_answer == 0 and ticket.missing == "门票"


def test_a_place_known_to_the_collection_needs_no_class_word() -> None:
    text = "松坪镇有公园3座。荷塘镇有公园8座。"
    article = make_article(text, title="两镇的公园")
    names = NameIndex([text])
    evidence = make_evidence(article, "荷塘镇有公园8座。")
    assert unmet_demands(parse_question("松坪有多少座公园？"), evidence, names)
    assert not unmet_demands(parse_question("荷塘有多少座公园？"), evidence, names)


def test_a_comparison_with_last_year_is_no_other_year() -> None:
    text = "2023年一季度，全镇产值8亿元，比上年同期增长6%。"
    evidence = make_evidence(make_article(text, date="2023-05-08"), text)
    asked = parse_question("2022年全镇产值是多少？")
    assert [u.found for u in unmet_demands(asked, evidence)] == ["2023"]


@pytest.mark.parametrize("profile", ["reader", "lexical", "words"])
def test_more_support_never_lowers_the_confidence(profile: str) -> None:
    weights = load_calibration(profile).weights
    assert len(weights) == len(MONOTONE)
    assert all(w * sign >= 0 for w, sign in zip(weights, MONOTONE, strict=True))


def test_signals_have_the_length_of_the_weights() -> None:
    class NoWords:
        def document_frequencies(self, words: list[str]) -> dict[str, int]:
            return dict.fromkeys(words, 1)

        def passage_count(self) -> int:
            return 1

    evidence = make_evidence(ARTICLE, INVESTED)
    judged = judge(parse_question("公园投资多少？"), evidence, NoWords(), None)  # type: ignore[arg-type]
    assert len(judged.signals()) == len(MONOTONE)


def test_short_answers_are_of_the_type_wanted() -> None:
    evidence = make_evidence(ARTICLE, HEAD, span="公园")
    head = short_answer(parse_question("公园的园长是谁？"), evidence)
    area = short_answer(parse_question("公园占地多少亩？"), evidence)
    assert head is not None and head.text == "林小满"
    assert area is not None and area.text == "120亩"


def test_the_refusal_names_what_there_is_instead() -> None:
    question = parse_question("2022年青石镇的粮食产量是多少？")
    other = Decision(False, 0.1, (Unmet("year", "2022", "2020"),), same_thing=True)
    assert missing_text(question, other) == "只给出2020年的青石镇的粮食产量，没有2022年的"
    assert (
        missing_text(parse_question("丁家村有多少人口？"), Decision(False, 0.1))
        == "没有写丁家村的人口"
    )


def test_a_suggestion_can_be_asked_on_its_own() -> None:
    assert question_about("项目总投资达到3000万元。") is None
    assert (
        question_about("2020年青石镇粮食总产量达到12.5万吨。") == "2020年青石镇粮食总产量是多少？"
    )


def test_the_questions_that_fit_it_are_not_those_that_measure_it() -> None:
    folder = Path(assistant.__file__).parent
    rows = (folder / "refusal_questions.jsonl").read_text("utf-8").splitlines()
    fitted = {json.loads(row)["question"] for row in rows}
    sets = folder.parent / "eval" / "sets"
    for name in ("single", "unanswerable"):
        lines = (sets / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert not fitted & {json.loads(line)["question"] for line in lines}


def _rows() -> list[dict[str, str | None]]:
    path = Path(assistant.__file__).with_name("refusal_questions.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_answers_to_fit_on_stand_in_the_made_articles() -> None:
    path = Path(assistant.__file__).with_name("refusal_articles.jsonl")
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    made = [row for row in _rows() if row["of"] == "made" and row["answer"]]
    assert len(made) > 300
    for row in made:
        assert any(str(row["answer"]) in text for text in texts), row["question"]


def test_each_side_is_asked_in_three_languages() -> None:
    from assistant.language import detect_language

    for answerable in (True, False):
        asked = [row for row in _rows() if (row["answer"] is not None) is answerable]
        spoken = [detect_language(str(row["question"])) for row in asked]
        assert min(map(spoken.count, ("zh-Hans", "zh-Hant", "en"))) >= 8


def test_a_strange_word_lowers_the_confidence_and_rules_nothing_out() -> None:
    class NoWords:
        def document_frequencies(self, words: list[str]) -> dict[str, int]:
            return {word: 1 for word in words if word in TEXT}

        def passage_count(self) -> int:
            return 1

    evidence = make_evidence(ARTICLE, INVESTED, reader_answerable=1.0, reader_sentence=1.0)
    seen, strange = (
        judge(parse_question(question), evidence, NoWords(), None)  # type: ignore[arg-type]
        for question in ("松果公园总投资多少钱？", "松果公园的缆车票价多少钱？")
    )
    assert seen.strange < strange.strange <= 1
    for profile in ("reader", "lexical", "words"):
        calibration = load_calibration(profile)
        assert decide(strange, calibration).confidence < decide(seen, calibration).confidence


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("敦煌的松果公园投资多少钱？", ["敦煌"]),
        ("松果公园投资多少钱？", []),
        # 张罗 stands in the dictionary as a name, too.
        ("公园是谁张罗的？", []),
        ("山沟沟里的公园是哪家五百强投资的？", []),
        # Of 青石敦煌 the articles hold 石敦: the question is cut elsewhere than it looks.
        ("青石敦煌街有多长？", []),
    ],
)
def test_a_name_that_all_know_and_no_article_holds_is_refused(
    question: str, unknown: list[str]
) -> None:
    class Town:
        def document_frequencies(self, words: list[str]) -> dict[str, int]:
            return {word: 1 for word in words if word in TEXT or word == "石敦"}

        def passage_count(self) -> int:
            return 1

    parsed = parse_question(question)
    judged = judge(parsed, make_evidence(ARTICLE, INVESTED), Town(), None)  # type: ignore[arg-type]
    names = [u.text for u in judged.unmet if u.kind == "name" and u.final]
    assert names == unknown
    decision = decide(judged, load_calibration("reader"))
    if unknown:
        assert not decision.answered
        assert "敦煌" in missing_text(parsed, decision)


@pytest.mark.parametrize(
    ("question", "foreign", "unknown"),
    [
        ("How much was invested in the park in Dunhuang?", ("dunhuang",), ["Dunhuang"]),
        ("When did the Pingtan–Dunhuang Bridge open?", ("dunhuang",), ["Dunhuang"]),
        # Spelled in the passage, though the index took it for no name.
        ("How much was invested in the park in Qingshi?", ("qingshi",), []),
        # 石 is read dan, too.
        ("How much was invested in the park in Qingdan?", ("qingdan",), []),
        ("How much was invested in the Skateboard park?", ("skateboard",), []),
        # Begins like one of our names, and "ring" is no syllable of them.
        ("How much was invested in the Haring park?", ("haring",), []),
        ("Zhenhai park: how much was invested?", (), []),
    ],
)
def test_a_name_spelled_in_pinyin_that_no_article_holds_is_refused(
    question: str, foreign: tuple[str, ...], unknown: list[str]
) -> None:
    parsed = replace(parse_question(question), foreign=foreign)
    judged = judge(parsed, make_evidence(ARTICLE, INVESTED), NoWords(), None)  # type: ignore[arg-type]
    assert [u.text for u in judged.unmet if u.kind == "name" and u.final] == unknown
    if unknown:
        decision = decide(judged, load_calibration("reader"))
        assert not decision.answered and "dunhuang" in missing_text(parsed, decision).lower()


@pytest.mark.parametrize(
    ("question", "foreign", "refused"),
    [
        ("How do I reset my router?", ("reset", "router"), True),
        # One word of two means something, and one alone may be too rare for the lexicon.
        ("How was the park router bought?", ("router", "bought"), False),
        ("Which routers?", ("routers",), False),
    ],
)
def test_a_question_of_strange_words_alone_is_refused(
    question: str, foreign: tuple[str, ...], refused: bool
) -> None:
    parsed = replace(parse_question(question), foreign=foreign)
    judged = judge(parsed, make_evidence(ARTICLE, INVESTED), NoWords(), None)  # type: ignore[arg-type]
    assert judged.refused_anyway is refused
    if refused:
        text = missing_text(parsed, decide(judged, load_calibration("reader")))
        assert text == "they do not mention reset, router"


@pytest.mark.parametrize(
    ("question", "strange", "unknown"),
    [
        (
            "How do I renew my visa as a foreigner in the county?",
            ("renew", "visa", "foreigner"),
            ["renew"],
        ),
        ("How do I renew the reading card of the county library?", ("renew",), []),
        ("How did farmers renew the visa of a foreigner?", ("renew", "visa", "foreigner"), []),
        ("Who renews visas?", ("renews", "visas"), ["renews"]),
    ],
)
def test_an_errand_of_which_half_the_words_stand_nowhere_is_refused(
    question: str, strange: tuple[str, ...], unknown: list[str]
) -> None:
    asked = replace(parse_question(question), foreign=strange)
    assert _nothing_known(asked) == unknown


@pytest.mark.parametrize(
    ("told", "people"), [("惠及老年人口有12万", True), ("新增人数3万", True), ("投入3万", False)]
)
def test_a_number_behind_a_word_for_people_counts_them(told: str, people: bool) -> None:
    (figure,) = find_figures(told)
    assert figure_fits("people", figure) is people
