"""What the transformer embedder learns from: pairs of texts that belong together.

The same data as the static embedder's (`embedder_pairs`), as text, for word pieces and characters:

* `parallel`: an English sentence and its Chinese one (Tatoeba);
* `gloss`: an English gloss and the Chinese word;
* `question`: a question and the window of its passage that holds the answer, every second question
  put into English word by word; the window beside it is one more negative;
* `cloze`: a part of a news sentence, half of them in English word by word, and the window around it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..folding import fold_same_length
from ..reader_text import Lexicon
from .corpus import read_rows
from .embedder_pairs import Question, read_parallel, read_questions, sentence_bounds
from .english import GlossTranslator
from .glosses import Dictionary

# A window has at most this many sentences: passages are cut as finely when they are searched.
_WIDEST = 3
_LEAST_CHARACTERS = 6


@dataclass(frozen=True, slots=True)
class TextPairs:
    """`targets[i]` belongs to `queries[i]`; targets beyond the queries belong to none."""

    queries: list[str]
    targets: list[str]


class TextPairSource:
    """Draws batches of pairs; the same seed gives the same batch."""

    def __init__(
        self,
        parallel: Sequence[tuple[str, str]],
        questions: Sequence[Question],
        news: Sequence[str],
        dictionary: Dictionary,
        lexicon: Lexicon,
    ) -> None:
        self._parallel = parallel
        self._questions = questions
        self._glosses = [
            (unit, gloss.text)
            for unit, glosses in dictionary.glosses.items()
            if len(unit) > 1
            for gloss in glosses[:4]
            if gloss.weight > 0.2
        ]
        cut = ([text[a:b].strip() for a, b in sentence_bounds(text)] for text in news)
        kept = ([part for part in parts if len(part) >= _LEAST_CHARACTERS] for parts in cut)
        self._news = [parts for parts in kept if len(parts) >= 2]
        self._translator = GlossTranslator(dictionary, lexicon)
        self._draws: dict[str, Callable[[int, random.Random], TextPairs]] = {
            "parallel": self._parallels,
            "gloss": self._gloss,
            "question": self._question,
            "cloze": self._cloze,
        }

    @classmethod
    def read(
        cls, folder: Path, dictionary: Dictionary, lexicon: Lexicon, *, held_out: int, news: int
    ) -> TextPairSource:
        """From `open`, without the last `held_out` sentence pairs and the development questions."""
        training, _ = read_questions(folder)
        articles = islice(read_rows(folder / "crud_news.docs.jsonl.xz"), news)
        return cls(
            read_parallel(folder / "parallel.tatoeba.tsv.xz")[:-held_out],
            training,
            [row["text"] for row in articles],
            dictionary,
            lexicon,
        )

    def batch(self, kind: str, size: int, seed: str) -> TextPairs:
        """`size` pairs of a kind; raises `ValueError` for a kind that there is not."""
        if kind not in self._draws:
            raise ValueError(f"no kind of pair is called {kind!r}; there are {sorted(self._draws)}")
        return self._draws[kind](size, random.Random(seed))

    def _parallels(self, size: int, chance: random.Random) -> TextPairs:
        drawn = chance.choices(self._parallel, k=size)
        return TextPairs([english for _, english in drawn], [chinese for chinese, _ in drawn])

    def _gloss(self, size: int, chance: random.Random) -> TextPairs:
        drawn = chance.choices(self._glosses, k=size)
        return TextPairs([english for _, english in drawn], [chinese for chinese, _ in drawn])

    def _question(self, size: int, chance: random.Random) -> TextPairs:
        pairs = TextPairs([], [])
        beside: list[str] = []
        for question in chance.choices(self._questions, k=size):
            sentences = sentence_bounds(question.context)
            at = next((i for i, (_, end) in enumerate(sentences) if question.start < end), 0)
            low, high = _window(at, len(sentences), chance)
            text = question.context
            pairs.targets.append(text[sentences[low][0] : sentences[high - 1][1]])
            asked = question.question
            if chance.random() < 0.5:
                asked = self._translator.translate(fold_same_length(asked), chance)
            pairs.queries.append(asked)
            after, before = sentences[high : high + 2], sentences[max(0, low - 2) : low]
            if neighbours := after or before:
                beside.append(text[neighbours[0][0] : neighbours[-1][1]])
        pairs.targets.extend(beside)
        return pairs

    def _cloze(self, size: int, chance: random.Random) -> TextPairs:
        pairs = TextPairs([], [])
        for sentences in chance.choices(self._news, k=size):
            at = chance.randrange(len(sentences))
            low, high = _window(at, len(sentences), chance)
            source = sentences[at]
            length = max(_LEAST_CHARACTERS, int(len(source) * chance.uniform(0.3, 0.7)))
            start = chance.randint(0, max(0, len(source) - length))
            part = source[start : start + length]
            if chance.random() < 0.5:
                part = self._translator.translate(fold_same_length(part), chance)
            window = list(sentences[low:high])
            if len(window) > 1 and chance.random() < 0.25:
                # Without the sentence itself: what stands beside it is about the same.
                del window[at - low]
            pairs.queries.append(part)
            pairs.targets.append("".join(window))
        return pairs


def _window(inside: int, sentences: int, chance: random.Random) -> tuple[int, int]:
    """First and end of a run of at most three sentences that holds the given one."""
    width = chance.randint(1, _WIDEST)
    low = max(0, inside - chance.randrange(width))
    return low, min(sentences, low + width)
