"""The stream of training rows: windows with answers, hard negatives, near misses, and English.

A gold window and a hard negative of the same question stand next to each other and share a group,
so that the loss can compare spans across passages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..reader_text import Encoded, ReaderText
from ..windows import Window, arrays, room
from .cloze import make_cloze
from .colloquial import SOURCE as COLLOQUIAL
from .corpus import Example
from .english import GlossTranslator, with_names
from .negatives import NearMiss
from .over_open import NEWEST
from .over_open import SOURCES as OVER_OPEN

_ENDS = frozenset("。!?！？\n")


@dataclass(frozen=True, slots=True)
class Mixture:
    """Chances of what is made of one question; measured on the development split.

    A pass takes the questions of the sets in `times` so many times: the short answers of DRCD are
    half as many as the long ones, and the edges of spans went by the long ones; the questions that we
    wrote are the nearest to what users ask, and those over passages of the sets came last. The
    newest of them are asked so often that a stage of an hour comes once to each. `named` is for
    questions that were asked in English: names in Chinese, as the assistant puts them.
    """

    negative: float = 0.55
    near_miss: float = 0.12
    english: float = 0.10
    switched: float = 0.05
    named: float = 0.5
    cloze: float = 0.07
    parallel: float = 0.05
    times: Mapping[str, int] = field(
        default_factory=lambda: (
            {"drcd.train_subset1q": 2, "drcd.dev": 2, COLLOQUIAL: 2}
            | dict.fromkeys(OVER_OPEN.values(), 3)
            | {NEWEST: 9}
        )
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A window with its labels: token span inside the row (-1: no answer), group, weights."""

    window: Window
    start: int
    end: int
    group: int
    has_span: bool = True
    evidence: int = -1


@dataclass
class Material:
    """All that rows are made of; `passages` are encoded contexts by number."""

    examples: list[Example]
    contexts: list[Encoded]
    context_of: list[int]
    questions: list[Encoded]
    hard: np.ndarray
    news: list[str]
    parallel: list[tuple[str, str]]
    cache: dict[str, Encoded] = field(default_factory=dict)


def sentence_numbers(encoded: Encoded) -> np.ndarray:
    """For each token the number of its sentence; a mark at the end belongs to its sentence."""
    text = encoded.text
    ends = np.fromiter((text[s] in _ENDS for s in encoded.starts), dtype=np.int64,
                       count=len(encoded))  # fmt: skip
    return np.concatenate([[0], np.cumsum(ends)[:-1]]) if len(ends) else ends


def token_span(encoded: Encoded, start: int, end: int) -> tuple[int, int]:
    """First and last token of characters `start:end`."""
    first = int(np.searchsorted(encoded.ends, start, side="right"))
    last = int(np.searchsorted(encoded.starts, end, side="left")) - 1
    return first, last


class RowStream:
    """Endless rows in an order that depends on the seed alone."""

    def __init__(
        self,
        text: ReaderText,
        material: Material,
        translator: GlossTranslator,
        near_miss: NearMiss,
        mixture: Mixture,
        seed: int,
    ) -> None:
        self._text = text
        self._material = material
        self._translator = translator
        self._near_miss = near_miss
        self._mixture = mixture
        self._seed = seed

    def rows(self, epoch: int, length: int) -> Iterator[list[Row]]:
        """Groups of rows that stay together, one pass over the questions."""
        chance = random.Random(f"{self._seed}-{epoch}")
        examples = self._material.examples
        times = self._mixture.times
        order = [n for n, one in enumerate(examples) for _ in range(times.get(one.source, 1))]
        chance.shuffle(order)
        for group, number in enumerate(order, 1):
            made = self._from_example(number, group, length, chance)
            if made:
                yield made
            if chance.random() < self._mixture.cloze:
                made = self._from_news(group, length, chance)
                if made:
                    yield made
            if chance.random() < self._mixture.parallel:
                yield [self._from_parallel(length, chance)]

    def _from_example(
        self, number: int, group: int, length: int, chance: random.Random
    ) -> list[Row]:
        material, mixture = self._material, self._mixture
        example = material.examples[number]
        passage = material.contexts[material.context_of[number]]
        question = material.questions[number]
        kind = chance.random()
        if example.in_english:
            # What was asked in English needs no gloss.
            if kind < mixture.named:
                names = self._text.lexicon.pinyin
                question = self._asked(with_names(example.question, example.context, names))
        elif kind < mixture.english:
            question = self._asked(self._translator.translate(example.question, chance))
        elif kind < mixture.english + mixture.switched:
            mixed = self._translator.translate(example.question, chance, keep=0.5)
            question = self._asked(mixed)
        if example.start < 0:
            return [self._unanswered(question, passage, group, length, chance)]
        gold = self._gold(question, passage, example, group, length, chance)
        if gold is None:
            return []
        rows = [gold]
        if chance.random() < mixture.negative:
            negative = self._negative(number, question, group, length, chance)
            if negative is not None:
                rows.append(negative)
        if chance.random() < mixture.near_miss:
            edited = self._near_miss.edit(example.question, example.context, chance)
            if edited is not None:
                window = gold.window
                shift = self._asked(edited)
                last = min(window.last, window.first + room(shift, length))
                rows.append(Row(Window(shift, passage, window.first, last), -1, -1, -group))
        return rows

    def _unanswered(
        self, question: Encoded, passage: Encoded, group: int, length: int, chance: random.Random
    ) -> Row:
        """A window of the passage that speaks of what is asked and does not say it."""
        space = room(question, length)
        begin = 0
        if len(passage) > space:
            begin = _likest(self._text, question, passage, space, chance)
        last = min(len(passage), begin + space)
        return Row(Window(question, passage, begin, last), -1, -1, -group)

    def _asked(self, question: str) -> Encoded:
        return self._text.encode([question])[0]

    def _gold(
        self,
        question: Encoded,
        passage: Encoded,
        example: Example,
        group: int,
        length: int,
        chance: random.Random,
    ) -> Row | None:
        first, last = token_span(passage, example.start, example.end)
        space = room(question, length)
        if not 0 <= first <= last < len(passage) or last - first + 1 > min(space, 80):
            return None
        begin = _begin(passage, first, last, space, chance)
        window = Window(question, passage, begin, min(len(passage), begin + space))
        shift = window.offset - begin
        return Row(window, first + shift, last + shift, group)

    def _negative(
        self, number: int, question: Encoded, group: int, length: int, chance: random.Random
    ) -> Row | None:
        material = self._material
        example = material.examples[number]
        space = room(question, length)
        own = material.contexts[material.context_of[number]]
        if chance.random() < 0.3 and len(own) > 1.6 * space:
            # Another window of the same paragraph, which does not hold the answer.
            begin = chance.randrange(0, len(own) - space + 1)
            shown = own.text[own.starts[begin] : own.ends[begin + space - 1]]
            if example.answer not in shown:
                return Row(Window(question, own, begin, begin + space), -1, -1, group)
        options = [c for c in material.hard[number] if c >= 0]
        if not options:
            return None
        passage = material.contexts[options[int(len(options) * chance.random() ** 2)]]
        begin = 0
        if len(passage) > space:
            begin = _likest(self._text, question, passage, space, chance)
        last = min(len(passage), begin + space)
        return Row(Window(question, passage, begin, last), -1, -1, group)

    def _from_news(self, group: int, length: int, chance: random.Random) -> list[Row]:
        for _ in range(4):
            example = make_cloze(chance.choice(self._material.news), chance)
            if example is not None:
                break
        else:
            return []
        begin = max(0, example.start - 500)
        near = Example("cloze", example.context[begin : example.end + 500], example.question,
                       example.start - begin, example.end - begin)  # fmt: skip
        question, passage = self._text.encode([near.question, near.context])
        if chance.random() < 0.15:
            question = self._asked(self._translator.translate(near.question, chance))
        row = self._gold(question, passage, near, -10_000_000 - group, length, chance)
        return [row] if row is not None else []

    def _from_parallel(self, length: int, chance: random.Random) -> Row:
        """An English sentence as the question, its Chinese one among others as the evidence."""
        pairs = self._material.parallel
        chinese, english = chance.choice(pairs)
        question = self._asked(english)
        others: list[str] = []
        while sum(map(len, others)) < room(question, length) - len(chinese) - 24:
            others.append(chance.choice(pairs)[0])
        place = chance.randrange(0, len(others) + 1)
        told = [*others[:place], chinese, *others[place:]]
        told = [s if s[-1] in _ENDS else s + "。" for s in told]
        passage = self._text.encode(["".join(told)])[0]
        last = min(len(passage), room(question, length))
        window = Window(question, passage, 0, last)
        middle = sum(map(len, told[:place])) + len(told[place]) // 2
        token = int(np.searchsorted(passage.ends, middle, side="right"))
        row_token = min(token, last - 1) + window.offset
        return Row(window, -1, -1, -1, has_span=False, evidence=row_token)


def _begin(passage: Encoded, first: int, last: int, space: int, chance: random.Random) -> int:
    """Where a window that holds tokens `first..last` begins: at random, often at a sentence."""
    if len(passage) <= space:
        return 0
    low, high = max(0, last + 1 - space), min(first, len(passage) - space)
    begin = chance.randint(low, max(low, high))
    if chance.random() < 0.5:
        numbers = sentence_numbers(passage)
        starts = np.flatnonzero(np.diff(numbers, prepend=-1))
        starts = starts[(starts >= low) & (starts <= first)]
        if len(starts):
            begin = int(chance.choice(list(starts)))
    return begin


def _likest(
    text: ReaderText, question: Encoded, passage: Encoded, space: int, chance: random.Random
) -> int:
    """Start of the window that shares most with the question, or, half the time, any."""
    if chance.random() < 0.5:
        return chance.randrange(0, len(passage) - space + 1)
    shared = np.isin(passage.ids, question.ids) & (passage.words > 0)
    running = np.concatenate([[0], np.cumsum(shared)])
    return int(np.argmax(running[space:] - running[:-space]))


def labelled(text: ReaderText, rows: list[Row], length: int) -> dict[str, np.ndarray]:
    """Inputs and labels of a batch.

    `sentence_ids` (rows, length) number the sentences of the passage from 0, -1 elsewhere;
    `evidence` (rows,) is the gold sentence's number or -1.
    """
    made = arrays(text, [row.window for row in rows], length)
    sentences = np.full((len(rows), length), -1, dtype=np.int64)
    evidence = np.full(len(rows), -1, dtype=np.int64)
    for place, row in enumerate(rows):
        window = row.window
        numbers = sentence_numbers(window.passage)[window.first : window.last]
        numbers = np.minimum(numbers - numbers[0], 31) if len(numbers) else numbers
        sentences[place, window.offset : window.offset + len(numbers)] = numbers
        token = row.start if row.has_span else row.evidence
        if token >= 0:
            evidence[place] = sentences[place, token]
    made["sentence_ids"] = sentences
    made["evidence"] = evidence
    made["start"] = np.array([row.start for row in rows], dtype=np.int64)
    made["end"] = np.array([row.end for row in rows], dtype=np.int64)
    made["has_span"] = np.array([row.has_span for row in rows], dtype=np.int64)
    made["group"] = np.array([row.group for row in rows], dtype=np.int64)
    return made
