"""What the static embedder learns from: pairs of token lists that belong together.

Seven kinds, from `open` and from what we wrote:

* `parallel`: a Chinese sentence and its English translation (Tatoeba);
* `gloss`: a Chinese word and an English gloss of it;
* `question`: a question and the window of its passage that holds the answer, the question as asked
  or put into English word by word from the glosses;
* `asked`: the same with the questions that we wrote, over articles of our own and over passages of
  `open`, each in the language that it was asked in;
* `cloze`: some words of a news sentence, as they are or in English, and the window around it;
* `translated`: a whole news sentence put into English word by word, and the sentence;
* `next`: a news sentence and the sentences after it.

A window is one to three whole sentences. Pairs from one article stand together in a batch, so that
its other windows are the negatives that matter: retrieval must tell passages of one topic apart.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .colloquial import HELD_OUT, read_colloquial
from .corpus import read_rows, split
from .glosses import Dictionary
from .over_open import read_over_open

Tokens = np.ndarray
Pair = tuple[Tokens, Tokens]
# The sentences of a passage, and its questions with the index of the sentence that answers each.
Asked = tuple[list[Tokens], list[tuple[Tokens, int]]]

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)]*|[^。！？!?；;\n]+$")
# Words that a translation seldom renders and that would drown the rest of a bag of words.
_LEADING = re.compile(r"^(?:to be|to|a|an|the) ")
_GLOSS_WORDS_AT_MOST = 4
# How much the sentence decides on a sense, and how much less likely each later sense is.
_SENSE_SHARPNESS = 8.0
_SENSE_FALL = 0.75


def read_parallel(path: Path) -> list[tuple[str, str]]:
    """(Chinese, English) rows of a `source, split, zh, en` table."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        fields = [line.rstrip("\n").split("\t") for line in lines]
    return [(row[2], row[3]) for row in fields if len(row) == 4]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Spans of sentences, at full stops, question and exclamation marks, semicolons, line ends."""
    return [m.span() for m in _SENTENCE.finditer(text) if m.group().strip()]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the text that answers it; `start` is where the answer begins."""

    question: str
    context: str
    start: int
    answer: str


def read_questions(folder: Path) -> tuple[list[Question], list[Question]]:
    """(training, development) questions of `open`.

    Development: CMRC trial, and every DRCD dev title whose checksum is a multiple of five.
    """
    import zlib

    training: list[Question] = []
    development: list[Question] = []
    for name in (
        "cmrc2018.train",
        "cmrc2018.trial",
        "drcd.train_subset1q",
        "drcd.dev",
        "crud_news_qa.weak",
    ):
        for row in read_rows(folder / f"{name}.jsonl.xz"):
            if not row["answers"] or row.get("overlap", 1.0) < 0.45:
                continue
            answer = row["answers"][0]
            question = Question(row["question"], row["context"], answer["start"], answer["text"])
            held_out = name == "cmrc2018.trial" or (
                name == "drcd.dev" and zlib.crc32(row["title"].encode()) % 5 == 0
            )
            (development if held_out else training).append(question)
    return training, development


def read_asked(data: Path) -> tuple[list[Question], list[Question]]:
    """(training, development) questions of our own that their passages answer.

    `data` is the folder that holds `open/`. Development is what the reader and the fits of the assistant
    hold out.
    """
    own, own_held_out = split(read_colloquial(), HELD_OUT)
    written, written_held_out = split(read_over_open(data))
    training, development = (
        [
            Question(one.question, one.context, one.start, one.answer)
            for one in examples
            if one.start >= 0
        ]
        for examples in (own + written, own_held_out + written_held_out)
    )
    return training, development


class Glosser:
    """Puts Chinese tokens into English ones, word by word, as the dictionary has them."""

    def __init__(self, tokenizer: Tokenizer, dictionary: Dictionary) -> None:
        vocabulary = tokenizer.get_vocab()
        units = [unit for unit in vocabulary if unit in dictionary.glosses]
        texts = [
            [
                _LEADING.sub("", gloss.text.lower())
                for gloss in dictionary.glosses[unit]
                if gloss.weight > 0.4 and len(gloss.text.split()) <= _GLOSS_WORDS_AT_MOST
            ][:5]
            for unit in units
        ]
        flat = [text for senses in texts for text in senses]
        encoded = iter(tokenizer.encode_batch(flat, add_special_tokens=False))
        self._senses: dict[int, list[list[int]]] = {
            vocabulary[unit]: [next(encoded).ids for _ in senses]
            for unit, senses in zip(units, texts, strict=True)
        }
        self._table: np.ndarray | None = None
        self._sense_vectors: dict[int, np.ndarray] = {}
        self._latin = frozenset(
            row for token, row in vocabulary.items() if token.lstrip("▁").isascii()
        )

    def fit(self, table: np.ndarray) -> None:
        """From now on prefer the senses that suit the sentence, as `table` (tokens, width) has it."""
        self._table = table
        self._sense_vectors = {
            token: _unit(np.stack([table[sense].sum(axis=0) for sense in senses]))
            for token, senses in self._senses.items()
            if len(senses) > 1
        }

    def translate(self, tokens: Sequence[int], random: np.random.Generator) -> list[int]:
        """English tokens: a sense of each word, drawn; words without one are dropped.

        Without `fit` earlier senses are likelier; with it also those near the rest of the sentence.
        """
        english: list[int] = []
        draws = random.random(len(tokens))
        whole = self._table[list(tokens)].sum(axis=0) if self._table is not None else None
        for token, draw in zip(tokens, draws, strict=True):
            if token in self._latin:
                english.append(token)
                continue
            senses = self._senses.get(token)
            if not senses:
                continue
            if whole is None or self._table is None or len(senses) == 1:
                # The square leans to the first senses, which the dictionary lists first.
                english.extend(senses[int(draw * draw * len(senses))])
                continue
            rest = whole - self._table[token]
            near = self._sense_vectors[token] @ rest / max(float(np.linalg.norm(rest)), 1e-9)
            odds = np.exp(_SENSE_SHARPNESS * near) * _SENSE_FALL ** np.arange(len(senses))
            chosen = int(np.searchsorted(np.cumsum(odds), draw * odds.sum()))
            english.extend(senses[min(chosen, len(senses) - 1)])
        return english


def _unit(rows: np.ndarray) -> np.ndarray:
    scaled: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of each sentence of one text."""

    sentences: tuple[np.ndarray, ...]


def tokenise(tokenizer: Tokenizer, texts: Sequence[str], *, skip: int) -> list[np.ndarray]:
    """Token rows of each text, without the rows below `skip` (unknown and mark)."""
    found: list[np.ndarray] = []
    for low in range(0, len(texts), 4096):
        for encoding in tokenizer.encode_batch(texts[low : low + 4096], add_special_tokens=False):
            rows = np.asarray(encoding.ids, dtype=np.int32)
            found.append(rows[rows >= skip])
    return found


def read_news(path: Path, tokenizer: Tokenizer, *, limit: int, skip: int) -> list[Document]:
    """The first `limit` news articles, by sentences of at least six characters."""
    documents: list[Document] = []
    pending: list[str] = []
    sizes: list[int] = []
    for position, row in enumerate(read_rows(path)):
        if position >= limit:
            break
        text = row["text"]
        parts = [text[a:b].strip() for a, b in sentence_bounds(text)]
        parts = [part for part in parts if len(part) >= 6]
        sizes.append(len(parts))
        pending.extend(parts)
    tokens = iter(tokenise(tokenizer, pending, skip=skip))
    for size in sizes:
        if size:
            documents.append(Document(tuple(next(tokens) for _ in range(size))))
    return documents


def join(pieces: Sequence[np.ndarray]) -> np.ndarray:
    """One token list of several."""
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)


class PairSource:
    """Draws batches: `queries` and `targets` of equal length, then targets that no query wants."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        dictionary: Dictionary,
        folder: Path,
        *,
        parallel: Sequence[tuple[str, str]],
        news_limit: int,
        skip: int,
    ) -> None:
        self._random = np.random.default_rng(0)
        self._glosser = Glosser(tokenizer, dictionary)
        self._parallel = _tokenised_pairs(tokenizer, parallel, skip)
        self._glosses = _gloss_pairs(tokenizer, dictionary, skip)
        self._news = [
            document
            for document in read_news(
                folder / "crud_news.docs.jsonl.xz", tokenizer, limit=news_limit, skip=skip
            )
            if len(document.sentences) >= 4
        ]
        training, _ = read_questions(folder)
        self._contexts = _question_contexts(tokenizer, training, skip)
        asked, _ = read_asked(folder.parent)
        self._asked = _question_contexts(tokenizer, asked, skip)

    def choose_senses_by(self, table: np.ndarray) -> None:
        """Translate with the senses that suit the sentence, by the vectors of `table`."""
        self._glosser.fit(table)

    def reseed(self, seed: tuple[int, ...]) -> None:
        """Make the next batch depend on `seed` alone."""
        self._random = np.random.default_rng(seed)

    def batch(self, kind: str, size: int) -> tuple[list[Tokens], list[Tokens]]:
        """One batch of about `size` pairs; targets beyond the queries are extra negatives."""
        if kind == "parallel":
            return self._plain(self._parallel, size)
        if kind == "gloss":
            return self._plain(self._glosses, size)
        if kind == "question":
            return self._questions(self._contexts, size, self._maybe_english)
        if kind == "asked":
            return self._questions(self._asked, size, lambda tokens: tokens)
        if kind == "cloze":
            return self._cloze(size)
        if kind == "translated":
            return self._translated(size)
        if kind == "next":
            return self._next(size)
        raise ValueError(f"no kind of pair is called {kind!r}")

    def _plain(self, pairs: Sequence[Pair], size: int) -> tuple[list[Tokens], list[Tokens]]:
        chosen = self._random.integers(len(pairs), size=size)
        return [pairs[i][1] for i in chosen], [pairs[i][0] for i in chosen]

    def _maybe_english(self, tokens: Tokens) -> Tokens:
        if self._random.random() < 0.5:
            return tokens
        english = self._glosser.translate(tokens.tolist(), self._random)
        return np.asarray(english, dtype=np.int32) if english else tokens

    def _questions(
        self, contexts: Sequence[Asked], size: int, said: Callable[[Tokens], Tokens]
    ) -> tuple[list[Tokens], list[Tokens]]:
        queries: list[Tokens] = []
        targets: list[Tokens] = []
        others: list[Tokens] = []
        while len(queries) < size:
            sentences, asked = contexts[int(self._random.integers(len(contexts)))]
            # One question a passage and batch: two may share their answer's window.
            question, answer_at = asked[self._random.integers(len(asked))]
            low, high = self._window(len(sentences), answer_at)
            queries.append(said(question))
            targets.append(join(sentences[low:high]))
            for start, stop in ((max(0, low - 2), low), (high, min(high + 2, len(sentences)))):
                if stop > start:
                    others.append(join(sentences[start:stop]))
        return queries, targets + others

    def _window(self, sentences: int, inside: int) -> tuple[int, int]:
        width = int(self._random.choice([1, 2, 3, 5], p=[0.3, 0.35, 0.2, 0.15]))
        low = max(0, inside - int(self._random.integers(width)))
        return low, min(sentences, low + width)

    def _cloze(self, size: int) -> tuple[list[Tokens], list[Tokens]]:
        queries: list[Tokens] = []
        targets: list[Tokens] = []
        while len(queries) < size:
            sentences = self._news[self._random.integers(len(self._news))].sentences
            low = 0
            taken = 0
            while low + 1 < len(sentences) and taken < 4:
                high = min(len(sentences), low + 1 + int(self._random.integers(3)))
                asked = int(self._random.integers(low, high))
                source = sentences[asked]
                kept = source[self._random.random(len(source)) < self._random.uniform(0.25, 0.7)]
                if len(kept) >= 3:
                    window = list(sentences[low:high])
                    if len(window) > 1 and self._random.random() < 0.25:
                        del window[asked - low]
                    queries.append(self._maybe_english(kept))
                    targets.append(join(window))
                    taken += 1
                low = high + int(self._random.integers(2))
        return queries, targets

    def _translated(self, size: int) -> tuple[list[Tokens], list[Tokens]]:
        queries: list[Tokens] = []
        targets: list[Tokens] = []
        while len(queries) < size:
            sentences = self._news[self._random.integers(len(self._news))].sentences
            for at in self._random.permutation(len(sentences))[:4]:
                english = self._glosser.translate(sentences[at].tolist(), self._random)
                if len(english) >= 4:
                    queries.append(np.asarray(english, dtype=np.int32))
                    targets.append(sentences[at])
        return queries, targets

    def _next(self, size: int) -> tuple[list[Tokens], list[Tokens]]:
        queries: list[Tokens] = []
        targets: list[Tokens] = []
        while len(queries) < size:
            sentences = self._news[self._random.integers(len(self._news))].sentences
            at = int(self._random.integers(len(sentences) - 2))
            queries.append(self._maybe_english(sentences[at]))
            targets.append(join(sentences[at + 1 : at + 3]))
        return queries, targets


def _tokenised_pairs(
    tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]], skip: int
) -> list[Pair]:
    left = tokenise(tokenizer, [pair[0] for pair in pairs], skip=skip)
    right = tokenise(tokenizer, [pair[1] for pair in pairs], skip=skip)
    return [(a, b) for a, b in zip(left, right, strict=True) if len(a) and len(b)]


def _gloss_pairs(tokenizer: Tokenizer, dictionary: Dictionary, skip: int) -> list[Pair]:
    """Every entry with its senses, one pair each for at most four."""
    pairs = [
        (unit, gloss.text)
        for unit, glosses in dictionary.glosses.items()
        if len(unit) > 1
        for gloss in glosses[:4]
        if gloss.weight > 0.2
    ]
    return _tokenised_pairs(tokenizer, pairs, skip)


def _question_contexts(
    tokenizer: Tokenizer, questions: Sequence[Question], skip: int
) -> list[Asked]:
    """(sentences of the passage, [(question, index of the sentence that answers)]) a passage."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.context, []).append(question)
    found: list[Asked] = []
    for context, asked in grouped.items():
        bounds = sentence_bounds(context)
        sentences = tokenise(tokenizer, [context[a:b] for a, b in bounds], skip=skip)
        rows = tokenise(tokenizer, [question.question for question in asked], skip=skip)
        located = [
            (row, next((i for i, (a, b) in enumerate(bounds) if a <= question.start < b), -1))
            for row, question in zip(rows, asked, strict=True)
        ]
        usable = [(row, at) for row, at in located if at >= 0 and len(row)]
        if usable:
            found.append((sentences, usable))
    return found
