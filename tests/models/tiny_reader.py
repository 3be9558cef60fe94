"""A reader of our own architecture, small enough to build in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from models.reader_model import WenjuReaderConfig, WenjuReaderModel
from models.reader_text import Lexicon, ReaderText
from models.training.start import make_tokenizer

CHARACTERS = "织里镇有童装企业万余家全面积平方公多少约的年月日是在台州灣。,?、:“”()%.…"
PIECES = ["zhili", "town", "how", "many", "taizhou", "the", "##s", *"abcdefghijklmnopqrstuvwxyz"]
PIECES += [f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
WORDS = ["织里", "童装", "企业", "面积", "town", "how"]
PINYIN = {"织": ("zhi",), "里": ("li",), "台": ("tai",), "州": ("zhou",), "镇": ("zhen",)}


def tiny_text() -> ReaderText:
    """Vocabulary of a few dozen units."""
    vocabulary = dict.fromkeys([*PIECES, *CHARACTERS, *"0123456789"])
    return ReaderText(make_tokenizer(vocabulary), Lexicon.of(WORDS, PINYIN))


def tiny_model(seed: int = 0, **changed: Any) -> WenjuReaderModel:
    """Two layers of 32 with random weights."""
    torch.manual_seed(seed)
    sizes: dict[str, Any] = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
             "intermediate_size": 64, "word_count": len(WORDS) + 1, "word_dim": 8,
             "joint_dim": 8, "window_tokens": 64, "max_answer_tokens": 20}  # fmt: skip
    config = WenjuReaderConfig(vocab_size=tiny_text().tokenizer.get_vocab_size(), **sizes | changed)
    model = WenjuReaderModel(config)
    model.word_vectors.random_(-127, 127)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return model


def save_tiny(folder: Path) -> Path:
    """A folder that `load_reader` opens."""
    tiny_model().save_pretrained(folder)
    tiny_text().save(folder)
    return folder
