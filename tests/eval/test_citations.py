"""Citation recall and precision in ALCE's form, by hand."""

from __future__ import annotations

import pytest

from eval import Prediction, Quote
from eval.citations import alce, figures_held, gold_oracle, right_citation

FACTS = [["34个"], ["林青"]]
VILLAGES = "青溪镇下辖34个村，分布在两条溪边。"
MAYOR = "镇长林青在会上介绍了今年的打算。"
WEATHER = "当天的天气很好，来了许多人。"
ORACLE = gold_oracle(FACTS)


@pytest.mark.parametrize(
    ("sentence", "quotes", "supported"),
    [
        (VILLAGES, [VILLAGES], True),
        ("青溪镇下辖34个村。", [VILLAGES], True),
        ("青溪鎮下轄34個村。", [VILLAGES], True),
        # A gold fact that the quote does not state.
        ("镇长林青在会上介绍。", [VILLAGES], False),
        # A figure that the quote does not hold, gold or not.
        ("青溪镇下辖34个村，共9000户。", [VILLAGES], False),
        # Words that have nothing to do with the quote.
        (WEATHER, [VILLAGES], False),
        # In another language only facts and figures can be compared.
        ("Qingxi has 34 villages.", [VILLAGES], True),
        ("Qingxi has 35 villages.", [VILLAGES], False),
        ("Qingxi is pretty.", [VILLAGES], False),
        # Two quotes may support together what neither supports alone.
        ("镇长林青在会上介绍，青溪镇下辖34个村。", [VILLAGES, MAYOR], True),
        ("镇长林青在会上介绍，青溪镇下辖34个村。", [MAYOR], False),
    ],
)
def test_what_supports_a_sentence(sentence: str, quotes: list[str], supported: bool) -> None:
    assert ORACLE(sentence, quotes) is supported


def _prediction(*sentences: tuple[str, tuple[int, ...]]) -> Prediction:
    quotes = tuple(Quote(n, text) for n, text in enumerate((VILLAGES, MAYOR, WEATHER), 1))
    return Prediction("q", "…", quotes=quotes, sentences=sentences)


def test_a_citation_is_of_use_alone_or_with_the_others() -> None:
    both = "镇长林青在会上介绍，青溪镇下辖34个村。"
    # Neither supports alone, and without either the rest does not: both are of use.
    assert alce(_prediction((both, (1, 2))), ORACLE) == ((1, 1), (2, 2))
    # The third is idle: it supports nothing, and the others do without it.
    assert alce(_prediction((both, (1, 2, 3))), ORACLE) == ((1, 1), (2, 3))
    # An unsupported sentence makes none of its citations useful.
    assert alce(_prediction((both, (2,)), (VILLAGES, (1,))), ORACLE) == ((1, 2), (1, 2))


def test_no_citation_and_one_that_points_nowhere() -> None:
    assert alce(_prediction((VILLAGES, ())), ORACLE) == ((0, 1), (0, 0))
    assert alce(_prediction((VILLAGES, (1, 9))), ORACLE) == ((0, 1), (0, 2))
    # The same number twice is one citation.
    assert alce(_prediction((VILLAGES, (1, 1))), ORACLE) == ((1, 1), (1, 1))


def test_right_citation_counts_the_evidence_held() -> None:
    assert right_citation(FACTS, [VILLAGES, WEATHER]) == (True, 1)
    assert right_citation(FACTS, [WEATHER]) == (False, 0)
    assert right_citation(FACTS, [VILLAGES, MAYOR]) == (True, 2)


def test_figures_are_held_by_value_unit_and_bound() -> None:
    assert figures_held("共14.5亿件，占六成。", ["产量14.5亿件，占60%。"]) == (2, 2)
    assert figures_held("共14.5亿件。", ["产量14.5万件。"]) == (0, 1)
    assert figures_held("不到60亿元。", ["超过60亿元。"]) == (0, 1)
    assert figures_held("没有数字。", ["产量14.5万件。"]) == (0, 0)
