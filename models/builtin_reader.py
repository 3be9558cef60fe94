"""The reader that ships with the project: windows through the network, spans and sentences out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .reader_text import Encoded, ReaderText
from .reading import Reading, Span, check_arguments
from .spans import best_spans, sentence_mass, window_starts
from .windows import Window, arrays, room

if TYPE_CHECKING:
    from .reader_model import WenjuReaderConfig, WenjuReaderModel

_OVERLAP = 48
_BATCH_TOKENS = 2048
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class _Scores:
    """What the network says of one window; `candidates` are (first, last, logit) in the passage.

    `start_mass` is the share of the window's span mass by the token where the span starts,
    `mass` the log of the whole, `evidence` a logit a token.
    """

    window: Window
    candidates: list[tuple[int, int, float]]
    start_mass: np.ndarray
    mass: float
    null: float
    evidence: np.ndarray


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

        from .devices import place, quietly
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
        placed, where = place(model, device, dtype)
        return cls(placed, ReaderText.load(path), where)

    @property
    def config(self) -> WenjuReaderConfig:
        """The network's sizes and the calibration, which may be changed between reads."""
        config: WenjuReaderConfig = self._model.config
        return config

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
        asked, *told = self._text.encode([question, *passages])
        windows: list[Window] = []
        owner: list[int] = []
        space = room(asked, self._model.config.window_tokens)
        for number, passage in enumerate(told):
            if not len(passage):
                continue
            for first in window_starts(len(passage), space, _OVERLAP):
                windows.append(Window(asked, passage, first, min(len(passage), first + space)))
                owner.append(number)
        scores = self._score(windows)
        mine: list[list[_Scores]] = [[] for _ in told]
        for number, one in zip(owner, scores, strict=True):
            mine[number].append(one)
        return [
            self._reading(passage, of_passage, spans)
            for passage, of_passage, spans in zip(told, mine, sentences, strict=True)
        ]

    def _score(self, windows: list[Window]) -> list[_Scores]:
        """Score windows of like length together, so that little is padded."""
        found: dict[int, _Scores] = {}
        waiting: list[int] = []
        for number in sorted(range(len(windows)), key=lambda n: -windows[n].length):
            longest = windows[waiting[0]].length if waiting else 0
            if waiting and (len(waiting) + 1) * longest > _BATCH_TOKENS:
                found.update(self._score_batch(windows, waiting))
                waiting = []
            waiting.append(number)
        if waiting:
            found.update(self._score_batch(windows, waiting))
        return [found[number] for number in range(len(windows))]

    def _score_batch(self, windows: list[Window], chosen: list[int]) -> dict[int, _Scores]:
        import torch

        rows = [windows[number] for number in chosen]
        length = max(window.length for window in rows)
        made = arrays(self._text, rows, length)
        if all(window.length == length for window in rows):
            del made["attention_mask"]
        with torch.inference_mode():
            inputs = {n: torch.from_numpy(v).to(self._device) for n, v in made.items()}
            output = self._model(**inputs)
            spans = output.span_logits
            flat = spans.flatten(1)
            top, where = flat.topk(min(_CANDIDATES, flat.shape[1]), dim=1)
            starts = torch.logsumexp(spans, dim=2)
            mass = torch.logsumexp(starts, dim=1)
            share = (starts - mass[:, None]).exp()
        found = {}
        for row, (number, window) in enumerate(zip(chosen, rows, strict=True)):
            shift = window.first - window.offset
            inside = slice(window.offset, window.offset + window.last - window.first)
            candidates = [
                (place // length + shift, place % length + shift, score)
                for place, score in zip(where[row].tolist(), top[row].tolist(), strict=True)
                if score > -1e3
            ]
            found[number] = _Scores(
                window, candidates, share[row, inside].cpu().numpy(), float(mass[row]),
                float(output.null_logits[row]), output.evidence_logits[row, inside].cpu().numpy(),
            )  # fmt: skip
        return found

    def _reading(
        self, passage: Encoded, scores: list[_Scores], sentences: Sequence[tuple[int, int]]
    ) -> Reading:
        if not scores:
            return Reading((), 0.0, 0.0, tuple(0.0 for _ in sentences))
        # Span logits were trained to be comparable across windows: one softmax over all of them.
        whole = float(np.logaddexp.reduce([one.mass for one in scores]))
        spans = [
            Span(int(passage.starts[first]), int(passage.ends[last]), math.exp(logit - whole))
            for one in scores
            for first, last, logit in one.candidates
        ]
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
        scores: list[_Scores],
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
