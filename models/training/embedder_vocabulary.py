"""The vocabulary and the tokenizer of the static embedder: one stock `tokenizers` file.

Text is folded inside the tokenizer (compatibility forms, case, accents, traditional characters), so
a caller need not fold first. Chinese runs are cut into the likeliest words (Viterbi over word
frequencies, as in a unigram model), Latin runs into the fewest English word pieces.

    >>> from models import load_embedder
    >>> tokenizer = load_embedder().tokenizer
    >>> tokenizer.encode("圖書館Café 2020", add_special_tokens=False).tokens
    ['▁', '图书馆', '▁cafe', '▁2020']

"▁" opens every run and has a zero row; it parts word-initial pieces from inner ones.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

MARK = "▁"
UNKNOWN = "<unk>"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2B740))
# A piece of an English word costs about this much; only their number decides.
_PIECE_SCORE = -11.0
# The lone mark is the last resort for Latin runs, and a constant for Chinese ones.
_MARK_SCORE = -60.0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens in row order; row 0 is unknown, row 1 the mark.

    `pieces` are English (`MARK` + word, or an inner piece), `words` and `characters` Chinese.
    `counts` are corpus counts of the Chinese tokens.
    """

    pieces: tuple[str, ...]
    characters: tuple[str, ...]
    words: tuple[str, ...]
    counts: dict[str, int]

    @property
    def tokens(self) -> tuple[str, ...]:
        """Every token in row order."""
        return (UNKNOWN, MARK, *self.pieces, *self.characters, *self.words)


def simplified_characters() -> dict[str, str]:
    """Traditional -> simplified, single characters only, from OpenCC's table."""
    import opencc

    characters = [chr(c) for low, high in _HAN_BLOCKS for c in range(low, high)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


def _folding_rules() -> dict[str, str]:
    """Every character that the tokenizer replaces: NFKC, lower case, no accents, simplified."""
    simplified = simplified_characters()
    rules: dict[str, str] = {}
    for code in [*range(0x20, 0xD800), *range(0xF900, 0x10000), *range(0x20000, 0x2FA20)]:
        character = chr(code)
        if unicodedata.category(character) in ("Cn", "Co", "Mn") or 0xAC00 <= code < 0xD7A4:
            continue
        folded = unicodedata.normalize("NFKC", character).lower()
        if not any(0x3040 <= ord(c) < 0x3100 for c in folded):  # a kana's voicing mark is no accent
            parted = unicodedata.normalize("NFD", folded)
            folded = "".join(c for c in parted if not unicodedata.combining(c))
        folded = "".join(simplified.get(c, c) for c in folded)
        if folded and folded != character:
            rules[character] = folded
    return rules


def folding_normalizer() -> normalizers.Normalizer:
    """The rules as one compiled trie, the form that SentencePiece models carry.

    Thousands of separate replacements would each scan the text; the trie scans it once.
    """
    import tempfile

    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2

    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rules.tsv"
        rows = (
            f"{ord(source):X}\t{' '.join(f'{ord(c):X}' for c in target)}\n"
            for source, target in sorted(_folding_rules().items())
        )
        table.write_text("".join(rows), encoding="utf-8")
        trained = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(["a b c d e f g"] * 10),
            model_writer=trained,
            normalization_rule_tsv=str(table),
            vocab_size=12,
            hard_vocab_limit=False,
            minloglevel=2,
        )
    messages: Any = sentencepiece_model_pb2  # made at run time, so unknown to a type checker
    model = messages.ModelProto.FromString(trained.getvalue())
    return normalizers.Precompiled(model.normalizer_spec.precompiled_charsmap)


def english_pieces(tokens: Sequence[str]) -> tuple[str, ...]:
    """Word pieces in letters and digits, in the given order (which is that of frequency)."""
    pieces: list[str] = []
    for token in tokens:
        inner = token.startswith("##")
        text = token.removeprefix("##")
        if re.fullmatch(r"[a-z0-9]+", text):
            pieces.append(text if inner else MARK + text)
    return tuple(dict.fromkeys(pieces))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Counts of Chinese words, as jieba cuts simplified text."""
    import rjieba

    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in rjieba.cut(text) if _HAN.fullmatch(word))
    return counts


def choose(
    counts: Counter[str], glossed: frozenset[str], pieces: Sequence[str], *, words: int
) -> Vocabulary:
    """The commonest `words` words of two to six characters, and every character seen or glossed.

    A word without a gloss must be four times as common as one with, since it brings no English.
    """
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    single = [c for c, count in characters.items() if count >= 20 or (c in glossed and count >= 3)]
    single.sort(key=lambda c: (-characters[c], c))
    value = {
        word: count if word in glossed else count / 4
        for word, count in counts.items()
        if 2 <= len(word) <= 6
    }
    chosen = sorted(value, key=lambda word: (-value[word], word))[:words]
    kept = {word: counts[word] for word in chosen}
    # A character's token count is that of its standing alone; its mass inside words is theirs.
    kept |= {c: max(1, counts[c]) for c in single}
    return Vocabulary(tuple(pieces), tuple(single), tuple(chosen), kept)


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """The stock tokenizer: fold, drop punctuation, part scripts, unigram."""
    total = sum(vocabulary.counts.values())
    scored: list[tuple[str, float]] = [(UNKNOWN, -100.0), (MARK, _MARK_SCORE)]
    # Of equal numbers of pieces the more frequent win: the table lists them by frequency.
    scored += [(piece, _PIECE_SCORE - 1e-5 * rank) for rank, piece in enumerate(vocabulary.pieces)]
    scored += [
        (unit, math.log(vocabulary.counts[unit] / total))
        for unit in (*vocabulary.characters, *vocabulary.words)
    ]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = folding_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), "removed"),
            pre_tokenizers.Split(Regex(r"\p{Han}+"), "isolated"),
            pre_tokenizers.Metaspace(replacement=MARK, prepend_scheme="always", split=False),
        ]
    )
    return tokenizer
