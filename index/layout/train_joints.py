"""Train the weights of `joints`: `python -m index.layout.train_joints --data DIR`.

Same data and split as `index.layout.train`, whose alphabet it uses: run that first. One thread, about
ten minutes; the same data, seed and number of steps give the same weights. In 5,000 steps it picks
the true continuation among 768 pieces, eight of each article, in 33 % of cases.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .joints import REACH, SCALE, WEIGHTS, WIDE
from .signal import load_signal
from .train import read_news

if TYPE_CHECKING:
    import torch

WIDTH, HIDDEN, OUT = 48, 128, 64
BATCH, OF_ONE_ARTICLE = 768, 8
MARGIN = WIDE
KEPT = 1_500
REFERENCES = 256
SHORTEST_ARTICLE = 200
SHORTEST = 4
# A column that ends with one of these is not broken.
_WHOLE = "。！？”；"


class Pieces:
    """Characters of many articles in a row, from which places inside sentences are drawn."""

    def __init__(self, texts: Iterable[str], characters: int, seed: int) -> None:
        signal = load_signal()
        articles: list[npt.NDArray[np.int32]] = []
        size = 0
        for text in texts:
            if len(text) > SHORTEST_ARTICLE:
                articles.append(signal.encode(text).astype(np.int32))
                size += len(text)
                if size > characters:
                    break
        del articles[-KEPT:]  # never seen: to measure with
        self.characters = np.concatenate(articles)
        self.edges = np.cumsum([0, *map(len, articles)])
        self._ends = np.isin(self.characters, [signal.ids[c] for c in _WHOLE if c in signal.ids])
        self._random = np.random.default_rng(seed)

    def draw(self, count: int, each: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Left sides, nearest character first, and right sides, of up to `count` places."""
        articles = self._random.integers(0, len(self.edges) - 1, count // each)
        low, high = self.edges[articles] + MARGIN, self.edges[articles + 1] - MARGIN
        places = low[:, None] + self._random.random((len(articles), each)) * (high - low)[:, None]
        flat = places.astype(np.int64).ravel()
        flat = flat[~self._ends[flat - 1]][:, None]
        steps = np.arange(WIDE)
        left = self.characters[flat - 1 - steps].astype(np.int64)
        right = self.characters[flat + steps].astype(np.int64)
        # A column may leave but a few characters of its sentence.
        for side in (left, right):
            side[steps >= self._random.integers(SHORTEST, 2 * WIDE, (len(side), 1))] = 0
        return left, right


def build(characters: int) -> dict[str, Any]:
    """The layers, as torch modules by name."""
    from torch import nn

    def side() -> nn.Sequential:
        return nn.Sequential(
            nn.Linear((REACH + 1) * WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, OUT)
        )

    embeddings = nn.Embedding(characters, WIDTH)
    nn.init.normal_(embeddings.weight, std=0.1)
    return {
        "embeddings": embeddings, "left": side(), "right": side(), "bias": nn.Linear(OUT, 1),
    }  # fmt: skip


def train(pieces: Pieces, steps: int, seed: int) -> dict[str, Any]:
    """Contrastive training in both directions, Adam under a one-cycle learning rate."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    layers = build(len(load_signal().ids) + 1)
    parameters = [p for layer in layers.values() for p in layer.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=2e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps)
    for step in range(steps):
        left, right = pieces.draw(BATCH, OF_ONE_ARTICLE)
        scores = _scores(layers, torch.from_numpy(left), torch.from_numpy(right))
        truth = torch.arange(len(scores))
        loss = functional.cross_entropy(scores, truth) + functional.cross_entropy(scores.T, truth)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
        if step % 500 == 0:
            picked = (scores.argmax(1) == truth).float().mean().item()
            sys.stderr.write(f"step {step}: loss {loss.item():.3f}, right {picked:.3f}\n")
            sys.stderr.flush()
    return layers


def _scores(layers: dict[str, Any], left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    lefts = layers["left"](_embed(layers, left))
    rights = layers["right"](_embed(layers, right))
    scores: torch.Tensor = lefts @ rights.T / SCALE + layers["bias"](rights).T
    return scores


def _embed(layers: dict[str, Any], characters: torch.Tensor) -> torch.Tensor:
    """The near characters one by one, and the mean of all (see `joints`)."""
    import torch

    near = layers["embeddings"](characters[:, :REACH]).flatten(1)
    known = (characters > 0).unsqueeze(2)
    summed = (layers["embeddings"](characters) * known).sum(1)
    return torch.cat([near, summed / known.sum(1).clamp(min=1)], 1)


def save(layers: dict[str, Any], pieces: Pieces, destination: Path) -> None:
    """Embeddings in 8 bits, layers in 16, and the vectors of random pieces to compare with."""
    import torch

    arrays: dict[str, npt.NDArray[Any]] = {}
    weight = layers["embeddings"].weight.detach().numpy()
    step = np.abs(weight).max() / 127
    arrays["embeddings"] = np.rint(weight / step).astype(np.int8)
    arrays["step"] = np.array(step, np.float32)
    for side in ("left", "right"):
        first, _, second = layers[side]
        arrays[f"{side}_first"] = first.weight.detach().numpy().astype(np.float16)
        arrays[f"{side}_first_bias"] = first.bias.detach().numpy()
        arrays[f"{side}_second"] = second.weight.detach().numpy().astype(np.float16)
        arrays[f"{side}_second_bias"] = second.bias.detach().numpy()
    arrays["bias_weight"] = layers["bias"].weight.detach().numpy()
    arrays["bias"] = layers["bias"].bias.detach().numpy()
    with torch.no_grad():
        _, right = pieces.draw(2 * REFERENCES, 1)
        sample = _embed(layers, torch.from_numpy(right[:REFERENCES]))
        vectors = layers["right"](sample)
        arrays["reference"] = vectors.numpy().astype(np.float16)
        arrays["reference_bias"] = layers["bias"](vectors)[:, 0].numpy()
    with destination.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def main(arguments: list[str] | None = None) -> int:
    """Train from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.layout.train_joints"
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--characters", type=int, default=30_000_000, help="read so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    corpus = options.data / "open" / "crud_news.docs.jsonl.xz"
    if not corpus.is_file():
        sys.stderr.write(f"{corpus} is not there: give --data the folder that holds open/\n")
        return 2
    pieces = Pieces(read_news(corpus, held_out=False), options.characters, options.seed)
    layers = train(pieces, options.steps, options.seed)
    save(layers, pieces, options.out)
    sys.stderr.write(f"{options.out.stat().st_size:,} bytes written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
