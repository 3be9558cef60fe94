"""Claims about made-up counties, in three languages: `claims.txt` has one a line, S, C or N first."""

from __future__ import annotations

import importlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from assistant.claims import check_text, check_whole, render_verdict, verdict_to_json
from assistant.names import NameIndex

HERE = Path(__file__).parent
VERDICTS = {"S": "supported", "C": "contradicted", "N": "not_enough_info"}


def _news() -> ModuleType:
    spec = importlib.util.spec_from_file_location("claims_news", HERE / "news.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


NEWS = _news()
CLAIMS = [
    (VERDICTS[line[0]], line[2:])
    for line in (HERE / "claims.txt").read_text("utf-8").splitlines()
    if line
]


@pytest.fixture(scope="module")
def spelled():  # type: ignore[no-untyped-def]
    return NameIndex(article.text for article in NEWS.ARTICLES).spelled_in


def test_claims_in_three_languages(spelled) -> None:  # type: ignore[no-untyped-def]
    wrong = []
    reversed_ = 0
    for wanted, claim in CLAIMS:
        verdict = check_whole(claim, NEWS.search, names=spelled)
        if verdict.verdict != wanted:
            wrong.append((wanted, verdict.verdict, claim))
            reversed_ += "not_enough_info" not in (wanted, verdict.verdict)
        for citation in verdict.citations:
            assert citation.article.text[citation.start : citation.end] == citation.quote
        if verdict.verdict != "not_enough_info":
            assert verdict.citations
    assert len(CLAIMS) >= 170
    assert len(wrong) <= 0.03 * len(CLAIMS), wrong
    assert reversed_ == 0, wrong


def test_a_draft_is_checked_statement_by_statement() -> None:
    text = "柳湾镇有2300多家毛巾企业。销售额达到150亿元。那么,农民收入呢?柳湾镇共有公园9座。"
    verdicts = check_text(text, NEWS.search)
    assert [v.verdict for v in verdicts] == ["supported", "contradicted", "not_enough_info"]
    for verdict in verdicts:
        assert text[verdict.start : verdict.end] == verdict.claim
    wrong = verdicts[1].figures[0]
    assert (wrong.text, wrong.found, wrong.verdict) == ("150亿元", "120亿元", "contradicted")
    assert wrong.citation == verdicts[1].citations[0].n
    assert "120亿元" in verdicts[1].explanation


def test_several_statements_of_a_sentence_do_not_contradict_one_another() -> None:
    text = "2021年云岭村接待游客21.3万人次,2019年接待游客15万人次。"
    [verdict] = check_text(text, NEWS.search)
    assert verdict.verdict == "not_enough_info"
    assert [f.verdict for f in verdict.figures] == ["supported", "not_enough_info"]


@pytest.mark.parametrize(
    ("claim", "wanted", "working"),
    [
        ("临泽县城镇居民人均可支配收入比农村居民高25170元。", "supported", "58310元 − 33140元"),
        ("临泽县城镇居民人均可支配收入比农村居民高35170元。", "contradicted", "58310元 − 33140元"),
    ],
)
def test_what_is_worked_out_shows_its_terms(claim: str, wanted: str, working: str) -> None:
    verdict = check_whole(claim, NEWS.search)
    assert verdict.verdict == wanted
    assert verdict.figures[0].found == working
    assert working in verdict.explanation
    for term in working.split(" − "):
        assert any(term in c.quote or term[:5] in c.quote for c in verdict.citations)


def test_explanations_speak_the_claims_language(spelled) -> None:  # type: ignore[no-untyped-def]
    hant = check_whole("雲嶺村2021年接待了31.3萬人次遊客。", NEWS.search)
    assert hant.language == "zh-Hant" and "數字" in hant.explanation
    english = check_whole(
        "Songgang District has built 25 provincial-level smart factories.",
        NEWS.search,
        names=spelled,
    )
    assert "not 25" in english.explanation and "11" in english.explanation
    assert english.citations[0].quote in NEWS.ARTICLES[2].text


def test_the_batch_contract() -> None:
    verdict = check_whole("柳湾镇毛巾销售额为210亿元。", NEWS.search)
    row = json.loads(json.dumps(verdict_to_json(verdict, id=7)))
    assert list(row)[:6] == ["id", "claim", "verdict", "explanation", "figures", "citations"]
    assert row["id"] == 7 and row["verdict"] == "contradicted" and row["error"] is None
    assert row["figures"] == [
        {
            "text": "210亿元",
            "value": 21000000000,
            "unit": "元",
            "verdict": "contradicted",
            "found": "120亿元",
            "citation": 1,
        }
    ]
    assert row["citations"][0]["quote"] in NEWS.ARTICLES[0].text
    assert render_verdict(verdict).startswith("✗ ")


@pytest.mark.parametrize("text", ["", "。", "???", "你好", "1", "\n\n", "柳湾镇毛巾销售额是多少?"])
def test_texts_that_state_nothing(text: str) -> None:
    assert check_text(text, NEWS.search) == []
    assert check_whole(text, NEWS.search).verdict == "not_enough_info"


def test_nothing_found_is_no_verdict() -> None:
    assert check_whole("柳湾镇有2300多家毛巾企业。", lambda query: []).verdict == "not_enough_info"
