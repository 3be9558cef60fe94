"""The measures of single parts: final demands on given sentences, short answers from them."""

from __future__ import annotations

import pytest

from assistant.evidence import Evidence
from assistant.measure_demands import final_demand, held_against
from assistant.measure_short_answers import asked, judged
from assistant.short_answer import ShortAnswer
from assistant.written import answering, nearest, pointed, within
from models.reading import Reading, Span
from models.training.corpus import Example

TEXT = "镇里去年建了12个书屋。王伟管着其中的3个书屋。"


def example(question: str, answer: str | None, context: str = TEXT) -> Example:
    if answer is None:
        return Example("ours", context, question, -1, -1)
    start = context.index(answer)
    return Example("ours", context, question, start, start + len(answer))


def told(text: str) -> Evidence:
    return within(text, 0, len(text))


def test_the_sentence_that_answers_is_the_evidence() -> None:
    evidence = answering(example("王伟管几个书屋?", "3个")) or pytest.fail()
    assert evidence.text == TEXT[evidence.start : evidence.end] == "王伟管着其中的3个书屋。"
    assert evidence.candidate.article.text == TEXT
    assert evidence.pointers == () and evidence.span is None
    assert [figure.text for figure in evidence.figures] == ["3个"]


def test_what_the_reader_points_at_in_the_sentence_is_kept() -> None:
    class Pointing:
        def read(self, question: str, passages: object, sentences: object) -> list[Reading]:
            first, second = TEXT.index("12个"), TEXT.index("3个")
            spans = (Span(first, first + 3, 2.0), Span(second, second + 2, 1.0))
            return [Reading(spans, 0.0, 0.9, (0.5, 0.4))]

    asked_for = example("王伟管几个书屋?", "3个")
    told_of = answering(asked_for) or pytest.fail()
    evidence = pointed(asked_for, told_of, Pointing(), asked_for.question)  # type: ignore[arg-type]
    assert evidence.span is not None and evidence.span_score == 1.0
    start, end = evidence.span
    assert TEXT[start:end] == "3个"


def test_a_near_miss_and_an_answer_over_two_sentences_have_no_sentence() -> None:
    assert answering(example("王伟管几个食堂?", None)) is None
    assert answering(example("书屋怎么样?", "书屋。王伟管着")) is None


def test_a_near_miss_is_held_against_the_nearest_sentence() -> None:
    found = nearest(example("王伟管着几个食堂?", None))
    assert found is not None and found.text.startswith("王伟")
    assert nearest(example("王伟?", None, "")) is None


def test_a_final_demand_is_found_and_counted() -> None:
    asked_for = example("2021年王伟管着几个书屋?", "3个")
    assert final_demand(asked_for, told("2021年王伟管着其中的3个书屋。")) is None
    demand = final_demand(asked_for, told("2019年王伟管着其中的3个书屋。"))
    assert demand is not None and demand.final and demand.kind == "year"
    rows = held_against(
        [asked_for, example("书屋?", None)],
        lambda one: told("2019年王伟管着3个书屋。") if one.start >= 0 else None,
    )
    assert [row.demand for row in rows] == [demand]


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        (None, "none"),
        (ShortAnswer("12个", 6, 9), "right"),
        (ShortAnswer("12个书屋", 6, 11), "right"),
        (ShortAnswer("镇里", 0, 2), "wrong"),
        (ShortAnswer("了1", 5, 7), "part"),
    ],
)  # fmt: skip
def test_a_short_answer_is_judged_by_its_place(given: ShortAnswer | None, verdict: str) -> None:
    assert judged(example("去年建了几个书屋?", "12个"), given) == verdict


def test_questions_without_a_span_are_left_out() -> None:
    rows = asked([example("王伟管几个书屋?", "3个"), example("为什么建书屋?", "12个")], None)
    assert [(row.given, row.verdict) for row in rows] == [("3个", "right")]
