"""Linear layers in int8 on the CPU: weights by output channel, activations by row (by token).

The quantised kernel knows one scale for all activations of a batch. Rows are brought to the same
size before it and back to their own after it, so a token keeps its precision beside a louder one,
and a passage's scores hardly depend on the passages that are read with it.
"""

from __future__ import annotations

import warnings

import torch
from torch import Tensor, nn

_TINY = 1e-6


class RowInt8Linear(nn.Module):
    """Stands in for a float32 `nn.Linear` when nothing is trained."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.in_features, self.out_features = linear.in_features, linear.out_features
        weight = linear.weight.detach().float()
        scales = (weight.abs().amax(dim=1) / 127).clamp(min=1e-9).double()
        zeros = torch.zeros(len(weight), dtype=torch.long)
        with warnings.catch_warnings():
            # The successor of these kernels (torchao) is another package; torch is pinned.
            warnings.simplefilter("ignore")
            small = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(small, None)
        bias = linear.bias if linear.bias is not None else torch.zeros(self.out_features)
        self.register_buffer("bias", bias.detach().float().clone(), persistent=False)

    def forward(self, rows: Tensor) -> Tensor:
        """(..., in) float32 to (..., out) float32."""
        size = rows.abs().amax(dim=-1, keepdim=True).clamp_(min=_TINY)
        # Seven bits of activations: without VNNI the kernel's sums of eight would overflow.
        product: Tensor = torch.ops.quantized.linear_dynamic(rows / size, self._packed, True)
        return product.mul_(size).add_(self.bias)


def quantise(module: nn.Module) -> None:
    """Put a `RowInt8Linear` in the place of every linear layer inside `module`."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, RowInt8Linear(child))
        else:
            quantise(child)
