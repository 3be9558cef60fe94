"""Models as the hub publishes them, against what transformers itself computes from the same folder."""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    AutoModel,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoTokenizer,
)

from models import Limits, Message, ModelUnfit, load_embedder, load_reader, load_reranker
from models.generation.checkpoint import CheckpointGenerator
from tests.models import published

PASSAGE = "全镇有34个村。年产童装5亿件，新建小学3所。"
CHAT = [Message("system", "只用资料。"), Message("user", "全镇有几个村？")]


@pytest.fixture(autouse=True)
def _no_deprecated_calls() -> Iterator[None]:
    """What a library is about to drop is an error here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", category=DeprecationWarning, module=r"models\.")
        warnings.filterwarnings("error", category=FutureWarning, module=r"models\.")
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


def test_e5_reads_questions_and_passages_with_their_prefixes(folder: Path) -> None:
    path = published.save_e5(folder / "multilingual-e5-small")
    embedder = load_embedder(str(path), device="cpu")
    tokenizer, model = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()

    def mean(text: str) -> np.ndarray:
        with torch.inference_mode():
            hidden = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
        total = hidden.mean(dim=0).numpy()
        return np.asarray(total / np.linalg.norm(total))

    assert np.allclose(embedder.encode_query([PASSAGE])[0], mean(f"query: {PASSAGE}"), atol=1e-5)
    documents = embedder.encode_document([PASSAGE])
    assert np.allclose(documents[0], mean(f"passage: {PASSAGE}"), atol=1e-5)
    assert not np.allclose(documents[0], mean(PASSAGE), atol=1e-3)


def test_an_xlmr_reader_quotes_the_span_that_its_logits_choose(folder: Path) -> None:
    path = published.save_squad_reader(folder / "xlm-roberta-base-squad2")
    reading = load_reader(str(path), device="cpu").read(
        "有几个村？", [PASSAGE], [[(0, 9), (9, 24)]]
    )[0]
    tokenizer = AutoTokenizer.from_pretrained(path)
    model = AutoModelForQuestionAnswering.from_pretrained(path).eval()
    encoded = tokenizer("有几个村？", PASSAGE, return_tensors="pt", return_offsets_mapping=True)
    offsets = encoded.pop("offset_mapping")[0].tolist()
    with torch.inference_mode():
        output = model(**encoded)
    start, end = output.start_logits[0], output.end_logits[0]
    inside = [i for i, part in enumerate(encoded.sequence_ids(0)) if part == 1]
    first, last = max(
        ((i, j) for i in inside for j in inside if i <= j),
        key=lambda pair: float(start[pair[0]] + end[pair[1]]),
    )
    assert (reading.spans[0].start, reading.spans[0].end) == (offsets[first][0], offsets[last][1])
    margin = float(start[first] + end[last] - start[0] - end[0])
    assert reading.answerable == pytest.approx(1 / (1 + np.exp(-margin)), abs=1e-4)


def test_a_passage_longer_than_the_window_is_read_to_its_end(folder: Path) -> None:
    path = published.save_squad_reader(folder / "squad2-again")
    text = PASSAGE * 40
    spans = [(at, at + len(PASSAGE)) for at in range(0, len(text), len(PASSAGE))]
    reading = load_reader(str(path), device="cpu").read("有几个村？", [text], [spans])[0]
    assert min(reading.sentence_scores) > 0


def test_a_bge_reranker_gives_the_probability_of_its_one_label(folder: Path) -> None:
    path = published.save_bge_reranker(folder / "bge-reranker-v2-m3")
    passages = [PASSAGE, "面积为3平方公里。", "童装" * 900]
    scores = load_reranker(str(path), device="cpu").scores("有几个村？", passages)
    tokenizer = AutoTokenizer.from_pretrained(path)
    model = AutoModelForSequenceClassification.from_pretrained(path).eval()
    for passage, score in zip(passages, scores, strict=True):
        pair = tokenizer(
            "有几个村？", passage, truncation=True, max_length=512, return_tensors="pt"
        )
        with torch.inference_mode():
            expected = torch.sigmoid(model(**pair).logits[0, 0])
        assert score == pytest.approx(float(expected), abs=1e-4)
    assert np.ptp(scores) > 1e-3


@pytest.mark.parametrize("generation", [2, 3])
def test_a_qwen_chat_is_what_its_template_writes(folder: Path, generation: int) -> None:
    path = published.save_qwen(folder / f"qwen{generation}", generation)
    loaded = CheckpointGenerator.load(str(path), device="cpu", limits=Limits(tokens=12))
    prompt = loaded._tokenizer.decode(loaded._encoded(CHAT)["input_ids"][0])
    thoughts = "<think>\n\n</think>\n\n" if generation == 3 else ""
    assert prompt == (
        "<|im_start|>system\n只用资料。<|im_end|>\n<|im_start|>user\n全镇有几个村？<|im_end|>\n"
        f"<|im_start|>assistant\n{thoughts}"
    )


@pytest.mark.parametrize("generation", [2, 3])
def test_a_qwen_that_asks_for_sampling_answers_the_same_twice(
    folder: Path, generation: int
) -> None:
    path = published.save_qwen(folder / f"sampling{generation}", generation)
    loaded = CheckpointGenerator.load(str(path), device="cpu", limits=Limits(tokens=12))
    settings = loaded._settings()
    assert not settings.do_sample and len(settings.eos_token_id) == 2
    assert list(loaded.stream(CHAT)) == list(loaded.stream(CHAT))


def test_characters_of_several_bytes_are_never_broken(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = published.save_qwen(folder / "bytes", 3)
    loaded = CheckpointGenerator.load(str(path), device="cpu")
    said = "<think>\n第一段有。\n</think>\n\n全镇有34个村。[1] 年产童装5亿件[2]。"

    def generate(*, input_ids: torch.Tensor, streamer: Any, **_: object) -> None:
        streamer.put(input_ids[0])
        for token in loaded._tokenizer(said + "<|im_end|>")["input_ids"]:
            streamer.put(torch.tensor([token]))
        streamer.end()

    monkeypatch.setattr(loaded._model, "generate", generate)
    pieces = list(loaded.stream(CHAT))
    assert "".join(pieces) == "全镇有34个村。[1] 年产童装5亿件[2]。"
    assert len(pieces) > 5 and not any("\ufffd" in piece for piece in pieces)


@pytest.mark.parametrize("load", [load_embedder, load_reader, load_reranker])
def test_a_tokenizer_that_needs_another_package_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: Any
) -> None:
    path = published.save_squad_reader(tmp_path / "old")
    shutil.move(path / "tokenizer.json", path / "sentencepiece.bpe.model")
    monkeypatch.setitem(sys.modules, "sentencepiece", None)
    with pytest.raises(ModelUnfit, match="pip install sentencepiece"):
        load(str(path))
