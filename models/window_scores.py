"""What the built-in reader's network says of windows: the spans worth looking at, and their mass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .reader_text import ReaderText
from .windows import Window, arrays

if TYPE_CHECKING:
    from .reader_model import WenjuReaderModel

_BATCH_TOKENS = 2048
_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class WindowScores:
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


def score_windows(
    model: WenjuReaderModel, text: ReaderText, windows: Sequence[Window], device: str
) -> list[WindowScores]:
    """Score windows of like length together, so that little is padded; the order is kept."""
    found: dict[int, WindowScores] = {}
    waiting: list[int] = []
    for number in sorted(range(len(windows)), key=lambda n: -windows[n].length):
        longest = windows[waiting[0]].length if waiting else 0
        if waiting and (len(waiting) + 1) * longest > _BATCH_TOKENS:
            found.update(_score_batch(model, text, windows, waiting, device))
            waiting = []
        waiting.append(number)
    if waiting:
        found.update(_score_batch(model, text, windows, waiting, device))
    return [found[number] for number in range(len(windows))]


def _score_batch(
    model: WenjuReaderModel,
    text: ReaderText,
    windows: Sequence[Window],
    chosen: list[int],
    device: str,
) -> dict[int, WindowScores]:
    import torch

    rows = [windows[number] for number in chosen]
    length = max(window.length for window in rows)
    made = arrays(text, rows, length)
    if all(window.length == length for window in rows):
        del made["attention_mask"]
    with torch.inference_mode():
        output: Any = model(**{n: torch.from_numpy(v).to(device) for n, v in made.items()})
        bands = output.span_logits
        longest = bands.shape[2]
        flat = bands.flatten(1)
        top, where = flat.topk(min(_CANDIDATES, flat.shape[1]), dim=1)
        starts = torch.logsumexp(bands, dim=2)
        mass = torch.logsumexp(starts, dim=1)
        share = (starts - mass[:, None]).exp().cpu().numpy()
        evidence = output.evidence_logits.cpu().numpy()
    found = {}
    for row, (number, window) in enumerate(zip(chosen, rows, strict=True)):
        shift = window.first - window.offset
        inside = slice(window.offset, window.offset + window.last - window.first)
        candidates = [
            (first + shift, first + step + shift, score)
            for (first, step), score in zip(
                (divmod(place, longest) for place in where[row].tolist()),
                top[row].tolist(),
                strict=True,
            )
            if score > -1e3
        ]
        found[number] = WindowScores(
            window, candidates, share[row, inside], float(mass[row]),
            float(output.null_logits[row]), evidence[row, inside],
        )  # fmt: skip
    return found
