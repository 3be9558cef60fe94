"""The reader that ships with the project: windows through the network, spans and sentences out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .reader_text import Encoded, ReaderText
from .reading import Reading, Span, check_arguments
from .spans import best_spans, sentence_mass, window_spans
from .window_scores import WindowScores, score_windows
from .windows import Window, room
from .word_edges import word_edges, words_cut

if TYPE_CHECKING:
    from .reader_model import WenjuReaderConfig, WenjuReaderModel

_OVERLAP = 48

Scored = tuple[Encoded, list[WindowScores]]
"""A passage and what the network says of its windows; no windows where the passage is empty."""


class BuiltinReader:
    """Reads with a `WenjuReaderModel`; see `models/reader/README.md` for what it reaches."""

    def __init__(self, model: WenjuReaderModel, text: ReaderText, device: str = "cpu") -> None:
        self._model = model.eval()
        self._text = text
        self._device = device

    @classmethod
    def load(
        cls, folder: str | Path, *, device: str | None = None, dtype: str | None = None
    ) -> BuiltinReader:
        """Open a folder with `config.json`, `model.safetensors`, `tokenizer.json`, `lexicon.json`.

        Raises:
            FileNotFoundError: one of them is missing.
            ValueError: `dtype` is unknown, or int8 is asked for on another device than the CPU.
        """
        import torch

        from .devices import fastest_exact_enough, place, quietly
        from .reader_model import WenjuReaderModel

        path = Path(folder)
        for name in ("config.json", "model.safetensors", "tokenizer.json", "lexicon.json"):
            if not (path / name).is_file():
                raise FileNotFoundError(
                    f"the reader's folder {path} has no {name}; expected the folder that "
                    "`python -m models.training.reader` writes: restore it from the repository"
                )
        with quietly():
            model = WenjuReaderModel.from_pretrained(path, dtype=torch.float32)
        placed, where = place(model, device, dtype or fastest_exact_enough(device))
        return cls(placed, ReaderText.load(path), where)

    @property
    def config(self) -> WenjuReaderConfig:
        """The network's sizes and the calibration, which may be changed between reads."""
        config: WenjuReaderConfig = self._model.config
        return config

    @property
    def model(self) -> WenjuReaderModel:
        """The network, for those who look into it."""
        model: WenjuReaderModel = self._model
        return model

    @property
    def text(self) -> ReaderText:
        """The encoder, for callers that rank by the same tokens."""
        return self._text

    def read(
        self,
        question: str,
        passages: Sequence[str],
        sentences: Sequence[Sequence[tuple[int, int]]],
    ) -> list[Reading]:
        check_arguments(passages, sentences)
        return self.read_many([question], [passages], [sentences])[0]

    def read_many(
        self,
        questions: Sequence[str],
        passages: Sequence[Sequence[str]],
        sentences: Sequence[Sequence[Sequence[tuple[int, int]]]],
    ) -> list[list[Reading]]:
        """What `read` gives for each question, its passages and their sentences.

        Windows of many questions are scored together, which wastes less on padding.

        Raises:
            ValueError: the three differ in length, or passages and sentences of a question do.
        """
        return self.readings(self.score(questions, passages), sentences)

    def score(
        self, questions: Sequence[str], passages: Sequence[Sequence[str]]
    ) -> list[list[Scored]]:
        """What the network says of the passages of each question; `readings` makes sense of it."""
        windows: list[Window] = []
        places: list[list[tuple[Encoded, slice]]] = []
        for question, texts in zip(questions, passages, strict=True):
            asked = self._text.remembered(question)
            space = room(asked, self._model.config.window_tokens)
            places.append([])
            for passage in map(self._text.remembered, texts):
                before = len(windows)
                if len(passage):
                    windows.extend(
                        Window(asked, passage, first, last)
                        for first, last in window_spans(len(passage), space, _OVERLAP)
                    )
                places[-1].append((passage, slice(before, len(windows))))
        scores = score_windows(self._model, self._text, windows, self._device)
        return [[(passage, scores[part]) for passage, part in row] for row in places]

    def readings(
        self,
        scored: Sequence[Sequence[Scored]],
        sentences: Sequence[Sequence[Sequence[tuple[int, int]]]],
    ) -> list[list[Reading]]:
        """Spans, sentence scores and `answerable` by the calibration in `config`.

        Raises:
            ValueError: there is not one list of sentences for each passage.
        """
        return [
            [self._reading(*one, spans) for one, spans in zip(row, listed, strict=True)]
            for row, listed in zip(scored, sentences, strict=True)
        ]

    def _reading(
        self, passage: Encoded, scores: list[WindowScores], sentences: Sequence[tuple[int, int]]
    ) -> Reading:
        if not scores:
            return Reading((), 0.0, 0.0, tuple(0.0 for _ in sentences))
        # Span logits were trained to be comparable across windows: one softmax over all of them.
        whole = float(np.logaddexp.reduce([one.mass for one in scores]))
        edges = word_edges(passage.text)
        loss = self._model.config.cut_word
        spans = []
        for one in scores:
            for first, last, logit in one.candidates:
                start, end = int(passage.starts[first]), int(passage.ends[last])
                logit -= loss * words_cut(edges, start, end)
                spans.append(Span(start, end, math.exp(logit - whole)))
        margin = max(one.mass - one.null for one in scores)
        slope, offset = self._model.config.platt
        return Reading(
            spans=best_spans(spans, sentences),
            no_answer=-margin,
            answerable=1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, slope * margin + offset)))),
            sentence_scores=self._sentences(passage, scores, sentences, whole),
        )

    def _sentences(
        self,
        passage: Encoded,
        scores: list[WindowScores],
        sentences: Sequence[tuple[int, int]],
        whole: float,
    ) -> tuple[float, ...]:
        """Mean of two views: the span mass that starts in a sentence, and the evidence head's."""
        if not sentences:
            return ()
        mass = np.zeros(len(sentences))
        total = np.zeros(len(sentences))
        count = np.zeros(len(sentences))
        for one in scores:
            starts = passage.starts[one.window.first : one.window.last]
            mass += sentence_mass(starts, one.start_mass, sentences) * math.exp(one.mass - whole)
            total += sentence_mass(starts, one.evidence, sentences)
            count += sentence_mass(starts, np.ones(len(starts)), sentences)
        logits = np.where(count > 0, total / np.maximum(count, 1.0), -1e4)
        evidence = np.exp(logits - logits.max())
        evidence /= evidence.sum()
        weight = self._model.config.evidence_weight
        mixed = (1 - weight) * mass + weight * evidence
        return tuple(float(value) for value in np.minimum(mixed, 1.0))
