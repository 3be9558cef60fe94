"""The transformer embedder that the static one is compared with, on a body of two small layers."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from models import load_embedder
from models.reader_text import Lexicon
from models.training import transformer_embedder
from models.training.embedder_pairs import Question
from models.training.glosses import Dictionary, Gloss
from models.training.transformer_embedder import (
    Kind,
    TransformerRecipe,
    TransformerTrainer,
    export,
    padded,
    pooled,
)
from models.training.transformer_pairs import TextPairSource
from models.training.transformer_start import bert_body, stock_tokenizer

from .tiny_reader import tiny_model, tiny_text

if TYPE_CHECKING:
    from transformers import BertModel, PreTrainedTokenizerBase

PASSAGE = "镇上有童装企业万余家。全镇面积约三平方公里。是多年的企业。"
QUESTIONS = (
    Question("面积多少?", PASSAGE, PASSAGE.index("约三"), "约三平方公里"),
    Question("有多少家企业?", PASSAGE, PASSAGE.index("万余"), "万余家"),
)
NEWS = ("全镇企业面积约万平方公里。多年童装企业有约万家。", "短。")
TINY = TransformerRecipe(
    peak=3e-3, kinds=(Kind("parallel", 1.0, 4, 16, 16), Kind("question", 1.0, 2, 16, 32))
)


def _dictionary() -> Dictionary:
    glosses = {
        "童装": (Gloss("children clothing", 1.0), Gloss("garment for children", 0.1)),
        "企业": (Gloss("company", 1.0),),
        "镇": (Gloss("town", 1.0),),
    }
    return Dictionary(glosses, {}, {})


def _source() -> TextPairSource:
    parallel = [("企业", "how"), ("面积", "the"), ("童装", "many"), ("全镇", "town")]
    lexicon = Lexicon.of(["童装", "企业"], {"镇": ("zhen",)})
    return TextPairSource(parallel, QUESTIONS, NEWS, _dictionary(), lexicon)


def _body() -> BertModel:
    body = bert_body(tiny_model(), tiny_text())
    # So small that mean vectors differ: random layers make all texts alike.
    with torch.no_grad():
        for name, weight in body.named_parameters():
            if "embeddings" not in name and "LayerNorm" not in name:
                weight.mul_(0.2)
    return body


def _trainer() -> TransformerTrainer:
    torch.manual_seed(5)
    return TransformerTrainer(_body(), stock_tokenizer(tiny_text()), TINY)


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerBase:
    return stock_tokenizer(tiny_text())


def test_a_text_alone_is_seen_as_the_reader_sees_it(tokenizer: PreTrainedTokenizerBase) -> None:
    reader, text = tiny_model().eval(), tiny_text()
    # Latin words of the table, characters alone, and pieces: "town" is a word, 面 here is none.
    said = "how many town 面有是"
    batch = padded(tokenizer, [said], 32)
    size = int(batch["attention_mask"].sum())
    alone = text.encode([said])[0]
    assert batch["input_ids"][0, 1 : size - 1].tolist() == alone.ids.tolist()
    words = torch.tensor([[0, *alone.words.tolist(), 0]])
    assert words.any(), "the case has a word of the table"
    places = torch.tensor([[0, *alone.places.tolist(), 0]])
    nothing = torch.zeros_like(words)
    with torch.no_grad():
        expected = reader(batch["input_ids"][:, :size], nothing, nothing, words, places)
        hidden = bert_body(reader, text).eval()(**batch).last_hidden_state
        seen = reader.evidence_head(hidden).squeeze(-1)[:, :size]
    assert torch.allclose(seen, expected.evidence_logits, atol=1e-4)


@pytest.mark.parametrize(("one", "other"), [("臺州有", "台州有"), ("Ｔｏｗｎ，１", "town,1")])
def test_the_tokenizer_folds_by_itself(
    tokenizer: PreTrainedTokenizerBase, one: str, other: str
) -> None:
    first, second = tokenizer(one)["input_ids"], tokenizer(other)["input_ids"]
    assert first == second
    text = tiny_text()
    assert (first[0], first[-1]) == (text.cls, text.sep)


def test_a_batch_has_one_shape_and_no_text_beyond_its_length(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    made = padded(tokenizer, ["有", "面积" * 40], 48)
    assert made["input_ids"].shape == made["attention_mask"].shape == (2, 48)
    assert made["attention_mask"].sum(dim=1).tolist() == [3, 48]


def test_padding_does_not_move_a_vector(tokenizer: PreTrainedTokenizerBase) -> None:
    body = _body().eval()
    with torch.no_grad():
        alone = pooled(body, padded(tokenizer, ["面积"], 64))
        beside = pooled(body, padded(tokenizer, ["面积", "企业" * 20], 64))[:1]
    assert torch.allclose(alone, beside, atol=1e-5)


@pytest.mark.parametrize("kind", ["parallel", "gloss", "question", "cloze"])
def test_a_batch_depends_on_its_seed_alone(kind: str) -> None:
    source = _source()
    first = source.batch(kind, 6, "1 7")
    source.batch("question", 3, "other")
    assert source.batch(kind, 6, "1 7") == first
    assert len(first.queries) == 6
    assert len(first.targets) >= 6
    assert all(first.queries)
    assert all(first.targets)


def test_the_window_of_a_question_holds_its_answer_and_the_one_beside_does_not() -> None:
    made = _source().batch("question", 40, "2")
    answers = [question.answer for question in QUESTIONS]
    assert all(any(a in target for a in answers) for target in made.targets[:40])
    beside = made.targets[40:]
    assert beside
    assert all(target in PASSAGE for target in beside)
    # Some questions stay Chinese and some are put into English.
    assert {query.isascii() for query in made.queries} == {True, False}


def test_rare_senses_are_no_pairs_and_texts_without_a_neighbour_no_news() -> None:
    source = _source()
    assert "garment for children" not in source.batch("gloss", 60, "3").queries
    assert not any("短" in target for target in source.batch("cloze", 30, "3").targets)


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="no kind of pair is called 'song'; there are"):
        _source().batch("song", 1, "")


def test_training_brings_pairs_together_and_can_be_gone_on_with(tmp_path: Path) -> None:
    source = _source()
    unbroken, broken = _trainer(), _trainer()
    kind = TINY.kinds[0]
    losses = [unbroken.step(kind, source, 3e-3) for _ in range(30)]
    assert np.mean(losses[-5:]) < 0.7 * np.mean(losses[:5])
    for _ in range(11):
        broken.step(kind, source, 3e-3)
    broken.seconds, broken.worked = 12.5, 3.25
    broken.save(tmp_path)
    resumed = _trainer()
    resumed.load(tmp_path)
    assert (resumed.steps, resumed.seconds, resumed.worked) == (11, 12.5, 3.25)
    again = [resumed.step(kind, source, 3e-3) for _ in range(4)]
    assert np.allclose(again, losses[11:15], rtol=1e-3)


def test_a_run_ends_with_its_time_and_keeps_what_it_made(tmp_path: Path) -> None:
    trainer = _trainer()
    trainer.recipe = TransformerRecipe(minutes=0.02, kinds=TINY.kinds)
    trainer.run(_source(), tmp_path)
    assert trainer.seconds >= 1.2
    assert trainer.steps > 1
    kept = _trainer()
    kept.load(tmp_path)
    assert kept.steps == trainer.steps


def test_the_rate_rises_and_falls_to_zero() -> None:
    trainer = _trainer()
    rates = [trainer.rate(done) for done in (0.0, 0.025, 0.05, 0.5, 1.0, 1.1)]
    assert rates[0] == rates[-1] == rates[-2] == 0
    assert rates[2] == max(rates) == pytest.approx(TINY.peak)
    assert rates[1] < rates[2] > rates[3] > 0


def test_the_folder_opens_as_any_embedder_and_gives_what_was_trained(
    tmp_path: Path, tokenizer: PreTrainedTokenizerBase
) -> None:
    body = _body().eval()
    export(body, tokenizer, tmp_path / "model")
    opened = load_embedder(str(tmp_path / "model"), device="cpu")
    files = {path.suffix for path in (tmp_path / "model").rglob("*") if path.is_file()}
    assert files <= {".json", ".safetensors", ".txt"}
    texts = ["面积约三平方公里", "how many town", "企业"]
    with torch.no_grad():
        expected = torch.cat([pooled(body, padded(tokenizer, [t], 64)) for t in texts])
    made = opened.encode_document(texts)
    assert made.shape == (3, 32)
    assert np.allclose(made, expected.numpy(), atol=1e-5)


def test_data_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = transformer_embedder.main(["--data", str(tmp_path), "--out", str(tmp_path / "out")])
    assert code == 2
    assert "expected the training data there" in capsys.readouterr().err


def test_a_window_holds_its_sentence() -> None:
    from models.training.transformer_pairs import _window

    chance = random.Random(1)
    for _ in range(200):
        inside, sentences = chance.randrange(5), 5
        low, high = _window(inside, sentences, chance)
        assert 0 <= low <= inside < high <= sentences
        assert high - low <= 3
