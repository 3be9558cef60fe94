"""Step 0 of the reader: vocabulary, word table and a network that starts from MiniLM and glosses.

English word pieces keep their MiniLM embeddings; a Chinese character starts at the vector of its
dictionary glosses; words (Chinese by their glosses, English by their piece) get frozen vectors in
a common space, the principal components of the gloss vectors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..reader_text import Lexicon, ReaderText
from .glosses import (
    Dictionary,
    EnglishTable,
    english_model_folder,
    english_table,
    gloss_vectors,
    read_dictionary,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

    from ..reader_model import WenjuReaderModel

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
_PIECES = 11_000
_CHARACTERS = 6_000
_CHINESE_WORDS = 26_000
_WORD_DIM = 128
_HAN = "[\\u3400-\\u4dbf\\u4e00-\\u9fff]"


def make_tokenizer(pieces: Iterable[str]) -> Tokenizer:
    """Word pieces over: single Han characters, single digits, single marks, runs of letters."""
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    vocabulary = {piece: row for row, piece in enumerate([*_SPECIAL, *pieces])}
    tokenizer = Tokenizer(
        models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=40)
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff]"), "isolated"),
            pre_tokenizers.BertPreTokenizer(),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    return tokenizer


def _english_pieces(table: EnglishTable, texts: Iterable[str]) -> list[str]:
    """The pieces most used in glosses and sentences, and the most common of the language."""
    used: Counter[int] = Counter()
    for encoding in table.tokenizer.encode_batch(list(texts), add_special_tokens=False):
        used.update(encoding.ids)
    must, rest = [], []
    for row, token in enumerate(table.tokens):
        bare = token.removeprefix("##")
        if not (bare.isascii() and bare.isalpha() and bare == bare.lower()):
            continue
        if len(bare) == 1:
            must.append(token)
        else:
            # The table is in order of frequency: rank stands in for a count.
            rest.append((used[row] + 40_000 / (2_000 + row), token))
    rest.sort(reverse=True)
    return must + [token for _, token in rest[: _PIECES - len(must)]]


def build_text(
    dictionary: Dictionary, table: EnglishTable, chinese: list[str], english: list[str]
) -> ReaderText:
    """Vocabulary and word table from text: counts decide what is kept."""
    characters: Counter[str] = Counter()
    for text in chinese:
        characters.update(text)
    glosses = [g.text for senses in dictionary.glosses.values() for g in senses]
    pieces = _english_pieces(table, [*glosses, *english])
    single = [c for c, n in characters.most_common(_CHARACTERS + 400)
              if n >= 3 and not c.isspace() and c not in pieces]  # fmt: skip
    single = [c for c in single if not (c.isascii() and c.isalpha())][:_CHARACTERS]
    single += [c for c in (chr(i) for i in range(33, 127)) if c not in single and c not in pieces]

    candidates = [w for w in dictionary.glosses if 1 <= len(w) <= 6 and re.fullmatch(f"{_HAN}+", w)]
    full = Lexicon.of(candidates, {})
    counts = np.zeros(len(candidates) + 1, dtype=np.int64)
    for text in chinese:
        rows, places = full.segment(text)
        counts += np.bincount(rows[(places == 1) | (places == 4)], minlength=len(counts))
    order = np.argsort(-counts[1:], kind="stable")
    known = set(single)
    words = [candidates[i] for i in order if all(c in known for c in candidates[i])]
    words = words[:_CHINESE_WORDS]
    chosen = set(words)
    words += [c for c in single if re.match(_HAN, c) and c not in chosen]
    words += [p for p in pieces if not p.startswith("##") and len(p) > 1]
    return ReaderText(make_tokenizer([*pieces, *single]), Lexicon.of(words, _readings(single)))


def _readings(characters: Iterable[str]) -> dict[str, tuple[str, ...]]:
    from pypinyin import Style, pinyin

    found: dict[str, tuple[str, ...]] = {}
    for character in characters:
        if "\u3400" <= character <= "\u9fff":
            heard = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
            found[character] = tuple(dict.fromkeys(h.replace("ü", "v") for h in heard[:3]))
    return found


def word_space(
    words: list[str], dictionary: Dictionary, table: EnglishTable
) -> tuple[np.ndarray, np.ndarray]:
    """Word vectors (words, 128) of unit length, and the map (128, 384) back to token space.

    The mean is taken off: it is what all glosses share, and would make all cosines large.
    """
    rows = {token: row for row, token in enumerate(table.tokens)}
    chinese = [w for w in words if not w.isascii()]
    made = dict(zip(chinese, gloss_vectors(chinese, dictionary, table).vectors, strict=True))
    full = np.stack([made[w] if w in made else table.vectors[rows[w]] for w in words])
    for part in (slice(0, len(chinese)), slice(len(chinese), None)):
        full[part] -= full[part].mean(axis=0)  # each language has its own common part
    _, _, axes = np.linalg.svd(full[:: max(1, len(full) // 12_000)], full_matrices=False)
    axes = axes[:_WORD_DIM]
    reduced = full @ axes.T
    reduced /= np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-6)
    return reduced.astype(np.float32), axes.astype(np.float32)


def start_model(text: ReaderText, dictionary: Dictionary, **sizes: Any) -> WenjuReaderModel:
    """The network before training."""
    import torch
    from safetensors.torch import load_file

    from ..reader_model import WenjuReaderConfig, WenjuReaderModel

    table = english_table()
    words = sorted(text.lexicon.words, key=text.lexicon.words.__getitem__)
    vectors, axes = word_space(words, dictionary, table)
    config = WenjuReaderConfig(
        vocab_size=text.tokenizer.get_vocab_size(),
        word_count=len(words) + 1,
        word_dim=_WORD_DIM,
        **sizes,
    )
    model = WenjuReaderModel(config)
    body = load_file(english_model_folder() / "model.safetensors")
    body = {name.removeprefix("bert."): value for name, value in body.items()}
    with torch.no_grad():
        _copy_body(model, body)
        model.token_embeddings.weight.copy_(
            torch.from_numpy(_token_vectors(text, dictionary, table))
        )
        model.word_vectors[1:] = torch.from_numpy(np.round(vectors * 127).astype(np.int8))
        scale = 0.5 * table.usual_norm
        model.word_projection.weight.copy_(torch.from_numpy(axes.T * scale))
        for added in (model.coverage_embeddings, model.place_embeddings,
                      model.similarity_embeddings):  # fmt: skip
            added.weight.mul_(0.5)
    return model


def _copy_body(model: WenjuReaderModel, body: dict[str, Tensor]) -> None:
    import torch

    model.position_embeddings.weight.copy_(body["embeddings.position_embeddings.weight"])
    model.segment_embeddings.weight.copy_(body["embeddings.token_type_embeddings.weight"])
    model.embedding_norm.weight.copy_(body["embeddings.LayerNorm.weight"])
    model.embedding_norm.bias.copy_(body["embeddings.LayerNorm.bias"])
    for number, layer in enumerate(model.layers):
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            own = [body[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
            getattr(layer.qkv, kind).copy_(torch.cat(own))
            for target, name in (
                (layer.attention_output, "attention.output.dense"),
                (layer.attention_norm, "attention.output.LayerNorm"),
                (layer.up, "intermediate.dense"),
                (layer.down, "output.dense"),
                (layer.output_norm, "output.LayerNorm"),
            ):
                getattr(target, kind).copy_(body[f"{prefix}{name}.{kind}"])


def _token_vectors(text: ReaderText, dictionary: Dictionary, table: EnglishTable) -> np.ndarray:
    rows = {token: row for row, token in enumerate(table.tokens)}
    vocabulary = sorted(text.tokenizer.get_vocab().items(), key=lambda item: item[1])
    glossed = [t for t, _ in vocabulary if len(t) == 1 and t in dictionary.glosses]
    made = dict(zip(glossed, gloss_vectors(glossed, dictionary, table).vectors, strict=True))
    usual = np.mean(table.vectors, axis=0)
    random = np.random.default_rng(0)
    found = np.empty((len(vocabulary), table.vectors.shape[1]), dtype=np.float32)
    for token, row in vocabulary:
        if token in made:
            found[row] = made[token]
        elif token in rows:
            found[row] = table.vectors[rows[token]]
        elif (plain := _MARKS.get(token)) in rows:
            found[row] = table.vectors[rows[plain]]
        else:
            noise = random.normal(0.0, 1.0, len(usual))
            found[row] = usual + 0.5 * noise * table.usual_norm / np.linalg.norm(noise)
    return found


# Chinese marks start as the English mark of the same use.
_MARKS = dict(zip("。、《》“”‘’「」『』【】〈〉·—…～", '.,""""\'\'""""[]""··.~', strict=True))


def prepare(data: Path, chinese: list[str], english: list[str]) -> tuple[ReaderText, Dictionary]:
    """Tables for the reader, from the dictionary under `data` and the texts given."""
    dictionary = read_dictionary(data / "open" / "cedict.tsv.xz")
    return build_text(dictionary, english_table(), chinese, english), dictionary
