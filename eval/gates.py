"""Gates: "figure_accuracy is at least 0.95" as an exit status."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .errors import UnknownMetric
from .scoring import Metric


@dataclass(frozen=True, slots=True)
class Gate:
    """A metric and the bound that it must keep."""

    name: str
    bound: float
    side: Literal["min", "max"]


def parse_gate(text: str, side: Literal["min", "max"]) -> Gate:
    """Read "metric=value". Raises ValueError with what was expected.

    >>> parse_gate("question/en.fact=0.7", "min")
    Gate(name='question/en.fact', bound=0.7, side='min')
    """
    name, equals, value = text.partition("=")
    try:
        bound = float(value)
    except ValueError:
        bound = float("nan")
    if not name or not equals or math.isnan(bound):
        raise ValueError(f"{text!r}: expected metric=value, as in figure_accuracy=0.95")
    return Gate(name.strip(), bound, side)


def broken(gates: Sequence[Gate], metrics: Mapping[str, Metric]) -> list[str]:
    """One line for each gate that does not hold; a name without a scope means over all rows.

    Raises UnknownMetric when a gate names what was not measured: a gate that silently passes is
    worse than none.
    """
    lines = []
    for gate in gates:
        metric = metrics.get(gate.name) or metrics.get(f"all.{gate.name}")
        if metric is None:
            close = sorted(name for name in metrics if gate.name.split(".")[-1] in name)
            raise UnknownMetric(
                f"{gate.name}: not measured in this run"
                + (f"; measured: {', '.join(close[:8])}" if close else "")
            )
        if gate.side == "min" and metric.value < gate.bound:
            lines.append(f"{gate.name} is {metric.value:.4f}, expected at least {gate.bound:g}")
        if gate.side == "max" and metric.value > gate.bound:
            lines.append(f"{gate.name} is {metric.value:.4f}, expected at most {gate.bound:g}")
    return lines
