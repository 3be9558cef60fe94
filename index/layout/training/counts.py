"""Make `signal.npz` from news text: `python -m index.layout.training.counts --data DIR`.

DIR holds `open/crud_news.docs.jsonl.xz` (lines with `id` and `text`); `news` says which articles are
held out. The same data gives the same file, byte for byte.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..signal import STATISTICS, plain
from .news import add_data, read_news

ALPHABET = 5000
LEAST_PAIR = 3
LEAST_TRIPLE = 9
LEAST_FOUR = 6
CHARACTERS_CUT = 6_000_000


def train(texts: Iterator[str], characters: int, destination: Path) -> int:
    """Count, quantise, write; returns the number of characters counted."""
    pieces: list[str] = []
    size = 0
    for text in texts:
        pieces.append(plain(text))
        size += len(text)
        if size >= characters:
            break
    joined = "\n".join(pieces)
    common = sorted(Counter(joined).most_common(ALPHABET), key=lambda item: (-item[1], item[0]))
    alphabet = "".join(character for character, _ in common)
    lookup = np.zeros(0x110000, np.int64)
    for position, character in enumerate(alphabet):
        lookup[ord(character)] = position + 1
    ids = lookup[np.frombuffer(joined.encode("utf-32-le"), np.uint32)]
    width = len(alphabet) + 1
    pairs = ids[:-1] * width + ids[1:]
    triples = pairs[:-1] * width + ids[2:]
    pair_keys, pair_counts = _frequent(pairs, LEAST_PAIR)
    triple_keys, triple_counts = _frequent(triples, LEAST_TRIPLE)
    known = ids > 0
    fours = (triples[:-1] * width + ids[3:])[known[:-3] & known[1:-2] & known[2:-1] & known[3:]]
    four_keys, four_counts = _frequent(fours, LEAST_FOUR)
    with destination.open("wb") as file:
        np.savez_compressed(
            file,
            alphabet=np.array([ord(c) for c in alphabet], np.uint32),
            singles=_levels(np.bincount(ids, minlength=width)),
            pair_steps=_steps(pair_keys),
            pair_counts=_levels(pair_counts),
            triple_steps=_steps(triple_keys),
            triple_counts=_levels(triple_counts),
            four_steps=_steps(four_keys),
            four_counts=_levels(four_counts),
            standing_alone=_standing_alone(joined[:CHARACTERS_CUT], alphabet),
            total=np.array(len(ids), np.int64),
        )
    return len(ids)


def _standing_alone(text: str, alphabet: str) -> npt.NDArray[np.uint16]:
    """In ten thousandths, how often each character is cut as a word of its own."""
    import rjieba

    seen = Counter(text)
    alone = Counter(
        word for line in text.split("\n") for word in rjieba.cut(line) if len(word) == 1
    )
    shares = [(alone[character] + 1) / (seen[character] + 4) for character in alphabet]
    # The first entry is for characters outside the alphabet, of which nothing is known.
    parts: npt.NDArray[np.uint16] = (
        np.rint(10_000 * np.array([1.0, *shares])).clip(0, 10_000).astype(np.uint16)
    )
    return parts


def _frequent(
    keys: npt.NDArray[np.int64], least: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    found, counts = np.unique(keys, return_counts=True)
    kept = counts >= least
    return found[kept], counts[kept]


def _levels(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    levels = np.rint(8 * np.log2(np.maximum(counts, 1))) + 1
    levels[counts == 0] = 0
    quantised: npt.NDArray[np.uint8] = np.minimum(levels, 255).astype(np.uint8)
    return quantised


def _steps(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32 | np.uint64]:
    """Differences of sorted keys: small numbers, which compress."""
    steps = np.diff(keys, prepend=0)
    return steps.astype(np.uint32 if steps.max(initial=0) < 2**32 else np.uint64)


def main(arguments: list[str] | None = None) -> int:
    """Train from the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.layout.training.counts"
    )
    add_data(parser)
    parser.add_argument("--characters", type=int, default=50_000_000, help="stop after so many")
    parser.add_argument("--out", type=Path, default=STATISTICS)
    options = parser.parse_args(arguments)
    counted = train(read_news(options.data, "train"), options.characters, options.out)
    sys.stderr.write(
        f"{counted:,} characters counted, {options.out.stat().st_size:,} bytes written\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
