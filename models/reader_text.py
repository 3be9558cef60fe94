"""From text to what the built-in reader sees: tokens, words, and what two texts share.

Chinese characters and digits are one token each, so a span may begin and end anywhere; Latin
letters are word pieces. The tables (words, pinyin) lie beside the weights in `lexicon.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .folding import fold_same_length

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST_RUN = 6
"""Runs shared by question and passage count up to this many tokens."""

# Texts whose encoding is kept: about 10 kB each.
_REMEMBERED = 2048

# Places of a character in its word; 0 is "in no word".
_FIRST, _INNER, _LAST, _WHOLE = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Encoded:
    """One folded text as tokens: all arrays are (tokens,).

    `starts`, `ends` are character offsets; `words` rows of the word table (0: none);
    `places` the place in the word.
    """

    text: str
    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    words: np.ndarray
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Lexicon:
    """Words (word -> row of the word table) and toneless pinyin of characters."""

    words: dict[str, int]
    pinyin: Mapping[str, tuple[str, ...]]
    longest: int

    @classmethod
    def of(cls, words: Sequence[str], pinyin: Mapping[str, tuple[str, ...]]) -> Lexicon:
        """Rows are numbered from 1 in the order given."""
        longest = max((len(w) for w in words if not w.isascii()), default=1)
        return cls({word: row for row, word in enumerate(words, 1)}, pinyin, longest)

    def save(self, path: Path) -> None:
        ordered = sorted(self.words, key=self.words.__getitem__)
        table = {"words": ordered, "pinyin": {c: " ".join(r) for c, r in self.pinyin.items()}}
        path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """Raises `FileNotFoundError` when the table is missing."""
        table = json.loads(path.read_text(encoding="utf-8"))
        return cls.of(table["words"], {c: tuple(r.split()) for c, r in table["pinyin"].items()})

    def segment(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Row and place of every character, by longest match from the left.

        >>> Lexicon.of(["童装", "企业"], {}).segment("童装企业多")[0].tolist()
        [1, 1, 2, 2, 0]
        """
        rows = np.zeros(len(text), dtype=np.int32)
        places = np.zeros(len(text), dtype=np.int8)
        words, longest = self.words, self.longest
        position = 0
        while position < len(text):
            if not "\u3400" <= text[position] <= "\u9fff":
                position += 1
                continue
            for length in range(min(longest, len(text) - position), 0, -1):
                row = words.get(text[position : position + length])
                if row is None:
                    continue
                rows[position : position + length] = row
                if length == 1:
                    places[position] = _WHOLE
                else:
                    places[position : position + length] = _INNER
                    places[position] = _FIRST
                    places[position + length - 1] = _LAST
                break
            else:
                length = 1
            position += length
        return rows, places


class ReaderText:
    """Encodes folded text for the reader; made once, then cheap."""

    def __init__(self, tokenizer: Tokenizer, lexicon: Lexicon) -> None:
        self.tokenizer = tokenizer
        self.lexicon = lexicon
        vocabulary = tokenizer.get_vocab()
        self.cls: int = vocabulary["[CLS]"]
        self.sep: int = vocabulary["[SEP]"]
        self.unknown: int = vocabulary["[UNK]"]
        self.pad: int = vocabulary["[PAD]"]
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._encode_one)

    @classmethod
    def load(cls, folder: Path) -> ReaderText:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(tokenizer, Lexicon.load(folder / "lexicon.json"))

    def save(self, folder: Path) -> None:
        self.tokenizer.save(str(folder / "tokenizer.json"))
        self.lexicon.save(folder / "lexicon.json")

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Fold and encode; offsets are into the texts as given (folding keeps lengths)."""
        folded = [fold_same_length(text) for text in texts]
        found = self.tokenizer.encode_batch(folded, add_special_tokens=False)
        return [self._encoded(t, e.ids, e.offsets) for t, e in zip(folded, found, strict=True)]

    def remembered(self, text: str) -> Encoded:
        """One text encoded; the last few thousand are kept, for passages are read again."""
        return self._remembered(text)

    def ids(self, texts: Sequence[str]) -> list[np.ndarray]:
        """Token ids only: what a lexical ranking needs, without the search for words."""
        folded = [fold_same_length(text) for text in texts]
        found = self.tokenizer.encode_batch(folded, add_special_tokens=False)
        return [np.array(one.ids, dtype=np.int32) for one in found]

    def _encode_one(self, text: str) -> Encoded:
        return self.encode([text])[0]

    def _encoded(self, text: str, ids: list[int], offsets: list[tuple[int, int]]) -> Encoded:
        edges = np.array(offsets, dtype=np.int32).reshape(-1, 2)
        rows, places = self.lexicon.segment(text)
        starts, ends = edges[:, 0], edges[:, 1]
        words, placed = rows[starts], places[starts]
        for token in np.flatnonzero(words == 0):
            piece = text[starts[token] : ends[token]]
            if piece.isascii() and piece.isalpha():
                words[token] = self.lexicon.words.get(piece, 0)
        return Encoded(text, np.array(ids, dtype=np.int32), starts, ends, words, placed)

    def coverage(self, question: Encoded, passage: Encoded) -> tuple[np.ndarray, np.ndarray]:
        """Longest shared run (in tokens, at most 6) that covers each token, for both texts."""
        asked, told = self._comparable(question.ids), self._comparable(passage.ids, -3)
        over_question, over_passage = shared_runs(asked, told)
        latin = _latin_words(question)
        if latin:
            self._cover_by_sound(latin, passage, over_question, over_passage)
        return over_question, over_passage

    def _comparable(self, ids: np.ndarray, never: int = -2) -> np.ndarray:
        # Two unknown tokens are not the same token.
        return np.where(ids == self.unknown, never, ids)

    def _cover_by_sound(
        self,
        latin: list[tuple[str, int, int]],
        passage: Encoded,
        over_question: np.ndarray,
        over_passage: np.ndarray,
    ) -> None:
        """Cover 2 to 4 characters whose pinyin, run together, is a Latin word of the question."""
        wanted = {word: (first, last) for word, first, last in latin if len(word) >= 4}
        if not wanted:
            return
        beginnings = {word[:k] for word in wanted for k in range(1, len(word) + 1)}
        readings = self.lexicon.pinyin
        text, starts = passage.text, passage.starts
        for token, start in enumerate(starts):
            spelled = [""]
            for length in range(1, 5):
                if token + length > len(starts):
                    break
                character = text[starts[token + length - 1]]
                heard = readings.get(character)
                if heard is None or int(starts[token + length - 1]) != int(start) + length - 1:
                    break
                spelled = [s + h for s in spelled for h in heard if s + h in beginnings]
                if not spelled:
                    break
                hit = next((s for s in spelled if s in wanted), None) if length > 1 else None
                if hit is not None:
                    first, last = wanted[hit]
                    size = min(LONGEST_RUN, length + 1)
                    span = slice(token, token + length)
                    over_passage[span] = np.maximum(over_passage[span], size)
                    over_question[first:last] = np.maximum(over_question[first:last], size)


def _latin_words(question: Encoded) -> list[tuple[str, int, int]]:
    """Runs of Latin letters with the tokens that spell them."""
    found: list[tuple[str, int, int]] = []
    token = 0
    while token < len(question):
        if not question.text[question.starts[token]].isascii() or not (
            question.text[question.starts[token]].isalpha()
        ):
            token += 1
            continue
        last = token + 1
        while last < len(question) and question.starts[last] == question.ends[last - 1]:
            if not question.text[question.starts[last]].isalpha():
                break
            last += 1
        text = question.text[question.starts[token] : question.ends[last - 1]]
        if text.isascii():
            found.append((text, token, last))
        token = last
    return found


def shared_runs(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each token of both texts the length of the longest shared run over it, at most 6.

    >>> shared_runs(np.array([1, 2, 3]), np.array([9, 2, 3, 1]))[1].tolist()
    [0, 2, 2, 1]
    """
    over_first = np.zeros(len(first), dtype=np.int64)
    over_second = np.zeros(len(second), dtype=np.int64)
    # same[i, j]: a run of the present length starts at i in the first and j in the second text.
    same = first[:, None] == second[None, :]
    run = same
    for length in range(1, LONGEST_RUN + 1):
        if length > 1:
            if min(run.shape) < 2:
                break
            run = run[:-1, :-1] & same[length - 1 :, length - 1 :]
        if not run.any():
            break
        for over, starts in ((over_first, run.any(axis=1)), (over_second, run.any(axis=0))):
            for start in np.flatnonzero(starts):
                over[start : start + length] = length
    return over_first, over_second
