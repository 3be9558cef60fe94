"""Put a network where it runs, in the precision asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from torch import nn

Network = TypeVar("Network", bound="nn.Module")

DTYPES = ("float32", "bfloat16", "float16", "int8")


def place(model: Network, device: str | None, dtype: str | None) -> tuple[Network, str]:
    """The model on its device (a GPU when there is one and none is named), and the device's name.

    "int8" quantises the linear layers on the CPU while they run (weights by channel, activations
    by row), which an ordinary laptop does about twice as fast as float32.

    Raises:
        ValueError: an unknown `dtype`, or int8 on a GPU.
    """
    import torch

    where = device or ("cuda" if torch.cuda.is_available() else "cpu")
    kind = dtype or "float32"
    if kind not in DTYPES:
        raise ValueError(f"found dtype {kind!r}, expected one of {', '.join(DTYPES)}")
    if kind != "int8":
        return model.to(device=where, dtype=getattr(torch, kind)), where
    if not where.startswith("cpu"):
        raise ValueError(f"int8 runs on the CPU only, found device {where!r}: drop one of the two")
    return _quantised(model), where


def _quantised(model: Network) -> Network:
    from .row_int8 import quantise

    # The heads stay exact: they are a thousandth of the work and decide the edges of spans.
    body = next((n for n in ("layers", "bert", "roberta", "encoder") if hasattr(model, n)), "")
    quantise(getattr(model, body) if body else model)
    return model


def fastest_exact_enough(device: str | None) -> str:
    """The precision that the built-in reader has in use: int8 where the CPU does it well.

    That is an x86 processor with AVX2 (any laptop since about 2015); elsewhere float32.
    """
    import torch

    if device not in (None, "cpu") or (device is None and torch.cuda.is_available()):
        return "float32"
    engines = torch.backends.quantized.supported_engines
    able = torch.backends.cpu.get_cpu_capability().startswith("AVX") and "x86" in engines
    return "int8" if able else "float32"


@contextmanager
def quietly() -> Iterator[None]:
    """No progress bars of the model library: who loads a model has asked for something else."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()
