"""The built-in reader without one of the things that it sees: what does each carry?

The network was trained with all of them, so this shows how much it leans on each, not what it would
have learned without.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..builtin_reader import BuiltinReader

if TYPE_CHECKING:
    import torch

    from ..reader_model import WenjuReaderModel

FEATURES = ("coverage", "words", "similarity", "joint", "evidence", "edges")
"""What may be left out: the runs that question and passage share; the vectors of words, their places
and what follows from them; the cosines of those vectors alone; the part of a span's score that sees
both of its ends; the evidence head's share of a sentence's score; what a span loses for cutting a
word."""

_INPUTS = {"coverage": ("coverage",), "words": ("word_ids", "word_places")}


def leave_out(reader: BuiltinReader, features: Iterable[str]) -> None:
    """Take features from a reader that is open, for good.

    Raises:
        ValueError: a feature that is none of `FEATURES`.
    """
    left_out = list(features)
    if unknown := sorted(set(left_out) - set(FEATURES)):
        raise ValueError(
            f"found the features {', '.join(unknown)}, expected some of {', '.join(FEATURES)}"
        )
    model = reader.model
    silent = [name for feature in left_out for name in _INPUTS.get(feature, ())]
    if silent:
        model.register_forward_pre_hook(_silencing(silent), with_kwargs=True)
    if "similarity" in left_out:
        _blind_to_similarity(model)
    if "joint" in left_out:
        model.joint_start.weight.data.zero_()
        model.joint_start.bias.data.zero_()
    if "evidence" in left_out:
        reader.config.evidence_weight = 0.0
    if "edges" in left_out:
        reader.config.cut_word = 0.0


def _silencing(names: Iterable[str]) -> Any:
    """A hook that gives the network zeros in place of these inputs."""
    kept = tuple(names)

    def silence(_: Any, given: tuple[Any, ...], inputs: dict[str, torch.Tensor]) -> Any:
        return given, inputs | {name: inputs[name] * 0 for name in kept}

    return silence


def _blind_to_similarity(model: WenjuReaderModel) -> None:
    """Every bucket of a segment gets the vector of its lowest one: no word is like another."""
    rows = model.similarity_embeddings.weight.data.view(2, model.config.similarity_size, -1)
    rows[:] = rows[:, :1].clone()
