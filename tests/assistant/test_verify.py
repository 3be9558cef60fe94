"""A citation that is not verbatim takes its sentence with it; so does an unproved figure."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Citation, Sentence
from assistant.compose import citation_of
from assistant.verify import verify
from tests.assistant.made import make_article, make_evidence

TEXT = "东河镇有童装企业1.4万余家。全镇年产童装14.5亿件（套），占全国三分之二。"
FIRST, SECOND = "东河镇有童装企业1.4万余家。", "全镇年产童装14.5亿件（套），占全国三分之二。"


def _citations() -> list[Citation]:
    article = make_article(TEXT)
    return [
        citation_of(make_evidence(article, FIRST), 1),
        citation_of(make_evidence(article, SECOND), 2),
    ]


def test_what_is_verbatim_stays() -> None:
    verified = verify([Sentence(FIRST, (1,)), Sentence(SECOND, (2,))], _citations())
    assert [s.text for s in verified.sentences] == [FIRST, SECOND]
    assert not verified.dropped


def test_a_shifted_quote_goes_with_its_sentence_and_the_rest_is_renumbered() -> None:
    first, second = _citations()
    shifted = replace(first, start=first.start + 1, end=first.end + 1)
    verified = verify([Sentence(FIRST, (1,)), Sentence(SECOND, (2,))], [shifted, second])
    assert [s.text for s in verified.sentences] == [SECOND]
    assert [c.n for c in verified.citations] == [1]
    assert verified.sentences[0].citations == (1,)
    assert len(verified.dropped) == 1


def test_an_altered_figure_goes() -> None:
    altered = "东河镇有童装企业2.4万余家。"
    verified = verify([Sentence(altered, (1,)), Sentence(SECOND, (2,))], _citations())
    assert [s.text for s in verified.sentences] == [SECOND]
    assert "2.4万余家" in verified.dropped[0][1]


def test_a_converted_figure_stays() -> None:
    verified = verify([Sentence("1.45 billion pieces", (2,))], _citations())
    assert len(verified.sentences) == 1


def test_a_sentence_without_citation_goes() -> None:
    assert not verify([Sentence(FIRST, ())], _citations()).sentences
    assert not verify([Sentence(FIRST, (9,))], _citations()).sentences
