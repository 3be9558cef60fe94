"""Train the weights of `joints`: `python -m index.layout.training.joints --data DIR`.

The alphabet and the pairs are those of `counts`: run that first. One thread, about ten minutes; the
same data, seed and number of steps give the same weights. `--start` goes on from weights that are
there.

A batch holds eight places from each of 48 articles, as a page holds columns of one or two. Of a left
piece the network picks the right piece among all 384 and 144 that begin a sentence, and once more
among those of two articles, as a page would offer them; of a right piece the left one likewise.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..joints import REACH, SCALE, WEIGHTS, WIDE, Joints, load_tokens, read_joints
from ..signal import load_signal
from .news import add_data, read_news

if TYPE_CHECKING:
    import torch

WIDTH, HIDDEN, DOT, OVER = 48, 192, 96, 48
ARTICLES, OF_ONE_ARTICLE, STARTS = 48, 8, 3
MARGIN = WIDE
REFERENCES = 256
SHORTEST_ARTICLE = 2 * MARGIN + 60
SHORTEST = 4
# A column that ends with one of these is not broken, and typesetters end no line with the openers
# and begin none with the other marks.
_WHOLE = "。！？”；"
_NOT_LAST = "…：’）》“‘（《 "
_NOT_FIRST = "，。！？；：、…”’）》 "

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Token numbers of left sides, of right sides, and of pieces that begin a sentence."""

    left: Ids
    right: Ids
    starts: Ids


class Pieces:
    """Characters of many articles in a row, from which places are drawn."""

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
        self._characters = np.concatenate(articles)
        pairs = [
            load_tokens().pairs(a[:-1].astype(np.int64), a[1:].astype(np.int64)) for a in articles
        ]
        self._pairs = np.concatenate([np.append(found, 0).astype(np.int32) for found in pairs])
        edges = np.cumsum([0, *map(len, articles)])
        inside = np.zeros(len(self._characters), bool)
        for low, high in zip(edges[:-1] + MARGIN, edges[1:] - MARGIN, strict=True):
            inside[low:high] = True

        def among(marks: str) -> npt.NDArray[np.bool_]:
            return np.isin(self._characters, [signal.ids[c] for c in marks if c in signal.ids])

        ends, first = among(_WHOLE), ~among(_NOT_FIRST)
        before = np.concatenate([[True], ends[:-1]])
        not_last = np.concatenate([[True], among(_NOT_LAST)[:-1]])
        self._broken = np.nonzero(inside & first & ~before & ~not_last)[0]
        self._starts = np.nonzero(inside & first & before)[0]
        self._broken_edges = np.searchsorted(self._broken, edges)
        self._starts_edges = np.searchsorted(self._starts, edges)
        enough = (np.diff(self._broken_edges) > 40) & (np.diff(self._starts_edges) > 2)
        self._articles = np.nonzero(enough)[0]
        self._random = np.random.default_rng(seed)

    def draw(self) -> Batch:
        """Places of `ARTICLES` articles, those of one article in a row."""
        articles = self._random.choice(self._articles, ARTICLES, replace=False)
        places = self._places(self._broken, self._broken_edges, articles, OF_ONE_ARTICLE)
        starts = self._places(self._starts, self._starts_edges, articles, STARTS)
        return Batch(self._side(places, -1), self._side(places, 1), self._side(starts, 1))

    def _places(self, kind: Ids, edges: Ids, articles: Ids, each: int) -> Ids:
        low, high = edges[articles][:, None], edges[articles + 1][:, None]
        drawn = low + (self._random.random((len(articles), each)) * (high - low)).astype(np.int64)
        places: Ids = kind[drawn.ravel()]
        return places

    def _side(self, places: Ids, direction: int) -> Ids:
        """Tokens away from the joint; a column may leave but a few characters of its sentence."""
        steps = np.arange(WIDE)
        near = (places if direction > 0 else places - 1)[:, None] + direction * steps
        # A pair is counted at the one of its two characters that is nearer to the joint.
        pairs = near if direction > 0 else near - 1
        tokens = np.stack([self._characters[near], self._pairs[pairs]], 1).astype(np.int64)
        lengths = self._random.integers(SHORTEST, 2 * WIDE, len(places))
        beyond = steps >= lengths[:, None]
        tokens[:, 0][beyond] = 0
        tokens[:, 1][beyond | (steps == np.minimum(lengths, WIDE)[:, None] - 1)] = 0
        return tokens


def build() -> dict[str, Any]:
    """The layers, as torch modules by name."""
    from torch import nn

    def side(out: int) -> nn.Sequential:
        return nn.Sequential(
            nn.Linear((REACH + 1) * WIDTH, HIDDEN), nn.GELU(), nn.Linear(HIDDEN, out)
        )

    embeddings = nn.EmbeddingBag(load_tokens().count, WIDTH, mode="sum", padding_idx=0)
    nn.init.normal_(embeddings.weight, std=0.1)
    embeddings.weight.data[0] = 0
    return {
        "embeddings": embeddings, "left": side(DOT + OVER), "right": side(DOT + OVER + 2),
        "over": nn.Linear(OVER, 1, bias=False),
    }  # fmt: skip


def restore(layers: dict[str, Any], trained: Joints) -> None:
    """Weights that were saved, into the layers of `build`."""
    import torch

    def put(parameter: torch.Tensor, values: npt.NDArray[np.float32]) -> None:
        parameter.data = torch.from_numpy(values.astype(np.float32)).reshape(parameter.shape)

    put(layers["embeddings"].weight, trained.embeddings)
    put(layers["over"].weight, trained.over)
    for name, side in (("left", trained.left), ("right", trained.right)):
        first, _, second = layers[name]
        put(first.weight, side.first)
        put(first.bias, side.first_bias)
        put(second.weight, side.second)
        put(second.bias, side.second_bias)


def train(pieces: Pieces, steps: int, seed: int, start: Joints | None = None) -> dict[str, Any]:
    """Contrastive training in both directions, Adam under a one-cycle learning rate."""
    import torch
    from torch.nn import functional

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    layers = build()
    if start is not None:
        restore(layers, start)
    parameters = [p for layer in layers.values() for p in layer.parameters()]
    optimiser = torch.optim.Adam(parameters, lr=2e-3)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps)
    right_ones = seen = 0.0
    for step in range(steps):
        batch = pieces.draw()
        left = layers["left"](_embed(layers, batch.left))
        right = layers["right"](_embed(layers, np.concatenate([batch.right, batch.starts])))
        scores = left[:, :DOT] @ right[:, :DOT].T / SCALE + right[:, -2]
        truth = torch.arange(len(left))
        loss = functional.cross_entropy(scores, truth)
        loss = loss + functional.cross_entropy(scores[:, : len(left)].T, truth)
        close, place = _among_two_articles(layers, left, right)
        true = place.repeat(len(close), 1).flatten()
        size = close.shape[1]
        loss = loss + functional.cross_entropy(close.flatten(0, 1), true)
        loss = loss + functional.cross_entropy(
            close[:, :, :size].transpose(1, 2).flatten(0, 1), true
        )
        is_broken = (torch.arange(len(right)) < len(left)).float()
        weight = torch.where(is_broken > 0, 1.0, len(left) / (len(right) - len(left)))
        loss = loss + functional.binary_cross_entropy_with_logits(right[:, -1], is_broken, weight)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
        right_ones += (close.flatten(0, 1).argmax(1) == true).float().mean().item()
        seen += 1
        if step % 250 == 249:
            sys.stderr.write(
                f"step {step + 1}: loss {loss.item():.3f}, right among two articles {right_ones / seen:.3f}\n"
            )
            sys.stderr.flush()
            right_ones = seen = 0.0
    return layers


def _among_two_articles(
    layers: dict[str, Any], left: torch.Tensor, right: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Scores of the pieces of two articles each, with all layers, and the places of the true ones.

    Shape: (pairs of articles, 16 left, 16 right and 6 that begin a sentence).
    """
    import torch
    from torch.nn import functional

    size = 2 * OF_ONE_ARTICLE
    broken = right[: len(left)].reshape(-1, size, right.shape[1])
    starts = right[len(left) :].reshape(-1, 2 * STARTS, right.shape[1])
    offered = torch.cat([broken, starts], 1)
    tails = left.reshape(-1, size, left.shape[1])
    dots = tails[:, :, :DOT] @ offered[:, :, :DOT].transpose(1, 2) / SCALE
    both = tails[:, :, None, DOT:] + offered[:, None, :, DOT:-2]
    over = layers["over"](functional.gelu(both))[..., 0]
    return dots + over + offered[:, None, :, -2], torch.arange(size)


def _embed(layers: dict[str, Any], tokens: Ids) -> torch.Tensor:
    """The near characters one by one, and the mean of all (see `joints`)."""
    import torch

    bag = layers["embeddings"]
    near = torch.from_numpy(tokens[:, :, :REACH]).transpose(1, 2).reshape(-1, 2)
    known = torch.from_numpy((tokens[:, 0] > 0).sum(1, keepdims=True)).clamp(min=1)
    topic = bag(torch.from_numpy(tokens.reshape(len(tokens), -1))) / known
    return torch.cat([bag(near).reshape(len(tokens), -1), topic], 1)


def save(layers: dict[str, Any], pieces: Pieces, destination: Path) -> None:
    """Embeddings and first layers in 8 bits, the others in 16, and the vectors of random pieces."""
    import torch

    arrays: dict[str, npt.NDArray[Any]] = {}

    def in_8_bits(name: str, weight: torch.Tensor) -> None:
        values = weight.detach().numpy()
        step = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127
        arrays[name] = np.rint(values / step).astype(np.int8)
        arrays[f"{name}_step"] = step.astype(np.float16)

    in_8_bits("embeddings", layers["embeddings"].weight)
    for side in ("left", "right"):
        first, _, second = layers[side]
        in_8_bits(f"{side}_first", first.weight)
        arrays[f"{side}_first_bias"] = first.bias.detach().numpy()
        arrays[f"{side}_second"] = second.weight.detach().numpy().astype(np.float16)
        arrays[f"{side}_second_bias"] = second.bias.detach().numpy()
    arrays["over"] = layers["over"].weight.detach().numpy()[0]
    with torch.no_grad():
        sample = pieces.draw().right[::OF_ONE_ARTICLE]
        while len(sample) < REFERENCES:
            sample = np.concatenate([sample, pieces.draw().right[::OF_ONE_ARTICLE]])
        vectors = layers["right"](_embed(layers, sample[:REFERENCES]))
        arrays["reference"] = vectors.numpy().astype(np.float16)
    with destination.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def main(arguments: list[str] | None = None) -> int:
    """Train from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.layout.training.joints"
    )
    add_data(parser)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--characters", type=int, default=36_000_000, help="read so many")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args(arguments)
    pieces = Pieces(read_news(options.data, "train"), options.characters, options.seed)
    start = read_joints(options.start) if options.start else None
    layers = train(pieces, options.steps, options.seed, start)
    save(layers, pieces, options.out)
    sys.stderr.write(f"{options.out.stat().st_size:,} bytes written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
