"""A reader that must do without one of its features, and the figures kept of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from models.builtin_reader import BuiltinReader
from models.training import measure_reader
from models.training.ablation import FEATURES, leave_out
from models.training.corpus import Example
from models.training.reader_card import BEGIN, END, fill
from models.training.reading_pool import Variant
from models.windows import Window, arrays
from models.word_edges import word_edges, words_cut
from tests.models import tiny_reader as tiny

QUESTION, PASSAGE = "织里镇有多少家童装企业?", "织里镇有童装企业14万余家。全镇面积135平方公里。"
SENTENCES = [(0, 14), (14, 27)]


def _opened(folder: Path, without: Sequence[str] = ()) -> BuiltinReader:
    reader = Variant(str(folder), "float32", tuple(without)).open()
    assert isinstance(reader, BuiltinReader)
    return reader


def _read(reader: BuiltinReader) -> np.ndarray:
    (reading,) = reader.read(QUESTION, [PASSAGE], [SENTENCES])
    return np.array([reading.no_answer, *reading.sentence_scores])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.save_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.mark.parametrize("feature", [name for name in FEATURES if name != "edges"])
def test_each_feature_is_used_until_it_is_left_out(folder: Path, feature: str) -> None:
    whole = _read(_opened(folder))
    assert np.array_equal(whole, _read(_opened(folder)))
    assert np.abs(whole - _read(_opened(folder, [feature]))).max() > 1e-3


def test_without_edges_an_answer_may_cut_a_word(tmp_path: Path) -> None:
    folder = tiny.save_tiny(tmp_path)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"cut_word": 2.0}))
    edges = word_edges(PASSAGE)

    def cut(without: Sequence[str]) -> int:
        (reading,) = _opened(folder, without).read(QUESTION, [PASSAGE], [SENTENCES])
        return sum(words_cut(edges, span.start, span.end) for span in reading.spans)

    assert cut([]) == 0 < cut(["edges"])


def test_without_coverage_shared_words_are_not_seen(folder: Path) -> None:
    reader, text = _opened(folder, ["coverage"]), tiny.tiny_text()
    asked, told = text.encode([QUESTION, PASSAGE])
    made = arrays(text, [Window(asked, told, 0, len(told))], 60)
    inputs = {name: torch.from_numpy(value) for name, value in made.items()}
    blind = inputs | {"coverage": torch.zeros_like(inputs["coverage"])}
    assert int(inputs["coverage"].max()) > 0
    with torch.inference_mode():
        expected = tiny.tiny_model().eval()(**blind).span_logits
        assert torch.allclose(reader.model(**inputs).span_logits, expected, atol=1e-5)


def test_without_similarity_other_cosines_change_nothing(folder: Path) -> None:
    model = _opened(folder, ["similarity"]).model
    rows = model.similarity_embeddings.weight.view(2, model.config.similarity_size, -1)
    assert torch.equal(rows, rows[:, :1].expand_as(rows))
    assert not torch.equal(rows[0, 0], rows[1, 0])


def test_what_cannot_be_left_out_is_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="found the features smell, expected some of coverage"):
        leave_out(_opened(folder), ["smell"])
    with pytest.raises(ValueError, match="expected a built-in one"):
        Variant("lexical", without=("words",)).open()


def test_experiments_are_kept_beside_the_figures_of_the_reader(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    held_out = [Example("t", PASSAGE, QUESTION, 8, 13), Example("t", PASSAGE, "全镇面积?", 18, 25)]
    monkeypatch.setattr(measure_reader, "read_examples", lambda data: [])
    monkeypatch.setattr(measure_reader, "split", lambda examples: ([], held_out))
    path = tmp_path / "measured.json"
    common = ["--data", str(tmp_path), "--reader", str(folder), "--parts", "held-out"]
    for more in ([], ["--without", "words"], ["--window", "40"], ["--without", "words"]):
        assert measure_reader.main([*common, "--out", str(path), *more]) == 0
    lines = json.loads(path.read_text())
    changes = [(line.get("without"), line.get("window")) for line in lines]
    assert changes == [(None, None), (None, 40), (["words"], None)]
    assert all(line["questions"] == 2 for line in lines)
    assert len(capsys.readouterr().out.splitlines()) == 4
    card = fill(f"{BEGIN}\n{END}", [line | {"reader": "builtin"} for line in lines])
    assert "| 什么都不改 | 2 |" in card and "| 窗 40 | 2 |" in card
    assert "| 没有词的意思、词中的位置和相近 | 2 |" in card
