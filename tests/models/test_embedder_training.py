"""How the embedder is made: glosses, folding into one table, the loss of late interaction."""

from __future__ import annotations

import lzma
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from models.late_interaction import late_interaction
from models.training.colloquial import HELD_OUT
from models.training.corpus import Example, split
from models.training.embedder_folder import write_model
from models.training.embedder_losses import cross_entropy_both_ways, late_scores
from models.training.embedder_pairs import read_asked, sentence_bounds
from models.training.embedder_table import Bagger, StaticTable
from models.training.glosses import EnglishTable, Gloss, gloss_vectors, read_dictionary

ENTRIES = (
    ("雲", "云", "yun2", "cloud/CL:朵[duo3]"),
    ("雲", "云", "Yun2", "surname Yun"),
    ("雨雲", "雨云", "yu3 yun2", "rain cloud (meteorology)"),
    ("雨", "雨", "yu3", "rain"),
    ("古雲", "古云", "gu3 yun2", "old variant of 雲|云[yun2]"),
)


@pytest.fixture
def dictionary_file(tmp_path: Path) -> Path:
    path = tmp_path / "cedict.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines("\t".join(entry) + "\n" for entry in ENTRIES)
    return path


def _english() -> EnglishTable:
    words = ["[UNK]", "rain", "cloud", "meteorology", "yun", "surname"]
    tokenizer = Tokenizer(
        models.WordLevel({word: row for row, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return EnglishTable(tokenizer, tuple(words), np.eye(6, dtype=np.float32), 2.0)


def test_glosses_are_cleaned_and_references_followed(dictionary_file: Path) -> None:
    glosses = read_dictionary(dictionary_file).glosses
    assert glosses["云"] == (Gloss("cloud", 1.0),)
    assert glosses["雨雲"][0] == Gloss("rain cloud", 1.0)
    assert [gloss.text for gloss in glosses["雨云"]] == ["rain cloud", "meteorology"]
    assert glosses["古云"] == glosses["云"]


def test_a_bad_dictionary_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv.xz"
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.write("云\t云\n")
    with pytest.raises(ValueError, match="line 1: 2 fields, expected 4"):
        read_dictionary(path)


def test_units_stand_where_their_glosses_are(dictionary_file: Path) -> None:
    made = gloss_vectors(["雨", "云", "雨云", "云雨"], read_dictionary(dictionary_file), _english())
    rain, cloud, raincloud, unknown = made.vectors
    assert np.allclose(np.linalg.norm(made.vectors, axis=1), 2.0, atol=1e-5)
    assert rain[1] > rain[2]
    assert cloud[2] > cloud[1]
    assert raincloud[1] > 0
    assert raincloud[2] > 0
    # Not in the dictionary: it leans on its characters.
    assert made.missing == ("云雨",)
    assert unknown[1] > 0
    assert unknown[2] > 0


def _table() -> tuple[StaticTable, np.ndarray, np.ndarray]:
    """Six tokens; token 5 is a word of tokens 3 and 4."""
    random = np.random.default_rng(4)
    rows = random.normal(size=(6, 8)).astype(np.float32)
    weights = random.uniform(0.3, 1, size=6).astype(np.float32)
    bounds = np.array([0, 0, 0, 0, 0, 0, 2])
    return StaticTable(rows, weights, 0.25), bounds, np.array([3, 4])


def test_the_folded_table_gives_what_training_saw() -> None:
    table, bounds, parts = _table()
    texts = [np.array([2, 5, 5]), np.array([3]), np.array([5, 4, 2, 3])]
    seen = table(*Bagger(bounds, parts)(texts)).detach().numpy()
    folded = table.folded(bounds, parts)
    assert np.allclose(seen, [folded[text].sum(axis=0) for text in texts], atol=1e-5)
    assert not folded[:2].any()


def test_training_scores_are_those_of_the_shipped_late_interaction(tmp_path: Path) -> None:
    table, bounds, parts = _table()
    words = ["<unk>", "▁", "甲", "乙", "丙", "丁"]
    tokenizer = Tokenizer(
        models.WordLevel({word: row for row, word in enumerate(words)}, unk_token="<unk>")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    model_folder = tmp_path / "model"
    write_model(table.folded(bounds, parts), tokenizer, model_folder)
    from models import load_embedder

    shipped = late_interaction(load_embedder(str(model_folder)))
    assert shipped is not None
    queries, targets = [[2, 5], [3]], [[4, 5, 2], [3, 4], [2]]
    trained = late_scores(
        table, Bagger(bounds, parts), [np.array(q) for q in queries], [np.array(t) for t in targets]
    )
    for query, scores in zip(queries, trained.detach().numpy(), strict=True):
        told = [" ".join(words[token] for token in target) for target in targets]
        asked = " ".join(words[token] for token in query)
        # int8 rows: a little rounding.
        assert np.allclose(shipped.scores(asked, told), scores, atol=0.02)


def test_extra_targets_are_negatives_only() -> None:
    sure = torch.tensor([[9.0, 0, 0], [0, 9, 0]])
    misled = torch.tensor([[9.0, 0, 9], [0, 9, 9]])
    assert cross_entropy_both_ways(sure) < 0.01
    assert cross_entropy_both_ways(misled) > 0.3


def test_sentences_cover_the_text_in_order() -> None:
    text = "第一句。第二句！“第三句？”最后没有句号"
    assert [text[a:b] for a, b in sentence_bounds(text)] == [
        "第一句。",
        "第二句！",
        "“第三句？”",
        "最后没有句号",
    ]


def test_neither_near_misses_nor_what_is_held_out_teach_the_embedder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = [f"渡口第{number}天开船12班。" for number in range(200)]
    own = [Example("own", text, "开几班船", 7, 10) for text in texts]
    missed = [Example("own", text, "谁开船", -1, -1) for text in texts]
    written = [Example("set", text.replace("渡口", "码头"), "几班", 7, 10) for text in texts]
    pairs = "models.training.embedder_pairs"
    monkeypatch.setattr(f"{pairs}.read_colloquial", lambda: [*own, *missed])
    monkeypatch.setattr(f"{pairs}.read_over_open", lambda data: written)
    found, held_out = read_asked(tmp_path)
    learned = {e.context for e in split(own, HELD_OUT)[0]} | {e.context for e in split(written)[0]}
    assert {question.context for question in found} == learned
    assert 150 < len(learned) < 399
    assert {question.context for question in held_out} == {
        one.context for one in [*own, *written] if one.context not in learned
    }
    assert {question.question for question in found} == {"开几班船", "几班"}
