"""What every reader keeps to: spans stand in the passage as given, one reading a passage."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Reader, load_reader
from models.folding import fold_same_length
from models.lexical_reader import LexicalReader

_spec = importlib.util.spec_from_file_location(
    "tiny_reader", Path(__file__).with_name("tiny_reader.py")
)
assert _spec and _spec.loader
tiny = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tiny)

ODD = st.text(alphabet="织里鎮臺灣１２３ＧＤＰ㎡①é😀👨‍👩‍👧。！\n“” 有童装abc%．", max_size=90)


def _generic(folder: Path) -> Path:
    """A random BERT for question answering with a character vocabulary."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = dict.fromkeys([*special, *tiny.CHARACTERS, *"abcdefghijklmnop0123456789"])
    ids = {unit: row for row, unit in enumerate(vocabulary)}
    made = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )  # fmt: skip
    PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]",
    ).save_pretrained(folder)  # fmt: skip
    config = BertConfig(vocab_size=len(ids), hidden_size=32, num_hidden_layers=1,
                        num_attention_heads=2, intermediate_size=32,
                        max_position_embeddings=96)  # fmt: skip
    BertForQuestionAnswering(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", params=["lexical", "own", "generic"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    makers: dict[str, Callable[[Path], object]] = {
        "lexical": lambda folder: "lexical", "own": tiny.save_tiny, "generic": _generic
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("reader")
    return load_reader(str(makers[request.param](folder)), device="cpu")


def _halves(text: str) -> list[tuple[int, int]]:
    middle = len(text) // 2
    return [(0, middle), (middle, len(text))]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passages=st.lists(ODD, max_size=3), question=ODD)
def test_spans_stand_in_the_passage_as_given(
    reader: Reader, passages: list[str], question: str
) -> None:
    sentences = [_halves(passage) for passage in passages]
    readings = reader.read(question, passages, sentences)
    assert len(readings) == len(passages)
    for passage, reading, spans in zip(passages, readings, sentences, strict=True):
        assert len(reading.sentence_scores) == len(spans)
        assert 0.0 <= reading.answerable <= 1.0
        assert sum(reading.sentence_scores) <= 1.0 + 1e-4
        assert list(reading.spans) == sorted(reading.spans, key=lambda span: -span.score)
        for span in reading.spans:
            assert 0 <= span.start < span.end <= len(passage)
            assert 0.0 <= span.score <= 1.0 + 1e-6


def test_nothing_is_read_from_nothing(reader: Reader) -> None:
    assert reader.read("织里镇有多少家?", [], []) == []
    reading = reader.read("织里镇有多少家?", [""], [[]])[0]
    assert reading.spans == () and reading.answerable == 0.0 and reading.sentence_scores == ()


def test_a_question_of_no_words_is_no_error(reader: Reader) -> None:
    assert len(reader.read("", ["织里镇有童装企业。"], [[(0, 9)]])) == 1


def test_a_long_passage_is_read_to_its_end(reader: Reader) -> None:
    passage = "织里镇有童装企业1万家。" * 120
    sentences = [(i, i + 13) for i in range(0, len(passage), 13)]
    reading = reader.read("织里镇有多少童装企业?", [passage], [sentences])[0]
    assert len(reading.sentence_scores) == len(sentences)
    assert any(score > 0 for score in reading.sentence_scores[-5:])


def test_lists_of_different_lengths_are_refused(reader: Reader) -> None:
    with pytest.raises(ValueError, match="2 passages and 1 list"):
        reader.read("?", ["一", "二"], [[]])


def test_traditional_and_full_width_questions_read_alike(tmp_path: Path) -> None:
    reader = load_reader(str(tiny.save_tiny(tmp_path)), device="cpu")
    passage, sentences = "织里镇有童装企业1万家。全镇面积3平方公里。", [(0, 13), (13, 23)]
    first, second = (
        reader.read(question, [passage], [sentences])[0]
        for question in ("织里镇有1万家?", "織里鎮有１萬家？")
    )
    assert first == second


def test_the_lexical_reader_finds_a_figure_in_the_right_sentence() -> None:
    passage = "新桥镇面积为64平方公里。新桥镇有羊毛衫企业3200多家。"
    middle = passage.index("。") + 1
    sentences = [(0, middle), (middle, len(passage))]
    reading = LexicalReader().read("新桥镇有多少家羊毛衫企业?", [passage], [sentences])[0]
    assert reading.sentence_scores[1] > reading.sentence_scores[0]
    best = reading.spans[0]
    assert passage[best.start : best.end].startswith("3200多家")


@given(ODD)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    folded = fold_same_length(text)
    assert len(folded) == len(text)
    assert fold_same_length(folded) == folded


def test_folding_is_half_width_lower_case_and_simplified() -> None:
    assert fold_same_length("臺州ＧＤＰ㎡，①é") == "台州gdp㎡,1e"
