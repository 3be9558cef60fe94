"""Average the weights of readers that grew from one another:
`python -m models.training.soup MODEL MODEL... --out DIR`.

Runs that go on from the same checkpoint lie in one valley of the loss, and the mean of their weights
generalises better than each (Wortsman et al., "Model soups", ICML 2022). Every MODEL is a folder that
the training wrote; tokenizer, lexicon and configuration come from the last. Calibrate what comes out:
its margins are not those of its parts.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = "model.safetensors"


class UnlikeWeights(ValueError):
    """The folders hold models of different shapes."""


def average(folders: Sequence[Path], out: Path) -> None:
    """Write the mean of the models in `folders` to `out`, in the precision that they have.

    Raises:
        UnlikeWeights: a tensor is missing in one of them or has another shape there.
    """
    parts = [load_file(folder / WEIGHTS) for folder in folders]
    shapes = {name: tensor.shape for name, tensor in parts[0].items()}
    for folder, part in zip(folders, parts, strict=True):
        found = {name: tensor.shape for name, tensor in part.items()}
        if found != shapes:
            unlike = sorted(n for n in shapes | found if shapes.get(n) != found.get(n))
            raise UnlikeWeights(
                f"{folder}: {unlike[0]} is {found.get(unlike[0], 'missing')}, and in {folders[0]} "
                f"{shapes.get(unlike[0], 'missing')}; average runs of one model only"
            )
    shutil.copytree(folders[-1], out, dirs_exist_ok=True)
    mean = {name: _mean([part[name] for part in parts]) for name in shapes}
    save_file(mean, out / WEIGHTS, metadata={"format": "pt"})


def _mean(tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    """The mean of tensors; numbers that were not trained are those of the last."""
    last = tensors[-1]
    if not last.is_floating_point():
        return last
    return torch.stack([tensor.float() for tensor in tensors]).mean(0).to(last.dtype)


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description="Average the weights of readers.")
    parser.add_argument("models", nargs="+", type=Path, metavar="MODEL", help="folder of a reader")
    parser.add_argument("--out", type=Path, required=True, help="folder for the mean")
    given = parser.parse_args(arguments)
    try:
        average(given.models, given.out)
    except (FileNotFoundError, UnlikeWeights) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
